//! The blurred picture that is shown while the real one loads (BlurHash by Wolt), and colours for players.

use crate::{
    meta::Colours,
    picture::{Picture, fit},
};

/// Waves across and down; Mastodon has as many.
const COMPONENTS: u32 = 4;
/// Pixels from which the waves are computed: more cost time and change nothing.
const PIXELS: u64 = 32 * 32;

/// The blurhash of a picture.
#[must_use]
pub fn hash(picture: &Picture) -> Option<String> {
    let tiny = tiny(picture);
    blurhash::encode(COMPONENTS, COMPONENTS, tiny.width, tiny.height, &tiny.pixels).ok()
}

/// A few pixels of it, on white where it is transparent, with a fourth channel that says nothing.
fn tiny(picture: &Picture) -> Picture {
    let (width, height) = fit(picture.width, picture.height, PIXELS);
    let small = picture.resized(width, height);
    let pixels = small.pixels.chunks_exact(small.channels()).flat_map(|pixel| {
        let alpha = u32::from(pixel.get(3).copied().unwrap_or(255));
        let on_white = |colour: u8| ((u32::from(colour) * alpha + 255 * (255 - alpha)) / 255) as u8;
        [on_white(pixel[0]), on_white(pixel[1]), on_white(pixel[2]), 255]
    });
    Picture { pixels: pixels.collect(), has_alpha: true, icc: None, ..small }
}

/// Contrast that text needs on what it stands on (WCAG 2.1 asks 3.0 of large text).
const FOREGROUND_CONTRAST: f64 = 3.0;
/// Contrast that what stands out needs.
const ACCENT_CONTRAST: f64 = 2.0;
/// Colours of these many steps a channel are the same colour, when colours are counted.
const STEPS: u8 = 8;

/// A colour to stand on - the one most seen at the edges -, one to write on it, and one that stands out: from the
/// picture where it has such, otherwise white or black.
#[must_use]
pub fn colours(picture: &Picture) -> Colours {
    let tiny = tiny(picture);
    let (width, height) = (tiny.width as usize, tiny.height as usize);
    let pixel = |at: usize| [tiny.pixels[at * 4], tiny.pixels[at * 4 + 1], tiny.pixels[at * 4 + 2]];
    let is_edge = |at: usize| {
        let (x, y) = (at % width, at / width);
        x == 0 || y == 0 || x + 1 == width || y + 1 == height
    };
    let edge = most_seen((0..width * height).filter(|at| is_edge(*at)).map(pixel));
    let background = edge.first().copied().unwrap_or([0, 0, 0]);
    let all = most_seen((0..width * height).map(pixel));
    let readable = |needed: f64, not: Option<[u8; 3]>| {
        let found =
            all.iter().filter(|colour| contrast(**colour, background) >= needed && Some(**colour) != not);
        found.copied().max_by(|one, other| vividness(*one).total_cmp(&vividness(*other)))
    };
    let plain = if contrast([255; 3], background) >= FOREGROUND_CONTRAST { [255; 3] } else { [0; 3] };
    let accent = readable(ACCENT_CONTRAST, None).unwrap_or(plain);
    let foreground = readable(FOREGROUND_CONTRAST, Some(accent)).unwrap_or(plain);
    Colours { background: hex(background), foreground: hex(foreground), accent: hex(accent) }
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

/// Averages of similar colours, those of most pixels first.
fn most_seen(pixels: impl Iterator<Item = [u8; 3]>) -> Vec<[u8; 3]> {
    let mut bins = std::collections::BTreeMap::<[u8; 3], ([u32; 3], u32)>::new();
    for pixel in pixels {
        let bin = bins.entry(pixel.map(|channel| channel / (u8::MAX / STEPS + 1))).or_default();
        for (sum, channel) in bin.0.iter_mut().zip(pixel) {
            *sum += u32::from(channel);
        }
        bin.1 += 1;
    }
    let mut found = bins.into_values().collect::<Vec<_>>();
    found.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    found.into_iter().map(|(sums, count)| sums.map(|sum| (sum / count) as u8)).collect()
}

/// How far a colour is from grey.
fn vividness(colour: [u8; 3]) -> f64 {
    let (most, least) = (colour.into_iter().max().unwrap_or(0), colour.into_iter().min().unwrap_or(0));
    f64::from(most - least)
}

/// Contrast ratio of WCAG 2.1, from 1 to 21.
fn contrast(one: [u8; 3], other: [u8; 3]) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

fn luminance(colour: [u8; 3]) -> f64 {
    let [red, green, blue] = colour.map(|channel| {
        let channel = f64::from(channel) / 255.0;
        if channel <= 0.03928 { channel / 12.92 } else { ((channel + 0.055) / 1.055).powf(2.4) }
    });
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sunset() -> Picture {
        let mut picture = Picture::blank(200, 100, false);
        for (at, pixel) in picture.pixels.chunks_exact_mut(3).enumerate() {
            let is_sun = (80..120).contains(&(at % 200)) && (30..70).contains(&(at / 200));
            pixel.copy_from_slice(if is_sun { &[250, 120, 20] } else { &[20, 20, 60] });
        }
        picture
    }

    #[test]
    fn a_blurhash_has_four_by_four_waves() {
        let hash = hash(&sunset()).unwrap();
        assert_eq!(hash.len(), 4 + 2 * 16);
        let again = blurhash::decode(&hash, 32, 16, 1.0).unwrap();
        assert!(again[0] < 80, "the sky is dark: {:?}", &again[..3]);
    }

    #[test]
    fn a_player_stands_on_the_edge_and_shines_like_the_sun() {
        let colours = colours(&sunset());
        assert_eq!(colours.background, "#14143c");
        assert_eq!(&colours.accent[..2], "#f");
        assert_ne!(colours.foreground, colours.background);
    }

    #[test]
    fn even_one_white_pixel_has_both() {
        let white = Picture { pixels: vec![255; 3], ..Picture::blank(1, 1, false) };
        assert!(hash(&white).is_some());
        assert_eq!(colours(&white).foreground, "#000000");
    }
}
