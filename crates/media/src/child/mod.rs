//! The process in which a file is worked on. [`serving`] is what the server does: it prepares a folder, starts a worker
//! and reads its answer as if a stranger had written it. [`worker`] is what the worker does: it puts itself behind walls,
//! works, and answers.
//!
//! A folder holds one job: the upload, `job.json`, what is made of the upload, and `outcome.json`.

pub mod serving;
pub mod worker;

#[cfg(test)]
mod tests;

pub use serving::{Program, attend, command, end, prepare, verdict};
pub use worker::run;

/// What is asked.
const JOB: &str = "job.json";
/// What is answered.
const OUTCOME: &str = "outcome.json";

/// Whether a name is one that we would give: a file of the folder itself, and nothing that a program could take for an
/// option, an address or a device.
#[must_use]
pub fn is_plain_name(name: &str) -> bool {
    /// Bytes of a name.
    const NAME_BYTES: usize = 64;
    let mut characters = name.bytes();
    name.len() <= NAME_BYTES
        && characters.next().is_some_and(|first| first.is_ascii_lowercase() || first.is_ascii_digit())
        && characters.all(|byte| {
            byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'.' | b'-' | b'_')
        })
        && !name.contains("..")
}
