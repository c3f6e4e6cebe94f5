//! Who opens a page: somebody who is signed in, or anybody.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use http::{HeaderMap, request::Parts};
use model::{Account, Session, User};
use social::{Viewer, secrets, sessions, sign_in};

use crate::{
    Web,
    cookies::Cookie,
    others,
    words::{Language, Words},
};

/// Who opens a page.
#[derive(Clone, Debug, Default)]
pub(crate) struct Visitor {
    /// The session's person.
    pub(crate) member: Option<Member>,
    /// What the cookie says of other sessions of this browser.
    pub(crate) others: Vec<String>,
    /// The secret of forms before anybody is signed in, if the browser has one.
    form_secret: Option<String>,
    /// What proves whoever had the code with which a new server is set up.
    pub(crate) setup_secret: Option<String>,
    /// What pages speak to them with.
    pub(crate) words: Words,
}

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) user: User,
    pub(crate) account: Account,
    pub(crate) session: Session,
    /// What the cookie says of the session.
    session_secret: String,
}

impl Member {
    /// What the cookie says of the session.
    pub(crate) fn session_secret(&self) -> &str {
        &self.session_secret
    }
}

impl Visitor {
    /// Whoever sent these headers.
    pub(crate) async fn of(web: &Web, headers: &HeaderMap) -> Self {
        let instance = &web.site.instance;
        let member = match Cookie::Session.read(instance, headers) {
            None => None,
            Some(cookie) => find_member(web, cookie).await.unwrap_or_else(|error| {
                tracing::error!(%error, "a session could not be looked up; the visitor is treated as anybody");
                None
            }),
        };
        let form_secret = Cookie::Form.read(instance, headers).map(str::to_owned);
        let setup_secret = Cookie::Setup.read(instance, headers).map(str::to_owned);
        let words = Words::of(Language::wanted(headers));
        let others = others::read(Cookie::Others.read(instance, headers));
        Self { member, others, form_secret, setup_secret, words }
    }

    /// On whose behalf statuses are looked at.
    pub(crate) fn viewer(&self) -> Viewer {
        self.member.as_ref().map_or(Viewer::Nobody, |member| Viewer::Account(member.account.id))
    }

    /// The secret that forms shown to this visitor carry, if they have one.
    pub(crate) fn form_secret(&self) -> Option<&str> {
        self.member.as_ref().map(|member| member.session.csrf.as_str()).or(self.form_secret.as_deref())
    }

    /// Whether a form carries this visitor's secret.
    pub(crate) fn owns_form(&self, carried: &str) -> bool {
        self.form_secret().is_some_and(|secret| secrets::equal(secret.as_bytes(), carried.as_bytes()))
    }

    /// Ends the visitor's session.
    pub(crate) async fn leave(&self, web: &Web) -> social::Result<()> {
        match &self.member {
            None => Ok(()),
            Some(member) => sessions::leave(&web.site, &member.session_secret).await,
        }
    }
}

async fn find_member(web: &Web, secret: &str) -> social::Result<Option<Member>> {
    let found = sign_in::find_member(&web.site, secret).await?;
    Ok(found.map(|found| Member {
        user: found.user,
        account: found.account,
        session: found.session,
        session_secret: secret.to_owned(),
    }))
}

impl FromRequestParts<Web> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Infallible> {
        Ok(Self::of(web, &parts.headers).await)
    }
}
