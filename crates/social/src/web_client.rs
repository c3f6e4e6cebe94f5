//! The web client of this server: an application that everybody here has let in by signing in. Its token belongs to
//! the session of the browser, is known to nobody else, and ends with that session.

use model::{Application, Scopes, Token, UserId};

use crate::{Result, Site, secrets};

/// The client identifier, which no application that registers can get: those are random.
const CLIENT_ID: &str = "fanfare-web-client";

/// The name under which what is written in it appears.
const NAME: &str = "Fanfare";

/// What it may do: all that its person may. What needs a role is checked by the role as well.
const SCOPES: &str = "profile read write follow push admin:read admin:write";

/// The token of the session with this secret; made at its first use. It can be computed from the session's secret
/// alone, of which only the browser has a copy, so that every page can carry it although only its hash is kept.
pub async fn token(site: &Site, session_secret: &str, user: UserId) -> Result<String> {
    let secret = secrets::pkce_challenge(&format!("web client token of {session_secret}"));
    let hash = secrets::hash(&secret);
    if store::tokens::find(&site.store, &hash).await?.is_some() {
        return Ok(secret);
    }
    let application = application(site).await?;
    let token = Token {
        id: site.id(),
        application_id: application.id,
        user_id: Some(user),
        scopes: application.scopes,
        created_at: site.now(),
    };
    let session_hash = secrets::hash(session_secret);
    match store::tokens::insert_of_session(&site.store, &hash, &session_hash, &token).await {
        // Two pages were opened at once: one token is enough.
        Err(error) if error.is_conflict() => Ok(secret),
        done => Ok(done.map(|()| secret)?),
    }
}

async fn application(site: &Site) -> Result<Application> {
    if let Some(known) = store::applications::find_by_client_id(&site.store, CLIENT_ID).await? {
        return Ok(known);
    }
    let new = Application {
        id: site.id(),
        name: NAME.to_owned(),
        website: None,
        redirect_uris: Vec::new(),
        scopes: SCOPES.parse::<Scopes>().expect("the scopes of the web client are known ones"),
        client_id: CLIENT_ID.to_owned(),
        // Nobody learns the secret: it cannot be used through the doors of apps.
        client_secret_hash: secrets::hash(&secrets::make()?),
        created_at: site.now(),
    };
    match store::applications::insert(&site.store, &new).await {
        Ok(()) => Ok(new),
        Err(error) if error.is_conflict() => {
            Ok(store::applications::find_by_client_id(&site.store, CLIENT_ID).await?.unwrap_or(new))
        }
        Err(error) => Err(error.into()),
    }
}
