//! What a viewer sees: the nouns with all that is shown beside them. Edges turn these into JSON and pages without
//! asking for more.

use std::{
    ops::Deref,
    sync::{Arc, OnceLock},
};

use model::{
    Account, AccountId, Attachment, Conversation, FeaturedTagId, Notification, NotificationPolicy,
    NotificationRequest, Poll, PreviewCard, QuoteState, Role, StatusEdit, StatusId, Tag, Timestamp, User,
    account::Emoji,
};

use serde_json::value::RawValue;

use crate::{Sheet, filters, notifications::matters::Matter, quotes::Permission, status_reactions};

/// An account as shown.
#[derive(Clone, Debug)]
pub struct AccountView {
    /// The account.
    pub account: Account,
    /// The role of the user behind it, for local accounts.
    pub role: Option<Arc<Role>>,
    /// The account that its person uses instead, if that has not moved on.
    pub moved: Option<Arc<AccountView>>,
    /// What the edge made of it.
    pub made: Made,
}

/// A place in which an edge keeps what it made of a view, so that it is made once for all who look. What is kept must
/// not depend on who looks.
#[derive(Clone, Debug, Default)]
pub struct Made(OnceLock<Box<RawValue>>);

impl Made {
    /// What was made, or is made now.
    pub fn get_or_make(&self, make: impl FnOnce() -> Box<RawValue>) -> &RawValue {
        self.0.get_or_init(make)
    }
}

/// An account as shown to its own user.
#[derive(Clone, Debug)]
pub struct Credentials {
    /// What everybody sees.
    pub view: AccountView,
    /// The user behind it.
    pub user: User,
    /// How many wait for consent to follow.
    pub follow_requests_count: i64,
}

/// A status as shown. What everybody sees of it is shared by all who look.
#[derive(Clone, Debug)]
pub struct StatusView {
    /// The status, with what everybody sees beside it.
    pub sheet: Arc<Sheet>,
    /// Who published it.
    pub author: Arc<AccountView>,
    /// What it carries, if it is a reblog.
    pub reblog: Option<Box<StatusView>>,
    /// Its poll.
    pub poll: Option<PollView>,
    /// What it quotes.
    pub quote: Option<QuoteView>,
    /// The page that it shows.
    pub card: Option<CardView>,
    /// Whether the viewer may quote it.
    pub may_quote: Permission,
    /// What the viewer has done with it.
    pub flags: Flags,
    /// With what the viewer reacted to it.
    pub own_reactions: Vec<status_reactions::Emoji>,
    /// What the viewer's filters find in it.
    pub filtered: Vec<filters::Match>,
    /// Whether somebody looks, so that the flags mean something.
    pub has_viewer: bool,
}

impl Deref for StatusView {
    type Target = Sheet;

    fn deref(&self) -> &Sheet {
        &self.sheet
    }
}

/// A quote as shown.
#[derive(Clone, Debug)]
pub struct QuoteView {
    /// How it stands for the viewer.
    pub stands: QuotedAs,
    /// What is quoted, as far as the viewer may see it.
    pub quoted: Option<Box<StatusView>>,
    /// The same by its id alone: a quote in a quote.
    pub quoted_id: Option<StatusId>,
}

/// What is shown of a page that a status links to.
#[derive(Clone, Debug)]
pub struct CardView {
    /// What the page says of itself.
    pub card: Arc<PreviewCard>,
    /// The account that it names as its author, whether that agrees or not.
    pub creator: Option<Arc<AccountView>>,
}

impl CardView {
    /// The account that wrote the page: one that the page names, and that names the page's website.
    pub fn author(&self) -> Option<&AccountView> {
        self.creator.as_deref().filter(|creator| self.agrees(&creator.account))
    }

    /// Whether the page names an account as its author that has not said that it may.
    pub fn lacks_consent_of(&self, account: AccountId) -> bool {
        let named = self.creator.as_deref().map(|creator| &creator.account);
        named.is_some_and(|named| named.id == account && !self.agrees(named))
    }

    fn agrees(&self, creator: &Account) -> bool {
        !creator.is_suspended() && self.card.is_attributed_by(&creator.attribution_domains)
    }
}

/// How a quote stands for a viewer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuotedAs {
    /// As its author decided.
    Decided(QuoteState),
    /// What it quoted is gone.
    Deleted,
    /// The viewer may not see what it quotes.
    Unauthorized,
    /// The viewer blocks the author of what it quotes.
    BlockedAccount,
    /// The viewer blocks that author's domain.
    BlockedDomain,
    /// The viewer mutes that author.
    MutedAccount,
}

