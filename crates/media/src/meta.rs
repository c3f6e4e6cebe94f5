//! What apps are told about an attachment besides its address: Mastodon's `MediaAttachment.meta`, as its version 4.5
//! writes it. Serialized, this is that object.

use serde::{Deserialize, Serialize};

/// `meta` of an attachment; what is not known is left out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Meta {
    /// A duration as people read it, `0:01:28.65`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<String>,
    /// Seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<f64>,
    /// Frames a second, rounded.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fps: Option<u32>,
    /// `1280x720`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<String>,
    /// Pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// Width by height.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aspect: Option<f64>,
    /// The codec of the sound.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_encode: Option<String>,
    /// In spite of its name, the sample rate: `44100 Hz`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_bitrate: Option<String>,
    /// `stereo`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub audio_channels: Option<String>,
    /// Of the file itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub original: Option<Details>,
    /// Of the preview.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub small: Option<Details>,
    /// For players, from the cover or a frame.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub colors: Option<Colours>,
}

/// Sizes of one file. Pictures have `size` and `aspect`, what runs in time has the rest.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Details {
    /// Pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Pixels.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
    /// `1280x720`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<String>,
    /// Width by height.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aspect: Option<f64>,
    /// As a fraction, `30000/1001`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frame_rate: Option<String>,
    /// Seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duration: Option<f64>,
    /// Bits a second.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bitrate: Option<u64>,
}

/// Colours for a player, `#rrggbb`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colours {
    /// What the player stands on.
    pub background: String,
    /// What is written on it.
    pub foreground: String,
    /// What stands out.
    pub accent: String,
}

impl Details {
    /// Of a picture.
    #[must_use]
    pub fn of_picture(width: u32, height: u32) -> Self {
        Self {
            width: Some(width),
            height: Some(height),
            size: Some(format!("{width}x{height}")),
            aspect: Some(aspect(width, height)),
            ..Self::default()
        }
    }
}

impl Meta {
    /// Of a picture and its preview.
    #[must_use]
    pub fn of_picture(original: (u32, u32), small: Option<(u32, u32)>) -> Self {
        Self {
            original: Some(Details::of_picture(original.0, original.1)),
            small: small.map(|(width, height)| Details::of_picture(width, height)),
            ..Self::default()
        }
    }
}

/// Width by height.
pub(crate) fn aspect(width: u32, height: u32) -> f64 {
    f64::from(width) / f64::from(height.max(1))
}

/// Seconds as people read them: `0:01:28.65`.
pub(crate) fn length(seconds: f64) -> String {
    let hundredths = (seconds.clamp(0.0, 1e9) * 100.0).round() as u64;
    let (whole, hundredths) = (hundredths / 100, hundredths % 100);
    format!("{}:{:02}:{:02}.{hundredths:02}", whole / 3600, whole / 60 % 60, whole % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_written_as_people_read_it() {
        assert_eq!(length(88.654), "0:01:28.65");
        assert_eq!(length(3_600.0), "1:00:00.00");
        assert_eq!(length(f64::NAN), "0:00:00.00");
    }

    #[test]
    fn a_picture_says_its_sizes() {
        let json = serde_json::to_value(Meta::of_picture((640, 480), None)).unwrap();
        let expected = serde_json::json!({"original": {
            "width": 640, "height": 480, "size": "640x480", "aspect": 640.0 / 480.0,
        }});
        assert_eq!(json, expected);
    }
}
