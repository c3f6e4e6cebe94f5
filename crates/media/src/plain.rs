//! Sound and video where there is no ffmpeg: what browsers play anyway passes, without what it tells, as far as a small
//! reader of our own can see to that; the rest is refused, with what to install.

use std::{fs, path::Path};

use crate::{
    image::write,
    job::{File, Job, Kind, Made, Note},
    meta::{self, Details, Meta},
    refusal::{Problem, Refusal},
    sniff::Format,
    strip,
};

/// What is known of a file without decoding it.
pub(crate) struct Known {
    /// The file without what it tells.
    pub(crate) bytes: Vec<u8>,
    /// What it is served as.
    pub(crate) format: Format,
    /// Pixels across and down; nothing for a sound.
    pub(crate) size: Option<(u32, u32)>,
    /// Seconds, if it says.
    pub(crate) seconds: Option<f64>,
    /// Whether there is sound in it.
    pub(crate) has_sound: bool,
}

pub(crate) fn needs_ffmpeg(format: Format) -> Refusal {
    Refusal::NeedsTool { format, tool: "ffmpeg".to_owned() }
}

/// Lets a video pass.
///
/// # Errors
/// It is damaged, or of a kind that cannot pass.
pub(crate) fn video(folder: &Path, job: &Job, format: Format) -> Result<(Made, Vec<Note>), Problem> {
    let bytes = fs::read(folder.join(&job.input)).map_err(Problem::while_doing("reading an upload"))?;
    let known = match format {
        Format::Mp4 | Format::Mov | Format::M4a => strip::mp4::strip(bytes, format)?,
        Format::Webm => strip::webm::strip(bytes)?,
        _ => return Err(needs_ffmpeg(format).into()),
    };
    let (width, height) = known.size.unwrap_or((0, 0));
    let original: File = write::put(folder, "original", &known.bytes, known.format, (width, height))?;
    let kind = match (known.size, known.has_sound) {
        (None, _) => Kind::Audio,
        (_, true) => Kind::Video,
        (_, false) => Kind::Gifv,
    };
    let mut meta = of_duration(known.seconds);
    if known.size.is_some() {
        meta.size = Some(format!("{width}x{height}"));
        meta.width = Some(width);
        meta.height = Some(height);
        meta.aspect = Some(meta::aspect(width, height));
        let details = Details {
            width: Some(width),
            height: Some(height),
            duration: known.seconds,
            ..Details::default()
        };
        meta.original = Some(details);
    }
    let notes = if kind == Kind::Audio { vec![Note::Unseen] } else { vec![Note::Unseen, Note::NoPreview] };
    Ok((Made { kind, original, small: None, still: None, meta, blurhash: None }, notes))
}

/// Lets a sound pass.
///
/// # Errors
/// It is damaged, or of a kind that cannot pass.
pub(crate) fn audio(folder: &Path, job: &Job, format: Format) -> Result<(Made, Vec<Note>), Problem> {
    if format == Format::M4a {
        return video(folder, job, format);
    }
    if format != Format::Mp3 {
        return Err(needs_ffmpeg(format).into());
    }
    let bytes = fs::read(folder.join(&job.input)).map_err(Problem::while_doing("reading an upload"))?;
    let sound = strip::mp3::strip(&bytes)?;
    let original = write::put(folder, "original", sound, Format::Mp3, (0, 0))?;
    let made =
        Made { kind: Kind::Audio, original, small: None, still: None, meta: Meta::default(), blurhash: None };
    Ok((made, vec![Note::Unseen]))
}

fn of_duration(seconds: Option<f64>) -> Meta {
    Meta {
        length: seconds.map(meta::length),
        duration: seconds,
        original: seconds.map(|_| Details { duration: seconds, ..Details::default() }),
        ..Meta::default()
    }
}
