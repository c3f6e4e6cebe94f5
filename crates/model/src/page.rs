//! Pages: which part of a long list is asked for.

/// A window on a list that is ordered from newest to oldest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// Only items below this id.
    pub max_id: Option<i64>,
    /// Only items above this id, the newest of them.
    pub since_id: Option<i64>,
    /// Only items above this id, the oldest of them: paging upwards without a gap.
    pub min_id: Option<i64>,
    /// How many items at most.
    pub limit: i64,
}

impl Page {
    /// The first page of `limit` items.
    pub const fn first(limit: i64) -> Self {
        Self { max_id: None, since_id: None, min_id: None, limit }
    }

    /// Ids must be below this.
    pub fn below(&self) -> i64 {
        self.max_id.unwrap_or(i64::MAX)
    }

    /// Ids must be above this.
    pub fn above(&self) -> i64 {
        self.min_id.or(self.since_id).unwrap_or(i64::MIN)
    }

    /// Whether the page is the oldest part of the window instead of the newest.
    pub const fn is_upward(&self) -> bool {
        self.min_id.is_some()
    }
}
