//! Custom emoji of this server: pictures that its people use as `:shortcode:`.

use model::{CustomEmoji, CustomEmojiId, account::Emoji, limits};

use crate::{Problem, Refusal, Result, Site};

/// The kinds of pictures that every browser shows, by how their bytes begin.
const KINDS: [(&[u8], usize, &str); 3] =
    [(b"\x89PNG\r\n\x1a\n", 0, "image/png"), (b"GIF8", 0, "image/gif"), (b"WEBP", 8, "image/webp")];

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
    Emoji { shortcode: emoji.shortcode.clone(), url: site.instance.url(&emoji.path()) }
}

/// The one with this shortcode.
pub async fn find(site: &Site, shortcode: &str) -> Result<Option<CustomEmoji>> {
    Ok(store::custom_emojis::among(&site.store, &[shortcode]).await?.pop())
}

/// The media type and bytes of a picture.
pub async fn picture(site: &Site, id: CustomEmojiId) -> Result<(String, Vec<u8>)> {
    store::custom_emojis::picture(&site.store, id).await?.ok_or(Refusal::NotFound.into())
}

/// Adds a picture under a shortcode.
pub async fn add(
    site: &Site,
    shortcode: &str,
    category: Option<String>,
    picture: &[u8],
) -> Result<CustomEmoji> {
    let mut problems = Vec::new();
    let colons = format!(":{shortcode}:");
    let is_whole = |found: &(std::ops::Range<usize>, &str)| found.0 == (0..colons.len());
    if !markup::emoji::shortcodes(&colons).iter().any(is_whole) {
        problems.push(Problem::new("shortcode", "must have at least two letters, digits and underscores"));
    } else if find(site, shortcode).await?.is_some() {
        problems.push(Problem::new("shortcode", "is already taken"));
    }
    let kind = KINDS.iter().find(|(magic, at, _)| picture.get(*at..).is_some_and(|it| it.starts_with(magic)));
    if picture.len() > limits::EMOJI_BYTES {
        problems.push(Problem::new("picture", format!("is larger than {} bytes", limits::EMOJI_BYTES)));
    } else if kind.is_none() {
        problems.push(Problem::new("picture", "must be a PNG, GIF or WebP file"));
    }
    let Some((_, _, media_type)) = kind.filter(|_| problems.is_empty()) else {
        return Err(Refusal::Invalid(problems).into());
    };
    let (shortcode, media_type) = (shortcode.to_owned(), (*media_type).to_owned());
    let emoji = CustomEmoji { id: site.id(), shortcode, category, media_type };
    store::custom_emojis::insert(&site.store, &emoji, picture).await?;
    Ok(emoji)
}

/// Removes a picture; what uses it shows its shortcode from now on where it is not kept.
pub async fn remove(site: &Site, shortcode: &str) -> Result<()> {
    match store::custom_emojis::delete(&site.store, shortcode).await? {
        true => Ok(()),
        false => Err(Refusal::NotFound.into()),
    }
}
