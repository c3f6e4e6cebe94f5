//! Sounds. What browsers and apps play is kept as it is, without what it tells; the rest becomes MP3, as on Mastodon.

use std::path::Path;

use crate::{
    blur,
    ffmpeg::{CODECS, Ffmpeg},
    image::{self, write},
    job::{Job, Kind, Made, Note, Purpose},
    limits,
    meta::{self, Details, Meta},
    picture::{Picture, fit},
    plain,
    probe::{self, Probe},
    refusal::{Problem, Refusal},
    sniff::{self, Family, Format},
    video::{self, NOTHING_TOLD},
};

/// Variable bit rate of MP3: 0 is the best, 9 the worst; Mastodon has 2.
const MP3_QUALITY: &str = "2";
/// A cover as it lies in the file.
const COVER: &str = "cover";

/// Makes an attachment of a sound.
///
/// # Errors
/// It is damaged, beyond the limits, or needs a tool that is not there.
pub fn make(folder: &Path, job: &Job, format: Format) -> Result<(Made, Vec<Note>), Problem> {
    if !job.tools.has_ffmpeg() {
        return plain::audio(folder, job, format);
    }
    let ffmpeg = Ffmpeg::for_format(&job.tools, folder, format)?;
    let found = probe::read(&ffmpeg.probe(&job.input, ffmpeg.demuxer())?, format)?;
    // Containers of sound may hold video all the same.
    if found.video.is_some() {
        return video::make(folder, job, format);
    }
    of_probe(folder, job, format, &found).map(|made| (made, Vec::new()))
}

/// Makes an attachment of a file that was found to hold sound alone.
///
/// # Errors
/// As for [`make`].
pub(crate) fn of_probe(folder: &Path, job: &Job, format: Format, found: &Probe) -> Result<Made, Problem> {
    let ffmpeg = Ffmpeg::for_format(&job.tools, folder, format)?;
    let sound = found.audio.as_ref().ok_or(Refusal::NothingInside)?;
    let input = ["-codec_whitelist", CODECS, "-f", ffmpeg.demuxer(), "-i", &job.input, "-map", "0:a:0"];
    let (made_format, codec): (_, &[&str]) = match sound.codec.as_str() {
        "mp3" => (Format::Mp3, &["-c", "copy"]),
        "aac" => (Format::M4a, &["-c", "copy"]),
        "opus" | "vorbis" if is_kept_as_ogg(job) => (Format::Ogg, &["-c", "copy"]),
        _ => (Format::Mp3, &["-c:a", ffmpeg.mp3()?, "-q:a", MP3_QUALITY, "-ac", "2"]),
    };
    let (name, container): (_, &[&str]) = match made_format {
        Format::M4a => ("original.m4a", &["-movflags", "+faststart", "-f", "ipod"]),
        Format::Ogg => ("original.ogg", &["-f", "ogg"]),
        _ => ("original.mp3", &["-id3v2_version", "0", "-write_id3v1", "0", "-f", "mp3"]),
    };
    ffmpeg.video(&[&input[..], codec, &NOTHING_TOLD, container, &[name]].concat())?;
    video::check_length(&ffmpeg, name, made_format, found)?;
    let original = video::file(folder, name, made_format.content_type(), made_format.extension(), (0, 0))?;
    let cover = if found.has_cover { cover(&ffmpeg, &job.input) } else { None };
    let small = cover.as_ref().map(|cover| write::put_small(folder, "small", cover)).transpose()?;
    let mut meta = meta(found);
    meta.original = Some(Details { duration: found.seconds, bitrate: found.bitrate, ..Details::default() });
    meta.small = cover.as_ref().map(|cover| Details::of_picture(cover.width, cover.height));
    meta.colors = cover.as_ref().map(blur::colours);
    Ok(Made {
        kind: Kind::Audio,
        original,
        small,
        still: None,
        meta,
        blurhash: cover.as_ref().and_then(blur::hash),
    })
}

/// Safari knows Ogg since 18.4, and the apps of iPhones do not; so what people here send becomes MP3, if there is what
/// encodes it.
fn is_kept_as_ogg(job: &Job) -> bool {
    job.purpose != Purpose::Attachment || job.tools.mp3.is_none()
}

/// The cover of a record. One that cannot be read is none: the sound is what was sent.
fn cover(ffmpeg: &Ffmpeg<'_>, input: &str) -> Option<Picture> {
    let input = ["-codec_whitelist", CODECS, "-f", ffmpeg.demuxer(), "-i", input];
    let output = ["-map", "0:v:0", "-c", "copy", "-frames:v", "1", "-f", "rawvideo", COVER];
    ffmpeg.picture(&[&input[..], &output].concat()).ok()?;
    let path = ffmpeg.path(COVER);
    let length = std::fs::metadata(&path).ok()?.len();
    let bytes = if length <= limits::PREVIEW_BYTES { std::fs::read(&path).ok()? } else { Vec::new() };
    std::fs::remove_file(&path).ok()?;
    let format = sniff::sniff(&bytes).ok().filter(|format| format.family() == Family::Picture)?;
    let opened = image::open(bytes, format, limits::IMAGE_PIXELS).ok()?;
    let picture = image::decode(&opened).ok()?;
    let (width, height) = fit(picture.width, picture.height, limits::SMALL_PIXELS);
    Some(picture.resized(width, height).upright(opened.orientation))
}

/// What is said of what runs in time.
pub(crate) fn meta(found: &Probe) -> Meta {
    let sound = found.audio.as_ref();
    Meta {
        length: found.seconds.map(meta::length),
        duration: found.seconds,
        audio_encode: sound.map(|sound| sound.codec.clone()),
        audio_bitrate: sound.and_then(|sound| sound.sample_rate.as_ref()).map(|rate| format!("{rate} Hz")),
        audio_channels: sound.map(|sound| sound.channels.clone()),
        ..Meta::default()
    }
}
