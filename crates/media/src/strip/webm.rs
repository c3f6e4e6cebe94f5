//! WebM (Matroska, RFC 9559): elements, each with a number of variable length for what it is and how long. Tags and
//! attached files are overwritten where they are, so that nothing moves.

use std::ops::Range;

use crate::{
    limits, picture,
    plain::Known,
    refusal::{Refusal, damaged},
    sniff::Format,
};

const SEGMENT: u32 = 0x1853_8067;
const INFO: u32 = 0x1549_A966;
const TRACKS: u32 = 0x1654_AE6B;
const TRACK: u32 = 0xAE;
const CLUSTER: u32 = 0x1F43_B675;
const TAGS: u32 = 0x1254_C367;
const ATTACHMENTS: u32 = 0x1941_A469;
const CHAPTERS: u32 = 0x1043_A770;
/// What tells inside `Info` and tracks: when, with what, its title, the names of files and tracks.
const TELLING: [u32; 8] = [0x4461, 0x4D80, 0x5741, 0x7BA9, 0x7384, 0x73A4, 0x536E, 0x3EB923];
const TIMESTAMP_SCALE: u32 = 0x2A_D7B1;
const DURATION: u32 = 0x4489;
const CODEC: u32 = 0x86;
const VIDEO: u32 = 0xE0;
const WIDTH: u32 = 0xB0;
const HEIGHT: u32 = 0xBA;
/// What is skipped by every reader; its length follows.
const VOID: u8 = 0xEC;
/// Elements in one element.
const ELEMENTS: usize = limits::BOXES;

struct Element {
    id: u32,
    whole: Range<usize>,
    body: Range<usize>,
}

fn wrong() -> Refusal {
    damaged(Format::Webm, "its elements make no sense")
}

/// Whether it has as many bytes as it says.
pub(crate) fn is_whole(bytes: &[u8]) -> bool {
    list(bytes, 0..bytes.len()).is_ok_and(|top| top.iter().any(|element| element.id == SEGMENT))
}

/// Overwrites what tells, and looks at the rest.
///
/// # Errors
/// It is damaged, or has more pixels than are taken.
pub(crate) fn strip(mut bytes: Vec<u8>) -> Result<Known, Refusal> {
    let mut known =
        Known { bytes: Vec::new(), format: Format::Webm, size: None, seconds: None, has_sound: false };
    let mut freed = Vec::new();
    let top = list(&bytes, 0..bytes.len())?;
    let segment = top.iter().find(|element| element.id == SEGMENT).ok_or_else(wrong)?;
    let parts = list(&bytes, segment.body.clone())?;
    if !parts.iter().any(|element| element.id == CLUSTER) {
        return Err(damaged(Format::Webm, "it breaks off"));
    }
    for part in parts {
        match part.id {
            INFO => look_at_info(&bytes, part.body, &mut known, &mut freed)?,
            TRACKS => {
                for track in list(&bytes, part.body)?.into_iter().filter(|element| element.id == TRACK) {
                    look_at_track(&bytes, track.body, &mut known, &mut freed)?;
                }
            }
            TAGS | ATTACHMENTS | CHAPTERS => freed.push(part.whole),
            _ => {}
        }
    }
    if known.size.is_none() {
        // Sound alone would need another type than a reader of its first bytes gives it.
        return Err(crate::plain::needs_ffmpeg(Format::Webm));
    }
    for range in freed {
        void(&mut bytes[range]);
    }
    known.bytes = bytes;
    Ok(known)
}

