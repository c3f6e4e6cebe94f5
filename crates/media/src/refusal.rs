//! Why a file is not taken: sentences for the person who sent it, and for nobody else to be afraid of.

use serde::{Deserialize, Serialize};

use crate::{job::Purpose, sniff::Format};

/// The caller's business: what is wrong with this file. Shown to the person who sent it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Refusal {
    /// None of the formats that we read, whatever its name or type claims.
    #[error("This is not a picture, video or sound of a kind that can be shown here.")]
    Unknown,
    /// A format that we read, but not for this.
    #[error("{} cannot be used as {}.", format.plural(), purpose.a())]
    Unsuitable {
        /// What the file is.
        format: Format,
        /// What it was to be.
        purpose: Purpose,
    },
    /// Nothing in it.
    #[error("This file is empty.")]
    Empty,
    /// More bytes than we take.
    #[error("This file is too large: at most {} can be used here.", size(*most))]
    TooLarge {
        /// Bytes that would have been taken.
        most: u64,
    },
    /// More pixels than we take.
    #[error("This picture is {width} by {height} pixels; at most {} million pixels can be used here.", most / 1_000_000)]
    TooManyPixels {
        /// Its width as it says.
        width: u32,
        /// Its height as it says.
        height: u32,
        /// Pixels that would have been taken.
        most: u64,
    },
    /// More frames than we take, or too many of that size.
    #[error("This animation is too long or too large to be worked on.")]
    TooManyFrames,
    /// More frames a second than we take.
    #[error("This video has more than {most} frames a second.")]
    TooFast {
        /// Frames a second that would have been taken.
        most: u32,
    },
    /// A video that would have to be encoded anew takes too long.
    #[error("This video would have to be converted, which is done for up to {} minutes. Send it as MP4 (H.264 and AAC) or shorten it.", most_seconds / 60)]
    TooLong {
        /// Seconds that would have been taken.
        most_seconds: u32,
    },
    /// Cut off, or not what it says.
    #[error("This file is damaged and cannot be read as {}: {detail}.", format.a())]
    Damaged {
        /// What it was read as.
        format: Format,
        /// What the decoder stumbled over.
        detail: String,
    },
    /// A video without a picture, a sound without a tone.
    #[error("There is nothing to see or hear in this file.")]
    NothingInside,
    /// We read the format, but not this kind of it.
    #[error("This file is {} of a kind that cannot be read here: {detail}.", format.a())]
    Unreadable {
        /// What it was read as.
        format: Format,
        /// What is unusual about it.
        detail: String,
    },
    /// What is needed is not installed on this server.
    #[error("This server cannot read {} yet: its administrator has to install {tool} first.", format.plural())]
    NeedsTool {
        /// What the file is.
        format: Format,
        /// What is missing.
        tool: String,
    },
    /// Took more time, memory or room than it may.
    #[error("This file takes more {what} than it may here.")]
    TooMuchWork {
        /// Time, memory, or space.
        what: String,
    },
    /// The worker died or wrote nonsense.
    #[error("This file is damaged or takes too much memory: it could not be worked on.")]
    WorkerFailed,
}

/// A size in bytes as people say it.
fn size(bytes: u64) -> String {
    const KIB: u64 = 1024;
    if bytes >= KIB * KIB { format!("{} MB", bytes / KIB / KIB) } else { format!("{} KB", bytes / KIB) }
}

/// Why work stopped: the file's fault, or ours.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// The file's fault.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Ours: the disk, the machine.
    #[error("{doing}: {source}")]
    Fault {
        /// What was being done.
        doing: &'static str,
        /// What went wrong.
        source: std::io::Error,
    },
}

impl Problem {
    /// For `map_err`: what was being done when the machine said no.
    pub(crate) fn while_doing(doing: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::Fault { doing, source }
    }
}

/// The refusal for a file that a decoder stumbled over.
pub(crate) fn damaged(format: Format, detail: impl std::fmt::Display) -> Refusal {
    /// Characters of a decoder's words that are passed on.
    const DETAIL_CHARACTERS: usize = 160;
    let detail = detail.to_string();
    let detail = detail.trim_end_matches(['.', '\n', ' ']);
    Refusal::Damaged { format, detail: detail.chars().take(DETAIL_CHARACTERS).collect() }
}
