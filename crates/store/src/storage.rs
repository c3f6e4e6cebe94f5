//! The storage of files: a folder on this machine, or a bucket of an object storage that speaks S3. Nothing above this room
//! can tell which. Names are unguessable and say nothing; what a file is follows from how its name ends.

mod bucket;
mod folder;
mod place;

use std::{
    ops::Range,
    path::{Path, PathBuf},
    time::Duration,
};

use aws_lc_rs::digest;
use bytes::Bytes;
use futures_util::{StreamExt as _, TryStreamExt as _, stream::BoxStream};
use tokio::io::AsyncReadExt as _;

pub use self::{bucket::Access, place::Place};
use self::{bucket::Bucket, folder::Folder};
use crate::{Error, Result, limits};

/// What is in a file, piece by piece.
pub type Pieces = BoxStream<'static, Result<Bytes>>;

/// Where files lie. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Storage {
    place: Place,
    kind: Kind,
}

#[derive(Clone, Debug)]
enum Kind {
    Folder(Folder),
    Bucket(Bucket),
}

impl Storage {
    /// Whether files are on this machine.
    pub fn is_folder(&self) -> bool {
        matches!(self.kind, Kind::Folder(_))
    }

    /// Files in a folder on this machine.
    pub fn folder(folder: PathBuf) -> Self {
        Self { place: Place::Disk, kind: Kind::Folder(Folder::new(folder)) }
    }

    /// Files in a bucket, to which requests go through a client that looks after whom it talks to.
    pub fn bucket(bucket: &str, prefix: &str, access: &Access, client: reqwest::Client) -> Result<Self> {
        Ok(Self {
            place: Place::Bucket { name: bucket.to_owned(), prefix: prefix.to_owned() },
            kind: Kind::Bucket(Bucket::new(bucket, prefix, access, client)?),
        })
    }

    /// Where that is, as the configuration names it.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// Takes a file from where it was made, where it need not stay, into the storage, where it survives a power cut once
    /// this returns. A folder must be on the same file system.
    pub async fn take(&self, made: &Path, name: &str) -> Result<()> {
        let key = key(name)?;
        match &self.kind {
            Kind::Folder(folder) => folder.take(made, &key).await,
            Kind::Bucket(bucket) => bucket.put(&key, pieces_of(made, None).await?).await,
        }
    }

    /// Writes a file into the storage, where it survives a power cut once this returns. Until then nothing is there under its
    /// name.
    pub async fn put(&self, name: &str, pieces: Pieces) -> Result<()> {
        let key = key(name)?;
        match &self.kind {
            Kind::Folder(folder) => folder.put(&key, pieces).await,
            Kind::Bucket(bucket) => bucket.put(&key, pieces).await,
        }
    }

    /// Reads some bytes of a file, all of which are in it.
    pub async fn read(&self, name: &str, range: Range<u64>) -> Result<Pieces> {
        let key = key(name)?;
        match &self.kind {
            Kind::Folder(folder) => folder.read(&key, range).await,
            Kind::Bucket(bucket) => bucket.read(&key, range).await,
        }
    }

    /// The SHA-256 of the first bytes of a file, in hexadecimal digits.
    pub async fn digest(&self, name: &str, bytes: u64) -> Result<String> {
        let mut digest = digest::Context::new(&digest::SHA256);
        let mut pieces = self.read(name, 0..bytes).await?;
        while let Some(piece) = pieces.try_next().await? {
            digest.update(&piece);
        }
        Ok(digest.finish().as_ref().iter().map(|byte| format!("{byte:02x}")).collect())
    }

    /// The length of a file, if it is there.
    pub async fn size(&self, name: &str) -> Result<Option<u64>> {
        let key = key(name)?;
        match &self.kind {
            Kind::Folder(folder) => folder.size(&key).await,
            Kind::Bucket(bucket) => bucket.size(&key).await,
        }
    }

    /// Removes a file; one that is not there is no fault.
    pub async fn remove(&self, name: &str) -> Result<()> {
        let key = key(name)?;
        match &self.kind {
            Kind::Folder(folder) => folder.remove(&key).await,
            Kind::Bucket(bucket) => bucket.remove(&key).await,
        }
    }

    /// Whether the storage takes files now, and lets them go; if not, why.
    pub async fn check(&self) -> Result<()> {
        // A name that no file has.
        let name = "00000.none";
        let tried = async {
            self.put(name, futures_util::stream::iter([Ok(Bytes::from_static(b"!"))]).boxed()).await?;
            self.remove(name).await
        };
        in_time(limits::STORAGE_CHECK, tried).await
    }
}

