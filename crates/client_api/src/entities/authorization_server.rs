//! Authorization server metadata (RFC 8414): where and how apps get tokens.

use model::{Instance, scope};
use serde::Serialize;

/// <https://docs.joinmastodon.org/methods/oauth/#authorization-server-metadata>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the RFC")]
pub struct AuthorizationServer {
    pub issuer: String,
    pub service_documentation: &'static str,
    pub authorization_endpoint: String,
    pub token_endpoint: String,
    pub revocation_endpoint: String,
    pub userinfo_endpoint: String,
    pub app_registration_endpoint: String,
    pub scopes_supported: &'static [&'static str],
    pub response_types_supported: [&'static str; 1],
    pub response_modes_supported: [&'static str; 1],
    pub grant_types_supported: [&'static str; 2],
    pub token_endpoint_auth_methods_supported: [&'static str; 2],
    pub code_challenge_methods_supported: [&'static str; 1],
}

impl AuthorizationServer {
    /// The metadata of this server.
    pub fn new(instance: &Instance) -> Self {
        Self {
            issuer: instance.url("/"),
            service_documentation: "https://docs.joinmastodon.org/",
            authorization_endpoint: instance.url("/oauth/authorize"),
            token_endpoint: instance.url("/oauth/token"),
            revocation_endpoint: instance.url("/oauth/revoke"),
            userinfo_endpoint: instance.url("/oauth/userinfo"),
            app_registration_endpoint: instance.url("/api/v1/apps"),
            scopes_supported: scope::KNOWN,
            response_types_supported: ["code"],
            response_modes_supported: ["query"],
            grant_types_supported: ["authorization_code", "client_credentials"],
            token_endpoint_auth_methods_supported: ["client_secret_basic", "client_secret_post"],
            code_challenge_methods_supported: ["S256"],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entities::samples;

    #[test]
    fn the_metadata_has_every_key() {
        let metadata = serde_json::to_value(AuthorizationServer::new(&samples::instance())).unwrap();
        samples::assert_has_keys(&metadata, "GET /.well-known/oauth-authorization-server 200");
        assert_eq!(metadata["token_endpoint"], "https://home.example/oauth/token");
    }
}
