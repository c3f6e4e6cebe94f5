//! A picture in memory: what decoders make and encoders take. Turning, cutting and making smaller live here.

use fast_image_resize::{
    FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer,
    images::{Image, ImageRef},
};

use crate::{limits, refusal::Refusal};

/// Pixels, eight bits a channel, row by row from the top.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
    /// Whether a fourth channel says how opaque a pixel is.
    pub has_alpha: bool,
    /// Red, green, blue, and alpha if there is one.
    pub pixels: Vec<u8>,
    /// How its colours are meant, cleaned; sRGB if nothing says.
    pub icc: Option<Vec<u8>>,
}

/// Where the top of a picture is, as cameras note it (Exif 2.32, tag 0x0112): 1 is upright, 2 to 4 are mirrored or upside
/// down, 5 to 8 lie on a side.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Orientation(u8);

impl Orientation {
    /// As it should be.
    pub const UPRIGHT: Self = Self(1);

    /// What is not known is upright.
    #[must_use]
    pub fn from_exif(value: u16) -> Self {
        match value {
            1..=8 => Self(value as u8),
            _ => Self::UPRIGHT,
        }
    }

    /// Whether width and height change places.
    #[must_use]
    pub fn is_sideways(self) -> bool {
        self.0 >= 5
    }

    /// A size, turned.
    #[must_use]
    pub fn turn(self, (width, height): (u32, u32)) -> (u32, u32) {
        if self.is_sideways() { (height, width) } else { (width, height) }
    }
}

/// Refuses more pixels than are taken; asked before anything is allocated.
///
/// # Errors
/// Too many, or none.
pub fn check_size(width: u32, height: u32, most: u64) -> Result<(), Refusal> {
    if width == 0 || height == 0 {
        return Err(Refusal::NothingInside);
    }
    let is_long = width > limits::IMAGE_SIDE || height > limits::IMAGE_SIDE;
    if is_long || u64::from(width) * u64::from(height) > most {
        return Err(Refusal::TooManyPixels { width, height, most });
    }
    Ok(())
}

/// The largest size of the same shape that has no more pixels than these; never larger than it is.
#[must_use]
pub fn fit(width: u32, height: u32, most: u64) -> (u32, u32) {
    let area = u64::from(width) * u64::from(height);
    if area <= most {
        return (width, height);
    }
    let scale = (most as f64 / area as f64).sqrt();
    let side = |pixels: u32| ((f64::from(pixels) * scale) as u32).max(1);
    (side(width), side(height))
}

impl Picture {
    /// Pixels of a size, all black (and transparent, if there is alpha).
    #[must_use]
    pub fn blank(width: u32, height: u32, has_alpha: bool) -> Self {
        let channels = if has_alpha { 4 } else { 3 };
        let pixels = vec![0; width as usize * height as usize * channels];
        Self { width, height, has_alpha, pixels, icc: None }
    }

    /// Bytes of one pixel.
    #[must_use]
    pub fn channels(&self) -> usize {
        if self.has_alpha { 4 } else { 3 }
    }

    /// Its size.
    #[must_use]
    pub fn size(&self) -> (u32, u32) {
        (self.width, self.height)
    }

    /// Without its alpha, if every pixel is opaque: then it can be a JPEG.
    #[must_use]
    pub fn opaque_if_possible(mut self) -> Self {
        if self.has_alpha && self.pixels.chunks_exact(4).all(|pixel| pixel[3] == 255) {
            self.pixels =
                self.pixels.chunks_exact(4).flat_map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
            self.has_alpha = false;
        }
        self
    }

    /// Resampled to this size.
    #[must_use]
    pub fn resized(&self, width: u32, height: u32) -> Self {
        self.resampled(width, height, None)
    }

    /// The middle of it, as a square of at most this side.
    #[must_use]
    pub fn squared(&self, most: u32) -> Self {
        let side = self.width.min(self.height);
        let corner = (f64::from(self.width - side) / 2.0, f64::from(self.height - side) / 2.0);
        let target = side.min(most);
        self.resampled(target, target, Some((corner.0, corner.1, f64::from(side))))
    }

