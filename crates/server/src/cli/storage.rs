//! `fanfare storage`: what the disk is used for, and how long it will last.

use social::{remote_files, workshop::database_bytes};

use super::{block_on, configure, say};
use crate::{boot, config::Options};

pub(super) fn run(options: &Options) -> anyhow::Result<()> {
    let config = configure(options)?;
    block_on(async {
        let site = boot::open(&config).await?;
        let usage = remote_files::usage(&site, database_bytes(&config.data), Some(config.budget)).await?;
        let line =
            |name: &str, bytes: i64, rest: &str| say(&format!("{name:<24}{:>10}  {rest}", size(bytes)));
        let files = |count: i64| format!("{count} files");
        line("uploaded here", usage.own.1, &files(usage.own.0))?;
        line("of other servers", usage.remote.1, &files(usage.remote.0))?;
        line("database", usage.database, "")?;
        line("all", usage.total(), &format!("of {} (storage.budget)", size(config.budget.cast_signed())))?;
        line("new in seven days", usage.last_week, "")?;
        let (count, bytes) = usage.evicted;
        line("removed in thirty days", bytes, &format!("{count} times, to stay within the budget"))?;
        say(&match usage.days_left() {
            None => "the budget lasts: nothing new came in the last seven days".to_owned(),
            Some(0) => "the budget is used up: files of other servers make room for each other".to_owned(),
            Some(days) => format!("the budget is used up in about {days} days, if it goes on so"),
        })
    })
}

/// `3.2 GB`
fn size(bytes: i64) -> String {
    let bytes = bytes.max(0);
    match bytes {
        1_000_000_000.. => format!("{:.1} GB", bytes as f64 / 1e9),
        1_000_000.. => format!("{:.1} MB", bytes as f64 / 1e6),
        _ => format!("{:.1} kB", bytes as f64 / 1e3),
    }
}
