//! Files that mean no good are refused with a reason, and cost next to nothing.

use std::time::{Duration, Instant};

use media::{job::Purpose, refusal::Refusal};

use crate::{
    files,
    studio::{contains, make},
};

/// What a refusal may cost at most: nothing has been decoded.
const SOON: Duration = Duration::from_millis(500);

#[test]
fn a_bomb_is_refused_before_it_goes_off() {
    let bombs = [
        files::png_bomb(50_000, 50_000),
        files::png_bomb(20_000, 20_000),
        files::png_bomb(u32::MAX, 1),
        // A GIF of 65,535 by 65,535 pixels in a few bytes.
        b"GIF89a\xFF\xFF\xFF\xFF\0\0\0\x2C\0\0\0\0\xFF\xFF\xFF\xFF\0\x02\x02\x44\x01\0\x3B".to_vec(),
    ];
    for bomb in &bombs {
        let started = Instant::now();
        let refused = make(bomb, Purpose::Attachment).err();
        assert!(matches!(refused, Some(Refusal::TooManyPixels { .. })), "{refused:?}");
        assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
        assert!(refused.unwrap().to_string().contains("33 million pixels"));
    }
}

#[test]
fn more_zeros_than_pixels_are_not_unpacked() {
    // 64 MB of zeros for a picture of 192 bytes.
    let _ = make(&files::png_bomb(8, 8), Purpose::Attachment);
    let text = {
        use std::io::Write as _;
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(&vec![0; 200 * 1024 * 1024]).unwrap();
        encoder.finish().unwrap()
    };
    let words = [&b"icc\0\0"[..], &text].concat();
    let png = files::with_chunks(&files::png(8, 8, false), &[files::chunk(b"iCCP", &words)]);
    let started = Instant::now();
    let (studio, made) = make(&png, Purpose::Attachment).unwrap();
    assert!(started.elapsed() < SOON, "{:?}", started.elapsed());
    assert!(!contains(&studio.read(&made.original), b"iCCP"));
}

#[test]
fn an_endless_animation_is_refused() {
    // 40,000 frames of one pixel, 30 bytes each.
    let frame = b"\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0";
    let gif = [&b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF"[..], &frame.repeat(40_000), b"\x3B"].concat();
    assert_eq!(make(&gif, Purpose::Attachment).err(), Some(Refusal::TooManyFrames));
    // Few bytes, many pixels: 100 frames of 4,000 by 4,000.
    let frame = [&b"\x2C\0\0\0\0\xA0\x0F\xA0\x0F\0\x02\x02\x44\x01\0"[..]; 100].concat();
    let gif = [&b"GIF89a\xA0\x0F\xA0\x0F\x80\0\0\0\0\0\xFF\xFF\xFF"[..], &frame, b"\x3B"].concat();
    let refused = make(&gif, Purpose::Avatar).err();
    assert!(matches!(refused, Some(Refusal::TooManyFrames | Refusal::Damaged { .. })), "{refused:?}");
}

#[test]
fn a_file_that_breaks_off_is_refused_with_a_reason_wherever_it_does() {
    let whole = [
        files::jpeg(64, 48),
        files::png(64, 48, true),
        files::gif(64, 48, 2),
        files::webp(64, 48, true, None),
    ];
    for bytes in whole {
        assert!(make(&bytes, Purpose::Preview).is_ok());
        let step = (bytes.len() / 200).max(1);
        for length in (0..bytes.len()).step_by(step) {
            for purpose in [Purpose::Attachment, Purpose::Avatar] {
                let refused = make(&bytes[..length], purpose)
                    .err()
                    .unwrap_or_else(|| panic!("{length} bytes were taken"));
                assert!(
                    matches!(refused, Refusal::Damaged { .. } | Refusal::Unknown | Refusal::Empty),
                    "{refused:?}"
                );
                assert!(refused.to_string().ends_with('.'), "{refused}");
            }
        }
    }
}

#[test]
fn no_flipped_byte_makes_a_decoder_panic_or_a_secret_stay() {
    let exif = [b"Exif\0\0", &files::exif(6)[..]].concat();
    let jpeg = files::with_segments(&files::jpeg(40, 24), &[files::segment(0xE1, &exif)]);
    for bytes in [jpeg, files::png(40, 24, true), files::gif(40, 24, 2), files::webp(40, 24, true, None)] {
        for at in (0..bytes.len()).step_by((bytes.len() / 150).max(1)) {
            for flip in [0xFF, 0x80, 0x01] {
                let mut damaged = bytes.clone();
                damaged[at] ^= flip;
                if let Err(Refusal::Damaged { detail, .. }) = make(&damaged, Purpose::Attachment).map(|_| ())
                {
                    assert_ne!(detail, "the decoder gave up", "byte {at} ^ {flip}");
                }
            }
        }
    }
}

#[test]
fn a_file_that_is_two_things_stays_only_one() {
    // A GIF that is a script, too: the comment in it holds the rest of the program.
    let script = b"GIF89a/*\0\x01\0\x2C".to_vec();
    assert!(make(&script, Purpose::Attachment).is_err());
    let gif = files::gif(16, 16, 1);
    let polyglot = [&gif[..], b"*/=1;alert('xss')//<script>alert(1)</script>"].concat();
    let (studio, made) = make(&polyglot, Purpose::Attachment).unwrap();
    let original = studio.read(&made.original);
    assert!(!contains(&original, b"alert") && !contains(&original, b"<script"));
    let jpeg = files::with_segments(
        &files::jpeg(16, 16),
        &[files::segment(0xFE, b"<?php system($_GET[0]); ?><html>")],
    );
    let (studio, made) = make(&jpeg, Purpose::Attachment).unwrap();
    assert!(!contains(&studio.read(&made.original), b"<html"));
}

#[test]
fn what_is_no_picture_is_refused_whatever_it_is_called() {
    let files = [
        &b"<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>"[..],
        b"<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><svg>&b;</svg>",
        b"push graphic-context\nimage over 0,0 0,0 'ephemeral:/tmp/x'\npop graphic-context\n",
        b"#EXTM3U\n#EXTINF:10,\nconcat:http://neighbour.example/a|file:///etc/passwd\n#EXT-X-ENDLIST\n",
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"<!DOCTYPE html><title>picture</title>",
        b"{\"type\": \"Create\", \"id\": \"https://home.example/1\"}",
        b"RIFF\x24\0\0\0AVI LIST",
    ];
    for bytes in files {
        for purpose in
            [Purpose::Attachment, Purpose::Avatar, Purpose::Emoji, Purpose::Preview, Purpose::Remote]
        {
            assert_eq!(make(bytes, purpose).err(), Some(Refusal::Unknown));
        }
    }
    let mp3 = [&b"\xFF\xFB\x90\x00"[..], &[0; 413]].concat();
    let refused = make(&mp3, Purpose::Avatar).err().unwrap();
    assert_eq!(refused.to_string(), "MP3 files cannot be used as an avatar.");
}