/// Where in a storage a file lies: names that are none are refused.
fn key(name: &str) -> Result<String> {
    let is_name =
        |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
    match name.split_once('.') {
        Some((stem, extension)) if stem.len() > 4 && is_name(stem) && is_name(extension) => {
            Ok(format!("{}/{}/{name}", &stem[..2], &stem[2..4]))
        }
        _ => Err(Error::NotFound),
    }
}

/// What is not there in time is away.
async fn in_time<T>(time: Duration, work: impl Future<Output = Result<T>>) -> Result<T> {
    let done = tokio::time::timeout(time, work).await;
    done.unwrap_or_else(|_| Err(Error::Storage(format!("no answer within {} s", time.as_secs()))))
}

/// What is in a file on the disk, or in some of it.
async fn pieces_of(path: &Path, range: Option<Range<u64>>) -> Result<Pieces> {
    use tokio::io::AsyncSeekExt as _;
    let mut file = tokio::fs::File::open(path).await.map_err(|error| fault(&error))?;
    let left = range.as_ref().map_or(u64::MAX, |range| range.end - range.start);
    if let Some(range) = range.filter(|range| range.start > 0) {
        file.seek(std::io::SeekFrom::Start(range.start)).await.map_err(|error| fault(&error))?;
    }
    let pieces = futures_util::stream::try_unfold((file, left), async |(mut file, left)| {
        let most = left.min(limits::FILE_PIECE_BYTES as u64) as usize;
        let mut piece = bytes::BytesMut::with_capacity(most);
        let mut some = (&mut file).take(most as u64);
        match some.read_buf(&mut piece).await.map_err(|error| fault(&error))? {
            0 => Ok(None),
            read => Ok(Some((piece.freeze(), (file, left - read as u64)))),
        }
    });
    Ok(pieces.boxed())
}

fn fault(error: &std::io::Error) -> Error {
    if error.kind() == std::io::ErrorKind::NotFound {
        return Error::NotFound;
    }
    Error::Storage(error.to_string())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    async fn text(pieces: Pieces) -> String {
        let pieces: Vec<Bytes> = pieces.try_collect().await.unwrap();
        String::from_utf8(pieces.concat()).unwrap()
    }

    #[tokio::test]
    async fn a_file_is_taken_in_and_goes() {
        let (folder, name) = (tempfile::tempdir().unwrap(), "0123456789abcdef.png");
        let storage = Storage::folder(folder.path().join("files"));
        let made = folder.path().join("made");
        fs::write(&made, "picture").unwrap();
        storage.take(&made, name).await.unwrap();
        assert!(!made.exists() && folder.path().join("files/01/23").join(name).exists());
        assert_eq!(text(storage.read(name, 0..7).await.unwrap()).await, "picture");
        assert_eq!(text(storage.read(name, 2..4).await.unwrap()).await, "ct");
        assert_eq!(storage.size(name).await.unwrap(), Some(7));
        for _ in 0..2 {
            storage.remove(name).await.unwrap();
        }
        assert_eq!(storage.size(name).await.unwrap(), None);
        assert!(matches!(storage.read(name, 0..7).await, Err(Error::NotFound)));
        storage.check().await.unwrap();
    }

    #[tokio::test]
    async fn half_a_file_is_none() {
        let (folder, name) = (tempfile::tempdir().unwrap(), "0123456789abcdef.png");
        let storage = Storage::folder(folder.path().join("files"));
        let halves = [Ok(Bytes::from_static(b"pic")), Err(Error::Storage("away".into()))];
        assert!(storage.put(name, futures_util::stream::iter(halves).boxed()).await.is_err());
        assert_eq!(storage.size(name).await.unwrap(), None);
        let both = [Ok(Bytes::from_static(b"pic")), Ok(Bytes::from_static(b"ture"))];
        storage.put(name, futures_util::stream::iter(both).boxed()).await.unwrap();
        assert_eq!(text(storage.read(name, 0..7).await.unwrap()).await, "picture");
        let beside = fs::read_dir(folder.path().join("files/01/23")).unwrap().count();
        assert_eq!(beside, 1, "nothing is left beside it");
    }

    #[test]
    fn no_name_leads_out_of_the_storage() {
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
            assert!(key(name).is_err(), "S-198: {name}");
        }
    }
}
