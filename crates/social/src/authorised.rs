//! The apps that somebody let in, as that person sees them: what each may do, since when, and how to show it out.

use model::{Application, ApplicationId, Scopes, Timestamp, Token, User, limits};

use crate::{Refusal, Result, Site};

/// An application that may act for somebody.
#[derive(Clone, Debug)]
pub struct AuthorisedApp {
    /// Which one.
    pub application: Application,
    /// What it may do, by any of its tokens.
    pub scopes: Vec<String>,
    /// Since when it may do something.
    pub since: Timestamp,
    /// When it last did something, to the day, if that was noted.
    pub used_at: Option<Timestamp>,
}

/// The applications that a user let in, the latest first.
pub async fn list(site: &Site, user: &User) -> Result<Vec<AuthorisedApp>> {
    let rows = store::authorised::list(&site.store, user.id, limits::TOKENS_SHOWN).await?;
    let mut apps: Vec<AuthorisedApp> = Vec::new();
    for (application, token, used_at) in rows {
        match apps.iter_mut().find(|app| app.application.id == application.id) {
            Some(app) => {
                app.since = app.since.min(token.created_at);
                app.used_at = app.used_at.max(used_at);
                add(&mut app.scopes, &token.scopes);
            }
            None => {
                let mut scopes = Vec::new();
                add(&mut scopes, &token.scopes);
                apps.push(AuthorisedApp { application, scopes, since: token.created_at, used_at });
            }
        }
    }
    Ok(apps)
}

fn add(known: &mut Vec<String>, scopes: &Scopes) {
    for scope in scopes.iter() {
        if !known.iter().any(|other| other == scope) {
            known.push(scope.to_owned());
        }
    }
}

/// Takes from an application all that it may do for a user.
pub async fn revoke(site: &Site, user: &User, application: ApplicationId) -> Result<()> {
    match store::authorised::revoke(&site.store, user.id, application).await? {
        true => Ok(()),
        false => Err(Refusal::NotFound.into()),
    }
}

/// Notes once a day that a token is used.
pub(crate) async fn note_use(site: &Site, token: &Token) -> Result<()> {
    let now = site.now();
    let noted = store::authorised::used_at(&site.store, token.id).await?;
    if token.user_id.is_some() && noted.is_none_or(|at| at.plus_millis(limits::TOKEN_SEEN_MS) <= now) {
        store::authorised::used(&site.store, token.id, now).await?;
    }
    Ok(())
}
