//! Polls: statuses with answers to choose from.

use serde::{Deserialize, Serialize};

use crate::{AccountId, Id, StatusId, Timestamp};

/// Identifies a poll.
pub type PollId = Id<Poll>;

/// Answers to choose from, and how often each was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Poll {
    /// Identifier.
    pub id: PollId,
    /// The status that asks.
    pub status_id: StatusId,
    /// Who asks.
    pub account_id: AccountId,
    /// Whether several answers may be chosen.
    pub multiple: bool,
    /// Whether the numbers are hidden until the end.
    pub hide_totals: bool,
    /// When it ends; some remote ones never do.
    pub expires_at: Option<Timestamp>,
    /// How many have voted; not every server tells.
    pub voters_count: Option<i64>,
    /// The answers.
    pub options: Vec<PollOption>,
}

/// An answer of a poll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PollOption {
    /// What it says.
    pub title: String,
    /// How often it was chosen.
    pub votes_count: i64,
}

impl Poll {
    /// Whether nobody can vote any more.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.expires_at.is_some_and(|end| end <= now)
    }

    /// How often any answer was chosen.
    pub fn votes_count(&self) -> i64 {
        // Other servers tell any number of a poll of theirs.
        self.options.iter().fold(0, |sum: i64, option| sum.saturating_add(option.votes_count))
    }
}

/// Identifies a vote.
pub type PollVoteId = Id<PollVote>;

/// Somebody chose an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PollVote {
    /// Identifier.
    pub id: PollVoteId,
    /// The poll.
    pub poll_id: PollId,
    /// Who votes.
    pub account_id: AccountId,
    /// Which answer, counted from 0.
    pub choice: i64,
}
