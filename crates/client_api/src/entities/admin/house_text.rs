//! House texts as those see them who write them.

use model::Timestamp;
use serde::Serialize;
use social::house_texts;

/// Terms of service, or a privacy policy that counted before.
#[derive(Clone, Debug, Serialize)]
pub struct HouseText {
    /// Identifier.
    pub id: String,
    /// Markdown.
    pub text: String,
    /// The same as HTML.
    pub content: String,
    /// What is different from the one before, in Markdown.
    pub changelog: String,
    /// The day from which on it counts; none while it is being written.
    pub effective_date: Option<String>,
    /// When it was published.
    pub published_at: Option<String>,
}

impl HouseText {
    /// A text as shown.
    pub fn new(text: &model::HouseText) -> Self {
        Self {
            id: text.id.to_string(),
            text: text.text.clone(),
            content: social::settings::html(&text.text),
            changelog: text.changelog.clone(),
            effective_date: text.effective_day.map(|day| house_texts::moment(day).to_date()),
            published_at: text.published_at.map(Timestamp::to_rfc3339_millis),
        }
    }
}
