//! Mentions: who a status speaks to.

use crate::{AccountId, StatusId};

/// An account that a status names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// The status that mentions.
    pub status_id: StatusId,
    /// The account that is mentioned.
    pub account_id: AccountId,
    /// Its username, as spelt by its server.
    pub username: String,
    /// Its domain; `None` for a local account.
    pub domain: Option<String>,
    /// Its profile page.
    pub url: String,
    /// The name under which other servers know it.
    pub uri: String,
}

impl Mention {
    /// `alice` for a local account, `alice@far.example` for a remote one.
    pub fn acct(&self) -> String {
        match &self.domain {
            None => self.username.clone(),
            Some(domain) => format!("{}@{domain}", self.username),
        }
    }
}
