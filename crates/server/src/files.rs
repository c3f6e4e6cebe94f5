//! Where files are kept: what the configuration says of it, and what the database remembers, which must be the same. A
//! server that looks for its files in the wrong place would show none.

use std::{fs::File, path::Path};

use anyhow::{Context, bail};
use social::Site;
use store::{
    settings,
    storage::{Place, Storage},
};

use crate::config::Config;

/// The file in the data folder by which it is known that a server runs.
const LOCK: &str = "running";

/// The storage at a place, by what the configuration says of buckets.
pub fn storage(config: &Config, place: &Place) -> anyhow::Result<Storage> {
    let Place::Bucket { name, prefix } = place else { return Ok(social::workshop::on_disk(&config.data)) };
    let bucket = &config.files.bucket;
    let access =
        bucket.access().map_err(anyhow::Error::msg).with_context(|| format!("keep files in {place}"))?;
    let options = federation::Options {
        allow_http: bucket.allow_http,
        allow_private_addresses: bucket.allow_private_addresses.clone(),
        extra_ca_pem: config.extra_ca_pem()?,
        user_agent_version: env!("CARGO_PKG_VERSION").to_owned(),
        ..federation::Options::default()
    };
    let client = federation::storage_client(access.endpoint.as_deref(), &options)?;
    Ok(Storage::bucket(name, prefix, &access, client)?)
}

/// The place where all files are, as the database remembers it. Before it was asked to, there was only the disk.
pub async fn remembered(site: &Site) -> anyhow::Result<Place> {
    let remembered = settings::find(&site.store, settings::FILES).await?;
    let place = remembered.map(|text| text.parse()).transpose();
    Ok(place.map_err(anyhow::Error::msg).context("read where files are")?.unwrap_or_default())
}

/// The storage that the configuration names, if files are there and nowhere else.
pub async fn open(config: &Config, site: &Site) -> anyhow::Result<Storage> {
    let (wanted, known) = (&config.files.place, remembered(site).await?);
    if *wanted != known {
        let (count, _) = store::files::total(&site.store).await?;
        if count > 0 {
            bail!(
                "keep files in {wanted}, as the configuration says: {count} of them are in {known}. Bring them there with \
                 `fanfare storage move --to {wanted}`, or set files = \"{known}\" again"
            );
        }
    }
    settings::set(&site.store, settings::FILES, &wanted.to_string(), site.now()).await?;
    storage(config, wanted)
}

/// Held while a server runs, so that files are not moved away from under it.
#[derive(Debug)]
pub struct Running(#[expect(dead_code, reason = "the file is locked while it is open")] File);

/// Notes that a server runs, as long as what is answered is kept.
pub fn running(data: &Path) -> anyhow::Result<Running> {
    let file = lock_file(data)?;
    match file.try_lock_shared() {
        Ok(()) => Ok(Running(file)),
        Err(std::fs::TryLockError::WouldBlock) => {
            bail!("start: the last files are being moved (`fanfare storage move`). Start when that has ended")
        }
        Err(std::fs::TryLockError::Error(error)) => Err(error).context("note that the server runs"),
    }
}

/// Keeps servers from starting, if none runs, as long as what is answered is kept.
pub fn alone(data: &Path) -> anyhow::Result<Option<Running>> {
    let file = lock_file(data)?;
    match file.try_lock() {
        Ok(()) => Ok(Some(Running(file))),
        Err(std::fs::TryLockError::WouldBlock) => Ok(None),
        Err(std::fs::TryLockError::Error(error)) => Err(error).context("find out whether the server runs"),
    }
}

fn lock_file(data: &Path) -> anyhow::Result<File> {
    let at = || format!("use the data folder {}", data.display());
    std::fs::create_dir_all(data).with_context(at)?;
    File::options().create(true).append(true).open(data.join(LOCK)).with_context(at)
}
