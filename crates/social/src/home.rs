//! Home timelines in memory: for each reader a bounded sequence of ids, newest first.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use model::{AccountId, Follow, Page, Status, StatusId, Visibility, limits};
use moka::sync::Cache;

/// A reader, as far as it matters for one status.
#[derive(Debug)]
pub(crate) struct Reader<'a> {
    /// Who reads.
    pub(crate) id: AccountId,
    /// Their follow of the author.
    pub(crate) follow: Option<&'a Follow>,
    /// Whether they follow whom the status answers.
    pub(crate) follows_replied_to: bool,
    /// Whether the status names them.
    pub(crate) is_mentioned: bool,
    /// Whether somebody whom the status involves is hidden from them.
    pub(crate) is_hidden: bool,
}

impl Reader<'_> {
    /// Whether the status stands in the reader's home timeline.
    pub(crate) fn belongs(&self, status: &Status) -> bool {
        if status.account_id == self.id {
            return true;
        }
        let Some(follow) = self.follow else { return false };
        if self.is_hidden || !is_wanted(&follow.languages, status.language.as_deref()) {
            return false;
        }
        if status.is_reblog() {
            return follow.show_reblogs;
        }
        if status.visibility == Visibility::Direct {
            return self.is_mentioned;
        }
        // Half of a conversation with strangers is noise.
        match status.in_reply_to_account_id {
            None => true,
            Some(whom) => whom == self.id || whom == status.account_id || self.follows_replied_to,
        }
    }
}

/// Whether a language is among those chosen. Without a choice, or without a language, it is.
fn is_wanted(chosen: &[String], language: Option<&str>) -> bool {
    let Some(language) = language else { return true };
    let primary = language.split('-').next().unwrap_or(language);
    chosen.is_empty() || chosen.iter().any(|one| one == language || one == primary)
}

/// The home timelines of those who have looked lately.
#[derive(Debug)]
pub struct Homes(Cache<AccountId, Arc<Home>>);

impl Default for Homes {
    fn default() -> Self {
        Self(Cache::new(limits::HOMES))
    }
}

impl Homes {
    /// The account's timeline, perhaps not loaded yet.
    pub(crate) fn get(&self, account: AccountId) -> Arc<Home> {
        self.0.get_with(account, Arc::default)
    }

    /// Adds a status to the timeline if it is in memory. Answers false only if it stands there in another form.
    pub(crate) fn add(&self, account: AccountId, status: &Status) -> bool {
        self.0.get(&account).is_none_or(|home| home.add(Entry::of(status)))
    }

    /// Takes a status, and reblogs of it, out of every timeline.
    pub(crate) fn remove(&self, status: StatusId) {
        for (_, home) in &self.0 {
            home.remove(status);
        }
    }

    /// The account's follows changed: its timeline is made anew when next asked for.
    pub(crate) fn forget(&self, account: AccountId) {
        self.0.invalidate(&account);
    }
}

/// One reader's home timeline.
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
