//! What pictures become, by what they are wanted for.

use std::path::Path;

use super::{Opened, animation, decode, heic, write};
use crate::{
    blur,
    job::{File, Kind, Made, Note, Purpose},
    limits,
    meta::Meta,
    picture::{Orientation, Picture, fit},
    refusal::Problem,
    sniff::Format,
    tools::Tools,
    video,
};

/// Makes of a picture what it is wanted for.
///
/// # Errors
/// It is damaged, or needs a tool that is not there.
pub fn make(
    opened: &Opened,
    purpose: Purpose,
    folder: &Path,
    tools: &Tools,
) -> Result<(Made, Vec<Note>), Problem> {
    let is_gif = opened.format == Format::Gif && opened.frames > 1;
    match purpose {
        // Of others, a GIF stays what apps were told that it is.
        Purpose::Attachment if is_gif && tools.has_ffmpeg() && tools.h264.is_some() => {
            Ok((video::of_gif(opened, folder, tools)?, Vec::new()))
        }
        Purpose::Attachment | Purpose::Remote => {
            let is_missed = is_gif && purpose == Purpose::Attachment;
            let notes = if is_missed { vec![Note::GifStays] } else { Vec::new() };
            Ok((attachment(opened, folder, tools)?, notes))
        }
        Purpose::Avatar => profile(opened, folder, tools, |picture| picture.squared(limits::AVATAR_SIDE)),
        Purpose::Header => {
            profile(opened, folder, tools, |picture| fitted(picture.clone(), limits::HEADER_PIXELS))
        }
        Purpose::Emoji => Ok((emoji(opened, folder, tools)?, Vec::new())),
        Purpose::Preview => Ok((preview(opened, folder, tools)?, Vec::new())),
    }
}

/// The pixels as they are in the file.
fn pixels(opened: &Opened, folder: &Path, tools: &Tools) -> Result<Picture, Problem> {
    match opened.format {
        Format::Heic => heic::decode(&opened.bytes, folder, tools),
        _ => decode(opened),
    }
}

/// Made smaller if it has more pixels than these.
fn fitted(picture: Picture, most: u64) -> Picture {
    let (width, height) = fit(picture.width, picture.height, most);
    if (width, height) == picture.size() { picture } else { picture.resized(width, height) }
}

fn area((width, height): (u32, u32)) -> u64 {
    u64::from(width) * u64::from(height)
}

fn attachment(opened: &Opened, folder: &Path, tools: &Tools) -> Result<Made, Problem> {
    let is_upright = opened.orientation == Orientation::UPRIGHT;
    let is_kept = opened.is_clean && is_upright && area(opened.size) <= limits::ORIGINAL_PIXELS;
    let mut picture = pixels(opened, folder, tools)?;
    let original = if is_kept {
        write::put(folder, "original", &opened.bytes, opened.format, opened.size)?
    } else {
        // Turning fewer pixels is less work, and nothing is seen of the order.
        picture = fitted(picture, limits::ORIGINAL_PIXELS).upright(opened.orientation);
        let (bytes, format) = write::encode(&picture, limits::JPEG_QUALITY)?;
        write::put(folder, "original", &bytes, format, picture.size())?
    };
    let small = fitted(picture, limits::SMALL_PIXELS);
    let small_file = write::put_small(folder, "small", &small)?;
    Ok(Made {
        kind: Kind::Image,
        meta: Meta::of_picture((original.width, original.height), Some(small.size())),
        original,
        small: Some(small_file),
        still: None,
        blurhash: blur::hash(&small),
    })
}

/// Avatars and headers: one picture, and its first frame if it moves.
fn profile(
    opened: &Opened,
    folder: &Path,
    tools: &Tools,
    shape: impl Fn(&Picture) -> Picture,
) -> Result<(Made, Vec<Note>), Problem> {
    // Fewer pixels are turned faster, and all shapes are as wide as high, or any.
    let picture = shape(&pixels(opened, folder, tools)?).upright(opened.orientation);
    if opened.format != Format::Gif || opened.frames == 1 {
        let (bytes, format) = write::encode(&picture, limits::JPEG_QUALITY)?;
        let original = write::put(folder, "original", &bytes, format, picture.size())?;
        return Ok((alone(original, None, &picture), Vec::new()));
    }
    let original = if picture.size() == opened.size {
        write::put(folder, "original", &opened.bytes, Format::Gif, opened.size)?
    } else {
        let moving = animation::rewrite(&opened.bytes, &shape)?;
        write::put(folder, "original", &moving, Format::Gif, picture.size())?
    };
    let still = write::put(folder, "still", &write::png(&picture)?, Format::Png, picture.size())?;
    Ok((alone(original, Some(still), &picture), Vec::new()))
}

/// An emoji stays what it is; beside it lies its first frame as PNG.
fn emoji(opened: &Opened, folder: &Path, tools: &Tools) -> Result<Made, Problem> {
    let picture = pixels(opened, folder, tools)?.upright(opened.orientation);
    let png = || write::png(&picture);
    if !opened.is_clean || opened.orientation != Orientation::UPRIGHT {
        let original = write::put(folder, "original", &png()?, Format::Png, picture.size())?;
        return Ok(alone(original, None, &picture));
    }
    let original = write::put(folder, "original", &opened.bytes, opened.format, opened.size)?;
    let is_still = opened.format == Format::Png && opened.frames == 1;
    let still = if is_still {
        None
    } else {
        Some(write::put(folder, "still", &png()?, Format::Png, picture.size())?)
    };
    Ok(alone(original, still, &picture))
}

fn preview(opened: &Opened, folder: &Path, tools: &Tools) -> Result<Made, Problem> {
    let picture = fitted(pixels(opened, folder, tools)?, limits::SMALL_PIXELS).upright(opened.orientation);
    let original = write::put_small(folder, "original", &picture)?;
    let mut made = alone(original, None, &picture);
    made.meta.colors = Some(blur::colours(&picture));
    Ok(made)
}

fn alone(original: File, still: Option<File>, picture: &Picture) -> Made {
    Made {
        kind: Kind::Image,
        meta: Meta::of_picture((original.width, original.height), None),
        original,
        small: None,
        still,
        blurhash: blur::hash(picture),
    }
}
