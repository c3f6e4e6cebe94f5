//! Status edit: what a status said once.

use model::{AttachedThen, Attachment, Instance, StatusEdit as Version};
use serde::Serialize;
use serde_json::{Value, json};
use social::{EditView, QuoteView, Viewer};

use super::{Account, CustomEmoji, MediaAttachment, Quote};
use crate::json::Text;

/// <https://docs.joinmastodon.org/entities/StatusEdit/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct StatusEdit {
    pub content: String,
    pub spoiler_text: String,
    pub sensitive: bool,
    pub created_at: String,
    pub account: Account,
    /// Only there when the status asked something.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub poll: Option<Value>,
    pub media_attachments: Vec<MediaAttachment>,
    pub emojis: Vec<CustomEmoji>,
    /// Only there when the status quotes something.
    #[serde(skip_serializing_if = "Option::is_none")]
    quote: Option<Text>,
}

/// What a version showed, with what was said of it then; what is gone since is left out.
fn shown_then(instance: &Instance, version: &Version, attachments: &[Attachment]) -> Vec<MediaAttachment> {
    let shown = |then: &AttachedThen| {
        let known = attachments.iter().find(|known| known.id == then.id)?;
        let known = Attachment { description: then.description.clone(), ..known.clone() };
        Some(MediaAttachment::new(instance, &known))
    };
    version.attachments.iter().filter_map(shown).collect()
}

impl StatusEdit {
    /// All versions, oldest first, with what the status quotes as the viewer sees it, since no edit changes that.
    pub fn list(
        instance: &Instance,
        viewer: Viewer,
        view: &EditView,
        quote: Option<&QuoteView>,
    ) -> Vec<Self> {
        let account = Account::new(instance, &view.author);
        let quote = quote.map(|quote| {
            let mut text = Text::default();
            Quote::write(&mut text, instance, viewer, quote);
            text
        });
        let shown = |version: &Version| Self {
            media_attachments: shown_then(instance, version, &view.attachments),
            quote: quote.clone(),
            ..Self::new(account.clone(), version)
        };
        view.versions.iter().map(shown).collect()
    }

    fn new(account: Account, version: &Version) -> Self {
        let options: Vec<Value> =
            version.poll_options.iter().map(|title| json!({ "title": title })).collect();
        Self {
            content: version.content.clone(),
            spoiler_text: version.spoiler_text.clone(),
            sensitive: version.sensitive,
            created_at: version.created_at.to_rfc3339_millis(),
            account,
            poll: (!options.is_empty()).then(|| json!({ "options": options })),
            media_attachments: Vec::new(),
            emojis: CustomEmoji::list(&version.emojis),
            quote: None,
        }
    }
}
