//! PNG (W3C Portable Network Graphics, third edition): chunks, each with a name. What draws the picture is kept.

use crate::{
    exif, icc, limits,
    picture::Orientation,
    refusal::{Refusal, damaged},
    sniff::Format,
};

/// A PNG without what it tells.
pub struct Stripped {
    /// The file.
    pub bytes: Vec<u8>,
    /// Where the top is; the note that said so is gone from the file.
    pub orientation: Orientation,
    /// How its colours are meant, cleaned.
    pub icc: Option<Vec<u8>>,
    /// Whether it moves.
    pub is_animated: bool,
    /// Pixels across and down, before it is turned.
    pub size: (u32, u32),
}

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1A\n";
/// The picture, how its numbers are meant, and the frames of an animated one.
const KEPT: [&[u8; 4]; 14] = [
    b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"cICP", b"bKGD",
    b"acTL", b"fcTL", b"fdAT",
];

fn cut_off() -> Refusal {
    damaged(Format::Png, "it breaks off")
}

/// Reads all chunks.
///
/// # Errors
/// It breaks off, or is no PNG inside.
pub fn strip(bytes: &[u8]) -> Result<Stripped, Refusal> {
    let mut rest = bytes.strip_prefix(SIGNATURE).ok_or_else(cut_off)?;
    let mut out = SIGNATURE.to_vec();
    let mut stripped = Stripped {
        bytes: Vec::new(),
        orientation: Orientation::UPRIGHT,
        icc: None,
        is_animated: false,
        size: size(rest).ok_or_else(|| damaged(Format::Png, "its first chunk is not IHDR"))?,
    };
    loop {
        let length = rest.first_chunk::<4>().ok_or_else(cut_off)?;
        let length = u32::from_be_bytes(*length) as usize;
        let whole = rest.get(..length.saturating_add(12)).ok_or_else(cut_off)?;
        let (name, body) = (&whole[4..8], &whole[8..8 + length]);
        rest = &rest[whole.len()..];
        match name {
            b"eXIf" => stripped.orientation = exif::orientation(body),
            b"iCCP" if stripped.icc.is_none() => {
                stripped.icc = profile(body);
                if let Some(profile) = &stripped.icc {
                    let body = [b"icc\0\0", &icc::deflate(profile)[..]].concat();
                    out.extend_from_slice(&chunk(b"iCCP", &body));
                }
            }
            b"acTL" => stripped.is_animated = body.get(..4).is_some_and(|frames| frames > &[0, 0, 0, 1][..]),
            _ => {}
        }
        if KEPT.iter().any(|kept| name == *kept) {
            out.extend_from_slice(whole);
        }
        if name == b"IEND" {
            stripped.bytes = out;
            return Ok(stripped);
        }
    }
}

fn size(rest: &[u8]) -> Option<(u32, u32)> {
    let (name, width, height) = (rest.get(4..8)?, rest.get(8..12)?, rest.get(12..16)?);
    let number = |bytes: &[u8]| bytes.try_into().ok().map(u32::from_be_bytes);
    if name == b"IHDR" { Some((number(width)?, number(height)?)) } else { None }
}

/// A name, a zero, how it is packed (0, the only way), then the packed profile.
fn profile(body: &[u8]) -> Option<Vec<u8>> {
    let name = body.iter().take(limits::ICC_TAGS + 16).position(|byte| *byte == 0)?;
    icc::cleaned(&icc::inflate(body.get(name + 2..)?)?)
}

/// A chunk with its length and checksum.
pub(crate) fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut checksum = crc32fast::Hasher::new();
    checksum.update(name);
    checksum.update(body);
    let length = (body.len() as u32).to_be_bytes();
    [&length[..], name, body, &checksum.finalize().to_be_bytes()].concat()
}
