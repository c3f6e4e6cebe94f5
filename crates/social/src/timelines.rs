//! Timelines: keeping everybody's current, and the public ones. One's own are in `feeds`, their rules in `readers`.

use std::collections::HashSet;

use model::{Account, AccountId, Page, Status, StatusId, Visibility, event::DeletedStatus};
pub use store::timelines::Origin;

use crate::{
    Result, Site, StatusView, Viewer, accounts,
    feed_access::{self, Feed},
    feeds, hiding, readers, shelf, statuses,
    stream::{Topic, Update},
    walk::Walk,
};

pub use crate::feeds::{home, list};
pub use crate::home::Homes;

/// Puts one's own new status into one's home timeline before the answer, so that reading it never waits.
pub(crate) fn add_own(site: &Site, author: &Account, status: &Status) {
    if author.is_local() {
        site.homes.add(author.id, status);
    }
}

/// Effect of a published status: into the timelines of those here who read it, and the streams of those who watch.
pub async fn fan_out(site: &Site, status: &Status) -> Result<()> {
    let reach = readers::reach(site, status).await?;
    for reader in reach.homes {
        // Whoever watches without having looked is told of a reblog only if it would stand in their timeline.
        if status.is_reblog() && site.hub.is_watched(Topic::User(reader)) {
            feeds::loaded_home(site, reader).await?;
        }
        if site.homes.add(reader, status) || reader == status.account_id {
            site.hub.publish(Topic::User(reader), &Update::Status(status.id));
        }
    }
    for (owner, list) in reach.lists {
        if site.homes.add_to_list(owner, list, status) {
            site.hub.publish(Topic::List(list), &Update::Status(status.id));
        }
    }
    publish_openly(site, status, Update::Status(status.id)).await
}

/// Effect of a status that was looked for: into the timelines of those here who read it, at its place in time. Nobody
/// who watches is told.
pub async fn found(site: &Site, id: StatusId) -> Result<()> {
    let Some(status) = &store::statuses::find(&site.store, id).await? else { return Ok(()) };
    let reach = readers::reach(site, status).await?;
    for reader in reach.homes {
        site.homes.add(reader, status);
    }
    for (owner, list) in reach.lists {
        site.homes.add_to_list(owner, list, status);
    }
    Ok(())
}

/// Tells those who watch the public timelines and those of tags, as far as the status stands there.
async fn publish_openly(site: &Site, status: &Status, update: Update) -> Result<()> {
    if status.visibility != Visibility::Public || status.is_reblog() {
        return Ok(());
    }
    // Whoever is limited is met by those who follow them alone, who hear of it at home.
    if accounts::find(site, status.account_id).await?.is_limited() {
        return Ok(());
    }
    let is_local = site.instance.owns(&status.uri);
    if status.in_reply_to_account_id.is_none_or(|whom| whom == status.account_id) {
        site.hub.publish(if is_local { Topic::Local } else { Topic::Remote }, &update);
        let topic = if is_local { Topic::LocalMedia } else { Topic::RemoteMedia };
        let shows = async || store::attachments::of_statuses(&site.store, &[status.id]).await;
        if site.hub.is_watched(topic) && !shows().await?.is_empty() {
            site.hub.publish(topic, &update);
        }
    }
    for (_, tag) in store::tags::list(&site.store, &[status.id]).await? {
        site.hub.publish(if is_local { Topic::LocalTag(tag.id) } else { Topic::RemoteTag(tag.id) }, &update);
    }
    Ok(())
}

/// Effect of an edit: those who have the status in their timelines see what it says now.
pub async fn edited(site: &Site, id: StatusId) -> Result<()> {
    let Some(status) = &store::statuses::find(&site.store, id).await? else { return Ok(()) };
    let reach = readers::reach(site, status).await?;
    let update = Update::StatusEdited { id: status.id, revision: site.id::<Status>().get() };
    let homes = reach.homes.into_iter().map(Topic::User);
    for topic in homes.chain(reach.lists.into_iter().map(|(_, list)| Topic::List(list))) {
        site.hub.publish(topic, &update);
    }
    publish_openly(site, status, update).await
}

/// Effect of a status's end: out of every timeline and stream.
pub async fn withdraw(site: &Site, deleted: &DeletedStatus) -> Result<()> {
    site.homes.remove(deleted.status_id);
    let update = Update::StatusDeleted(deleted.status_id);
    if deleted.visibility.is_open() {
        site.hub.publish(Topic::Everywhere, &update);
        return Ok(());
    }
    // Whoever could not see it is not told either that there was something.
    let holders = readers::holders(site, deleted).await?;
    for reader in holders.homes {
        site.hub.publish(Topic::User(reader), &update);
        site.hub.publish(Topic::Direct(reader), &update);
    }
    for (_, list) in holders.lists {
        site.hub.publish(Topic::List(list), &update);
    }
    Ok(())
}

