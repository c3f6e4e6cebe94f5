//! `fanfare neighbours`: what waits for which server, and why.

use clap::Args;
use social::health::{self, Health, NeighbourView};

use super::{block_on, configure, say};
use crate::{boot, config::Options};

/// Which neighbours are listed.
#[derive(Debug, Args)]
pub(super) struct Neighbours {
    /// Only those for which something waits, or that take nothing
    #[arg(long)]
    waiting: bool,
}

impl Neighbours {
    pub(super) fn run(&self, options: &Options) -> anyhow::Result<()> {
        let config = configure(options)?;
        block_on(async {
            let site = boot::open_existing(&config).await?;
            if let Some(line) = health::clock_ahead_ms(&site).await?.and_then(clock) {
                say(&line)?;
            }
            for view in health::list(&site, self.waiting).await? {
                say(&line(&view))?;
            }
            Ok(())
        })
    }
}

/// `clock  90 seconds ahead of other servers'`, if it is off.
fn clock(ahead_ms: i64) -> Option<String> {
    let (seconds, side) = (ahead_ms.abs() / 1_000, if ahead_ms > 0 { "ahead of" } else { "behind" });
    let is_off = ahead_ms.abs() >= federation::limits::CLOCK_OFF_MS;
    is_off.then(|| format!("clock  this machine's clock is {seconds} seconds {side} other servers'"))
}

/// `far.example  failing  3 waiting since …  5 failures since …, next try …: it answered 502 Bad Gateway`
fn line(view: &NeighbourView) -> String {
    let mut line = format!("{}  {}  {} waiting", view.host, view.health.as_str(), view.waiting);
    if let Some(since) = view.waiting_since {
        line += &format!(" since {}", since.to_rfc3339_seconds());
    }
    let failing = view.neighbour.as_ref().filter(|_| view.health != Health::Fine);
    if let Some(neighbour) = failing {
        let since = neighbour.failing_since.unwrap_or_default().to_rfc3339_seconds();
        let next = neighbour.due_at.to_rfc3339_seconds();
        let error = neighbour.last_error.as_deref().unwrap_or_default().replace('\n', " ");
        line += &format!("  {} failures since {since}, next try {next}: {error}", neighbour.failures);
    }
    line
}
