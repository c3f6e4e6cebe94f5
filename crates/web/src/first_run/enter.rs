//! The door to setting up: the code is traded for a cookie, so that it does not stay in the address.

use axum::{
    Extension,
    extract::{Query, State},
    response::Response,
};
use http::{HeaderMap, Method, StatusCode, header};
use model::ClientAddress;
use serde::Deserialize;
use social::{
    Throttle,
    first_run::{self, Stand, Step},
};

use super::guide::screen;
use crate::{
    Web,
    cookies::Cookie,
    failure::Failure,
    template::{self, Notice, Shell},
    visitor::Visitor,
};

/// What the link says.
#[derive(Deserialize)]
pub(crate) struct Link {
    #[serde(default)]
    code: String,
}

/// `GET /setup`
pub(crate) async fn enter(
    State(web): State<Web>,
    visitor: Visitor,
    address: Option<Extension<ClientAddress>>,
    Query(link): Query<Link>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let site = &web.site;
    if first_run::stand(site, visitor.setup_secret.as_deref()).await? != Stand::Stranger {
        // Whoever has been here goes on where they were; the guide sends away whom this is no business of.
        return Ok(screen(first_run::reached(site).await?.unwrap_or(Step::Server)));
    }
    if link.code.is_empty() {
        return Ok(closed(&web, &visitor, "setup-code-needed"));
    }
    if is_only_looking(&method, &headers) {
        return Ok(closed(&web, &visitor, "setup-code-open"));
    }
    let network = address.map(|Extension(address)| address.network());
    let taken = site.throttles.take(site.now(), Throttle::SetupCode, network);
    if taken.is_some_and(|allowance| allowance.is_exceeded) {
        return Ok(refuse(&web, &visitor, StatusCode::TOO_MANY_REQUESTS, "setup-code-many"));
    }
    let Some(cookie) = first_run::trade(site, &link.code).await? else {
        return Ok(closed(&web, &visitor, "setup-code-wrong"));
    };
    let mut response = screen(Step::Server);
    response.headers_mut().append(header::SET_COOKIE, Cookie::Setup.set(&site.instance, &cookie));
    Ok(response)
}

/// Programs that fetch a link before anybody follows it must not use it up.
fn is_only_looking(method: &Method, headers: &HeaderMap) -> bool {
    let says = |name: &str, word: &str| {
        headers.get(name).and_then(|value| value.to_str().ok()).is_some_and(|value| value.contains(word))
    };
    method == Method::HEAD || says("sec-purpose", "prefetch") || says("purpose", "prefetch")
}

/// The page for whoever may not set this server up.
pub(super) fn closed(web: &Web, visitor: &Visitor, explanation: &str) -> Response {
    refuse(web, visitor, StatusCode::FORBIDDEN, explanation)
}

fn refuse(web: &Web, visitor: &Visitor, status: StatusCode, explanation: &str) -> Response {
    let title = visitor.words.say("setup-closed-title");
    let explanation = visitor.words.say(explanation);
    let shell = Shell::of(web, &title).unlisted().seen_by(visitor);
    template::unkept(template::page(status, &Notice { shell, title: &title, explanation: &explanation }))
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[test]
    fn a_program_that_only_looks_does_not_use_the_link_up() {
        let says = |name: &'static str| {
            HeaderMap::from_iter([(
                http::HeaderName::from_static(name),
                HeaderValue::from_static("prefetch;prerender"),
            )])
        };
        assert!(is_only_looking(&Method::HEAD, &HeaderMap::new()));
        assert!(is_only_looking(&Method::GET, &says("sec-purpose")));
        assert!(!is_only_looking(&Method::GET, &HeaderMap::new()));
    }
}
