//! Decisions about many neighbours at once, as staff see them.

use model::{
    Blocklist as List, BlocklistChange, BlocklistEntry, BlocklistSubscription as Subscribed, Timestamp,
};
use serde::Serialize;
use social::blocklists::{Proposal, Wrong, subscriptions::Suggested};

use super::DomainBlock;

/// What a list would do about a neighbour.
#[derive(Clone, Debug, Serialize)]
pub struct BlocklistProposal {
    /// What the list says.
    #[serde(flatten)]
    pub entry: BlocklistEntry,
    /// How that differs from what holds: `new`, `stricter`, `milder` or `same`.
    pub difference: &'static str,
    /// What holds now.
    pub existing_domain_block: Option<DomainBlock>,
    /// Follows from here that would end.
    pub following_count: i64,
    /// Follows to here that would end.
    pub followers_count: i64,
}

impl From<&Proposal> for BlocklistProposal {
    fn from(proposal: &Proposal) -> Self {
        Self {
            entry: proposal.entry.clone(),
            difference: proposal.verdict.as_str(),
            existing_domain_block: proposal.now.as_ref().map(Into::into),
            following_count: proposal.losses.0,
            followers_count: proposal.losses.1,
        }
    }
}

/// What a file would change.
#[derive(Clone, Debug, Serialize)]
pub struct BlocklistPreview {
    /// Line by line.
    pub entries: Vec<BlocklistProposal>,
    /// Lines that make no sense.
    pub problems: Vec<BlocklistProblem>,
}

/// A line that makes no sense.
#[derive(Clone, Debug, Serialize)]
pub struct BlocklistProblem {
    line: usize,
    message: String,
}

impl BlocklistPreview {
    /// What a file would change, and what is wrong with it.
    pub fn new(proposals: &[Proposal], wrong: &[Wrong]) -> Self {
        let problem = |wrong: &Wrong| BlocklistProblem { line: wrong.line, message: wrong.message.clone() };
        Self {
            entries: proposals.iter().map(Into::into).collect(),
            problems: wrong.iter().map(problem).collect(),
        }
    }
}

/// A list that was applied.
#[derive(Clone, Debug, Serialize)]
pub struct Blocklist {
    /// Identifier.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// From which list of others it came, if it came by itself.
    pub subscription_id: Option<String>,
    /// Who applied it; nobody if the program did.
    pub actor: String,
    /// When.
    pub created_at: String,
    /// When it was undone.
    pub undone_at: Option<String>,
    /// How many neighbours it changed something about, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes_count: Option<usize>,
    /// What it changed, where that was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changes: Option<Vec<Change>>,
}

/// What a list changed about a neighbour.
#[derive(Clone, Debug, Serialize)]
pub struct Change {
    domain: String,
    before: Option<BlocklistEntry>,
    after: BlocklistEntry,
}

impl From<&List> for Blocklist {
    fn from(list: &List) -> Self {
        Self {
            id: list.id.to_string(),
            name: list.name.clone(),
            subscription_id: list.subscription_id.map(|id| id.to_string()),
            actor: list.by_name.clone(),
            created_at: list.created_at.to_rfc3339_millis(),
            undone_at: list.undone_at.map(Timestamp::to_rfc3339_millis),
            changes_count: None,
            changes: None,
        }
    }
}

impl Blocklist {
    /// The same, with how much it changed.
    #[must_use]
    pub fn with_count(self, changes: usize) -> Self {
        Self { changes_count: Some(changes), ..self }
    }

    /// The same, with what it changed.
    #[must_use]
    pub fn with_changes(self, changes: Vec<BlocklistChange>) -> Self {
        let count = changes.len();
        let shown = changes.into_iter().map(|BlocklistChange { domain, before, after }| Change {
            domain,
            before,
            after,
        });
        Self { changes: Some(shown.collect()), ..self.with_count(count) }
    }
}

/// A list of others that is read once a day.
#[derive(Clone, Debug, Serialize)]
pub struct BlocklistSubscription {
    /// Identifier.
    pub id: String,
    /// Where it is.
    pub url: String,
    /// What it is called.
    pub name: String,
    /// `apply` or `suggest`.
    pub mode: &'static str,
    /// The mildest severity that is taken over.
    pub least_severity: &'static str,
    /// When it was last read.
    pub read_at: Option<String>,
    /// When it is read next.
    pub due_at: String,
    /// Why it could not be read.
    pub last_error: Option<String>,
    /// Since when it is read.
    pub created_at: String,
}

impl From<&Subscribed> for BlocklistSubscription {
    fn from(list: &Subscribed) -> Self {
        Self {
            id: list.id.to_string(),
            url: list.url.clone(),
            name: list.name.clone(),
            mode: if list.applies { "apply" } else { "suggest" },
            least_severity: list.least.as_str(),
            read_at: list.read_at.map(Timestamp::to_rfc3339_millis),
            due_at: list.due_at.to_rfc3339_millis(),
            last_error: list.last_error.clone(),
            created_at: list.created_at.to_rfc3339_millis(),
        }
    }
}

/// What a list of others suggests.
#[derive(Clone, Debug, Serialize)]
pub struct BlocklistSuggestions {
    /// What to decide.
    pub entries: Vec<BlocklistProposal>,
    /// What was taken over from it, and is not in it any more.
    pub retracted: Vec<BlocklistEntry>,
}

impl From<&Suggested> for BlocklistSuggestions {
    fn from(suggested: &Suggested) -> Self {
        Self {
            entries: suggested.proposals.iter().map(Into::into).collect(),
            retracted: suggested.retracted.clone(),
        }
    }
}
