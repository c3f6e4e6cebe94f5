//! Files of other servers: kept here once somebody looks at them, so that nobody's address is told to strangers, and
//! removed again when there is no room, those first that nobody has looked at for longest. What people here uploaded is
//! never removed for room.

use std::sync::atomic::Ordering;

use media::job::Purpose;
use model::{Account, AccountId, AttachmentId, CardPicture, MediaPolicy, PreviewCardId, Timestamp, limits};
pub use store::remote_files::Imprint;
use store::{Tx, remote_files::RemoteFile};

use crate::{
    Refusal, Result, Site, measurements, profile, remote_emojis, uploads,
    workshop::{Incoming, Kept},
};

const DAY_MS: i64 = 24 * 3_600_000;

/// A file of another server that is shown here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// Of a status.
    Attachment(AttachmentId),
    /// Beside a name.
    Avatar(AccountId),
    /// On top of a profile.
    Header(AccountId),
    /// Of a page that statuses link to.
    Card(PreviewCardId),
    /// In texts and names, under a seal of this server.
    Emoji(u128),
}

impl Shown {
    /// The word in addresses and in storage.
    pub fn word(self) -> &'static str {
        match self {
            Self::Attachment(_) => "attachments",
            Self::Avatar(_) => "avatars",
            Self::Header(_) => "headers",
            Self::Card(_) => "cards",
            Self::Emoji(_) => "emojis",
        }
    }

    /// Reads the word and the id of an address.
    pub fn parse(word: &str, id: &str) -> Option<Self> {
        match word {
            "attachments" => id.parse().ok().map(Self::Attachment),
            "avatars" => id.parse().ok().map(Self::Avatar),
            "headers" => id.parse().ok().map(Self::Header),
            "cards" => id.parse().ok().map(Self::Card),
            "emojis" => remote_emojis::shown(id),
            _ => None,
        }
    }

    fn purpose(self) -> Purpose {
        match self {
            Self::Attachment(_) => Purpose::Remote,
            Self::Avatar(_) => Purpose::Avatar,
            Self::Header(_) => Purpose::Header,
            Self::Card(_) => Purpose::Preview,
            Self::Emoji(_) => Purpose::Emoji,
        }
    }
}

