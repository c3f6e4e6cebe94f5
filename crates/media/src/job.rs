//! What is asked of a worker, and what it answers. Both sides are the same program, so the two are JSON without a
//! version; still, an answer is read as if a stranger had written it, because what wrote it has read a stranger's file.

use serde::{Deserialize, Serialize};

use crate::{refusal::Refusal, tools::Tools};

/// What a file is wanted for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// Attached to a status by somebody here.
    Attachment,
    /// Attached to a status elsewhere, and kept here for its readers.
    Remote,
    /// The small picture beside a name.
    Avatar,
    /// The broad picture on top of a profile.
    Header,
    /// A custom emoji.
    Emoji,
    /// A picture that stands for something else: of a link, or chosen for a video or a sound.
    Preview,
}

impl Purpose {
    /// Its name with an article, for sentences.
    #[must_use]
    pub fn a(self) -> &'static str {
        match self {
            Self::Attachment | Self::Remote => "an attachment",
            Self::Avatar => "an avatar",
            Self::Header => "a header",
            Self::Emoji => "an emoji",
            Self::Preview => "a preview",
        }
    }
}

/// What is asked of a worker. The file lies in the worker's folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Job {
    /// What the file is wanted for.
    pub purpose: Purpose,
    /// The file's name in the folder: a plain name.
    pub input: String,
    /// What the serving process found on this machine.
    pub tools: Tools,
}

/// What a worker answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// What became of the file.
    pub result: Result<Made, Refusal>,
    /// The walls that stood around the work; nothing if none was done, as the file was none that is read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub walls: Option<Walls>,
    /// What whoever runs this server should know.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Note>,
}

/// Which walls stood around a worker. An old kernel lacks some; the work is done all the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Walls {
    /// Limits on memory, processor time, file size and open files.
    pub limits: bool,
    /// Sees no file outside its folder (and the system's libraries, if it starts a tool): Landlock, Linux 5.13.
    pub files: bool,
    /// Reaches no network and none of the system calls that no decoder needs: seccomp.
    pub calls: bool,
}

impl Walls {
    /// Whether all stood.
    #[must_use]
    pub fn all(self) -> bool {
        self.limits && self.files && self.calls
    }
}

/// Something that whoever runs this server should know; the file was taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// There was no ffmpeg to make a silent video of an animated GIF.
    #[error("an animated GIF stayed one, as ffmpeg is not installed")]
    GifStays,
    /// There was no ffmpeg to make a preview of a video.
    #[error("a video has no preview, as ffmpeg is not installed")]
    NoPreview,
    /// There was no ffmpeg to look whether browsers can play this.
    #[error("a video or sound was taken unseen, as ffmpeg is not installed")]
    Unseen,
}

/// What was made of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Made {
    /// What it is to apps.
    pub kind: Kind,
    /// The file itself, without what it told about its owner.
    pub original: File,
    /// A preview.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub small: Option<File>,
    /// The first frame of an animated avatar, header or emoji, or a custom emoji as PNG; nothing if the original is
    /// such a picture already.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub still: Option<File>,
    /// Sizes and durations, as apps read them.
    pub meta: Meta,
    /// The blurred picture that is shown while the real one loads.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub blurhash: Option<String>,
}

/// What a file is to apps (Mastodon's `MediaAttachment.type`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A picture.
    Image,
    /// A video without sound, played again and again.
    Gifv,
    /// A video.
    Video,
    /// A sound.
    Audio,
}

/// A file that was made. It lies in the folder under this name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// Its name in the folder: a plain name.
    pub name: String,
    /// Its content type, from our own table.
    pub content_type: String,
    /// How its name should end where it is kept.
    pub extension: String,
    /// Pixels from left to right; 0 for a sound.
    pub width: u32,
    /// Pixels from top to bottom; 0 for a sound.
    pub height: u32,
    /// Its length.
    pub bytes: u64,
}

pub use crate::meta::Meta;
