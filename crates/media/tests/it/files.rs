//! Files for the tests, made on the spot.

use std::io::Write as _;

/// Pixels in four quarters: red, green / blue, white.
pub(crate) fn quarters(width: u32, height: u32) -> Vec<u8> {
    let colour = |x, y| match (x * 2 < width, y * 2 < height) {
        (true, true) => [220, 30, 30],
        (false, true) => [30, 200, 30],
        (true, false) => [30, 30, 220],
        (false, false) => [250, 250, 250],
    };
    (0..height).flat_map(|y| (0..width).flat_map(move |x| colour(x, y))).collect()
}

pub(crate) fn jpeg(width: u32, height: u32) -> Vec<u8> {
    jpeg_of(&quarters(width, height), width, height)
}

pub(crate) fn jpeg_of(pixels: &[u8], width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    jpeg_encoder::Encoder::new(&mut bytes, 92)
        .encode(pixels, width as u16, height as u16, jpeg_encoder::ColorType::Rgb)
        .unwrap();
    bytes
}

/// A segment of a JPEG.
pub(crate) fn segment(marker: u8, body: &[u8]) -> Vec<u8> {
    [&[0xFF, marker][..], &((body.len() + 2) as u16).to_be_bytes(), body].concat()
}

/// Puts segments behind the first two bytes of a JPEG.
pub(crate) fn with_segments(jpeg: &[u8], segments: &[Vec<u8>]) -> Vec<u8> {
    [&jpeg[..2], &segments.concat(), &jpeg[2..]].concat()
}

/// What a camera notes: where the top is, who it belongs to, and where it was.
pub(crate) fn exif(orientation: u16) -> Vec<u8> {
    let mut tiff = Vec::from(*b"II*\0\x08\0\0\0");
    tiff.extend_from_slice(&3_u16.to_le_bytes());
    let mut entry = |tag: u16, kind: u16, count: u32, value: u32| {
        tiff.extend_from_slice(&tag.to_le_bytes());
        tiff.extend_from_slice(&kind.to_le_bytes());
        tiff.extend_from_slice(&count.to_le_bytes());
        tiff.extend_from_slice(&value.to_le_bytes());
    };
    entry(0x0112, 3, 1, orientation.into());
    entry(0x013B, 2, 16, 50);
    entry(0x8825, 4, 1, 66);
    tiff.extend_from_slice(&[0; 4]);
    tiff.extend_from_slice(b"alice's camera!\0");
    tiff.extend_from_slice(b"\x01\0\x02\0\x05\0\x03\0\0\0GPS 52.5200N 13.4050E");
    tiff
}

pub(crate) fn png(width: u32, height: u32, has_alpha: bool) -> Vec<u8> {
    let mut pixels = quarters(width, height);
    if has_alpha {
        pixels = pixels.chunks(3).flat_map(|pixel| [pixel[0], pixel[1], pixel[2], pixel[0]]).collect();
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(if has_alpha { png::ColorType::Rgba } else { png::ColorType::Rgb });
    let mut writer = encoder.write_header().unwrap();
    writer.write_image_data(&pixels).unwrap();
    writer.finish().unwrap();
    bytes
}

/// A chunk of a PNG.
pub(crate) fn chunk(name: &[u8; 4], body: &[u8]) -> Vec<u8> {
    let mut checksum = crc32fast::Hasher::new();
    checksum.update(name);
    checksum.update(body);
    [&(body.len() as u32).to_be_bytes()[..], name, body, &checksum.finalize().to_be_bytes()].concat()
}

/// Puts chunks behind the header of a PNG.
pub(crate) fn with_chunks(png: &[u8], chunks: &[Vec<u8>]) -> Vec<u8> {
    const HEADER_ENDS: usize = 8 + 25;
    [&png[..HEADER_ENDS], &chunks.concat(), &png[HEADER_ENDS..]].concat()
}

/// A PNG that says to be this large, with as many zeros as fit into little.
pub(crate) fn png_bomb(width: u32, height: u32) -> Vec<u8> {
    let mut body = Vec::new();
    body.extend_from_slice(&width.to_be_bytes());
    body.extend_from_slice(&height.to_be_bytes());
    body.extend_from_slice(&[8, 2, 0, 0, 0]);
    let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..64 {
        encoder.write_all(&[0; 1024 * 1024]).unwrap();
    }
    let zeros = encoder.finish().unwrap();
    [&b"\x89PNG\r\n\x1A\n"[..], &chunk(b"IHDR", &body), &chunk(b"IDAT", &zeros), &chunk(b"IEND", &[])]
        .concat()
}

pub(crate) fn gif(width: u16, height: u16, frames: u16) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = gif::Encoder::new(&mut bytes, width, height, &[]).unwrap();
    encoder.set_repeat(gif::Repeat::Infinite).unwrap();
    for frame in 0..frames {
        let mut pixels = quarters(width.into(), height.into());
        pixels.rotate_left(usize::from(frame) * 3);
        let mut frame = gif::Frame::from_rgb(width, height, &pixels);
        frame.delay = 10;
        encoder.write_frame(&frame).unwrap();
    }
    drop(encoder);
    bytes
}

pub(crate) fn webp(width: u32, height: u32, has_alpha: bool, exif: Option<Vec<u8>>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = image_webp::WebPEncoder::new(&mut bytes);
    if let Some(exif) = exif {
        encoder.set_exif_metadata(exif);
    }
    let (pixels, kind) = if has_alpha {
        let pixels = quarters(width, height);
        let pixels = pixels.chunks(3).flat_map(|pixel| [pixel[0], pixel[1], pixel[2], pixel[0]]).collect();
        (pixels, image_webp::ColorType::Rgba8)
    } else {
        (quarters(width, height), image_webp::ColorType::Rgb8)
    };
    let pixels: Vec<u8> = pixels;
    encoder.encode(&pixels, width, height, kind).unwrap();
    bytes
}

/// A colour profile (ICC.1) of one curve for all three colours, with a remark.
pub(crate) fn icc(remark: &[u8]) -> Vec<u8> {
    const HEADER_BYTES: u32 = 128;
    let mut profile = vec![0; HEADER_BYTES as usize];
    profile[12..24].copy_from_slice(b"mntrRGB XYZ ");
    profile[36..40].copy_from_slice(b"acsp");
    profile[48..52].copy_from_slice(b"alic");
    let data_starts = HEADER_BYTES + 4 + 4 * 12;
    profile.extend_from_slice(&4_u32.to_be_bytes());
    let places = [(b"rTRC", 0, 14), (b"gTRC", 0, 14), (b"bTRC", 0, 14), (b"cprt", 16, remark.len() as u32)];
    for (name, at, length) in places {
        profile.extend_from_slice(name);
        profile.extend_from_slice(&(data_starts + at).to_be_bytes());
        profile.extend_from_slice(&length.to_be_bytes());
    }
    profile.extend_from_slice(b"curv\0\0\0\0\0\0\0\x01\x02\x33\0\0");
    profile.extend_from_slice(remark);
    profile
}
