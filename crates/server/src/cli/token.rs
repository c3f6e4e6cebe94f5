//! `fanfare token`: tokens for somebody's own scripts.

use anyhow::Context as _;
use clap::Subcommand;
use model::Scopes;
use social::{Refusal, accounts, oauth};

use super::{account::nobody, block_on, configure, say, username};
use crate::{boot, config::Options};

#[derive(Debug, Subcommand)]
pub(super) enum Token {
    /// Make a token and print it, and nothing else
    Create {
        /// Whom the token acts for: the name before the @
        #[arg(value_parser = username)]
        name: String,
        /// What the token may do, separated by spaces
        #[arg(long, default_value = "read write follow push", value_parser = scopes)]
        scopes: Scopes,
    },
}

impl Token {
    pub(super) fn run(self, options: &Options) -> anyhow::Result<()> {
        let config = configure(options)?;
        let Self::Create { name, scopes } = self;
        block_on(async {
            let site = boot::open_existing(&config).await?;
            let issued = async {
                let account = accounts::find_by_handle(&site, &name, None).await?.ok_or(Refusal::NotFound)?;
                oauth::issue_for(&site, &account, scopes).await
            };
            say(&issued.await.map_err(|error| nobody(error, &name))?.secret)
        })
        .with_context(|| format!("create a token for {name}"))
    }
}

fn scopes(words: &str) -> Result<Scopes, String> {
    let scopes: Scopes = words.parse().map_err(|error: model::scope::UnknownScope| error.to_string())?;
    if scopes.is_empty() { Err("at least one scope is needed".to_owned()) } else { Ok(scopes) }
}
