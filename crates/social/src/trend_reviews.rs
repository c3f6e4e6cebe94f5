//! Reviewing trends: those who take care of them see what many have to do with, and decide what may be shown. Whether what
//! nobody has looked at is shown is a setting.

use std::collections::{HashMap, HashSet};

use model::{
    AuditTarget, Page, Permissions, PreviewCard, PreviewCardId, Status, StatusId, Tag, TagId, Timestamp,
    limits,
};
use serde_json::{Value, json};
use store::Tx;

use crate::{
    Problem, Refusal, Result, Site, StatusView, TagView, Viewer, audit, shelf,
    staff::Staff,
    tags,
    trends::{self, LinkView},
};

/// What somebody decides about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Tag,
    Status,
    Link,
    Publisher,
}

impl Kind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Tag => "tag",
            Self::Status => "status",
            Self::Link => "link",
            Self::Publisher => "publisher",
        }
    }
}

/// Tags that are not found, or not shown, kept in memory.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct TagRules {
    pub(crate) unusable: HashSet<TagId>,
    pub(crate) unlisted: HashSet<TagId>,
}

/// Takes over what is stored, so that changes made by other processes count within a second.
pub(crate) async fn load(site: &Site) -> Result<()> {
    let mut rules = TagRules::default();
    for (tag, is_usable, is_listable) in
        store::trend_reviews::tag_rules(&site.store, limits::TAG_RULES).await?
    {
        if !is_usable {
            rules.unusable.insert(tag);
        }
        if !is_listable {
            rules.unlisted.insert(tag);
        }
    }
    if *site.tag_rules() != rules {
        site.set_tag_rules(rules);
    }
    Ok(())
}

/// Refuses what somebody here writes with a tag that staff took out of use.
pub(crate) async fn check_tags(site: &Site, names: &[String]) -> Result<()> {
    let rules = site.tag_rules();
    if rules.unusable.is_empty() {
        return Ok(());
    }
    for name in names {
        if shelf::tag(site, name).await?.is_some_and(|id| rules.unusable.contains(&id)) {
            let problem = Problem::new("text", format!("contained a disallowed hashtag: #{name}"));
            return Err(Refusal::Invalid(vec![problem]).into());
        }
    }
    Ok(())
}

/// What was decided about some of a kind, by their names.
pub(crate) async fn decided(site: &Site, kind: Kind, names: &[String]) -> Result<HashMap<String, bool>> {
    let mut found = HashMap::new();
    for part in names.chunks(limits::REVIEWS_READ) {
        found.extend(store::trend_reviews::among(&site.store, kind.as_str(), part).await?);
    }
    Ok(found)
}

/// Something that many have to do with, and what was decided about it.
#[derive(Clone, Debug)]
pub struct Reviewed<T> {
    /// What it is.
    pub view: T,
    /// Whether it is shown as a trend, as far as that goes.
    pub is_trendable: bool,
    /// Whether nobody has decided about it yet.
    pub needs_review: bool,
}

impl<T> Reviewed<T> {
    fn new(site: &Site, view: T, decided: Option<bool>) -> Self {
        let is_trendable = decided.unwrap_or(!site.settings().trends_reviewed);
        Self { view, is_trendable, needs_review: decided.is_none() }
    }
}

/// A tag, and what was decided about it.
#[derive(Clone, Debug)]
pub struct ReviewedTag {
    /// The tag, and whether it is shown as a trend.
    pub reviewed: Reviewed<TagView>,
    /// Whether what carries it is shown where one looks for it.
    pub is_usable: bool,
    /// Whether it is found.
    pub is_listable: bool,
}

/// How many trends wait for somebody to decide about them, where that is wanted.
pub async fn waiting(site: &Site) -> Result<i64> {
    if !site.settings().trends_reviewed {
        return Ok(0);
    }
    Ok(trends::candidates(site).await?.unreviewed)
}

