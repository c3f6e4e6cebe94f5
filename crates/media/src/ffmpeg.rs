//! Running ffmpeg and ffprobe on a file in the worker's folder: told which format to read, allowed to open plain files
//! only, with one thread, and ended when they take too long.

use std::{
    io::Read,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use crate::{
    limits,
    refusal::{Problem, Refusal, damaged},
    sniff::Format,
    tools::Tools,
};

/// ffmpeg, and what it is to read.
pub(crate) struct Ffmpeg<'job> {
    ffmpeg: &'job Path,
    ffprobe: &'job Path,
    folder: &'job Path,
    format: Format,
    /// The encoder for H.264.
    h264: Option<&'job str>,
    /// The encoder for MP3.
    mp3: Option<&'job str>,
}

/// What files of these formats may hold; no other decoder is ever used.
pub(crate) const CODECS: &str = "h264,hevc,mpeg4,msmpeg4v3,mpeg1video,mpeg2video,h263,vp8,vp9,libvpx,libvpx-vp9,av1,libdav1d,\
    libaom-av1,theora,prores,mjpeg,png,gif,dvvideo,rawvideo,aac,aac_fixed,mp3,mp3float,mp2,mp2float,opus,libopus,vorbis,\
    libvorbis,flac,alac,ac3,eac3,amrnb,amrwb,speex,libspeex,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,\
    pcm_u8,pcm_s8,pcm_f32le,pcm_f32be,pcm_f64le,pcm_alaw,pcm_mulaw,adpcm_ms,adpcm_ima_wav,adpcm_ima_qt";

/// How often a tool that runs is looked after.
const GLANCE: Duration = Duration::from_millis(5);

impl<'job> Ffmpeg<'job> {
    /// For a file of this format.
    ///
    /// # Errors
    /// It is not installed.
    pub(crate) fn for_format(
        tools: &'job Tools,
        folder: &'job Path,
        format: Format,
    ) -> Result<Self, Refusal> {
        let (Some(ffmpeg), Some(ffprobe)) = (&tools.ffmpeg, &tools.ffprobe) else {
            return Err(Refusal::NeedsTool { format, tool: "ffmpeg".to_owned() });
        };
        let (h264, mp3) = (tools.h264.as_deref(), tools.mp3.as_deref());
        Ok(Self { ffmpeg, ffprobe, folder, format, h264, mp3 })
    }