/// What stands in the address of a file: who does not know where it is on its own server cannot ask for it here, and
/// another file has another address.
pub fn print(url: &str) -> String {
    crate::secrets::hash(url).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Where people here find a file of another server; `is_small` for its preview, or the picture that stands still.
pub fn url(instance: &model::Instance, shown: Shown, id: i64, url: &str, is_small: bool) -> String {
    let (word, print) = (shown.word(), print(url));
    let form = if is_small { "small" } else { "original" };
    instance.media_url(&format!("/media/remote/{word}/{id}/{print}/{form}"))
}

/// A file on its own server.
#[derive(Clone, Debug)]
pub struct Found {
    /// Where it is.
    pub url: String,
    /// What becomes of it here.
    pub policy: MediaPolicy,
    /// When the profile that shows it was last heard of.
    pub told_at: Option<Timestamp>,
}

/// Where a file is on its own server, if it is shown here and the print is its own; of an emoji, whose seal is the print,
/// the place.
pub async fn find(site: &Site, shown: Shown, print: &str) -> Result<Found> {
    let store = &site.store;
    let mut told_at = None;
    let mut profile = async |id, url: fn(Account) -> Option<String>| {
        let Some(account) = theirs(site, id).await? else { return Ok((None, None)) };
        told_at = account.fetched_at;
        Ok::<_, crate::Error>((account.domain.clone(), url(account)))
    };
    let (domain, url) = match shown {
        Shown::Emoji(seal) => (None, Some(remote_emojis::address(site, seal, print).await?)),
        Shown::Attachment(id) => {
            let attachment = store::attachments::find(store, id).await?.ok_or(Refusal::NotFound)?;
            let author = theirs(site, attachment.account_id).await?;
            author.map_or((None, None), |author| (author.domain, attachment.remote_url))
        }
        Shown::Avatar(id) => profile(id, |account| account.avatar_url).await?,
        Shown::Header(id) => profile(id, |account| account.header_url).await?,
        Shown::Card(id) => {
            let card = store::preview_cards::find_by_id(store, id).await?;
            (None, card.and_then(|card| card.image).map(|image| image.url))
        }
    };
    let is_own = |url: &String| matches!(shown, Shown::Emoji(_)) || self::print(url) == print;
    let url = url.filter(is_own).ok_or(Refusal::NotFound)?;
    match site.media_policies().of_file(domain.as_deref(), &url) {
        MediaPolicy::Refuse => Err(Refusal::NotFound.into()),
        policy => Ok(Found { url, policy, told_at }),
    }
}

async fn theirs(site: &Site, id: AccountId) -> Result<Option<Account>> {
    let account = store::accounts::find(&site.store, id).await?;
    Ok(account.filter(|account| !account.is_local() && !account.is_suspended()))
}

/// How a file is kept, if it is known; whoever asks looks at it.
pub async fn known(site: &Site, shown: Shown, url: &str) -> Result<Option<RemoteFile>> {
    let Some(known) = store::remote_files::find(&site.store, url, shown.word()).await? else {
        return Ok(None);
    };
    if known.expires_at.is_some_and(|end| end <= site.now()) {
        return Ok(None);
    }
    let (now, age) = (site.now(), |at: model::Timestamp| site.now().as_millis() - at.as_millis());
    if known.file.is_none() && age(known.fetched_at) >= limits::REMOTE_FILE_AGAIN_MS {
        return Ok(None);
    }
    if known.file.is_some() && age(known.viewed_at) >= limits::VIEWED_AGAIN_MS {
        store::remote_files::viewed(&site.store, known.id, now).await?;
    }
    Ok(Some(known))
}

/// Whether there may be another picture at the same address by now: the profile was heard of since, or, as nobody tells
/// of emoji, it was long ago.
pub fn may_have_changed(site: &Site, shown: Shown, found: &Found, kept: &RemoteFile) -> bool {
    let is_older_than = |span: i64| site.now().as_millis() - kept.fetched_at.as_millis() >= span;
    match shown {
        _ if kept.file.is_none() || kept.expires_at.is_some() => false,
        Shown::Avatar(_) | Shown::Header(_) => {
            found.told_at.is_some_and(|at| at > kept.fetched_at) && is_older_than(limits::PICTURE_AGAIN_MS)
        }
        Shown::Emoji(_) => is_older_than(limits::EMOJI_AGAIN_MS),
        Shown::Attachment(_) | Shown::Card(_) => false,
    }
}

/// Notes that a file is asked for again; whatever comes of it, that is not done again at once.
pub async fn asked(site: &Site, kept: &RemoteFile) -> Result<()> {
    Ok(store::remote_files::asked(&site.store, kept.id, site.now()).await?)
}

/// A file that was fetched, and by what its server knows it again.
#[derive(Debug)]
pub struct Fetched {
    /// The file.
    pub file: Incoming,
    /// By what its server knows it again.
    pub imprint: Imprint,
}

/// Keeps a file that was fetched, as far as it can be shown and there is room.
pub async fn keep(site: &Site, shown: Shown, found: &Found, fetched: Fetched) -> Result<RemoteFile> {
    match made(site, shown, &fetched).await? {
        Ok(kept) => note(site, shown, found, (kept, fetched.imprint), false).await,
        Err(problem) => fail(site, shown, &found.url, &problem).await,
    }
}

/// Keeps what was found at the address of a file that is kept already, if it is another. One that cannot be shown does
/// not take its place.
pub async fn renew(
    site: &Site,
    shown: Shown,
    found: &Found,
    before: &RemoteFile,
    fetched: Fetched,
) -> Result<()> {
    let kept = match made(site, shown, &fetched).await? {
        Ok(kept) => kept,
        Err(problem) => {
            tracing::debug!(url = found.url, problem, "another picture of another server cannot be shown");
            return Ok(());
        }
    };
    let known = match &before.file {
        Some(name) => store::files::find(&site.store, name).await?,
        None => None,
    };
    if known.is_some_and(|known| known.digest == kept.original.digest) {
        return site.workshop()?.discard(site, &kept).await;
    }
    note(site, shown, found, (kept, fetched.imprint), true).await.map(drop)
}

/// What a worker made of a file, in the storage; or why that cannot be.
async fn made(site: &Site, shown: Shown, fetched: &Fetched) -> Result<std::result::Result<Kept, String>> {
    let (workshop, folder) = (site.workshop()?, fetched.file.folder());
    let made = match workshop.work(folder, shown.purpose()).await?.result {
        Ok(made) => made,
        Err(refusal) => return Ok(Err(refusal.to_string())),
    };
    let files = [Some(&made.original), made.small.as_ref(), made.still.as_ref()];
    let bytes: u64 = files.into_iter().flatten().map(|file| file.bytes).sum();
    if !make_room(site, bytes).await? {
        return Ok(Err("there is no room for it".to_owned()));
    }
    workshop.keep(site, folder, made).await.map(Ok)
}

/// Notes what is kept now; it may be another edition of what was kept before.
async fn note(
    site: &Site,
    shown: Shown,
    found: &Found,
    (kept, imprint): (Kept, Imprint),
    is_another: bool,
) -> Result<RemoteFile> {
    let small = kept.still.as_ref().or(kept.small.as_ref()).map(|file| file.name.clone());
    let (file, bytes) = (Some(kept.original.name.clone()), kept.bytes());
    let mut file = RemoteFile { file, small, bytes, imprint, ..blank(site, shown, &found.url) };
    if found.policy == MediaPolicy::Proxy {
        file.expires_at = Some(site.now().plus_millis(limits::PROXIED_FOR_MS));
    }
    let mut tx = site.store.begin().await?;
    forget(&mut tx, shown, &found.url).await?;
    kept.note(site, &mut tx).await?;
    store::remote_files::put(&mut tx, &file).await?;
    measure(&mut tx, shown, &found.url, &kept).await?;
    if is_another {
        another_edition(&mut tx, shown, &found.url).await?;
    }
    tx.commit().await?;
    site.workshop()?.used.fetch_add(bytes, Ordering::Relaxed);
    Ok(file)
}

/// Apps keep pictures by their address, so it becomes another with the picture.
async fn another_edition(tx: &mut Tx, shown: Shown, url: &str) -> Result<()> {
    let (Shown::Avatar(id) | Shown::Header(id)) = shown else { return Ok(()) };
    let mut account = profile::held(tx, id).await?;
    let is_avatar = matches!(shown, Shown::Avatar(_));
    let pictures = &mut account.pictures;
    let (place, edition) = match is_avatar {
        true => (&account.avatar_url, &mut pictures.avatar_edition),
        false => (&account.header_url, &mut pictures.header_edition),
    };
    if place.as_deref() == Some(url) {
        *edition = edition.wrapping_add(1);
        store::accounts::update(tx, &account).await?;
    }
    Ok(())
}

/// Has what shows a file tell what is known of it now: its size, and how it looks blurred.
async fn measure(tx: &mut Tx, shown: Shown, url: &str, kept: &Kept) -> Result<()> {
    let blurhash = kept.made.blurhash.clone();
    match shown {
        Shown::Attachment(id) => {
            let Some(mut found) = store::attachments::find(&mut *tx, id).await? else { return Ok(()) };
            found.meta = measurements::measured(found.meta.as_deref(), kept.meta().as_deref());
            found.blurhash = found.blurhash.or(blurhash);
            // Others call a silent film a video.
            found.kind = uploads::kind(kept.made.kind);
            store::attachments::set_small(tx, &found).await?;
        }
        Shown::Card(_) => {
            if let Some((width, height)) = kept.size() {
                let picture = CardPicture { width, height, blurhash };
                store::preview_cards::set_picture(tx, url, &picture, limits::CARD_COPIES).await?;
            }
        }
        Shown::Avatar(_) | Shown::Header(_) | Shown::Emoji(_) => {}
    }
    Ok(())
}

/// Notes why a file cannot be had or shown.
pub async fn fail(site: &Site, shown: Shown, url: &str, problem: &str) -> Result<RemoteFile> {
    let file = RemoteFile { problem: Some(problem.to_owned()), ..blank(site, shown, url) };
    let mut tx = site.store.begin().await?;
    forget(&mut tx, shown, url).await?;
    store::remote_files::put(&mut tx, &file).await?;
    tx.commit().await?;
    Ok(file)
}

/// What was only passed on may be there still when another takes its place.
async fn forget(tx: &mut Tx, shown: Shown, url: &str) -> Result<()> {
    match store::remote_files::find(&mut *tx, url, shown.word()).await? {
        Some(before) => Ok(store::remote_files::delete(tx, &before).await?),
        None => Ok(()),
    }
}

fn blank(site: &Site, shown: Shown, url: &str) -> RemoteFile {
    RemoteFile {
        id: site.id(),
        url: url.to_owned(),
        purpose: shown.word().to_owned(),
        file: None,
        small: None,
        bytes: 0,
        problem: None,
        fetched_at: site.now(),
        viewed_at: site.now(),
        expires_at: None,
        imprint: Imprint::default(),
    }
}

/// Makes room for so many bytes within the budget; answers whether there is.
async fn make_room(site: &Site, bytes: u64) -> Result<bool> {
    let workshop = site.workshop()?;
    let Some(budget) = workshop.budget(&site.settings()) else { return Ok(true) };
    let (bytes, budget) =
        (i64::try_from(bytes).unwrap_or(i64::MAX), i64::try_from(budget).unwrap_or(i64::MAX));
    // One at a time, lest two find the same room.
    let _turn = workshop.making_room.lock().await;
    loop {
        // The database grows with what is written about, so it is looked at each time.
        let used = workshop.used.load(Ordering::Relaxed).saturating_add(workshop.database_bytes());
        let missing = used.saturating_add(bytes).saturating_sub(budget).max(workshop.missing_beside_files());
        if missing <= 0 {
            return Ok(true);
        }
        let least = store::remote_files::least_viewed(&site.store, limits::EVICTED_AT_ONCE).await?;
        if least.is_empty() {
            return Ok(false);
        }
        let (mut tx, mut freed) = (site.store.begin().await?, 0);
        for file in least {
            store::remote_files::evict(&mut tx, &file, site.now().as_millis().div_euclid(DAY_MS)).await?;
            freed += file.bytes;
            if freed >= missing {
                break;
            }
        }
        tx.commit().await?;
        // They are gone from the disk before others come.
        uploads::remove_doomed(site, &workshop).await?;
        workshop.used.fetch_sub(freed, Ordering::Relaxed);
    }
}

/// Removes what was only passed on and has served its time.
pub(crate) async fn expire(site: &Site) -> Result<()> {
    loop {
        let expired = store::remote_files::expired(&site.store, site.now(), limits::EVICTED_AT_ONCE).await?;
        if expired.is_empty() {
            return Ok(());
        }
        let mut tx = site.store.begin().await?;
        for file in &expired {
            store::remote_files::delete(&mut tx, file).await?;
        }
        tx.commit().await?;
    }
}

/// Counts anew what the storage and the database take, and brings it within the budget.
pub async fn count(site: &Site) -> Result<()> {
    let Ok(workshop) = site.workshop() else { return Ok(()) };
    let (_, bytes) = store::files::total(&site.store).await?;
    workshop.used.store(bytes, Ordering::Relaxed);
    let before = site.now().plus_millis(-limits::REMOTE_FILE_AGAIN_MS);
    store::remote_files::forget_problems(&site.store, before).await?;
    if !make_room(site, 0).await? {
        tracing::warn!(
            "the disk budget (storage.budget) is used up by what people here uploaded and by the database; nothing \
             of other servers is kept any more"
        );
    }
    Ok(())
}

/// What is kept, for whoever runs this server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    /// Files of people here, and their bytes.
    pub own: (i64, i64),
    /// Files of other servers, and their bytes.
    pub remote: (i64, i64),
    /// Bytes of the database, if it is a file here.
    pub database: i64,
    /// Bytes that all of it may take.
    pub budget: Option<u64>,
    /// Bytes that came in the last week and are there still.
    pub last_week: i64,
    /// Files and bytes that were removed for room in the last thirty days.
    pub evicted: (i64, i64),
}

