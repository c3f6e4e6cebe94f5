//! Whom a document is for: `to` and `cc`.

use serde_json::Value;

use crate::{lenient, limits};

/// Stands for everybody. Always written in this long form, since some servers read no other.
pub const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// The addressees of a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Audience {
    /// Primary addressees.
    pub to: Vec<String>,
    /// Secondary addressees.
    pub cc: Vec<String>,
}

/// How far a document reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Everybody, and listed.
    Public,
    /// Everybody, not listed.
    Unlisted,
    /// The author's followers, and whoever is named.
    Followers,
    /// Whoever is named.
    Direct,
}

impl Audience {
    /// Reads the addressees of a document.
    pub fn parse(document: &Value) -> Self {
        let read = |key| -> Vec<String> {
            lenient::ids(document, key).into_iter().take(limits::ADDRESSEES).map(str::to_owned).collect()
        };
        Self { to: read("to"), cc: read("cc") }
    }

    /// The addressees that make a document reach this far, with those it names.
    pub fn of(reach: Reach, followers: &str, named: &[String]) -> Self {
        let (public, followers) = (PUBLIC.to_owned(), followers.to_owned());
        let named = named.iter().cloned();
        match reach {
            Reach::Public => Self { to: vec![public], cc: std::iter::once(followers).chain(named).collect() },
            Reach::Unlisted => {
                Self { to: vec![followers], cc: std::iter::once(public).chain(named).collect() }
            }
            Reach::Followers => Self { to: vec![followers], cc: named.collect() },
            Reach::Direct => Self { to: named.collect(), cc: Vec::new() },
        }
    }

    /// How far a document of an author with these followers reaches.
    pub fn reach(&self, followers: Option<&str>) -> Reach {
        let followers_in = |ids: &[String]| followers.is_some_and(|whose| ids.iter().any(|id| id == whose));
        if self.to.iter().any(|id| is_public(id)) {
            Reach::Public
        } else if self.cc.iter().any(|id| is_public(id)) {
            Reach::Unlisted
        } else if followers_in(&self.to) || followers_in(&self.cc) {
            Reach::Followers
        } else {
            Reach::Direct
        }
    }
}

/// Whether an address stands for everybody.
pub fn is_public(id: &str) -> bool {
    matches!(id, PUBLIC | "as:Public" | "Public")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const FOLLOWERS: &str = "https://far.example/u/bob/followers";

    #[test]
    fn every_reach_is_written_as_it_is_read() {
        for reach in [Reach::Public, Reach::Unlisted, Reach::Followers, Reach::Direct] {
            let audience = Audience::of(reach, FOLLOWERS, &["https://home.example/u/alice".to_owned()]);
            assert_eq!(audience.reach(Some(FOLLOWERS)), reach);
        }
    }

    #[test]
    fn the_short_forms_of_public_are_read_too() {
        for public in ["as:Public", "Public", PUBLIC] {
            assert_eq!(Audience::parse(&json!({ "to": public })).reach(None), Reach::Public);
            assert_eq!(Audience::parse(&json!({ "cc": [public] })).reach(None), Reach::Unlisted);
        }
        assert_eq!(Audience::parse(&json!({})).reach(None), Reach::Direct);
    }
}
