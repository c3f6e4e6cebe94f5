//! Attachments: uploading them, saying what they show, publishing and removing them. How uploads are worked on is in
//! `uploads`.

use std::{sync::atomic::Ordering, time::Duration};

use media::job::Purpose;
use model::{Account, Attachment, AttachmentId, AttachmentKind, AttachmentState, Focus, limits};

use crate::{
    Problem, Refusal, Result, Site, measurements, sealed_files,
    workshop::{self, Incoming, Kept, tail},
};

/// What is said of an attachment.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// What it shows, if that is said; empty for nothing.
    pub description: Option<String>,
    /// What of it matters most.
    pub focus: Option<Focus>,
}

impl Said {
    fn check(&self) -> Result<()> {
        let characters = self.description.as_ref().map_or(0, |text| text.chars().count());
        if characters > limits::DESCRIPTION_CHARACTERS {
            let most = limits::DESCRIPTION_CHARACTERS;
            return Err(invalid("description", format!("is too long (maximum is {most} characters)")));
        }
        Ok(())
    }
}

fn invalid(field: &'static str, message: impl Into<String>) -> crate::Error {
    Refusal::Invalid(vec![Problem::new(field, message)]).into()
}

/// Takes in an upload. It is worked on in its turn, see [`finished`], and survives the end of the process until then: its
/// file lies in a folder of its own.
pub async fn upload(
    site: &Site,
    by: &Account,
    file: Incoming,
    thumbnail: Option<Incoming>,
    said: Said,
) -> Result<Attachment> {
    said.check()?;
    let workshop = site.workshop()?;
    // What can be told at once is.
    let kind = workshop::look(file.file()).await?;
    let kind = kind.map_err(|refusal| invalid("file", tail(&refusal.to_string())))?;
    if store::attachments::count_waiting(&site.store, by.id).await? >= limits::UPLOADS_WAITING {
        return Err(invalid(
            "file",
            "has to wait: too many of yours are being worked on. Try again in a minute",
        ));
    }
    let preview = match thumbnail {
        Some(thumbnail) => Some(workshop::made(site, thumbnail, Purpose::Preview, "thumbnail").await?),
        None => None,
    };
    let id: AttachmentId = site.id();
    let attachment = Attachment {
        id,
        account_id: by.id,
        status_id: None,
        kind,
        state: AttachmentState::Waiting,
        problem: None,
        file: None,
        small: preview.as_ref().map(|kept| kept.original.name.clone()),
        remote_url: None,
        description: said.description.filter(|text| !text.is_empty()),
        focus: said.focus,
        blurhash: preview.as_ref().and_then(|kept| kept.made.blurhash.clone()),
        meta: preview.as_ref().and_then(Kept::meta),
        seals: None,
    };
    file.keep_as(&workshop.job_folder(&id.to_string()))?;
    let mut tx = site.store.begin().await?;
    if let Some(preview) = &preview {
        preview.note(site, &mut tx).await?;
    }
    store::attachments::insert(&mut tx, &attachment, None).await?;
    tx.commit().await?;
    if let Some(preview) = &preview {
        workshop.used.fetch_add(preview.bytes(), Ordering::Relaxed);
    }
    Ok(attachment)
}

/// Waits until an attachment has been worked on, for so long at most; answers how it stands.
pub async fn finished(site: &Site, by: &Account, id: AttachmentId, patience: Duration) -> Result<Attachment> {
    let until = tokio::time::Instant::now() + patience;
    loop {
        let done = site.uploads_done.notified();
        let attachment = own(site, by, id).await?;
        let is_put_off = site.workshop().is_ok_and(|workshop| workshop.is_storage_away());
        if attachment.state != AttachmentState::Waiting
            || is_put_off
            || tokio::time::timeout_at(until, done).await.is_err()
        {
            return Ok(attachment);
        }
    }
}

