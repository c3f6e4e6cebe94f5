//! The worker's half: walls first, then the work, then the answer.

use std::{
    fs,
    io::{self, Read},
    path::Path,
};

use super::{JOB, OUTCOME, is_plain_name};
use crate::{
    job::{Job, Made, Note, Outcome},
    limits,
    refusal::{Problem, Refusal},
    sandbox::{self, Needs},
    work,
};

/// Does the job that lies in this folder and leaves the answer there. What it returns is the exit code: 0 if there is an
/// answer, a refusal among them. Call it first thing in a process of its own, before any thread is started: this process
/// can do little else afterwards.
#[must_use]
pub fn run(folder: &Path) -> i32 {
    run_doing(folder, work::work)
}

pub(super) fn run_doing(
    folder: &Path,
    work: impl FnOnce(&Path, &Job) -> Result<(Made, Vec<Note>), Problem>,
) -> i32 {
    let Ok(folder) = folder.canonicalize() else { return 1 };
    let Some(job) = read_job(&folder) else { return 1 };
    let (walls, result) = match work::look(&folder.join(&job.input)) {
        Ok(format) => {
            let tools = work::needs_tools(format, job.purpose).then_some(&job.tools);
            let walls = sandbox::raise(&Needs { folder: &folder, tools });
            end_with_the_server();
            (Some(walls), work(&folder, &job))
        }
        Err(problem) => (None, Err(problem)),
    };
    let (result, notes) = match result {
        Ok((made, notes)) => (Ok(made), notes),
        Err(Problem::Refused(refusal)) => (Err(refusal), Vec::new()),
        Err(Problem::Fault { source, .. }) if source.kind() == io::ErrorKind::OutOfMemory => {
            (Err(Refusal::TooMuchWork { what: "memory".to_owned() }), Vec::new())
        }
        Err(Problem::Fault { source, .. }) if source.kind() == io::ErrorKind::FileTooLarge => {
            (Err(Refusal::TooMuchWork { what: "space".to_owned() }), Vec::new())
        }
        // The server notices that there is no answer.
        Err(Problem::Fault { .. }) => return 1,
    };
    match write_outcome(&folder, &Outcome { result, walls, notes }) {
        Ok(()) => 0,
        Err(_) => 1,
    }
}

fn read_job(folder: &Path) -> Option<Job> {
    let mut bytes = Vec::new();
    let file = fs::File::open(folder.join(JOB)).ok()?;
    file.take(limits::JOB_BYTES).read_to_end(&mut bytes).ok()?;
    let job: Job = serde_json::from_slice(&bytes).ok()?;
    is_plain_name(&job.input).then_some(job)
}

/// An answer is there whole, or not at all.
fn write_outcome(folder: &Path, outcome: &Outcome) -> io::Result<()> {
    let fresh = folder.join("outcome.new");
    fs::write(&fresh, serde_json::to_vec(outcome)?)?;
    fs::rename(fresh, folder.join(OUTCOME))
}

/// The server holds the other end of our input and never writes: when that end is gone, so is the server, and nobody
/// waits for us or for what we started.
fn end_with_the_server() {
    let watch = || {
        let mut nothing = [0; 16];
        while !matches!(io::stdin().read(&mut nothing), Ok(0) | Err(_)) {}
        if let Ok(group) = rustix::process::getpgid(None) {
            let _ = rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
        }
    };
    // Without a watcher, limits on time end what nobody waits for.
    let _ = std::thread::Builder::new().name("watcher".to_owned()).spawn(watch);
}
