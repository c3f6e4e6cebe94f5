//! Undo: taking back a follow, a favourite or a reblog.

use activitypub::{
    audience::{Audience, PUBLIC},
    vocabulary::{Activity, ActivityKind, ObjectRef, written},
};
use model::{Account, event::DeletedStatus};
use serde_json::{Value, json};

use super::{Request, block, like};
use crate::{Federation, authority::is_same_host, limits, trouble::Trouble};

/// The end of what somebody here did, told in full, since some servers look nothing up.
pub(crate) fn build<O>(
    by: &Account,
    undone: written::Activity<O>,
) -> written::Activity<written::Activity<O>> {
    build_for(&by.uri, undone)
}

/// The same for the server itself, which is no account.
pub(crate) fn build_for<O>(
    actor: &str,
    undone: written::Activity<O>,
) -> written::Activity<written::Activity<O>> {
    written::Activity::new("Undo", format!("{}/undo", undone.id), actor, undone)
}

/// The end of a reblog by somebody here. What it carried may be gone by now; then the address must do.
pub(crate) fn of_announce(
    by: &Account,
    deleted: &DeletedStatus,
    original: Option<&str>,
) -> written::Activity<Value> {
    let everybody = Audience { to: vec![PUBLIC.to_owned()], cc: Vec::new() };
    let undone = match original {
        Some(original) => json!({"type": "Announce", "id": deleted.uri, "actor": by.uri, "object": original}),
        None => json!(deleted.uri),
    };
    let id = format!("{}/undo", deleted.uri);
    written::Activity::new("Undo", id, &by.uri, undone).addressed(&everybody)
}

/// Somebody takes back what they did. Many tell it in full; some name only its address.
pub(crate) async fn receive(request: &Request<'_>) -> Result<(), Trouble> {
    let embedded = request.activity.object.as_ref().and_then(|object| object.embedded());
    let Some(undone) = embedded else {
        return named(request, request.object_id()?).await;
    };
    // Who takes back what they did themselves need not say whose it was.
    let mut undone = undone.clone();
    if undone.get("actor").is_none_or(Value::is_null) {
        undone["actor"] = json!(request.by.uri);
    }
    let undone = Activity::parse(&undone).map_err(|error| Trouble::refused(error.to_string()))?;
    if undone.actor != request.by.uri {
        return Err(Trouble::refused("it takes back what somebody else did"));
    }
    let object = undone.object.as_ref().and_then(ObjectRef::id);
    match (&undone.kind, object) {
        (ActivityKind::Follow, Some(object)) => follow(request, undone.id.as_deref(), object).await,
        (ActivityKind::Like | ActivityKind::EmojiReact, Some(object)) => {
            liking(request, &undone, object).await
        }
        (ActivityKind::Block, Some(object)) => {
            if !block::undone(request, object).await? {
                request.federation.note_early_end(request.by, undone.id.as_deref());
            }
            Ok(())
        }
        (ActivityKind::Announce, object) => reblog(request, undone.id.as_deref(), object).await,
        (_, None) => named(request, undone.id.as_deref().unwrap_or_default()).await,
        (kind, _) => Err(Trouble::refused(format!("nothing is done with the end of {kind:?}"))),
    }
}

async fn follow(request: &Request<'_>, uri: Option<&str>, object: &str) -> Result<(), Trouble> {
    let (site, by) = (request.federation.site(), request.by);
    let target = request.local_account(object).await?;
    let follows = social::follows::find(site, by.id, target.id).await?.is_some();
    if !follows && social::follows::find_request(site, by.id, target.id).await?.is_none() {
        request.federation.note_early_end(by, uri);
    }
    Ok(social::follows::unfollow(site, by, target.id).await?)
}

