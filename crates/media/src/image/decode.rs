//! Decoders, each for one format. What they are given was looked at before: its size is within the limits.

use std::io::Cursor;

use zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions};

use super::{Opened, animation, avif};
use crate::{
    limits,
    picture::Picture,
    refusal::{Problem, Refusal, damaged},
    sniff::Format,
};

/// The pixels of a picture, of its first frame if it moves; not turned yet. HEIC is read elsewhere, as it needs a tool.
///
/// # Errors
/// It is damaged.
pub fn decode(opened: &Opened) -> Result<Picture, Problem> {
    let picture = match opened.format {
        Format::Jpeg => jpeg(&opened.bytes)?,
        Format::Png => png(&opened.bytes)?,
        Format::Gif => animation::Frames::new(&opened.bytes)?.next_frame()?.ok_or(Refusal::NothingInside)?.0,
        Format::Webp => webp(&opened.bytes)?,
        Format::Avif => avif::decode(&opened.bytes)?,
        _ => return Err(Refusal::Unknown.into()),
    };
    if picture.size() != opened.size {
        return Err(damaged(opened.format, "it is of another size than it says").into());
    }
    Ok(Picture { icc: opened.icc.clone(), ..picture }.opaque_if_possible())
}

fn jpeg(bytes: &[u8]) -> Result<Picture, Refusal> {
    let options = DecoderOptions::default()
        .set_max_width(limits::IMAGE_SIDE as usize)
        .set_max_height(limits::IMAGE_SIDE as usize)
        .jpeg_set_max_scans(limits::JPEG_SCANS)
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = zune_jpeg::JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    let pixels = decoder.decode().map_err(|error| damaged(Format::Jpeg, error))?;
    let info = decoder.info().ok_or_else(|| damaged(Format::Jpeg, "it has no size"))?;
    rgb(Format::Jpeg, info.width.into(), info.height.into(), pixels)
}

/// A picture of three channels, if there are as many bytes as that needs.
fn rgb(format: Format, width: u32, height: u32, pixels: Vec<u8>) -> Result<Picture, Refusal> {
    if pixels.len() != width as usize * height as usize * 3 {
        return Err(damaged(format, "it is of another size than it says"));
    }
    Ok(Picture { width, height, has_alpha: false, pixels, icc: None })
}

fn png(bytes: &[u8]) -> Result<Picture, Refusal> {
    let wrong = |error: png::DecodingError| damaged(Format::Png, error);
    let mut decoder =
        png::Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: limits::DECODER_BYTES });
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder.set_transformations(png::Transformations::normalize_to_color8());
    let mut reader = decoder.read_info().map_err(wrong)?;
    let length = reader.output_buffer_size().filter(|bytes| *bytes <= limits::DECODER_BYTES);
    let mut buffer = vec![0; length.ok_or(Refusal::TooMuchWork { what: "memory".to_owned() })?];
    let frame = reader.next_frame(&mut buffer).map_err(wrong)?;
    buffer.truncate(frame.buffer_size());
    let (has_alpha, pixels) = match frame.color_type {
        png::ColorType::Rgb => (false, buffer),
        png::ColorType::Rgba => (true, buffer),
        png::ColorType::Grayscale => (false, buffer.iter().flat_map(|grey| [*grey; 3]).collect()),
        png::ColorType::GrayscaleAlpha => (
            true,
            buffer.chunks_exact(2).flat_map(|pixel| [pixel[0], pixel[0], pixel[0], pixel[1]]).collect(),
        ),
        png::ColorType::Indexed => return Err(damaged(Format::Png, "its palette is missing")),
    };
    Ok(Picture { width: frame.width, height: frame.height, has_alpha, pixels, icc: None })
}

/// Size and number of frames.
pub(super) fn look_at_webp(bytes: &[u8]) -> Result<((u32, u32), u64), Refusal> {
    let decoder = open_webp(bytes)?;
    Ok((decoder.dimensions(), decoder.num_frames().max(1).into()))
}

fn open_webp(bytes: &[u8]) -> Result<image_webp::WebPDecoder<Cursor<&[u8]>>, Refusal> {
    let mut decoder =
        image_webp::WebPDecoder::new(Cursor::new(bytes)).map_err(|error| damaged(Format::Webp, error))?;
    decoder.set_memory_limit(limits::DECODER_BYTES);
    Ok(decoder)
}

fn webp(bytes: &[u8]) -> Result<Picture, Refusal> {
    let mut decoder = open_webp(bytes)?;
    let ((width, height), has_alpha) = (decoder.dimensions(), decoder.has_alpha());
    let length = decoder.output_buffer_size().filter(|bytes| *bytes <= limits::DECODER_BYTES);
    let mut pixels = vec![0; length.ok_or(Refusal::TooMuchWork { what: "memory".to_owned() })?];
    // The first frame of a picture that moves, or the picture.
    decoder.read_image(&mut pixels).map_err(|error| damaged(Format::Webp, error))?;
    Ok(Picture { width, height, has_alpha, pixels, icc: None })
}
