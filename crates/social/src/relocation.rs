//! Relocation: bringing all files to another place, one by one, while people go on using them where they are. Each is checked
//! where it arrives, by what the database says of it, and only then noted; so it can end at any moment and go on later.

use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use model::limits;
use store::{files::File, moved_files, settings, storage::Storage};

use crate::{Fault, Result, Site};

/// How far it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Files that are there, and their bytes.
    pub there: (i64, i64),
    /// All files, and their bytes.
    pub all: (i64, i64),
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Files that were brought, or found to be there.
    pub brought: i64,
    /// Files that are missing where they should be, or not what they should be.
    pub broken: Vec<String>,
}

/// How one file fared.
enum Fate {
    Brought,
    Broken(String),
    /// Nothing names it any more.
    Gone,
}

/// Brings everything from where it is to another place that is not there yet. What is new meanwhile is brought as well, and
/// what is gone meanwhile is removed there.
pub async fn bring(
    site: &Site,
    from: &Storage,
    to: &Storage,
    mut tell: impl FnMut(Progress),
) -> Result<Outcome> {
    let mut outcome = Outcome::default();
    loop {
        remove_gone(site, to).await?;
        let round = bring_once(site, from, to, &mut tell).await?;
        outcome.brought += round.brought;
        outcome.broken = round.broken;
        if round.brought == 0 {
            return Ok(outcome);
        }
    }
}

async fn bring_once(
    site: &Site,
    from: &Storage,
    to: &Storage,
    tell: &mut impl FnMut(Progress),
) -> Result<Outcome> {
    let (place, mut outcome, mut after) = (to.place().to_string(), Outcome::default(), String::new());
    loop {
        let left = moved_files::left(&site.store, &place, &after, limits::FILES_MOVED).await?;
        let Some(last) = left.last() else { return Ok(outcome) };
        after.clone_from(&last.name);
        let work = left.into_iter().map(|file| bring_file(site, from, to, file));
        let mut fates = stream::iter(work).buffer_unordered(limits::FILES_MOVED_AT_ONCE);
        while let Some(fate) = fates.try_next().await? {
            match fate {
                Fate::Brought => outcome.brought += 1,
                Fate::Broken(name) => outcome.broken.push(name),
                Fate::Gone => {}
            }
        }
        let there = moved_files::total(&site.store, &place).await?;
        tell(Progress { there, all: store::files::total(&site.store).await? });
    }
}

async fn bring_file(site: &Site, from: &Storage, to: &Storage, file: File) -> Result<Fate> {
    // It may have arrived before the last try ended.
    if !is_whole(to, &file).await? {
        match from.read(&file.name, 0..file.bytes.cast_unsigned()).await {
            Ok(pieces) => to.put(&file.name, pieces).await.map_err(lost)?,
            Err(store::Error::NotFound) => return missing(site, file).await,
            Err(error) => return Err(lost(error)),
        }
        if !is_whole(to, &file).await? {
            to.remove(&file.name).await.map_err(lost)?;
            return missing(site, file).await;
        }
    }
    moved_files::insert(&site.store, &to.place().to_string(), &file.name).await?;
    Ok(Fate::Brought)
}

/// What was not found, or not as it should be, may only have been removed meanwhile.
async fn missing(site: &Site, file: File) -> Result<Fate> {
    let is_named = store::files::find(&site.store, &file.name).await?.is_some();
    Ok(if is_named { Fate::Broken(file.name) } else { Fate::Gone })
}

/// Whether a file is at a place as the database says that it should be.
async fn is_whole(storage: &Storage, file: &File) -> Result<bool> {
    if storage.size(&file.name).await.map_err(lost)? != Some(file.bytes.cast_unsigned()) {
        return Ok(false);
    }
    match storage.digest(&file.name, file.bytes.cast_unsigned()).await {
        Err(store::Error::NotFound) => Ok(false),
        digest => Ok(digest.map_err(lost)? == file.digest),
    }
}

/// For whoever runs this server, what a storage says is no reason to wait but to be told.
fn lost(error: store::Error) -> crate::Error {
    Fault::caused_by("use the storage", error).into()
}

/// Removes from the other place what nothing names any more.
async fn remove_gone(site: &Site, to: &Storage) -> Result<()> {
    let place = to.place().to_string();
    loop {
        let gone = moved_files::gone(&site.store, &place, limits::FILES_MOVED).await?;
        if gone.is_empty() {
            return Ok(());
        }
        for name in gone {
            to.remove(&name).await.map_err(lost)?;
            moved_files::delete(&site.store, &place, &name).await?;
        }
    }
}

/// From now on, files are at the other place. Nobody else may be at work.
pub async fn settle(site: &Site, from: &Storage, to: &Storage) -> Result<()> {
    // What is doomed would be looked for at the other place alone; and what was only announced never comes.
    let then = site.now().plus_millis(limits::FILE_NOTED_MS);
    loop {
        let doomed = store::files::doomed(&site.store, then, limits::FILES_REMOVED).await?;
        if doomed.is_empty() {
            break;
        }
        for name in doomed {
            from.remove(&name).await.map_err(lost)?;
            store::files::removed(&site.store, &name).await?;
        }
    }
    let mut tx = site.store.begin().await?;
    settings::set(&mut tx, settings::FILES, &to.place().to_string(), site.now()).await?;
    moved_files::forget(&mut tx).await?;
    Ok(tx.commit().await?)
}