/// Tags that many use, whether or not they are shown.
pub async fn trending_tags(site: &Site, by: &Staff, limit: i64, offset: i64) -> Result<Vec<ReviewedTag>> {
    by.needs(Permissions::MANAGE_TAXONOMIES)?;
    let found = trends::candidates(site).await?;
    let wanted = trends::window(&found.tags, limit, offset);
    let mut by_id: HashMap<TagId, Tag> =
        store::tags::list_by_ids(&site.store, wanted).await?.into_iter().map(|tag| (tag.id, tag)).collect();
    dress(site, by, wanted.iter().filter_map(|id| by_id.remove(id)).collect()).await
}

/// All tags, the latest first.
pub async fn tags(site: &Site, by: &Staff, page: &Page) -> Result<Vec<ReviewedTag>> {
    by.needs(Permissions::MANAGE_TAXONOMIES)?;
    dress(site, by, store::tags::page(&site.store, page).await?).await
}

/// A tag, for those who decide about it.
pub async fn tag(site: &Site, by: &Staff, id: TagId) -> Result<ReviewedTag> {
    by.needs(Permissions::MANAGE_TAXONOMIES)?;
    let found = store::tags::list_by_ids(&site.store, &[id]).await?;
    dress(site, by, found).await?.pop().ok_or(Refusal::NotFound.into())
}

async fn dress(site: &Site, by: &Staff, found: Vec<Tag>) -> Result<Vec<ReviewedTag>> {
    let names: Vec<String> = found.iter().map(|tag| tag.id.to_string()).collect();
    let decided = decided(site, Kind::Tag, &names).await?;
    let rules = site.tag_rules();
    let views = tags::dress(site, viewer(by), found).await?;
    let reviewed = |view: TagView| {
        let id = view.tag.id;
        ReviewedTag {
            is_usable: !rules.unusable.contains(&id),
            is_listable: !rules.unlisted.contains(&id),
            reviewed: Reviewed::new(site, view, decided.get(&id.to_string()).copied()),
        }
    };
    Ok(views.into_iter().map(reviewed).collect())
}

fn viewer(by: &Staff) -> Viewer {
    by.account_id().map_or(Viewer::Nobody, Viewer::Account)
}

/// What is decided about a tag; what is left out stays as it is.
#[derive(Clone, Debug, Default)]
pub struct TagChanges {
    /// How it is spelt.
    pub display_name: Option<String>,
    /// Whether it may be shown as a trend.
    pub is_trendable: Option<bool>,
    /// Whether what carries it is shown where one looks for it.
    pub is_usable: Option<bool>,
    /// Whether it is found.
    pub is_listable: Option<bool>,
}

/// Decides about a tag.
pub async fn change_tag(site: &Site, by: &Staff, id: TagId, changes: TagChanges) -> Result<ReviewedTag> {
    let old = tag(site, by, id).await?;
    let known = &old.reviewed.view.tag;
    let spelling = changes.display_name.as_deref().map(|name| name.trim().trim_start_matches('#'));
    if spelling.is_some_and(|name| markup::extract::tag_key(name) != known.name) {
        let problem = Problem::new("display_name", "must be another spelling of the same hashtag");
        return Err(Refusal::Invalid(vec![problem]).into());
    }
    let (is_usable, is_listable) =
        (changes.is_usable.unwrap_or(old.is_usable), changes.is_listable.unwrap_or(old.is_listable));
    let is_trendable = changes.is_trendable.unwrap_or(old.reviewed.is_trendable);
    let mut tx = site.store.begin().await?;
    if let Some(name) = spelling {
        store::tags::respell(&mut tx, id, name).await?;
    }
    store::trend_reviews::put_tag_rule(&mut tx, id, is_usable, is_listable).await?;
    store::trend_reviews::put(&mut tx, Kind::Tag.as_str(), &id.to_string(), is_trendable, site.now()).await?;
    let before = json!({
        "display_name": known.display_name, "trendable": old.reviewed.is_trendable, "usable": old.is_usable,
        "listable": old.is_listable,
    });
    let after = json!({
        "display_name": spelling.unwrap_or(&known.display_name), "trendable": is_trendable, "usable": is_usable,
        "listable": is_listable,
    });
    let target = AuditTarget::new("tag", id.get(), known.name.clone());
    audit::record(site, &mut tx, by, "update", target, json!({ "before": before, "after": after })).await?;
    tx.commit().await?;
    site.trends.forget();
    load(site).await?;
    tag(site, by, id).await
}

