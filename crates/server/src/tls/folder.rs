//! What is kept of certificates in the data folder, for nobody else's eyes: the account at the authority, the certificate
//! and its key, and how often it failed to obtain one.

use std::{
    fs::{self, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use instant_acme::AccountCredentials;
use model::Timestamp;
use serde::{Deserialize, Serialize};

/// A folder with what belongs to a certificate.
#[derive(Debug)]
pub(super) struct Folder(PathBuf);

/// How obtaining went lately.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Attempts {
    /// Failures since it last went well.
    pub(super) failures: u32,
    /// Not before this time, in milliseconds, is it tried again.
    pub(super) again_at_ms: i64,
}

impl Attempts {
    pub(super) fn again_at(&self) -> Timestamp {
        Timestamp::from_millis(self.again_at_ms)
    }
}

/// The account, and at which authority it is.
#[derive(Serialize, Deserialize)]
struct KeptAccount {
    directory: String,
    credentials: AccountCredentials,
}

/// The certificate and its key, in one file so that they are never of two kinds, and for which names.
#[derive(Serialize, Deserialize)]
pub(super) struct KeptCertificate {
    pub(super) names: Vec<String>,
    pub(super) chain: String,
    pub(super) key: String,
}

impl Folder {
    pub(super) fn open(path: PathBuf) -> io::Result<Self> {
        fs::DirBuilder::new().recursive(true).mode(0o700).create(&path)?;
        Ok(Self(path))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    pub(super) fn account(&self, directory: &str) -> Option<AccountCredentials> {
        let kept: KeptAccount = self.read("account.json")?;
        (kept.directory == directory).then_some(kept.credentials)
    }

    pub(super) fn keep_account(&self, directory: &str, credentials: AccountCredentials) -> io::Result<()> {
        self.write("account.json", &KeptAccount { directory: directory.to_owned(), credentials })
    }

    /// The certificate, if it is for these names.
    pub(super) fn certificate(&self, names: &[String]) -> Option<KeptCertificate> {
        self.read("certificate.json").filter(|kept: &KeptCertificate| kept.names == names)
    }

    pub(super) fn keep_certificate(&self, certificate: &KeptCertificate) -> io::Result<()> {
        self.write("certificate.json", certificate)
    }

    pub(super) fn attempts(&self) -> Attempts {
        self.read("attempts.json").unwrap_or_default()
    }

    pub(super) fn keep_attempts(&self, attempts: &Attempts) -> io::Result<()> {
        self.write("attempts.json", attempts)
    }

    /// What cannot be read counts as missing: it can all be made anew.
    fn read<T: for<'a> Deserialize<'a>>(&self, name: &str) -> Option<T> {
        serde_json::from_slice(&fs::read(self.0.join(name)).ok()?).ok()
    }

    /// Writes beside it first, so that a power cut leaves the old or the new.
    fn write<T: Serialize>(&self, name: &str, value: &T) -> io::Result<()> {
        let (path, beside) = (self.0.join(name), self.0.join(format!("{name}.new")));
        match fs::remove_file(&beside) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&beside)?;
        file.write_all(&serde_json::to_vec(value)?)?;
        file.sync_all()?;
        fs::rename(beside, path)
    }
}
