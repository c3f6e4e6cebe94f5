//! Videos. What browsers and apps play is kept as it is, without what it tells; the rest becomes H.264 and AAC in MP4.

use std::path::Path;

use crate::{
    audio, blur,
    ffmpeg::{CODECS, Ffmpeg, demuxer},
    image::{Opened, write},
    job::{File, Job, Kind, Made, Note, Purpose},
    limits,
    meta::{self, Colours, Details, Meta},
    picture::{Picture, fit},
    plain,
    probe::{self, Probe, Video},
    refusal::{Problem, Refusal, damaged},
    sniff::Format,
    tools::Tools,
};

/// Constant quality of H.264: 0 is lossless, 51 the worst; 23 is x264's own choice.
const QUALITY: &str = "23";
/// Bits a second of sound that is encoded anew, as Mastodon has it.
const AUDIO_BITRATE: &str = "192k";
const AUDIO_BITS: f64 = 192_000.0;
/// Bits a second of video that is encoded anew, at most and at least.
const MOST_BITS: f64 = 12_000_000.0;
const LEAST_BITS: f64 = 100_000.0;
/// How much of the room for a video is used for its frames; containers need some, and encoders overshoot.
const FILLED: f64 = 0.9;
/// Nothing that tells: no metadata, no chapters, no name and version of what wrote the file.
pub(crate) const NOTHING_TOLD: [&str; 6] =
    ["-map_metadata", "-1", "-map_chapters", "-1", "-fflags", "+bitexact"];
/// Frames of a poster, before it is a JPEG.
const POSTER: &str = "poster.rgb";

/// Makes an attachment of a video.
///
/// # Errors
/// It is damaged, beyond the limits, or needs a tool that is not there.
pub fn make(folder: &Path, job: &Job, format: Format) -> Result<(Made, Vec<Note>), Problem> {
    if !job.tools.has_ffmpeg() {
        return plain::video(folder, job, format);
    }
    let ffmpeg = Ffmpeg::for_format(&job.tools, folder, format)?;
    let found = probe::read(&ffmpeg.probe(&job.input, ffmpeg.demuxer())?, format)?;
    let Some(video) = &found.video else {
        return audio::of_probe(folder, job, format, &found).map(|made| (made, Vec::new()));
    };
    let is_sent_here = job.purpose == Purpose::Attachment;
    let (name, made_format) = match is_playable(format, video, &found) {
        true if format == Format::Webm && is_sent_here => for_apps(&ffmpeg, &job.input, video)?,
        true => (remux(&ffmpeg, &job.input, format)?, container(format)),
        false => (transcode(&ffmpeg, &job.input, video, &found)?, Format::Mp4),
    };
    // Browsers record without saying how long; what was written anew says so.
    let found = check_length(&ffmpeg, name, made_format, &found)?;
    let kind = if found.audio.is_some() { Kind::Video } else { Kind::Gifv };
    Ok((dress(&ffmpeg, folder, name, made_format, kind, &found)?, Vec::new()))
}

/// Looks at what was made; it is about as long as what it was made of, or that broke off.
pub(crate) fn check_length(
    ffmpeg: &Ffmpeg<'_>,
    name: &str,
    format: Format,
    source: &Probe,
) -> Result<Probe, Problem> {
    /// How much may be missing: a last frame, some silence.
    const KEPT: f64 = 0.9;
    const MISSING_SECONDS: f64 = 1.0;
    let made = probe::read(&ffmpeg.probe(name, demuxer(format))?, format)?;
    match (made.seconds, source.seconds) {
        (Some(made), Some(source)) if made < source * KEPT - MISSING_SECONDS => {
            Err(damaged(ffmpeg.format(), "it breaks off").into())
        }
        _ => Ok(made),
    }
}

/// The silent video that an animated GIF becomes.
///
/// # Errors
/// It is damaged, or there is no ffmpeg.
pub fn of_gif(opened: &Opened, folder: &Path, tools: &Tools) -> Result<Made, Problem> {
    const CLEAN: &str = "clean.gif";
    const NAME: &str = "original.mp4";
    std::fs::write(folder.join(CLEAN), &opened.bytes).map_err(Problem::while_doing("writing a file"))?;
    let ffmpeg = Ffmpeg::for_format(tools, folder, Format::Gif)?;
    let (width, height) = even(fit(opened.size.0, opened.size.1, limits::GIF_PIXELS));
    let filter = format!("scale={width}:{height}:flags=bicubic,format=yuv420p");
    let encoder = ffmpeg.h264()?;
    let input = ["-codec_whitelist", "gif", "-f", "gif", "-ignore_loop", "1", "-i", CLEAN];
    let output = ["-an", "-vf", &filter, "-vsync", "vfr", "-movflags", "+faststart"];
    let arguments = [&input[..], &output, &NOTHING_TOLD, &encoding(encoder), &["-f", "mp4", NAME]].concat();
    ffmpeg.video(&arguments)?;
    std::fs::remove_file(folder.join(CLEAN)).map_err(Problem::while_doing("removing a file"))?;
    let found = probe::read(&ffmpeg.probe(NAME, "mov")?, Format::Gif)?;
    dress(&ffmpeg, folder, NAME, Format::Mp4, Kind::Gifv, &found)
}

