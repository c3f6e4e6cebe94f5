//! Statuses: anything published, a reblog included.

use crate::{
    AccountId, ApplicationId, Approval, Id, InteractionPolicy, Timestamp, Visibility, account::Emoji,
};

/// Identifies a status; reblogs share the id space.
pub type StatusId = Id<Status>;

/// Something an account published. A reblog is a status that carries another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Identifier on this server.
    pub id: StatusId,
    /// The author.
    pub account_id: AccountId,
    /// The name under which other servers know it: a URL, unique.
    pub uri: String,
    /// The page for people, if it is another than the address; `None` for reblogs.
    pub url: Option<String>,
    /// The status that this one answers.
    pub in_reply_to_id: Option<StatusId>,
    /// The author of the status that this one answers.
    pub in_reply_to_account_id: Option<AccountId>,
    /// The status that this one carries, if it is a reblog.
    pub reblog_of_id: Option<StatusId>,
    /// Who may see it.
    pub visibility: Visibility,
    /// The text as its author wrote it; empty for remote statuses.
    pub text: String,
    /// Safe HTML.
    pub content: String,
    /// Content warning, plain text; empty if there is none.
    pub spoiler_text: String,
    /// Whether to hide media until asked.
    pub sensitive: bool,
    /// ISO 639 code.
    pub language: Option<String>,
    /// The app it was written with, for local statuses.
    pub application_id: Option<ApplicationId>,
    /// Custom emoji that the text uses.
    pub emojis: Vec<Emoji>,
    /// How many statuses answer it.
    pub replies_count: i64,
    /// How many accounts reblogged it.
    pub reblogs_count: i64,
    /// How many accounts favourited it.
    pub favourites_count: i64,
    /// When it was published.
    pub created_at: Timestamp,
    /// When it was last edited.
    pub edited_at: Option<Timestamp>,
    /// Whether it never leaves this server.
    pub local_only: bool,
    /// Who may quote it.
    pub quote_approval: Approval,
    /// Who may do what with it besides. Only other servers say so yet.
    pub interaction_policy: InteractionPolicy,
    /// Whether everybody may find it, if it says so itself; else that is as its author wishes.
    pub searchable: Option<bool>,
    /// How many statuses quote it with consent.
    pub quotes_count: i64,
    /// The conversation it belongs to: the id of the status with which that began.
    pub conversation_id: StatusId,
}

impl Status {
    /// Whether this carries another status.
    pub fn is_reblog(&self) -> bool {
        self.reblog_of_id.is_some()
    }

    /// Its page for people. Many servers have none but the address itself; a reblog has none at all.
    pub fn page(&self) -> Option<&str> {
        let is_address = |uri: &&str| uri.starts_with("https://") || uri.starts_with("http://");
        let address = Some(self.uri.as_str()).filter(is_address).filter(|_| !self.is_reblog());
        self.url.as_deref().or(address)
    }

    /// The id of what is really said: the carried status for a reblog, itself otherwise.
    pub fn original_id(&self) -> StatusId {
        self.reblog_of_id.unwrap_or(self.id)
    }
}
