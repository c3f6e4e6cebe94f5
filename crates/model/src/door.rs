//! The door: who may not join, or not without a yes.

use crate::{Id, Timestamp};

/// A provider of e-mail whose addresses are not good for joining.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailDomainBlock {
    /// Identifier.
    pub id: Id<EmailDomainBlock>,
    /// Its domain; what is under it is meant, too.
    pub domain: String,
    /// Whether a yes is enough.
    pub allow_with_approval: bool,
    /// Since when.
    pub created_at: Timestamp,
}

/// How often somebody tried to join with addresses of a provider, on one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EmailDomainTries {
    /// The midnight with which the day began, in seconds.
    pub day: i64,
    /// From how many networks.
    pub networks: i64,
    /// How often.
    pub uses: i64,
}

/// An address of e-mail that is not good for joining.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CanonicalEmailBlock {
    /// Identifier.
    pub id: Id<CanonicalEmailBlock>,
    /// SHA-256 of the address without its frills, in hexadecimal digits.
    pub hash: String,
}

/// A network from which not everything is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IpBlock {
    /// Identifier.
    pub id: Id<IpBlock>,
    /// The network, as `203.0.113.0/24`.
    pub network: String,
    /// What is not allowed.
    pub severity: IpSeverity,
    /// Why.
    pub comment: String,
    /// When it ends by itself.
    pub expires_at: Option<Timestamp>,
    /// Since when.
    pub created_at: Timestamp,
}

/// What is not allowed from a network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IpSeverity {
    /// Joining without a yes.
    SignUpRequiresApproval,
    /// Joining.
    SignUpBlock,
    /// Anything.
    NoAccess,
}

impl IpSeverity {
    /// All of them, the mildest first.
    pub const ALL: [Self; 3] = [Self::SignUpRequiresApproval, Self::SignUpBlock, Self::NoAccess];

    /// The word used in storage and in the Mastodon API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignUpRequiresApproval => "sign_up_requires_approval",
            Self::SignUpBlock => "sign_up_block",
            Self::NoAccess => "no_access",
        }
    }

    /// Reads the word used in storage and in the Mastodon API.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.as_str() == word)
    }
}

/// A name that nobody takes, or not without a yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsernameBlock {
    /// Identifier.
    pub id: Id<UsernameBlock>,
    /// The name, as it was written.
    pub username: String,
    /// Whether only the whole name is meant, and not every name that has it inside.
    pub exact: bool,
    /// Whether a yes is enough.
    pub allow_with_approval: bool,
    /// Since when.
    pub created_at: Timestamp,
}

/// A name as it is compared with others: in small letters, what looks alike made the same.
pub fn likeness(username: &str) -> String {
    let alike = |letter: char| match letter.to_ascii_lowercase() {
        '_' | '-' | '.' => None,
        '0' => Some('o'),
        '1' | 'l' | '!' | '|' => Some('i'),
        '2' => Some('z'),
        '3' => Some('e'),
        '4' | '@' => Some('a'),
        '5' | '$' => Some('s'),
        '7' => Some('t'),
        '8' => Some('b'),
        '9' => Some('g'),
        other => Some(other),
    };
    username.chars().filter_map(alike).collect()
}

/// An address of e-mail without its frills: many providers bring to one person what differs in them.
pub fn plain_email(email: &str) -> Option<String> {
    let email = email.trim().to_lowercase();
    let (name, domain) = email.rsplit_once('@')?;
    let name: String =
        name.split('+').next().unwrap_or_default().chars().filter(|letter| *letter != '.').collect();
    (!name.is_empty() && !domain.is_empty()).then(|| format!("{name}@{domain}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_alike_are_alike() {
        for name in ["admin", "Adm1n", "4DMIN", "ad_m_in", "admln"] {
            assert_eq!(likeness(name), "admin", "{name}");
        }
        assert_ne!(likeness("adam"), "admin");
    }

    #[test]
    fn addresses_are_compared_without_their_frills() {
        for email in ["alice@mail.example", "A.l.i.c.e+spam@Mail.example", " alice+@mail.example "] {
            assert_eq!(plain_email(email).as_deref(), Some("alice@mail.example"), "{email}");
        }
        assert_eq!(plain_email("nobody"), None);
        assert_eq!(plain_email("+x@mail.example"), None);
    }
}
