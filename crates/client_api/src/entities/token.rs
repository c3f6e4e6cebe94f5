//! Token: what an application shows to act.

use serde::Serialize;
use social::oauth::Issued;

/// <https://docs.joinmastodon.org/entities/Token/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Token {
    pub access_token: String,
    pub token_type: &'static str,
    pub scope: String,
    /// In seconds.
    pub created_at: i64,
}

impl From<Issued> for Token {
    fn from(issued: Issued) -> Self {
        Self {
            access_token: issued.secret,
            token_type: "Bearer",
            scope: issued.token.scopes.to_string(),
            created_at: issued.token.created_at.as_seconds(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::samples;

    #[test]
    fn a_token_has_every_key() {
        let issued = Issued { secret: "s3cret".into(), token: samples::token() };
        let token = serde_json::to_value(Token::from(issued)).unwrap();
        samples::assert_has_keys(&token, "POST /oauth/token 200");
        assert_eq!((&token["scope"], &token["created_at"]), (&"read write".into(), &1_763_892_000.into()));
    }
}
