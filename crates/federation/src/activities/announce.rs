//! Announce: reblogging a status.

use activitypub::{
    audience::{Audience, Reach},
    context, lenient,
    vocabulary::{Activity, ObjectRef, written},
};
use model::{Account, Consent, Status, Visibility};
use serde_json::Value;

use super::{
    Request,
    group::{self, Passed},
};
use crate::{authority::Untrusted, statuses, translate, trouble::Trouble};

/// Somebody reblogs a status. It is fetched if it is unknown and somebody here follows whoever reblogs. Groups pass on
/// whole activities so.
pub(crate) async fn receive(request: &Request<'_>) -> Result<(), Trouble> {
    let (federation, by, activity) = (request.federation, request.by, request.activity);
    if federation.is_relay(by).await? {
        // What a relay passes on is news, and no reblog of its own. Ours, it only gives back.
        return federation.status(request.object_id()?, request.budget).await.map(drop);
    }
    let passes_on = activity.object.as_ref().and_then(ObjectRef::embedded).is_some_and(group::is_activity);
    // A group that says something itself speaks as people do.
    if group::is_one(by) && (passes_on || activity.commentary.is_none()) {
        return group::receive(&Passed::of(request)).await;
    }
    if passes_on {
        return Err(Trouble::refused("only groups pass on what others do"));
    }
    if let Some(note) = &activity.commentary {
        return quote(request, note).await;
    }
    let uri = activity.id.clone().ok_or_else(|| Trouble::refused("a reblog needs an id"))?;
    let visibility = visibility(activity, by)?;
    let object = shared(activity)?;
    let is_ours = federation.site().instance.owns(object);
    if !is_ours && !federation.is_followed(by).await? {
        return Err(Trouble::refused("it concerns nobody here"));
    }
    let status = federation.status(object, request.budget).await?;
    let published = activity.published.map(model::Timestamp::from_millis);
    social::reblogs::reblog_remote(federation.site(), by, status.id, uri, visibility, published, true)
        .await?;
    Ok(())
}

/// What is reblogged. What has no id, as granary has it, goes by its page, where its document may stand as well.
pub(super) fn shared(activity: &Activity) -> Result<&str, Trouble> {
    let object = activity.object.as_ref();
    let page = || lenient::id(object?.embedded()?, "url");
    object.and_then(ObjectRef::id).or_else(page).ok_or_else(|| Trouble::refused("it has no object"))
}

/// What is reblogged with a word to it (FEP-dd4b) is a status that quotes.
async fn quote(request: &Request<'_>, note: &Value) -> Result<(), Trouble> {
    let (federation, by) = (request.federation, request.by);
    let note = Untrusted::new(note.clone()).part_of_work_by(&by.uri)?;
    let object = statuses::read(&note)?;
    let is_ours = object.get().quote.as_deref().is_some_and(|uri| federation.site().instance.owns(uri));
    if !is_ours && !federation.concerns_somebody(object.get(), by).await? {
        return Err(Trouble::refused("it concerns nobody here"));
    }
    federation.take_in_status(&object, by, request.budget).await?;
    Ok(())
}

/// Who sees a reblog. Betula and Loops address theirs to nobody; that is no choice of people.
pub(super) fn visibility(activity: &Activity, by: &Account) -> Result<Visibility, Trouble> {
    let audience = &activity.audience;
    if audience.to.is_empty() && audience.cc.is_empty() {
        return Ok(Visibility::Unlisted);
    }
    match audience.reach(by.followers_url.as_deref()) {
        Reach::Direct => Err(Trouble::refused("a reblog for chosen people")),
        reach => Ok(translate::visibility(reach)),
    }
}

/// A reblog by somebody here, with the author's consent if that was needed.
pub(crate) fn build(
    by: &Account,
    reblog: &Status,
    original: &Status,
    author: &Account,
    consent: Option<Consent>,
) -> written::Activity<String> {
    let followers = by.followers_url.clone().unwrap_or_else(|| format!("{}/followers", by.uri));
    let audience =
        Audience::of(translate::reach(reblog.visibility), &followers, std::slice::from_ref(&author.uri));
    let mut activity = written::Activity::new("Announce", reblog.uri.clone(), &by.uri, original.uri.clone())
        .addressed(&audience);
    activity.published = Some(reblog.created_at.to_rfc3339_seconds());
    activity.announce_authorization = consent.and_then(|consent| consent.authorization_uri);
    match activity.announce_authorization {
        None => activity,
        Some(_) => activity.with_context(context::interaction()),
    }
}
