//! The server's half: preparing a folder, starting a worker, reading its answer as if a stranger had written it.

use std::{
    ffi::OsString,
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use super::{JOB, OUTCOME, is_plain_name};
use crate::{
    job::{File, Job, Made, Outcome},
    limits,
    meta::Meta,
    refusal::Refusal,
    sniff::{self, Family},
    work,
};

/// How a worker is started: a program that calls [`super::run`] on the folder that is its last argument.
#[derive(Clone, Debug)]
pub struct Program {
    /// The program.
    pub file: PathBuf,
    /// What comes before the folder.
    pub arguments: Vec<OsString>,
}

/// How often a worker that runs is looked after.
const GLANCE: Duration = Duration::from_millis(2);

/// Writes down what is asked. The upload lies in the folder already.
///
/// # Errors
/// The disk says no, or the upload's name is none that we would give.
pub fn prepare(folder: &Path, job: &Job) -> io::Result<()> {
    if !is_plain_name(&job.input) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "an upload's name in its folder is plain"));
    }
    fs::write(folder.join(JOB), serde_json::to_vec(job)?)
}

/// The command that does the job in this folder: it knows nothing of the server's environment, and forms a group of
/// processes of its own, see [`end`]. Keep the other end of its input while it works, and do not write: when it is
/// closed, the worker ends. (`wait` of the standard library and of tokio closes it: take it out first.)
#[must_use]
pub fn command(program: &Program, folder: &Path) -> Command {
    let mut command = Command::new(&program.file);
    // It stands in its folder, so that the folder is found whatever it was called from elsewhere.
    command.args(&program.arguments).arg(".").env_clear().current_dir(folder);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command
}

/// Ends a worker, and what it started.
pub fn end(worker: u32) {
    use rustix::process::{Pid, Signal, kill_process_group};
    if let Some(group) = i32::try_from(worker).ok().and_then(Pid::from_raw) {
        // It may have ended by itself meanwhile.
        let _ = kill_process_group(group, Signal::KILL);
    }
}

/// How long to wait for a worker, by what lies in the folder.
#[must_use]
pub fn patience(folder: &Path, job: &Job) -> Duration {
    let is_picture =
        work::look(&folder.join(&job.input)).is_ok_and(|format| format.family() == Family::Picture);
    Duration::from_secs(if is_picture { limits::PICTURE_SECONDS } else { limits::VIDEO_SECONDS })
}

/// Starts a worker and waits until it has ended, or is ended. Blocks: not for a thread that others wait for.
///
/// # Errors
/// The worker cannot be started. What is wrong with the file, and what befalls the worker, is an outcome.
pub fn attend(program: &Program, folder: &Path, patience: Duration) -> io::Result<Outcome> {
    let mut worker = command(program, folder).spawn()?;
    let input = worker.stdin.take();
    let status = wait(&mut worker, patience);
    end(worker.id());
    let status = match status {
        Ok(Some(status)) => Some(status),
        Ok(None) | Err(_) => {
            worker.wait()?;
            None
        }
    };
    drop(input);
    Ok(verdict(folder, status))
}

fn wait(worker: &mut Child, patience: Duration) -> io::Result<Option<ExitStatus>> {
    let started = Instant::now();
    loop {
        if let Some(status) = worker.try_wait()? {
            return Ok(Some(status));
        }
        if started.elapsed() > patience {
            return Ok(None);
        }
        std::thread::sleep(GLANCE);
    }
}

/// What became of a job whose worker has ended like this, or had to be ended (nothing).
#[must_use]
pub fn verdict(folder: &Path, status: Option<ExitStatus>) -> Outcome {
    let failed = |refusal| Outcome { result: Err(refusal), walls: None, notes: Vec::new() };
    let Some(status) = status else {
        return failed(Refusal::TooMuchWork { what: "time".to_owned() });
    };
    if !status.success() {
        return failed(why(status));
    }
    read_outcome(folder).unwrap_or_else(|| failed(Refusal::WorkerFailed))
}

