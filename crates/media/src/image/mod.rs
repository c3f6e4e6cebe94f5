//! Pictures: opened without decoding, so that size and kind are known before memory is spent; then decoded, once.

pub mod animation;
pub mod avif;
pub mod heic;
pub mod heif;
pub mod make;
pub mod write;
pub mod yuv;

mod decode;

use crate::{
    limits,
    picture::{Orientation, check_size},
    refusal::Refusal,
    sniff::Format,
    strip,
};

pub use decode::decode;

/// A picture that was looked at, but not decoded.
pub struct Opened {
    /// What it is.
    pub format: Format,
    /// The file without what it tells; for AVIF and HEIC, whose pictures lie in boxes, the file as it came.
    pub bytes: Vec<u8>,
    /// Whether `bytes` may be shown as they are.
    pub is_clean: bool,
    /// Pixels across and down, before it is turned.
    pub size: (u32, u32),
    /// Where the top is.
    pub orientation: Orientation,
    /// How its colours are meant, cleaned.
    pub icc: Option<Vec<u8>>,
    /// How many pictures follow each other; 1 does not move.
    pub frames: u64,
}

/// Looks at a picture of this format.
///
/// # Errors
/// It is damaged, or has more pixels than these.
pub fn open(bytes: Vec<u8>, format: Format, most_pixels: u64) -> Result<Opened, Refusal> {
    let opened = match format {
        Format::Jpeg => open_jpeg(&bytes)?,
        Format::Png => open_png(&bytes)?,
        Format::Gif => open_gif(&bytes)?,
        Format::Webp => open_webp(&bytes)?,
        Format::Avif | Format::Heic => open_heif(bytes, format)?,
        _ => return Err(Refusal::Unknown),
    };
    check_size(opened.size.0, opened.size.1, most_pixels)?;
    if opened.frames > limits::FRAMES {
        return Err(Refusal::TooManyFrames);
    }
    Ok(opened)
}

fn open_jpeg(bytes: &[u8]) -> Result<Opened, Refusal> {
    let found = strip::jpeg::strip(bytes)?;
    Ok(Opened {
        format: Format::Jpeg,
        // Four channels are for printing: browsers disagree on how to show them without their profile.
        is_clean: found.channels != 4,
        bytes: found.bytes,
        size: found.size,
        orientation: found.orientation,
        icc: found.icc.filter(|_| found.channels == 3),
        frames: 1,
    })
}

fn open_png(bytes: &[u8]) -> Result<Opened, Refusal> {
    let found = strip::png::strip(bytes)?;
    Ok(Opened {
        format: Format::Png,
        is_clean: true,
        bytes: found.bytes,
        size: found.size,
        orientation: found.orientation,
        icc: found.icc,
        frames: if found.is_animated { 2 } else { 1 },
    })
}

fn open_gif(bytes: &[u8]) -> Result<Opened, Refusal> {
    let found = strip::gif::strip(bytes)?;
    if found.frames == 0 {
        return Err(Refusal::NothingInside);
    }
    Ok(Opened {
        format: Format::Gif,
        is_clean: true,
        bytes: found.bytes,
        size: found.size,
        orientation: Orientation::UPRIGHT,
        icc: None,
        frames: found.frames,
    })
}

fn open_webp(bytes: &[u8]) -> Result<Opened, Refusal> {
    let found = strip::webp::strip(bytes)?;
    let (size, frames) = decode::look_at_webp(&found.bytes)?;
    Ok(Opened {
        format: Format::Webp,
        is_clean: true,
        bytes: found.bytes,
        size,
        orientation: found.orientation,
        icc: found.icc,
        frames,
    })
}

fn open_heif(bytes: Vec<u8>, format: Format) -> Result<Opened, Refusal> {
    let found = heif::read(&bytes, format)?;
    Ok(Opened {
        format,
        is_clean: false,
        size: found.picture.size,
        orientation: found.orientation,
        icc: found.icc,
        frames: 1,
        bytes,
    })
}