fn look_at_info(
    bytes: &[u8],
    body: Range<usize>,
    known: &mut Known,
    freed: &mut Vec<Range<usize>>,
) -> Result<(), Refusal> {
    /// Nanoseconds of a unit, where nothing is said.
    const SCALE_NS: u64 = 1_000_000;
    let parts = list(bytes, body)?;
    let find = |id| parts.iter().find(|element| element.id == id).map(|element| &bytes[element.body.clone()]);
    let scale_ns = find(TIMESTAMP_SCALE).map_or(SCALE_NS, number);
    let units = find(DURATION).and_then(|bytes| match bytes.len() {
        4 => Some(f64::from(f32::from_be_bytes(bytes.try_into().ok()?))),
        8 => Some(f64::from_be_bytes(bytes.try_into().ok()?)),
        _ => None,
    });
    known.seconds = units
        .map(|units| units * scale_ns as f64 / 1e9)
        .filter(|seconds| *seconds > 0.0 && *seconds <= limits::SECONDS);
    // What wrote it must be said; by whom is left out.
    freed.extend(parts.into_iter().filter(|part| TELLING.contains(&part.id)).map(|part| part.whole));
    Ok(())
}

fn look_at_track(
    bytes: &[u8],
    body: Range<usize>,
    known: &mut Known,
    freed: &mut Vec<Range<usize>>,
) -> Result<(), Refusal> {
    let parts = list(bytes, body)?;
    let codec = parts.iter().find(|element| element.id == CODEC).ok_or_else(wrong)?;
    match &bytes[codec.body.clone()] {
        b"V_VP8" | b"V_VP9" | b"V_AV1" => {
            let video = parts.iter().find(|element| element.id == VIDEO).ok_or_else(wrong)?;
            let sizes = list(bytes, video.body.clone())?;
            let side = |id| {
                let found = sizes.iter().find(|element| element.id == id).ok_or_else(wrong)?;
                u32::try_from(number(&bytes[found.body.clone()])).map_err(|_| wrong())
            };
            let size = (side(WIDTH)?, side(HEIGHT)?);
            picture::check_size(size.0, size.1, limits::VIDEO_PIXELS)?;
            known.size = Some(size);
        }
        b"A_OPUS" | b"A_VORBIS" => known.has_sound = true,
        _ => return Err(crate::plain::needs_ffmpeg(Format::Webm)),
    }
    freed.extend(parts.into_iter().filter(|part| TELLING.contains(&part.id)).map(|part| part.whole));
    Ok(())
}

fn number(bytes: &[u8]) -> u64 {
    bytes.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

fn list(bytes: &[u8], part: Range<usize>) -> Result<Vec<Element>, Refusal> {
    let mut found = Vec::new();
    let mut at = part.start;
    while at < part.end {
        let element = read(bytes, at, part.end).ok_or_else(wrong)?;
        at = element.whole.end;
        found.push(element);
        if found.len() > ELEMENTS {
            return Err(wrong());
        }
    }
    Ok(found)
}

fn read(bytes: &[u8], at: usize, end: usize) -> Option<Element> {
    let id_bytes = bytes.get(at)?.leading_zeros() as usize + 1;
    let id = bytes.get(at..at + id_bytes).filter(|_| id_bytes <= 4)?;
    let length_at = at + id_bytes;
    let length_bytes = bytes.get(length_at)?.leading_zeros() as usize + 1;
    let length = bytes.get(length_at..length_at + length_bytes).filter(|_| length_bytes <= 8)?;
    let mask = (1_u64 << (7 * length_bytes)) - 1;
    let body = length_at + length_bytes;
    let length = number(length) & mask;
    // All ones: to the end of what it is in, as live streams are recorded.
    let length = if length == mask { end.checked_sub(body)? } else { usize::try_from(length).ok()? };
    let whole = at..body.checked_add(length)?;
    (whole.end <= end).then(|| Element { id: number(id) as u32, body: body..whole.end, whole })
}

/// Makes of an element one that says nothing, of the same length.
fn void(element: &mut [u8]) {
    let length = element.len();
    element.fill(0);
    // Shorter than a name and a length it cannot be; what tells is never that short.
    if length < 2 {
        return;
    }
    element[0] = VOID;
    if length - 2 < 0x7F {
        element[1] = 0x80 | (length - 2) as u8;
    } else {
        let long = (length - 9) as u64 | 1 << 56;
        element[1..9].copy_from_slice(&long.to_be_bytes());
    }
}
