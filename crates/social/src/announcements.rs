//! Announcements: what the people who run the server tell everybody on it.

use std::collections::{HashMap, HashSet};

use model::{
    Account, AccountId, Announcement, AnnouncementId, AnnouncementMailing, AuditTarget, CustomEmoji, Event,
    Permissions, Reaction, Status, Tag, Timestamp, limits,
};
use serde_json::{Value, json};
use store::Tx;

use crate::{
    Problem, Refusal, Result, Site, audit, custom_emojis,
    staff::Staff,
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
    /// How far it is by mail, if it goes out by that, too.
    pub mailing: Option<AnnouncementMailing>,
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

/// When people are to see an announcement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Publish {
    /// At once.
    #[default]
    Now,
    /// From then on.
    At(Timestamp),
    /// Not before somebody says so.
    Later,
}

/// All announcements before an id, whether or not people see them, the latest first.
pub async fn list_all(
    site: &Site,
    by: &Staff,
    before: Option<AnnouncementId>,
) -> Result<Vec<AnnouncementView>> {
    by.needs(Permissions::MANAGE_ANNOUNCEMENTS)?;
    let before = before.unwrap_or(AnnouncementId::new(i64::MAX));
    let found = store::announcements::list_all(&site.store, before, limits::ANNOUNCEMENTS_SHOWN).await?;
    dress(site, by.account_id(), found).await
}

/// An announcement, whether or not people see it.
pub async fn existing(site: &Site, by: &Staff, id: AnnouncementId) -> Result<AnnouncementView> {
    by.needs(Permissions::MANAGE_ANNOUNCEMENTS)?;
    let found = stored(site, id).await?;
    dress(site, by.account_id(), vec![found]).await?.pop().ok_or(Refusal::NotFound.into())
}

pub(crate) async fn stored(site: &Site, id: AnnouncementId) -> Result<Announcement> {
    Ok(store::announcements::find(&site.store, id).await?.ok_or(Refusal::NotFound)?)
}

/// Writes an announcement, and tells everybody if it is time.
pub async fn make(site: &Site, by: &Staff, new: NewAnnouncement, when: Publish) -> Result<Announcement> {
    by.needs(Permissions::MANAGE_ANNOUNCEMENTS)?;
    check(&new)?;
    let now = site.now();
    let mut made = Announcement {
        id: site.id(),
        content: String::new(),
        text: String::new(),
        starts_at: None,
        ends_at: None,
        all_day: false,
        published_at: now,
        updated_at: now,
        is_draft: true,
        is_told: false,
    };
    say(site, &mut made, new).await?;
    place(site, &mut made, when);
    put(site, by, "create", None, &made).await?;
    Ok(made)
}

/// Changes what an announcement says. Whoever is there hears it anew if people see it.
pub async fn change(
    site: &Site,
    by: &Staff,
    id: AnnouncementId,
    new: NewAnnouncement,
) -> Result<Announcement> {
    by.needs(Permissions::MANAGE_ANNOUNCEMENTS)?;
    check(&new)?;
    let old = stored(site, id).await?;
    let mut changed = old.clone();
    say(site, &mut changed, new).await?;
    changed.updated_at = site.now();
    put(site, by, "update", Some(&old), &changed).await?;
    Ok(changed)
}

/// Decides when people see an announcement. One that they see already is taken back if it is not time yet.
pub async fn publish(site: &Site, by: &Staff, id: AnnouncementId, when: Publish) -> Result<Announcement> {
    by.needs(Permissions::MANAGE_ANNOUNCEMENTS)?;
    let old = stored(site, id).await?;
    let mut changed = old.clone();
    place(site, &mut changed, when);
    let action = if changed.is_draft { "unpublish" } else { "publish" };
    put(site, by, action, Some(&old), &changed).await?;
    Ok(changed)
}

/// Takes an announcement back for good.
pub async fn remove(site: &Site, by: &Staff, id: AnnouncementId) -> Result<()> {
    by.needs(Permissions::MANAGE_ANNOUNCEMENTS)?;
    let old = stored(site, id).await?;
    let mut tx = site.store.begin().await?;
    store::announcements::delete(&mut tx, id).await?;
    store::events::record(&mut tx, site.id(), &Event::AnnouncementRemoved { announcement_id: id }).await?;
    audit::record(site, &mut tx, by, "destroy", target(&old), json!({ "before": said(&old) })).await?;
    Ok(tx.commit().await?)
}

