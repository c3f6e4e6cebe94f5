//! `fanfare account`: making accounts and giving them roles.

use std::sync::Arc;

use anyhow::Context as _;
use clap::Subcommand;
use model::Role;
use social::{
    Refusal, Site, Staff, accounts,
    moderation::users,
    password_reset, roles,
    sign_up::{self, NewUser},
    two_factor,
};

use super::{block_on, configure, moving, password, say, username};
use crate::{boot, config::Options};

#[derive(Debug, Subcommand)]
pub(super) enum Account {
    /// Make an account, confirmed and approved
    Create {
        /// The name before the @
        #[arg(value_parser = username)]
        name: String,
        /// E-mail address to sign in with
        #[arg(long)]
        email: String,
        /// Password to sign in with; without it, it is asked for, or read from standard input
        #[arg(long)]
        password: Option<String>,
        /// What the account may do here: owner, admin, moderator, user, or a role that was made on this server
        #[arg(long, default_value = "user")]
        role: String,
    },
    /// Give an account another role
    Role {
        /// The name before the @
        #[arg(value_parser = username)]
        name: String,
        /// What the account may do here: owner, admin, moderator, user, or a role that was made on this server
        role: String,
    },
    /// Other accounts of the same person: those whose followers may come along when they move here
    Alias {
        /// The name before the @
        #[arg(value_parser = username)]
        name: String,
        #[command(subcommand)]
        change: moving::Alias,
    },
    /// Ask the followers of an account to follow another instead, which must name this one as an alias
    Move {
        /// The name before the @
        #[arg(value_parser = username)]
        name: String,
        /// The other account, such as @alice@new.example
        #[arg(required_unless_present = "cancel")]
        handle: Option<String>,
        /// Take the move back; followers who have gone do not return by themselves
        #[arg(long)]
        cancel: bool,
    },
    /// Ask somebody for no code any more when they sign in: for whoever has lost their device and their recovery codes
    ResetTwoFactor {
        /// The name before the @
        #[arg(value_parser = username)]
        name: String,
    },
    /// Print an address at which somebody can choose another password: once, within an hour
    ResetPassword {
        /// The name before the @
        #[arg(value_parser = username)]
        name: String,
    },
    /// Print those who wait for a yes, and why they wish to join
    Waiting,
    /// Say yes to somebody who waits
    Approve {
        /// The name before the @
        #[arg(value_parser = username)]
        name: String,
    },
    /// Say no to somebody who waits
    Reject {
        /// The name before the @
        #[arg(value_parser = username)]
        name: String,
    },
}

impl Account {
    pub(super) fn run(self, options: &Options) -> anyhow::Result<()> {
        let config = configure(options)?;
        match self {
            Self::Alias { name, change } => change.run(options, &name),
            Self::Move { name, handle, cancel } => {
                moving::run_move(options, &name, handle.as_deref(), cancel)
            }
            Self::Create { name, email, password, role } => block_on(async {
                // Asked for, it does not stay in the history of the shell.
                let password = password.map_or_else(password::ask, Ok)?;
                let site = boot::open(&config).await?;
                let role = role_called(&site, &role)?;
                let new = NewUser { username: name.clone(), email, password, role_id: role.id };
                let account = sign_up::create(&site, new).await?;
                let (domain, page) = (&site.instance.domain, &account.url);
                say(&format!("made @{}@{domain} ({}): {page}", account.username, role.word()))
            })
            .with_context(|| format!("create the account {name}")),
            Self::Role { name, role } => block_on(async {
                let site = boot::open_existing(&config).await?;
                let role = role_called(&site, &role)?;
                let by = Staff::operator(&site);
                let account = users::named(&site, &name).await.map_err(|error| nobody(error, &name))?;
                users::set_role(&site, &by, account.id, role.id).await?;
                say(&format!("@{name} is {} now", role.word()))
            })
            .with_context(|| format!("give {name} the role {role}")),
            Self::ResetTwoFactor { name } => block_on(async {
                let site = boot::open_existing(&config).await?;
                let reset = reset_two_factor(&site, &name).await;
                match reset.map_err(|error| nobody(error, &name))? {
                    true => say(&format!("@{name} signs in with the password alone now")),
                    false => say(&format!("@{name} signed in with the password alone already")),
                }
            })
            .with_context(|| format!("reset the second factor of {name}")),
            Self::ResetPassword { name } => block_on(async {
                let site = boot::open_existing(&config).await?;
                let link = password_reset::link(&site, &name).await.map_err(|error| nobody(error, &name))?;
                say(&format!("Give this to @{name}; it works once, within an hour:\n{link}"))
            })
            .with_context(|| format!("reset the password of {name}")),
            Self::Waiting => block_on(async {
                let site = boot::open_existing(&config).await?;
                for (account, user) in sign_up::waiting(&site).await? {
                    say(&format!(
                        "{}  {}  {}",
                        account.username,
                        user.email,
                        user.reason.replace('\n', " ")
                    ))?;
                }
                Ok(())
            }),
            Self::Approve { name } => block_on(async {
                let site = boot::open_existing(&config).await?;
                let account = users::named(&site, &name).await.map_err(|error| nobody(error, &name))?;
                users::approve(&site, &Staff::operator(&site), account.id).await?;
                say(&format!("@{name} is a member now"))
            })
            .with_context(|| format!("approve {name}")),
            Self::Reject { name } => block_on(async {
                let site = boot::open_existing(&config).await?;
                let account = users::named(&site, &name).await.map_err(|error| nobody(error, &name))?;
                users::reject(&site, &Staff::operator(&site), account.id).await?;
                say(&format!("@{name} is gone"))
            })
            .with_context(|| format!("reject {name}")),
        }
    }
}

async fn reset_two_factor(site: &Site, name: &str) -> social::Result<bool> {
    let account = accounts::find_by_handle(site, name, None).await?.ok_or(Refusal::NotFound)?;
    let user = accounts::find_user(site, account.id).await?.ok_or(Refusal::NotFound)?;
    two_factor::disable(site, user.id).await
}

/// Says who was not found.
pub(super) fn nobody(error: social::Error, name: &str) -> anyhow::Error {
    match error {
        social::Error::Refusal(social::Refusal::NotFound) => {
            anyhow::anyhow!("nobody here is called {name}")
        }
        other => other.into(),
    }
}

/// The role that somebody names.
fn role_called(site: &Site, word: &str) -> anyhow::Result<Arc<Role>> {
    roles::find(site, word).ok_or_else(|| {
        let roles = site.roles();
        let words: Vec<String> = roles.iter().map(|role| role.word()).collect();
        anyhow::anyhow!("there is no role {word}; there are {}", words.join(", "))
    })
}
