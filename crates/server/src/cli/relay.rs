//! `fanfare relay`: servers that pass on what is public between many others. What is asked of a relay goes out as soon as
//! the server runs.

use anyhow::{Context as _, bail};
use clap::Subcommand;

use super::{block_on, configure, say};
use crate::{boot, config::Options};

#[derive(Debug, Subcommand)]
pub(super) enum Relay {
    /// Ask a relay to pass on what is public, both ways
    Add {
        /// The address of its inbox (Mastodon's relays) or of its actor (LitePub's)
        address: String,
    },
    /// Print all relays, and whether they agreed
    List,
    /// Leave a relay
    Remove {
        /// The address with which it was added
        address: String,
    },
}

impl Relay {
    pub(super) fn run(self, options: &Options) -> anyhow::Result<()> {
        let config = configure(options)?;
        block_on(async {
            let site = boot::open(&config).await?;
            let federation = boot::app(&config, &site)?.federation;
            match self {
                Self::Add { address } => {
                    federation.join_relay(&address).await.with_context(|| format!("add {address}"))?;
                    say("the relay is asked; `fanfare relay list` shows what it answers")
                }
                Self::List => {
                    for relay in federation.relays().await? {
                        say(&format!("{}  {}", relay.state, relay.address))?;
                    }
                    Ok(())
                }
                Self::Remove { address } => match federation.leave_relay(&address).await? {
                    true => say("left the relay"),
                    false => bail!("find the relay {address}; `fanfare relay list` has them all"),
                },
            }
        })
    }
}