/// Tells everybody what was to be told by now; answers how much that was.
pub async fn tell_due(site: &Site) -> Result<usize> {
    let due = store::announcements::untold(&site.store, site.now(), limits::ANNOUNCEMENTS).await?;
    for mut announcement in due.clone() {
        announcement.is_told = true;
        let mut tx = site.store.begin().await?;
        store::announcements::put(&mut tx, &announcement).await?;
        record_told(site, &mut tx, &announcement).await?;
        tx.commit().await?;
    }
    Ok(due.len())
}

fn check(new: &NewAnnouncement) -> Result<()> {
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
    match problems.is_empty() {
        true => Ok(()),
        false => Err(Refusal::Invalid(problems).into()),
    }
}

async fn say(site: &Site, announcement: &mut Announcement, new: NewAnnouncement) -> Result<()> {
    announcement.content = post::html(site, &new.text, &post::look_up(site, &new.text).await?);
    announcement.text = new.text;
    announcement.starts_at = new.starts_at;
    announcement.ends_at = new.ends_at;
    announcement.all_day = new.all_day;
    Ok(())
}

fn place(site: &Site, announcement: &mut Announcement, when: Publish) {
    let now = site.now();
    announcement.is_draft = when == Publish::Later;
    announcement.published_at = match when {
        Publish::At(time) => time.max(now),
        Publish::Now | Publish::Later => now,
    };
    announcement.is_told = !announcement.is_draft && announcement.published_at <= now;
}

async fn put(
    site: &Site,
    by: &Staff,
    action: &str,
    old: Option<&Announcement>,
    new: &Announcement,
) -> Result<()> {
    let mut tx = site.store.begin().await?;
    store::announcements::put(&mut tx, new).await?;
    if new.is_told {
        record_told(site, &mut tx, new).await?;
    } else if old.is_some_and(|old| old.is_told) {
        let gone = Event::AnnouncementRemoved { announcement_id: new.id };
        store::events::record(&mut tx, site.id(), &gone).await?;
    }
    let details = json!({ "before": old.map(said), "after": said(new) });
    audit::record(site, &mut tx, by, action, target(new), details).await?;
    Ok(tx.commit().await?)
}

async fn record_told(site: &Site, tx: &mut Tx, announcement: &Announcement) -> Result<()> {
    let told = Event::Announced { announcement_id: announcement.id };
    Ok(store::events::record(tx, site.id(), &told).await?)
}

pub(crate) fn target(announcement: &Announcement) -> AuditTarget {
    let beginning: String = announcement.text.chars().take(limits::AUDIT_NAME_CHARACTERS).collect();
    AuditTarget::new("announcement", announcement.id.get(), beginning)
}

fn said(announcement: &Announcement) -> Value {
    json!({
        "text": announcement.text,
        "starts_at": announcement.starts_at,
        "ends_at": announcement.ends_at,
        "all_day": announcement.all_day,
        "published_at": announcement.published_at,
        "is_draft": announcement.is_draft,
    })
}

/// What is announced now, oldest first.
pub async fn list(site: &Site, viewer: AccountId) -> Result<Vec<AnnouncementView>> {
    let found = store::announcements::list(&site.store, site.now(), limits::ANNOUNCEMENTS).await?;
    dress(site, Some(viewer), found).await
}

/// An announcement, if it is shown now.
pub async fn show(site: &Site, viewer: AccountId, id: AnnouncementId) -> Result<AnnouncementView> {
    let found = find(site, id).await?;
    dress(site, Some(viewer), vec![found]).await?.pop().ok_or(Refusal::NotFound.into())
}

async fn find(site: &Site, id: AnnouncementId) -> Result<Announcement> {
    let now = site.now();
    let found = store::announcements::find(&site.store, id).await?;
    found.filter(|it| it.is_shown(now)).ok_or(Refusal::NotFound.into())
}

async fn dress(
    site: &Site,
    viewer: Option<AccountId>,
    found: Vec<Announcement>,
) -> Result<Vec<AnnouncementView>> {
    let ids: Vec<AnnouncementId> = found.iter().map(|announcement| announcement.id).collect();
    let store = &site.store;
    let (mut read, mut mine) = (HashSet::new(), HashSet::new());
    if let Some(viewer) = viewer {
        read.extend(store::announcements::dismissed(store, &ids, viewer).await?);
        mine.extend(store::announcements::reactions_by(store, &ids, viewer).await?);
    }
    let counted = store::announcements::reactions(store, &ids).await?;
    let mailings = store::announcement_mailings::list(store, &ids).await?;
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
            mailing: mailings.iter().find(|mailing| mailing.announcement_id == announcement.id).cloned(),
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
