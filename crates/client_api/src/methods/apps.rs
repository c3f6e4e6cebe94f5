//! Apps: <https://docs.joinmastodon.org/methods/apps/>

use axum::{Json, extract::State};
use model::{Scopes, scope::UnknownScope};
use serde::Deserialize;
use social::oauth::NewApplication;

use crate::{Answer, ApiError, ClientApi, auth::Holder, entities, params::Params};

/// A program that wants to be known.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct NewApp {
    client_name: String,
    /// A list, or one text with an address a line.
    redirect_uris: Vec<String>,
    scopes: Vec<String>,
    website: Option<String>,
}

impl NewApp {
    fn check(self) -> Result<NewApplication, ApiError> {
        Ok(NewApplication {
            name: self.client_name,
            website: self.website,
            redirect_uris: self
                .redirect_uris
                .iter()
                .flat_map(|uris| uris.split_whitespace())
                .map(str::to_owned)
                .collect(),
            scopes: scopes(&self.scopes.join(" "))?,
        })
    }
}

/// The scopes that an application will ask for; `read` if it says nothing.
fn scopes(words: &str) -> Result<Scopes, ApiError> {
    let scopes: Scopes = words.parse().map_err(|UnknownScope(word)| {
        ApiError::invalid("scopes", format!("have a member that this server does not know: {word}"))
    })?;
    Ok(if scopes.is_empty() { Scopes::read() } else { scopes })
}

/// `POST /api/v1/apps`
pub(crate) async fn create(
    State(api): State<ClientApi>,
    Params(new): Params<NewApp>,
) -> Answer<entities::CredentialApplication> {
    let (application, secret) = social::oauth::register(&api.site, new.check()?).await?;
    let key = social::push::server_key(&api.site).await?;
    Ok(Json(entities::CredentialApplication::new(&application, secret, key.public())))
}

/// `GET /api/v1/apps/verify_credentials`
pub(crate) async fn verify_credentials(
    State(api): State<ClientApi>,
    Holder(bearer): Holder,
) -> Answer<entities::Application> {
    let key = social::push::server_key(&api.site).await?;
    Ok(Json(entities::Application::new(&bearer.application, key.public())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_come_as_a_list_or_a_line_each() {
        let new = |uris: &[&str]| {
            let redirect_uris = uris.iter().map(|uri| (*uri).to_owned()).collect();
            NewApp { redirect_uris, ..NewApp::default() }.check().unwrap().redirect_uris
        };
        assert_eq!(new(&["https://a/\nmyapp://b"]), ["https://a/", "myapp://b"]);
        assert_eq!(new(&["https://a/ ", "myapp://b"]), ["https://a/", "myapp://b"]);
        assert!(new(&[" "]).is_empty());
    }

    #[test]
    fn scopes_default_to_reading_and_unknown_ones_are_named() {
        assert_eq!(scopes("").unwrap(), Scopes::read());
        assert_eq!(scopes("read write").unwrap().to_string(), "read write");
        assert_eq!(scopes("read fly").unwrap_err().status(), 422);
    }
}
