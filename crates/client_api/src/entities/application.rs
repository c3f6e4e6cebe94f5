//! Applications: as their own developers see them.

use serde::Serialize;

/// <https://docs.joinmastodon.org/entities/Application/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Application {
    pub id: String,
    pub name: String,
    pub website: Option<String>,
    pub scopes: Vec<String>,
    pub redirect_uris: Vec<String>,
    /// All of them, one a line, for apps from before there could be several.
    pub redirect_uri: String,
    /// By which push services know this server.
    pub vapid_key: String,
}

/// <https://docs.joinmastodon.org/entities/Application/#CredentialApplication>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct CredentialApplication {
    #[serde(flatten)]
    pub application: Application,
    pub client_id: String,
    pub client_secret: String,
    /// Never, which RFC 7591 writes as 0.
    pub client_secret_expires_at: i64,
}

impl Application {
    /// An application without its secret.
    pub fn new(application: &model::Application, vapid_key: &str) -> Self {
        Self {
            id: application.id.to_string(),
            name: application.name.clone(),
            website: application.website.clone(),
            scopes: application.scopes.iter().map(str::to_owned).collect(),
            redirect_uris: application.redirect_uris.clone(),
            redirect_uri: application.redirect_uris.join("\n"),
            vapid_key: vapid_key.to_owned(),
        }
    }
}

impl CredentialApplication {
    /// A new application with its secret, which is shown once.
    pub fn new(application: &model::Application, client_secret: String, vapid_key: &str) -> Self {
        Self {
            application: Application::new(application, vapid_key),
            client_id: application.client_id.clone(),
            client_secret,
            client_secret_expires_at: 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::samples;

    #[test]
    fn an_application_has_every_key_and_shows_its_secret_only_when_new() {
        let known = serde_json::to_value(Application::new(&samples::application(), "key")).unwrap();
        samples::assert_has_keys(&known, "GET /api/v1/apps/verify_credentials 200");
        assert_eq!(known.get("client_secret"), None);
        let new = CredentialApplication::new(&samples::application(), "secret".into(), "key");
        let new = serde_json::to_value(new).unwrap();
        samples::assert_has_keys(&new, "POST /api/v1/apps 200");
        assert_eq!(new["client_secret"], "secret");
        assert_eq!(new["redirect_uri"], "urn:ietf:wg:oauth:2.0:oob\nmyapp://cb");
    }
}
