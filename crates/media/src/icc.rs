//! Colour profiles (ICC.1:2022): how the numbers of a picture are meant. They are kept, as a picture from a phone looks
//! dull without; but only what says something about colours - no names of devices, no dates, no remarks.

use std::io::Read as _;

use flate2::{Compression, read::ZlibDecoder, write::ZlibEncoder};

use crate::limits;

const HEADER_BYTES: usize = 128;
const ENTRY_BYTES: usize = 12;
/// Parts of the header that speak of colours; the rest (maker, model, date, flags, author, checksum) becomes zero.
const HEADER_KEPT: [std::ops::Range<usize>; 4] = [8..24, 36..40, 64..68, 68..80];
/// What browsers need to show colours as they are meant.
const TAGS_KEPT: [&[u8; 4]; 19] = [
    b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC", b"wtpt", b"bkpt", b"chad", b"cicp",
    b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"gamt", b"lumi",
];

/// The profile again, with nothing in it but colours. Nothing if it is none for red, green and blue, is damaged, or too
/// large to be worth its bytes.
#[must_use]
pub(crate) fn cleaned(profile: &[u8]) -> Option<Vec<u8>> {
    if profile.len() > limits::ICC_BYTES || profile.get(36..40)? != b"acsp" || profile.get(16..20)? != b"RGB "
    {
        return None;
    }
    let count = number(profile, HEADER_BYTES)? as usize;
    if count > limits::ICC_TAGS {
        return None;
    }
    let mut kept = Vec::new();
    for entry in (0..count).map(|index| HEADER_BYTES + 4 + index * ENTRY_BYTES) {
        let name = profile.get(entry..entry + 4)?;
        let (start, length) = (number(profile, entry + 4)? as usize, number(profile, entry + 8)? as usize);
        let data = profile.get(start..start.checked_add(length)?)?;
        if TAGS_KEPT.iter().any(|tag| name == *tag) {
            kept.push((name, start, data));
        }
    }
    (!kept.is_empty()).then(|| assemble(profile, &kept))
}

fn assemble(profile: &[u8], tags: &[(&[u8], usize, &[u8])]) -> Vec<u8> {
    let mut header = [0; HEADER_BYTES];
    for range in HEADER_KEPT {
        header[range.clone()].copy_from_slice(&profile[range]);
    }
    let mut table = Vec::from((tags.len() as u32).to_be_bytes());
    let mut data = Vec::new();
    let data_starts = HEADER_BYTES + 4 + tags.len() * ENTRY_BYTES;
    // Red, green and blue often share one curve; so they shall again.
    let mut placed: Vec<((usize, usize), usize)> = Vec::new();
    for (name, start, bytes) in tags {
        let source = (*start, bytes.len());
        let known = placed.iter().find(|(known, _)| *known == source).map(|(_, at)| *at);
        let at = known.unwrap_or(data_starts + data.len());
        if known.is_none() {
            data.extend_from_slice(bytes);
            data.resize(data.len().next_multiple_of(4), 0);
            placed.push((source, at));
        }
        table.extend_from_slice(name);
        table.extend_from_slice(&(at as u32).to_be_bytes());
        table.extend_from_slice(&(bytes.len() as u32).to_be_bytes());
    }
    let total = (data_starts + data.len()) as u32;
    header[..4].copy_from_slice(&total.to_be_bytes());
    [&header[..], &table, &data].concat()
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..at.checked_add(4)?)?.try_into().ok()?))
}

/// A profile as PNG carries it, unpacked; never more than is kept anyway.
pub(crate) fn inflate(compressed: &[u8]) -> Option<Vec<u8>> {
    let mut profile = Vec::new();
    let most = limits::ICC_BYTES as u64 + 1;
    ZlibDecoder::new(compressed).take(most).read_to_end(&mut profile).ok()?;
    Some(profile)
}

/// A profile as PNG carries it.
pub(crate) fn deflate(profile: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(profile).and_then(|()| encoder.finish()).expect("memory takes what is written")
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A small profile with a remark in it.
    pub(crate) fn profile(remark: &[u8]) -> Vec<u8> {
        let mut header = [b'm'; HEADER_BYTES];
        header[12..16].copy_from_slice(b"mntr");
        header[16..24].copy_from_slice(b"RGB XYZ ");
        header[36..40].copy_from_slice(b"acsp");
        let data_starts = HEADER_BYTES as u32 + 4 + 4 * 12;
        let mut table = Vec::from(4_u32.to_be_bytes());
        let curve = b"curv\0\0\0\0\0\0\0\x01\x02\x33\0\0";
        let places =
            [(b"rTRC", 0, 14), (b"gTRC", 0, 14), (b"bTRC", 0, 14), (b"cprt", 16, remark.len() as u32)];
        for (name, at, length) in places {
            table.extend_from_slice(name);
            table.extend_from_slice(&(data_starts + at).to_be_bytes());
            table.extend_from_slice(&length.to_be_bytes());
        }
        let mut whole = [&header[..], &table, curve, remark].concat();
        let length = whole.len() as u32;
        whole[..4].copy_from_slice(&length.to_be_bytes());
        whole
    }

    #[test]
    fn colours_stay_and_remarks_go() {
        let whole = profile(b"text\0\0\0\0taken by alice");
        let clean = cleaned(&whole).unwrap();
        assert!(!clean.windows(5).any(|five| five == b"alice"));
        assert!(!clean.contains(&b'm') || clean[12..16] == *b"mntr");
        assert_eq!(clean.windows(4).filter(|four| four == b"curv").count(), 1);
        assert_eq!(cleaned(&clean).unwrap(), clean);
        assert_eq!(inflate(&deflate(&clean)).unwrap(), clean);
    }

    #[test]
    fn a_damaged_profile_is_none() {
        let whole = profile(b"text\0\0\0\0remark");
        for length in 0..whole.len() {
            assert_eq!(cleaned(&whole[..length]), None);
        }
        assert_eq!(cleaned(&vec![0; limits::ICC_BYTES + 1]), None);
    }
}
