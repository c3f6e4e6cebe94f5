//! The programs of this machine that some files need: ffmpeg and ffprobe. They are looked for once, by the serving
//! process; workers are told where they are.

use std::{
    ffi::OsStr,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde::{Deserialize, Serialize};

/// What was found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tools {
    /// Converts sound and video.
    pub ffmpeg: Option<PathBuf>,
    /// Says what is in a file.
    pub ffprobe: Option<PathBuf>,
    /// Its version as it says, `5.1.9-0+deb12u1`.
    pub version: Option<String>,
    /// Its encoder for H.264, if it has one.
    pub h264: Option<String>,
    /// Its encoder for MP3, if it has one.
    pub mp3: Option<String>,
}

/// Encoders of H.264 on a processor, the better first.
const H264_ENCODERS: [&str; 2] = ["libx264", "libopenh264"];
/// Encoders of MP3.
const MP3_ENCODERS: [&str; 2] = ["libmp3lame", "libshine"];

impl Tools {
    /// What is in these folders, written as in the variable `PATH`.
    #[must_use]
    pub fn find(path: &OsStr) -> Self {
        let find = |name: &str| {
            std::env::split_paths(path).map(|folder| folder.join(name)).find(|file| is_program(file))
        };
        let (Some(ffmpeg), Some(ffprobe)) = (find("ffmpeg"), find("ffprobe")) else { return Self::default() };
        let Some(version) = said_by(&ffmpeg, "-version") else { return Self::default() };
        let encoders = said_by(&ffmpeg, "-encoders").unwrap_or_default();
        let first = |names: &[&str]| {
            let has = |name: &&&str| encoders.split_whitespace().any(|word| word == **name);
            names.iter().find(has).map(|name| (*name).to_owned())
        };
        Self {
            version: version.split_whitespace().nth(2).map(str::to_owned),
            h264: first(&H264_ENCODERS),
            mp3: first(&MP3_ENCODERS),
            ffmpeg: Some(ffmpeg),
            ffprobe: Some(ffprobe),
        }
    }

    /// Whether sound and video can be worked on.
    #[must_use]
    pub fn has_ffmpeg(&self) -> bool {
        self.ffmpeg.is_some() && self.ffprobe.is_some()
    }

    /// What whoever runs this server should install, and why; nothing if all is there.
    #[must_use]
    pub fn advice(&self) -> Option<String> {
        const ALL: &str = "install ffmpeg (Debian, Ubuntu: `apt install ffmpeg`; Fedora: `dnf install ffmpeg-free`; \
            Alpine: `apk add ffmpeg`)";
        if !self.has_ffmpeg() {
            return Some(format!(
                "{ALL}: until then videos and sounds are only taken as MP4, WebM, MP3 and M4A, without preview or \
                 conversion, animated GIFs stay GIFs, and HEIC pictures are refused"
            ));
        }
        let missing = match (&self.h264, &self.mp3) {
            (Some(_), Some(_)) => return None,
            (None, Some(_)) => "an encoder for H.264 (libx264)",
            (Some(_), None) => "an encoder for MP3 (libmp3lame)",
            (None, None) => "encoders for H.264 and MP3 (libx264, libmp3lame)",
        };
        Some(format!("install an ffmpeg with {missing}: until then some videos or sounds are refused"))
    }
}

fn is_program(file: &Path) -> bool {
    file.is_absolute() && file.is_file()
}

fn said_by(program: &Path, argument: &str) -> Option<String> {
    let mut command = Command::new(program);
    command.args(["-hide_banner", argument]).env_clear().stdin(Stdio::null()).stderr(Stdio::null());
    let output = command.output().ok().filter(|output| output.status.success())?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn where_there_is_nothing_the_admin_is_told_what_to_install() {
        let empty = tempfile::tempdir().unwrap();
        let tools = Tools::find(empty.path().as_os_str());
        assert_eq!(tools, Tools::default());
        assert!(tools.advice().unwrap().contains("install ffmpeg"));
    }
}
