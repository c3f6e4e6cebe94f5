//! Scopes: what a token may do. `write` includes `write:statuses`; `follow` is the old name of a bundle.

use std::{fmt, str::FromStr};

/// Every scope that can be asked for, as published in the server's OAuth metadata.
pub const KNOWN: &[&str] = &[
    "read",
    "profile",
    "write",
    "write:accounts",
    "write:blocks",
    "write:bookmarks",
    "write:collections",
    "write:conversations",
    "write:favourites",
    "write:filters",
    "write:follows",
    "write:lists",
    "write:media",
    "write:mutes",
    "write:notifications",
    "write:reports",
    "write:statuses",
    "read:accounts",
    "read:blocks",
    "read:bookmarks",
    "read:collections",
    "read:favourites",
    "read:filters",
    "read:follows",
    "read:lists",
    "read:mutes",
    "read:notifications",
    "read:search",
    "read:statuses",
    "follow",
    "push",
    "admin:read",
    "admin:read:accounts",
    "admin:read:reports",
    "admin:read:domain_allows",
    "admin:read:domain_blocks",
    "admin:read:ip_blocks",
    "admin:read:email_domain_blocks",
    "admin:read:canonical_email_blocks",
    "admin:write",
    "admin:write:accounts",
    "admin:write:reports",
    "admin:write:domain_allows",
    "admin:write:domain_blocks",
    "admin:write:ip_blocks",
    "admin:write:email_domain_blocks",
    "admin:write:canonical_email_blocks",
];

/// What the old `follow` scope stands for.
const FOLLOW_BUNDLE: [&str; 6] =
    ["read:blocks", "read:follows", "read:mutes", "write:blocks", "write:follows", "write:mutes"];

/// A set of scopes, in the order in which they were asked for.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Scopes(Vec<String>);

/// A scope that this server does not know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("unknown scope {0}")]
pub struct UnknownScope(pub String);

impl Scopes {
    /// Only `read`, which is granted when nothing is asked for.
    pub fn read() -> Self {
        Self(vec!["read".to_owned()])
    }

    /// The scopes, in order.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Whether no scope is in the set.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether the set allows `scope`: by name, by its family (`write` for `write:statuses`) or by `follow`.
    pub fn allows(&self, scope: &str) -> bool {
        self.iter().any(|held| {
            held == scope
                || scope.strip_prefix(held).is_some_and(|rest| rest.starts_with(':'))
                || (held == "follow" && FOLLOW_BUNDLE.contains(&scope))
        })
    }

    /// Whether everything in `asked` is allowed by this set.
    pub fn covers(&self, asked: &Self) -> bool {
        asked.iter().all(|scope| self.allows(scope))
    }
}

impl FromStr for Scopes {
    type Err = UnknownScope;

    /// Reads scopes separated by spaces (also `+`, which some apps send), dropping repeats.
    fn from_str(text: &str) -> Result<Self, UnknownScope> {
        let mut scopes: Vec<String> = Vec::new();
        for word in text.split([' ', '+', ',']).filter(|word| !word.is_empty()) {
            if !KNOWN.contains(&word) {
                return Err(UnknownScope(word.to_owned()));
            }
            if !scopes.iter().any(|held| held == word) {
                scopes.push(word.to_owned());
            }
        }
        Ok(Self(scopes))
    }
}

impl fmt::Display for Scopes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_family_includes_its_members_but_not_its_neighbours() {
        let scopes: Scopes = "write read:accounts".parse().unwrap();
        assert!(scopes.allows("write") && scopes.allows("write:statuses") && scopes.allows("read:accounts"));
        assert!(!scopes.allows("read") && !scopes.allows("read:statuses") && !scopes.allows("writer"));
        assert!("follow".parse::<Scopes>().unwrap().allows("write:follows"));
    }

    #[test]
    fn an_unknown_scope_is_named() {
        assert_eq!("read fly".parse::<Scopes>(), Err(UnknownScope("fly".into())));
    }
}
