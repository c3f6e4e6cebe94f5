//! What a page carries for the web client to start from, so that it need not ask before it can show something.

use client_api::entities;
use model::{Account, Instance};
use serde::Serialize;
use social::{StatusView, accounts, moderation::talks, web_client};

use super::files::Entry;
use crate::{Web, others, parts::Byline, visitor::Visitor};

/// What a page carries for the web client.
#[derive(Clone, Debug)]
pub(crate) struct Start {
    pub(crate) entry: Entry,
    /// JSON that can stand within a page.
    pub(crate) boot: String,
}

#[derive(Serialize)]
struct Boot<'a> {
    /// Lets the client act for its person.
    token: &'a str,
    /// Proves to forms of this server that they come from it.
    csrf: &'a str,
    me: entities::CredentialAccount,
    /// Who else is signed in with this browser.
    others: Vec<Other>,
    name: &'a str,
    domain: &'a str,
    /// Which language the page is in.
    language: &'static str,
    /// Whether the moderators asked something that they have not seen yet.
    asked: bool,
    /// What the page shows, if it shows statuses.
    statuses: Option<Vec<entities::Status>>,
}

/// Somebody who waits signed in.
#[derive(Serialize)]
struct Other {
    id: String,
    username: String,
    display_name: String,
    avatar_static: String,
}

impl Other {
    fn of(account: &Account, instance: &Instance) -> Self {
        let byline = Byline::of(account, instance);
        Self {
            id: account.id.to_string(),
            username: account.username.clone(),
            display_name: byline.name,
            avatar_static: byline.avatar,
        }
    }
}

impl Start {
    /// What the client starts from, if the visitor is a member and the client was built. `screen` is what the client
    /// calls the one that it will show, where that is known.
    pub(crate) async fn of(
        web: &Web,
        visitor: &Visitor,
        screen: Option<&str>,
        shown: Option<&[StatusView]>,
    ) -> social::Result<Option<Self>> {
        let Some(member) = &visitor.member else { return Ok(None) };
        let Some(entry) = Entry::find(visitor.words.language.code(), screen) else { return Ok(None) };
        let site = &web.site;
        let token = web_client::token(site, member.session_secret(), member.user.id).await?;
        let credentials = accounts::credentials(site, member.account.id).await?;
        let others = others::waiting(web, visitor).await?;
        let settings = site.settings();
        let boot = Boot {
            token: &token,
            csrf: visitor.form_secret().unwrap_or_default(),
            me: entities::CredentialAccount::new(&site.instance, &credentials),
            others: others.iter().map(|(_, other)| Other::of(other, &site.instance)).collect(),
            name: settings.name(&site.instance.domain),
            domain: &site.instance.domain,
            language: visitor.words.language.code(),
            asked: talks::is_asked(site, &member.user).await?,
            statuses: shown.map(|shown| {
                let one = |view| entities::Status::new(&site.instance, visitor.viewer(), view);
                shown.iter().map(one).collect()
            }),
        };
        let boot = serde_json::to_string(&boot).expect("entities can be written as JSON");
        // Within a page, nothing may look like the end of the script.
        Ok(Some(Self { entry, boot: boot.replace('<', "\\u003c") }))
    }
}
