//! Announcements: what the people who run the server tell everybody on it.

use std::collections::{HashMap, HashSet};

use model::{
    Account, AccountId, Announcement, AnnouncementId, CustomEmoji, Event, Reaction, Status, Tag, Timestamp,
    limits,
};

use crate::{
    Problem, Refusal, Result, Site, custom_emojis,
    statuses::post,
    stream::{Topic, Update},
    tags,
};

/// An announcement as somebody sees it.
#[derive(Clone, Debug)]
pub struct AnnouncementView {
    /// The announcement.
    pub announcement: Announcement,
    /// Whether the viewer has read it.
    pub read: bool,
    /// The reactions to it, in order of the first.
    pub reactions: Vec<ReactionView>,
    /// The custom emoji in its text.
    pub emojis: Vec<model::account::Emoji>,
    /// Whom its text names.
    pub mentions: Vec<Account>,
    /// The tags in its text.
    pub tags: Vec<Tag>,
    /// Statuses that everybody may see and to which its text points.
    pub statuses: Vec<Status>,
}

/// A reaction as somebody sees it.
#[derive(Clone, Debug)]
pub struct ReactionView {
    /// An emoji, or the shortcode of one of this server.
    pub name: String,
    /// How many chose it.
    pub count: i64,
    /// Whether the viewer did.
    pub me: bool,
    /// The picture of a shortcode.
    pub custom: Option<CustomEmoji>,
}

/// An announcement that is to be made.
#[derive(Clone, Debug, Default)]
pub struct NewAnnouncement {
    /// The text.
    pub text: String,
    /// When what it tells of begins.
    pub starts_at: Option<Timestamp>,
    /// When what it tells of ends.
    pub ends_at: Option<Timestamp>,
    /// Whether only the days matter.
    pub all_day: bool,
}

/// Tells everybody something.
pub async fn publish(site: &Site, new: NewAnnouncement) -> Result<Announcement> {
    let mut problems = Vec::new();
    if new.text.trim().is_empty() {
        problems.push(Problem::new("text", "can't be blank"));
    } else if new.text.chars().count() > limits::ANNOUNCEMENT_CHARACTERS {
        let most = limits::ANNOUNCEMENT_CHARACTERS;
        problems.push(Problem::new("text", format!("is too long (maximum is {most} characters)")));
    }
    if new.ends_at.is_some_and(|end| new.starts_at.is_some_and(|start| end < start)) {
        problems.push(Problem::new("ends_at", "must be after it starts"));
    }
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    let now = site.now();
    let announcement = Announcement {
        id: site.id(),
        content: post::html(site, &new.text, &post::look_up(site, &new.text).await?),
        text: new.text,
        starts_at: new.starts_at,
        ends_at: new.ends_at,
        all_day: new.all_day,
        published_at: now,
        updated_at: now,
    };
    let mut tx = site.store.begin().await?;
    store::announcements::insert(&mut tx, &announcement).await?;
    store::events::record(&mut tx, site.id(), &Event::Announced { announcement_id: announcement.id }).await?;
    tx.commit().await?;
    Ok(announcement)
}

/// Takes an announcement back.
pub async fn remove(site: &Site, id: AnnouncementId) -> Result<()> {
    let mut tx = site.store.begin().await?;
    if !store::announcements::delete(&mut tx, id).await? {
        return Err(Refusal::NotFound.into());
    }
    store::events::record(&mut tx, site.id(), &Event::AnnouncementRemoved { announcement_id: id }).await?;
    Ok(tx.commit().await?)
}

/// What is announced now, oldest first.
pub async fn list(site: &Site, viewer: AccountId) -> Result<Vec<AnnouncementView>> {
    let found = store::announcements::list(&site.store, site.now(), limits::ANNOUNCEMENTS).await?;
    dress(site, viewer, found).await
}

/// An announcement, if it is shown now.
pub async fn show(site: &Site, viewer: AccountId, id: AnnouncementId) -> Result<AnnouncementView> {
    let found = find(site, id).await?;
    dress(site, viewer, vec![found]).await?.pop().ok_or(Refusal::NotFound.into())
}

async fn find(site: &Site, id: AnnouncementId) -> Result<Announcement> {
    let now = site.now();
    let found = store::announcements::find(&site.store, id).await?;
    found
        .filter(|it| it.published_at <= now && it.ends_at.is_none_or(|end| end > now))
        .ok_or(Refusal::NotFound.into())
}