/// What browsers play: H.264 with AAC in MP4, VP8, VP9 or AV1 with Opus or Vorbis in WebM, eight bits, a quarter of the
/// colours.
fn is_playable(format: Format, video: &Video, found: &Probe) -> bool {
    let sound = found.audio.as_ref().map(|audio| audio.codec.as_str());
    let is_plain = matches!(video.pixel_format.as_str(), "yuv420p" | "yuvj420p");
    match format {
        Format::Mp4 | Format::Mov | Format::M4a => {
            video.codec == "h264" && is_plain && matches!(sound, None | Some("aac" | "mp3"))
        }
        Format::Webm => {
            matches!(video.codec.as_str(), "vp8" | "vp9" | "av1")
                && is_plain
                && matches!(sound, None | Some("opus" | "vorbis"))
        }
        _ => false,
    }
}

/// What a container becomes that is kept: QuickTime with what MP4 may hold is MP4.
fn container(format: Format) -> Format {
    if format == Format::Webm { Format::Webm } else { Format::Mp4 }
}

/// Copies the streams that are seen and heard, and nothing else: telemetry of cameras is a stream, too.
fn remux(ffmpeg: &Ffmpeg<'_>, input: &str, format: Format) -> Result<&'static str, Problem> {
    let input = ["-codec_whitelist", CODECS, "-f", ffmpeg.demuxer(), "-i", input];
    let streams = ["-map", "0:V:0", "-map", "0:a:0?", "-c", "copy"];
    let (container, name): (&[&str], _) = if container(format) == Format::Webm {
        (&["-f", "webm"], "original.webm")
    } else {
        (&["-movflags", "+faststart", "-f", "mp4"], "original.mp4")
    };
    ffmpeg.picture(&[&input[..], &streams, &NOTHING_TOLD, container, &[name]].concat())?;
    Ok(name)
}

/// WebM that people here send becomes MP4, as on Mastodon: what plays videos in the apps of iPhones does not know it.
/// Where that takes too much, it stays as it is, for browsers.
fn for_apps(ffmpeg: &Ffmpeg<'_>, input: &str, video: &Video) -> Result<(&'static str, Format), Problem> {
    let webm = remux(ffmpeg, input, Format::Webm)?;
    // Browsers record without saying how long; what was written anew says so.
    let known = probe::read(&ffmpeg.probe(webm, ffmpeg.demuxer())?, Format::Webm)?;
    match transcode(ffmpeg, webm, video, &known) {
        Ok(mp4) => {
            std::fs::remove_file(ffmpeg.path(webm)).map_err(Problem::while_doing("removing a file"))?;
            Ok((mp4, Format::Mp4))
        }
        Err(Problem::Refused(
            Refusal::TooLong { .. } | Refusal::TooMuchWork { .. } | Refusal::NeedsTool { .. },
        )) => Ok((webm, Format::Webm)),
        Err(problem) => Err(problem),
    }
}

fn transcode(
    ffmpeg: &Ffmpeg<'_>,
    input: &str,
    video: &Video,
    found: &Probe,
) -> Result<&'static str, Problem> {
    const NAME: &str = "original.mp4";
    let most_seconds = limits::TRANSCODED_SECONDS;
    let seconds = found.seconds.filter(|seconds| *seconds <= most_seconds);
    let seconds = seconds.ok_or(Refusal::TooLong { most_seconds: most_seconds as u32 })?;
    let (width, height) = even(fit(video.size.0, video.size.1, limits::TRANSCODED_PIXELS));
    let slowed = if video.fps > f64::from(limits::TRANSCODED_FRAME_RATE) {
        format!("fps={},", limits::TRANSCODED_FRAME_RATE)
    } else {
        String::new()
    };
    let filter = format!("{slowed}scale={width}:{height}:flags=bicubic,format=yuv420p");
    let room = limits::VIDEO_BYTES as f64 * 8.0 * FILLED / seconds.max(1.0) - AUDIO_BITS;
    let bits = room.clamp(LEAST_BITS, MOST_BITS) as u64;
    let (most, buffer) = (bits.to_string(), (bits * 2).to_string());
    let encoder = ffmpeg.h264()?;
    let input = ["-codec_whitelist", CODECS, "-f", ffmpeg.demuxer(), "-i", input];
    let picture = ["-map", "0:V:0", "-map", "0:a:0?", "-vf", &filter, "-maxrate", &most, "-bufsize", &buffer];
    let sound =
        ["-c:a", "aac", "-b:a", AUDIO_BITRATE, "-ac", "2", "-movflags", "+faststart", "-f", "mp4", NAME];
    ffmpeg.video(&[&input[..], &picture, &NOTHING_TOLD, &encoding(encoder), &sound].concat())?;
    Ok(NAME)
}

