//! `fanfare commits`: adds rows, each in a transaction of its own that is durable before the next, by several at once,
//! and does nothing else. `bin/bench` measures against it what posting costs beyond being kept.

use std::time::{Duration, Instant};

use clap::Args;
use model::Timestamp;
use tokio::task::JoinSet;

use super::{block_on, configure, say};
use crate::{boot, config::Options};

/// How many add rows, and for how long.
#[derive(Debug, Args)]
pub(super) struct Commits {
    /// How many add rows at once
    #[arg(long, default_value_t = 16)]
    clients: usize,
    /// For how many seconds
    #[arg(long, default_value_t = 5)]
    seconds: u64,
}

impl Commits {
    /// Prints how many rows were added in a second.
    pub(super) fn run(self, options: &Options) -> anyhow::Result<()> {
        let config = configure(options)?;
        block_on(async {
            let site = boot::open(&config).await?;
            let (began, mut clients) = (Instant::now(), JoinSet::new());
            let end = began + Duration::from_secs(self.seconds);
            for client in 0..self.clients {
                let store = site.store.clone();
                clients.spawn(async move {
                    let mut count = 0_u64;
                    while Instant::now() < end {
                        let name = format!("measured {client} {count}");
                        store::tombstones::insert(&store, &name, Timestamp::from_millis(0)).await?;
                        count += 1;
                    }
                    Ok::<u64, store::Error>(count)
                });
            }
            let mut rows = 0;
            while let Some(count) = clients.join_next().await {
                rows += count??;
            }
            say(&format!("{:.0}", rows as f64 / began.elapsed().as_secs_f64()))
        })
    }
}
