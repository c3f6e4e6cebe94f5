//! Epochs: how often something was changed. What is kept in memory of a row is true as long as the row's epoch is the
//! one at which it was read. While a change is being committed there is no epoch: others may see the change before
//! whoever makes it has heard that it is done. Epochs live in this process alone; what other processes write is found
//! out by age.

use std::sync::atomic::{AtomicU64, Ordering};

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

/// How often everything was changed, and by how many it is being changed now.
#[derive(Debug)]
pub(crate) struct Epochs {
    slots: Box<[Slot]>,
    all: [Slot; Touch::COUNT],
}

/// The epoch in the upper half, and how many changes are on their way in the lower.
#[derive(Debug, Default)]
struct Slot(AtomicU64);

impl Slot {
    const EPOCH: u64 = 1 << 32;

    fn begin(&self) {
        self.0.fetch_add(1, Ordering::AcqRel);
    }

    fn end(&self) {
        self.0.fetch_add(Self::EPOCH - 1, Ordering::AcqRel);
    }

    fn epoch(&self) -> Option<u64> {
        let value = self.0.load(Ordering::Acquire);
        value.is_multiple_of(Self::EPOCH).then_some(value >> 32)
    }
}

/// Changes that are being committed. Another epoch begins for what they touch when this is dropped.
#[derive(Debug)]
pub(crate) struct Changing<'a> {
    epochs: &'a Epochs,
    touched: Vec<(Touch, Option<i64>)>,
}

impl Drop for Changing<'_> {
    fn drop(&mut self) {
        for (what, id) in &self.touched {
            self.epochs.slot(*what, *id).end();
        }
    }
}

impl Default for Epochs {
    fn default() -> Self {
        Self { slots: (0..SLOTS).map(|_| Slot::default()).collect(), all: Default::default() }
    }
}

impl Epochs {
    /// The slot of one of a kind, or of all.
    fn slot(&self, what: Touch, id: Option<i64>) -> &Slot {
        let Some(id) = id else { return &self.all[what as usize] };
        let mixed = (id as u64 ^ ((what as u64) << 61)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        &self.slots[(mixed >> 49) as usize % SLOTS]
    }

    /// The epoch of one of a kind, unless it is being changed.
    pub(crate) fn of(&self, what: Touch, id: i64) -> Option<u64> {
        let all = self.slot(what, None).epoch()?;
        Some((all << 32) | self.slot(what, Some(id)).epoch()?)
    }

    /// What is about to be committed changes these.
    pub(crate) fn changing(&self, touched: Vec<(Touch, Option<i64>)>) -> Changing<'_> {
        for (what, id) in &touched {
            self.slot(*what, *id).begin();
        }
        Changing { epochs: self, touched }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_epoch_begins_for_what_was_touched() {
        let epochs = Epochs::default();
        let (before, other) = (epochs.of(Touch::Status, 7), epochs.of(Touch::Account, 7));
        drop(epochs.changing(vec![(Touch::Status, Some(7))]));
        assert!(epochs.of(Touch::Status, 7).is_some_and(|now| Some(now) != before));
        assert_eq!(epochs.of(Touch::Account, 7), other);
        drop(epochs.changing(vec![(Touch::Account, None)]));
        assert!(epochs.of(Touch::Account, 7).is_some_and(|now| Some(now) != other));
    }

    #[test]
    fn there_is_no_epoch_of_what_is_being_changed() {
        let epochs = Epochs::default();
        let one = epochs.changing(vec![(Touch::Status, Some(7)), (Touch::Status, Some(7))]);
        let other = epochs.changing(vec![(Touch::Status, Some(7))]);
        assert_eq!(epochs.of(Touch::Status, 7), None);
        assert!(epochs.of(Touch::Account, 7).is_some());
        drop(one);
        assert_eq!(epochs.of(Touch::Status, 7), None);
        drop(other);
        assert!(epochs.of(Touch::Status, 7).is_some());
        let all = epochs.changing(vec![(Touch::Status, None)]);
        assert_eq!((epochs.of(Touch::Status, 7), epochs.of(Touch::Status, 8)), (None, None));
        drop(all);
        assert!(epochs.of(Touch::Status, 8).is_some());
    }
}
