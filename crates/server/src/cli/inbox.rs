//! `fanfare inbox`: activities of other servers that were set aside because they failed again and again.

use anyhow::{Context as _, bail};
use clap::Subcommand;
use model::Id;
use social::inbox;
use store::inbox::Received;

use super::{block_on, configure, say};
use crate::{boot, config::Options};

#[derive(Debug, Subcommand)]
pub(super) enum Inbox {
    /// Print what was set aside: number, signer, size and why
    Quarantined,
    /// Print an activity that was set aside, as it came
    Show {
        /// Its number
        id: i64,
    },
    /// Process an activity that was set aside anew; a running server does so within a second or two
    Replay {
        /// Its number
        id: Option<i64>,
        /// All of them
        #[arg(long, conflicts_with = "id")]
        all: bool,
    },
    /// Do nothing with an activity that was set aside
    Drop {
        /// Its number
        id: i64,
    },
}

impl Inbox {
    pub(super) fn run(self, options: &Options) -> anyhow::Result<()> {
        let config = configure(options)?;
        let missing = |id: i64| move || format!("find {id} among what was set aside");
        block_on(async {
            let site = boot::open_existing(&config).await?;
            match self {
                Self::Quarantined => {
                    for aside in inbox::quarantined(&site).await? {
                        let error = aside.last_error.unwrap_or_default().replace('\n', " ");
                        let (id, size_bytes) = (aside.id, aside.size_bytes);
                        let arrived = id.time().to_rfc3339_seconds();
                        say(&format!("{id}  {arrived}  {}  {size_bytes} bytes: {error}", aside.signer))?;
                    }
                    Ok(())
                }
                Self::Show { id } => {
                    say(&inbox::show(&site, Id::<Received>::new(id)).await.with_context(missing(id))?.body)
                }
                Self::Replay { id: Some(id), .. } => {
                    inbox::replay(&site, Id::new(id)).await.with_context(missing(id))?;
                    say(&format!("{id} is processed anew"))
                }
                Self::Replay { all: true, .. } => {
                    say(&format!("{} are processed anew", inbox::replay_all(&site).await?))
                }
                Self::Replay { .. } => bail!("replay nothing: give a number, or --all"),
                Self::Drop { id } => {
                    inbox::drop_quarantined(&site, Id::new(id)).await.with_context(missing(id))?;
                    say(&format!("{id} is dropped"))
                }
            }
        })
    }
}
