//! Attachments: pictures, videos and sounds that belong to a status, or will.

use serde::{Deserialize, Serialize};

use crate::{AccountId, Id, StatusId};

/// Identifies an attachment.
pub type AttachmentId = Id<Attachment>;

/// A picture, video or sound that somebody uploaded or another server names.
#[derive(Clone, Debug, PartialEq)]
pub struct Attachment {
    /// Identifier.
    pub id: AttachmentId,
    /// Whose it is.
    pub account_id: AccountId,
    /// The status that it belongs to, or belonged to before an edit.
    pub status_id: Option<StatusId>,
    /// What it is.
    pub kind: AttachmentKind,
    /// Whether it can be shown.
    pub state: AttachmentState,
    /// Why it cannot be shown, for whoever uploaded it.
    pub problem: Option<String>,
    /// The name under which it is kept here.
    pub file: Option<String>,
    /// The name of its preview.
    pub small: Option<String>,
    /// Where it is, if it is on another server.
    pub remote_url: Option<String>,
    /// What it shows, for those who cannot see or hear it.
    pub description: Option<String>,
    /// What of it matters most.
    pub focus: Option<Focus>,
    /// The blurred picture that is shown while the real one loads.
    pub blurhash: Option<String>,
    /// Sizes and durations: JSON, as apps read them.
    pub meta: Option<String>,
    /// What its addresses say besides, if it is sealed; empty until they are made.
    pub seals: Option<Seals>,
}

/// What the addresses of a sealed file and its preview say besides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seals {
    /// That of the file.
    pub file: String,
    /// That of its preview.
    pub small: String,
}

/// What an attachment is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttachmentKind {
    /// Nobody has looked yet, or it is nothing that can be shown.
    Unknown,
    /// A picture.
    Image,
    /// A video without sound, played again and again.
    Gifv,
    /// A video.
    Video,
    /// A sound.
    Audio,
}

impl AttachmentKind {
    /// The word used in storage and by apps.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Image => "image",
            Self::Gifv => "gifv",
            Self::Video => "video",
            Self::Audio => "audio",
        }
    }

    /// Reads the word used in storage.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Unknown, Self::Image, Self::Gifv, Self::Video, Self::Audio]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }
}

/// Whether an attachment can be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttachmentState {
    /// It waits for its turn, or is being worked on.
    Waiting,
    /// It can be shown.
    Ready,
    /// It cannot be shown, and never will.
    Failed,
}

impl AttachmentState {
    /// The word used in storage.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Ready => "ready",
            Self::Failed => "failed",
        }
    }

    /// Reads the word used in storage.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Waiting, Self::Ready, Self::Failed].into_iter().find(|state| state.as_str() == word)
    }
}

/// The point of a picture that is to be seen also where it is cropped: from -1 to 1, left to right and bottom to top.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Focus {
    /// From left to right.
    pub x: f64,
    /// From bottom to top.
    pub y: f64,
}

impl Focus {
    /// Reads `x,y`, as apps send it; what lies outside is brought to the edge.
    pub fn parse(text: &str) -> Option<Self> {
        let (x, y) = text.split_once(',')?;
        let number = |text: &str| text.trim().parse().ok().filter(|number: &f64| number.is_finite());
        Some(Self { x: number(x)?.clamp(-1.0, 1.0), y: number(y)?.clamp(-1.0, 1.0) })
    }
}

/// How an attachment stood in a version of a status.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AttachedThen {
    /// The attachment.
    pub id: AttachmentId,
    /// Its description then.
    pub description: Option<String>,
}
