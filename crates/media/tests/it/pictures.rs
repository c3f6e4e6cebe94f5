//! Pictures become what they are wanted for, and tell nothing of who made them.

use media::{
    job::{Kind, Purpose},
    limits,
    refusal::Refusal,
    sniff::Format,
};

use crate::{
    files,
    studio::{contains, make, pixels},
};

fn near(pixel: &[u8], expected: [u8; 3]) -> bool {
    pixel.iter().zip(expected).all(|(one, other)| one.abs_diff(other) < 24)
}

#[test]
fn what_a_camera_notes_is_gone_and_not_one_pixel_is_touched() {
    let plain = files::jpeg(320, 200);
    let exif = [b"Exif\0\0", &files::exif(1)[..]].concat();
    let jpeg = files::with_segments(
        &plain,
        &[
            files::segment(0xE1, &exif),
            files::segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>GPS alice</x:xmpmeta>"),
            files::segment(0xED, b"Photoshop 3.0\08BIM IPTC alice"),
            files::segment(0xFE, b"a comment by alice"),
            files::segment(0xE5, b"alice's own"),
        ],
    );
    let jpeg = [&jpeg[..], b"PK\x03\x04 a second picture of alice behind the end"].concat();
    let (studio, made) = make(&jpeg, Purpose::Attachment).unwrap();
    let original = studio.read(&made.original);
    for secret in [&b"alice"[..], b"GPS", b"Exif", b"xmp", b"8BIM", b"PK\x03\x04"] {
        assert!(!contains(&original, secret), "{secret:?}");
    }
    assert_eq!(pixels(&original), pixels(&plain));
    assert_eq!(made.original.content_type, "image/jpeg");
    assert!(original.ends_with(&[0xFF, 0xD9]));
    let small = studio.read(made.small.as_ref().unwrap());
    assert!(!contains(&small, b"alice"));
}

#[test]
fn a_photo_is_turned_upright_whichever_way_it_was_held() {
    // Where red, green, blue and white quarters are seen, from the left upper corner on.
    let seen = ["rgbw", "grwb", "wbgr", "bwrg", "rbgw", "brwg", "wgbr", "gwrb"];
    for (orientation, expected) in (1..).zip(seen) {
        let exif = [b"Exif\0\0", &files::exif(orientation)[..]].concat();
        let jpeg = files::with_segments(&files::jpeg(96, 64), &[files::segment(0xE1, &exif)]);
        let png = files::with_chunks(
            &files::png(96, 64, false),
            &[files::chunk(b"eXIf", &files::exif(orientation))],
        );
        let webp = files::webp(96, 64, false, Some(files::exif(orientation)));
        for (bytes, purpose) in [
            (&jpeg, Purpose::Attachment),
            (&png, Purpose::Attachment),
            (&webp, Purpose::Attachment),
            (&png, Purpose::Emoji),
        ] {
            let (studio, made) = make(bytes, purpose).unwrap();
            for file in [Some(&made.original), made.small.as_ref()].into_iter().flatten() {
                let bytes = studio.read(file);
                assert!(!contains(&bytes, b"alice"));
                let (width, height, _, pixels) = pixels(&bytes);
                assert_eq!((width, height), if orientation < 5 { (96, 64) } else { (64, 96) });
                assert_eq!((file.width, file.height), (width, height));
                let places = [(0.25, 0.25), (0.75, 0.25), (0.25, 0.75), (0.75, 0.75)];
                for (letter, (x, y)) in expected.chars().zip(places) {
                    let colour = match letter {
                        'r' => [220, 30, 30],
                        'g' => [30, 200, 30],
                        'b' => [30, 30, 220],
                        _ => [250, 250, 250],
                    };
                    let at =
                        ((f64::from(height) * y) as u32 * width + (f64::from(width) * x) as u32) as usize * 3;
                    assert!(
                        near(&pixels[at..at + 3], colour),
                        "{orientation} {letter}: {:?}",
                        &pixels[at..at + 3]
                    );
                }
            }
        }
    }
}

#[test]
fn a_large_photo_is_made_smaller_and_a_small_one_stays() {
    let (_, made) = make(&files::jpeg(4_000, 3_000), Purpose::Attachment).unwrap();
    assert_eq!((made.original.width, made.original.height), (3_325, 2_494));
    let small = made.small.unwrap();
    assert_eq!((small.width, small.height), (554, 415));
    assert_eq!(made.kind, Kind::Image);
    assert_eq!(made.blurhash.unwrap().len(), 36);
    let meta = serde_json::to_value(&made.meta).unwrap();
    assert_eq!(meta["original"]["size"], "3325x2494");
    assert_eq!(meta["small"]["width"], 554);
    let (_, made) = make(&files::jpeg(16, 9), Purpose::Attachment).unwrap();
    assert_eq!((made.original.width, made.original.height), (16, 9));
}

