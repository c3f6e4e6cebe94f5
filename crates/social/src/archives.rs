//! Archives: all that somebody published here, in one file that only they can download, for a week. One is made in a
//! week. What is in it is written above this room, since it speaks as servers do.

use model::{Account, Archive, limits};
use store::files::File;

use crate::{
    Problem, Refusal, Result, Site, files,
    workshop::{Incoming, Workshop},
};

const DAY_MS: i64 = 24 * 3_600_000;

/// Asks for an archive. One that is asked for already, or was made less than a week ago, must do.
pub async fn ask(site: &Site, me: &Account) -> Result<()> {
    if !may_ask(site, latest(site, me).await?.as_ref()) {
        return Err(Refusal::Invalid(vec![
            Problem::new("archive", "is made once in a week").because("archive"),
        ])
        .into());
    }
    Ok(store::archives::insert(&site.store, site.id(), me.id, site.now()).await?)
}

/// Whether somebody whose latest archive this is may ask for another. One that came to nothing does not count.
pub fn may_ask(site: &Site, latest: Option<&Archive>) -> bool {
    latest.is_none_or(|archive| {
        let rests_until = archive.requested_at.plus_millis(limits::ARCHIVE_DAYS * DAY_MS);
        let is_given_up = archive.finished_at.is_some() && archive.bytes == 0;
        is_given_up || archive.finished_at.is_some() && rests_until <= site.now()
    })
}

/// The archive that somebody asked for last.
pub async fn latest(site: &Site, me: &Account) -> Result<Option<Archive>> {
    Ok(store::archives::latest(&site.store, me.id).await?)
}

/// The file of somebody's latest archive, if it is theirs to have.
pub async fn file(site: &Site, me: &Account) -> Result<File> {
    let latest = latest(site, me).await?.ok_or(Refusal::NotFound)?;
    let name = latest.file.ok_or(Refusal::NotFound)?;
    files::find(site, &name).await
}

/// The archive that is to be made next, whose it is, and a place to make it in. What failed again and again is given up.
pub async fn begin(site: &Site) -> Result<Option<(Archive, Account, Incoming)>> {
    let Some(archive) = store::archives::waiting(&site.store).await? else { return Ok(None) };
    let account = store::accounts::get(&site.store, archive.account_id).await?;
    if archive.tries >= limits::ARCHIVE_TRIES || account.is_suspended() {
        give_up(site, &archive).await?;
        return Ok(None);
    }
    let workshop = site.workshop()?;
    workshop.expect_storage()?;
    store::archives::begin(&site.store, archive.id).await?;
    Ok(Some((archive, account, workshop.receive()?)))
}

async fn give_up(site: &Site, archive: &Archive) -> Result<()> {
    tracing::error!(archive.id = %archive.id, "an archive could not be made and is given up");
    let mut tx = site.store.begin().await?;
    store::archives::finish(&mut tx, archive.id, site.now(), None).await?;
    Ok(tx.commit().await?)
}

/// An archive is made: keeps its file.
pub async fn finish(site: &Site, archive: &Archive, made: &Incoming) -> Result<()> {
    let workshop: &Workshop = &*site.workshop()?;
    let file = workshop.keep_whole(site, &made.file(), "zip").await?;
    let mut tx = site.store.begin().await?;
    match store::archives::finish(&mut tx, archive.id, site.now(), Some(&file)).await? {
        true => store::files::insert(&mut tx, &file, site.now()).await?,
        false => store::files::doom(&mut tx, &file.name).await?,
    }
    Ok(tx.commit().await?)
}

/// Removes the files that were there for a week.
pub(crate) async fn expire(site: &Site) -> Result<()> {
    let before = site.now().plus_millis(-limits::ARCHIVE_DAYS * DAY_MS);
    for archive in store::archives::made_before(&site.store, before, limits::FILES_REMOVED).await? {
        let mut tx = site.store.begin().await?;
        store::archives::empty(&mut tx, &archive).await?;
        tx.commit().await?;
    }
    Ok(())
}

/// The files of somebody's own pictures.
pub fn pictures(account: &Account) -> [Option<&str>; 2] {
    [&account.avatar_url, &account.header_url].map(|url| url.as_deref().and_then(files::file_at))
}