impl Usage {
    /// Bytes of everything.
    pub fn total(&self) -> i64 {
        self.own.1 + self.remote.1 + self.database
    }

    /// Days until the budget is used up, if it goes on as in the last week; nothing if it never is.
    pub fn days_left(&self) -> Option<i64> {
        let left = i64::try_from(self.budget?).unwrap_or(i64::MAX) - self.total();
        (self.last_week > 0).then(|| left.max(0).saturating_mul(7) / self.last_week)
    }
}

/// What is kept now; `database` is how many bytes the database takes, if it is a file here.
pub async fn usage(site: &Site, database: i64, budget: Option<u64>) -> Result<Usage> {
    let (count, bytes) = store::files::total(&site.store).await?;
    let (_, remote_bytes) = store::remote_files::total(&site.store).await?;
    let remote_count = store::remote_files::count_files(&site.store).await?;
    let since = site.now().as_millis().div_euclid(DAY_MS) - 30;
    let evictions = store::remote_files::evictions(&site.store, since).await?;
    Ok(Usage {
        own: (count - remote_count, bytes - remote_bytes),
        remote: (remote_count, remote_bytes),
        database,
        budget,
        last_week: store::files::bytes_since(&site.store, site.now().plus_millis(-7 * DAY_MS)).await?,
        evicted: evictions.iter().fold((0, 0), |(files, bytes), day| (files + day.1, bytes + day.2)),
    })
}
