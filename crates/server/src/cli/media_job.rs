//! `fanfare media-job`: the worker that makes what somebody uploaded into what can be shown, behind walls. The server starts
//! it; nobody else needs to.

use std::{path::PathBuf, process::ExitCode};

use clap::Args;

/// Where the job lies.
#[derive(Debug, Args)]
pub(super) struct MediaJob {
    /// The folder of the job
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
}

impl MediaJob {
    pub(super) fn run(&self) -> ExitCode {
        ExitCode::from(u8::try_from(media::child::run(&self.folder)).unwrap_or(1))
    }
}
