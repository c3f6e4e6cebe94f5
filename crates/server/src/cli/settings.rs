//! `fanfare settings` and `fanfare rule`: what an admin decides. A running server notices within a second.

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Subcommand;
use model::RuleId;
use social::{Staff, rules, settings};

use super::{block_on, configure, say};
use crate::{boot, config::Options};

#[derive(Debug, Subcommand)]
pub(super) enum Settings {
    /// Print every setting with its value and what it is for
    List,
    /// Print the value of a setting
    Get {
        /// Its name
        name: String,
    },
    /// Give a setting a value
    Set {
        /// Its name
        name: String,
        /// Its value
        value: Option<String>,
        /// A file with the value, for long texts
        #[arg(long, conflicts_with = "value")]
        file: Option<PathBuf>,
    },
    /// Put a setting back to what it was at first
    Reset {
        /// Its name
        name: String,
    },
}

impl Settings {
    pub(super) fn run(self, options: &Options) -> anyhow::Result<()> {
        let config = configure(options)?;
        block_on(async {
            let site = boot::open(&config).await?;
            let by = Staff::operator(&site);
            match self {
                Self::List => {
                    for setting in &settings::SETTINGS {
                        let value = setting.value(&site.settings());
                        let first = value.lines().next().unwrap_or_default();
                        say(&format!("{} = {first}\n    {}", setting.name, setting.about))?;
                    }
                    Ok(())
                }
                Self::Get { name } => {
                    let setting = settings::find(&name).with_context(|| unknown(&name))?;
                    say(&setting.value(&site.settings()))
                }
                Self::Set { name, value, file } => {
                    settings::find(&name).with_context(|| unknown(&name))?;
                    let value = match (value, file) {
                        (Some(value), _) => value,
                        (None, Some(file)) => std::fs::read_to_string(&file)
                            .with_context(|| format!("read {}", file.display()))?,
                        (None, None) => bail!("set {name}: give a value, or --file"),
                    };
                    settings::change(&site, &by, &[(&name, &value)])
                        .await
                        .with_context(|| format!("set {name}"))?;
                    say(&format!("{name} is set"))
                }
                Self::Reset { name } => {
                    settings::find(&name).with_context(|| unknown(&name))?;
                    settings::reset(&site, &by, &name).await.with_context(|| format!("reset {name}"))?;
                    say(&format!("{name} is as it was at first"))
                }
            }
        })
    }
}

fn unknown(name: &str) -> String {
    format!("find a setting called {name}; `fanfare settings list` has them all")
}

#[derive(Debug, Subcommand)]
pub(super) enum Rule {
    /// Add a rule
    Add {
        /// The rule in a sentence
        text: String,
        /// More about it
        #[arg(long, default_value = "")]
        hint: String,
    },
    /// Print all rules with their numbers
    List,
    /// Remove a rule
    Remove {
        /// Its number
        id: RuleId,
    },
}

impl Rule {
    pub(super) fn run(self, options: &Options) -> anyhow::Result<()> {
        let config = configure(options)?;
        block_on(async {
            let site = boot::open(&config).await?;
            let by = Staff::operator(&site);
            match self {
                Self::Add { text, hint } => {
                    let draft = rules::Draft { text, hint, ..rules::Draft::default() };
                    let rule = rules::add(&site, &by, draft).await.context("add the rule")?;
                    say(&format!("added rule {}", rule.id))
                }
                Self::List => {
                    for rule in rules::list(&site).await? {
                        say(&format!("{}  {}", rule.id, rule.text))?;
                    }
                    Ok(())
                }
                Self::Remove { id } => {
                    rules::remove(&site, &by, id).await.with_context(|| format!("remove rule {id}"))?;
                    say(&format!("removed rule {id}"))
                }
            }
        })
    }
}
