//! Sealed files: what statuses show that not everybody may see, where an admin wants that. They are found only under an
//! address that says until when it counts, under a seal that only this server can make. Whoever passes the address on
//! passes on some days of looking, and no more.

use std::sync::Arc;

use aws_lc_rs::hmac;
use model::{Attachment, Status, Visibility, attachment::Seals, limits};

use crate::{Refusal, Result, Site, files::File, remote_emojis, secrets};

const DAY_SECONDS: i64 = 24 * 3_600;

/// Whether what a status shows is sealed.
pub(crate) fn is_wanted(site: &Site, visibility: Visibility) -> bool {
    site.settings().sealed_files && !visibility.is_open()
}

/// Seals what a status shows from now on, or opens it, as the settings want it.
pub(crate) async fn put(
    site: &Site,
    tx: &mut store::Tx,
    status: &Status,
    shown: &[Attachment],
) -> Result<()> {
    let is_wanted = is_wanted(site, status.visibility);
    if is_wanted || shown.iter().any(|one| one.seals.is_some()) {
        store::attachments::seal(tx, status.id, is_wanted).await?;
    }
    Ok(())
}

/// Makes the addresses of those that are sealed. They are the same for a day, so that they can be kept.
pub(crate) async fn address(site: &Site, attachments: impl Iterator<Item = &mut Attachment>) -> Result<()> {
    let mut key: Option<Arc<hmac::Key>> = None;
    let day = site.now().as_millis() / 1_000 / DAY_SECONDS;
    let until = (day + 1 + limits::SEALED_FILE_DAYS) * DAY_SECONDS;
    for attachment in attachments.filter(|one| one.seals.is_some()) {
        let key = match &mut key {
            Some(key) => &*key,
            none => none.insert(remote_emojis::key(site).await?),
        };
        let written = |name: &Option<String>| {
            name.as_ref().map(|name| format!("?until={until}&seal={}", seal(key, name, until)))
        };
        let (file, small) = (written(&attachment.file), written(&attachment.small));
        attachment.seals = Some(Seals { file: file.unwrap_or_default(), small: small.unwrap_or_default() });
    }
    Ok(())
}

/// Whether a file is sealed. If it is, what its address says besides must be ours and count still.
pub async fn check(site: &Site, file: &File, said: Option<&str>) -> Result<bool> {
    if !site.settings().sealed_files || !store::files::is_sealed(&site.store, &file.name).await? {
        return Ok(false);
    }
    let shown = said.and_then(|said| said.strip_prefix("until=")).and_then(|said| said.split_once("&seal="));
    let (until, shown) = shown.ok_or(Refusal::NotFound)?;
    let until: i64 = until.parse().map_err(|_| Refusal::NotFound)?;
    let true_seal = seal(&*remote_emojis::key(site).await?, &file.name, until);
    let is_ours = secrets::equal(shown.as_bytes(), true_seal.as_bytes());
    match is_ours && site.now().as_millis() < until.saturating_mul(1_000) {
        true => Ok(true),
        false => Err(Refusal::NotFound.into()),
    }
}

fn seal(key: &hmac::Key, name: &str, until: i64) -> String {
    let tag = hmac::sign(key, format!("file {name} until {until}").as_bytes());
    tag.as_ref().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
