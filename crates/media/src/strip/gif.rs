//! GIF (CompuServe 1990): blocks. Frames, how long each stays, and how often they are repeated are kept.

use crate::{
    limits,
    refusal::{Refusal, damaged},
    sniff::Format,
};

/// A GIF without what it tells.
pub struct Stripped {
    /// The file.
    pub bytes: Vec<u8>,
    /// How many pictures follow each other.
    pub frames: u64,
    /// Pixels across and down.
    pub size: (u32, u32),
}

fn cut_off() -> Refusal {
    damaged(Format::Gif, "it breaks off")
}

/// Reads all blocks.
///
/// # Errors
/// It breaks off, or has more frames than are taken.
pub fn strip(bytes: &[u8]) -> Result<Stripped, Refusal> {
    let screen = bytes.get(..13).ok_or_else(cut_off)?;
    let size = (
        u16::from_le_bytes([screen[6], screen[7]]).into(),
        u16::from_le_bytes([screen[8], screen[9]]).into(),
    );
    let mut walk = Walk { bytes, at: 0, out: Vec::with_capacity(bytes.len()) };
    walk.keep(13 + palette_bytes(screen[10]))?;
    let mut frames = 0;
    loop {
        match walk.peek(0)? {
            0x2C => {
                frames += 1;
                if frames > limits::FRAMES {
                    return Err(Refusal::TooManyFrames);
                }
                let palette = palette_bytes(walk.peek(9)?);
                // Ten bytes of where and how, the colours, and how many bits the first code has.
                walk.keep(10 + palette + 1)?;
                walk.blocks(true)?;
            }
            0x21 => walk.extension()?,
            0x3B => {
                walk.keep(1)?;
                return Ok(Stripped { bytes: walk.out, frames, size });
            }
            // Some writers pad with zeros.
            0x00 => walk.at += 1,
            _ => return Err(damaged(Format::Gif, "it has a block of an unknown kind")),
        }
    }
}

/// Bytes of the colours that these flags announce.
fn palette_bytes(flags: u8) -> usize {
    if flags & 0x80 == 0 { 0 } else { 3 << ((flags & 0x07) + 1) }
}

struct Walk<'bytes> {
    bytes: &'bytes [u8],
    at: usize,
    out: Vec<u8>,
}

impl Walk<'_> {
    fn peek(&self, ahead: usize) -> Result<u8, Refusal> {
        self.bytes.get(self.at + ahead).copied().ok_or_else(cut_off)
    }

    fn keep(&mut self, length: usize) -> Result<(), Refusal> {
        let kept = self.bytes.get(self.at..self.at + length).ok_or_else(cut_off)?;
        self.out.extend_from_slice(kept);
        self.at += length;
        Ok(())
    }

    /// Blocks with a length before each, up to an empty one.
    fn blocks(&mut self, is_kept: bool) -> Result<(), Refusal> {
        let start = self.at;
        loop {
            let length = usize::from(self.peek(0)?);
            self.at += 1 + length;
            if self.at > self.bytes.len() {
                return Err(cut_off());
            }
            if length == 0 {
                break;
            }
        }
        if is_kept {
            self.out.extend_from_slice(&self.bytes[start..self.at]);
        }
        Ok(())
    }

    /// How the next frame is shown (0xF9), and how often all are (0xFF, `NETSCAPE2.0`); others are left out.
    fn extension(&mut self) -> Result<(), Refusal> {
        let label = self.peek(1)?;
        let name = self.bytes.get(self.at + 3..self.at + 14).unwrap_or_default();
        let is_kept = label == 0xF9 || (label == 0xFF && (name == b"NETSCAPE2.0" || name == b"ANIMEXTS1.0"));
        if is_kept {
            self.keep(2)?;
        } else {
            self.at += 2;
        }
        self.blocks(is_kept)
    }
}
