//! MP4 and QuickTime (ISO/IEC 14496-12): boxes. What tells is overwritten where it is, so that nothing moves: the tables
//! that say where the frames are stay true.

use std::ops::Range;

use crate::{
    boxes::{self, Found, u32_at, u64_at},
    limits, picture,
    plain::{Known, needs_ffmpeg},
    refusal::{Refusal, damaged},
    sniff::Format,
};

/// Boxes that hold nothing but what tells, or what nobody knows.
const TELLING: [&[u8; 4]; 8] = [b"udta", b"meta", b"uuid", b"free", b"skip", b"wide", b"cprt", b"iods"];
/// What browsers play.
const VIDEO_CODECS: [&[u8; 4]; 4] = [b"avc1", b"avc3", b"av01", b"vp09"];
const SOUND_CODECS: [&[u8; 4]; 3] = [b"mp4a", b"Opus", b".mp3"];

#[derive(Default)]
struct Seen {
    size: Option<(u32, u32)>,
    seconds: Option<f64>,
    has_sound: bool,
    erased: Vec<Range<usize>>,
    freed: Vec<Range<usize>>,
}

/// Overwrites what tells, and looks at the rest.
///
/// # Errors
/// It is damaged, or holds what browsers do not play or what we cannot look into.
pub(crate) fn strip(mut bytes: Vec<u8>, format: Format) -> Result<Known, Refusal> {
    let seen = look(&bytes, format)?;
    for range in seen.freed {
        bytes[range.start + 4..range.start + 8].copy_from_slice(b"free");
        bytes[range.start + 8..range.end].fill(0);
    }
    for range in seen.erased {
        bytes[range].fill(0);
    }
    if seen.size.is_none() && !seen.has_sound {
        return Err(Refusal::NothingInside);
    }
    // What is served must say of itself what it is served as.
    let format = if seen.size.is_none() { Format::M4a } else { Format::Mp4 };
    let brand = if seen.size.is_none() { b"M4A " } else { b"isom" };
    bytes[8..12].copy_from_slice(brand);
    Ok(Known { bytes, format, size: seen.size, seconds: seen.seconds, has_sound: seen.has_sound })
}

fn look(bytes: &[u8], format: Format) -> Result<Seen, Refusal> {
    let wrong = || damaged(format, "its boxes make no sense");
    let top = boxes::list(bytes, 0..bytes.len()).ok_or_else(wrong)?;
    // Old QuickTime files do not say what they are; nor would ours.
    if top.first().is_none_or(|first| &first.name != b"ftyp" || first.body.len() < 8) {
        return Err(needs_ffmpeg(format));
    }
    let movie = boxes::find(&top, b"moov").ok_or_else(|| damaged(format, "it breaks off"))?;
    if boxes::find(&top, b"mdat").is_none() {
        return Err(damaged(format, "it breaks off"));
    }
    let mut seen = Seen::default();
    for found in &top {
        match &found.name {
            b"ftyp" | b"moov" | b"mdat" | b"moof" | b"sidx" | b"mfra" | b"styp" => {}
            _ => free(found, &mut seen)?,
        }
    }
    look_at_movie(bytes, movie, format, &mut seen)?;
    Ok(seen)
}

/// Marks a box to be overwritten.
fn free(found: &Found, seen: &mut Seen) -> Result<(), Refusal> {
    // One with a long length keeps it; such are not seen in practice.
    if found.body.start - found.whole.start != 8 {
        return Err(damaged(Format::Mp4, "its boxes make no sense"));
    }
    seen.freed.push(found.whole.clone());
    Ok(())
}

fn look_at_movie(bytes: &[u8], movie: &Found, format: Format, seen: &mut Seen) -> Result<(), Refusal> {
    let wrong = || damaged(format, "its boxes make no sense");
    let parts = boxes::list(bytes, movie.body.clone()).ok_or_else(wrong)?;
    for part in &parts {
        match &part.name {
            b"mvhd" => {
                seen.seconds = duration(bytes, part);
                erase_times(bytes, part, seen);
            }
            b"trak" => look_at_track(bytes, part, format, seen)?,
            name if TELLING.contains(&name) => free(part, seen)?,
            _ => {}
        }
    }
    Ok(())
}

