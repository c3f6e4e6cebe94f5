//! Encoders. What is opaque becomes a JPEG, the rest a PNG.

use std::path::Path;

use crate::{job::File, limits, picture::Picture, refusal::Problem, sniff::Format};

/// A picture as a file's bytes: a JPEG of this quality, or a PNG if it is not opaque.
///
/// # Errors
/// The encoder fails.
pub fn encode(picture: &Picture, quality: u8) -> Result<(Vec<u8>, Format), Problem> {
    if picture.has_alpha {
        Ok((png(picture)?, Format::Png))
    } else {
        Ok((jpeg(picture, quality)?, Format::Jpeg))
    }
}

fn jpeg(picture: &Picture, quality: u8) -> Result<Vec<u8>, Problem> {
    let mut bytes = Vec::with_capacity(picture.pixels.len() / 16);
    let mut encoder = jpeg_encoder::Encoder::new(&mut bytes, quality);
    encoder.set_sampling_factor(jpeg_encoder::SamplingFactor::F_2_2);
    let wrong = |error: jpeg_encoder::EncodingError| fault("encoding a JPEG", error);
    if let Some(profile) = &picture.icc {
        encoder.add_icc_profile(profile).map_err(wrong)?;
    }
    // Within the limits, a side always fits into the 16 bits that JPEG has for it.
    let (width, height) = (picture.width as u16, picture.height as u16);
    encoder.encode(&picture.pixels, width, height, jpeg_encoder::ColorType::Rgb).map_err(wrong)?;
    Ok(bytes)
}

/// A picture as PNG.
///
/// # Errors
/// The encoder fails.
pub fn png(picture: &Picture) -> Result<Vec<u8>, Problem> {
    let wrong = |error: png::EncodingError| fault("encoding a PNG", error);
    let mut info = png::Info::with_size(picture.width, picture.height);
    info.color_type = if picture.has_alpha { png::ColorType::Rgba } else { png::ColorType::Rgb };
    info.bit_depth = png::BitDepth::Eight;
    info.icc_profile = picture.icc.clone().map(Into::into);
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::with_info(&mut bytes, info).map_err(wrong)?;
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().map_err(wrong)?;
    writer.write_image_data(&picture.pixels).map_err(wrong)?;
    writer.finish().map_err(wrong)?;
    Ok(bytes)
}

fn fault(doing: &'static str, error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Problem {
    Problem::Fault { doing, source: std::io::Error::other(error) }
}

/// Writes a file into the folder and says what it is.
///
/// # Errors
/// The disk says no.
pub fn put(
    folder: &Path,
    name: &str,
    bytes: &[u8],
    format: Format,
    size: (u32, u32),
) -> Result<File, Problem> {
    let name = format!("{name}.{}", format.extension());
    std::fs::write(folder.join(&name), bytes).map_err(Problem::while_doing("writing a file"))?;
    Ok(File {
        name,
        content_type: format.content_type().to_owned(),
        extension: format.extension().to_owned(),
        width: size.0,
        height: size.1,
        bytes: bytes.len() as u64,
    })
}

/// Encodes a preview of a picture, writes it, and says what it is.
///
/// # Errors
/// The encoder fails, or the disk says no.
pub fn put_small(folder: &Path, name: &str, small: &Picture) -> Result<File, Problem> {
    let is_worth = small.icc.as_ref().is_none_or(|profile| profile.len() <= limits::SMALL_ICC_BYTES);
    let (bytes, format) = if is_worth {
        encode(small, limits::SMALL_JPEG_QUALITY)?
    } else {
        encode(&Picture { icc: None, ..small.clone() }, limits::SMALL_JPEG_QUALITY)?
    };
    put(folder, name, &bytes, format, small.size())
}
