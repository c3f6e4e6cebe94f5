//! Animated GIFs, frame by frame: each frame is drawn onto what the one before left (GIF89a, section 23).

use std::io::Cursor;

use gif::{ColorOutput, DecodeOptions, Decoder, DisposalMethod, MemoryLimit, Repeat};

use crate::{
    limits,
    picture::Picture,
    refusal::{Refusal, damaged},
    sniff::Format,
};

/// The frames of a GIF, as they are seen.
pub struct Frames<'bytes> {
    decoder: Decoder<Cursor<&'bytes [u8]>>,
    canvas: Picture,
}

fn wrong(error: impl std::fmt::Display) -> Refusal {
    damaged(Format::Gif, error)
}

impl<'bytes> Frames<'bytes> {
    /// Before the first frame.
    ///
    /// # Errors
    /// It is damaged.
    pub fn new(bytes: &'bytes [u8]) -> Result<Self, Refusal> {
        let mut options = DecodeOptions::new();
        options.set_color_output(ColorOutput::RGBA);
        let memory = std::num::NonZeroU64::new(limits::DECODER_BYTES as u64).expect("the limit is not zero");
        options.set_memory_limit(MemoryLimit::Bytes(memory));
        let decoder = options.read_info(Cursor::new(bytes)).map_err(wrong)?;
        let canvas = Picture::blank(decoder.width().into(), decoder.height().into(), true);
        Ok(Self { decoder, canvas })
    }

    /// How often all frames are shown again.
    #[must_use]
    pub fn repeat(&self) -> Repeat {
        self.decoder.repeat()
    }

    /// The next frame as it is seen, and for how many hundredths of a second.
    ///
    /// # Errors
    /// It is damaged.
    pub fn next_frame(&mut self) -> Result<Option<(Picture, u16)>, Refusal> {
        let Some(frame) = self.decoder.read_next_frame().map_err(wrong)? else { return Ok(None) };
        let before = (frame.dispose == DisposalMethod::Previous).then(|| self.canvas.clone());
        draw(&mut self.canvas, frame, Some(&frame.buffer));
        let seen = self.canvas.clone();
        match (frame.dispose, before) {
            (DisposalMethod::Background, _) => draw(&mut self.canvas, frame, None),
            (_, Some(before)) => self.canvas = before,
            _ => {}
        }
        Ok(Some((seen, frame.delay)))
    }
}

/// Puts a frame's pixels, or nothing, where the frame is; what lies outside the picture is left out.
fn draw(canvas: &mut Picture, frame: &gif::Frame<'_>, pixels: Option<&[u8]>) {
    let (width, height) = (canvas.width as usize, canvas.height as usize);
    let (left, top) = (usize::from(frame.left), usize::from(frame.top));
    let (frame_width, frame_height) = (usize::from(frame.width), usize::from(frame.height));
    let seen_width = frame_width.min(width.saturating_sub(left));
    for y in 0..frame_height.min(height.saturating_sub(top)) {
        for x in 0..seen_width {
            let at = ((top + y) * width + left + x) * 4;
            let target = &mut canvas.pixels[at..at + 4];
            let from = (y * frame_width + x) * 4;
            match pixels.map(|pixels| pixels.get(from..from + 4)) {
                Some(Some(pixel)) if pixel[3] != 0 => target.copy_from_slice(pixel),
                Some(_) => {}
                None => target.fill(0),
            }
        }
    }
}

/// The animation again with every frame changed, as a GIF.
///
/// # Errors
/// It is damaged, or too much.
pub fn rewrite(bytes: &[u8], change: impl Fn(&Picture) -> Picture) -> Result<Vec<u8>, Refusal> {
    /// From 1 (best colours) to 30 (fastest); the crate suggests this one.
    const SPEED: i32 = 10;
    let mut frames = Frames::new(bytes)?;
    let mut encoder = None;
    let mut seen_pixels = 0;
    while let Some((picture, delay)) = frames.next_frame()? {
        seen_pixels += u64::from(picture.width) * u64::from(picture.height);
        if seen_pixels > limits::ANIMATION_PIXELS {
            return Err(Refusal::TooManyFrames);
        }
        let mut picture = change(&picture);
        let (width, height) = (picture.width as u16, picture.height as u16);
        let encoder = match &mut encoder {
            Some(encoder) => encoder,
            none => {
                let mut fresh = gif::Encoder::new(Vec::new(), width, height, &[]).map_err(wrong)?;
                fresh.set_repeat(frames.repeat()).map_err(wrong)?;
                none.insert(fresh)
            }
        };
        let mut frame = gif::Frame::from_rgba_speed(width, height, &mut picture.pixels, SPEED);
        frame.delay = delay;
        // Each frame is whole, so nothing of the one before may shine through.
        frame.dispose = DisposalMethod::Background;
        encoder.write_frame(&frame).map_err(wrong)?;
    }
    let encoder = encoder.ok_or(Refusal::NothingInside)?;
    encoder.into_inner().map_err(wrong)
}
