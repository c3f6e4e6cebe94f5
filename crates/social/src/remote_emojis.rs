//! Custom emoji of other servers: shown from here, as all pictures of theirs are. One picture is used in thousands of
//! texts, so its address here names none of them: it says where the picture is, under a seal that only this server can
//! make, so that nobody can have anything else fetched.

use std::sync::Arc;

use aws_lc_rs::hmac;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use model::{Instance, account::Emoji, limits};

use crate::{Refusal, Result, Site, custom_emojis::Offers, remote_files::Shown, secrets};

/// The name of the setting that holds the key of seals.
const KEY: &str = "picture_key";

/// What seals are made with, and which emoji need none.
#[derive(Debug)]
pub(crate) struct Seals {
    key: Arc<hmac::Key>,
    offers: Arc<Offers>,
}

impl Seals {
    /// This server's own.
    pub(crate) async fn of(site: &Site) -> Result<Self> {
        Ok(Self { key: key(site).await?, offers: Offers::of(site).await? })
    }

    /// Where people here find each of these: those of this server where they are, as they are now, those of others
    /// under a seal.
    pub(crate) fn show(&self, instance: &Instance, emojis: &mut [Emoji]) {
        let sealed = instance.media_url("/media/remote/emojis/");
        for emoji in emojis {
            if emoji.url.starts_with(&sealed) || emoji.url.len() > limits::EMOJI_URL_BYTES {
                continue;
            }
            if instance.owns(&emoji.url) {
                self.offers.renew(emoji);
                continue;
            }
            let (seal, place) = (seal(&self.key, &emoji.url), URL_SAFE_NO_PAD.encode(&emoji.url));
            let form =
                |form: &str| instance.media_url(&format!("/media/remote/emojis/{seal:032x}/{place}/{form}"));
            emoji.url = form("original");
            emoji.static_url = Some(form("small"));
        }
    }
}

/// What this server seals with, the same for ever.
pub(crate) async fn key(site: &Site) -> Result<Arc<hmac::Key>> {
    let key = site.picture_key.get_or_try_init(async || {
        store::settings::insert(&site.store, KEY, &secrets::make()?).await?;
        let key = store::settings::find(&site.store, KEY).await?.unwrap_or_default();
        Ok::<_, crate::Error>(Arc::new(hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes())))
    });
    key.await.map(Arc::clone)
}

fn seal(key: &hmac::Key, url: &str) -> u128 {
    let tag = hmac::sign(key, url.as_bytes());
    tag.as_ref().iter().take(16).fold(0, |seal, byte| (seal << 8) | u128::from(*byte))
}

/// Where a picture is on its own server, if the seal is ours.
pub(crate) async fn address(site: &Site, shown: u128, place: &str) -> Result<String> {
    let url = URL_SAFE_NO_PAD.decode(place).ok().and_then(|bytes| String::from_utf8(bytes).ok());
    let url = url.ok_or(Refusal::NotFound)?;
    let true_seal = seal(&*key(site).await?, &url);
    match secrets::equal(&shown.to_be_bytes(), &true_seal.to_be_bytes()) {
        true => Ok(url),
        false => Err(Refusal::NotFound.into()),
    }
}

/// The word of an address under a seal.
pub(crate) fn shown(seal: &str) -> Option<Shown> {
    let is_whole = seal.len() == 32 && seal.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
    u128::from_str_radix(seal, 16).ok().filter(|_| is_whole).map(Shown::Emoji)
}
