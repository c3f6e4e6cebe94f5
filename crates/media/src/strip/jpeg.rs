//! JPEG (ITU-T T.81): segments, each with a marker. What draws the picture is kept, and a cleaned colour profile.

use crate::{
    exif, icc, limits,
    picture::Orientation,
    refusal::{Refusal, damaged},
    sniff::Format,
};

/// A JPEG without what it tells.
pub struct Stripped {
    /// The file.
    pub bytes: Vec<u8>,
    /// Where the top is; the note that said so is gone from the file.
    pub orientation: Orientation,
    /// How its colours are meant, cleaned.
    pub icc: Option<Vec<u8>>,
    /// Channels: 1 is grey, 3 is colour, 4 is for printing.
    pub channels: u8,
    /// Pixels across and down, before it is turned.
    pub size: (u32, u32),
}

const ICC_MARK: &[u8] = b"ICC_PROFILE\0";
/// Bytes of a profile that fit into one segment.
const ICC_PART_BYTES: usize = 65_519;
/// Says JFIF 1.1, square pixels, no thumbnail.
const JFIF: &[u8] = b"\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x01\0\x01\0\0";

/// Reads all segments.
///
/// # Errors
/// It breaks off, or is no JPEG inside.
pub fn strip(bytes: &[u8]) -> Result<Stripped, Refusal> {
    let mut walk = Walk { bytes, at: 2, out: vec![0xFF, 0xD8], ..Walk::default() };
    while walk.segment()? {}
    let (Some(size), Some(channels)) = (walk.size, walk.channels) else {
        return Err(damaged(Format::Jpeg, "there is no picture in it"));
    };
    let profile = icc::cleaned(&walk.profile);
    // APP14 tells how the channels are meant, and takes the place of JFIF.
    let mut head = if walk.has_adobe { Vec::new() } else { JFIF.to_vec() };
    for part in profile.as_deref().unwrap_or_default().chunks(ICC_PART_BYTES) {
        head.extend_from_slice(&[0xFF, 0xE2]);
        head.extend_from_slice(&((2 + ICC_MARK.len() + 2 + part.len()) as u16).to_be_bytes());
        head.extend_from_slice(ICC_MARK);
        // Profiles that are kept fit into two segments; one, as a rule.
        let parts = profile.as_ref().map_or(1, |whole| whole.len().div_ceil(ICC_PART_BYTES)) as u8;
        head.extend_from_slice(&[if part.len() == ICC_PART_BYTES { 1 } else { parts }, parts]);
        head.extend_from_slice(part);
    }
    walk.out.splice(2..2, head);
    Ok(Stripped { bytes: walk.out, orientation: walk.orientation, icc: profile, channels, size })
}

struct Walk<'bytes> {
    bytes: &'bytes [u8],
    at: usize,
    out: Vec<u8>,
    orientation: Orientation,
    profile: Vec<u8>,
    has_adobe: bool,
    has_scan: bool,
    channels: Option<u8>,
    size: Option<(u32, u32)>,
}

impl Default for Walk<'_> {
    fn default() -> Self {
        Self {
            bytes: &[],
            at: 0,
            out: Vec::new(),
            orientation: Orientation::UPRIGHT,
            profile: Vec::new(),
            has_adobe: false,
            has_scan: false,
            channels: None,
            size: None,
        }
    }
}

fn cut_off() -> Refusal {
    damaged(Format::Jpeg, "it breaks off")
}

impl Walk<'_> {
    /// Takes the next segment; false after the last.
    fn segment(&mut self) -> Result<bool, Refusal> {
        let marker = self.marker()?;
        match marker {
            0xD9 if self.has_scan => {
                self.out.extend_from_slice(&[0xFF, 0xD9]);
                return Ok(false);
            }
            0xD9 => return Err(damaged(Format::Jpeg, "there is no picture in it")),
            // Marks without a length; they mean nothing between segments.
            0x01 | 0xD0..=0xD8 => return Ok(true),
            _ => {}
        }
        let length = self.bytes.get(self.at..self.at + 2).ok_or_else(cut_off)?;
        let length = usize::from(u16::from_be_bytes([length[0], length[1]]));
        if length < 2 {
            return Err(damaged(Format::Jpeg, "a segment has no length"));
        }
        let body = self.bytes.get(self.at + 2..self.at + length).ok_or_else(cut_off)?;
        self.at += length;
        match marker {
            0xE1 if body.starts_with(b"Exif\0\0") => self.orientation = exif::orientation(body),
            0xE2 if body.starts_with(ICC_MARK) && self.profile.len() <= limits::ICC_BYTES => {
                self.profile.extend_from_slice(body.get(ICC_MARK.len() + 2..).unwrap_or_default());
            }
            0xEE if body.starts_with(b"Adobe") && body.len() >= 12 => {
                self.has_adobe = true;
                self.keep(marker, &body[..12]);
            }
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF => {
                self.frame(body)?;
                self.keep(marker, body);
            }
            0xC4 | 0xDB | 0xDD => self.keep(marker, body),
            0xDA => {
                self.keep(marker, body);
                self.scan()?;
            }
            // Applications' own, comments, and what no decoder of ours knows.
            _ => {}
        }
        Ok(true)
    }

    /// The next marker; stray bytes before it are left out.
    fn marker(&mut self) -> Result<u8, Refusal> {
        let rest = self.bytes.get(self.at..).ok_or_else(cut_off)?;
        let found = rest.windows(2).position(|two| two[0] == 0xFF && two[1] != 0xFF && two[1] != 0);
        let found = found.ok_or_else(cut_off)?;
        self.at += found + 2;
        Ok(rest[found + 1])
    }

    fn keep(&mut self, marker: u8, body: &[u8]) {
        self.out.extend_from_slice(&[0xFF, marker]);
        self.out.extend_from_slice(&((body.len() + 2) as u16).to_be_bytes());
        self.out.extend_from_slice(body);
    }

    fn frame(&mut self, body: &[u8]) -> Result<(), Refusal> {
        let [_, y1, y2, x1, x2, channels, ..] = body else { return Err(cut_off()) };
        if self.size.is_some() {
            return Err(damaged(Format::Jpeg, "there are several pictures in it"));
        }
        self.size = Some((u16::from_be_bytes([*x1, *x2]).into(), u16::from_be_bytes([*y1, *y2]).into()));
        self.channels = Some(*channels);
        Ok(())
    }

    /// Copies the compressed picture up to the marker that ends it.
    fn scan(&mut self) -> Result<(), Refusal> {
        self.has_scan = true;
        let start = self.at;
        let mut at = start;
        loop {
            let rest = self.bytes.get(at..).ok_or_else(cut_off)?;
            let found = rest.iter().position(|byte| *byte == 0xFF).ok_or_else(cut_off)?;
            match rest.get(found + 1).ok_or_else(cut_off)? {
                // A zero makes it an ordinary byte; the others restart the decoder, or fill.
                0x00 | 0xD0..=0xD7 => at += found + 2,
                0xFF => at += found + 1,
                _ => {
                    at += found;
                    break;
                }
            }
        }
        self.out.extend_from_slice(&self.bytes[start..at]);
        self.at = at;
        Ok(())
    }
}
