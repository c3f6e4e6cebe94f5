//! `fanfare setup`: what the pages for setting a server up do, for machines. What is not said stays as it is, so it can
//! be run again.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use anyhow::Context as _;
use clap::Args;
use model::{Registrations, Role};
use social::{
    Site, Staff, accounts, follows,
    moderation::users,
    rules, settings,
    sign_up::{self, NewUser},
};

use super::{block_on, configure, password, say, username};
use crate::{
    boot,
    config::{Config, Options},
};

/// What `setup` understands.
#[derive(Debug, Args)]
pub(super) struct Setup {
    /// Who owns the server: the name before the @. Made unless there is such an account
    #[arg(long, value_name = "NAME", env = "FANFARE_SETUP_OWNER", value_parser = username)]
    owner: Option<String>,
    /// The owner's e-mail address, to sign in with
    #[arg(long, env = "FANFARE_SETUP_EMAIL")]
    email: Option<String>,
    /// A file whose first line is the owner's password; without it, it is asked for, or read from standard input
    #[arg(long, value_name = "FILE", env = "FANFARE_SETUP_PASSWORD_FILE")]
    password_file: Option<PathBuf>,
    /// What the server is called
    #[arg(long, env = "FANFARE_SETUP_TITLE")]
    title: Option<String>,
    /// What it is, in a sentence or two
    #[arg(long, env = "FANFARE_SETUP_DESCRIPTION")]
    description: Option<String>,
    /// What is spoken here: ISO 639 codes, separated by spaces
    #[arg(long, env = "FANFARE_SETUP_LANGUAGES")]
    languages: Option<String>,
    /// An address for questions, which everybody can read
    #[arg(long, env = "FANFARE_SETUP_CONTACT_EMAIL")]
    contact_email: Option<String>,
    /// Who may join: closed, invitation, approval or open
    #[arg(long, env = "FANFARE_SETUP_REGISTRATIONS", value_parser = registrations)]
    registrations: Option<Registrations>,
    /// A file with the rules, one a line, in the place of those that there are
    #[arg(long, value_name = "FILE", env = "FANFARE_SETUP_RULES_FILE")]
    rules_file: Option<PathBuf>,
    /// Whether there are dealings only with servers named by `fanfare neighbour allow`: true or false
    #[arg(long, env = "FANFARE_SETUP_LIMITED")]
    limited: Option<bool>,
    /// How much of the disk files and the database may take, such as "20 GB"
    #[arg(long, value_name = "SIZE", env = "FANFARE_SETUP_DISK_BUDGET")]
    disk_budget: Option<String>,
    /// Who sends mail: smtps://user:password@host:465, or smtp://…:587; better as a variable, since others on this
    /// machine can read options
    #[arg(long, value_name = "ADDRESS", env = "FANFARE_SETUP_MAIL_SERVER", hide_env_values = true)]
    mail_server: Option<String>,
    /// Whom letters are from
    #[arg(long, value_name = "ADDRESS", env = "FANFARE_SETUP_MAIL_FROM")]
    mail_from: Option<String>,
    /// Whom the owner follows: a handle or the address of a profile; may be given several times
    #[arg(
        long,
        value_name = "HANDLE",
        env = "FANFARE_SETUP_FOLLOW",
        value_delimiter = ',',
        requires = "owner"
    )]
    follow: Vec<String>,
    /// The owner's first post, which everybody can read; again says nothing again
    #[arg(long, value_name = "TEXT", env = "FANFARE_SETUP_HELLO", requires = "owner")]
    hello: Option<String>,
}

impl Setup {
    pub(super) fn run(self, options: &Options) -> anyhow::Result<()> {
        let config = configure(options)?;
        block_on(async {
            let site = boot::open_to_serve(&config).await?;
            self.decide(&site).await?;
            if let Some(name) = &self.owner {
                self.make_owner(&site, name).await?;
                self.follow_all(&config, &site, name).await?;
                self.say_hello(&site, name).await?;
            }
            say(&format!("{} is set up", site.instance.url("/")))
        })
        .context("set the server up")
    }

    /// Gives every setting that was named its value.
    async fn decide(&self, site: &Site) -> anyhow::Result<()> {
        let limited = self.limited.map(|limited| limited.to_string());
        for (name, value) in [
            ("title", self.title.as_deref()),
            ("description", self.description.as_deref()),
            ("languages", self.languages.as_deref()),
            ("contact_email", self.contact_email.as_deref()),
            ("registrations", self.registrations.map(Registrations::as_str)),
            ("federation.limited", limited.as_deref()),
            ("storage.budget", self.disk_budget.as_deref()),
            ("mail.server", self.mail_server.as_deref()),
            ("mail.from", self.mail_from.as_deref()),
        ] {
            if let Some(value) = value {
                settings::set(site, name, value).await.with_context(|| format!("set {name}"))?;
            }
        }
        if let Some(file) = &self.rules_file {
            let texts: Vec<String> = read(file)?.lines().map(str::to_owned).collect();
            rules::replace(site, &texts).await.context("set the rules")?;
        }
        Ok(())
    }

    /// Makes the owner, or makes whoever has the name the owner.
    async fn make_owner(&self, site: &Site, name: &str) -> anyhow::Result<()> {
        let handle = format!("@{name}@{}", site.instance.domain);
        if let Some(account) = accounts::find_by_handle(site, name, None).await? {
            users::set_role(site, &Staff::operator(site), account.id, Role::OWNER)
                .await
                .with_context(|| format!("make {name} the owner"))?;
            return say(&format!("{handle} is the owner"));
        }
        let email = self.email.clone().context("make the owner: --email is needed for a new account")?;
        let password = match &self.password_file {
            Some(file) => read(file)?.lines().next().unwrap_or_default().to_owned(),
            None => password::ask()?,
        };
        let new = NewUser { username: name.to_owned(), email, password, role_id: Role::OWNER };
        sign_up::create(site, new).await.with_context(|| format!("create the account {name}"))?;
        say(&format!("made {handle}, the owner"))
    }
}

impl Setup {
    /// Lets the owner follow whoever was named. The server tells them once it runs.
    async fn follow_all(&self, config: &Config, site: &Arc<Site>, name: &str) -> anyhow::Result<()> {
        if self.follow.is_empty() {
            return Ok(());
        }
        let federation = boot::app(config, site)?.federation;
        let owner = accounts::find_by_handle(site, name, None).await?.context("find the owner")?;
        for handle in &self.follow {
            let found = federation.resolve_account(handle).await?;
            let account = found.with_context(|| {
                format!("follow {handle}: nobody is called so, or their server does not answer")
            })?;
            follows::follow(site, &owner, account.id, follows::Choice::default(), None)
                .await
                .with_context(|| format!("follow {handle}"))?;
            say(&format!("follows @{}", account.acct()))?;
        }
        Ok(())
    }

    async fn say_hello(&self, site: &Site, name: &str) -> anyhow::Result<()> {
        let Some(hello) = &self.hello else { return Ok(()) };
        let owner = accounts::find_by_handle(site, name, None).await?.context("find the owner")?;
        social::first_run::say_hello(site, &owner, hello).await.context("publish the first post")
    }
}

fn read(file: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("read {}", file.display()))
}

fn registrations(word: &str) -> Result<Registrations, String> {
    Registrations::parse(word).ok_or_else(|| "must be closed, invitation, approval or open".to_owned())
}
