//! The shelf: copies in memory of what is shown again and again - statuses, accounts, what people did with statuses,
//! who shows a token. A copy counts as long as the epoch of its row is that at which it was read, and for a short time
//! at most, since other processes may write, too.

use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
    sync::Arc,
};

pub(crate) use foldhash::HashMap as Map;
use foldhash::HashMapExt as _;
use model::{
    AccountId, Application, ApplicationId, Attachment, Mention, Status, StatusId, Tag, TagId, Timestamp,
    Visibility, limits,
};
use quick_cache::{Weighter, sync::Cache};
use store::Touch;

use crate::{
    AccountView, Flags, Made, Result, Site, accounts, media_policies,
    oauth::Bearer,
    preview_cards::{self, Linked},
    remote_emojis::Seals,
    sealed_files,
    status_reactions::{self, Tally},
};

/// A status with what everybody sees beside it.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The status.
    pub status: Status,
    /// Whom it names.
    pub mentions: Vec<Mention>,
    /// Its tags, in order.
    pub tags: Vec<Tag>,
    /// What it shows, in order.
    pub attachments: Vec<Attachment>,
    /// The app it was written with.
    pub application: Option<Application>,
    /// Who is to see it once staff release it, if it is held.
    pub held: Option<Visibility>,
    /// Whether it asks something.
    pub has_poll: bool,
    /// Whether it quotes something.
    pub has_quote: bool,
    /// The page that it shows.
    pub linked: Option<Linked>,
    /// How others answered it with emoji, in order of the first.
    pub reactions: Vec<Tally>,
    /// What the edge made of it.
    pub made: Made,
}

/// A copy, the epoch at which it was read, and when.
#[derive(Clone)]
struct Copy<T> {
    epoch: u64,
    read_at: Timestamp,
    weight: u64,
    what: T,
}

#[derive(Clone)]
struct Weight;

impl<K, T> Weighter<K, Copy<T>> for Weight {
    fn weight(&self, _: &K, copy: &Copy<T>) -> u64 {
        copy.weight
    }
}

/// Copies of one kind.
struct Copies<K, T> {
    kept: Cache<K, Copy<T>, Weight>,
    weight: fn(&T) -> usize,
    /// How long a copy counts, in milliseconds.
    lasts: i64,
}

impl<K: Hash + Eq + Clone, T: Clone> Copies<K, T> {
    /// Copies of which all together may weigh so much, each about `usual`.
    fn new(most: u64, usual: u64, lasts: i64, weight: fn(&T) -> usize) -> Self {
        let expected = usize::try_from(most / usual).unwrap_or(usize::MAX);
        Self { kept: Cache::with_weighter(expected, most, Weight), weight, lasts }
    }

    fn get(&self, key: &K, epoch: Option<u64>, now: Timestamp) -> Option<T> {
        let copy = self.kept.get(key)?;
        let age = now.as_millis() - copy.read_at.as_millis();
        (Some(copy.epoch) == epoch && (0..self.lasts).contains(&age)).then_some(copy.what)
    }

    /// What was read while it was being changed may be old or new, and is not kept.
    fn keep(&self, key: K, epoch: Option<u64>, now: Timestamp, what: T) {
        let Some(epoch) = epoch else { return };
        let weight = (self.weight)(&what) as u64;
        self.kept.insert(key, Copy { epoch, read_at: now, weight, what });
    }
}

/// Everything on the shelf.
pub(crate) struct Shelf {
    sheets: Copies<StatusId, Arc<Sheet>>,
    accounts: Copies<AccountId, Arc<AccountView>>,
    marks: Copies<(AccountId, StatusId), Flags>,
    bearers: Copies<Vec<u8>, Arc<Bearer>>,
    /// Tags by name. Neither ever changes.
    tags: Cache<String, TagId>,
}

impl Default for Shelf {
    fn default() -> Self {
        // With what the edge makes of it, which is about as long again.
        let sheet = |sheet: &Arc<Sheet>| {
            let Status { text, content, spoiler_text, uri, .. } = &sheet.status;
            let own = text.len() + 2 * (content.len() + spoiler_text.len()) + 5 * uri.len();
            let card = sheet.linked.as_ref().and_then(|linked| linked.card.as_ref());
            let own = own + card.map_or(0, |card| 500 + card.title.len() + card.description.len());
            let beside = 400 * (sheet.mentions.len() + sheet.tags.len()) + 200 * sheet.reactions.len();
            1_700 + own + beside + 2_400 * sheet.attachments.len()
        };
        let account = |view: &Arc<AccountView>| {
            let account = &view.account;
            2_300 + 2 * account.note.len() + account.note_text.len() + 600 * account.fields.len()
        };
        let lasts = limits::SHELF_MS;
        Self {
            sheets: Copies::new(limits::SHELF_STATUSES, 3_000, lasts, sheet),
            accounts: Copies::new(limits::SHELF_ACCOUNTS, 3_000, lasts, account),
            marks: Copies::new(limits::SHELF_MARKS, 1, lasts, |_| 1),
            bearers: Copies::new(limits::SHELF_BEARERS, 1, limits::SHELF_BEARER_MS, |_| 1),
            tags: Cache::new(limits::SHELF_TAGS),
        }
    }
}