/// Lets a tag be shown as a trend, or not.
pub async fn decide_tag(site: &Site, by: &Staff, id: TagId, is_trendable: bool) -> Result<ReviewedTag> {
    let known = tag(site, by, id).await?.reviewed.view.tag;
    let target = AuditTarget::new("tag", id.get(), known.name);
    decide(site, by, (Kind::Tag, &id.to_string()), target, is_trendable).await?;
    tag(site, by, id).await
}

/// Statuses that many have to do with, whether or not they are shown.
pub async fn trending_statuses(
    site: &Site,
    by: &Staff,
    limit: i64,
    offset: i64,
) -> Result<Vec<Reviewed<StatusView>>> {
    by.needs(Permissions::MANAGE_TAXONOMIES)?;
    let found = trends::candidates(site).await?;
    dress_statuses(site, by, trends::window(&found.statuses, limit, offset)).await
}

async fn dress_statuses(site: &Site, by: &Staff, ids: &[StatusId]) -> Result<Vec<Reviewed<StatusView>>> {
    let names: Vec<String> = ids.iter().map(ToString::to_string).collect();
    let decided = decided(site, Kind::Status, &names).await?;
    let shown = crate::statuses::show_ids(site, viewer(by), ids).await?;
    let reviewed = |view: StatusView| {
        let decided = decided.get(&view.status.id.to_string()).copied();
        Reviewed::new(site, view, decided)
    };
    Ok(shown.into_iter().map(reviewed).collect())
}

/// Lets a status be shown as a trend, or not.
pub async fn decide_status(
    site: &Site,
    by: &Staff,
    id: StatusId,
    is_trendable: bool,
) -> Result<Reviewed<StatusView>> {
    by.needs(Permissions::MANAGE_TAXONOMIES)?;
    let status: Status = store::statuses::find(&site.store, id).await?.ok_or(Refusal::NotFound)?;
    let target = AuditTarget::new("status", id.get(), status.uri);
    decide(site, by, (Kind::Status, &id.to_string()), target, is_trendable).await?;
    dress_statuses(site, by, &[id]).await?.pop().ok_or(Refusal::NotFound.into())
}

/// Pages that many point to and of which something is known, whether or not they are shown.
pub async fn trending_links(
    site: &Site,
    by: &Staff,
    limit: i64,
    offset: i64,
) -> Result<Vec<Reviewed<LinkView>>> {
    by.needs(Permissions::MANAGE_TAXONOMIES)?;
    let found = trends::candidates(site).await?;
    dress_links(site, by, trends::window(&found.links, limit, offset).to_vec()).await
}

async fn dress_links(site: &Site, by: &Staff, links: Vec<LinkView>) -> Result<Vec<Reviewed<LinkView>>> {
    let decided = decided_links(site, &links).await?;
    let shown = trends::with_cards(site, viewer(by), links).await?;
    let known = shown.into_iter().filter(|link| link.card.is_some());
    Ok(known
        .map(|link| {
            let of = decided.get(&link.url).copied();
            Reviewed::new(site, link, of)
        })
        .collect())
}