    /// The encoder for H.264.
    ///
    /// # Errors
    /// There is none.
    pub(crate) fn h264(&self) -> Result<&'job str, Refusal> {
        let tool = "an ffmpeg that encodes H.264 (libx264)".to_owned();
        self.h264.ok_or(Refusal::NeedsTool { format: self.format, tool })
    }

    /// The encoder for MP3.
    ///
    /// # Errors
    /// There is none.
    pub(crate) fn mp3(&self) -> Result<&'job str, Refusal> {
        let tool = "an ffmpeg that encodes MP3 (libmp3lame)".to_owned();
        self.mp3.ok_or(Refusal::NeedsTool { format: self.format, tool })
    }

    /// A file in the folder.
    #[must_use]
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// What is read.
    #[must_use]
    pub(crate) fn format(&self) -> Format {
        self.format
    }

    /// The demuxer for what is read.
    #[must_use]
    pub(crate) fn demuxer(&self) -> &'static str {
        demuxer(self.format)
    }

    /// What ffprobe says about a file, as JSON.
    ///
    /// # Errors
    /// The file is damaged.
    pub(crate) fn probe(&self, input: &str, demuxer: &str) -> Result<Vec<u8>, Problem> {
        let mut command = self.command(self.ffprobe);
        command.args(["-v", "error", "-print_format", "json", "-show_format", "-show_streams"]);
        command.args(["-protocol_whitelist", "file", "-codec_whitelist", CODECS, "-f", demuxer, "-i", input]);
        self.run(command, limits::PICTURE_CPU_S, limits::PICTURE_SECONDS)
    }

    /// Runs ffmpeg for something short.
    ///
    /// # Errors
    /// The file is damaged, or takes too long.
    pub(crate) fn picture(&self, arguments: &[&str]) -> Result<(), Problem> {
        self.convert(arguments, limits::PICTURE_CPU_S, limits::PICTURE_SECONDS)
    }

    /// Runs ffmpeg for something that may take its time.
    ///
    /// # Errors
    /// The file is damaged, or takes too long.
    pub(crate) fn video(&self, arguments: &[&str]) -> Result<(), Problem> {
        self.convert(arguments, limits::VIDEO_CPU_S, limits::VIDEO_SECONDS)
    }

    /// The first arguments are about the file that is read, the last names the file that is written.
    fn convert(&self, arguments: &[&str], cpu_s: u64, seconds: u64) -> Result<(), Problem> {
        let mut command = self.command(self.ffmpeg);
        command.args(["-hide_banner", "-nostdin", "-v", "error", "-y", "-filter_threads", "1"]);
        command.args(["-threads", "1", "-protocol_whitelist", "file"]);
        let (output, others) = arguments.split_last().expect("something is written");
        command.args(others).args(["-threads", "1", output]);
        self.run(command, cpu_s, seconds).map(|_| ())
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.env_clear().current_dir(self.folder);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    fn run(&self, mut command: Command, cpu_s: u64, seconds: u64) -> Result<Vec<u8>, Problem> {
        let mut child = command.spawn().map_err(Problem::while_doing("starting ffmpeg"))?;
        crate::sandbox::limit_cpu(&child, cpu_s);
        let (Some(stdout), Some(stderr)) = (child.stdout.take(), child.stderr.take()) else {
            let _ = child.kill();
            return Err(Refusal::WorkerFailed.into());
        };
        let (said, complaints, status) = std::thread::scope(|scope| {
            let said = scope.spawn(|| read(stdout, limits::REPORT_BYTES));
            let complaints = scope.spawn(|| read(stderr, limits::OUTCOME_BYTES));
            let status = wait(&mut child, Duration::from_secs(seconds));
            (said.join().unwrap_or_default(), complaints.join().unwrap_or_default(), status)
        });
        let status = status.map_err(Problem::while_doing("waiting for ffmpeg"))?;
        match status {
            Some(status) if status.success() => Ok(said),
            status => Err(self.why(status, &complaints).into()),
        }
    }

    /// What a tool that failed should mean to the person.
    fn why(&self, status: Option<std::process::ExitStatus>, complaints: &[u8]) -> Refusal {
        let complaints = String::from_utf8_lossy(complaints);
        // It was ended from outside, by us or by a limit of the system.
        if status.is_none_or(|status| status.code().is_none()) {
            return Refusal::TooMuchWork { what: "time".to_owned() };
        }
        if complaints.contains("Cannot allocate memory") || complaints.contains("malloc of size") {
            return Refusal::TooMuchWork { what: "memory".to_owned() };
        }
        if complaints.contains("File too large") || complaints.contains("No space left") {
            return Refusal::TooMuchWork { what: "space".to_owned() };
        }
        // Lines begin with which part of it speaks, and at which address it lies in memory.
        let last = complaints.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("it cannot be read");
        let last = last.rsplit_once("] ").map_or(last, |(_, words)| words);
        damaged(self.format, last.rsplit_once(": ").map_or(last, |(_, words)| words))
    }
}

/// ffmpeg's demuxer for a format: what is in a file is never guessed.
#[must_use]
pub(crate) fn demuxer(format: Format) -> &'static str {
    match format {
        Format::Mp4 | Format::Mov | Format::M4a => "mov",
        Format::Webm => "matroska",
        Format::Mp3 => "mp3",
        Format::Ogg => "ogg",
        Format::Flac => "flac",
        Format::Wav => "wav",
        Format::Aac => "aac",
        Format::Gif => "gif",
        Format::Heic => "hevc",
        Format::Jpeg | Format::Png | Format::Webp | Format::Avif => "image2",
    }
}

/// Reads to the end, and keeps so many bytes of it.
fn read(mut from: impl Read, most: u64) -> Vec<u8> {
    let mut kept = Vec::new();
    let _ = (&mut from).take(most).read_to_end(&mut kept);
    let _ = std::io::copy(&mut from, &mut std::io::sink());
    kept
}

/// How a child ended; nothing if it had to be.
fn wait(child: &mut Child, patience: Duration) -> std::io::Result<Option<std::process::ExitStatus>> {
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(Some(status));
        }
        if started.elapsed() > patience {
            child.kill()?;
            child.wait()?;
            return Ok(None);
        }
        std::thread::sleep(GLANCE);
    }
}
