//! Epochs: how often something was changed. What is kept in memory of a row is true as long as the row's epoch is the
//! one at which it was read. Epochs live in this process alone; what other processes write is found out by age.

use std::sync::atomic::{AtomicU32, Ordering};

/// Numbers that stand for rows; rows that share one are only read anew more often.
const SLOTS: usize = 1 << 15;

/// A kind of thing that is kept in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Touch {
    /// A status with its mentions and tags, by its id.
    Status,
    /// An account with its role, by its id.
    Account,
    /// What an account did with statuses, by the account's id.
    Marks,
    /// Who may do what: tokens and users.
    Access,
}

impl Touch {
    const COUNT: usize = 4;
}

/// How often everything was changed.
#[derive(Debug)]
pub(crate) struct Epochs {
    slots: Box<[AtomicU32]>,
    all: [AtomicU32; Touch::COUNT],
}

impl Default for Epochs {
    fn default() -> Self {
        Self { slots: (0..SLOTS).map(|_| AtomicU32::new(0)).collect(), all: Default::default() }
    }
}

impl Epochs {
    fn slot(&self, what: Touch, id: i64) -> &AtomicU32 {
        let mixed = (id as u64 ^ ((what as u64) << 61)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        &self.slots[(mixed >> 49) as usize % SLOTS]
    }

    /// The epoch of one of a kind.
    pub(crate) fn of(&self, what: Touch, id: i64) -> u64 {
        let all = u64::from(self.all[what as usize].load(Ordering::Acquire));
        (all << 32) | u64::from(self.slot(what, id).load(Ordering::Acquire))
    }

    /// Begins another epoch of one of a kind, or of all.
    pub(crate) fn begin(&self, what: Touch, id: Option<i64>) {
        let counter = id.map_or(&self.all[what as usize], |id| self.slot(what, id));
        counter.fetch_add(1, Ordering::AcqRel);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_epoch_begins_for_what_was_touched() {
        let epochs = Epochs::default();
        let (before, other) = (epochs.of(Touch::Status, 7), epochs.of(Touch::Account, 7));
        epochs.begin(Touch::Status, Some(7));
        assert_ne!(epochs.of(Touch::Status, 7), before);
        assert_eq!(epochs.of(Touch::Account, 7), other);
        epochs.begin(Touch::Account, None);
        assert_ne!(epochs.of(Touch::Account, 7), other);
    }
}
