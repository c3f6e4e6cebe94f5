//! HEIC: pictures compressed as frames of HEVC video, on phones as a grid of tiles. We read the container; ffmpeg reads
//! the tiles, as one video of as many frames.

use std::path::Path;

use super::{
    avif::place,
    heif::{self, Heif},
};
use crate::{
    ffmpeg::Ffmpeg,
    picture::Picture,
    refusal::{Problem, damaged},
    sniff::Format,
    tools::Tools,
};

const TILES: &str = "tiles.hevc";
const FRAMES: &str = "tiles.rgb";

/// The pixels, not turned yet.
///
/// # Errors
/// It is damaged, or there is no ffmpeg.
pub fn decode(bytes: &[u8], folder: &Path, tools: &Tools) -> Result<Picture, Problem> {
    let found = heif::read(bytes, Format::Heic)?;
    let ffmpeg = Ffmpeg::for_format(tools, folder, Format::Heic)?;
    let stream = annex_b(&found).ok_or_else(|| damaged(Format::Heic, "its tiles make no sense"))?;
    std::fs::write(folder.join(TILES), stream).map_err(Problem::while_doing("writing tiles"))?;
    let matrix = match found.colour.map(|colour| colour.matrix) {
        Some(1) => "bt709",
        Some(9 | 10) => "bt2020",
        _ => "bt601",
    };
    let range = if found.colour.is_none_or(|colour| colour.is_full_range) { "full" } else { "limited" };
    let filter = format!("scale=in_range={range}:in_color_matrix={matrix}:flags=accurate_rnd,format=rgb24");
    ffmpeg.picture(&[
        "-codec_whitelist",
        "hevc",
        "-f",
        "hevc",
        "-i",
        TILES,
        "-vsync",
        "passthrough",
        "-vf",
        &filter,
        "-f",
        "rawvideo",
        FRAMES,
    ])?;
    let frames = std::fs::read(folder.join(FRAMES)).map_err(Problem::while_doing("reading tiles"))?;
    let coded = &found.picture;
    let tile_bytes = coded.tile.0 as usize * coded.tile.1 as usize * 3;
    if frames.len() != tile_bytes * coded.tiles.len() {
        return Err(damaged(Format::Heic, "its tiles are of another size than it says").into());
    }
    let mut picture = Picture::blank(coded.size.0, coded.size.1, false);
    for (index, tile) in frames.chunks_exact(tile_bytes).enumerate() {
        place(&mut picture.pixels, 3, coded, index, tile);
    }
    for name in [TILES, FRAMES] {
        std::fs::remove_file(folder.join(name)).map_err(Problem::while_doing("removing tiles"))?;
    }
    Ok(Picture { icc: found.icc, ..picture })
}

const START: &[u8] = &[0, 0, 0, 1];

/// All tiles as a stream (ITU-T H.265, annex B): what is said before each unit is not its length but a mark.
fn annex_b(found: &Heif) -> Option<Vec<u8>> {
    let configuration = &found.picture.configuration;
    let length_bytes = usize::from(configuration.get(21)? & 3) + 1;
    let mut parameters = Vec::new();
    let mut numbers = crate::boxes::Numbers::new(configuration.get(22..)?);
    for _ in 0..numbers.next(1)? {
        numbers.next(1)?;
        for _ in 0..numbers.next(2)? {
            unit(&mut numbers, 2, &mut parameters)?;
        }
    }
    let mut stream = Vec::new();
    for tile in &found.picture.tiles {
        stream.extend_from_slice(&parameters);
        let mut numbers = crate::boxes::Numbers::new(tile);
        while !numbers.rest().is_empty() {
            unit(&mut numbers, length_bytes, &mut stream)?;
        }
    }
    Some(stream)
}

fn unit(numbers: &mut crate::boxes::Numbers<'_>, length_bytes: usize, out: &mut Vec<u8>) -> Option<()> {
    let length = numbers.next(length_bytes)? as usize;
    out.extend_from_slice(START);
    out.extend_from_slice(numbers.take(length)?);
    Some(())
}
