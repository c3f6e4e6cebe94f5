//! The work itself: one file in, what it is wanted for out. Everything here happens in a worker, behind its walls.

use std::{
    fs,
    io::Read,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use crate::{
    audio, image,
    job::{Job, Made, Note, Purpose},
    limits,
    refusal::{Problem, Refusal, damaged},
    sniff::{self, Family, Format},
    strip, video,
};

/// Does a job in this folder.
///
/// # Errors
/// The file is refused, or the machine fails.
pub fn work(folder: &Path, job: &Job) -> Result<(Made, Vec<Note>), Problem> {
    let format = look(&folder.join(&job.input))?;
    // A decoder that gives up has found something that it did not expect; what it left behind is thrown away.
    catch_unwind(AssertUnwindSafe(|| work_on(folder, job, format)))
        .unwrap_or_else(|_| Err(damaged(format, "the decoder gave up").into()))
}

/// What a file is, by its first bytes.
///
/// # Errors
/// It is nothing that we read, or cannot be opened.
pub fn look(path: &Path) -> Result<Format, Problem> {
    let mut start = Vec::new();
    let file = fs::File::open(path).map_err(Problem::while_doing("opening an upload"))?;
    let most = sniff::SNIFF_BYTES as u64;
    file.take(most).read_to_end(&mut start).map_err(Problem::while_doing("reading an upload"))?;
    Ok(sniff::sniff(&start)?)
}

/// Whether a file of this format may need a program of this machine for this.
#[must_use]
pub fn needs_tools(format: Format, purpose: Purpose) -> bool {
    match format {
        Format::Heic => true,
        Format::Gif => purpose == Purpose::Attachment,
        _ => format.family() != Family::Picture,
    }
}

/// Bytes that are taken of a format for a purpose.
#[must_use]
pub fn most_bytes(format: Format, purpose: Purpose) -> u64 {
    match purpose {
        Purpose::Attachment | Purpose::Remote if format.family() == Family::Picture => limits::IMAGE_BYTES,
        Purpose::Attachment | Purpose::Remote => limits::VIDEO_BYTES,
        Purpose::Avatar | Purpose::Header => limits::AVATAR_BYTES,
        Purpose::Preview => limits::PREVIEW_BYTES,
        Purpose::Emoji => limits::EMOJI_BYTES,
    }
}

fn work_on(folder: &Path, job: &Job, format: Format) -> Result<(Made, Vec<Note>), Problem> {
    let path = folder.join(&job.input);
    let most = most_bytes(format, job.purpose);
    let length = fs::metadata(&path).map_err(Problem::while_doing("looking at an upload"))?.len();
    if length > most {
        return Err(Refusal::TooLarge { most }.into());
    }
    let is_attached = matches!(job.purpose, Purpose::Attachment | Purpose::Remote);
    match format.family() {
        Family::Picture => {
            let bytes = fs::read(&path).map_err(Problem::while_doing("reading an upload"))?;
            let most =
                if job.purpose == Purpose::Emoji { limits::EMOJI_PIXELS } else { limits::IMAGE_PIXELS };
            let opened = image::open(bytes, format, most)?;
            image::make::make(&opened, job.purpose, folder, &job.tools)
        }
        _ if !is_attached => Err(Refusal::Unsuitable { format, purpose: job.purpose }.into()),
        _ if !is_whole(&path, format)? => Err(damaged(format, "it breaks off").into()),
        Family::Video => video::make(folder, job, format),
        Family::Audio => audio::make(folder, job, format),
    }
}

fn is_whole(path: &Path, format: Format) -> Result<bool, Problem> {
    let bytes = fs::read(path).map_err(Problem::while_doing("reading an upload"))?;
    Ok(strip::is_whole(&bytes, format))
}
