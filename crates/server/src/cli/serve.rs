//! `fanfare serve`: runs the server.

use anyhow::Context as _;
use clap::Args;

use super::{block_on, configure};
use crate::{boot, config::Options, telemetry};

/// What `serve` understands beyond the common settings.
#[derive(Debug, Args)]
pub(super) struct Serve {
    /// The address and port to answer on [default: 127.0.0.1:3000]
    #[arg(long, value_name = "ADDR:PORT")]
    listen: Option<String>,
    /// Obtain a certificate from Let's Encrypt, whose terms of service you agree to: <https://letsencrypt.org/repository/>
    #[arg(long)]
    accept_terms: bool,
}

impl Serve {
    pub(super) fn run(self, options: Options) -> anyhow::Result<()> {
        let config = configure(&Options { listen: self.listen, accept_terms: self.accept_terms, ..options })?;
        telemetry::start(&config.log);
        block_on(boot::serve(config)).context("serve")
    }
}
