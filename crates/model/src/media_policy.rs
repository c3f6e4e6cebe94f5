//! Media policy: what becomes of the pictures, videos and sounds of a neighbour.

/// What an admin decided about the files of a domain and what is under it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MediaPolicy {
    /// They are kept once somebody looked, as long as there is room.
    #[default]
    Cache,
    /// They are passed on and kept for minutes only.
    Proxy,
    /// They are not shown.
    Refuse,
}

impl MediaPolicy {
    /// The word used in storage and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Cache => "cache",
            Self::Proxy => "proxy",
            Self::Refuse => "refuse",
        }
    }

    /// Reads the word used in storage and on the command line.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Cache, Self::Proxy, Self::Refuse].into_iter().find(|policy| policy.as_str() == word)
    }
}
