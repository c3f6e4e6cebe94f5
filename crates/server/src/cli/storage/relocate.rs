//! `fanfare storage move`: brings all files to another place.

use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};
use clap::Args;
use social::{Site, relocation};
use store::storage::{Place, Storage};

use super::{block_on, configure, say};
use crate::{
    boot,
    config::{Config, Options},
    files,
};

/// Time between two lines that tell how far it is.
const TOLD_EVERY: Duration = Duration::from_secs(5);
/// Names of broken files that are told.
const NAMES_TOLD: usize = 20;

/// What `storage move` understands.
#[derive(Debug, Args)]
pub(super) struct Relocate {
    /// Where files are to be: disk, or s3://bucket/prefix
    #[arg(long, value_name = "PLACE", value_parser = |text: &str| text.parse::<Place>())]
    to: Place,
    /// Go on without files that are missing or damaged where they are
    #[arg(long)]
    leave_broken: bool,
}

impl Relocate {
    pub(super) fn run(self, options: &Options) -> anyhow::Result<()> {
        let config = configure(options)?;
        block_on(async {
            let site = boot::open_existing(&config).await?;
            let from = files::remembered(&site).await?;
            if from == self.to {
                return say(&format!(
                    "all files are in {from} already; the configuration needs {}",
                    said(&from)
                ));
            }
            let (from, to) = (files::storage(&config, &from)?, files::storage(&config, &self.to)?);
            self.bring(&config, &site, &from, &to).await.context(
                "bring all files there; what arrived is noted, and the same command goes on where this one stopped",
            )
        })
    }

    async fn bring(&self, config: &Config, site: &Site, from: &Storage, to: &Storage) -> anyhow::Result<()> {
        let outcome = tell_and_bring(site, from, to).await?;
        self.look_at(&outcome.broken, from)?;
        let Some(_alone) = files::alone(&config.data)? else {
            say(&format!(
                "all files are in {}, and in {} as before, where the running server goes on to keep new ones",
                to.place(),
                from.place()
            ))?;
            return say(
                "now stop the server and run this command again: it brings what came meanwhile, which is quick, and \
                 says what to write in the configuration",
            );
        };
        // What came between the last look and the end of the server.
        let outcome = tell_and_bring(site, from, to).await?;
        self.look_at(&outcome.broken, from)?;
        relocation::settle(site, from, to).await?;
        say(&format!(
            "all files are in {} now. Before you start the server, write in the configuration:",
            to.place()
        ))?;
        say(&said(to.place()))?;
        say(&format!(
            "what still lies in {} is no longer used; remove it when you are content",
            whereabouts(from, config)
        ))
    }

    fn look_at(&self, broken: &[String], from: &Storage) -> anyhow::Result<()> {
        if broken.is_empty() {
            return Ok(());
        }
        say(&format!("{} files are missing or damaged in {}:", broken.len(), from.place()))?;
        for name in broken.iter().take(NAMES_TOLD) {
            say(&format!("  {name}"))?;
        }
        match self.leave_broken {
            true => say("they are left behind"),
            false => bail!("bring them; put them back there, or go on without them with --leave-broken"),
        }
    }
}

async fn tell_and_bring(site: &Site, from: &Storage, to: &Storage) -> anyhow::Result<relocation::Outcome> {
    let mut told: Option<Instant> = None;
    let tell = |progress: relocation::Progress| {
        let is_all = progress.there.0 == progress.all.0;
        if is_all || told.is_none_or(|at| at.elapsed() >= TOLD_EVERY) {
            told = Some(Instant::now());
            let (there, all) = (progress.there, progress.all);
            // If nobody reads it, the work goes on all the same.
            drop(say(&format!(
                "{} of {} files, {} of {}",
                there.0,
                all.0,
                social::bytes::rounded(there.1),
                social::bytes::rounded(all.1)
            )));
        }
    };
    Ok(relocation::bring(site, from, to, tell).await?)
}

/// A place as a line of the configuration.
fn said(place: &Place) -> String {
    format!("files = \"{place}\"")
}

fn whereabouts(storage: &Storage, config: &Config) -> String {
    match storage.place() {
        Place::Disk => config.data.join("files").display().to_string(),
        place => place.to_string(),
    }
}
