//! Blocklists: decisions about many neighbours at once, brought along in a file or read from others.

use serde::{Deserialize, Serialize};

use crate::{Id, NeighbourBlock, Severity, Timestamp};

/// Identifies a blocklist that was applied.
pub type BlocklistId = Id<Blocklist>;

/// A list that was applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocklist {
    /// Identifier.
    pub id: BlocklistId,
    /// What it is called.
    pub name: String,
    /// From which list of others it came, if it came by itself.
    pub subscription_id: Option<BlocklistSubscriptionId>,
    /// Who applied it.
    pub by_name: String,
    /// When.
    pub created_at: Timestamp,
    /// When it was undone.
    pub undone_at: Option<Timestamp>,
}

/// What a list says of a neighbour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlocklistEntry {
    /// Its domain.
    pub domain: String,
    /// The word of how severe it is.
    pub severity: String,
    /// Whether its files are shown to nobody.
    pub reject_media: bool,
    /// Whether its reports are not taken.
    pub reject_reports: bool,
    /// Why, for everybody.
    pub public_comment: Option<String>,
    /// Whether its name is shown only in part.
    pub obfuscate: bool,
}

impl BlocklistEntry {
    /// How severe it is.
    pub fn severity(&self) -> Severity {
        Severity::parse(&self.severity).unwrap_or_default()
    }
}

impl From<&NeighbourBlock> for BlocklistEntry {
    fn from(block: &NeighbourBlock) -> Self {
        Self {
            domain: block.domain.clone(),
            severity: block.severity.as_str().to_owned(),
            reject_media: block.reject_media,
            reject_reports: block.reject_reports,
            public_comment: block.public_comment.clone(),
            obfuscate: block.obfuscate,
        }
    }
}

/// What a list that was applied changed about a neighbour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlocklistChange {
    /// The domain.
    pub domain: String,
    /// What held before.
    pub before: Option<BlocklistEntry>,
    /// What holds since then.
    pub after: BlocklistEntry,
}

/// Identifies a list of others.
pub type BlocklistSubscriptionId = Id<BlocklistSubscription>;

/// A list of others that is read once a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlocklistSubscription {
    /// Identifier.
    pub id: BlocklistSubscriptionId,
    /// Where it is.
    pub url: String,
    /// What it is called.
    pub name: String,
    /// Whether what is new is applied, or only suggested.
    pub applies: bool,
    /// The mildest severity that is taken over.
    pub least: Severity,
    /// What it said when it was last read.
    pub text: String,
    /// When that was.
    pub read_at: Option<Timestamp>,
    /// When it is read next.
    pub due_at: Timestamp,
    /// How often in a row that failed.
    pub failures: i64,
    /// Why.
    pub last_error: Option<String>,
    /// Since when.
    pub created_at: Timestamp,
}
