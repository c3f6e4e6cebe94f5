//! Files in a folder on this machine.

use std::{
    fs::{self, File},
    io,
    ops::Range,
    path::{Path, PathBuf},
};

use futures_util::TryStreamExt as _;
use tokio::io::AsyncWriteExt as _;

use super::{Pieces, fault, pieces_of};
use crate::{Error, Result};

/// A folder.
#[derive(Clone, Debug)]
pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new(folder: PathBuf) -> Self {
        Self(folder)
    }

    pub(super) async fn take(&self, made: &Path, key: &str) -> Result<()> {
        let (made, place) = (made.to_owned(), self.0.join(key));
        aside(move || settle(&made, &place)).await
    }

    pub(super) async fn put(&self, key: &str, pieces: Pieces) -> Result<()> {
        let place = self.0.join(key);
        let beside = place.with_extension("part");
        let parent = place.parent().expect("a place is in a folder").to_owned();
        aside(move || fs::create_dir_all(parent)).await?;
        let written = write(&beside, pieces).await;
        if written.is_err() {
            // It would be written over by the next try; if there is none, it need not lie there.
            drop(tokio::fs::remove_file(&beside).await);
        }
        written?;
        aside(move || settle(&beside, &place)).await
    }

    pub(super) async fn read(&self, key: &str, range: Range<u64>) -> Result<Pieces> {
        pieces_of(&self.0.join(key), Some(range)).await
    }

    pub(super) async fn size(&self, key: &str) -> Result<Option<u64>> {
        match tokio::fs::metadata(self.0.join(key)).await {
            Ok(found) => Ok(Some(found.len())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(fault(&error)),
        }
    }

    pub(super) async fn remove(&self, key: &str) -> Result<()> {
        let place = self.0.join(key);
        aside(move || match fs::remove_file(&place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed,
        })
        .await
    }
}

async fn write(path: &Path, mut pieces: Pieces) -> Result<()> {
    let mut file = tokio::fs::File::create(path).await.map_err(|error| fault(&error))?;
    while let Some(piece) = pieces.try_next().await? {
        file.write_all(&piece).await.map_err(|error| fault(&error))?;
    }
    file.flush().await.map_err(|error| fault(&error))
}

/// Puts a file where it stays, whatever happens.
fn settle(made: &Path, place: &Path) -> io::Result<()> {
    let parent = place.parent().expect("a place is in a folder");
    fs::create_dir_all(parent)?;
    File::open(made)?.sync_all()?;
    fs::rename(made, place)?;
    File::open(parent)?.sync_all()
}

/// Work that waits for the disk.
async fn aside(work: impl FnOnce() -> io::Result<()> + Send + 'static) -> Result<()> {
    let done = tokio::task::spawn_blocking(work).await.map_err(|error| Error::Storage(error.to_string()))?;
    done.map_err(|error| Error::Storage(error.to_string()))
}
