//! `fanfare audit`: what staff did, and whether the log of it is whole.

use anyhow::bail;
use clap::Subcommand;
use social::{
    Staff,
    audit::{self, Checked, Wanted},
};

use super::{block_on, configure, say};
use crate::{boot, config::Options};

#[derive(Debug, Subcommand)]
pub(super) enum Audit {
    /// Print what staff did, the latest first
    List {
        /// Only what was done before this number
        #[arg(long)]
        before: Option<i64>,
    },
    /// Check that nothing in the log was changed, put in or taken out
    Check,
}

impl Audit {
    pub(super) fn run(self, options: &Options) -> anyhow::Result<()> {
        let config = configure(options)?;
        block_on(async {
            let site = boot::open_existing(&config).await?;
            match self {
                Self::List { before } => {
                    let wanted = Wanted { before, ..Wanted::default() };
                    for entry in audit::list(&site, &Staff::operator(&site), &wanted).await? {
                        let actor = if entry.actor.is_empty() { "the command line" } else { &entry.actor };
                        let (number, at, target) =
                            (entry.number, entry.at.to_rfc3339_seconds(), &entry.target);
                        let (kind, name) = (&target.kind, &target.name);
                        say(&format!(
                            "{number}  {at}  {actor}: {} {kind} {name}  {}",
                            entry.action, entry.details
                        ))?;
                    }
                    Ok(())
                }
                Self::Check => match audit::check(&site).await? {
                    Checked::Whole(entries) => {
                        say(&format!("all {entries} entries are as they were written"))
                    }
                    Checked::Broken(number) => {
                        bail!("trust the audit log: from entry {number} on it is not as it was written")
                    }
                },
            }
        })
    }
}
