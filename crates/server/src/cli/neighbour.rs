//! `fanfare neighbour`: dealings with other servers. A running server notices within a second.

use anyhow::Context as _;
use clap::Subcommand;
use model::MediaPolicy;
use social::{health, media_policies, neighbours};

use super::{block_on, configure, say};
use crate::{boot, config::Options};

// Arguments are known by their names, and `domain` is an option of every command: a domain that is meant here needs
// another.
#[derive(Debug, Subcommand)]
pub(super) enum Neighbour {
    /// Have dealings with a server and those under its name, where only those named are welcome
    Allow {
        /// Its domain
        #[arg(id = "neighbour", value_name = "DOMAIN")]
        domain: String,
    },
    /// Take that back
    Disallow {
        /// Its domain
        #[arg(id = "neighbour", value_name = "DOMAIN")]
        domain: String,
    },
    /// Print the allowed domains
    Allowed,
    /// Decide about the pictures, videos and sounds of a server and those under its name; without a domain, print what was
    /// decided
    Media {
        /// Its domain
        #[arg(id = "neighbour", value_name = "DOMAIN")]
        domain: Option<String>,
        /// Keep them once somebody looked (`cache`, the usual), pass them on and keep them for minutes only (`proxy`), or do
        /// not show them (`refuse`)
        #[arg(value_parser = policy, requires = "neighbour")]
        policy: Option<MediaPolicy>,
    },
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
                Self::Media { domain: Some(domain), policy: Some(policy) } => {
                    let decided = media_policies::set(&site, &domain, policy).await;
                    let domain = decided.with_context(|| format!("decide about {domain}"))?;
                    say(&format!("{domain}: {}", policy.as_str()))
                }
                Self::Media { domain, .. } => {
                    let decided = media_policies::list(&site).await?;
                    let wanted = |name: &str| domain.as_deref().is_none_or(|domain| domain == name);
                    let mut lines = decided.iter().filter(|(name, _)| wanted(name));
                    lines.try_for_each(|(name, policy)| say(&format!("{name}: {}", policy.as_str())))
                }
                Self::Allowed => neighbours::allowed(&site).await?.iter().try_for_each(|domain| say(domain)),
            }
        })
    }
}

fn policy(word: &str) -> Result<MediaPolicy, String> {
    MediaPolicy::parse(word).ok_or_else(|| "must be cache, proxy or refuse".to_owned())
}