#[test]
fn every_format_keeps_its_pixels_and_loses_its_words() {
    let png = files::with_chunks(
        &files::png(64, 48, true),
        &[
            files::chunk(b"tEXt", b"Author\0alice"),
            files::chunk(b"tIME", &[7, 234, 1, 1, 1, 1, 1]),
            files::chunk(b"eXIf", &files::exif(1)),
            files::chunk(b"alIc", b"alice"),
        ],
    );
    let png = [&png[..], b"PK\x03\x04alice"].concat();
    let webp = files::webp(64, 48, true, Some(files::exif(1)));
    let gif = files::gif(64, 48, 1);
    let with_remark =
        [&gif[..gif.len() - 1], b"\x21\xFE\x05alice\0\x21\xFF\x0BXMP DataXMP\x05alice\0\x3Balice"].concat();
    for (bytes, format) in [(png, Format::Png), (webp, Format::Webp), (with_remark, Format::Gif)] {
        let (studio, made) = make(&bytes, Purpose::Attachment).unwrap();
        let original = studio.read(&made.original);
        assert_eq!(made.original.content_type, format.content_type());
        assert!(!contains(&original, b"alice"), "{format:?}");
        assert_eq!(pixels(&original), pixels(&bytes), "{format:?}");
        let small = made.small.unwrap();
        let expected = if format == Format::Gif { "image/jpeg" } else { "image/png" };
        assert_eq!(small.content_type, expected, "{format:?}");
    }
}

#[test]
fn an_avatar_is_the_middle_of_a_picture() {
    let (studio, made) = make(&files::jpeg(1_200, 800), Purpose::Avatar).unwrap();
    assert_eq!((made.original.width, made.original.height), (400, 400));
    assert_eq!(made.still, None);
    let (.., pixels) = pixels(&studio.read(&made.original));
    assert!(near(&pixels[..3], [220, 30, 30]));
    let (_, made) = make(&files::png(300, 100, true), Purpose::Avatar).unwrap();
    assert_eq!((made.original.width, made.original.height), (100, 100));
    assert_eq!(made.original.content_type, "image/png");
    let (_, made) = make(&files::jpeg(3_000, 1_000), Purpose::Header).unwrap();
    assert_eq!((made.original.width, made.original.height), (1_500, 500));
}

#[test]
fn an_animated_avatar_moves_and_has_a_picture_that_does_not() {
    let (studio, made) = make(&files::gif(600, 500, 3), Purpose::Avatar).unwrap();
    assert_eq!(made.original.content_type, "image/gif");
    assert_eq!((made.original.width, made.original.height), (400, 400));
    let moving = media::strip::gif::strip(&studio.read(&made.original)).unwrap();
    assert_eq!(moving.frames, 3);
    let still = made.still.unwrap();
    assert_eq!(still.content_type, "image/png");
    assert_eq!((still.width, still.height), (400, 400));
}

#[test]
fn an_emoji_stays_what_it_is_beside_a_still_png() {
    let (studio, made) = make(&files::gif(32, 32, 2), Purpose::Emoji).unwrap();
    assert_eq!(media::strip::gif::strip(&studio.read(&made.original)).unwrap().frames, 2);
    assert_eq!(made.still.unwrap().content_type, "image/png");
    let (_, made) = make(&files::png(32, 32, true), Purpose::Emoji).unwrap();
    assert_eq!(made.original.content_type, "image/png");
    assert_eq!(made.still, None);
    let large = [&files::png(32, 32, true)[..], &vec![0; 300 * 1024]].concat();
    assert_eq!(make(&large, Purpose::Emoji).err(), Some(Refusal::TooLarge { most: limits::EMOJI_BYTES }));
}

#[test]
fn without_ffmpeg_an_animated_gif_stays_one_and_the_admin_is_told() {
    let studio = crate::studio::Studio::new();
    let gif = files::gif(48, 32, 3);
    let (made, notes) = studio.try_with(&gif, Purpose::Attachment, media::tools::Tools::default()).unwrap();
    assert_eq!(made.kind, Kind::Image);
    assert_eq!(made.original.content_type, "image/gif");
    assert_eq!(notes, [media::job::Note::GifStays]);
}

#[test]
fn colours_are_meant_as_before_and_their_profile_says_nothing_else() {
    let profile = files::icc(b"text\0\0\0\0by alice");
    let in_jpeg = [b"ICC_PROFILE\0\x01\x01", &profile[..]].concat();
    let in_png = {
        use std::io::Write as _;
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(&profile).unwrap();
        [&b"alice's\0\0"[..], &encoder.finish().unwrap()].concat()
    };
    for (width, height) in [(64, 48), (4_000, 3_000)] {
        let jpeg = files::with_segments(&files::jpeg(width, height), &[files::segment(0xE2, &in_jpeg)]);
        let (studio, made) = make(&jpeg, Purpose::Attachment).unwrap();
        for file in [Some(&made.original), made.small.as_ref()].into_iter().flatten() {
            let bytes = studio.read(file);
            assert!(contains(&bytes, b"ICC_PROFILE") && contains(&bytes, b"curv"), "{width}");
            assert!(!contains(&bytes, b"alic"), "{width}");
        }
    }
    let png = files::with_chunks(&files::png(64, 48, false), &[files::chunk(b"iCCP", &in_png)]);
    let (studio, made) = make(&png, Purpose::Attachment).unwrap();
    let original = studio.read(&made.original);
    assert!(contains(&original, b"iCCP") && !contains(&original, b"alice"));
    assert!(contains(&studio.read(&made.small.unwrap()), b"curv"));
}
