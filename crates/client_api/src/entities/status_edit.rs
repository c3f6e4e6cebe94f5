//! Status edit: what a status said once.

use model::{Instance, StatusEdit as Version};
use serde::Serialize;
use serde_json::{Value, json};
use social::EditView;

use super::{Account, CustomEmoji};

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
    pub media_attachments: [(); 0],
    pub emojis: Vec<CustomEmoji>,
    pub quote: Option<()>,
}

impl StatusEdit {
    /// All versions, oldest first.
    pub fn list(instance: &Instance, view: &EditView) -> Vec<Self> {
        let account = Account::new(instance, &view.author);
        view.versions.iter().map(|version| Self::new(account.clone(), version)).collect()
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
            media_attachments: [],
            emojis: CustomEmoji::list(&version.emojis),
            quote: None,
        }
    }
}
