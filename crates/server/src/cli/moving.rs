//! `fanfare account alias` and `fanfare account move`: moving between servers. A running server tells others.

use anyhow::Context as _;
use clap::Subcommand;
use federation::Federation;
use model::Account;
use social::{Refusal, Site, accounts, moving};

use super::{account::nobody, block_on, configure, say};
use crate::{boot, config::Options};

#[derive(Debug, Subcommand)]
pub(super) enum Alias {
    /// Say that another account is the same person's, so that its followers may come along
    Add {
        /// The other account, such as @alice@old.example
        handle: String,
    },
    /// No longer say so
    Remove {
        /// The other account, or its address as `list` prints it
        handle: String,
    },
    /// Print the addresses of the other accounts
    List,
}

/// The site, its way to other servers, and somebody here.
async fn open(options: &Options, name: &str) -> anyhow::Result<(std::sync::Arc<Site>, Federation, Account)> {
    let config = configure(options)?;
    let site = boot::open_existing(&config).await?;
    let federation = boot::app(&config, &site)?.federation;
    let found = accounts::find_by_handle(&site, name, None).await?.ok_or(Refusal::NotFound);
    let account = found.map_err(|refusal| nobody(refusal.into(), name))?;
    Ok((site, federation, account))
}

/// Somebody anywhere, as their own server describes them now.
async fn ask(federation: &Federation, handle: &str) -> anyhow::Result<Account> {
    let found = federation.ask_anew(handle).await?;
    found.with_context(|| format!("find {handle}: nobody is called so, or their server does not answer"))
}

impl Alias {
    pub(super) fn run(self, options: &Options, name: &str) -> anyhow::Result<()> {
        block_on(async {
            let (site, federation, account) = open(options, name).await?;
            match self {
                Self::Add { handle } => {
                    let other = ask(&federation, &handle).await?;
                    moving::add_alias(&site, &account, &other).await?;
                    say(&format!("@{name} is also {}", other.uri))
                }
                Self::Remove { handle } => {
                    // The other account may be gone, so its address will do.
                    let uri = match account.is_also(&handle) {
                        true => handle,
                        false => ask(&federation, &handle).await?.uri,
                    };
                    moving::remove_alias(&site, &account, &uri).await?;
                    say(&format!("@{name} is no longer {uri}"))
                }
                Self::List => account.also_known_as.iter().try_for_each(|uri| say(uri)),
            }
        })
        .with_context(|| format!("change the aliases of {name}"))
    }
}

/// Moves somebody to another account, or takes that back.
pub(super) fn run_move(
    options: &Options,
    name: &str,
    handle: Option<&str>,
    is_cancelled: bool,
) -> anyhow::Result<()> {
    block_on(async {
        let (site, federation, account) = open(options, name).await?;
        let Some(handle) = handle.filter(|_| !is_cancelled) else {
            moving::cancel(&site, &account).await?;
            return say(&format!("@{name} has come back; followers who have gone stay where they are"));
        };
        let target = ask(&federation, handle).await?;
        moving::move_to(&site, &account, &target).await?;
        say(&format!("@{name} has moved to {}; followers are asked to follow it", target.uri))
    })
    .with_context(|| format!("move {name}"))
}
