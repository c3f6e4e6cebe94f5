//! `fanfare neighbour`: dealings with other servers. A running server notices within a second.

use anyhow::Context as _;
use clap::Subcommand;
use social::{health, neighbours};

use super::{block_on, configure, say};
use crate::{boot, config::Options};

#[derive(Debug, Subcommand)]
pub(super) enum Neighbour {
    /// Have dealings with a server and those under its name, where only those named are welcome
    Allow {
        /// Its domain
        domain: String,
    },
    /// Take that back
    Disallow {
        /// Its domain
        domain: String,
    },
    /// Print the allowed domains
    Allowed,
    /// Try a server at once instead of when it is due; a running server does so within a second or two
    Retry {
        /// Its host, as `neighbours` prints it
        host: String,
    },
}

impl Neighbour {
    pub(super) fn run(self, options: &Options) -> anyhow::Result<()> {
        let config = configure(options)?;
        block_on(async {
            let site = boot::open(&config).await?;
            match self {
                Self::Allow { domain } => {
                    let allowed = neighbours::allow(&site, &domain).await;
                    let (domain, is_new) = allowed.with_context(|| format!("allow {domain}"))?;
                    say(&format!("{domain} {}", if is_new { "is allowed" } else { "was allowed already" }))?;
                    match site.settings().limited_federation {
                        true => Ok(()),
                        false => say(
                            "but so is everybody else, until: fanfare settings set federation.limited true",
                        ),
                    }
                }
                Self::Disallow { domain } => {
                    let gone = neighbours::disallow(&site, &domain).await;
                    let (domain, was) = gone.with_context(|| format!("disallow {domain}"))?;
                    say(&format!(
                        "{domain} {}",
                        if was { "is not allowed any more" } else { "was not allowed" }
                    ))
                }
                Self::Retry { host } => {
                    let waiting = health::retry(&site, &host).await;
                    let waiting = waiting.with_context(|| format!("find a neighbour called {host}"))?;
                    say(&format!("{host} is tried now; {waiting} deliveries wait for it"))
                }
                Self::Allowed => neighbours::allowed(&site).await?.iter().try_for_each(|domain| say(domain)),
            }
        })
    }
}
