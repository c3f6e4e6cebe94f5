//! Add and Remove: what stands at the top of a profile.

use activitypub::{
    audience::{Audience, PUBLIC},
    lenient,
    vocabulary::written::Activity,
};
use model::{Account, EventId, Status, StatusId, TagId, Visibility};
use serde_json::Value;

use super::Request;
use crate::{Federation, authority::is_same_host, outbox::Parcel, statuses, trouble::Trouble};

/// Somebody pins a status of theirs or features a hashtag, or no longer does. Other collections are not kept here.
pub(crate) async fn receive(request: &Request<'_>, is_pinned: bool) -> Result<(), Trouble> {
    let (federation, by) = (request.federation, request.by);
    let target = request.activity.target.as_deref().unwrap_or_default();
    if !is_same_host(target, &by.uri) {
        return Err(Trouble::refused("it changes no collection of its actor"));
    }
    let embedded = request.activity.object.as_ref().and_then(|object| object.embedded());
    let tag = embedded.filter(|object| lenient::types(object).contains(&"Hashtag"));
    if !is_shown(by, target, tag.is_some()) {
        return Err(Trouble::refused("it changes a collection that is not kept here"));
    }
    if let Some(tag) = tag {
        return hashtag(request, tag, is_pinned).await;
    }
    let site = federation.site();
    let status = match federation.known_status(request.object_id()?).await? {
        None if is_pinned && federation.is_followed(by).await? => unknown(request).await?,
        known => known,
    };
    let status = status.ok_or_else(|| Trouble::refused("its object is not known here"))?;
    if is_pinned {
        social::pins::pin(site, by, status.id).await?;
    } else {
        social::pins::unpin(site, by, status.id).await?;
    }
    Ok(())
}

/// Whether a collection is one that is shown on the actor's profile, as far as that is known. Mastodon names the same one
/// for statuses and hashtags.
fn is_shown(by: &Account, target: &str, is_hashtag: bool) -> bool {
    let Some(featured) = &by.collections.featured else { return true };
    featured == target || (is_hashtag && by.collections.featured_tags.as_deref() == Some(target))
}

async fn hashtag(request: &Request<'_>, tag: &Value, is_featured: bool) -> Result<(), Trouble> {
    let (site, by) = (request.federation.site(), request.by);
    let name = lenient::text(tag, "name").unwrap_or_default();
    match is_featured {
        true => drop(social::tags::feature(site, by.id, name).await?),
        false => drop(social::tags::unfeature(site, by.id, name).await?),
    }
    Ok(())
}

/// What somebody who is followed here pins is worth a fetch. It is old, and no news.
async fn unknown(request: &Request<'_>) -> Result<Option<Status>, Trouble> {
    let (federation, by) = (request.federation, request.by);
    let uri = request.object_id()?;
    if !is_same_host(uri, &by.uri) {
        return Ok(None);
    }
    let object = statuses::read(&federation.fetch_object(uri, request.budget).await?)?;
    if !object.get().attributed_to.contains(&by.uri) {
        return Ok(None);
    }
    federation.take_in_found(&object, by, request.budget).await
}

/// What somebody here shows on their profile now, or no longer: the address of a status, or a hashtag in full. Both in the
/// collection of what is pinned, as Mastodon expects it.
pub(crate) fn build<O>(by: &Account, shown: O, event: EventId, is_pinned: bool) -> Activity<O> {
    let everybody = Audience { to: vec![PUBLIC.to_owned()], cc: Vec::new() };
    let (kind, word) = if is_pinned { ("Add", "adds") } else { ("Remove", "removes") };
    Activity::new(kind, format!("{}/{word}/{event}", by.uri), &by.uri, shown)
        .addressed(&everybody)
        .targeting(format!("{}/collections/featured", by.uri))
}

impl Federation {
    /// What is pinned is told to the followers.
    pub(crate) async fn pack_pin(
        &self,
        by: &Account,
        id: StatusId,
        event_id: EventId,
        is_pinned: bool,
    ) -> social::Result<Option<Parcel>> {
        let Some(status) = store::statuses::find(&self.site().store, id).await? else { return Ok(None) };
        if status.local_only || !status.visibility.is_open() {
            return Ok(None);
        }
        let inboxes = self.audience(by, status.visibility, &[]).await?;
        Ok(Some(Parcel::new(build(by, status.uri, event_id, is_pinned), inboxes)?))
    }

    /// What tags are shown on a profile is told to the followers.
    pub(crate) async fn pack_tag(
        &self,
        by: &Account,
        id: TagId,
        event_id: EventId,
        is_featured: bool,
    ) -> social::Result<Option<Parcel>> {
        let Some(tag) = store::tags::list_by_ids(&self.site().store, &[id]).await?.pop() else {
            return Ok(None);
        };
        let inboxes = self.audience(by, Visibility::Public, &[]).await?;
        let tag = self.hashtag(&tag);
        Ok(Some(Parcel::new(build(by, tag, event_id, is_featured), inboxes)?))
    }
}