/// Public statuses: of everybody, of this server, or of neighbours.
pub async fn public(site: &Site, viewer: Viewer, origin: Origin, page: &Page) -> Result<Vec<StatusView>> {
    let Some(origin) = feed_access::narrow(site, viewer, Feed::Live, origin).await? else {
        return Ok(Vec::new());
    };
    let mut walk = Walk::new(page, 0);
    while let Some(step) = walk.next() {
        let candidates = store::timelines::public(&site.store, origin, &step).await?;
        walk.saw_ids(&candidates);
        let mut shown = show_unhidden_ids(site, viewer, &candidates).await?;
        leave_out_limited(site, viewer, &mut shown).await?;
        shown.retain(|view| has_media(origin, view));
        walk.keep(shown);
    }
    Ok(walk.finish())
}

/// Whether a status has media, where only those with media are wanted.
fn has_media(wanted: Origin, view: &StatusView) -> bool {
    !wanted.only_media || !view.attachments.is_empty()
}

/// What the viewer may see, without the words of those whom they hide.
pub(crate) async fn show_unhidden(
    site: &Site,
    viewer: Viewer,
    candidates: Vec<Status>,
) -> Result<Vec<StatusView>> {
    let ids: Vec<StatusId> = candidates.iter().map(|status| status.id).collect();
    show_unhidden_ids(site, viewer, &ids).await
}

/// The same for candidates of which only the ids are known.
pub(crate) async fn show_unhidden_ids(
    site: &Site,
    viewer: Viewer,
    candidates: &[StatusId],
) -> Result<Vec<StatusView>> {
    let hidden = hiding::of_viewer(site, viewer).await?;
    let mut shown = statuses::show_ids(site, viewer, candidates).await?;
    if !hidden.is_empty() {
        let now = site.now();
        shown.retain(|view| !hidden.hides(&view.author.account, now));
    }
    Ok(shown)
}

/// Takes out the words of limited accounts, unless the viewer follows them.
pub(crate) async fn leave_out_limited(
    site: &Site,
    viewer: Viewer,
    shown: &mut Vec<StatusView>,
) -> Result<()> {
    let limited = |view: &&StatusView| view.author.account.is_limited();
    let mut authors: Vec<AccountId> = shown.iter().filter(limited).map(|v| v.author.account.id).collect();
    if authors.is_empty() {
        return Ok(());
    }
    authors.sort_unstable();
    authors.dedup();
    let mut met: HashSet<AccountId> = viewer.account_id().into_iter().collect();
    if let Some(me) = viewer.account_id() {
        let follows = store::follows::from_among(&site.store, me, &authors).await?;
        met.extend(follows.into_iter().map(|follow| follow.target_account_id));
    }
    shown.retain(|view| !view.author.account.is_limited() || met.contains(&view.author.account.id));
    Ok(())
}

/// Which tagged statuses are wanted.
#[derive(Clone, Debug, Default)]
pub struct TagQuery {
    /// The tag.
    pub name: String,
    /// Or any of these.
    pub any: Vec<String>,
    /// And all of these.
    pub all: Vec<String>,
    /// And none of these.
    pub none: Vec<String>,
    /// Of everybody, of this server, or of neighbours.
    pub origin: Origin,
}

/// Public statuses with a tag.
pub async fn tag(site: &Site, viewer: Viewer, query: &TagQuery, page: &Page) -> Result<Vec<StatusView>> {
    let Some(origin) = feed_access::narrow(site, viewer, Feed::Topic, query.origin).await? else {
        return Ok(Vec::new());
    };
    let any: Vec<&String> = std::iter::once(&query.name).chain(&query.any).collect();
    let mut choice = store::timelines::TagChoice::default();
    for name in any {
        choice.any.extend(shelf::tag(site, name).await?);
    }
    for name in &query.all {
        match shelf::tag(site, name).await? {
            Some(tag) => choice.all.push(tag),
            // A tag that nobody has used is on no status.
            None => return Ok(Vec::new()),
        }
    }
    for name in &query.none {
        choice.none.extend(shelf::tag(site, name).await?);
    }
    // What somebody decided not to show under its name is found by its other tags alone.
    let rules = site.tag_rules();
    choice.any.retain(|tag| !rules.unusable.contains(tag));
    choice.all.sort();
    choice.all.dedup();
    let mut walk = Walk::new(page, 0);
    if choice.any.is_empty() {
        return Ok(Vec::new());
    }
    while let Some(step) = walk.next() {
        let candidates = store::timelines::tag(&site.store, &choice, &step).await?;
        walk.saw_ids(&candidates);
        let mut shown = show_unhidden_ids(site, viewer, &candidates).await?;
        leave_out_limited(site, viewer, &mut shown).await?;
        shown.retain(|view| {
            view.status.visibility == Visibility::Public
                && origin.has(view.author.account.is_local())
                && has_media(origin, view)
        });
        walk.keep(shown);
    }
    Ok(walk.finish())
}
