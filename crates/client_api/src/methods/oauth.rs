//! OAuth: <https://docs.joinmastodon.org/methods/oauth/>. Consent, which is a page, lives in `web`.

use axum::{Json, extract::State};
use base64::{Engine, engine::general_purpose::STANDARD};
use http::{HeaderMap, header};
use serde::Deserialize;
use social::{accounts, oauth::TokenRequest};
use url::form_urlencoded;

use crate::{
    Answer, ClientApi,
    auth::{Holder, Signed, scope},
    entities::{self, Empty},
    params::Params,
};

/// What an application sends to get a token or to give one back.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    grant_type: Option<String>,
    client_id: Option<String>,
    client_secret: Option<String>,
    code: Option<String>,
    redirect_uri: Option<String>,
    code_verifier: Option<String>,
    scope: Option<String>,
    token: Option<String>,
}

impl Form {
    /// The form with the client's name and secret from the header, if they are there (RFC 6749 section 2.3.1).
    fn with_client(mut self, headers: &HeaderMap) -> Self {
        if let Some((client_id, secret)) = basic(headers) {
            self.client_id = Some(client_id);
            self.client_secret = Some(secret);
        }
        self
    }
}

fn basic(headers: &HeaderMap) -> Option<(String, String)> {
    let (scheme, coded) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.trim().split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let pair = String::from_utf8(STANDARD.decode(coded.trim()).ok()?).ok()?;
    let (name, secret) = pair.split_once(':')?;
    Some((form_decoded(name), form_decoded(secret)))
}

fn form_decoded(text: &str) -> String {
    // As the name of a parameter without a value, so that an equals sign in it must be coded, as the RFC demands.
    form_urlencoded::parse(text.as_bytes()).next().map(|(name, _)| name.into_owned()).unwrap_or_default()
}

/// `POST /oauth/token`
pub(crate) async fn token(
    State(api): State<ClientApi>,
    headers: HeaderMap,
    Params(form): Params<Form>,
) -> Answer<entities::Token> {
    let Form { grant_type, client_id, client_secret, code, redirect_uri, code_verifier, scope, .. } =
        form.with_client(&headers);
    let request =
        TokenRequest { grant_type, client_id, client_secret, code, redirect_uri, code_verifier, scope };
    let issued = social::oauth::issue(&api.site, &request).await??;
    Ok(Json(issued.into()))
}

/// `POST /oauth/revoke`
pub(crate) async fn revoke(
    State(api): State<ClientApi>,
    headers: HeaderMap,
    Params(form): Params<Form>,
) -> Answer<Empty> {
    let form = form.with_client(&headers);
    let token = form.token.unwrap_or_default();
    social::oauth::revoke(&api.site, form.client_id, form.client_secret, &token).await??;
    Ok(Json(Empty {}))
}

/// `GET /oauth/token/info`
pub(crate) async fn token_info(Holder(bearer): Holder) -> Json<entities::TokenInfo> {
    Json((&*bearer).into())
}

/// `POST /oauth/introspect`
pub(crate) async fn introspect(
    State(api): State<ClientApi>,
    headers: HeaderMap,
    Params(form): Params<Form>,
) -> Answer<entities::Introspection> {
    let form = form.with_client(&headers);
    let token = form.token.unwrap_or_default();
    let found = social::oauth::introspect(&api.site, form.client_id, form.client_secret, &token).await??;
    Ok(Json(found.as_deref().map(entities::Introspection::from).unwrap_or_default()))
}

/// `GET /oauth/userinfo` and `POST /oauth/userinfo`
pub(crate) async fn user_info(
    State(api): State<ClientApi>,
    me: Signed<scope::UserInfo>,
) -> Answer<entities::UserInfo> {
    let view = accounts::show(&api.site, me.account.id).await?;
    Ok(Json(entities::UserInfo::new(api.instance(), &view)))
}

/// `GET /.well-known/oauth-authorization-server`
pub(crate) async fn metadata(State(api): State<ClientApi>) -> Json<entities::AuthorizationServer> {
    Json(entities::AuthorizationServer::new(api.instance()))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn client(header: &str) -> Option<(String, String)> {
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, HeaderValue::from_str(header).unwrap());
        basic(&headers)
    }

    #[test]
    fn a_client_may_name_itself_in_the_header() {
        let coded = STANDARD.encode("my%3Aapp:s3cr%2Bet");
        let expected = Some(("my:app".to_owned(), "s3cr+et".to_owned()));
        assert_eq!(client(&format!("Basic {coded}")), expected);
        assert_eq!(client(&format!("basic {coded}")), expected);
        for other in ["Bearer abc", "Basic !!!", "Basic", &format!("Basic {}", STANDARD.encode("no colon"))] {
            assert_eq!(client(other), None, "{other}");
        }
    }

    #[test]
    fn the_header_wins_over_the_form() {
        let mut headers = HeaderMap::new();
        let coded = format!("Basic {}", STANDARD.encode("header:secret"));
        headers.insert(header::AUTHORIZATION, HeaderValue::from_str(&coded).unwrap());
        let form = Form { client_id: Some("form".into()), ..Form::default() }.with_client(&headers);
        assert_eq!(
            (form.client_id.as_deref(), form.client_secret.as_deref()),
            (Some("header"), Some("secret"))
        );
    }
}
