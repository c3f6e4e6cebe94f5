//! Events: everything that can happen. An event is recorded in the transaction that made it true; what follows
//! from it is decided in `server::effects` alone.

use serde::{Deserialize, Serialize};

use crate::{
    AccountId, AnnouncementId, Block, Favourite, Follow, Id, InteractionAnswer, PollId, PollVote,
    QuoteAnswer, ReportId, StatusId, StatusReaction, StrikeId, TagId,
};

/// Identifies a recorded event; events are handled in order of their ids.
pub type EventId = Id<Event>;

/// A thing that happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A status was published; also a reblog, which is a status that carries another.
    StatusPosted {
        /// The status.
        status_id: StatusId,
    },
    /// A status of a neighbour was looked for and found: it stands where it belongs, and is no news to anybody.
    StatusFound {
        /// The status.
        status_id: StatusId,
    },
    /// A status is gone. It can no longer be looked up, so the event carries what must be known of it.
    StatusDeleted(DeletedStatus),
    /// An account favourited a status.
    Favourited(Favourite),
    /// A favourite was taken back.
    Unfavourited(Favourite),
    /// An account reacted to a status with an emoji.
    Reacted {
        /// The reaction.
        reaction: StatusReaction,
        /// Whether the status was not a favourite of theirs before.
        is_favourite: bool,
    },
    /// A reaction was taken back.
    Unreacted {
        /// The reaction.
        reaction: StatusReaction,
        /// Whether the status is no favourite of theirs any more.
        was_favourite: bool,
    },
    /// An account asks to follow another and awaits consent.
    FollowRequested(Follow),
    /// An account follows another, with consent or without need of it.
    Followed(Follow),
    /// A follow was taken back by the one who followed.
    Unfollowed(Follow),
    /// A follow or a request was refused by the one who would be followed.
    FollowRejected(Follow),
    /// A status says something else now.
    StatusEdited {
        /// The status.
        status_id: StatusId,
        /// Whom it names and did not name before.
        newly_mentioned: Vec<AccountId>,
    },
    /// Somebody chose an answer of a poll.
    Voted(PollVote),
    /// Other servers are to hear how a poll stands.
    PollUpdated {
        /// The status that asks.
        status_id: StatusId,
    },
    /// A poll has ended.
    PollClosed {
        /// The poll.
        poll_id: PollId,
        /// The status that asks.
        status_id: StatusId,
    },
    /// An account shows a status at the top of its profile.
    Pinned {
        /// Whose profile.
        account_id: AccountId,
        /// The status.
        status_id: StatusId,
    },
    /// An account no longer shows a status at the top of its profile.
    Unpinned {
        /// Whose profile.
        account_id: AccountId,
        /// The status.
        status_id: StatusId,
    },
    /// An account shows a tag on its profile.
    TagFeatured {
        /// Whose profile.
        account_id: AccountId,
        /// The tag.
        tag_id: TagId,
    },
    /// An account no longer shows a tag on its profile.
    TagUnfeatured {
        /// Whose profile.
        account_id: AccountId,
        /// The tag.
        tag_id: TagId,
    },
    /// Something beside what a status says has changed: whether its quote may be shown, or who may quote it.
    StatusRefreshed {
        /// The status.
        status_id: StatusId,
    },
    /// A page that statuses link to was asked for, and says what it is.
    CardArrived {
        /// The link as statuses have it.
        link: String,
    },
    /// An author elsewhere consents to an answer or a reblog that waited for it.
    Consented {
        /// The answer or reblog.
        status_id: StatusId,
    },
    /// Somebody on another server is told whether they may do something with a status of somebody here.
    InteractionAnswered(InteractionAnswer),
    /// Somebody on another server is told whether they may quote.
    QuoteAnswered(QuoteAnswer),
    /// A quote may no longer be shown.
    QuoteRevoked {
        /// Who took their consent back.
        account_id: AccountId,
        /// The status that quotes.
        status_id: StatusId,
        /// Where the consent could be read.
        authorization_uri: String,
    },
    /// An account describes itself differently.
    ProfileChanged {
        /// Whose profile.
        account_id: AccountId,
    },
    /// The person of an account uses another from now on; its followers follow that.
    AccountMoved {
        /// The old account.
        account_id: AccountId,
        /// The new one.
        target_account_id: AccountId,
    },
    /// Somebody here has left for good: nothing of the account is to stay, anywhere.
    AccountDeleted {
        /// The account.
        account_id: AccountId,
    },
    /// Somebody told staff about an account. Other servers may be to hear of it, too, but not who told.
    Reported {
        /// What was reported.
        report_id: ReportId,
        /// The neighbours that are to hear of it.
        domains: Vec<String>,
    },
    /// Somebody joined, or asks to.
    SignedUp {
        /// Their account.
        account_id: AccountId,
    },
    /// Staff decided something about an account or a report, as the audit log says.
    StaffDecided {
        /// About what: `account` or `report`.
        kind: String,
        /// Its number.
        id: i64,
        /// What was decided.
        action: String,
    },
    /// Staff decided something about an account.
    Struck {
        /// What.
        strike_id: StrikeId,
    },
    /// Everybody here is told something, or told it anew.
    Announced {
        /// What they are told.
        announcement_id: AnnouncementId,
    },
    /// What everybody was told does not count any more.
    AnnouncementRemoved {
        /// What they were told.
        announcement_id: AnnouncementId,
    },
    /// An account blocks another.
    Blocked(Block),
    /// A block was taken back.
    Unblocked(Block),
    /// Something else was decided about a neighbour: its people are dealt with accordingly.
    NeighbourDecided {
        /// Its domain, and those under it.
        domain: String,
    },
    /// Somebody of another server was suspended here, or is suspended no longer: their follows end, or are restored.
    StrangerDecided {
        /// About whom.
        account_id: AccountId,
    },
}

/// What is remembered of a status after its end, to tell everyone who had it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeletedStatus {
    /// Its id.
    pub status_id: StatusId,
    /// Its author.
    pub account_id: AccountId,
    /// The name under which other servers know it.
    pub uri: String,
    /// The status that it carried, if it was a reblog.
    pub reblog_of_id: Option<StatusId>,
    /// Who could see it.
    pub visibility: crate::Visibility,
    /// The status that began its thread.
    #[serde(default)]
    pub thread_id: Option<StatusId>,
    /// Whether it never left this server.
    #[serde(default)]
    pub local_only: bool,
    /// Whose consent it waited for: nobody else elsewhere has it.
    #[serde(default)]
    pub awaited_of: Option<AccountId>,
    /// The accounts that it mentioned, and those that had answered, reblogged or favourited it.
    pub concerned: Vec<AccountId>,
}
