//! AVIF, without any tool, and HEIC, with ffmpeg: single pictures, grids of tiles as phones write them, turned ones.

use media::{
    job::{Made, Purpose},
    refusal::Refusal,
    tools::Tools,
};

use crate::{
    moving::tools,
    studio::{Studio, make, pixels},
};

/// 96 by 64 pixels: red, green / blue, white.
const AVIF: &[u8] = include_bytes!("samples/quarters.avif");
const HEIC: &[u8] = include_bytes!("samples/quarters.heic");
/// The same with ten bits a channel.
const TEN_BITS: &[u8] = include_bytes!("samples/ten_bits.avif");
/// The same, its right half hardly opaque.
const HALF_TRANSPARENT: &[u8] = include_bytes!("samples/half_transparent.avif");

/// What is at these places of a picture, as letters.
fn letters((studio, made): &(Studio, Made), places: &[(u32, u32)]) -> String {
    let (width, _, has_alpha, pixels) = pixels(&studio.read(&made.original));
    let channels = if has_alpha { 4 } else { 3 };
    let letter = |(x, y): &(u32, u32)| {
        let at = (y * width + x) as usize * channels;
        match pixels[at..at + 3] {
            [180..=255, 0..80, 0..80] => 'r',
            [0..80, 160..=255, 0..80] => 'g',
            [0..80, 0..80, 180..=255] => 'b',
            [230..=255, 230..=255, 230..=255] => 'w',
            _ => '?',
        }
    };
    places.iter().map(letter).collect()
}

/// What is in the middle of the four quarters.
fn quarters(made: &(Studio, Made)) -> String {
    letters(made, &[(24, 16), (72, 16), (24, 48), (72, 48)])
}

fn with(bytes: &[u8], tools: Tools) -> Result<(Studio, Made), Refusal> {
    let studio = Studio::new();
    let (made, _) = studio.try_with(bytes, Purpose::Attachment, tools)?;
    Ok((studio, made))
}

#[test]
fn an_avif_becomes_a_jpeg_without_any_tool() {
    for bytes in [AVIF, TEN_BITS] {
        let made = make(bytes, Purpose::Attachment).unwrap();
        assert_eq!(made.1.original.content_type, "image/jpeg");
        assert_eq!((made.1.original.width, made.1.original.height), (96, 64));
        assert_eq!(quarters(&made), "rgbw");
    }
}

#[test]
fn what_is_transparent_stays_so() {
    let (studio, made) = make(HALF_TRANSPARENT, Purpose::Attachment).unwrap();
    assert_eq!(made.original.content_type, "image/png");
    let (width, _, has_alpha, pixels) = pixels(&studio.read(&made.original));
    assert!(has_alpha && pixels[3] > 250);
    assert!(pixels[(width as usize - 1) * 4 + 3].abs_diff(64) < 8);
}

#[test]
fn a_heic_becomes_a_jpeg_where_there_is_ffmpeg_and_is_refused_where_there_is_none() {
    let refused = make(HEIC, Purpose::Attachment).err().unwrap();
    assert_eq!(
        refused.to_string(),
        "This server cannot read HEIC pictures yet: its administrator has to install ffmpeg first."
    );
    let Some(tools) = tools() else { return };
    let made = with(HEIC, tools).unwrap();
    assert_eq!(made.1.original.content_type, "image/jpeg");
    assert_eq!(quarters(&made), "rgbw");
}

/// The body of the first box of this name, wherever it is.
fn body<'bytes>(bytes: &'bytes [u8], name: &[u8; 4]) -> &'bytes [u8] {
    let at = bytes.windows(4).position(|four| four == name).unwrap();
    let length = u32::from_be_bytes(bytes[at - 4..at].try_into().unwrap()) as usize;
    &bytes[at + 4..at - 4 + length]
}

