//! Sessions: browsers in which somebody is signed in. Their person sees all of them and can end each.

use model::{ClientAddress, Session, SessionId, User, UserId, limits};

use crate::{Refusal, Result, Site, secrets};

const DAY_MS: i64 = 24 * 3_600_000;

/// The browser in which a session begins, as far as it tells.
#[derive(Clone, Debug, Default)]
pub struct Browser {
    /// What it calls itself.
    pub user_agent: String,
    /// From where it asks. Only the network of it is kept.
    pub address: Option<ClientAddress>,
}

/// Starts a session of somebody who has just given the password; answers the secret for its cookie.
pub async fn start(site: &Site, user: UserId, browser: &Browser) -> Result<(String, Session)> {
    let now = site.now();
    let secret = secrets::make()?;
    let session = Session {
        id: site.id(),
        user_id: user,
        csrf: secrets::make()?,
        user_agent: browser.user_agent.chars().take(limits::USER_AGENT_CHARACTERS).collect(),
        network: browser.address.map(ClientAddress::neighbourhood).unwrap_or_default(),
        created_at: now,
        last_seen_at: now,
        confirmed_at: Some(now),
        expires_at: now.plus_millis(limits::SESSION_DAYS * DAY_MS),
    };
    store::sessions::insert(&site.store, &secrets::hash(&secret), &session).await?;
    Ok((secret, session))
}

/// The session with this secret, unless it has ended. Once in an hour it is noted that it is used.
pub(crate) async fn find(site: &Site, secret: &str) -> Result<Option<Session>> {
    let (hash, now) = (secrets::hash(secret), site.now());
    let Some(session) = store::sessions::find(&site.store, &hash, now).await? else { return Ok(None) };
    if session.last_seen_at.plus_millis(limits::SESSION_SEEN_MS) <= now {
        // On a full disk people go on reading.
        if let Err(error) = store::sessions::seen(&site.store, &hash, now).await {
            tracing::debug!(%error, "it could not be noted that a session is used");
        }
    }
    Ok(Some(session))
}

/// The sessions of a user, those used last first.
pub async fn list(site: &Site, user: &User) -> Result<Vec<Session>> {
    Ok(store::sessions::list(&site.store, user.id, site.now(), limits::SESSIONS_SHOWN).await?)
}

/// Notes that the password was given in a session just now.
pub async fn confirm(site: &Site, session: &Session) -> Result<()> {
    Ok(store::sessions::confirm(&site.store, session, site.now()).await?)
}

/// Ends the session with this cookie's secret.
pub async fn leave(site: &Site, secret: &str) -> Result<()> {
    Ok(store::sessions::delete(&site.store, &secrets::hash(secret)).await?)
}

/// Ends a session of one's own.
pub async fn end(site: &Site, user: &User, id: SessionId) -> Result<()> {
    match store::sessions::delete_one(&site.store, user.id, id).await? {
        true => Ok(()),
        false => Err(Refusal::NotFound.into()),
    }
}

/// Ends all sessions of one's own but this one.
pub async fn end_others(site: &Site, session: &Session) -> Result<()> {
    store::sessions::delete_others(&site.store, session.user_id, session.id).await?;
    Ok(())
}