/// What a worker died of.
fn why(status: ExitStatus) -> Refusal {
    #[cfg(unix)]
    {
        use rustix::process::Signal;
        let signal = std::os::unix::process::ExitStatusExt::signal(&status).and_then(Signal::from_named_raw);
        let what = match signal {
            Some(Signal::XCPU) => "time",
            Some(Signal::XFSZ) => "space",
            // Not SIGABRT: the allocator ends a worker so when there is no more memory, but decoders do, too.
            _ => return Refusal::WorkerFailed,
        };
        Refusal::TooMuchWork { what: what.to_owned() }
    }
    #[cfg(not(unix))]
    Refusal::WorkerFailed
}

/// The answer, if it is one that can be true.
fn read_outcome(folder: &Path) -> Option<Outcome> {
    let path = folder.join(OUTCOME);
    let is_file = fs::symlink_metadata(&path).ok()?.is_file();
    let mut bytes = Vec::new();
    fs::File::open(&path).ok()?.take(limits::OUTCOME_BYTES + 1).read_to_end(&mut bytes).ok()?;
    if !is_file || bytes.len() as u64 > limits::OUTCOME_BYTES {
        return None;
    }
    let mut outcome: Outcome = serde_json::from_slice(&bytes).ok()?;
    match &mut outcome.result {
        Ok(made) => is_true(folder, made).then_some(outcome),
        Err(refusal) => {
            tame(refusal);
            Some(outcome)
        }
    }
}

fn is_true(folder: &Path, made: &Made) -> bool {
    let files = [Some(&made.original), made.small.as_ref(), made.still.as_ref()];
    let is_hash = |hash: &String| hash.len() <= 64 && hash.bytes().all(|byte| byte.is_ascii_graphic());
    files.into_iter().flatten().all(|file| is_file_true(folder, file))
        && made.blurhash.as_ref().is_none_or(is_hash)
        && is_meta_plain(&made.meta)
}

/// A file is in the folder itself, as long as was said, and begins as its type says: what is served as a picture is one.
fn is_file_true(folder: &Path, file: &File) -> bool {
    let path = folder.join(&file.name);
    is_plain_name(&file.name)
        && fs::symlink_metadata(&path).is_ok_and(|found| found.is_file() && found.len() == file.bytes)
        && file.bytes <= limits::VIDEO_BYTES
        && u64::from(file.width) * u64::from(file.height) <= limits::IMAGE_PIXELS
        && work::look(&path).is_ok_and(|format| {
            let is_sound = format.family() == Family::Video && file.content_type.starts_with("audio/");
            !is_sound && format.content_type() == file.content_type && format.extension() == file.extension
        })
}

/// Words from a file, or from what read it, are few and plain.
fn is_meta_plain(meta: &Meta) -> bool {
    let texts = [&meta.length, &meta.size, &meta.audio_encode, &meta.audio_bitrate, &meta.audio_channels];
    let details = [&meta.original, &meta.small].into_iter().flatten();
    let detail_texts = details.flat_map(|details| [&details.size, &details.frame_rate]);
    let colours =
        meta.colors.iter().flat_map(|colours| [&colours.background, &colours.foreground, &colours.accent]);
    let is_plain =
        |text: &String| text.len() <= 64 && text.bytes().all(|byte| byte == b' ' || byte.is_ascii_graphic());
    let is_colour = |text: &String| {
        text.len() == 7 && text.starts_with('#') && text[1..].bytes().all(|byte| byte.is_ascii_hexdigit())
    };
    texts.into_iter().chain(detail_texts).flatten().all(is_plain) && colours.into_iter().all(is_colour)
}

/// Cuts and cleans what a decoder said about a stranger's file.
fn tame(refusal: &mut Refusal) {
    /// Characters of it that are shown.
    const CHARACTERS: usize = 200;
    let words = match refusal {
        Refusal::Damaged { detail, .. } | Refusal::Unreadable { detail, .. } => detail,
        Refusal::NeedsTool { tool, .. } => tool,
        Refusal::TooMuchWork { what } => what,
        _ => return,
    };
    *words = words.chars().filter(|character| !character.is_control()).take(CHARACTERS).collect();
}

/// Bytes of a file's start that tell its format, for callers that want to know before they prepare a job.
pub const SNIFF_BYTES: usize = sniff::SNIFF_BYTES;
