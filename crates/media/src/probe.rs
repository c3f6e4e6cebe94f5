//! What ffprobe says about a file, and what of it matters.

use serde::Deserialize;

use crate::{
    limits,
    refusal::{Problem, Refusal, damaged},
    sniff::Format,
};

/// A file of sound or video.
#[derive(Clone, Debug, Default)]
pub(crate) struct Probe {
    /// Seconds, if it says.
    pub(crate) seconds: Option<f64>,
    /// Bits a second, all streams together.
    pub(crate) bitrate: Option<u64>,
    /// The first video that is no cover.
    pub(crate) video: Option<Video>,
    /// The first sound.
    pub(crate) audio: Option<Audio>,
    /// Whether there is a cover.
    pub(crate) has_cover: bool,
}

/// A video stream.
#[derive(Clone, Debug)]
pub(crate) struct Video {
    /// ffmpeg's name of the codec.
    pub(crate) codec: String,
    /// ffmpeg's name of how pixels are stored.
    pub(crate) pixel_format: String,
    /// Pixels across and down, as it is seen.
    pub(crate) size: (u32, u32),
    /// Frames a second, as a fraction.
    pub(crate) frame_rate: String,
    /// Frames a second.
    pub(crate) fps: f64,
}

/// A sound stream.
#[derive(Clone, Debug)]
pub(crate) struct Audio {
    /// ffmpeg's name of the codec.
    pub(crate) codec: String,
    /// Samples a second.
    pub(crate) sample_rate: Option<String>,
    /// `stereo`.
    pub(crate) channels: String,
}

#[derive(Deserialize)]
struct Report {
    #[serde(default)]
    streams: Vec<Stream>,
    #[serde(default)]
    format: Container,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Container {
    duration: Option<String>,
    bit_rate: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Stream {
    codec_type: String,
    codec_name: String,
    pix_fmt: String,
    width: u32,
    height: u32,
    avg_frame_rate: String,
    r_frame_rate: String,
    nb_frames: Option<String>,
    duration: Option<String>,
    sample_rate: Option<String>,
    channel_layout: Option<String>,
    channels: u32,
    disposition: Disposition,
    side_data_list: Vec<SideData>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Disposition {
    attached_pic: u8,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct SideData {
    rotation: Option<f64>,
}

/// Reads what ffprobe said, and refuses what is beyond the limits.
///
/// # Errors
/// It says nothing that makes sense, or too much.
pub(crate) fn read(report: &[u8], format: Format) -> Result<Probe, Problem> {
    let report: Report = serde_json::from_slice(report).map_err(|error| damaged(format, error))?;
    if report.streams.len() > limits::STREAMS {
        let detail = "it has too many streams".to_owned();
        return Err(Refusal::Unreadable { format, detail }.into());
    }
    let videos = || report.streams.iter().filter(|stream| stream.codec_type == "video");
    let is_cover = |stream: &Stream| stream.disposition.attached_pic != 0;
    let audio = report.streams.iter().find(|stream| stream.codec_type == "audio");
    let video = videos().find(|stream| !is_cover(stream));
    let number = |text: &Option<String>| text.as_ref().and_then(|text| text.parse::<f64>().ok());
    let seconds = number(&report.format.duration)
        .or_else(|| video.or(audio).and_then(|stream| number(&stream.duration)))
        .filter(|seconds| seconds.is_finite() && *seconds >= 0.0);
    if seconds.is_some_and(|seconds| seconds > limits::SECONDS) {
        return Err(Refusal::TooMuchWork { what: "time".to_owned() }.into());
    }
    Ok(Probe {
        seconds,
        bitrate: report.format.bit_rate.as_ref().and_then(|bits| bits.parse().ok()),
        video: video.map(of_video).transpose()?,
        audio: audio.map(of_audio),
        has_cover: videos().any(is_cover),
    })
}

fn of_video(stream: &Stream) -> Result<Video, Refusal> {
    let turned = stream.side_data_list.iter().find_map(|data| data.rotation).unwrap_or(0.0);
    let is_sideways = (turned.abs() as u32 % 180) == 90;
    let size = if is_sideways { (stream.height, stream.width) } else { (stream.width, stream.height) };
    crate::picture::check_size(size.0, size.1, limits::VIDEO_PIXELS)?;
    let frame_rate = if fraction(&stream.avg_frame_rate).is_some() {
        &stream.avg_frame_rate
    } else {
        &stream.r_frame_rate
    };
    let fps = fraction(frame_rate).unwrap_or(0.0);
    if fps > limits::VIDEO_FRAME_RATE {
        return Err(Refusal::TooFast { most: limits::VIDEO_FRAME_RATE as u32 });
    }
    let frames = stream.nb_frames.as_ref().and_then(|frames| frames.parse::<u64>().ok());
    if frames.is_some_and(|frames| frames > limits::FRAMES) {
        return Err(Refusal::TooManyFrames);
    }
    Ok(Video {
        codec: stream.codec_name.clone(),
        pixel_format: stream.pix_fmt.clone(),
        size,
        frame_rate: frame_rate.clone(),
        fps,
    })
}

fn of_audio(stream: &Stream) -> Audio {
    let channels = match (&stream.channel_layout, stream.channels) {
        (Some(layout), _) if !layout.is_empty() && layout.len() < 32 => layout.clone(),
        (_, 1) => "mono".to_owned(),
        (_, 2) => "stereo".to_owned(),
        (_, count) => format!("{count} channels"),
    };
    Audio { codec: stream.codec_name.clone(), sample_rate: stream.sample_rate.clone(), channels }
}

/// `30000/1001` as a number, if it is one above zero.
pub(crate) fn fraction(text: &str) -> Option<f64> {
    let (above, below) = text.split_once('/')?;
    let (above, below) = (above.parse::<f64>().ok()?, below.parse::<f64>().ok()?);
    (above > 0.0 && below > 0.0).then(|| above / below)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn probe(json: &str) -> Result<Probe, Problem> {
        read(json.as_bytes(), Format::Mp4)
    }

    #[test]
    fn a_video_held_upright_is_seen_upright() {
        let found = probe(
            r#"{"streams": [{"codec_type": "video", "codec_name": "h264", "pix_fmt": "yuv420p", "width": 1920,
                "height": 1080, "avg_frame_rate": "30000/1001", "r_frame_rate": "30/1",
                "side_data_list": [{"side_data_type": "Display Matrix", "rotation": -90}]}],
                "format": {"duration": "10.01", "bit_rate": "4000000"}}"#,
        );
        let video = found.unwrap().video.unwrap();
        assert_eq!(video.size, (1080, 1920));
        assert_eq!(video.fps.round(), 30.0);
    }

    #[test]
    fn too_much_is_refused_before_it_is_decoded() {
        let large = r#"{"streams": [{"codec_type": "video", "width": 16384, "height": 16384}]}"#;
        assert!(matches!(probe(large), Err(Problem::Refused(Refusal::TooManyPixels { .. }))));
        let fast = r#"{"streams": [{"codec_type": "video", "width": 16, "height": 16, "avg_frame_rate": "9000/1"}]}"#;
        assert!(matches!(probe(fast), Err(Problem::Refused(Refusal::TooFast { most: 120 }))));
        let long = r#"{"format": {"duration": "9000000000"}}"#;
        assert!(matches!(probe(long), Err(Problem::Refused(Refusal::TooMuchWork { .. }))));
        assert!(probe("").is_err());
    }
}
