//! Home timelines and lists in memory: for each a bounded sequence of ids, newest first.

use std::{
    collections::{HashMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use model::{AccountId, ListId, Page, Status, StatusId, limits};
use moka::sync::Cache;

/// The timelines of those who have looked lately.
#[derive(Debug)]
pub struct Homes(Cache<AccountId, Arc<Feeds>>);

/// What one reader reads: their home timeline, and those of their lists that they have looked at.
#[derive(Debug, Default)]
struct Feeds {
    home: Arc<Home>,
    lists: Mutex<HashMap<ListId, Arc<Home>>>,
}

impl Feeds {
    fn lists(&self) -> MutexGuard<'_, HashMap<ListId, Arc<Home>>> {
        self.lists.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Default for Homes {
    fn default() -> Self {
        Self(Cache::new(limits::HOMES))
    }
}

impl Homes {
    /// The account's home timeline, perhaps not loaded yet.
    pub(crate) fn home(&self, account: AccountId) -> Arc<Home> {
        Arc::clone(&self.0.get_with(account, Arc::default).home)
    }

    /// The timeline of a list of the account, perhaps not loaded yet.
    pub(crate) fn list(&self, account: AccountId, list: ListId) -> Arc<Home> {
        let feeds = self.0.get_with(account, Arc::default);
        Arc::clone(feeds.lists().entry(list).or_default())
    }

    /// Adds a status to the home timeline if it is in memory. Answers false only if it stands there in another form.
    pub(crate) fn add(&self, account: AccountId, status: &Status) -> bool {
        self.0.get(&account).is_none_or(|feeds| feeds.home.add(Entry::of(status)))
    }

    /// The same for a list.
    pub(crate) fn add_to_list(&self, account: AccountId, list: ListId, status: &Status) -> bool {
        let timeline = self.0.get(&account).and_then(|feeds| feeds.lists().get(&list).cloned());
        timeline.is_none_or(|timeline| timeline.add(Entry::of(status)))
    }

    /// Takes a status, and reblogs of it, out of every timeline.
    pub(crate) fn remove(&self, status: StatusId) {
        for (_, feeds) in &self.0 {
            feeds.home.remove(status);
            for timeline in feeds.lists().values() {
                timeline.remove(status);
            }
        }
    }

    /// Whom or what the account reads changed: its timelines are made anew when next asked for.
    pub(crate) fn forget(&self, account: AccountId) {
        self.0.invalidate(&account);
    }
}

/// One timeline of a reader.
#[derive(Debug, Default)]
pub(crate) struct Home {
    state: Mutex<State>,
    /// Held while the timeline is read from the database.
    pub(crate) loading: tokio::sync::Mutex<()>,
}

#[derive(Debug, Default)]
struct State {
    entries: VecDeque<Entry>,
    is_loaded: bool,
    /// Everything there is fits: there is nothing older in the database.
    is_whole: bool,
    /// Came while the timeline was being read.
    early: Vec<Entry>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    id: StatusId,
    original: StatusId,
}

impl Entry {
    fn of(status: &Status) -> Self {
        Self { id: status.id, original: status.original_id() }
    }
}

impl Home {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn is_loaded(&self) -> bool {
        self.state().is_loaded
    }

    /// Fills the timeline with what the database says, newest first, and with what came meanwhile.
    pub(crate) fn load(&self, statuses: &[Status]) {
        let mut state = self.state();
        state.is_whole = statuses.len() < limits::HOME_STATUSES;
        state.entries.clear();
        for status in statuses.iter().rev() {
            state.add(Entry::of(status));
        }
        for entry in std::mem::take(&mut state.early) {
            state.add(entry);
        }
        state.is_loaded = true;
    }

    fn add(&self, entry: Entry) -> bool {
        let mut state = self.state();
        if state.is_loaded {
            state.add(entry)
        } else {
            state.early.push(entry);
            true
        }
    }

    fn remove(&self, status: StatusId) {
        let mut state = self.state();
        state.entries.retain(|entry| entry.id != status && entry.original != status);
        state.early.retain(|entry| entry.id != status && entry.original != status);
    }

    /// The ids of a page; `None` if part of the page is older than what is in memory.
    pub(crate) fn page(&self, page: &Page) -> Option<Vec<StatusId>> {
        let state = self.state();
        let limit = page.limit as usize;
        let fits = |entry: &&Entry| entry.id.get() < page.below() && entry.id.get() > page.above();
        if page.is_upward() {
            let oldest = state.entries.back().map_or(i64::MAX, |entry| entry.id.get());
            if !state.is_whole && page.above() < oldest {
                return None;
            }
            let mut ids: Vec<StatusId> =
                state.entries.iter().rev().filter(fits).take(limit).map(|entry| entry.id).collect();
            ids.reverse();
            return Some(ids);
        }
        let ids: Vec<StatusId> =
            state.entries.iter().filter(fits).take(limit).map(|entry| entry.id).collect();
        let reaches_bottom =
            ids.len() < limit && state.entries.back().is_none_or(|oldest| page.above() < oldest.id.get());
        (state.is_whole || !reaches_bottom).then_some(ids)
    }
}

impl State {
    /// Adds an entry in its place. A reblog of what stands near the top already is left out.
    fn add(&mut self, entry: Entry) -> bool {
        if self.entries.iter().any(|held| held.id == entry.id) {
            return true;
        }
        let is_reblog = entry.id != entry.original;
        let mut recent = self.entries.iter().take(limits::HOME_REBLOG_WINDOW);
        if is_reblog && recent.any(|held| held.original == entry.original) {
            return false;
        }
        let place = self.entries.partition_point(|held| held.id > entry.id);
        self.entries.insert(place, entry);
        if self.entries.len() > limits::HOME_STATUSES {
            self.entries.pop_back();
            self.is_whole = false;
        }
        true
    }
}
