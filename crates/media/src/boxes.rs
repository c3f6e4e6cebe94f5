//! Boxes: what MP4, QuickTime, AVIF and HEIC files are made of (ISO/IEC 14496-12, section 4.2). Each has a length, a name
//! of four letters and a body, which may be made of boxes.

use std::ops::Range;

use crate::limits;

/// A box in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its four letters.
    pub(crate) name: [u8; 4],
    /// Where it stands in the file, length and name included.
    pub(crate) whole: Range<usize>,
    /// Where its body stands in the file.
    pub(crate) body: Range<usize>,
}

/// The boxes in this part of a file, one after the other; nothing if one reaches beyond it.
#[must_use]
pub(crate) fn list(bytes: &[u8], part: Range<usize>) -> Option<Vec<Found>> {
    let mut found = Vec::new();
    let mut at = part.start;
    // Less than a header cannot be a box; writers pad so.
    while at + 8 <= part.end {
        let next = read(bytes, at, part.end)?;
        at = next.whole.end;
        found.push(next);
        if found.len() > limits::BOXES {
            return None;
        }
    }
    Some(found)
}

fn read(bytes: &[u8], at: usize, end: usize) -> Option<Found> {
    let name = bytes.get(at + 4..at + 8)?.try_into().ok()?;
    let (length, header) = match u32_at(bytes, at)? {
        // To the end.
        0 => (end - at, 8),
        1 => (usize::try_from(u64_at(bytes, at + 8)?).ok()?, 16),
        length => (length as usize, 8),
    };
    let whole = at..at.checked_add(length)?;
    (length >= header && whole.end <= end && whole.end <= bytes.len()).then(|| Found {
        name,
        body: at + header..whole.end,
        whole,
    })
}

/// The first box of this name.
#[must_use]
pub(crate) fn find<'boxes>(boxes: &'boxes [Found], name: &[u8; 4]) -> Option<&'boxes Found> {
    boxes.iter().find(|found| found.name == *name)
}

/// A number of two bytes.
#[must_use]
pub(crate) fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_be_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// A number of four bytes.
#[must_use]
pub(crate) fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// A number of eight bytes.
#[must_use]
pub(crate) fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    Some(u64::from_be_bytes(bytes.get(at..at.checked_add(8)?)?.try_into().ok()?))
}

/// Numbers one after the other.
pub(crate) struct Numbers<'bytes> {
    bytes: &'bytes [u8],
    at: usize,
}

impl<'bytes> Numbers<'bytes> {
    /// From the start of these bytes.
    #[must_use]
    pub(crate) fn new(bytes: &'bytes [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// What is left.
    #[must_use]
    pub(crate) fn rest(&self) -> &'bytes [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// The next number of so many bytes, from 0 to 8; none of no bytes is 0.
    pub(crate) fn next(&mut self, length: usize) -> Option<u64> {
        let bytes = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(bytes.iter().fold(0, |number, byte| number << 8 | u64::from(*byte)))
    }

    /// So many bytes.
    pub(crate) fn take(&mut self, length: usize) -> Option<&'bytes [u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(length)?)?;
        self.at += length;
        Some(taken)
    }
}
