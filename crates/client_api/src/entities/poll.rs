//! Poll: answers to choose from, as one viewer sees them.

use serde::Serialize;
use social::PollView;

use super::CustomEmoji;

/// <https://docs.joinmastodon.org/entities/Poll/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Poll {
    pub id: String,
    pub expires_at: Option<String>,
    pub expired: bool,
    pub multiple: bool,
    pub votes_count: i64,
    pub voters_count: Option<i64>,
    pub options: Vec<PollOption>,
    pub emojis: Vec<CustomEmoji>,
    /// Only there when somebody looks.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub voted: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub own_votes: Option<Vec<i64>>,
}

/// <https://docs.joinmastodon.org/entities/Poll/#Option>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct PollOption {
    pub title: String,
    /// `None` while the numbers are hidden.
    pub votes_count: Option<i64>,
}

impl Poll {
    /// A poll; `viewer` is whoever looks, if anybody does.
    pub fn new(view: &PollView, viewer: Option<model::AccountId>) -> Self {
        let (poll, are_hidden) = (&view.poll, view.poll.hide_totals && !view.is_over);
        let option = |option: &model::PollOption| PollOption {
            title: option.title.clone(),
            votes_count: (!are_hidden).then_some(option.votes_count),
        };
        // Whoever asks sees the numbers as if they had voted.
        let voted = |me| me == poll.account_id || !view.own_votes.is_empty();
        Self {
            id: poll.id.to_string(),
            expires_at: poll.expires_at.map(model::Timestamp::to_rfc3339_millis),
            expired: view.is_over,
            multiple: poll.multiple,
            votes_count: poll.votes_count(),
            voters_count: poll.voters_count,
            options: poll.options.iter().map(option).collect(),
            emojis: CustomEmoji::list(&view.emojis),
            voted: viewer.map(voted),
            own_votes: viewer.map(|_| view.own_votes.clone()),
        }
    }
}
