//! Files as everybody finds them: where they are, what the database says of one, and what is in it.

use std::ops::Range;

use model::{Attachment, AttachmentState, Instance};
pub use store::{files::File, storage::Pieces};

use crate::{
    Refusal, Result, Site,
    remote_files::{self, Shown},
};

/// What stands before the name of a file in its address.
const FILES: &str = "/media/files/";

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

/// What a file is, by how its name ends; nothing if it is no name that we would give.
pub fn content_type(name: &str) -> Option<&'static str> {
    Some(match name.rsplit_once('.')?.1 {
        "jpg" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "mp4" => "video/mp4",
        "mov" => "video/quicktime",
        "webm" => "video/webm",
        "mp3" => "audio/mpeg",
        "ogg" => "audio/ogg",
        "flac" => "audio/flac",
        "wav" => "audio/wav",
        "m4a" => "audio/mp4",
        "aac" => "audio/aac",
        _ => return None,
    })
}

/// Where everybody finds a file of ours.
pub fn file_url(instance: &Instance, name: &str) -> String {
    instance.media_url(&format!("{FILES}{name}"))
}

/// The name of a file of ours that everybody finds there, or found there when media had another host.
pub fn file_at(url: &str) -> Option<&str> {
    let (_, name) = url.split('?').next().unwrap_or_default().split_once(FILES)?;
    Some(name).filter(|name| content_type(name).is_some())
}

/// Where everybody finds an attachment and its preview: what is on another server is found here, too. Nothing if it cannot
/// be shown.
pub fn urls(instance: &Instance, attachment: &Attachment) -> Option<(String, String)> {
    if attachment.state != AttachmentState::Ready {
        return None;
    }
    if let Some(file) = &attachment.file {
        let seals = attachment.seals.clone().unwrap_or_default();
        let whole = file_url(instance, file) + &seals.file;
        let small = attachment.small.as_ref().map(|small| file_url(instance, small) + &seals.small);
        return Some((whole.clone(), small.unwrap_or(whole)));
    }
    let remote = attachment.remote_url.as_deref()?;
    let here = |is_small| {
        remote_files::url(instance, Shown::Attachment(attachment.id), attachment.id.get(), remote, is_small)
    };
    Some((here(false), here(true)))
}

/// Pixels of an attachment, from left to right and from top to bottom, as far as they are known.
pub fn size(attachment: &Attachment) -> Option<(i64, i64)> {
    let meta: serde_json::Value = serde_json::from_str(attachment.meta.as_deref()?).ok()?;
    let pixels = |key: &str| meta["original"][key].as_i64();
    Some((pixels("width")?, pixels("height")?))
}
