//! Media attachment: a picture, video or sound of a status.

use model::{Attachment, Instance};
use serde::Serialize;
use serde_json::{Value, json};
use social::files;

/// <https://docs.joinmastodon.org/entities/MediaAttachment/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct MediaAttachment {
    pub id: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub url: Option<String>,
    pub preview_url: Option<String>,
    pub remote_url: Option<String>,
    pub preview_remote_url: Option<String>,
    pub text_url: Option<String>,
    pub meta: Option<Value>,
    pub description: Option<String>,
    pub blurhash: Option<String>,
    /// Not Mastodon's: how many uploads are worked on before this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub queue_position: Option<usize>,
}

impl MediaAttachment {
    /// An attachment as everybody sees it.
    pub fn new(instance: &Instance, attachment: &Attachment) -> Self {
        let (url, preview_url) = files::urls(instance, attachment).unzip();
        Self {
            id: attachment.id.to_string(),
            kind: attachment.kind.as_str(),
            url,
            preview_url,
            remote_url: attachment.remote_url.clone(),
            preview_remote_url: None,
            text_url: None,
            meta: meta(attachment),
            description: attachment.description.clone(),
            blurhash: attachment.blurhash.clone(),
            queue_position: None,
        }
    }

    /// The same while it is being worked on, with how many uploads come before it.
    pub(crate) fn waiting(self, place: usize) -> Self {
        Self { queue_position: Some(place), ..self }
    }

    /// What a status shows.
    pub(crate) fn list(instance: &Instance, attachments: &[Attachment]) -> Vec<Self> {
        attachments.iter().map(|attachment| Self::new(instance, attachment)).collect()
    }
}

/// Sizes and durations, with what matters most.
fn meta(attachment: &Attachment) -> Option<Value> {
    let told = attachment.meta.as_deref().and_then(|meta| serde_json::from_str::<Value>(meta).ok());
    let Some(focus) = attachment.focus else { return told };
    let mut meta = told.unwrap_or_else(|| json!({}));
    meta["focus"] = json!({ "x": focus.x, "y": focus.y });
    Some(meta)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::samples;

    #[test]
    fn an_attachment_has_every_key() {
        let shown =
            serde_json::to_value(MediaAttachment::new(&samples::instance(), &samples::attachment())).unwrap();
        samples::assert_has_keys(&shown, "GET /api/v1/media/{id} 200");
        assert_eq!(shown["url"], "https://home.example/media/files/0123456789abcdef.png");
        assert_eq!(shown["meta"]["focus"], json!({ "x": 0.5, "y": -1.0 }));
        assert_eq!(shown["meta"]["original"]["size"], "8x4");
    }
}
