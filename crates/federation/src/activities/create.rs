//! Create: publishing a status.

use activitypub::{
    audience::Audience,
    context,
    vocabulary::{
        Object,
        written::{Activity, Note},
    },
};
use model::Account;
use social::StatusView;
use store::inquiries::InquiryKind;

use super::{Request, own_object, vote};
use crate::{
    Federation,
    authority::{Authentic, is_same_host},
    limits, statuses, translate,
    trouble::Trouble,
};

/// Somebody published a status. It is kept if it concerns anybody here.
pub(crate) async fn receive(request: &Request<'_>) -> Result<(), Trouble> {
    let (federation, by) = (request.federation, request.by);
    let document = match own_object(request.activity) {
        Some(document) => document,
        // An object that is not the actor's to vouch for may still be true: its own server knows.
        None => federation.fetch_object(request.object_id()?, request.budget).await?,
    };
    let object = statuses::read(&document)?;
    if !object.get().attributed_to.contains(&by.uri) {
        return for_another(request, &object).await;
    }
    if vote::receive(request, object.get()).await? {
        return Ok(());
    }
    if !federation.concerns_somebody(object.get(), by).await? {
        return Err(Trouble::refused("it concerns nobody here"));
    }
    federation.take_in_status(&object, by, request.budget).await?;
    refresh(federation, by).await
}

/// A profile is told when it changes, but that may have been missed; so it is asked for now and then while its person
/// publishes.
async fn refresh(federation: &Federation, by: &Account) -> Result<(), Trouble> {
    let stale = federation.site().now().plus_millis(-limits::PROFILE_STALE_MS);
    if by.fetched_at.is_none_or(|at| at < stale) {
        federation.inquire(InquiryKind::Profile, &by.uri, limits::PROFILE_AGAIN_MS).await?;
    }
    Ok(())
}

/// Somebody publishes in the name of another, such as an event in that of a group. What was fetched is true; it counts as
/// the other's if both are of the same server.
async fn for_another(request: &Request<'_>, object: &Authentic<Object>) -> Result<(), Trouble> {
    let federation = request.federation;
    let is_neighbour = object.get().attributed_to.iter().any(|author| is_same_host(author, &request.by.uri));
    if !is_neighbour || !is_same_host(&object.get().id, &request.by.uri) {
        return Err(Trouble::refused("it creates another's work"));
    }
    let author = federation.author_of(object, request.budget).await?;
    if !federation.concerns_somebody(object.get(), &author).await? {
        return Err(Trouble::refused("it concerns nobody here"));
    }
    federation.take_in_status(object, &author, request.budget).await?;
    Ok(())
}

/// A status by somebody here.
pub(crate) async fn build(federation: &Federation, view: &StatusView) -> social::Result<Activity<Note>> {
    let note = translate::status::note(federation, view).await?;
    let (status, author) = (&view.status, &view.author.account);
    let audience = Audience { to: note.to.clone(), cc: note.cc.clone() };
    let id = format!("{}/activity", status.uri);
    let mut activity = Activity::new("Create", id, &author.uri, note).addressed(&audience);
    activity.published = Some(status.created_at.to_rfc3339_seconds());
    Ok(activity.with_context(context::object()))
}
