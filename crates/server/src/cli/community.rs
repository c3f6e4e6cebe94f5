//! `fanfare announcement`, `fanfare emoji` and `fanfare report`: what those who run a community do. A running server
//! notices at once.

use std::path::PathBuf;

use anyhow::Context as _;
use clap::Subcommand;
use model::{AnnouncementId, ReportId, Timestamp};
use social::{
    Staff, accounts,
    announcements::{self, NewAnnouncement, Publish},
    custom_emojis,
    moderation::reports::{Step, step},
    reports,
};

use super::{block_on, configure, say};
use crate::{boot, config::Options};

#[derive(Debug, Subcommand)]
pub(super) enum Announcement {
    /// Tell everybody on this server something
    Add {
        /// The text
        text: String,
        /// When what it tells of begins, such as 2027-05-01T18:00:00Z
        #[arg(long, value_parser = moment)]
        starts_at: Option<Timestamp>,
        /// When what it tells of ends; from then on it is not shown
        #[arg(long, value_parser = moment)]
        ends_at: Option<Timestamp>,
        /// Whether only the days matter
        #[arg(long)]
        all_day: bool,
        /// When it is told; at once if nothing is said
        #[arg(long, value_parser = moment)]
        publish_at: Option<Timestamp>,
    },
    /// Take an announcement back
    Remove {
        /// Its number, which `add` printed
        id: AnnouncementId,
    },
}

impl Announcement {
    pub(super) fn run(self, options: &Options) -> anyhow::Result<()> {
        let config = configure(options)?;
        block_on(async {
            let site = boot::open(&config).await?;
            let by = Staff::operator(&site);
            match self {
                Self::Add { text, starts_at, ends_at, all_day, publish_at } => {
                    let new = NewAnnouncement { text, starts_at, ends_at, all_day };
                    let when = publish_at.map_or(Publish::Now, Publish::At);
                    let made = announcements::make(&site, &by, new, when).await.context("announce it")?;
                    say(&format!("announced {}", made.id))
                }
                Self::Remove { id } => {
                    announcements::remove(&site, &by, id).await.with_context(|| format!("remove {id}"))?;
                    say(&format!("removed {id}"))
                }
            }
        })
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Emoji {
    /// Add a picture that people of this server can use as :SHORTCODE:
    Add {
        /// The name between the colons
        shortcode: String,
        /// A PNG, GIF or WebP file of at most 256 KB
        file: PathBuf,
        /// Under which heading apps show it
        #[arg(long)]
        category: Option<String>,
    },
    /// Print all shortcodes
    List,
    /// Remove a picture
    Remove {
        /// The name between the colons
        shortcode: String,
    },
}

impl Emoji {
    pub(super) fn run(self, options: &Options) -> anyhow::Result<()> {
        let config = configure(options)?;
        block_on(async {
            let site = boot::open(&config).await?;
            let by = Staff::operator(&site);
            match self {
                Self::Add { shortcode, file, category } => {
                    let picture = std::fs::read(&file).with_context(|| format!("read {}", file.display()))?;
                    boot::open_workbench(&config, &site)?;
                    let draft = custom_emojis::Draft::new(&shortcode, category);
                    let made = custom_emojis::add(&site, &by, draft, &picture);
                    made.await.with_context(|| format!("add :{shortcode}:"))?;
                    say(&format!("added :{shortcode}:"))
                }
                Self::List => {
                    for emoji in custom_emojis::list(&site, &by).await? {
                        say(&format!(":{}: {}", emoji.shortcode, emoji.category.unwrap_or_default()))?;
                    }
                    Ok(())
                }
                Self::Remove { shortcode } => {
                    let id = custom_emojis::existing(&site, &shortcode).await.map(|emoji| emoji.id);
                    let id = id.with_context(|| format!("find :{shortcode}:"))?;
                    let removed = custom_emojis::remove(&site, &by, id).await;
                    removed.with_context(|| format!("remove :{shortcode}:"))?;
                    say(&format!("removed :{shortcode}:"))
                }
            }
        })
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum Report {
    /// Print the reports that nobody has dealt with
    List,
    /// Mark a report as dealt with
    Resolve {
        /// Its number
        id: ReportId,
    },
}

impl Report {
    pub(super) fn run(self, options: &Options) -> anyhow::Result<()> {
        let config = configure(options)?;
        block_on(async {
            let site = boot::open(&config).await?;
            match self {
                Self::List => {
                    for report in reports::open(&site).await? {
                        let by = accounts::find(&site, report.account_id).await?.acct();
                        let about = accounts::find(&site, report.target_account_id).await?;
                        let (kind, comment) = (report.category.as_str(), report.comment.replace('\n', " "));
                        say(&format!("{}  @{by} about @{} ({kind}): {comment}", report.id, about.acct()))?;
                        for status in &report.status_ids {
                            say(&format!("    {}/{status}", about.url))?;
                        }
                    }
                    Ok(())
                }
                Self::Resolve { id } => {
                    let done = step(&site, &Staff::operator(&site), id, Step::Resolve).await;
                    done.with_context(|| format!("resolve report {id}"))?;
                    say(&format!("report {id} is dealt with"))
                }
            }
        })
    }
}

fn moment(text: &str) -> Result<Timestamp, String> {
    Timestamp::parse(text).ok_or_else(|| "must be a date and time such as 2027-05-01T18:00:00Z".to_owned())
}