/// How H.264 is made by this encoder.
fn encoding(encoder: &str) -> Vec<&str> {
    if encoder == "libx264" {
        vec!["-c:v", encoder, "-preset", "veryfast", "-crf", QUALITY]
    } else {
        vec!["-c:v", encoder, "-b:v", "3M"]
    }
}

/// H.264 has a colour for four pixels, so both sides are even.
fn even((width, height): (u32, u32)) -> (u32, u32) {
    ((width & !1).max(2), (height & !1).max(2))
}

/// Adds to a video what apps show before it plays.
fn dress(
    ffmpeg: &Ffmpeg<'_>,
    folder: &Path,
    name: &str,
    format: Format,
    kind: Kind,
    found: &Probe,
) -> Result<Made, Problem> {
    let video = found.video.as_ref().ok_or(Refusal::NothingInside)?;
    let poster = poster(ffmpeg, name, format, fit(video.size.0, video.size.1, limits::SMALL_PIXELS))?;
    let small = write::put_small(folder, "small", &poster)?;
    let original = file(folder, name, format.content_type(), format.extension(), video.size)?;
    let colours = blur::colours(&poster);
    Ok(Made {
        kind,
        meta: meta(found, video, poster.size(), colours),
        original,
        small: Some(small),
        still: None,
        blurhash: blur::hash(&poster),
    })
}

/// The first frame.
fn poster(ffmpeg: &Ffmpeg<'_>, name: &str, format: Format, size: (u32, u32)) -> Result<Picture, Problem> {
    let filter = format!("scale={}:{}:flags=bicubic,format=rgb24", size.0, size.1);
    let input = ["-codec_whitelist", CODECS, "-f", demuxer(format), "-i", name];
    let output = ["-map", "0:V:0", "-frames:v", "1", "-vf", &filter, "-f", "rawvideo", POSTER];
    ffmpeg.picture(&[&input[..], &output].concat())?;
    let pixels = std::fs::read(ffmpeg.path(POSTER)).map_err(Problem::while_doing("reading a frame"))?;
    std::fs::remove_file(ffmpeg.path(POSTER)).map_err(Problem::while_doing("removing a frame"))?;
    if pixels.len() != size.0 as usize * size.1 as usize * 3 {
        return Err(damaged(format, "it has no frame that can be shown").into());
    }
    Ok(Picture { width: size.0, height: size.1, has_alpha: false, pixels, icc: None })
}

fn meta(found: &Probe, video: &Video, small: (u32, u32), colours: Colours) -> Meta {
    let (width, height) = video.size;
    let mut meta = audio::meta(found);
    meta.fps = Some(video.fps.round() as u32).filter(|fps| *fps > 0);
    meta.size = Some(format!("{width}x{height}"));
    meta.width = Some(width);
    meta.height = Some(height);
    meta.aspect = Some(meta::aspect(width, height));
    meta.original = Some(Details {
        width: Some(width),
        height: Some(height),
        frame_rate: Some(video.frame_rate.clone()),
        duration: found.seconds,
        bitrate: found.bitrate,
        ..Details::default()
    });
    meta.small = Some(Details::of_picture(small.0, small.1));
    meta.colors = Some(colours);
    meta
}

/// A file that a tool wrote.
pub(crate) fn file(
    folder: &Path,
    name: &str,
    content_type: &str,
    extension: &str,
    size: (u32, u32),
) -> Result<File, Problem> {
    let found = std::fs::metadata(folder.join(name)).map_err(Problem::while_doing("looking at a file"))?;
    if found.len() > limits::VIDEO_BYTES {
        return Err(Refusal::TooLarge { most: limits::VIDEO_BYTES }.into());
    }
    Ok(File {
        name: name.to_owned(),
        content_type: content_type.to_owned(),
        extension: extension.to_owned(),
        width: size.0,
        height: size.1,
        bytes: found.len(),
    })
}
