//! `fanfare neighbour`: dealings with other servers. A running server notices within a second.

use anyhow::Context as _;
use clap::Subcommand;
use model::{MediaPolicy, NeighbourBlock, Severity};
use social::{
    Site, Staff, health, media_policies,
    neighbour_blocks::{self, Decided, Draft},
    neighbours,
};

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
    /// Limit or suspend a server and those under its name: `silence` shows its people only to those who follow them,
    /// `suspend` ends all dealings, `noop` does nothing but what else is said
    Block {
        /// Its domain
        #[arg(id = "neighbour", value_name = "DOMAIN")]
        domain: String,
        /// How severe it is
        #[arg(value_parser = severity, default_value = "suspend")]
        severity: Severity,
        /// Do not show its pictures, videos and sounds
        #[arg(long)]
        reject_media: bool,
        /// Do not take its reports
        #[arg(long)]
        reject_reports: bool,
        /// Why, for everybody who may read what was decided
        #[arg(long, value_name = "TEXT")]
        reason: Option<String>,
        /// Why, for staff
        #[arg(long, value_name = "TEXT")]
        note: Option<String>,
    },
    /// Take that back; follows that it ended are restored
    Unblock {
        /// Its domain
        #[arg(id = "neighbour", value_name = "DOMAIN")]
        domain: String,
    },
    /// Print what was decided about servers
    Blocks,
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
            let by = Staff::operator(&site);
            match self {
                Self::Allow { domain } => {
                    let allowed = neighbours::allow(&site, &by, &domain).await;
                    let (allowed, is_new) = allowed.with_context(|| format!("allow {domain}"))?;
                    let domain = allowed.domain;
                    say(&format!("{domain} {}", if is_new { "is allowed" } else { "was allowed already" }))?;
                    match site.settings().limited_federation {
                        true => Ok(()),
                        false => say(
                            "but so is everybody else, until: fanfare settings set federation.limited true",
                        ),
                    }
                }
                Self::Disallow { domain } => {
                    let gone = neighbours::disallow(&site, &by, &domain).await;
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
                Self::Block { domain, severity, reject_media, reject_reports, reason, note } => {
                    let draft = Draft {
                        domain,
                        severity,
                        reject_media,
                        reject_reports,
                        public_comment: reason,
                        private_comment: note,
                        obfuscate: false,
                    };
                    block(&site, &by, draft).await
                }
                Self::Unblock { domain } => {
                    let found = neighbour_blocks::find_of(&site, &by, &domain).await;
                    let found = found.with_context(|| format!("find what was decided about {domain}"))?;
                    neighbour_blocks::unblock(&site, &by, found.id).await?;
                    say(&format!("{} is dealt with as everybody", found.domain))
                }
                Self::Blocks => {
                    let all = neighbour_blocks::all(&site, &by).await?;
                    all.iter().try_for_each(|block| say(&line(block)))
                }
                Self::Allowed => neighbours::allowed(&site).await?.iter().try_for_each(|domain| say(domain)),
            }
        })
    }
}

/// Decides about a server; what was decided before is changed.
async fn block(site: &Site, by: &Staff, draft: Draft) -> anyhow::Result<()> {
    let name = draft.domain.clone();
    let lost = neighbour_blocks::losses(site, &name).await?;
    let decided = neighbour_blocks::block(site, by, draft.clone()).await;
    let block = match decided.with_context(|| format!("decide about {name}"))? {
        Decided::Done(block) => block,
        Decided::Already(old) => match neighbour_blocks::find_of(site, by, &name).await {
            Ok(own) => neighbour_blocks::change(site, by, own.id, draft).await?,
            Err(_) => return say(&format!("{name} is under {}, which is as strict", line(&old))),
        },
    };
    say(&line(&block))?;
    match block.severity {
        Severity::Suspend => say(&format!("{} follows from here and {} to here end", lost.0, lost.1)),
        Severity::Noop | Severity::Silence => Ok(()),
    }
}

fn line(block: &NeighbourBlock) -> String {
    let words = [
        Some(block.severity.as_str()),
        block.reject_media.then_some("no media"),
        block.reject_reports.then_some("no reports"),
    ];
    let words: Vec<&str> = words.into_iter().flatten().collect();
    format!("{}: {}", block.domain, words.join(", "))
}

fn severity(word: &str) -> Result<Severity, String> {
    Severity::parse(word).ok_or_else(|| "must be noop, silence or suspend".to_owned())
}

fn policy(word: &str) -> Result<MediaPolicy, String> {
    MediaPolicy::parse(word).ok_or_else(|| "must be cache, proxy or refuse".to_owned())
}
