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

use std::pin::Pin;

use activitypub::{
    lenient,
    vocabulary::{Activity, ActivityKind, ObjectRef},
};
use model::{Account, Interaction};
use serde_json::{Value, json};

use crate::{
    Federation,
    authority::{Authentic, Untrusted, is_same_host},
    objects::Budget,
    supported,
    trouble::Trouble,
};

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

/// The object that an authentic activity tells in full, if it is the actor's own. What it leaves out of author and audience
/// is said by the activity, as Mastodon and Misskey read it; an empty list is said by the object itself.
pub(crate) fn own_object(activity: &Activity) -> Option<Authentic<Value>> {
    let mut object = activity.object.as_ref()?.embedded()?.clone();
    if lenient::id_of(&object).is_some_and(|id| is_same_host(id, &activity.actor)) {
        let leaves_out = |object: &Value, key: &str| object.get(key).is_none_or(Value::is_null);
        // Old events of Mobilizon name their author so.
        let names_another = lenient::id(&object, "actor").is_some_and(|actor| actor != activity.actor);
        let audience = &activity.audience;
        if leaves_out(&object, "attributedTo") && !names_another {
            object["attributedTo"] = json!(activity.actor);
        }
        for (key, addressees) in [("to", &audience.to), ("cc", &audience.cc)] {
            if leaves_out(&object, key) && !addressees.is_empty() {
                object[key] = json!(addressees);
            }
        }
    }
    Untrusted::new(object).part_of_work_by(&activity.actor).ok()
}

type Work<'a> = Pin<Box<dyn Future<Output = Result<(), Trouble>> + Send + 'a>>;

/// Begins to do what a verb asks, aside: whoever chooses among verbs would else hold room for each of them on the stack,
/// and groups pass on verbs within verbs.
fn begin<'a, F>(verb: impl FnOnce(&'a Request<'a>) -> F, request: &'a Request<'a>) -> Work<'a>
where
    F: Future<Output = Result<(), Trouble>> + Send + 'a,
{
    Box::pin(verb(request))
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
    let may_be_late = matches!(
        activity.kind,
        ActivityKind::Like | ActivityKind::EmojiReact | ActivityKind::Follow | ActivityKind::Block
    );
    if may_be_late && federation.has_ended_early(activity) {
        return Err(Trouble::refused("it was taken back before it came"));
    }
    let work = match &activity.kind {
        ActivityKind::Create => begin(create::receive, &request),
        ActivityKind::Update => begin(update::receive, &request),
        ActivityKind::Delete => begin(delete::receive, &request),
        ActivityKind::Announce => begin(announce::receive, &request),
        ActivityKind::Like | ActivityKind::EmojiReact => begin(like::receive, &request),
        ActivityKind::Follow => begin(follow::receive, &request),
        ActivityKind::Accept => begin(accept::receive, &request),
        ActivityKind::Reject => begin(reject::receive, &request),
        ActivityKind::Add => begin(|it| pin::receive(it, true), &request),
        ActivityKind::Remove => begin(|it| pin::receive(it, false), &request),
        ActivityKind::Move => begin(moving::receive, &request),
        ActivityKind::Flag => begin(flag::receive, &request),
        ActivityKind::Block => begin(block::receive, &request),
        ActivityKind::QuoteRequest => begin(quote_request::receive, &request),
        ActivityKind::LikeRequest => {
            begin(|it| interaction_request::receive(it, Interaction::Favourite), &request)
        }
        ActivityKind::ReplyRequest => {
            begin(|it| interaction_request::receive(it, Interaction::Reply), &request)
        }
        ActivityKind::AnnounceRequest => {
            begin(|it| interaction_request::receive(it, Interaction::Reblog), &request)
        }
        ActivityKind::Undo => begin(undo::receive, &request),
        other => return refused(other),
    };
    work.await
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOB: &str = "https://far.example/u/bob";
    const PUBLIC: &str = activitypub::audience::PUBLIC;

    /// What is told by a Create of bob's, for everybody, of a note with these properties.
    fn told(more: &Value) -> Option<Value> {
        let mut note = json!({"id": "https://far.example/n/1", "type": "Note", "content": "hi"});
        note.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let create = json!({
            "id": "https://far.example/a/1", "type": "Create", "actor": BOB, "to": [PUBLIC],
            "cc": "https://far.example/u/bob/followers", "object": note,
        });
        own_object(&Activity::parse(&create).unwrap()).map(|object| object.get().clone())
    }

    #[test]
    fn what_an_object_leaves_out_is_said_by_its_activity() {
        let bare = told(&json!({})).unwrap();
        assert_eq!((&bare["attributedTo"], &bare["to"]), (&json!(BOB), &json!([PUBLIC])));
        assert_eq!(bare["cc"], json!(["https://far.example/u/bob/followers"]));
        let own = told(&json!({"attributedTo": BOB, "to": [], "cc": null})).unwrap();
        assert_eq!(own["to"], json!([]), "an empty list says that it is for nobody");
        assert_eq!(own["cc"], json!(["https://far.example/u/bob/followers"]));
        let narrow = told(&json!({"attributedTo": BOB, "to": "https://home.example/u/alice", "cc": []}));
        assert_eq!(narrow.unwrap()["to"], "https://home.example/u/alice");
    }

    #[test]
    fn an_activity_speaks_for_nobody_elses_object() {
        for (key, value) in [
            ("id", json!("https://victim.example/n/1")),
            ("attributedTo", json!("https://far.example/u/vic")),
            ("attributedTo", json!([])),
            ("actor", json!("https://far.example/u/vic")),
            ("id", json!(null)),
        ] {
            assert_eq!(told(&json!({ key: value })), None, "{key}: {value}");
        }
    }
}
