//! Suggestion: somebody whom one may want to follow, and why.

use model::Instance;
use serde::Serialize;
use social::suggestions::{Reason, Suggestion as View};

use super::Account;

/// <https://docs.joinmastodon.org/entities/Suggestion/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Suggestion {
    /// The word of older apps for the first of the sources.
    pub source: &'static str,
    pub sources: Vec<&'static str>,
    pub account: Account,
}

impl Suggestion {
    /// A suggestion as shown.
    pub fn new(instance: &Instance, view: &View) -> Self {
        let word = |reason: &Reason| match reason {
            Reason::FriendsOfFriends => "friends_of_friends",
            Reason::MostFollowed => "most_followed",
        };
        Self {
            source: match view.reasons.first() {
                Some(Reason::FriendsOfFriends) => "past_interactions",
                _ => "global",
            },
            sources: view.reasons.iter().map(word).collect(),
            account: Account::new(instance, &view.view),
        }
    }
}
