//! Accounts: profiles, local and remote.

use serde::{Deserialize, Serialize};

use crate::{Id, Timestamp};

/// Identifies an account.
pub type AccountId = Id<Account>;

/// A profile that publishes statuses, on this server or on a neighbour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Identifier on this server.
    pub id: AccountId,
    /// The name before the `@`, in its author's spelling; unique per domain without regard to case.
    pub username: String,
    /// The neighbour's domain, or `None` for an account of this server.
    pub domain: Option<String>,
    /// The name under which other servers know the account: a URL, unique.
    pub uri: String,
    /// The profile page for people.
    pub url: String,
    /// What kind of author this is.
    pub kind: AccountKind,
    /// The name shown, as plain text; may be empty.
    pub display_name: String,
    /// The description as its author wrote it; empty for remote accounts.
    pub note_text: String,
    /// The description as safe HTML.
    pub note: String,
    /// Whether follows need consent.
    pub locked: bool,
    /// Whether the account may be recommended.
    pub discoverable: bool,
    /// Whether public statuses may appear in search results.
    pub indexable: bool,
    /// Whether followers and followed accounts are kept private.
    pub hide_collections: bool,
    /// Where the picture is; `None` shows the default one.
    pub avatar_url: Option<String>,
    /// Where the banner is; `None` shows the default one.
    pub header_url: Option<String>,
    /// What else there is of the two.
    pub pictures: Pictures,
    /// Name and value pairs shown on the profile.
    pub fields: Vec<Field>,
    /// Custom emoji that the name and description use.
    pub emojis: Vec<Emoji>,
    /// Websites that may name the account as an author.
    pub attribution_domains: Vec<String>,
    /// What the profile page shows.
    pub tabs: Tabs,
    /// Where deliveries for this account alone go; `None` for local accounts.
    pub inbox_url: Option<String>,
    /// Where deliveries for its whole server go.
    pub shared_inbox_url: Option<String>,
    /// The address that stands for "my followers" in audiences.
    pub followers_url: Option<String>,
    /// How many follow this account, as far as this server knows.
    pub followers_count: i64,
    /// How many this account follows, as far as this server knows.
    pub following_count: i64,
    /// How many statuses of the account this server knows.
    pub statuses_count: i64,
    /// The last time a status was published.
    pub last_status_at: Option<Timestamp>,
    /// When the account came to be (for remote ones: as its server says, or when first seen).
    pub created_at: Timestamp,
    /// When the profile was last fetched; `None` for local accounts.
    pub fetched_at: Option<Timestamp>,
    /// When the account was suspended.
    pub suspended_at: Option<Timestamp>,
    /// Whether it was its own server that suspended it.
    pub suspended_by_home: bool,
    /// When staff of this server limited it: only those who follow it meet it.
    pub limited_at: Option<Timestamp>,
    /// When staff of this server decided that what it shows is hidden until somebody asks for it.
    pub sensitized_at: Option<Timestamp>,
    /// Other addresses of the same person, as the account says.
    pub also_known_as: Vec<String>,
    /// The account that its person uses instead.
    pub moved_to_id: Option<AccountId>,
    /// When its followers were last asked to follow another account instead.
    pub moved_at: Option<Timestamp>,
    /// Whether its person has died.
    pub memorial: bool,
    /// Where its server keeps what it published and shows.
    pub collections: Collections,
}

impl Account {
    /// Whether the account lives on this server.
    pub fn is_local(&self) -> bool {
        self.domain.is_none()
    }

    /// `alice` for a local account, `alice@far.example` for a remote one.
    pub fn acct(&self) -> String {
        match &self.domain {
            None => self.username.clone(),
            Some(domain) => format!("{}@{domain}", self.username),
        }
    }

    /// Whether a program rather than a person publishes here.
    pub fn is_bot(&self) -> bool {
        matches!(self.kind, AccountKind::Service | AccountKind::Application)
    }

    /// Whether the account is suspended, here or by its own server.
    pub fn is_suspended(&self) -> bool {
        self.suspended_at.is_some()
    }

    /// Whether this server has suspended the account, so that nothing is heard of it any more.
    pub fn is_suspended_here(&self) -> bool {
        self.is_suspended() && !self.suspended_by_home
    }

    /// Whether the account is limited: only those who follow it meet it.
    pub fn is_limited(&self) -> bool {
        self.limited_at.is_some()
    }

    /// Whether the account says that another is the same person's.
    pub fn is_also(&self, uri: &str) -> bool {
        self.also_known_as.iter().any(|known| known == uri)
    }
}

/// What kind of author an account is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// A human being.
    Person,
    /// A bot.
    Service,
    /// A server or program itself.
    Application,
    /// Several people who share an account, or a forum.
    Group,
    /// A company or institution.
    Organization,
}

impl AccountKind {
    /// The word used in storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Service => "service",
            Self::Application => "application",
            Self::Group => "group",
            Self::Organization => "organization",
        }
    }

    /// Reads the word used in storage.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Person, Self::Service, Self::Application, Self::Group, Self::Organization]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }
}

/// A line of a profile's table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Field {
    /// What the value is.
    pub name: String,
    /// Safe HTML.
    pub value: String,
    /// The value as its author wrote it; empty for remote accounts.
    #[serde(default)]
    pub text: String,
    /// When the page that it leads to said that it is the same person's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verified_at: Option<Timestamp>,
}

impl Field {
    /// A value as it was, with what was found out about it.
    #[must_use]
    pub fn as_before(self, before: &[Self]) -> Self {
        let known = before.iter().find(|known| known.value == self.value);
        Self { verified_at: known.and_then(|known| known.verified_at), ..self }
    }
}

/// What else there is of an account's picture and banner.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pictures {
    /// Where the picture stands still, if it moves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar_still_url: Option<String>,
    /// Where the banner stands still, if it moves.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub header_still_url: Option<String>,
    /// How often another picture was found at the address of the picture.
    #[serde(skip_serializing_if = "is_first")]
    pub avatar_edition: u32,
    /// How often another picture was found at the address of the banner.
    #[serde(skip_serializing_if = "is_first")]
    pub header_edition: u32,
    /// What the picture shows.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub avatar_description: String,
    /// What the banner shows.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub header_description: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn is_first(edition: &u32) -> bool {
    *edition == 0
}

/// What a profile page shows besides statuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tabs {
    /// A tab of media.
    pub media: bool,
    /// Media of replies in that tab.
    pub media_replies: bool,
    /// A tab of what the account features.
    pub featured: bool,
}

impl Default for Tabs {
    fn default() -> Self {
        Self { media: true, media_replies: true, featured: true }
    }
}

/// Where the server of a remote account keeps what it published and shows; of local accounts, that follows from
/// their address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Collections {
    /// What it published.
    pub outbox: Option<String>,
    /// Statuses at the top of its profile.
    pub featured: Option<String>,
    /// Tags on its profile.
    pub featured_tags: Option<String>,
}

/// A picture that stands for a `:shortcode:`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Emoji {
    /// The name between the colons.
    pub shortcode: String,
    /// Where the picture is.
    pub url: String,
    /// Where it stands still, if it moves.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub static_url: Option<String>,
    /// That people here may pick it. Not stored with a text, since it may change.
    #[serde(skip)]
    pub offered: Option<Offered>,
}

/// How people here find an emoji among those that they may pick.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offered {
    /// Among which it stands.
    pub category: Option<String>,
}
