//! Files as everybody finds them: what the database says of one, and what is in it.

use std::ops::Range;

pub use store::{files::File, storage::Pieces};

use crate::{Refusal, Result, Site};

/// What is known of a file, if anything names it.
pub async fn find(site: &Site, name: &str) -> Result<File> {
    Ok(store::files::find(&site.store, name).await?.ok_or(Refusal::NotFound)?)
}

/// Some of what is in a file, piece by piece as it is read.
pub async fn read(site: &Site, file: &File, range: Range<u64>) -> Result<Pieces> {
    let workshop = site.workshop()?;
    // Whoever looks need not wait for what is known; a worker asks each second.
    workshop.expect_storage()?;
    let read = workshop.storage.read(&file.name, range).await;
    if let Err(store::Error::NotFound) = read {
        // It may have been doomed between the two questions; if not, somebody cleared it away.
        if store::files::find(&site.store, &file.name).await?.is_some() {
            tracing::error!(name = file.name, "a file is missing from the storage");
        }
        return Err(Refusal::NotFound.into());
    }
    Ok(workshop.heard(read)?)
}
