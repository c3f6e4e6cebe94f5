//! Newer versions of this program. Nobody is asked for them unless an admin names an address: a server does not tell
//! anybody that it exists. Two kinds of answers are read, both JSON: `updatesAvailable` as Mastodon's service writes it,
//! and the list of releases that forges publish (Forgejo, Gitea, GitLab, GitHub).

use model::{SoftwareUpdate, UpdateFeed, limits};
use semver::Version;
use serde::Deserialize;
use url::Url;

use crate::{Result, Site, notices};

const HOUR_MS: i64 = 3_600_000;

/// What the two kinds of answers say of a version.
#[derive(Deserialize)]
#[serde(untagged)]
enum Answer {
    Service {
        #[serde(rename = "updatesAvailable")]
        available: Vec<Offer>,
    },
    Releases(Vec<Release>),
}

#[derive(Deserialize)]
struct Offer {
    version: String,
    #[serde(default)]
    urgent: bool,
    #[serde(rename = "releaseNotes")]
    notes: Option<String>,
}

#[derive(Deserialize)]
struct Release {
    tag_name: String,
    html_url: Option<String>,
    #[serde(rename = "_links", default)]
    links: Links,
    #[serde(default)]
    prerelease: bool,
    #[serde(default)]
    draft: bool,
}

#[derive(Default, Deserialize)]
struct Links {
    #[serde(rename = "self")]
    page: Option<String>,
}

/// Where newer versions are named, if an admin said so, with what was read there.
pub async fn feed(site: &Site) -> Result<Option<UpdateFeed>> {
    let url = site.settings().updates_url.clone();
    if url.is_empty() {
        return Ok(None);
    }
    let known = store::update_feeds::find(&site.store, &url).await?;
    let fresh = || UpdateFeed {
        url,
        updates: Vec::new(),
        read_at: None,
        due_at: site.now(),
        failures: 0,
        last_error: None,
    };
    let mut feed = known.unwrap_or_else(fresh);
    // This program may be what was newer when it was read.
    feed.updates.retain(|update| number(&update.version).is_some_and(|version| version > running()));
    Ok(Some(feed))
}

/// The same, if it is to be read now.
pub async fn due(site: &Site) -> Result<Option<UpdateFeed>> {
    Ok(feed(site).await?.filter(|feed| feed.due_at <= site.now()))
}

/// It was read. Those who take care of the machine get a letter for each version that is urgent.
pub async fn arrived(site: &Site, feed: UpdateFeed, text: &str) -> Result<()> {
    let Some(updates) = newer(text) else {
        return failed(site, feed, "there is no list of versions in it").await;
    };
    let mut tx = site.store.begin().await?;
    let is_new = |update: &&SoftwareUpdate| !feed.updates.iter().any(|known| known.version == update.version);
    for update in updates.iter().filter(|update| update.is_urgent).filter(is_new) {
        notices::update_is_urgent(site, &mut tx, update).await?;
    }
    let now = site.now();
    let due_at = now.plus_millis(limits::UPDATES_HOURS * HOUR_MS);
    let feed = UpdateFeed { updates, read_at: Some(now), due_at, failures: 0, last_error: None, ..feed };
    store::update_feeds::replace(&mut tx, &feed).await?;
    Ok(tx.commit().await?)
}

/// It could not be read: what it said is kept, and it is tried again later.
pub async fn failed(site: &Site, feed: UpdateFeed, why: &str) -> Result<()> {
    let due_at = site.now().plus_millis(HOUR_MS << feed.failures.clamp(0, 4));
    let feed = UpdateFeed { due_at, failures: feed.failures + 1, last_error: Some(why.to_owned()), ..feed };
    let mut tx = site.store.begin().await?;
    store::update_feeds::replace(&mut tx, &feed).await?;
    Ok(tx.commit().await?)
}

/// What an admin says is the address, or why it is none.
pub(crate) fn address(text: &str) -> std::result::Result<String, String> {
    if text.is_empty() {
        return Ok(String::new());
    }
    let is_web = |url: &Url| matches!(url.scheme(), "https" | "http") && url.host_str().is_some();
    let is_plain = |url: &Url| url.username().is_empty() && url.password().is_none();
    let url = Url::parse(text).ok().filter(is_web).filter(is_plain);
    Ok(url.ok_or("must be an address that begins with https://")?.into())
}

/// The versions that are newer than this program, the newest first. Those that are not finished count for nobody who runs
/// a finished one.
fn newer(text: &str) -> Option<Vec<SoftwareUpdate>> {
    let offers: Vec<Offer> = match serde_json::from_str(text).ok()? {
        Answer::Service { available } => available,
        Answer::Releases(releases) => releases
            .into_iter()
            .filter(|release| !release.draft && !release.prerelease)
            .map(Offer::from)
            .collect(),
    };
    let mut found: Vec<(Version, SoftwareUpdate)> = offers.into_iter().filter_map(Offer::read).collect();
    found
        .retain(|(version, _)| *version > running() && (version.pre.is_empty() || !running().pre.is_empty()));
    found.sort_by(|(one, _), (other, _)| other.cmp(one));
    found.dedup_by(|(one, _), (other, _)| one == other);
    found.truncate(limits::UPDATES_SHOWN);
    Some(found.into_iter().map(|(_, update)| update).collect())
}

impl From<Release> for Offer {
    fn from(release: Release) -> Self {
        Self { version: release.tag_name, urgent: false, notes: release.html_url.or(release.links.page) }
    }
}

impl Offer {
    fn read(self) -> Option<(Version, SoftwareUpdate)> {
        let version = number(&self.version)?;
        let (letters, link) = limits::UPDATE_CHARACTERS;
        let is_short = |url: &String| url.len() <= link && address(url).is_ok();
        let notes_url = self.notes.filter(is_short);
        let written = version.to_string();
        let update = SoftwareUpdate { version: written.clone(), is_urgent: self.urgent, notes_url };
        (written.len() <= letters).then_some((version, update))
    }
}

/// `1.2.3` or `v1.2.3`.
fn number(text: &str) -> Option<Version> {
    Version::parse(text.trim().trim_start_matches('v')).ok()
}

fn running() -> Version {
    Version::parse(env!("CARGO_PKG_VERSION")).expect("Cargo insists on it")
}
