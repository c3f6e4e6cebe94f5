//! Muted account: an account with the end of its mute.

use model::{Instance, Timestamp};
use serde::Serialize;
use social::AccountView;

use super::Account;

/// <https://docs.joinmastodon.org/entities/Account/#MutedAccount>
#[derive(Clone, Debug, Serialize)]
pub struct MutedAccount {
    /// Whom.
    #[serde(flatten)]
    pub account: Account,
    /// Until when; for ever without.
    pub mute_expires_at: Option<String>,
}

impl MutedAccount {
    /// An account that the viewer mutes.
    pub fn new(instance: &Instance, view: &AccountView, until: Option<Timestamp>) -> Self {
        Self {
            account: Account::new(instance, view),
            mute_expires_at: until.map(Timestamp::to_rfc3339_millis),
        }
    }
}
