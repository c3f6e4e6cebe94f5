//! Entries of the audit log.

use serde::Serialize;
use serde_json::Value;

/// What somebody of the staff did.
#[derive(Clone, Debug, Serialize)]
pub struct AuditEntry {
    /// Its place in the log, without gaps.
    pub id: String,
    /// When it was done.
    pub created_at: String,
    /// Who did it; nobody if it was done on the command line or by the program itself.
    pub account_id: Option<String>,
    /// The name of whoever did it, as it was then.
    pub actor: String,
    /// What was done.
    pub action: String,
    /// To what.
    pub target: Target,
    /// Why, and what was before and after.
    pub details: Value,
    /// What shows that nothing was changed up to here.
    pub seal: String,
}

/// What something was done to.
#[derive(Clone, Debug, Serialize)]
pub struct Target {
    /// Its kind.
    pub kind: String,
    /// Its number, if it has one.
    pub id: Option<String>,
    /// What it was called.
    pub name: String,
}

impl AuditEntry {
    /// An entry as staff see it.
    pub fn new(entry: &model::AuditEntry) -> Self {
        let model::AuditTarget { kind, id, name } = entry.target.clone();
        Self {
            id: entry.number.to_string(),
            created_at: entry.at.to_rfc3339_millis(),
            account_id: entry.account_id.map(|id| id.to_string()),
            actor: entry.actor.clone(),
            action: entry.action.clone(),
            target: Target { kind, id: id.map(|id| id.to_string()), name },
            details: entry.details.clone(),
            seal: entry.seal.clone(),
        }
    }
}