    fn resampled(&self, width: u32, height: u32, square: Option<(f64, f64, f64)>) -> Self {
        if (width, height) == self.size() && square.is_none() {
            return self.clone();
        }
        let kind = if self.has_alpha { PixelType::U8x4 } else { PixelType::U8x3 };
        let mut options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::CatmullRom));
        if let Some((left, top, side)) = square {
            options = options.crop(left, top, side, side);
        }
        let mut target = Image::new(width, height, kind);
        let source = ImageRef::new(self.width, self.height, &self.pixels, kind)
            .expect("a picture has as many bytes as its size says");
        Resizer::new()
            .resize(&source, &mut target, &options)
            .expect("both are of the same kind, and the square within");
        Self { width, height, has_alpha: self.has_alpha, pixels: target.into_vec(), icc: self.icc.clone() }
    }

    /// Turned so that it is upright.
    #[must_use]
    pub fn upright(self, orientation: Orientation) -> Self {
        if orientation == Orientation::UPRIGHT {
            return self;
        }
        if self.has_alpha { self.turned::<4>(orientation) } else { self.turned::<3>(orientation) }
    }

    fn turned<const CHANNELS: usize>(self, orientation: Orientation) -> Self {
        /// Pixels along the sides of what is turned at a time, so that both its rows and its columns stay in the cache.
        const TILE: usize = 32;
        let (width, height) = (self.width as usize, self.height as usize);
        let (new_width, new_height) = orientation.turn(self.size());
        let mut turned = Self { icc: self.icc, ..Self::blank(new_width, new_height, self.has_alpha) };
        let (source, _) = self.pixels.as_chunks::<CHANNELS>();
        let (target, _) = turned.pixels.as_chunks_mut::<CHANNELS>();
        let row = new_width as usize;
        for tile_y in (0..height).step_by(TILE) {
            for tile_x in (0..width).step_by(TILE) {
                for y in tile_y..(tile_y + TILE).min(height) {
                    for x in tile_x..(tile_x + TILE).min(width) {
                        let (right, bottom) = (width - 1 - x, height - 1 - y);
                        let (to_x, to_y) = match orientation.0 {
                            2 => (right, y),
                            3 => (right, bottom),
                            4 => (x, bottom),
                            5 => (y, x),
                            6 => (bottom, x),
                            7 => (bottom, right),
                            8 => (y, right),
                            _ => (x, y),
                        };
                        target[to_y * row + to_x] = source[y * width + x];
                    }
                }
            }
        }
        turned
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_grows_and_nothing_vanishes() {
        assert_eq!(fit(100, 100, limits::SMALL_PIXELS), (100, 100));
        assert_eq!(fit(4_000, 3_000, limits::SMALL_PIXELS), (554, 415));
        assert_eq!(fit(32_768, 1, 1_000).1, 1);
    }

    #[test]
    fn a_picture_is_turned_eight_ways() {
        // a b c
        // d e f
        let picture = Picture {
            pixels: b"abcdef".iter().flat_map(|letter| [*letter; 3]).collect(),
            ..Picture::blank(3, 2, false)
        };
        let expected = ["abcdef", "cbafed", "fedcba", "defabc", "adbecf", "daebfc", "fcebda", "cfbead"];
        for (value, letters) in (1..).zip(expected) {
            let turned = picture.clone().upright(Orientation::from_exif(value));
            let seen = turned.pixels.chunks(3).map(|pixel| pixel[0] as char).collect::<String>();
            assert_eq!(seen, letters, "orientation {value}");
            assert_eq!(turned.size(), if value < 5 { (3, 2) } else { (2, 3) });
        }
    }

    #[test]
    fn size_is_asked_before_memory() {
        assert!(check_size(7_680, 4_320, limits::IMAGE_PIXELS).is_ok());
        assert!(check_size(50_000, 50_000, limits::IMAGE_PIXELS).is_err());
        assert!(check_size(u32::MAX, u32::MAX, limits::IMAGE_PIXELS).is_err());
        assert!(check_size(0, 5, limits::IMAGE_PIXELS).is_err());
    }
}
