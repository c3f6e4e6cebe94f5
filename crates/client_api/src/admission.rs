//! Admission: who asks, looked up once for every request, and whether they ask too often. Apps read from the
//! `X-RateLimit-*` headers how much is left, as on Mastodon.

use std::{
    net::{IpAddr, Ipv4Addr},
    sync::Arc,
};

use axum::{
    extract::{MatchedPath, Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};
use http::{Extensions, HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use model::{ClientAddress, Timestamp, UserId};
use social::{Allowance, Throttle, oauth::Bearer};

use crate::{ApiError, ClientApi, auth};

/// The token that a request shows in its header or query, looked up.
#[derive(Clone)]
pub(crate) enum Presented {
    /// None.
    Nothing,
    /// One that is unknown or revoked.
    Bad,
    /// One that works.
    Good(Arc<Bearer>),
}

/// Looks the token up, counts the request, and refuses it if there were too many.
pub(crate) async fn admit(State(api): State<ClientApi>, mut request: Request, next: Next) -> Response {
    let has_header = request.headers().contains_key(header::AUTHORIZATION);
    let in_query = if has_header { None } else { auth::in_query(request.uri()) };
    let presented = match auth::shown(request.headers()).or(in_query.as_deref()) {
        None if has_header => Presented::Bad,
        None => Presented::Nothing,
        Some(secret) => match social::oauth::bearer(&api.site, secret).await {
            Ok(Some(bearer)) => Presented::Good(bearer),
            Ok(None) => Presented::Bad,
            Err(error) => return ApiError::from(error).into_response(),
        },
    };
    let asker = Asker::of(&presented, request.extensions());
    let path = request.extensions().get::<MatchedPath>().map(|path| path.as_str().trim_end_matches('/'));
    let family = path.and_then(|path| family(request.method(), path));
    let tally = asker.count(&api, family, is_paging(request.uri().query()));
    if let Some(tally) = tally.filter(|tally| tally.is_exceeded) {
        return told(too_many(api.site.now(), tally), Some(tally));
    }
    request.extensions_mut().insert(presented);
    let response = next.run(request).await;
    if !response.status().is_success()
        && let (Some(family), Some(user)) = (family, asker.user)
    {
        // What was refused was not done.
        api.site.throttles.give_back(api.site.now(), family, user);
    }
    told(response, tally)
}

/// Who is counted.
#[derive(Clone, Copy)]
struct Asker {
    user: Option<UserId>,
    token: Option<model::TokenId>,
    network: IpAddr,
}

impl Asker {
    fn of(presented: &Presented, extensions: &Extensions) -> Self {
        let address = extensions.get::<ClientAddress>();
        // Without an address (a door that no network leads to), all count as one.
        let network = address.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |address| address.network());
        match presented {
            Presented::Good(bearer) => {
                Self { user: bearer.token.user_id, token: Some(bearer.token.id), network }
            }
            Presented::Nothing | Presented::Bad => Self { user: None, token: None, network },
        }
    }

    /// Counts the request everywhere it counts; answers what the app should be told.
    fn count(self, api: &ClientApi, family: Option<Throttle>, is_paging: bool) -> Option<Allowance> {
        let (throttles, now) = (&api.site.throttles, api.site.now());
        let mut counted = Vec::with_capacity(4);
        match (self.user, self.token) {
            (Some(user), Some(token)) => {
                counted.push(throttles.take(now, Throttle::ApiUser, user)?);
                counted.push(throttles.take(now, Throttle::ApiToken, token)?);
                if is_paging {
                    counted.push(throttles.take(now, Throttle::PagingUser, user)?);
                }
            }
            _ => {
                counted.push(throttles.take(now, Throttle::ApiAddress, self.network)?);
                if is_paging {
                    counted.push(throttles.take(now, Throttle::PagingAddress, self.network)?);
                }
            }
        }
        let tightest =
            counted.into_iter().min_by_key(|allowance| (!allowance.is_exceeded, allowance.remaining));
        if tightest.is_some_and(|allowance| allowance.is_exceeded) {
            return tightest;
        }
        // The limit of what is being done says more than that of requests.
        match (family, self.user) {
            (Some(family @ (Throttle::SignUp | Throttle::Applications)), _) => {
                throttles.take(now, family, self.network)
            }
            (Some(family), Some(user)) => throttles.take(now, family, user),
            _ => tightest,
        }
    }
}

/// What of Mastodon's families of actions a method belongs to.
fn family(method: &Method, path: &str) -> Option<Throttle> {
    let throttle = match (method.as_str(), path) {
        ("POST", "/api/v1/statuses" | "/api/v1/statuses/{id}/reblog")
        | ("PUT" | "PATCH", "/api/v1/statuses/{id}") => Throttle::Statuses,
        ("DELETE", "/api/v1/statuses/{id}") | ("POST", "/api/v1/statuses/{id}/unreblog") => {
            Throttle::Deletions
        }
        ("POST", "/api/v1/accounts/{id}/follow" | "/api/v1/tags/{name}/follow") => Throttle::Follows,
        ("POST", "/api/v1/reports") => Throttle::Reports,
        ("POST", "/api/v1/media" | "/api/v2/media") => Throttle::Media,
        ("POST", "/api/v1/accounts") => Throttle::SignUp,
        ("POST", "/api/v1/apps") => Throttle::Applications,
        _ => return None,
    };
    Some(throttle)
}

fn is_paging(query: Option<&str>) -> bool {
    query.unwrap_or_default().split('&').any(|pair| {
        let name = pair.split('=').next().unwrap_or_default();
        matches!(name, "page" | "min_id" | "max_id" | "since_id")
    })
}

fn too_many(now: Timestamp, tally: Allowance) -> Response {
    let mut response = ApiError::new(StatusCode::TOO_MANY_REQUESTS, "Too many requests").into_response();
    let wait = (tally.reset_at.as_millis() - now.as_millis() + 999).max(0) / 1_000;
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait));
    response
}

fn told(mut response: Response, tally: Option<Allowance>) -> Response {
    if let Some(tally) = tally {
        tell(response.headers_mut(), tally);
    }
    response
}

fn tell(headers: &mut HeaderMap, tally: Allowance) {
    let reset = HeaderValue::from_str(&tally.reset_at.to_rfc3339_micros());
    headers.insert(HeaderName::from_static("x-ratelimit-limit"), HeaderValue::from(tally.limit));
    headers.insert(HeaderName::from_static("x-ratelimit-remaining"), HeaderValue::from(tally.remaining));
    if let Ok(reset) = reset {
        headers.insert(HeaderName::from_static("x-ratelimit-reset"), reset);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn actions_belong_to_their_family() {
        assert_eq!(family(&Method::POST, "/api/v1/statuses"), Some(Throttle::Statuses));
        assert_eq!(family(&Method::DELETE, "/api/v1/statuses/{id}"), Some(Throttle::Deletions));
        assert_eq!(family(&Method::GET, "/api/v1/statuses/{id}"), None);
    }

    #[test]
    fn a_page_after_the_first_is_known_by_its_parameters() {
        assert!(is_paging(Some("limit=2&max_id=5")));
        assert!(!is_paging(Some("limit=2&q=max_id")));
        assert!(!is_paging(None));
    }
}
