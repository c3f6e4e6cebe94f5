//! What a status shows, as documents tell it.

use activitypub::vocabulary::{Attachment as Told, Object, ObjectKind};
use model::{Attachment, AttachmentKind, Focus, Instance};
use serde_json::{Value, json};
use social::{files, statuses::ArrivedAttachment};

use super::web_address;

/// Types of things that are shown.
const SHOWN: [&str; 4] = ["Document", "Image", "Video", "Audio"];

/// An attachment of somebody here. What has no file yet is told to nobody.
pub(super) fn document(instance: &Instance, one: &Attachment) -> Option<Value> {
    let file = one.file.as_deref()?;
    let (url, small_url) = files::urls(instance, one)?;
    let meta =
        one.meta.as_deref().and_then(|meta| serde_json::from_str::<Value>(meta).ok()).unwrap_or_default();
    let original = &meta["original"];
    let mut document = json!({
        "type": "Document",
        "mediaType": files::content_type(file),
        "url": url,
        "name": one.description,
    });
    let told = [
        ("blurhash", one.blurhash.as_deref().map(Value::from)),
        ("focalPoint", one.focus.map(|focus| json!([focus.x, focus.y]))),
        ("width", Some(original["width"].clone()).filter(Value::is_number)),
        ("height", Some(original["height"].clone()).filter(Value::is_number)),
        ("duration", original["duration"].as_f64().map(duration)),
    ];
    for (key, value) in told {
        if let Some(value) = value {
            document[key] = value;
        }
    }
    if let (Some(small), AttachmentKind::Video | AttachmentKind::Audio) = (&one.small, one.kind) {
        document["icon"] = json!({
            "type": "Image",
            "mediaType": files::content_type(small),
            "url": small_url,
        });
    }
    Some(document)
}

/// Seconds as XML Schema writes a duration.
fn duration(seconds: f64) -> Value {
    json!(format!("PT{seconds:.3}S"))
}

/// What an object shows. Of things that are no notes only what is plainly a picture, video or sound, since among what is
/// attached to them may be anything.
pub(super) fn arrived(object: &Object) -> Vec<ArrivedAttachment> {
    object.attachments.iter().filter_map(|told| one(object, told)).collect()
}

/// Whether something attached is shown, and need not stand in the text.
pub(super) fn is_shown(object: &Object, told: &Told) -> bool {
    one(object, told).is_some()
}

fn one(object: &Object, told: &Told) -> Option<ArrivedAttachment> {
    let url = web_address(&told.url)?;
    let kind = kind(told)?;
    let is_note = matches!(object.kind, ObjectKind::Note | ObjectKind::Question);
    if !SHOWN.contains(&told.kind.as_str()) || (!is_note && kind == AttachmentKind::Unknown) {
        return None;
    }
    let size = |number: Option<i64>| number.filter(|number| (1..=100_000).contains(number));
    let meta = match (size(told.width), size(told.height)) {
        (Some(width), Some(height)) => Some(json!({ "original": {
            "width": width, "height": height, "size": format!("{width}x{height}"),
            "aspect": width as f64 / height as f64,
        } })),
        _ => None,
    };
    let is_hash = |hash: &&String| hash.len() <= 100 && hash.bytes().all(|byte| byte.is_ascii_graphic());
    Some(ArrivedAttachment {
        url,
        kind,
        description: told.description.as_deref().map(markup::plain::text),
        focus: told.focal_point.map(|[x, y]| Focus { x, y }),
        blurhash: told.blurhash.as_ref().filter(is_hash).cloned(),
        meta: meta.map(|meta| meta.to_string()),
    })
}

/// What something attached is: by its media type, or its type, or how its address ends.
fn kind(told: &Told) -> Option<AttachmentKind> {
    let essence = told.media_type.as_deref().map(|kind| kind.trim().to_ascii_lowercase());
    let family = essence.as_deref().and_then(|kind| kind.split('/').next());
    Some(match (family, told.kind.as_str()) {
        (Some("image"), _) if essence.as_deref() == Some("image/svg+xml") => return None,
        (Some("image"), _) | (None, "Image") => AttachmentKind::Image,
        (Some("video"), _) | (None, "Video") => AttachmentKind::Video,
        (Some("audio"), _) | (None, "Audio") => AttachmentKind::Audio,
        (Some(_), _) => return None,
        (None, _) => by_ending(&told.url)?,
    })
}

fn by_ending(url: &str) -> Option<AttachmentKind> {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    Some(match path.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
        "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" => AttachmentKind::Image,
        "mp4" | "webm" | "mov" => AttachmentKind::Video,
        "mp3" | "ogg" | "oga" | "opus" | "flac" | "wav" | "m4a" => AttachmentKind::Audio,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(attachment: &Value) -> Vec<(AttachmentKind, Option<String>)> {
        let note = json!({ "id": "https://far.example/1", "type": "Note", "content": "x", "attachment": attachment });
        let note = Object::parse(&note).unwrap();
        arrived(&note).into_iter().map(|one| (one.kind, one.description)).collect()
    }

    #[test]
    fn what_is_attached_is_known_in_every_form() {
        let picture = json!({ "type": "Document", "mediaType": "image/webp", "url": "https://far.example/p", "name": "a <b>cat</b>" });
        assert_eq!(shown(&picture), [(AttachmentKind::Image, Some("a cat".to_owned()))]);
        let others = json!([
            { "type": "Image", "url": "https://far.example/p" },
            { "type": "Document", "url": "https://far.example/p.MP4?x" },
            { "type": "Audio", "url": [{ "type": "Link", "href": "https://far.example/p", "mediaType": "audio/ogg" }] },
        ]);
        let kinds: Vec<AttachmentKind> = shown(&others).into_iter().map(|(kind, _)| kind).collect();
        assert_eq!(kinds, [AttachmentKind::Image, AttachmentKind::Video, AttachmentKind::Audio]);
        for no in [
            json!({ "type": "Link", "href": "https://far.example/p" }),
            json!({ "type": "Document", "mediaType": "application/pdf", "url": "https://far.example/p.pdf" }),
            json!({ "type": "Image", "mediaType": "image/svg+xml", "url": "https://far.example/p.svg" }),
            json!({ "type": "Image", "mediaType": "image/png", "url": "data:image/png;base64,x" }),
        ] {
            assert!(shown(&no).is_empty(), "{no}");
        }
    }
}
