//! Custom emoji of this server: pictures that its people use as `:shortcode:`.

use std::{
    collections::HashMap,
    sync::{
        Arc, PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
};

use media::job::{File, Purpose};
use model::{
    CustomEmoji, CustomEmojiId, Timestamp,
    account::{Emoji, Offered},
    limits,
};

use crate::{Fault, Problem, Refusal, Result, Site};

/// The pictures that people here may pick now, by shortcode, as they are kept beside a text.
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
        let offers = all.iter().map(|emoji| (emoji.shortcode.clone(), as_kept(site, emoji))).collect();
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

/// All of them, by category and shortcode.
pub async fn list(site: &Site) -> Result<Vec<CustomEmoji>> {
    Ok(store::custom_emojis::list(&site.store).await?)
}

/// Those that these texts use, as they are kept beside a text.
pub(crate) async fn used_in(site: &Site, texts: &[&str]) -> Result<Vec<Emoji>> {
    let mut named: Vec<&str> =
        texts.iter().flat_map(|text| markup::emoji::shortcodes(text)).map(|(_, name)| name).collect();
    named.sort_unstable();
    named.dedup();
    let found = store::custom_emojis::among(&site.store, &named).await?;
    Ok(found.iter().map(|emoji| as_kept(site, emoji)).collect())
}

fn as_kept(site: &Site, emoji: &CustomEmoji) -> Emoji {
    Emoji {
        shortcode: emoji.shortcode.clone(),
        url: site.instance.url(&emoji.path()),
        static_url: emoji.still_path().map(|path| site.instance.url(&path)),
        offered: Some(Offered { category: emoji.category.clone() }),
    }
}

/// The one with this shortcode.
pub async fn find(site: &Site, shortcode: &str) -> Result<Option<CustomEmoji>> {
    Ok(store::custom_emojis::among(&site.store, &[shortcode]).await?.pop())
}

/// The media type and bytes of a picture.
pub async fn picture(site: &Site, id: CustomEmojiId) -> Result<(String, Vec<u8>)> {
    store::custom_emojis::picture(&site.store, id).await?.ok_or(Refusal::NotFound.into())
}

/// The bytes of the picture that stands still, a PNG, of an emoji that moves.
pub async fn still(site: &Site, id: CustomEmojiId) -> Result<Vec<u8>> {
    store::custom_emojis::still(&site.store, id).await?.ok_or(Refusal::NotFound.into())
}

/// Adds a picture under a shortcode.
pub async fn add(
    site: &Site,
    shortcode: &str,
    category: Option<String>,
    picture: &[u8],
) -> Result<CustomEmoji> {
    check(site, shortcode).await?;
    let (made, original, still) = work(site, picture).await?;
    let emoji = CustomEmoji {
        id: site.id(),
        shortcode: shortcode.to_owned(),
        category,
        media_type: made.content_type,
        has_still: still.is_some(),
    };
    store::custom_emojis::insert(&site.store, &emoji, &original, still.as_deref()).await?;
    site.offered_emojis.forget();
    Ok(emoji)
}

async fn check(site: &Site, shortcode: &str) -> Result<()> {
    let colons = format!(":{shortcode}:");
    let is_whole = |found: &(std::ops::Range<usize>, &str)| found.0 == (0..colons.len());
    let problem = if !markup::emoji::shortcodes(&colons).iter().any(is_whole) {
        "must have at least two letters, digits and underscores"
    } else if find(site, shortcode).await?.is_some() {
        "is already taken"
    } else {
        return Ok(());
    };
    Err(Refusal::Invalid(vec![Problem::new("shortcode", problem)]).into())
}

/// What a worker makes of a picture: what it is, its bytes, and those of the one that stands still. A PNG that does not
/// move is its own.
async fn work(site: &Site, picture: &[u8]) -> Result<(File, Vec<u8>, Option<Vec<u8>>)> {
    let workshop = site.workshop()?;
    let incoming = workshop.receive()?;
    tokio::fs::write(incoming.file(), picture).await.map_err(fault)?;
    let made = workshop.make(&incoming, Purpose::Emoji, "picture").await?;
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
pub async fn remove(site: &Site, shortcode: &str) -> Result<()> {
    let was_there = store::custom_emojis::delete(&site.store, shortcode).await?;
    site.offered_emojis.forget();
    match was_there {
        true => Ok(()),
        false => Err(Refusal::NotFound.into()),
    }
}