/// One may react with several emoji. The end of one leaves the others; if it does not say which it is, and names none
/// that is known, all end.
async fn liking(request: &Request<'_>, undone: &Activity, object: &str) -> Result<(), Trouble> {
    let (site, by) = (request.federation.site(), request.by);
    let status = request.federation.known_status(object).await?;
    let status = status.ok_or_else(|| Trouble::refused("its object is not known here"))?;
    let known = social::status_reactions::of(site, by, status.id).await?;
    let uri = undone.id.as_deref();
    let emoji = like::emoji(undone);
    let ended = known.iter().find(|it| match (&it.uri, uri) {
        (Some(known), Some(ended)) => known == ended,
        _ => emoji.as_ref().is_some_and(|emoji| emoji.name == it.name),
    });
    if let Some(ended) = ended {
        return Ok(social::status_reactions::end(site, ended).await?);
    }
    if store::favourites::find(&site.store, by.id, status.id).await?.is_none() {
        request.federation.note_early_end(by, uri);
    } else if uri.is_some() && emoji.is_some() && !known.is_empty() {
        // Another than those that are known: one that came twice, or too many.
        return Ok(());
    }
    social::favourites::unfavourite(site, by, status.id).await?;
    Ok(())
}

/// A reblog goes by its own address; if it arrives later than its end, it stays away.
async fn reblog(request: &Request<'_>, uri: Option<&str>, object: Option<&str>) -> Result<(), Trouble> {
    let (federation, by) = (request.federation, request.by);
    if let Some(uri) = uri.filter(|uri| is_same_host(uri, &by.uri))
        && social::statuses::delete_remote(federation.site(), by, uri).await?
    {
        return Ok(());
    }
    let Some(object) = object else { return Ok(()) };
    if let Some(status) = federation.known_status(object).await? {
        social::reblogs::unreblog(federation.site(), by, status.id).await?;
    }
    Ok(())
}

/// What has this address: a favourite, a follow, a block or a reblog.
async fn named(request: &Request<'_>, uri: &str) -> Result<(), Trouble> {
    let (site, by) = (request.federation.site(), request.by);
    if site.instance.owns(uri) {
        // snac names whom it wished to follow, as long as nobody has answered.
        return follow(request, None, uri).await;
    }
    if !is_same_host(uri, &by.uri) {
        return Err(Trouble::refused("it takes back what happened on another host"));
    }
    if let Some(reaction) = social::status_reactions::find_by_uri(site, by, uri).await? {
        return Ok(social::status_reactions::end(site, &reaction).await?);
    }
    if let Some(favourite) = social::favourites::find_by_uri(site, by, uri).await? {
        social::favourites::unfavourite(site, by, favourite.status_id).await?;
        return Ok(());
    }
    let store = &site.store;
    let follow = match store::follows::find_by_uri(store, by.id, uri).await? {
        None => store::follow_requests::find_by_uri(store, by.id, uri).await?,
        follow => follow,
    };
    if let Some(follow) = follow {
        return Ok(social::follows::unfollow(site, by, follow.target_account_id).await?);
    }
    if let Some(block) = store::blocks::find_by_uri(store, by.id, uri).await? {
        return Ok(social::blocks::unblock(site, by, block.target_account_id).await?);
    }
    match social::statuses::find_by_uri(site, uri).await? {
        Some(status) if status.is_reblog() => {
            social::statuses::delete_remote(site, by, uri).await?;
            Ok(())
        }
        _ => {
            request.federation.note_early_end(by, Some(uri));
            Err(Trouble::refused("what it takes back is not known here"))
        }
    }
}

impl Federation {
    /// Notes that somebody took back what has not come yet: deliveries overtake each other.
    fn note_early_end(&self, by: &Account, uri: Option<&str>) {
        if let Some(uri) = uri.filter(|uri| is_same_host(uri, &by.uri)) {
            self.0.ended_early.insert(uri.to_owned(), self.site().now());
        }
    }

    /// Whether an activity was taken back before it came, a short while ago.
    pub(super) fn has_ended_early(&self, activity: &Activity) -> bool {
        let ended = activity.id.as_ref().and_then(|id| self.0.ended_early.get(id));
        ended.is_some_and(|at| self.site().now().as_millis() - at.as_millis() < limits::EARLY_END_MS)
    }
}
