//! Custom emoji of this server: pictures that its people use as `:shortcode:`.

use std::{
    collections::HashMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};

use futures_util::TryStreamExt;
use media::job::{File, Purpose};
use model::{
    AuditTarget, CustomEmoji, CustomEmojiId, Permissions, Timestamp,
    account::{Emoji, Offered},
    limits,
};
use serde_json::{Value, json};

use crate::{
    Fault, Problem, Refusal, Result, Site, audit, files, remote_files::Shown, staff::Staff,
    workshop::Incoming,
};

/// Characters of a heading.
const MOST: usize = limits::EMOJI_CATEGORY_CHARACTERS;

/// The pictures that people here may use now, by shortcode, as they are kept beside a text.
#[derive(Debug)]
pub(crate) struct Offers(HashMap<String, Emoji>);

/// The same in memory, until it is some seconds old: another process may change it.
#[derive(Debug, Default)]
pub(crate) struct Known {
    read: RwLock<Option<(Timestamp, Arc<Offers>)>>,
    /// How often something was changed, so that nothing is kept that was read before.
    changes: AtomicU64,
}

impl Known {
    fn forget(&self) {
        self.changes.fetch_add(1, Ordering::AcqRel);
        *self.read.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn young(&self, now: Timestamp) -> Option<Arc<Offers>> {
        let read = self.read.read().unwrap_or_else(PoisonError::into_inner);
        let (at, offers) = read.as_ref()?;
        let is_young = (0..limits::SHELF_MS).contains(&(now.as_millis() - at.as_millis()));
        is_young.then(|| Arc::clone(offers))
    }
}

impl Offers {
    /// Those of this server.
    pub(crate) async fn of(site: &Site) -> Result<Arc<Self>> {
        let known = &site.offered_emojis;
        if let Some(offers) = known.young(site.now()) {
            return Ok(offers);
        }
        let (before, now) = (known.changes.load(Ordering::Acquire), site.now());
        let all = store::custom_emojis::list(&site.store).await?;
        let usable = all.iter().filter(|emoji| emoji.is_enabled);
        let offers = usable.map(|emoji| (emoji.shortcode.clone(), as_kept(site, emoji))).collect();
        let offers = Arc::new(Self(offers));
        let mut read = known.read.write().unwrap_or_else(PoisonError::into_inner);
        if known.changes.load(Ordering::Acquire) == before {
            *read = Some((now, Arc::clone(&offers)));
        }
        drop(read);
        Ok(offers)
    }

    /// Brings one of this server that was kept beside a text up to date.
    pub(crate) fn renew(&self, emoji: &mut Emoji) {
        if let Some(offered) = self.0.get(&emoji.shortcode) {
            emoji.clone_from(offered);
        }
    }
}

/// Those that people may pick, by category and shortcode.
pub async fn offered(site: &Site) -> Result<Vec<CustomEmoji>> {
    let mut all = store::custom_emojis::list(&site.store).await?;
    all.retain(|emoji| emoji.is_enabled && emoji.is_offered);
    Ok(all)
}

/// All of them, by category and shortcode.
pub async fn list(site: &Site, by: &Staff) -> Result<Vec<CustomEmoji>> {
    by.needs(Permissions::MANAGE_CUSTOM_EMOJIS)?;
    Ok(store::custom_emojis::list(&site.store).await?)
}

/// Those that these texts use, as they are kept beside a text.
pub(crate) async fn used_in(site: &Site, texts: &[&str]) -> Result<Vec<Emoji>> {
    let mut named: Vec<&str> =
        texts.iter().flat_map(|text| markup::emoji::shortcodes(text)).map(|(_, name)| name).collect();
    named.sort_unstable();
    named.dedup();
    let found = store::custom_emojis::among(&site.store, &named).await?;
    Ok(found.iter().filter(|emoji| emoji.is_enabled).map(|emoji| as_kept(site, emoji)).collect())
}

fn as_kept(site: &Site, emoji: &CustomEmoji) -> Emoji {
    Emoji {
        shortcode: emoji.shortcode.clone(),
        url: site.instance.url(&emoji.path()),
        static_url: emoji.still_path().map(|path| site.instance.url(&path)),
        offered: emoji.is_offered.then(|| Offered { category: emoji.category.clone() }),
    }
}

/// The one with this shortcode, if it can be used.
pub async fn find(site: &Site, shortcode: &str) -> Result<Option<CustomEmoji>> {
    Ok(named(site, shortcode).await?.filter(|emoji| emoji.is_enabled))
}

async fn named(site: &Site, shortcode: &str) -> Result<Option<CustomEmoji>> {
    Ok(store::custom_emojis::among(&site.store, &[shortcode]).await?.pop())
}

/// The one with this shortcode, whether or not it can be used.
pub async fn existing(site: &Site, shortcode: &str) -> Result<CustomEmoji> {
    named(site, shortcode).await?.ok_or(Refusal::NotFound.into())
}

/// The one with this id, whether or not it can be used.
pub async fn existing_by_id(site: &Site, by: &Staff, id: CustomEmojiId) -> Result<CustomEmoji> {
    by.needs(Permissions::MANAGE_CUSTOM_EMOJIS)?;
    store::custom_emojis::find(&site.store, id).await?.ok_or(Refusal::NotFound.into())
}

/// The media type and bytes of a picture.
pub async fn picture(site: &Site, id: CustomEmojiId) -> Result<(String, Vec<u8>)> {
    store::custom_emojis::picture(&site.store, id).await?.ok_or(Refusal::NotFound.into())
}

/// The bytes of the picture that stands still, a PNG, of an emoji that moves.
pub async fn still(site: &Site, id: CustomEmojiId) -> Result<Vec<u8>> {
    store::custom_emojis::still(&site.store, id).await?.ok_or(Refusal::NotFound.into())
}

/// What is said of a picture.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The name between the colons.
    pub shortcode: String,
    /// Under which heading apps show it.
    pub category: Option<String>,
    /// Whether it can be used.
    pub is_enabled: bool,
    /// Whether people may pick it.
    pub is_offered: bool,
}

