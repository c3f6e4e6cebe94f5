//! The walls around a worker: what it reads was sent by strangers, and decoders have had holes before. On Linux all
//! stand that the kernel knows; on other systems the limits of POSIX do.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(target_os = "linux")]
use linux as system;

#[cfg(not(target_os = "linux"))]
mod other;
#[cfg(not(target_os = "linux"))]
use other as system;

use std::path::Path;

use crate::{job::Walls, limits, tools::Tools};

/// What a worker is about to do: the less, the narrower its walls.
pub struct Needs<'job> {
    /// Where it works.
    pub folder: &'job Path,
    /// The programs that it starts; nothing if it starts none.
    pub tools: Option<&'job Tools>,
}

/// Raises the walls around this process and all that it will start. There is no way back.
#[must_use]
pub fn raise(needs: &Needs<'_>) -> Walls {
    let limits = limit(needs.tools.is_some());
    let files = system::wall_files(needs).is_some();
    let calls = system::wall_calls(needs).is_some();
    Walls { limits, files, calls }
}

/// Limits of POSIX, inherited by what is started: memory, processor time, length of files, open files.
fn limit(has_tools: bool) -> bool {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let cpu_s = if has_tools { limits::VIDEO_CPU_S } else { limits::PICTURE_CPU_S };
    let all = [
        // What a program takes for itself; the files that it maps (its code, its libraries) do not count.
        (Resource::Data, limits::WORKER_MEMORY_BYTES),
        (Resource::Cpu, cpu_s),
        (Resource::Fsize, limits::WORKER_FILE_BYTES),
        (Resource::Nofile, limits::WORKER_FILES),
        // What a process leaves behind that crashed: a picture of somebody.
        (Resource::Core, 0),
    ];
    let set = |(resource, most): (Resource, u64)| {
        // Whoever runs this server may allow less already; more cannot be had.
        let most = getrlimit(resource).maximum.map_or(most, |allowed| allowed.min(most));
        setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) }).is_ok()
    };
    let failed = all.into_iter().filter(|limit| !set(*limit)).count();
    // Whoever waits for a page comes first.
    let _ = rustix::process::nice(limits::WORKER_NICE);
    failed == 0
}

/// Gives a child less processor time than it inherited.
pub(crate) fn limit_cpu(child: &std::process::Child, seconds: u64) {
    system::limit_cpu(child, seconds);
}
