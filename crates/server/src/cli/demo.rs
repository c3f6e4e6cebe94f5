//! `fanfare demo`: a server with a cast of people and posts to try apps on.

mod cast;

use std::path::PathBuf;

use anyhow::{Context as _, bail};
use clap::Args;

use super::{block_on, configure, say};
use crate::{boot, config::Options, telemetry};

/// What `demo` understands beyond the common settings.
#[derive(Debug, Args)]
pub(super) struct Demo {
    /// The address and port to answer on [default: 127.0.0.1:3000]
    #[arg(long, value_name = "ADDR:PORT")]
    listen: Option<String>,
}

impl Demo {
    pub(super) fn run(self, options: Options) -> anyhow::Result<()> {
        let stage = Stage::new(&options);
        let options = Options { listen: self.listen, data: Some(stage.folder.clone()), ..options };
        let config = configure(&options)?;
        telemetry::start(&config.log);
        block_on(async {
            let site = boot::open(&config).await?;
            if social::instance::stats(&site).await?.users > 0 {
                bail!("people live in this database already; the demo needs an empty one");
            }
            let members = cast::gather(&site).await.context("gather the cast")?;
            say(&format!("Sign in at {} with any Mastodon app, as one of:", site.instance.url("/")))?;
            for member in members {
                say(&format!("  {}  password {}", member.email, member.password))?;
            }
            boot::serve_site(&config, &site).await
        })
        .context("run the demo")
    }
}

/// The demo's data folder: one that is thrown away, unless a folder was named.
struct Stage {
    folder: PathBuf,
    is_thrown_away: bool,
}

impl Stage {
    fn new(options: &Options) -> Self {
        match &options.data {
            Some(folder) => Self { folder: folder.clone(), is_thrown_away: false },
            None => {
                let name = format!("fanfare-demo-{}", std::process::id());
                Self { folder: std::env::temp_dir().join(name), is_thrown_away: true }
            }
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if self.is_thrown_away {
            // What cannot be removed lies in the folder for temporary things, where the system tidies.
            drop(std::fs::remove_dir_all(&self.folder));
        }
    }
}
