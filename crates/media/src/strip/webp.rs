//! WebP (RFC 9649): chunks in a RIFF. What draws the picture is kept, and a cleaned colour profile.

use crate::{
    exif, icc,
    picture::Orientation,
    refusal::{Refusal, damaged},
    sniff::Format,
};

/// A WebP without what it tells.
pub struct Stripped {
    /// The file.
    pub bytes: Vec<u8>,
    /// Where the top is; the note that said so is gone from the file.
    pub orientation: Orientation,
    /// How its colours are meant, cleaned.
    pub icc: Option<Vec<u8>>,
}

const KEPT: [&[u8; 4]; 6] = [b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF"];
/// Flags of `VP8X` that announce what is taken out.
const EXIF_FLAG: u8 = 0x08;
const XMP_FLAG: u8 = 0x04;
const ICC_FLAG: u8 = 0x20;

fn cut_off() -> Refusal {
    damaged(Format::Webp, "it breaks off")
}

/// Reads all chunks.
///
/// # Errors
/// It breaks off.
pub fn strip(bytes: &[u8]) -> Result<Stripped, Refusal> {
    let length = bytes.get(4..8).ok_or_else(cut_off)?;
    let length = u32::from_le_bytes([length[0], length[1], length[2], length[3]]) as usize;
    let mut rest = bytes.get(12..length.saturating_add(8)).ok_or_else(cut_off)?;
    let mut stripped =
        Stripped { bytes: b"RIFF\0\0\0\0WEBP".to_vec(), orientation: Orientation::UPRIGHT, icc: None };
    let mut flags_at = None;
    while rest.len() >= 8 {
        let length = u32::from_le_bytes([rest[4], rest[5], rest[6], rest[7]]) as usize;
        let (name, body) = (&rest[..4], rest.get(8..length.saturating_add(8)).ok_or_else(cut_off)?);
        match name {
            b"EXIF" => stripped.orientation = exif::orientation(body),
            b"ICCP" => {
                stripped.icc = icc::cleaned(body);
                if let Some(profile) = &stripped.icc {
                    put(&mut stripped.bytes, b"ICCP", profile);
                }
            }
            _ if KEPT.iter().any(|kept| name == *kept) => {
                if name == b"VP8X" {
                    flags_at = Some(stripped.bytes.len() + 8);
                }
                put(&mut stripped.bytes, name, body);
            }
            _ => {}
        }
        rest = rest.get(length.saturating_add(8).next_multiple_of(2)..).unwrap_or_default();
    }
    if let Some(flags) = flags_at.and_then(|at| stripped.bytes.get_mut(at)) {
        *flags &= !(EXIF_FLAG | XMP_FLAG);
        if stripped.icc.is_none() {
            *flags &= !ICC_FLAG;
        }
    }
    let length = (stripped.bytes.len() - 8) as u32;
    stripped.bytes[4..8].copy_from_slice(&length.to_le_bytes());
    Ok(stripped)
}

fn put(out: &mut Vec<u8>, name: &[u8], body: &[u8]) {
    out.extend_from_slice(name);
    out.extend_from_slice(&(body.len() as u32).to_le_bytes());
    out.extend_from_slice(body);
    if body.len() % 2 == 1 {
        out.push(0);
    }
}
