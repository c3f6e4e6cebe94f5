//! Who may not join, and from where nobody may do anything, as staff see it.

use model::{IpBlock as Network, Timestamp, UsernameBlock as Name};
use serde::Serialize;
use social::door::emails::Watched;

/// <https://docs.joinmastodon.org/entities/Admin_EmailDomainBlock/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct EmailDomainBlock {
    pub id: String,
    pub domain: String,
    pub created_at: String,
    pub history: Vec<History>,
    pub allow_with_approval: bool,
}

/// How often somebody tried, on one day.
#[derive(Clone, Debug, Serialize)]
pub struct History {
    day: String,
    accounts: String,
    uses: String,
}

impl From<&Watched> for EmailDomainBlock {
    fn from((block, tries): &Watched) -> Self {
        let history = tries.iter().map(|tries| History {
            day: tries.day.to_string(),
            accounts: tries.networks.to_string(),
            uses: tries.uses.to_string(),
        });
        Self {
            id: block.id.to_string(),
            domain: block.domain.clone(),
            created_at: block.created_at.to_rfc3339_millis(),
            history: history.collect(),
            allow_with_approval: block.allow_with_approval,
        }
    }
}

/// <https://docs.joinmastodon.org/entities/Admin_CanonicalEmailBlock/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct CanonicalEmailBlock {
    pub id: String,
    pub canonical_email_hash: String,
}

impl From<&model::CanonicalEmailBlock> for CanonicalEmailBlock {
    fn from(block: &model::CanonicalEmailBlock) -> Self {
        Self { id: block.id.to_string(), canonical_email_hash: block.hash.clone() }
    }
}

/// <https://docs.joinmastodon.org/entities/Admin_IpBlock/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct IpBlock {
    pub id: String,
    pub ip: String,
    pub severity: &'static str,
    pub comment: String,
    pub created_at: String,
    pub expires_at: Option<String>,
}

impl From<&Network> for IpBlock {
    fn from(block: &Network) -> Self {
        Self {
            id: block.id.to_string(),
            ip: block.network.clone(),
            severity: block.severity.as_str(),
            comment: block.comment.clone(),
            created_at: block.created_at.to_rfc3339_millis(),
            expires_at: block.expires_at.map(Timestamp::to_rfc3339_millis),
        }
    }
}

/// A name that nobody takes, or not without a yes.
#[derive(Clone, Debug, Serialize)]
pub struct UsernameBlock {
    /// Identifier.
    pub id: String,
    /// The name, as it was written.
    pub username: String,
    /// Whether the whole name is meant (`equals`) or every name that has it inside (`contains`).
    pub comparison: &'static str,
    /// Whether a yes is enough.
    pub allow_with_approval: bool,
    /// Since when.
    pub created_at: String,
}

impl From<&Name> for UsernameBlock {
    fn from(block: &Name) -> Self {
        Self {
            id: block.id.to_string(),
            username: block.username.clone(),
            comparison: if block.exact { "equals" } else { "contains" },
            allow_with_approval: block.allow_with_approval,
            created_at: block.created_at.to_rfc3339_millis(),
        }
    }
}
