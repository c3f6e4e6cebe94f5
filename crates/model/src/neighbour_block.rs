//! Neighbour blocks: what was decided about another server, and those under its name.

use crate::{Id, Timestamp};

/// Identifies a neighbour block.
pub type NeighbourBlockId = Id<NeighbourBlock>;

/// What was decided about a neighbour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeighbourBlock {
    /// Identifier.
    pub id: NeighbourBlockId,
    /// Its domain, in lower case and as it stands on the wire.
    pub domain: String,
    /// How severe it is.
    pub severity: Severity,
    /// Whether its pictures, videos and sounds are shown to nobody.
    pub reject_media: bool,
    /// Whether its reports are not taken.
    pub reject_reports: bool,
    /// Why, for staff.
    pub private_comment: Option<String>,
    /// Why, for everybody.
    pub public_comment: Option<String>,
    /// Whether its name is shown only in part.
    pub obfuscate: bool,
    /// When it was decided.
    pub created_at: Timestamp,
}

impl NeighbourBlock {
    /// The name that everybody is shown: of one that is to be hidden, only its ends.
    pub fn public_domain(&self) -> String {
        if !self.obfuscate {
            return self.domain.clone();
        }
        let length = self.domain.chars().count();
        let shown = length / 4;
        let hide = |(at, letter): (usize, char)| {
            let is_inside = at > shown && at < length - shown;
            if is_inside && letter != '.' { '*' } else { letter }
        };
        self.domain.chars().enumerate().map(hide).collect()
    }

    /// Whether it says more against a server than another does.
    pub fn is_stricter_than(&self, other: &Self) -> bool {
        match (self.severity, other.severity) {
            (Severity::Suspend, _) => true,
            (mine, theirs) if mine < theirs => false,
            _ => (self.reject_media || !other.reject_media) && (self.reject_reports || !other.reject_reports),
        }
    }
}

/// How severe a decision about a neighbour is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Nothing but what else is said.
    Noop,
    /// Its people are shown only to those who follow them.
    #[default]
    Silence,
    /// No dealings at all.
    Suspend,
}

impl Severity {
    /// All of them, the mildest first.
    pub const ALL: [Self; 3] = [Self::Noop, Self::Silence, Self::Suspend];

    /// The word used in storage and in the Mastodon API.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Noop => "noop",
            Self::Silence => "silence",
            Self::Suspend => "suspend",
        }
    }

    /// Reads the word used in storage and in the Mastodon API.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|severity| severity.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(severity: Severity) -> NeighbourBlock {
        NeighbourBlock {
            id: Id::new(1),
            domain: "bad.example".into(),
            severity,
            reject_media: false,
            reject_reports: false,
            private_comment: None,
            public_comment: None,
            obfuscate: true,
            created_at: Timestamp::from_millis(0),
        }
    }

    #[test]
    fn a_hidden_name_shows_its_ends() {
        assert_eq!(block(Severity::Suspend).public_domain(), "bad.*****le");
        let shown = NeighbourBlock { obfuscate: false, ..block(Severity::Suspend) };
        assert_eq!(shown.public_domain(), "bad.example");
    }

    #[test]
    fn what_is_stricter_says_more() {
        let (noop, silence, suspend) =
            (block(Severity::Noop), block(Severity::Silence), block(Severity::Suspend));
        assert!(suspend.is_stricter_than(&silence) && silence.is_stricter_than(&noop));
        assert!(!silence.is_stricter_than(&suspend) && !noop.is_stricter_than(&silence));
        let without_media = NeighbourBlock { reject_media: true, ..block(Severity::Silence) };
        assert!(without_media.is_stricter_than(&silence) && !silence.is_stricter_than(&without_media));
    }
}
