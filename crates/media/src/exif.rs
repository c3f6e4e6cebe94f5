//! The one thing that is read of what cameras note: where the top is (Exif 2.32; TIFF 6.0 for its form).

use crate::picture::Orientation;

/// Bytes of an entry in a TIFF directory.
const ENTRY_BYTES: usize = 12;
const ORIENTATION: u16 = 0x0112;

/// Where the top is, by a TIFF structure with or without `Exif\0\0` before it. What cannot be read is upright.
#[must_use]
pub(crate) fn orientation(exif: &[u8]) -> Orientation {
    let tiff = exif.strip_prefix(b"Exif\0\0").unwrap_or(exif);
    find(tiff).map_or(Orientation::UPRIGHT, Orientation::from_exif)
}

fn find(tiff: &[u8]) -> Option<u16> {
    let is_little = match tiff.get(..4)? {
        b"II*\0" => true,
        b"MM\0*" => false,
        _ => return None,
    };
    let short = |at: usize| {
        let bytes = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if is_little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let long = |at: usize| {
        let bytes = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if is_little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    };
    let directory = long(4)? as usize;
    let entries = usize::from(short(directory)?);
    (0..entries)
        .map_while(|entry| directory.checked_add(2 + entry * ENTRY_BYTES))
        .find(|at| short(*at) == Some(ORIENTATION))
        .and_then(|at| short(at + 8))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_byte_orders_are_read_and_nonsense_is_upright() {
        let little = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0";
        let big = b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x08\0\0";
        assert_eq!(orientation(little), Orientation::from_exif(6));
        assert_eq!(orientation(big), Orientation::from_exif(8));
        for length in 0..little.len() {
            let _ = orientation(&little[..length]);
        }
        assert_eq!(orientation(b"II*\0\xff\xff\xff\xff"), Orientation::UPRIGHT);
        assert_eq!(orientation(b"nonsense"), Orientation::UPRIGHT);
    }
}
