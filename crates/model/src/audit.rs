//! The audit log: what those who keep the place did, so that nobody can do it in secret.

use serde_json::Value;

use crate::{AccountId, Timestamp};

/// Something that was done, as it stands in the log.
#[derive(Clone, Debug, PartialEq)]
pub struct AuditEntry {
    /// Its place in the log; there are no gaps.
    pub number: i64,
    /// When it was done.
    pub at: Timestamp,
    /// Who did it; nobody if it was done on the command line or by the program itself.
    pub account_id: Option<AccountId>,
    /// The name of whoever did it, as it was then.
    pub actor: String,
    /// What was done, such as `suspend`.
    pub action: String,
    /// To what.
    pub target: AuditTarget,
    /// Why, and what was before and after.
    pub details: Value,
    /// What shows that neither this entry nor any before it was changed: in hexadecimal digits, SHA-256 of the seal before
    /// it and of what stands here.
    pub seal: String,
}

/// What something was done to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditTarget {
    /// Its kind, such as `account`.
    pub kind: String,
    /// Its number, if it has one.
    pub id: Option<i64>,
    /// What it was called then.
    pub name: String,
}

impl AuditTarget {
    /// A thing with a number.
    pub fn new(kind: &str, id: i64, name: impl Into<String>) -> Self {
        Self { kind: kind.to_owned(), id: Some(id), name: name.into() }
    }

    /// A thing that has only a name.
    pub fn named(kind: &str, name: impl Into<String>) -> Self {
        Self { kind: kind.to_owned(), id: None, name: name.into() }
    }
}