fn a_box(name: &[u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let body = parts.concat();
    [&(body.len() as u32 + 8).to_be_bytes()[..], name, &body].concat()
}

/// Two by two tiles of 96 by 64 pixels, cut to `size`, turned by so many quarters to the left.
fn grid(sample: &[u8], is_avif: bool, size: (u16, u16), turns: u8) -> Vec<u8> {
    let (brand, kind, configuration) =
        if is_avif { (b"avif", b"av01", b"av1C") } else { (b"heic", b"hvc1", b"hvcC") };
    let tile = body(sample, b"mdat");
    let shape = [&[0, 0, 1, 1][..], &size.0.to_be_bytes(), &size.1.to_be_bytes()].concat();
    let entry = |id: u8, kind: &[u8; 4]| a_box(b"infe", &[&[2, 0, 0, 0, 0, id, 0, 0], kind, b"\0"]);
    let tiles = (1..=4).flat_map(|id| entry(id, kind)).collect::<Vec<_>>();
    let items = a_box(b"iinf", &[&[0, 0, 0, 0, 0, 5], &tiles, &entry(5, b"grid")]);
    let extent = |size: (u32, u32)| a_box(b"ispe", &[&[0; 4], &size.0.to_be_bytes(), &size.1.to_be_bytes()]);
    let properties = a_box(
        b"ipco",
        &[
            &a_box(configuration, &[body(sample, configuration)]),
            &extent((96, 64)),
            &extent((size.0.into(), size.1.into())),
            &a_box(b"irot", &[&[turns]]),
        ],
    );
    let tiles = (1..=4).flat_map(|id| [0, id, 2, 0x81, 0x02]).collect::<Vec<_>>();
    let associations = a_box(b"ipma", &[&[0; 4], &[0, 0, 0, 5], &tiles, &[0, 5, 2, 0x03, 0x84]]);
    let references = a_box(b"dimg", &[&[0, 5, 0, 4, 0, 1, 0, 2, 0, 3, 0, 4]]);
    let head = |at: u32| {
        let place = |id: u8| {
            [&[0, id, 0, 0, 0, 0, 0, 1][..], &at.to_be_bytes(), &(tile.len() as u32).to_be_bytes()].concat()
        };
        let tiles = (1..=4).flat_map(place).collect::<Vec<_>>();
        // The grid's own bytes lie in `idat`.
        let own = [&[0, 5, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0][..], &(shape.len() as u32).to_be_bytes()].concat();
        let places = a_box(b"iloc", &[&[1, 0, 0, 0, 0x44, 0, 0, 5], &tiles, &own]);
        let meta = a_box(
            b"meta",
            &[
                &[0; 4],
                &a_box(b"hdlr", &[&[0; 8], b"pict", &[0; 13]]),
                &a_box(b"pitm", &[&[0, 0, 0, 0, 0, 5]]),
                &places,
                &items,
                &a_box(b"iprp", &[&properties, &associations]),
                &a_box(b"iref", &[&[0; 4], &references]),
                &a_box(b"idat", &[&shape]),
            ],
        );
        [a_box(b"ftyp", &[brand, &[0; 4], b"mif1", brand]), meta].concat()
    };
    let head = head(head(0).len() as u32 + 8);
    [&head[..], &a_box(b"mdat", &[tile])].concat()
}

#[test]
fn a_grid_of_tiles_is_one_picture_cut_to_its_size_and_turned() {
    let tools = tools();
    for is_avif in [true, false] {
        let sample = if is_avif { AVIF } else { HEIC };
        if !is_avif && tools.is_none() {
            return;
        }
        let tools = tools.clone().unwrap_or_default();
        let made = with(&grid(sample, is_avif, (144, 96), 0), tools.clone()).unwrap();
        assert_eq!((made.1.original.width, made.1.original.height), (144, 96), "{is_avif}");
        let places =
            [(10, 10), (60, 10), (10, 40), (60, 40), (106, 10), (106, 40), (10, 74), (60, 74), (140, 90)];
        assert_eq!(letters(&made, &places), "rgbwrbrgr");
        let made = with(&grid(sample, is_avif, (192, 128), 1), tools.clone()).unwrap();
        assert_eq!((made.1.original.width, made.1.original.height), (128, 192));
        assert_eq!(letters(&made, &[(10, 181), (10, 131), (40, 181), (40, 131)]), "rgbw");
        for (wrong, size) in [("too small a grid", (96, 64)), ("too large a grid", (300, 128))] {
            let refused = with(&grid(sample, is_avif, size, 0), tools.clone()).err();
            assert!(matches!(refused, Some(Refusal::Damaged { .. })), "{wrong}: {refused:?}");
        }
    }
}

#[test]
fn a_container_that_breaks_off_or_is_damaged_is_refused() {
    let tools = tools().unwrap_or_default();
    for (sample, is_avif) in [(AVIF, true), (HEIC, false)] {
        let grid = grid(sample, is_avif, (144, 96), 0);
        // A tool is started for each HEIC.
        let step = if is_avif { 5 } else { 29 };
        for whole in [sample, &grid] {
            for length in (0..whole.len()).step_by(step) {
                assert!(with(&whole[..length], tools.clone()).is_err(), "{length} bytes were taken");
            }
            for at in (0..whole.len()).step_by(step) {
                let mut damaged = whole.to_vec();
                damaged[at] ^= 0xFF;
                if let Err(Refusal::Damaged { detail, .. }) = with(&damaged, tools.clone()).map(|_| ()) {
                    assert_ne!(detail, "the decoder gave up", "byte {at}");
                }
            }
        }
    }
}
