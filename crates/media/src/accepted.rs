//! What is taken with the tools of a machine, by the names that apps have for it.

use crate::{sniff::Format, tools::Tools};

/// Every format, with the content types by which apps call it. The first is the one of the registry (IANA).
const CALLED: [(Format, &[&str]); 15] = [
    (Format::Jpeg, &["image/jpeg"]),
    (Format::Png, &["image/png"]),
    (Format::Gif, &["image/gif"]),
    (Format::Webp, &["image/webp"]),
    (Format::Avif, &["image/avif"]),
    (Format::Heic, &["image/heic", "image/heif"]),
    (Format::Mp4, &["video/mp4"]),
    (Format::Mov, &["video/quicktime"]),
    (Format::Webm, &["video/webm"]),
    (Format::Mp3, &["audio/mpeg", "audio/mp3"]),
    (Format::Ogg, &["audio/ogg"]),
    (Format::Flac, &["audio/flac"]),
    (Format::Wav, &["audio/wav", "audio/x-wav"]),
    (Format::M4a, &["audio/mp4", "audio/x-m4a"]),
    (Format::Aac, &["audio/aac"]),
];

/// The content types of what is taken.
#[must_use]
pub fn types(tools: &Tools) -> Vec<&'static str> {
    CALLED
        .iter()
        .filter(|(format, _)| is_taken(*format, tools))
        .flat_map(|(_, names)| *names)
        .copied()
        .collect()
}

/// Whether files of a format are taken, if they are of a usual kind.
fn is_taken(format: Format, tools: &Tools) -> bool {
    match format {
        Format::Heic | Format::Ogg | Format::Aac => tools.has_ffmpeg(),
        Format::Flac | Format::Wav => tools.has_ffmpeg() && tools.mp3.is_some(),
        Format::Jpeg | Format::Png | Format::Gif | Format::Webp | Format::Avif => true,
        Format::Mp4 | Format::Mov | Format::Webm | Format::Mp3 | Format::M4a => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_there_are_tools_for_is_taken() {
        let bare = types(&Tools::default());
        assert!(bare.contains(&"video/mp4") && bare.contains(&"image/avif"));
        assert!(
            !bare.contains(&"image/heic") && !bare.contains(&"audio/ogg") && !bare.contains(&"audio/wav")
        );
        let tool = || Some("/usr/bin/tool".into());
        let some = Tools { ffmpeg: tool(), ffprobe: tool(), ..Tools::default() };
        assert!(types(&some).contains(&"image/heif") && !types(&some).contains(&"audio/flac"));
        let all = Tools { mp3: Some("libmp3lame".to_owned()), ..some };
        assert_eq!(types(&all).len(), CALLED.iter().map(|(_, names)| names.len()).sum::<usize>());
        for (format, names) in CALLED {
            assert_eq!(names[0], format.content_type());
        }
    }
}
