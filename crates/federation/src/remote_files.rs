//! Files that statuses and profiles of other servers show: fetched when somebody here first looks at them, by one request
//! however many look, and asked for again while they are shown, when there may be another at the same address.

use std::{path::Path, sync::Arc};

use model::{CustomEmoji, Permissions};
use social::{
    Refusal, Staff,
    custom_emojis::{self, Draft},
    remote_files::{self, Fetched, Found, Imprint, Shown},
};
use store::remote_files::RemoteFile;

use crate::{Federation, fetch::FetchError, limits};

impl Federation {
    /// The name under which a file of another server is kept here, fetched if it is not; `is_small` for its preview.
    pub async fn remote_file(&self, shown: Shown, print: &str, is_small: bool) -> social::Result<String> {
        let found = remote_files::find(self.site(), shown, print).await?;
        let kept = match remote_files::known(self.site(), shown, &found.url).await? {
            Some(known) => {
                if remote_files::may_have_changed(self.site(), shown, &found, &known) {
                    self.look_again(shown, &found);
                }
                known
            }
            None => self.fetch_file(shown, &found).await?,
        };
        let small = kept.small.filter(|_| is_small);
        Ok(small.or(kept.file).ok_or(Refusal::NotFound)?)
    }

    /// Makes the picture that an app was shown at an address of ours a custom emoji of this server.
    pub async fn copy_emoji(&self, by: &Staff, url: &str, draft: Draft) -> social::Result<CustomEmoji> {
        by.needs(Permissions::MANAGE_CUSTOM_EMOJIS)?;
        let (shown, print) = custom_emojis::elsewhere(self.site(), url)?;
        let name = self.remote_file(shown, &print, false).await?;
        custom_emojis::add_kept(self.site(), by, draft, &name).await
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
        let file = workshop.receive()?;
        let fetched = self.fetch_to(url, &file.file(), most_bytes(shown), &Imprint::default()).await;
        drop(room);
        match fetched {
            Ok(imprint) => {
                let fetched = Fetched { file, imprint: imprint.unwrap_or_default() };
                remote_files::keep(self.site(), shown, found, fetched).await
            }
            Err(error) => {
                tracing::debug!(url, %error, "a file of another server cannot be had");
                remote_files::fail(self.site(), shown, url, &error.to_string()).await
            }
        }
    }

    /// Asks whether there is another picture by now; whoever looks sees the one that is kept meanwhile.
    fn look_again(&self, shown: Shown, found: &Found) {
        let (federation, found) = (self.clone(), found.clone());
        drop(self.0.errands.begin(async move {
            if let Err(error) = federation.ask_again(shown, &found).await {
                tracing::warn!(%error, "could not look whether a picture of another server has changed");
            }
        }));
    }

    async fn ask_again(&self, shown: Shown, found: &Found) -> social::Result<()> {
        let turn = self.0.files_fetched.get_with_by_ref(&found.url, Arc::default);
        // Somebody is at it, or others have more need of what room there is: whoever looks next asks again.
        let (Ok(_turn), Ok(room)) = (turn.try_lock(), self.0.files_at_once.try_acquire()) else {
            return Ok(());
        };
        let known = remote_files::known(self.site(), shown, &found.url).await?;
        let is_due = |known: &RemoteFile| remote_files::may_have_changed(self.site(), shown, found, known);
        let Some(known) = known.filter(is_due) else { return Ok(()) };
        let workshop = self.site().workshop()?;
        workshop.expect_storage()?;
        remote_files::asked(self.site(), &known).await?;
        let file = workshop.receive()?;
        let fetched = self.fetch_to(&found.url, &file.file(), most_bytes(shown), &known.imprint).await;
        drop(room);
        match fetched {
            Ok(None) => Ok(()),
            Ok(Some(imprint)) => {
                let fetched = Fetched { file, imprint };
                remote_files::renew(self.site(), shown, found, &known, fetched).await
            }
            Err(error) => {
                tracing::debug!(url = found.url, %error, "a picture of another server could not be had again");
                Ok(())
            }
        }
    }

    /// Fetches a file to the disk, unless it is the one that is known. Not signed: files are for everybody, and some
    /// storages refuse what they do not know.
    async fn fetch_to(
        &self,
        url: &str,
        path: &Path,
        most: u64,
        known: &Imprint,
    ) -> Result<Option<Imprint>, FetchError> {
        let url = url::Url::parse(url).map_err(|_| FetchError::Malformed(url.to_owned()))?;
        self.check_dealings(&url)?;
        let work = self.0.client.download(url, path, most, known);
        match tokio::time::timeout(limits::FILE_TIMEOUT, work).await {
            Ok(done) => done,
            Err(_) => Err(FetchError::Unreachable("it took too long".into())),
        }
    }
}

/// Bytes of a file that are fetched.
fn most_bytes(shown: Shown) -> u64 {
    match shown {
        Shown::Attachment(_) => limits::REMOTE_FILE_BYTES,
        Shown::Avatar(_) | Shown::Header(_) | Shown::Card(_) | Shown::Emoji(_) => {
            limits::REMOTE_PICTURE_BYTES
        }
    }
}