/// Statuses with what everybody sees beside them, in the order of the ids; those that are not there are left out.
pub(crate) async fn sheets(site: &Site, ids: &[StatusId]) -> Result<Vec<Arc<Sheet>>> {
    let (now, mut found, mut missing) = (site.now(), Vec::with_capacity(ids.len()), Vec::new());
    for id in ids {
        let epoch = site.store.epoch(Touch::Status, id.get());
        match site.shelf.sheets.get(id, epoch, now) {
            Some(sheet) => found.push(sheet),
            None => missing.push((*id, epoch)),
        }
    }
    if missing.is_empty() {
        return Ok(found);
    }
    let epochs: Map<StatusId, Option<u64>> = missing.into_iter().collect();
    let unknown: Vec<StatusId> = epochs.keys().copied().collect();
    for sheet in read(site, &unknown).await? {
        let (id, sheet) = (sheet.status.id, Arc::new(sheet));
        site.shelf.sheets.keep(id, epochs[&id], now, Arc::clone(&sheet));
        found.push(sheet);
    }
    let mut by_id: Map<StatusId, Arc<Sheet>> =
        found.into_iter().map(|sheet| (sheet.status.id, sheet)).collect();
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).collect())
}

async fn read(site: &Site, ids: &[StatusId]) -> Result<Vec<Sheet>> {
    let store = &site.store;
    let mut statuses = store::statuses::list(store, ids).await?;
    let seals = Seals::of(site).await?;
    for status in &mut statuses {
        seals.show(&site.instance, &mut status.emojis);
    }
    let authors: Vec<AccountId> = statuses.iter().map(|status| status.account_id).collect();
    let sensitized = store::moderation::sensitized_among(store, &authors).await?;
    for status in statuses.iter_mut().filter(|status| sensitized.contains(&status.account_id)) {
        status.sensitive = true;
    }
    let own: Vec<StatusId> = statuses.iter().filter(|s| !s.is_reblog()).map(|s| s.id).collect();
    let mut mentions: HashMap<StatusId, Vec<Mention>> = HashMap::new();
    for mention in store::mentions::list(store, &own).await? {
        mentions.entry(mention.status_id).or_default().push(mention);
    }
    let mut tags: HashMap<StatusId, Vec<Tag>> = HashMap::new();
    for (status, tag) in store::tags::list(store, &own).await? {
        tags.entry(status).or_default().push(tag);
    }
    let mut attachments: HashMap<StatusId, Vec<Attachment>> = HashMap::new();
    for attachment in store::attachments::of_statuses(store, &own).await? {
        if let Some(status) = attachment.status_id {
            attachments.entry(status).or_default().push(attachment);
        }
    }
    media_policies::hide(site, &statuses, &mut attachments).await?;
    sealed_files::address(site, attachments.values_mut().flatten()).await?;
    let written_with: Vec<ApplicationId> = statuses.iter().filter_map(|s| s.application_id).collect();
    let applications: HashMap<ApplicationId, Application> = store::applications::list(store, &written_with)
        .await?
        .into_iter()
        .map(|application| (application.id, application))
        .collect();
    let held: Vec<StatusId> =
        statuses.iter().filter(|s| s.visibility == Visibility::Held).map(|s| s.id).collect();
    let held: HashMap<StatusId, Visibility> = store::held_statuses::among(store, &held)
        .await?
        .into_iter()
        .map(|held| (held.status_id, held.visibility))
        .collect();
    let polls: HashSet<StatusId> = store::polls::asking(store, &own).await?.into_iter().collect();
    let quotes: HashSet<StatusId> = store::quotes::quoting_among(store, &own).await?.into_iter().collect();
    // What is quoted, as what is attached, takes the place of a page; as on Mastodon.
    let linking: Vec<&Status> = statuses
        .iter()
        .filter(|s| !s.is_reblog() && !quotes.contains(&s.id) && !attachments.contains_key(&s.id))
        .collect();
    let mut linked = preview_cards::list(site, &linking, &mentions).await?;
    let mut reactions = status_reactions::tallies(site, &own).await?;
    Ok(statuses
        .into_iter()
        .map(|status| Sheet {
            mentions: mentions.remove(&status.id).unwrap_or_default(),
            tags: tags.remove(&status.id).unwrap_or_default(),
            attachments: attachments.remove(&status.id).unwrap_or_default(),
            application: status.application_id.and_then(|id| applications.get(&id).cloned()),
            held: held.get(&status.id).copied(),
            has_poll: polls.contains(&status.id),
            has_quote: quotes.contains(&status.id),
            linked: linked.remove(&status.id),
            reactions: reactions.remove(&status.id).unwrap_or_default(),
            made: Made::default(),
            status,
        })
        .collect())
}

