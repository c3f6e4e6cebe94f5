//! Update: a profile has changed, or a status says something else.

use activitypub::{
    audience::{Audience, PUBLIC},
    context,
    vocabulary::{
        Actor,
        written::{self, Activity, Note},
    },
};
use model::{Account, EventId, Timestamp};
use serde_json::Value;
use social::StatusView;

use super::{Request, own_object};
use crate::{
    Federation,
    authority::{Authentic, Untrusted},
    statuses, translate,
    trouble::Trouble,
};

/// Somebody changed their profile or a status of theirs.
pub(crate) async fn receive(request: &Request<'_>) -> Result<(), Trouble> {
    if request.object_id()? == request.by.uri { profile(request).await } else { status(request).await }
}

async fn profile(request: &Request<'_>) -> Result<(), Trouble> {
    let (federation, by) = (request.federation, request.by);
    let embedded = request.activity.object.as_ref().and_then(|object| object.embedded());
    match embedded.filter(|object| Actor::parse(object).is_ok()) {
        Some(object) => {
            let portrait = Untrusted::new(object.clone()).self_portrait_of(&by.uri)?;
            federation.take_in_person(&portrait, request.budget).await?;
        }
        None => {
            federation.fetch_person(&by.uri, request.budget).await?;
        }
    }
    Ok(())
}

async fn status(request: &Request<'_>) -> Result<(), Trouble> {
    let (federation, by) = (request.federation, request.by);
    let is_known = federation.known_status(request.object_id()?).await?.is_some();
    let own = own_object(request.activity);
    if !is_known {
        return match own {
            Some(document) => overtaking(request, &document).await,
            None => Err(Trouble::refused("it changes what is not known here")),
        };
    }
    let document = match own {
        Some(document) => document,
        None => federation.fetch_object(request.object_id()?, request.budget).await?,
    };
    let object = statuses::read(&document)?;
    if !object.get().attributed_to.contains(&by.uri) {
        return Err(Trouble::refused("it changes another's work"));
    }
    let arrival = federation.arrival(&object, by, request.budget).await?;
    // Mbin signs changes without saying when they were made.
    let told = request.activity.published.map_or_else(|| federation.site().now(), Timestamp::from_millis);
    social::statuses::edit_remote(federation.site(), by, arrival, Some(told)).await?;
    Ok(())
}

/// A change may overtake what it changes: then the status is taken in as it is now, and what comes later is known
/// already. One that is old by now was not meant for anybody here, and is no news.
async fn overtaking(request: &Request<'_>, document: &Authentic<Value>) -> Result<(), Trouble> {
    let (federation, by) = (request.federation, request.by);
    let object = statuses::read(document)?;
    if !federation.concerns_somebody(object.get(), by).await? {
        return Err(Trouble::refused("it changes what is not known here"));
    }
    if object.get().published.is_some() && federation.is_recent(object.get()) {
        federation.take_in_status(&object, by, request.budget).await?;
    } else {
        federation.take_in_found(&object, by, request.budget).await?;
    }
    Ok(())
}

/// What a profile of somebody here says now.
pub(crate) async fn build_profile(
    federation: &Federation,
    by: &Account,
    event: EventId,
) -> social::Result<Activity<written::Actor>> {
    let actor = federation.portrait(by).await?;
    let audience = Audience { to: vec![PUBLIC.to_owned()], cc: by.followers_url.iter().cloned().collect() };
    let (id, context) = (format!("{}/updates/{event}", by.uri), actor.context.clone());
    Ok(Activity::new("Update", id, &by.uri, actor).addressed(&audience).with_context(context))
}

/// What a status by somebody here says now.
pub(crate) async fn build(
    federation: &Federation,
    view: &StatusView,
    event: EventId,
) -> social::Result<Activity<Note>> {
    let note = translate::status::note(federation, view).await?;
    let audience = Audience { to: note.to.clone(), cc: note.cc.clone() };
    let (id, actor) = (format!("{}/updates/{event}", view.status.uri), &view.author.account.uri);
    Ok(Activity::new("Update", id, actor, note).addressed(&audience).with_context(context::object()))
}
