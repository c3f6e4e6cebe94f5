//! The storage of files: a folder. Names are unguessable and say nothing; what a file is follows from how its name ends.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use crate::{Error, Result};

/// Where files lie.
#[derive(Clone, Debug)]
pub struct Storage {
    folder: PathBuf,
}

impl Storage {
    /// Files in a folder on this machine.
    pub fn folder(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Takes a file from where it was made into the storage, where it survives a power cut once this returns. Both must be
    /// on one file system.
    pub async fn take(&self, made: &Path, name: &str) -> Result<()> {
        let (made, place) = (made.to_owned(), self.place(name)?);
        aside(move || {
            let parent = place.parent().expect("a place is in a folder");
            fs::create_dir_all(parent)?;
            File::open(&made)?.sync_all()?;
            fs::rename(&made, &place)?;
            File::open(parent)?.sync_all()
        })
        .await
    }

    /// Removes a file; one that is not there is no fault.
    pub async fn remove(&self, name: &str) -> Result<()> {
        let place = self.place(name)?;
        aside(move || match fs::remove_file(&place) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed,
        })
        .await
    }

    /// Where a file lies: names that are none are refused.
    pub fn place(&self, name: &str) -> Result<PathBuf> {
        let is_name = |text: &str| {
            !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        };
        match name.split_once('.') {
            Some((stem, extension)) if stem.len() > 4 && is_name(stem) && is_name(extension) => {
                Ok(self.folder.join(&stem[..2]).join(&stem[2..4]).join(name))
            }
            _ => Err(Error::NotFound),
        }
    }
}

/// Work that waits for the disk.
async fn aside(work: impl FnOnce() -> io::Result<()> + Send + 'static) -> Result<()> {
    let done = tokio::task::spawn_blocking(work).await.map_err(|error| Error::Storage(error.to_string()))?;
    done.map_err(|error| Error::Storage(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_file_is_taken_in_and_goes() {
        let folder = tempfile::tempdir().unwrap();
        let storage = Storage::folder(folder.path().join("files"));
        let made = folder.path().join("made");
        fs::write(&made, "picture").unwrap();
        storage.take(&made, "0123456789abcdef.png").await.unwrap();
        let place = storage.place("0123456789abcdef.png").unwrap();
        assert_eq!((fs::read_to_string(&place).unwrap(), made.exists()), ("picture".to_owned(), false));
        for _ in 0..2 {
            storage.remove("0123456789abcdef.png").await.unwrap();
        }
        assert!(!place.exists());
    }

    #[test]
    fn no_name_leads_out_of_the_folder() {
        let storage = Storage::folder("/srv/files".into());
        for name in [
            "../../etc/passwd",
            "..",
            "",
            "abcdef",
            "abcdef.",
            ".png",
            "ab/../x.png",
            "abcdef.p/g",
            "ABCDEF.png",
        ] {
            assert!(storage.place(name).is_err(), "S-198: {name}");
        }
    }
}
