//! Filling a page when some of what the database offers is not for the reader: further pages of candidates are read
//! until enough is found, nothing is left, or too much was looked at.

use model::{Page, Status, StatusId, limits};

/// A walk through candidates, from page to page.
pub(crate) struct Walk<T> {
    page: Page,
    rest: Page,
    found: Vec<T>,
    is_over: bool,
    rounds: usize,
}

impl<T> Walk<T> {
    /// A walk that fills this page; candidates are read at least `step` at a time.
    pub(crate) fn new(page: &Page, step: i64) -> Self {
        let rest = Page { limit: page.limit.max(step), ..*page };
        Self { page: *page, rest, found: Vec::new(), is_over: false, rounds: 0 }
    }

    /// Without a bound on what is looked at, for what is done rarely.
    pub(crate) fn patient(page: &Page, step: i64) -> Self {
        Self { rounds: usize::MAX / 2, ..Self::new(page, step) }
    }

    /// The next candidates to read; `None` when the page is done.
    pub(crate) fn next(&self) -> Option<Page> {
        let is_full = self.found.len() as i64 >= self.page.limit;
        (!self.is_over && !is_full).then_some(self.rest)
    }

    /// Notes where the candidates, newest first, end.
    pub(crate) fn saw(&mut self, candidates: &[Status]) {
        self.saw_ids(&candidates.iter().map(|status| status.id).collect::<Vec<_>>());
    }

    /// The same for candidates of which only the ids are known.
    pub(crate) fn saw_ids(&mut self, candidates: &[StatusId]) {
        let is_last = (candidates.len() as i64) < self.rest.limit;
        let upward = self.page.is_upward();
        if let Some(edge) = if upward { candidates.first() } else { candidates.last() } {
            let edge = Some(edge.get());
            if upward { self.rest.min_id = edge } else { self.rest.max_id = edge }
        }
        self.rounds += 1;
        self.is_over = is_last || self.rounds == limits::PAGE_ROUNDS;
    }

    /// Takes what is for the reader of the candidates just seen.
    pub(crate) fn keep(&mut self, kept: Vec<T>) {
        if self.page.is_upward() {
            self.found.splice(0..0, kept);
        } else {
            self.found.extend(kept);
        }
    }

    /// The page.
    pub(crate) fn finish(mut self) -> Vec<T> {
        let limit = self.page.limit as usize;
        if self.page.is_upward() && self.found.len() > limit {
            self.found.drain(..self.found.len() - limit);
        }
        self.found.truncate(limit);
        self.found
    }
}