impl Draft {
    /// One that everybody may pick.
    pub fn new(shortcode: &str, category: Option<String>) -> Self {
        Self { shortcode: shortcode.to_owned(), category, is_enabled: true, is_offered: true }
    }
}

/// Adds a picture under a shortcode.
pub async fn add(site: &Site, by: &Staff, draft: Draft, picture: &[u8]) -> Result<CustomEmoji> {
    by.needs(Permissions::MANAGE_CUSTOM_EMOJIS)?;
    let incoming = site.workshop()?.receive()?;
    tokio::fs::write(incoming.file(), picture).await.map_err(fault)?;
    add_file(site, by, draft, Some(incoming)).await
}

/// Adds a picture of another server, which is kept here under this name.
pub async fn add_kept(site: &Site, by: &Staff, draft: Draft, name: &str) -> Result<CustomEmoji> {
    by.needs(Permissions::MANAGE_CUSTOM_EMOJIS)?;
    let file = files::find(site, name).await?;
    // It was made by the same workers, which make no large ones.
    let whole = 0..u64::try_from(file.bytes).unwrap_or_default();
    let pieces: Vec<_> = files::read(site, &file, whole).await?.try_collect().await?;
    add(site, by, draft, &pieces.concat()).await
}

/// The picture of another server that an app was shown at this address.
pub fn elsewhere(site: &Site, url: &str) -> Result<(Shown, String)> {
    let path = url.strip_prefix(&site.instance.media_url("/media/remote/emojis/"));
    let mut parts = path.unwrap_or_default().split('/');
    let shown = parts.next().and_then(|seal| Shown::parse("emojis", seal));
    shown.zip(parts.next().map(str::to_owned)).ok_or(Refusal::NotFound.into())
}

/// Adds a picture that has been received, under a shortcode.
pub async fn add_file(
    site: &Site,
    by: &Staff,
    draft: Draft,
    incoming: Option<Incoming>,
) -> Result<CustomEmoji> {
    by.needs(Permissions::MANAGE_CUSTOM_EMOJIS)?;
    let blank = || Refusal::Invalid(vec![Problem::new("image", "can't be blank")]);
    let incoming = incoming.ok_or_else(blank)?;
    check(site, &draft, None).await?;
    if store::custom_emojis::list(&site.store).await?.len() >= limits::CUSTOM_EMOJIS {
        return Err(Refusal::Conflict("this server has as many emoji as it can have").into());
    }
    let (made, original, still) = work(site, &incoming).await?;
    let emoji = CustomEmoji {
        id: site.id(),
        shortcode: draft.shortcode,
        category: heading(draft.category),
        media_type: made.content_type,
        has_still: still.is_some(),
        is_enabled: draft.is_enabled,
        is_offered: draft.is_offered,
    };
    let mut tx = site.store.begin().await?;
    store::custom_emojis::insert(&mut tx, &emoji, &original, still.as_deref()).await?;
    audit::record(site, &mut tx, by, "create", target(&emoji), json!({ "after": said(&emoji) })).await?;
    tx.commit().await?;
    site.offered_emojis.forget();
    Ok(emoji)
}