/// An attachment of one's own.
async fn own(site: &Site, by: &Account, id: AttachmentId) -> Result<Attachment> {
    let found = store::attachments::find(&site.store, id).await?;
    Ok(found.filter(|found| found.account_id == by.id).ok_or(Refusal::NotFound)?)
}

/// An attachment of one's own that belongs to no status yet.
pub async fn show(site: &Site, by: &Account, id: AttachmentId) -> Result<Attachment> {
    let mut found = own(site, by, id).await?;
    if found.status_id.is_some() {
        return Err(Refusal::NotFound.into());
    }
    // It may come from a status that was deleted to be written anew.
    sealed_files::address(site, std::iter::once(&mut found)).await?;
    Ok(found)
}

/// Says something else of an attachment that belongs to no status yet.
pub async fn describe(
    site: &Site,
    by: &Account,
    id: AttachmentId,
    said: Said,
    thumbnail: Option<Incoming>,
) -> Result<Attachment> {
    said.check()?;
    let mut found = show(site, by, id).await?;
    let chosen = match thumbnail {
        Some(thumbnail) => Some(workshop::made(site, thumbnail, Purpose::Preview, "thumbnail").await?),
        None => None,
    };
    if let Some(description) = said.description {
        found.description = Some(description).filter(|text| !text.is_empty());
    }
    found.focus = said.focus.or(found.focus);
    let mut tx = site.store.begin().await?;
    store::attachments::describe(&mut tx, &found, found.description.as_deref(), found.focus).await?;
    if let Some(chosen) = chosen {
        chosen.note(site, &mut tx).await?;
        if let Some(old) = found.small.replace(chosen.original.name.clone()) {
            store::files::doom(&mut tx, &old).await?;
        }
        found.blurhash = chosen.made.blurhash.clone();
        found.meta = measurements::with_small(found.meta.as_deref(), chosen.meta().as_deref());
        store::attachments::set_small(&mut tx, &found).await?;
    }
    tx.commit().await?;
    Ok(found)
}

/// Removes an attachment that belongs to no status.
pub async fn delete(site: &Site, by: &Account, id: AttachmentId) -> Result<()> {
    let found = own(site, by, id).await?;
    if found.status_id.is_some() {
        return Err(invalid("media", "is used by a status"));
    }
    let mut tx = site.store.begin().await?;
    store::attachments::delete(&mut tx, &found).await?;
    tx.commit().await?;
    if let Ok(workshop) = site.workshop() {
        workshop::remove(&workshop.job_folder(&found.id.to_string()));
    }
    Ok(())
}

/// The attachments that a draft names, if all of them can be published.
pub(crate) async fn of_draft(
    site: &Site,
    by: &Account,
    ids: &[AttachmentId],
    of: Option<model::StatusId>,
) -> Result<Vec<Attachment>> {
    let most = site.settings().statuses.attachments;
    if ids.len() > most {
        return Err(invalid("media_ids", format!("are too many: {most} files at most")));
    }
    let found = store::attachments::list(&site.store, ids).await?;
    let mut all = Vec::new();
    for id in ids {
        let one = found.iter().find(|one| one.id == *id && one.account_id == by.id);
        let one = one.filter(|one| one.status_id.is_none() || one.status_id == of);
        let Some(one) = one else {
            return Err(invalid(
                "media_ids",
                format!("name a file that is not there or belongs to another status: {id}"),
            ));
        };
        match one.state {
            AttachmentState::Ready => all.push(one.clone()),
            AttachmentState::Waiting => {
                return Err(invalid(
                    "media_ids",
                    "name a file that is still being worked on. Try again in a moment",
                ));
            }
            AttachmentState::Failed => {
                return Err(invalid("media_ids", "name a file that could not be worked on"));
            }
        }
    }
    let is_played = |one: &Attachment| matches!(one.kind, AttachmentKind::Video | AttachmentKind::Audio);
    if all.len() > 1 && all.iter().any(is_played) {
        return Err(invalid("media_ids", "may be several pictures, or one video or sound"));
    }
    Ok(all)
}