/// What the viewer has done with a status. For a reblog, with what it carries.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags {
    /// Favourited.
    pub favourited: bool,
    /// Reblogged.
    pub reblogged: bool,
    /// Bookmarked.
    pub bookmarked: bool,
    /// Its conversation muted.
    pub muted: bool,
    /// Pinned.
    pub pinned: bool,
}

/// A poll as shown.
#[derive(Clone, Debug)]
pub struct PollView {
    /// The poll.
    pub poll: Poll,
    /// What the viewer chose.
    pub own_votes: Vec<i64>,
    /// Whether it has ended.
    pub is_over: bool,
    /// The custom emoji in its answers.
    pub emojis: Vec<Emoji>,
}

/// Everything that a status has said.
#[derive(Clone, Debug)]
pub struct EditView {
    /// Who said it.
    pub author: AccountView,
    /// The versions, oldest first.
    pub versions: Vec<StatusEdit>,
    /// What any of them showed.
    pub attachments: Vec<Attachment>,
}

/// A status with what stands before and after it.
#[derive(Clone, Debug)]
pub struct Thread {
    /// What it answers, from the root.
    pub ancestors: Vec<StatusView>,
    /// What answers it, each answer after what it answers.
    pub descendants: Vec<StatusView>,
    /// Whether there are more answers than were asked for.
    pub is_cut: bool,
}

/// How one account stands to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relationship {
    /// The other account.
    pub id: AccountId,
    /// I follow it.
    pub following: bool,
    /// I see its reblogs.
    pub showing_reblogs: bool,
    /// I am told of each of its statuses.
    pub notifying: bool,
    /// It follows me.
    pub followed_by: bool,
    /// I asked to follow it.
    pub requested: bool,
    /// It asked to follow me.
    pub requested_by: bool,
    /// I see only these languages of it; none means all.
    pub languages: Vec<String>,
    /// I block it.
    pub blocking: bool,
    /// It blocks me.
    pub blocked_by: bool,
    /// I mute it.
    pub muting: bool,
    /// I am told nothing of it, either.
    pub muting_notifications: bool,
    /// When I stop muting it.
    pub muting_expires_at: Option<Timestamp>,
    /// I block its domain.
    pub domain_blocking: bool,
    /// I show it on my profile.
    pub endorsed: bool,
    /// What I wrote down about it.
    pub note: String,
}

/// A notification as shown.
#[derive(Clone, Debug)]
pub struct NotificationView {
    /// The notification.
    pub notification: Notification,
    /// Who caused it.
    pub from: Arc<AccountView>,
    /// The status that it is about.
    pub status: Option<StatusView>,
    /// The follows that were lost, if it tells of some.
    pub severance: Option<model::AccountSeverance>,
    /// What else it is about.
    pub matter: Option<Matter>,
}

/// What somebody wants to be told, and what is kept aside because of it.
#[derive(Clone, Copy, Debug)]
pub struct NotificationPolicyView {
    /// What they have chosen.
    pub policy: NotificationPolicy,
    /// How many people are kept aside.
    pub pending_requests: i64,
    /// How many notifications of theirs.
    pub pending_notifications: i64,
}

/// Somebody whose notifications are kept aside, as shown.
#[derive(Clone, Debug)]
pub struct NotificationRequestView {
    /// The request.
    pub request: NotificationRequest,
    /// Who it is.
    pub from: AccountView,
    /// The newest status among what is kept aside.
    pub last_status: Option<StatusView>,
}

/// A conversation as shown to one of those in it.
#[derive(Clone, Debug)]
pub struct ConversationView {
    /// The conversation.
    pub conversation: Conversation,
    /// The others.
    pub participants: Vec<AccountView>,
    /// The newest status.
    pub last_status: Option<StatusView>,
}

/// A tag as shown.
#[derive(Clone, Debug)]
pub struct TagView {
    /// The tag.
    pub tag: Tag,
    /// How it was used lately, today first.
    pub history: Vec<TagDay>,
    /// Whether the viewer follows it, if somebody looks.
    pub following: Option<bool>,
    /// Whether the viewer shows it on their profile, if somebody looks.
    pub featuring: Option<bool>,
}

/// How a tag was used on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TagDay {
    /// Midnight, UTC.
    pub begins_at: Timestamp,
    /// How many accounts used it.
    pub accounts: i64,
    /// How often it was used.
    pub uses: i64,
}

/// A tag that somebody shows on their profile.
#[derive(Clone, Debug)]
pub struct FeaturedTagView {
    /// Identifier.
    pub id: FeaturedTagId,
    /// The tag.
    pub tag: Tag,
    /// How many open statuses of theirs carry it.
    pub statuses_count: i64,
    /// When the last of them came.
    pub last_status_at: Option<Timestamp>,
}