/// Changes all of a custom emoji but its picture.
pub async fn change(site: &Site, by: &Staff, id: CustomEmojiId, draft: Draft) -> Result<CustomEmoji> {
    by.needs(Permissions::MANAGE_CUSTOM_EMOJIS)?;
    let old = existing_by_id(site, by, id).await?;
    check(site, &draft, Some(id)).await?;
    let new = CustomEmoji {
        shortcode: draft.shortcode,
        category: heading(draft.category),
        is_enabled: draft.is_enabled,
        is_offered: draft.is_offered,
        ..old.clone()
    };
    let mut tx = site.store.begin().await?;
    store::custom_emojis::update(&mut tx, &new).await?;
    let details = json!({ "before": said(&old), "after": said(&new) });
    audit::record(site, &mut tx, by, "update", target(&new), details).await?;
    tx.commit().await?;
    site.offered_emojis.forget();
    Ok(new)
}

fn heading(category: Option<String>) -> Option<String> {
    category.map(|category| category.trim().to_owned()).filter(|category| !category.is_empty())
}

fn target(emoji: &CustomEmoji) -> AuditTarget {
    AuditTarget::new("custom_emoji", emoji.id.get(), emoji.shortcode.clone())
}

fn said(emoji: &CustomEmoji) -> Value {
    json!({
        "shortcode": emoji.shortcode,
        "category": emoji.category,
        "is_enabled": emoji.is_enabled,
        "is_offered": emoji.is_offered,
    })
}

async fn check(site: &Site, draft: &Draft, own: Option<CustomEmojiId>) -> Result<()> {
    let colons = format!(":{}:", draft.shortcode);
    let is_whole = |found: &(std::ops::Range<usize>, &str)| found.0 == (0..colons.len());
    let holder = named(site, &draft.shortcode).await?.map(|emoji| emoji.id);
    let problem = if !markup::emoji::shortcodes(&colons).iter().any(is_whole) {
        Problem::new("shortcode", "must have at least two letters, digits and underscores")
    } else if holder.is_some() && holder != own {
        Problem::new("shortcode", "is already taken")
    } else if draft.category.as_ref().is_some_and(|heading| heading.chars().count() > MOST) {
        Problem::new("category", format!("must have at most {MOST} characters"))
    } else {
        return Ok(());
    };
    Err(Refusal::Invalid(vec![problem]).into())
}

/// What a worker makes of a picture: what it is, its bytes, and those of the one that stands still. A PNG that does not
/// move is its own.
async fn work(site: &Site, incoming: &Incoming) -> Result<(File, Vec<u8>, Option<Vec<u8>>)> {
    let made = site.workshop()?.make(incoming, Purpose::Emoji, "picture").await?;
    let read = |file: &File| tokio::fs::read(incoming.folder().join(&file.name));
    let original = read(&made.original).await.map_err(fault)?;
    let still = match &made.still {
        Some(still) => Some(read(still).await.map_err(fault)?),
        None => None,
    };
    Ok((made.original, original, still))
}

fn fault(error: std::io::Error) -> Fault {
    Fault::caused_by("work on a picture", error)
}

/// Removes a picture; what uses it shows its shortcode from now on where it is not kept.
pub async fn remove(site: &Site, by: &Staff, id: CustomEmojiId) -> Result<()> {
    by.needs(Permissions::MANAGE_CUSTOM_EMOJIS)?;
    let old = existing_by_id(site, by, id).await?;
    let mut tx = site.store.begin().await?;
    store::custom_emojis::delete(&mut tx, id).await?;
    audit::record(site, &mut tx, by, "destroy", target(&old), json!({ "before": said(&old) })).await?;
    tx.commit().await?;
    site.offered_emojis.forget();
    Ok(())
}
