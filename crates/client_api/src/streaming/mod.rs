//! Live streams: what happens while an app watches, over a WebSocket or as server-sent events. What is worth telling
//! is decided in `social`; here it is rendered for the one who watches, and forwarded.

mod channel;
mod events;
mod socket;
mod watch;

use axum::{
    extract::{FromRequestParts, OriginalUri, State, WebSocketUpgrade},
    response::{IntoResponse, Response},
};
use channel::{Channel, Name};
use http::{HeaderMap, StatusCode, header, request::Parts};
use model::{AccountId, Scopes, TokenId};
use serde::Deserialize;
pub(crate) use watch::SharedCache;
use watch::Watch;

use crate::{
    ApiError, ClientApi,
    auth::{bearer, check_scope, person, shown},
    params::Params,
};

/// Who watches, and what their token lets them see.
#[derive(Clone)]
struct Watcher {
    account: AccountId,
    token: TokenId,
    scopes: Scopes,
}

/// What the query of a stream may say.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    access_token: Option<String>,
    stream: Option<String>,
    tag: Option<String>,
    list: Option<String>,
    only_media: bool,
}

/// A request for a stream, by somebody who may watch.
pub(crate) struct Opening {
    watcher: Watcher,
    query: Query,
    /// The protocol that carried the token and must be answered, since browsers cannot send headers here.
    protocol: Option<String>,
}

impl FromRequestParts<ClientApi> for Opening {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, api: &ClientApi) -> Result<Self, ApiError> {
        let Params(query) = Params::<Query>::of_query(&parts.uri)?;
        let protocol = protocol(&parts.headers);
        let secret = shown(&parts.headers).or(query.access_token.as_deref()).or(protocol.as_deref());
        let bearer = bearer(api, secret).await?;
        // Unlike elsewhere, a token that may not listen is no token: so Mastodon answers.
        check_scope(&bearer.token.scopes, &["read:statuses", "read:notifications"])
            .map_err(|_| ApiError::BAD_TOKEN)?;
        let (_, account) = person(bearer.user.as_ref(), bearer.account.as_ref())?;
        let watcher =
            Watcher { account: account.id, token: bearer.token.id, scopes: bearer.token.scopes.clone() };
        Ok(Self { watcher, query, protocol })
    }
}

/// The first protocol that a WebSocket offers.
fn protocol(headers: &HeaderMap) -> Option<String> {
    let offered = headers.get(header::SEC_WEBSOCKET_PROTOCOL)?.to_str().ok()?;
    Some(offered.split(',').next()?.trim().to_owned()).filter(|first| !first.is_empty())
}

/// `GET /api/v1/streaming` as a WebSocket
pub(crate) async fn socket(
    State(api): State<ClientApi>,
    opening: Opening,
    upgrade: Result<WebSocketUpgrade, axum::extract::ws::rejection::WebSocketUpgradeRejection>,
) -> Result<Response, ApiError> {
    let Ok(upgrade) = upgrade else {
        return Err(ApiError::new(StatusCode::BAD_REQUEST, "Only WebSockets are spoken at this address"));
    };
    Ok(socket::open(api, opening, upgrade).await)
}

/// `GET /api/v1/streaming/user` and its siblings as server-sent events: the path says which channel.
pub(crate) async fn events(
    State(api): State<ClientApi>,
    OriginalUri(uri): OriginalUri,
    opening: Opening,
) -> Result<Response, ApiError> {
    let path = uri.path().trim_end_matches('/').trim_start_matches("/api/v1/streaming/");
    let Query { tag, list, only_media, .. } = opening.query;
    let media = if only_media && path.starts_with("public") { ":media" } else { "" };
    let name = Name { stream: format!("{}{media}", path.replace('/', ":")), tag, list };
    let mut watch = Watch::begin(api, opening.watcher);
    let channel = Channel::open(&watch, &name).await?;
    watch.subscribe(channel);
    Ok(events::stream(watch).into_response())
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn the_first_protocol_offered_may_be_a_token() {
        let first = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(value));
            protocol(&headers)
        };
        assert_eq!(first("t0ken, other").as_deref(), Some("t0ken"));
        assert_eq!(first(""), None);
        assert_eq!(protocol(&HeaderMap::new()), None);
    }
}
