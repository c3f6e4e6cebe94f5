//! Files that statuses and profiles of other servers show: fetched when somebody here first looks at them, by one request
//! however many look.

use std::sync::Arc;

use social::{
    Refusal,
    remote_files::{self, Found, Shown},
};
use store::remote_files::RemoteFile;

use crate::{Federation, fetch::FetchError, limits};

impl Federation {
    /// The name under which a file of another server is kept here, fetched if it is not; `is_small` for its preview.
    pub async fn remote_file(&self, shown: Shown, print: &str, is_small: bool) -> social::Result<String> {
        let found = remote_files::find(self.site(), shown, print).await?;
        let kept = match remote_files::known(self.site(), shown, &found.url).await? {
            Some(known) => known,
            None => self.fetch_file(shown, &found).await?,
        };
        let small = kept.small.filter(|_| is_small);
        Ok(small.or(kept.file).ok_or(Refusal::NotFound)?)
    }

    async fn fetch_file(&self, shown: Shown, found: &Found) -> social::Result<RemoteFile> {
        let url = found.url.as_str();
        let turn = self.0.files_fetched.get_with_by_ref(url, Arc::default);
        let _turn = turn.lock().await;
        if let Some(known) = remote_files::known(self.site(), shown, url).await? {
            return Ok(known);
        }
        let room = self.0.files_at_once.acquire().await;
        let workshop = self.site().workshop()?;
        workshop.expect_storage()?;
        let incoming = workshop.receive()?;
        let most = match shown {
            Shown::Attachment(_) => limits::REMOTE_FILE_BYTES,
            Shown::Avatar(_) | Shown::Header(_) | Shown::Card(_) | Shown::Emoji(_) => {
                limits::REMOTE_PICTURE_BYTES
            }
        };
        let fetched = self.fetch_to(url, &incoming.file(), most).await;
        drop(room);
        match fetched {
            Ok(()) => remote_files::keep(self.site(), shown, found, incoming).await,
            Err(error) => {
                tracing::debug!(url, %error, "a file of another server cannot be had");
                remote_files::fail(self.site(), shown, url, &error.to_string()).await
            }
        }
    }

    /// Fetches a file to the disk. Not signed: files are for everybody, and some storages refuse what they do not know.
    async fn fetch_to(&self, url: &str, path: &std::path::Path, most: u64) -> Result<(), FetchError> {
        let url = url::Url::parse(url).map_err(|_| FetchError::Malformed(url.to_owned()))?;
        self.check_dealings(&url)?;
        let work = self.0.client.download(url, path, most);
        match tokio::time::timeout(limits::FILE_TIMEOUT, work).await {
            Ok(done) => done,
            Err(_) => Err(FetchError::Unreachable("it took too long".into())),
        }
    }
}
