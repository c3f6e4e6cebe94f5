//! Familiar followers: whom the viewer follows among an account's followers.

use model::{AccountId, Instance};
use serde::Serialize;
use social::AccountView;

use super::Account;

/// <https://docs.joinmastodon.org/entities/FamiliarFollowers/>
#[derive(Clone, Debug, Serialize)]
pub struct FamiliarFollowers {
    /// Whose followers.
    pub id: String,
    /// Those whom the viewer follows.
    pub accounts: Vec<Account>,
}

impl FamiliarFollowers {
    /// Those of one account.
    pub fn new(instance: &Instance, of: AccountId, familiar: &[AccountView]) -> Self {
        let accounts = familiar.iter().map(|view| Account::new(instance, view)).collect();
        Self { id: of.to_string(), accounts }
    }
}
