//! Texts of the server, as they are shown.

use model::{Timestamp, settings::Text};

use crate::Site;

/// What is said of privacy where no admin says more: what the program does by itself.
const PRIVACY_POLICY: &str = include_str!("../../assets/privacy_policy.md");
/// When that was written: midnight of 30 November 2026, UTC.
const PRIVACY_POLICY_AT: Timestamp = Timestamp::from_millis(1_795_996_800_000);

/// What this server keeps and tells of people, as safe HTML, and since when.
pub fn privacy_policy(site: &Site) -> (String, Timestamp) {
    let Text { markdown, updated_at } = &site.settings().privacy_policy;
    match markdown.is_empty() {
        true => (html(PRIVACY_POLICY), PRIVACY_POLICY_AT),
        false => (html(markdown), updated_at.unwrap_or(PRIVACY_POLICY_AT)),
    }
}

/// The safe HTML of a text in Markdown.
pub fn html(markdown: &str) -> String {
    markup::markdown::html(markdown)
}
