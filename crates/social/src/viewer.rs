//! Who is looking. Nothing reaches a status without one.

use model::AccountId;

/// Who is looking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// A visitor, or a server that did not say who asks.
    Nobody,
    /// Somebody, local or remote.
    Account(AccountId),
}

impl Viewer {
    /// The account that looks, if it is known.
    pub const fn account_id(self) -> Option<AccountId> {
        match self {
            Self::Nobody => None,
            Self::Account(id) => Some(id),
        }
    }

    /// Whether this account looks.
    pub fn is(self, account: AccountId) -> bool {
        self.account_id() == Some(account)
    }
}
