//! Settings: what an admin decides about the site while it runs. What must be known before the database opens is
//! configuration, and not here.

use crate::{StatusId, Timestamp, limits};

/// What an admin has decided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// What the server is called; empty for its domain.
    pub title: String,
    /// What it is, in a sentence or two.
    pub description: String,
    /// What it is, at length, in Markdown.
    pub about: Text,
    /// What it keeps and tells of people, in Markdown; empty for what the program does by itself.
    pub privacy_policy: Text,
    /// An address for questions; everybody can read it.
    pub contact_email: String,
    /// The username of whom to ask; empty for the first owner.
    pub contact_account: String,
    /// ISO 639 codes of what is spoken here.
    pub languages: Vec<String>,
    /// Who may join.
    pub registrations: Registrations,
    /// What those are told who may not join.
    pub registrations_message: String,
    /// What is asked of those who join, and when they wait.
    pub door: Door,
    /// Bytes of the disk that all files and the database may take, unless the configuration says so.
    pub disk_budget: Option<u64>,
    /// How large statuses and polls may be.
    pub statuses: StatusLimits,
    /// What visitors are shown first.
    pub featured: Featured,
    /// Whether somebody must say yes before something is shown as a trend.
    pub trends_reviewed: bool,
    /// Who may read timelines of everybody.
    pub feeds: Feeds,
    /// Whether this server has dealings only with the neighbours that are allowed by name.
    pub limited_federation: bool,
    /// Whether other servers must say who they are before they read anything.
    pub authorized_fetch: bool,
    /// Who may read what was decided about neighbours.
    pub blocks_shown: Shown,
    /// Who may read why.
    pub block_reasons_shown: Shown,
    /// How mail is sent.
    pub mail: Mail,
    /// Whether files of statuses that not everybody may see are found only under addresses that end.
    pub sealed_files: bool,
    /// The address that says which versions of this program there are; empty if nobody asks.
    pub updates_url: String,
}

/// Who may read timelines of everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feeds {
    /// What is published here, as it comes.
    pub local_live: FeedAccess,
    /// What is published elsewhere, as it comes.
    pub remote_live: FeedAccess,
    /// What is published here with a hashtag or a link.
    pub local_topic: FeedAccess,
    /// What is published elsewhere with a hashtag or a link.
    pub remote_topic: FeedAccess,
}

/// Who may read a timeline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FeedAccess {
    /// Everybody.
    #[default]
    Public,
    /// Members.
    Authenticated,
    /// Only those whose role says so.
    Disabled,
}

impl FeedAccess {
    /// The word used in storage and by apps.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Authenticated => "authenticated",
            Self::Disabled => "disabled",
        }
    }

    /// Reads the word used in storage and by apps.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Public, Self::Authenticated, Self::Disabled].into_iter().find(|access| access.as_str() == word)
    }
}

/// How mail is sent.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Mail {
    /// The address of a mail server, which may have a password in it; empty for none.
    pub server: String,
    /// Whom letters are from.
    pub from: String,
}

impl std::fmt::Debug for Mail {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Mail").field("from", &self.from).finish_non_exhaustive()
    }
}

impl Settings {
    /// What the server is called.
    pub fn name<'a>(&'a self, domain: &'a str) -> &'a str {
        if self.title.is_empty() { domain } else { &self.title }
    }
}

/// A text of some length.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    /// Markdown.
    pub markdown: String,
    /// When it last changed.
    pub updated_at: Option<Timestamp>,
}

/// What those who run the server want visitors to see first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Featured {
    /// Accounts, as apps spell their handles.
    pub accounts: Vec<String>,
    /// Tags, without the `#`.
    pub tags: Vec<String>,
    /// Statuses.
    pub statuses: Vec<StatusId>,
}

/// Who may join.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Registrations {
    /// Nobody by themselves.
    #[default]
    Closed,
    /// Whoever somebody here invites.
    Invitation,
    /// Whoever somebody says yes to.
    Approval,
    /// Everybody.
    Open,
}

impl Registrations {
    /// All of them, from nobody to everybody.
    pub const ALL: [Self; 4] = [Self::Closed, Self::Invitation, Self::Approval, Self::Open];

    /// The word used in storage and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Closed => "closed",
            Self::Invitation => "invitation",
            Self::Approval => "approval",
            Self::Open => "open",
        }
    }

    /// Whether people may come of their own accord, if perhaps after a yes.
    pub const fn lets_people_ask(self) -> bool {
        matches!(self, Self::Approval | Self::Open)
    }

    /// Reads the word used in storage and on the command line.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|who| who.as_str() == word)
    }
}

/// What is asked of those who join, and when they wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Door {
    /// How many years old they must be; nought for nothing.
    pub min_age: u32,
    /// What those are asked who wait for a yes.
    pub questions: Vec<String>,
    /// How hard the sums are that a browser does; nought for none.
    pub proof_bits: u32,
    /// How many may join within an hour before the others wait for a yes; nought for any number.
    pub flood: u32,
    /// After how many days without staff everybody waits for a yes; nought for never.
    pub unattended_days: u32,
}

impl Default for Door {
    fn default() -> Self {
        Self {
            min_age: 0,
            questions: Vec::new(),
            proof_bits: 0,
            flood: limits::FLOOD_SIGN_UPS,
            unattended_days: limits::UNATTENDED_DAYS,
        }
    }
}

/// Who may read something.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// Nobody but staff.
    #[default]
    Nobody,
    /// Those who live here.
    Members,
    /// Everybody.
    Everybody,
}

impl Shown {
    /// All of them, from few to many.
    pub const ALL: [Self; 3] = [Self::Nobody, Self::Members, Self::Everybody];

    /// The word used in storage and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Nobody => "nobody",
            Self::Members => "members",
            Self::Everybody => "everybody",
        }
    }

    /// Reads the word used in storage and on the command line.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|shown| shown.as_str() == word)
    }
}

/// How large statuses and polls may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusLimits {
    /// Characters in a status, content warning included; a link counts as 23.
    pub characters: usize,
    /// Attachments of a status.
    pub attachments: usize,
    /// Options of a poll.
    pub poll_options: usize,
    /// Characters in an option of a poll.
    pub poll_option_characters: usize,
    /// Statuses that one can pin to one's profile.
    pub pinned: usize,
}

impl Default for StatusLimits {
    fn default() -> Self {
        Self {
            characters: limits::STATUS_CHARACTERS,
            attachments: limits::STATUS_ATTACHMENTS,
            poll_options: limits::POLL_OPTIONS,
            poll_option_characters: limits::POLL_OPTION_CHARACTERS,
            pinned: limits::PINNED_STATUSES,
        }
    }
}