/// Seconds by a header that counts them in units of its own.
fn duration(bytes: &[u8], header: &Found) -> Option<f64> {
    let at = header.body.start;
    let (unit, length) = match bytes.get(at)? {
        0 => (u32_at(bytes, at + 12)?, u32_at(bytes, at + 16)?.into()),
        _ => (u32_at(bytes, at + 20)?, u64_at(bytes, at + 24)?),
    };
    let seconds = length as f64 / f64::from(unit);
    (seconds > 0.0 && seconds <= limits::SECONDS).then_some(seconds)
}

/// When it was made, and changed.
fn erase_times(bytes: &[u8], header: &Found, seen: &mut Seen) {
    let at = header.body.start;
    let length = if bytes.get(at) == Some(&0) { 8 } else { 16 };
    if header.body.len() >= 4 + length {
        seen.erased.push(at + 4..at + 4 + length);
    }
}

fn look_at_track(bytes: &[u8], track: &Found, format: Format, seen: &mut Seen) -> Result<(), Refusal> {
    let wrong = || damaged(format, "its boxes make no sense");
    let list = |range: &Found| boxes::list(bytes, range.body.clone()).ok_or_else(wrong);
    let parts = list(track)?;
    let header = boxes::find(&parts, b"tkhd").ok_or_else(wrong)?;
    erase_times(bytes, header, seen);
    for part in parts.iter().filter(|part| TELLING.contains(&&part.name)) {
        free(part, seen)?;
    }
    let media = list(boxes::find(&parts, b"mdia").ok_or_else(wrong)?)?;
    for part in &media {
        match &part.name {
            b"mdhd" => erase_times(bytes, part, seen),
            name if TELLING.contains(&name) => free(part, seen)?,
            _ => {}
        }
    }
    let handler = boxes::find(&media, b"hdlr").ok_or_else(wrong)?;
    let kind = bytes.get(handler.body.start + 8..handler.body.start + 12).ok_or_else(wrong)?;
    // The handler's name may be a camera's.
    seen.erased.push((handler.body.start + 24).min(handler.body.end)..handler.body.end);
    let information = list(boxes::find(&media, b"minf").ok_or_else(wrong)?)?;
    refuse_other_files(bytes, &information).ok_or_else(|| needs_ffmpeg(format))?;
    let samples = list(boxes::find(&information, b"stbl").ok_or_else(wrong)?)?;
    let codec = boxes::find(&samples, b"stsd")
        .and_then(|found| bytes.get(found.body.start + 12..found.body.start + 16));
    let codec = codec.ok_or_else(wrong)?;
    match kind {
        b"vide" if VIDEO_CODECS.iter().any(|known| codec == *known) => {
            seen.size = Some(size(bytes, header, format)?);
        }
        b"soun" if SOUND_CODECS.iter().any(|known| codec == *known) => seen.has_sound = true,
        // Telemetry, text, time codes, and what no browser plays.
        _ => return Err(needs_ffmpeg(format)),
    }
    Ok(())
}

/// Frames may lie in another file; only a flag that says "here" is accepted.
fn refuse_other_files(bytes: &[u8], information: &[Found]) -> Option<()> {
    let data = boxes::list(bytes, boxes::find(information, b"dinf")?.body.clone())?;
    let references = boxes::find(&data, b"dref")?;
    let entries = boxes::list(bytes, references.body.start + 8..references.body.end)?;
    let is_here = |entry: &Found| bytes.get(entry.body.start + 3).is_some_and(|flags| flags & 1 == 1);
    entries.iter().all(is_here).then_some(())
}

/// The last two numbers of a track's header, each with 16 bits behind the point; before them is a matrix that turns.
fn size(bytes: &[u8], header: &Found, format: Format) -> Result<(u32, u32), Refusal> {
    const SIZE_BYTES: usize = 8;
    const MATRIX_BYTES: usize = 36;
    let wrong = || damaged(format, "its boxes make no sense");
    let at = header.body.end.checked_sub(SIZE_BYTES).filter(|_| header.body.len() >= 80).ok_or_else(wrong)?;
    let number = |at| u32_at(bytes, at).ok_or_else(wrong);
    let (width, height) = (number(at)? >> 16, number(at + 4)? >> 16);
    picture::check_size(width, height, limits::VIDEO_PIXELS)?;
    // A turned picture has nothing on the matrix's diagonal.
    let is_sideways = number(at - MATRIX_BYTES)? == 0;
    Ok(if is_sideways { (height, width) } else { (width, height) })
}
