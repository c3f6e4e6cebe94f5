//! What is known of a token: in the words of Doorkeeper, which Mastodon uses, and of RFC 7662.

use serde::Serialize;
use social::oauth::Bearer;

/// The answer of `GET /oauth/token/info`.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are Doorkeeper's")]
pub struct TokenInfo {
    /// The user that the token acts for.
    pub resource_owner_id: Option<String>,
    pub scope: Vec<String>,
    /// Tokens do not expire.
    pub expires_in: Option<i64>,
    pub application: Uid,
    /// In seconds.
    pub created_at: i64,
}

/// The application of a token.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are Doorkeeper's")]
pub struct Uid {
    pub uid: String,
}

impl From<&Bearer> for TokenInfo {
    fn from(bearer: &Bearer) -> Self {
        Self {
            resource_owner_id: bearer.token.user_id.map(|id| id.to_string()),
            scope: bearer.token.scopes.to_string().split(' ').map(str::to_owned).collect(),
            expires_in: None,
            application: Uid { uid: bearer.application.client_id.clone() },
            created_at: bearer.token.created_at.as_seconds(),
        }
    }
}

/// The answer of `POST /oauth/introspect` (RFC 7662 section 2.2).
#[derive(Clone, Debug, Default, Serialize)]
#[expect(missing_docs, reason = "the fields are those of RFC 7662")]
pub struct Introspection {
    pub active: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scope: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub token_type: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sub: Option<String>,
    /// In seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iat: Option<i64>,
}

impl From<&Bearer> for Introspection {
    fn from(bearer: &Bearer) -> Self {
        Self {
            active: true,
            scope: Some(bearer.token.scopes.to_string()),
            client_id: Some(bearer.application.client_id.clone()),
            token_type: Some("Bearer"),
            sub: bearer.account.as_ref().map(|account| account.uri.clone()),
            iat: Some(bearer.token.created_at.as_seconds()),
        }
    }
}
