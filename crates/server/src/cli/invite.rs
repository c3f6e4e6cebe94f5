//! `fanfare invite`: letting people in where not everybody may come.

use anyhow::Context as _;
use clap::Subcommand;
use model::{Role, User};
use social::{
    Refusal, Site,
    invites::{self, NewInvite},
    sign_up,
};

use super::{account::nobody, block_on, configure, say, username};
use crate::{boot, config::Options};

#[derive(Debug, Subcommand)]
pub(super) enum Invite {
    /// Make an invite and print its address, and nothing else
    Create {
        /// Who invites: the name before the @ [default: the first owner]
        #[arg(long, value_name = "NAME", value_parser = username)]
        by: Option<String>,
        /// How often it may be used [default: as often as one likes]
        #[arg(long, value_name = "TIMES")]
        uses: Option<i64>,
        /// For how many days it may be used [default: until somebody ends it]
        #[arg(long)]
        days: Option<i64>,
        /// Let those who join by it follow who invites
        #[arg(long)]
        follow: bool,
    },
    /// Print everybody's invites: code, who made it, how often it was used, and when it ends
    List,
    /// End an invite; those who came by it stay
    End {
        /// Its code: what stands after the last slash of its address
        code: String,
    },
}

impl Invite {
    pub(super) fn run(self, options: &Options) -> anyhow::Result<()> {
        let config = configure(options)?;
        block_on(async {
            let site = boot::open_existing(&config).await?;
            match self {
                Self::Create { by, uses, days, follow } => {
                    let maker = maker(&site, by.as_deref()).await?;
                    let new = NewInvite { uses_most: uses, days, follows_maker: follow };
                    let made = invites::make(&site, &maker, new).await.context("make an invite")?;
                    say(&site.instance.url(&format!("/invite/{}", made.code)))
                }
                Self::List => list(&site).await,
                Self::End { code } => {
                    let owner = maker(&site, None).await?;
                    invites::end(&site, &owner, &code)
                        .await
                        .with_context(|| format!("end the invite {code}"))?;
                    say(&format!("{code} has ended"))
                }
            }
        })
    }
}

async fn list(site: &Site) -> anyhow::Result<()> {
    let owner = maker(site, None).await?;
    for (invite, by) in invites::list(site, &owner).await? {
        let most = invite.uses_most.map_or_else(|| "any".to_owned(), |most| most.to_string());
        let end = invite.expires_at.map_or_else(|| "no end".to_owned(), |end| end.to_rfc3339_seconds());
        let state = if invite.is_open(site.now()) { "open" } else { "ended" };
        say(&format!("{}  @{}  {}/{most}  {end}  {state}", invite.code, by.username, invite.uses))?;
    }
    Ok(())
}

/// Who is named, or the first owner.
async fn maker(site: &Site, name: Option<&str>) -> anyhow::Result<User> {
    match name {
        Some(name) => sign_up::find_user(site, name).await.map_err(|error| nobody(error, name)),
        None => {
            let owner = store::users::find_first_of_role(&site.store, Role::OWNER).await?;
            owner.ok_or(Refusal::NotFound).context("find the owner; name somebody with --by")
        }
    }
}
