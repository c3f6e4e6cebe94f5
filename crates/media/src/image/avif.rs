//! AVIF: pictures compressed as a frame of AV1 video. The decoder is dav1d in Rust.

use re_rav1d::{Decoder, Error, Picture as Frame, PixelLayout, PlanarImageComponent, Settings};

use super::{
    heif::{self, Coded, Colour},
    yuv::{self, Plane, Planes},
};
use crate::{
    limits,
    picture::Picture,
    refusal::{Refusal, damaged},
    sniff::Format,
};

fn wrong(detail: impl std::fmt::Display) -> Refusal {
    damaged(Format::Avif, detail)
}

/// The pixels, not turned yet.
///
/// # Errors
/// It is damaged.
pub fn decode(bytes: &[u8]) -> Result<Picture, Refusal> {
    let found = heif::read(bytes, Format::Avif)?;
    let mut picture = Picture::blank(found.picture.size.0, found.picture.size.1, false);
    for (index, data) in found.picture.tiles.iter().enumerate() {
        let frame = frame(data, &found.picture)?;
        let tile = with_planes(&frame, found.colour, yuv::to_rgb);
        place(&mut picture.pixels, 3, &found.picture, index, &tile.pixels);
    }
    match &found.alpha {
        Some(alpha) if alpha.size == found.picture.size => with_alpha(picture, alpha),
        Some(_) => Err(wrong("its transparency is of another size")),
        None => Ok(picture),
    }
}

fn with_alpha(picture: Picture, alpha: &Coded) -> Result<Picture, Refusal> {
    let mut opaque = vec![0; picture.pixels.len() / 3];
    for (index, data) in alpha.tiles.iter().enumerate() {
        let frame = frame(data, alpha)?;
        let tile = with_planes(&frame, None, yuv::to_alpha);
        place(&mut opaque, 1, alpha, index, &tile);
    }
    let colours = picture.pixels.chunks_exact(3).zip(&opaque);
    let pixels = colours.flat_map(|(pixel, alpha)| [pixel[0], pixel[1], pixel[2], *alpha]).collect();
    Ok(Picture { has_alpha: true, pixels, ..picture })
}

/// Copies a tile to its place; what stands out is left out.
pub(super) fn place(whole: &mut [u8], channels: usize, coded: &Coded, index: usize, tile: &[u8]) {
    let (left, top) = coded.place(index);
    let seen = coded.tile.0.min(coded.size.0.saturating_sub(left)) as usize * channels;
    let rows = coded.tile.1.min(coded.size.1.saturating_sub(top));
    for y in 0..rows as usize {
        let to = ((top as usize + y) * coded.size.0 as usize + left as usize) * channels;
        let from = y * coded.tile.0 as usize * channels;
        whole[to..to + seen].copy_from_slice(&tile[from..from + seen]);
    }
}

fn frame(data: &[u8], coded: &Coded) -> Result<Frame, Refusal> {
    let mut settings = Settings::new();
    settings.set_n_threads(1);
    settings.set_max_frame_delay(1);
    settings.set_all_layers(false);
    settings.set_frame_size_limit(limits::IMAGE_PIXELS as u32);
    if data.is_empty() {
        return Err(wrong("there is no picture in it"));
    }
    let mut decoder = Decoder::with_settings(&settings).map_err(wrong)?;
    let mut sent = decoder.send_data(data.to_vec().into_boxed_slice(), None, None, None);
    loop {
        match decoder.get_picture() {
            Ok(frame) if (frame.width(), frame.height()) == coded.tile => return Ok(frame),
            Ok(_) => return Err(wrong("it is of another size than it says")),
            Err(Error::Again) if matches!(sent, Err(Error::Again)) => sent = decoder.send_pending_data(),
            Err(Error::Again) => return Err(wrong("there is no picture in it")),
            Err(error) => return Err(wrong(error)),
        }
    }
}

fn with_planes<Made>(frame: &Frame, colour: Option<Colour>, convert: impl Fn(&Planes<'_>) -> Made) -> Made {
    let layout = frame.pixel_layout();
    let stride = |component| frame.stride(component) as usize;
    let luma = frame.plane(PlanarImageComponent::Y);
    let chroma = (layout != PixelLayout::I400)
        .then(|| [frame.plane(PlanarImageComponent::U), frame.plane(PlanarImageComponent::V)]);
    let own_full_range = format!("{:?}", frame.color_range()) == "Full";
    convert(&Planes {
        size: (frame.width(), frame.height()),
        depth: frame.bit_depth() as u8,
        luma: Plane { bytes: &luma, stride: stride(PlanarImageComponent::Y) },
        chroma: chroma.as_ref().map(|planes| {
            [0, 1].map(|at| Plane { bytes: &planes[at], stride: stride(PlanarImageComponent::U) })
        }),
        halves_columns: matches!(layout, PixelLayout::I420 | PixelLayout::I422),
        halves_rows: layout == PixelLayout::I420,
        is_full_range: colour.map_or(own_full_range, |colour| colour.is_full_range),
        matrix: colour.map_or(frame.matrix_coefficients() as u32, |colour| colour.matrix.into()),
    })
}