/// The tag with this name, if somebody has used it.
pub(crate) async fn tag(site: &Site, name: &str) -> Result<Option<TagId>> {
    let key = markup::extract::tag_key(name);
    if let Some(id) = site.shelf.tags.get(&key) {
        return Ok(Some(id));
    }
    let found = store::tags::find(&site.store, &key).await?.map(|tag| tag.id);
    if let Some(id) = found {
        site.shelf.tags.insert(key, id);
    }
    Ok(found)
}

/// Accounts as shown.
pub(crate) async fn accounts(site: &Site, ids: &[AccountId]) -> Result<Map<AccountId, Arc<AccountView>>> {
    let (now, mut found, mut missing) = (site.now(), Map::with_capacity(ids.len()), Vec::new());
    for id in ids {
        if found.contains_key(id) {
            continue;
        }
        let epoch = site.store.epoch(Touch::Account, id.get());
        match site.shelf.accounts.get(id, epoch, now) {
            Some(view) => {
                found.insert(*id, view);
            }
            None => missing.push((*id, epoch)),
        }
    }
    if missing.is_empty() {
        return Ok(found);
    }
    let epochs: Map<AccountId, Option<u64>> = missing.into_iter().collect();
    let ids: Vec<AccountId> = epochs.keys().copied().collect();
    for view in accounts::dress(site, store::accounts::list(&site.store, &ids).await?).await? {
        let (id, view) = (view.account.id, Arc::new(view));
        site.shelf.accounts.keep(id, epochs[&id], now, Arc::clone(&view));
        found.insert(id, view);
    }
    Ok(found)
}

/// What an account did with statuses and their conversations, by what the statuses really say.
pub(crate) async fn marks(site: &Site, me: AccountId, statuses: &[&Status]) -> Result<Map<StatusId, Flags>> {
    let (now, epoch) = (site.now(), site.store.epoch(Touch::Marks, me.get()));
    let mut found = Map::with_capacity(statuses.len());
    let mut missing = Vec::new();
    for status in statuses {
        match site.shelf.marks.get(&(me, status.id), epoch, now) {
            Some(flags) => {
                found.insert(status.id, flags);
            }
            None => missing.push(*status),
        }
    }
    if missing.is_empty() {
        return Ok(found);
    }
    let originals: Vec<StatusId> = missing.iter().map(|status| status.original_id()).collect();
    let conversations: Vec<StatusId> = missing.iter().map(|status| status.conversation_id).collect();
    let store = &site.store;
    let set = |ids: Vec<StatusId>| ids.into_iter().collect::<HashSet<StatusId>>();
    let favourited = set(store::favourites::among(store, me, &originals).await?);
    let reblogged = set(store::statuses::reblogged_among(store, me, &originals).await?);
    let bookmarked = set(store::bookmarks::among(store, me, &originals).await?);
    let pinned = set(store::pins::among(store, me, &originals).await?);
    let muted = set(store::conversation_mutes::among(store, me, &conversations).await?);
    for status in missing {
        let original = status.original_id();
        let flags = Flags {
            favourited: favourited.contains(&original),
            reblogged: reblogged.contains(&original),
            bookmarked: bookmarked.contains(&original),
            pinned: pinned.contains(&original),
            muted: muted.contains(&status.conversation_id),
        };
        site.shelf.marks.keep((me, status.id), epoch, now, flags);
        found.insert(status.id, flags);
    }
    Ok(found)
}

/// That somebody has done nothing yet with a status of theirs that is about to be.
pub(crate) struct Untouched {
    me: AccountId,
    epoch: Option<u64>,
}

impl Untouched {
    /// Before there is the status.
    pub(crate) fn of(site: &Site, me: AccountId) -> Self {
        Self { me, epoch: site.store.epoch(Touch::Marks, me.get()) }
    }

    /// Remembers it for a status that is there now.
    pub(crate) fn keep(self, site: &Site, status: StatusId) {
        site.shelf.marks.keep((self.me, status), self.epoch, site.now(), Flags::default());
    }
}

impl Shelf {
    /// Whoever showed the secret with this hash a moment ago, if nothing of them has changed since.
    pub(crate) fn bearer(&self, site: &Site, secret_hash: &Vec<u8>) -> Option<Arc<Bearer>> {
        let copy = self.bearers.kept.get(secret_hash)?;
        self.bearers.get(secret_hash, bearer_epoch(site, &copy.what), site.now())
    }

    /// Remembers for a moment who shows a secret.
    pub(crate) fn keep_bearer(
        &self,
        secret_hash: Vec<u8>,
        epoch: Option<u64>,
        now: Timestamp,
        bearer: &Arc<Bearer>,
    ) {
        self.bearers.keep(secret_hash, epoch, now, Arc::clone(bearer));
    }
}

/// The epoch of all that a bearer is made of.
fn bearer_epoch(site: &Site, bearer: &Bearer) -> Option<u64> {
    let account = match &bearer.account {
        Some(account) => site.store.epoch(Touch::Account, account.id.get())?,
        None => 0,
    };
    Some(site.store.epoch(Touch::Access, 0)?.wrapping_add(account))
}
