//! `fanfare storage`: what files and the database take, how long that will go well, and bringing files to another place.

mod relocate;

use clap::{Args, Subcommand};
use social::{bytes, remote_files};
use store::storage::Place;

use super::{block_on, configure, say};
use crate::{boot, config::Options, files};

/// What `storage` understands.
#[derive(Debug, Args)]
pub(super) struct Storage {
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Bring all files to another place: disk, or s3://bucket/prefix. It can be stopped and run again
    Move(relocate::Relocate),
}

impl Storage {
    pub(super) fn run(self, options: &Options) -> anyhow::Result<()> {
        match self.action {
            Some(Action::Move(relocate)) => relocate.run(options),
            None => show(options),
        }
    }
}

/// After so many days, nobody knows.
const FORESEEN_DAYS: i64 = 3_650;

fn show(options: &Options) -> anyhow::Result<()> {
    let config = configure(options)?;
    block_on(async {
        let site = boot::open_existing(&config).await?;
        let budget = config.budget.unwrap_or_else(|| social::settings::disk_budget(&site.settings()));
        let usage = remote_files::usage(&site, bytes::of_database(&config.data), Some(budget)).await?;
        let line = |name: &str, bytes: i64, rest: &str| {
            say(&format!("{name:<24}{:>10}  {rest}", bytes::rounded(bytes)))
        };
        let files = |count: i64| format!("{count} files");
        line("uploaded here", usage.own.1, &files(usage.own.0))?;
        line("of other servers", usage.remote.1, &files(usage.remote.0))?;
        line("database", usage.database, "")?;
        line("all", usage.total(), &format!("of {} (storage.budget)", bytes::rounded(budget.cast_signed())))?;
        line("new in seven days", usage.last_week, "")?;
        let (count, bytes) = usage.evicted;
        line("removed in thirty days", bytes, &format!("{count} times, to stay within the budget"))?;
        say(&match files::remembered(&site).await? {
            Place::Disk => format!("files are kept on the disk, in {}", config.data.join("files").display()),
            bucket @ Place::Bucket { .. } => format!("files are kept in the bucket {bucket}"),
        })?;
        say(&match usage.days_left() {
            None => "the budget lasts: nothing new came in the last seven days".to_owned(),
            Some(0) => "the budget is used up: files of other servers make room for each other".to_owned(),
            Some(FORESEEN_DAYS..) => "too little is new to tell when the budget is used up".to_owned(),
            Some(days) => format!("the budget is used up in about {days} days, if it goes on so"),
        })
    })
}
