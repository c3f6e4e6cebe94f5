//! Activities, one verb a file, both directions: `build` makes what we send, `receive` does what others ask.

pub(crate) mod accept;
pub(crate) mod announce;
pub(crate) mod block;
pub(crate) mod create;
pub(crate) mod delete;
pub(crate) mod flag;
pub(crate) mod follow;
pub(crate) mod group;
pub(crate) mod interaction_request;
pub(crate) mod like;
pub(crate) mod moving;
pub(crate) mod pin;
pub(crate) mod quote_request;
pub(crate) mod reject;
pub(crate) mod undo;
pub(crate) mod update;
pub(crate) mod vote;

use activitypub::vocabulary::{Activity, ActivityKind, ObjectRef};
use model::{Account, Interaction};

use crate::{Federation, authority::Authentic, objects::Budget, supported, trouble::Trouble};

/// What another server asks of us, and who asks.
pub(crate) struct Request<'a> {
    pub(crate) federation: &'a Federation,
    /// The activity's actor, who signed it.
    pub(crate) by: &'a Account,
    pub(crate) activity: &'a Activity,
    pub(crate) budget: &'a Budget,
}

impl Request<'_> {
    /// The id of the activity's object.
    pub(crate) fn object_id(&self) -> Result<&str, Trouble> {
        self.activity
            .object
            .as_ref()
            .and_then(ObjectRef::id)
            .ok_or_else(|| Trouble::refused("it has no object"))
    }

    /// The account of this server that the activity is about.
    pub(crate) async fn local_account(&self, uri: &str) -> Result<Account, Trouble> {
        let site = self.federation.site();
        let account = social::accounts::find_by_uri(site, uri).await?.filter(Account::is_local);
        account.ok_or_else(|| Trouble::refused("its object is nobody here"))
    }
}

/// Does what an activity asks. What this server does not understand is dropped without a complaint: there are
/// more verbs on the network than anybody knows.
pub(crate) async fn receive(
    federation: &Federation,
    by: &Account,
    activity: &Authentic<Activity>,
    budget: &Budget,
) -> Result<(), Trouble> {
    let activity = activity.get();
    let request = Request { federation, by, activity, budget };
    let refused = |kind: &ActivityKind| Err(Trouble::refused(format!("nothing is done with {kind:?}")));
    if !supported::is_understood(&activity.kind) {
        return refused(&activity.kind);
    }
    match &activity.kind {
        ActivityKind::Create => create::receive(&request).await,
        ActivityKind::Update => update::receive(&request).await,
        ActivityKind::Delete => delete::receive(&request).await,
        ActivityKind::Announce => announce::receive(&request).await,
        ActivityKind::Like | ActivityKind::EmojiReact => like::receive(&request).await,
        ActivityKind::Follow => follow::receive(&request).await,
        ActivityKind::Accept => accept::receive(&request).await,
        ActivityKind::Reject => reject::receive(&request).await,
        ActivityKind::Add => pin::receive(&request, true).await,
        ActivityKind::Remove => pin::receive(&request, false).await,
        ActivityKind::Move => moving::receive(&request).await,
        ActivityKind::Flag => flag::receive(&request).await,
        ActivityKind::Block => block::receive(&request).await,
        ActivityKind::QuoteRequest => quote_request::receive(&request).await,
        ActivityKind::LikeRequest => interaction_request::receive(&request, Interaction::Favourite).await,
        ActivityKind::ReplyRequest => interaction_request::receive(&request, Interaction::Reply).await,
        ActivityKind::AnnounceRequest => interaction_request::receive(&request, Interaction::Reblog).await,
        ActivityKind::Undo => undo::receive(&request).await,
        other => refused(other),
    }
}