async fn dress(site: &Site, viewer: AccountId, found: Vec<Announcement>) -> Result<Vec<AnnouncementView>> {
    let ids: Vec<AnnouncementId> = found.iter().map(|announcement| announcement.id).collect();
    let store = &site.store;
    let read: HashSet<_> = store::announcements::dismissed(store, &ids, viewer).await?.into_iter().collect();
    let mine: HashSet<_> =
        store::announcements::reactions_by(store, &ids, viewer).await?.into_iter().collect();
    let counted = store::announcements::reactions(store, &ids).await?;
    let names: Vec<&str> = counted.iter().map(|(_, name, _)| name.as_str()).collect();
    let custom: HashMap<String, CustomEmoji> = store::custom_emojis::among(store, &names)
        .await?
        .into_iter()
        .map(|emoji| (emoji.shortcode.clone(), emoji))
        .collect();
    let mut views = Vec::with_capacity(found.len());
    for announcement in found {
        let reactions = counted.iter().filter(|(id, ..)| *id == announcement.id);
        let reaction = |(id, name, count): &(AnnouncementId, String, i64)| ReactionView {
            name: name.clone(),
            count: *count,
            me: mine.contains(&(*id, name.clone())),
            custom: custom.get(name).cloned(),
        };
        views.push(AnnouncementView {
            read: read.contains(&announcement.id),
            reactions: reactions.map(reaction).collect(),
            emojis: custom_emojis::used_in(site, &[&announcement.text]).await?,
            mentions: mentioned_in(site, &announcement).await?,
            tags: tags_in(site, &announcement).await?,
            statuses: statuses_in(site, &announcement).await?,
            announcement,
        });
    }
    Ok(views)
}

async fn mentioned_in(site: &Site, announcement: &Announcement) -> Result<Vec<Account>> {
    let named = post::look_up(site, &announcement.text).await?;
    let mut accounts: Vec<Account> = named.into_values().filter(|account| !account.is_suspended()).collect();
    accounts.sort_unstable_by_key(|account| account.id);
    accounts.dedup_by_key(|account| account.id);
    Ok(accounts)
}

async fn tags_in(site: &Site, announcement: &Announcement) -> Result<Vec<Tag>> {
    let mut found = Vec::new();
    for spelling in markup::extract::tags(&announcement.text).into_iter().take(limits::STATUS_TAGS) {
        found.push(tags::find_or_unused(site, &spelling).await?);
    }
    Ok(found)
}

async fn statuses_in(site: &Site, announcement: &Announcement) -> Result<Vec<Status>> {
    let mut found: Vec<Status> = Vec::new();
    for link in markup::links::links(&announcement.content) {
        let known = match store::statuses::find_by_uri(&site.store, &link).await? {
            None => store::statuses::find_by_url(&site.store, &link).await?,
            known => known,
        };
        found.extend(known.filter(|status| status.visibility.is_open() && !status.is_reblog()));
    }
    Ok(found)
}

/// Somebody has read an announcement.
pub async fn dismiss(site: &Site, by: AccountId, id: AnnouncementId) -> Result<()> {
    find(site, id).await?;
    Ok(store::announcements::dismiss(&site.store, id, by).await?)
}

/// Adds somebody's reaction: an emoji, or the shortcode of one of this server.
pub async fn react(site: &Site, by: AccountId, id: AnnouncementId, name: &str) -> Result<()> {
    let announcement = find(site, id).await?;
    let invalid = |message: &str| Err(Refusal::Invalid(vec![Problem::new("name", message)]).into());
    if emojis::get(name).is_none() && custom_emojis::find(site, name).await?.is_none() {
        return invalid("is not a recognized emoji");
    }
    let counted = store::announcements::reactions(&site.store, &[announcement.id]).await?;
    let is_new = !counted.iter().any(|(_, known, _)| known == name);
    if is_new && counted.len() >= limits::ANNOUNCEMENT_REACTIONS {
        return invalid("limit of different reactions reached");
    }
    let reaction = Reaction { announcement_id: id, account_id: by, name: name.to_owned() };
    store::announcements::react(&site.store, site.id(), &reaction).await?;
    tell_reaction(site, id, name);
    Ok(())
}

/// Takes somebody's reaction back.
pub async fn unreact(site: &Site, by: AccountId, id: AnnouncementId, name: &str) -> Result<()> {
    find(site, id).await?;
    let reaction = Reaction { announcement_id: id, account_id: by, name: name.to_owned() };
    store::announcements::unreact(&site.store, &reaction).await?;
    tell_reaction(site, id, name);
    Ok(())
}

fn tell_reaction(site: &Site, announcement_id: AnnouncementId, name: &str) {
    let update = Update::AnnouncementReaction { announcement_id, name: name.into() };
    site.hub.publish(Topic::Everywhere, &update);
}

/// Effect of an announcement: everybody who is there hears it.
pub fn announced(site: &Site, id: AnnouncementId) {
    site.hub.publish(Topic::Everywhere, &Update::Announcement(id));
}

/// Effect of an announcement's end.
pub fn removed(site: &Site, id: AnnouncementId) {
    site.hub.publish(Topic::Everywhere, &Update::AnnouncementDeleted(id));
}