/// What was decided about links: about each itself, or about whoever publishes it.
pub(crate) async fn decided_links(site: &Site, links: &[LinkView]) -> Result<HashMap<String, bool>> {
    let urls: Vec<String> = links.iter().map(|link| link.url.clone()).collect();
    let hosts: Vec<String> = urls.iter().filter_map(|url| host(url)).collect();
    let publishers = decided(site, Kind::Publisher, &hosts).await?;
    let of_publisher = |url: &String| host(url).and_then(|host| publishers.get(&host).copied());
    let mut all: HashMap<String, bool> =
        urls.iter().filter_map(|url| of_publisher(url).map(|decided| (url.clone(), decided))).collect();
    all.extend(decided(site, Kind::Link, &urls).await?);
    Ok(all)
}

/// The host of a page, without a port.
pub(crate) fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest.split(['/', '?', '#']).next()?.rsplit('@').next()?;
    let host = host.split(':').next().unwrap_or_default().trim_start_matches("www.").to_lowercase();
    (!host.is_empty()).then_some(host)
}

/// Lets a page be shown as a trend, or not; it goes by the number of what it says of itself.
pub async fn decide_link(
    site: &Site,
    by: &Staff,
    id: PreviewCardId,
    is_trendable: bool,
) -> Result<Reviewed<LinkView>> {
    by.needs(Permissions::MANAGE_TAXONOMIES)?;
    let card: Option<PreviewCard> = store::preview_cards::find_by_id(&site.store, id).await?;
    let link = card.ok_or(Refusal::NotFound)?.link;
    let target = AuditTarget::new("link", id.get(), link.clone());
    decide(site, by, (Kind::Link, &link), target, is_trendable).await?;
    let counted = trends::candidates(site).await?.links.iter().find(|view| view.url == link).cloned();
    let view = counted.unwrap_or(LinkView { url: link, card: None, history: Vec::new() });
    dress_links(site, by, vec![view]).await?.pop().ok_or(Refusal::NotFound.into())
}

/// A host of pages that many pointed to.
#[derive(Clone, Debug)]
pub struct Publisher {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub domain: String,
    /// Whether its pages may be shown as trends, as somebody decided.
    pub is_trendable: Option<bool>,
    /// When that was decided.
    pub reviewed_at: Option<Timestamp>,
}

impl From<store::trend_reviews::Publisher> for Publisher {
    fn from((id, domain, (is_trendable, reviewed_at)): store::trend_reviews::Publisher) -> Self {
        Self { id, domain, is_trendable, reviewed_at }
    }
}

/// Hosts of pages that many pointed to, the latest first.
pub async fn publishers(site: &Site, by: &Staff, page: &Page) -> Result<Vec<Publisher>> {
    by.needs(Permissions::MANAGE_TAXONOMIES)?;
    trends::candidates(site).await?;
    let found = store::trend_reviews::publishers(&site.store, page).await?;
    Ok(found.into_iter().map(Publisher::from).collect())
}

/// Lets the pages of a host be shown as trends, or not.
pub async fn decide_publisher(site: &Site, by: &Staff, id: i64, is_trendable: bool) -> Result<Publisher> {
    by.needs(Permissions::MANAGE_TAXONOMIES)?;
    let find = async || store::trend_reviews::publisher(&site.store, id).await;
    let (_, domain, _) = find().await?.ok_or(Refusal::NotFound)?;
    let target = AuditTarget::new("publisher", id, domain.clone());
    decide(site, by, (Kind::Publisher, &domain), target, is_trendable).await?;
    Ok(find().await?.ok_or(Refusal::NotFound)?.into())
}

async fn decide(
    site: &Site,
    by: &Staff,
    (kind, name): (Kind, &str),
    target: AuditTarget,
    is_trendable: bool,
) -> Result<()> {
    by.needs(Permissions::MANAGE_TAXONOMIES)?;
    let action = if is_trendable { "approve" } else { "reject" };
    let mut tx: Tx = site.store.begin().await?;
    store::trend_reviews::put(&mut tx, kind.as_str(), name, is_trendable, site.now()).await?;
    audit::record(site, &mut tx, by, action, target, Value::Null).await?;
    tx.commit().await?;
    site.trends.forget();
    Ok(())
}
