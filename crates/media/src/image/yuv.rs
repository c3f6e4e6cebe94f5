//! Brightness and two colour differences become red, green and blue (ITU-T H.273).

use crate::picture::Picture;

/// One of the three planes.
#[derive(Clone, Copy)]
pub struct Plane<'bytes> {
    /// Samples, two bytes each (little-endian) if there are more than eight bits.
    pub bytes: &'bytes [u8],
    /// Bytes from one row to the next.
    pub stride: usize,
}

/// A picture in planes.
pub struct Planes<'bytes> {
    /// Its size.
    pub size: (u32, u32),
    /// Bits of a sample: 8, 10 or 12.
    pub depth: u8,
    /// Brightness.
    pub luma: Plane<'bytes>,
    /// Colour differences, blue and red; a grey picture has none.
    pub chroma: Option<[Plane<'bytes>; 2]>,
    /// Whether colour has half as many columns.
    pub halves_columns: bool,
    /// Whether colour has half as many rows.
    pub halves_rows: bool,
    /// Whether all numbers mean something, from black 0 to white 255.
    pub is_full_range: bool,
    /// `MatrixCoefficients` of H.273.
    pub matrix: u32,
}

impl Plane<'_> {
    fn row(&self, y: usize) -> &[u8] {
        self.bytes.get(y * self.stride..).unwrap_or_default()
    }
}

/// A sample, as if there were eight bits, with what is beyond as a fraction.
fn sample(row: &[u8], x: usize, depth: u8) -> f32 {
    if depth == 8 {
        return f32::from(row.get(x).copied().unwrap_or_default());
    }
    let wide = row.get(x * 2..x * 2 + 2).map_or(0, |two| u16::from_le_bytes([two[0], two[1]]));
    f32::from(wide) / f32::from(1_u16 << (depth - 8))
}

/// How much of red and of blue is in the brightness.
fn weights(matrix: u32) -> (f32, f32) {
    match matrix {
        1 => (0.2126, 0.0722),
        4 => (0.30, 0.11),
        7 => (0.212, 0.087),
        9 | 10 => (0.2627, 0.0593),
        // 5 and 6, and what is said to be meant where nothing is said.
        _ => (0.299, 0.114),
    }
}

/// The picture in red, green and blue.
#[must_use]
pub fn to_rgb(planes: &Planes<'_>) -> Picture {
    let mut picture = Picture::blank(planes.size.0, planes.size.1, false);
    let (red_weight, blue_weight) = weights(planes.matrix);
    let green_weight = 1.0 - red_weight - blue_weight;
    let (low, luma_scale, chroma_scale) =
        if planes.is_full_range { (0.0, 1.0, 1.0) } else { (16.0, 255.0 / 219.0, 255.0 / 224.0) };
    let (red_of_v, blue_of_u) =
        (2.0 * (1.0 - red_weight) * chroma_scale, 2.0 * (1.0 - blue_weight) * chroma_scale);
    let (green_of_u, green_of_v) =
        (-blue_of_u * blue_weight / green_weight, -red_of_v * red_weight / green_weight);
    // An identity matrix holds green, blue and red themselves.
    let is_rgb = planes.matrix == 0 && planes.chroma.is_some();
    let width = planes.size.0 as usize;
    for (y, out) in picture.pixels.chunks_exact_mut(width * 3).enumerate() {
        let luma = planes.luma.row(y);
        let chroma_y = if planes.halves_rows { y / 2 } else { y };
        let chroma = planes.chroma.as_ref().map(|[u, v]| (u.row(chroma_y), v.row(chroma_y)));
        for (x, pixel) in out.chunks_exact_mut(3).enumerate() {
            let brightness = (sample(luma, x, planes.depth) - low) * luma_scale;
            let chroma_x = if planes.halves_columns { x / 2 } else { x };
            let (u, v) = chroma.map_or((128.0, 128.0), |(u, v)| {
                (sample(u, chroma_x, planes.depth), sample(v, chroma_x, planes.depth))
            });
            let [red, green, blue] = if is_rgb {
                [(v - low) * luma_scale, brightness, (u - low) * luma_scale]
            } else {
                let (u, v) = (u - 128.0, v - 128.0);
                [
                    brightness + red_of_v * v,
                    brightness + green_of_u * u + green_of_v * v,
                    brightness + blue_of_u * u,
                ]
            };
            // Conversion from floating point cuts at 0 and 255.
            pixel.copy_from_slice(&[(red + 0.5) as u8, (green + 0.5) as u8, (blue + 0.5) as u8]);
        }
    }
    picture
}

/// Brightness alone, all numbers used: what an alpha picture says.
#[must_use]
pub fn to_alpha(planes: &Planes<'_>) -> Vec<u8> {
    let (low, scale) = if planes.is_full_range { (0.0, 1.0) } else { (16.0, 255.0 / 219.0) };
    let (width, height) = (planes.size.0 as usize, planes.size.1 as usize);
    (0..height)
        .flat_map(|y| {
            let row = planes.luma.row(y);
            (0..width).map(move |x| ((sample(row, x, planes.depth) - low) * scale + 0.5) as u8)
        })
        .collect()
}
