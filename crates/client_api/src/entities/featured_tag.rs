//! Featured tag: a hashtag that somebody shows on their profile.

use model::{Account, Timestamp};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;
use social::FeaturedTagView;

/// <https://docs.joinmastodon.org/entities/FeaturedTag/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct FeaturedTag {
    pub id: String,
    pub name: String,
    /// What this account published with it.
    pub url: String,
    /// A number, written as text.
    pub statuses_count: String,
    pub last_status_at: Option<String>,
}

impl FeaturedTag {
    /// A tag that an account features.
    pub fn new(account: &Account, view: &FeaturedTagView) -> Self {
        let name = utf8_percent_encode(&view.tag.name, NON_ALPHANUMERIC);
        Self {
            id: view.id.to_string(),
            name: view.tag.display_name.clone(),
            url: format!("{}/tagged/{name}", account.url),
            statuses_count: view.statuses_count.to_string(),
            last_status_at: view.last_status_at.map(Timestamp::to_date),
        }
    }
}
