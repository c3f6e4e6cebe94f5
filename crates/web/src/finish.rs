//! What all pages have in common on their way out: headers that keep browsers careful, and a proper page for every
//! failure.

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use model::Instance;

use crate::{
    Web, client,
    failure::Explanation,
    template::{self, Notice, Shell},
    visitor::Visitor,
    words::Saying,
};

/// What a page may load and where its forms may go. What other servers show is kept here, so that nothing comes from there.
const CONTENT_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; media-src 'self'; \
     form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// What a page that the web client takes over may do besides: run our scripts, ask this server, keep things for later.
const CLIENT_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; worker-src 'self'; manifest-src 'self'; \
     connect-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; \
     form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// Marks an answer that the web client takes over.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ForClient;

/// Marks a page with a script of its own.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WithScript;

/// What such a page may do besides: run our scripts, and ask this server.
const SCRIPT_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; \
     media-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'; \
     require-trusted-types-for 'script'; trusted-types 'none'";

/// Headers of every answer of this room.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()"),
    // A page depends on who looks; apps and other servers get something else at the same address.
    (header::CACHE_CONTROL, "private, no-cache"),
];

/// Keeps other sites from holding on to the window of a page.
const OPENER_POLICY: (HeaderName, HeaderValue) =
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin"));

/// Lets pages elsewhere load something, also those that take only what says that they may.
pub(crate) const FOR_ALL: (HeaderName, HeaderValue) =
    (HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("cross-origin"));

/// Keeps pages elsewhere from loading something into their process, where it could be read by the tricks of processors.
const FOR_US: HeaderValue = HeaderValue::from_static("same-origin");

/// Marks the answer that pages elsewhere may show in a frame. It has nothing that one could be tricked into pressing.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Framed;

/// What such a page may load: also our script, which tells how high the page is.
const FRAMED_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; \
     form-action 'none'; frame-ancestors *; base-uri 'none'; \
     require-trusted-types-for 'script'; trusted-types 'none'";

/// Marks a page with a script of ours that it does without, too.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scripted;

/// What such a page may load.
const SCRIPTED_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; \
     form-action 'self'; frame-ancestors 'none'; base-uri 'none'; \
     require-trusted-types-for 'script'; trusted-types 'none'";

/// Pages that apps open in a window of their own, which they must still know to hear how it ended.
const OPENED_BY_APPS: [&str; 3] = ["/oauth/authorize", "/auth/sign_in", "/auth/two_factor"];

/// The policy of a page whose form ends at `target` after a redirect, which browsers count as part of sending it.
pub(crate) fn policy_with_target(target: &str) -> HeaderValue {
    let policy = CONTENT_POLICY.replace("form-action 'self'", &format!("form-action 'self' {target}"));
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static(CONTENT_POLICY))
}

/// Draws failures and adds the headers that are not there yet.
pub(crate) async fn finish(State(web): State<Web>, request: Request, next: Next) -> Response {
    let is_opened_by_apps = OPENED_BY_APPS.contains(&request.uri().path());
    let asked = request.headers().clone();
    let mut response = next.run(request).await;
    if is_bare_failure(&response) {
        let visitor = Visitor::of(&web, &asked).await;
        response = draw_failure(&web, &visitor, response);
    }
    let is_page = has_type(&response, "text/html");
    let is_framed = response.extensions().get::<Framed>().is_some();
    let is_scripted = response.extensions().get::<Scripted>().is_some();
    let is_for_client = response.extensions().get::<ForClient>().is_some();
    let has_script = response.extensions().get::<WithScript>().is_some();
    // What is still the same keeps the headers that it was sent with.
    let is_sent = response.status() != StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    if has_script {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SCRIPT_POLICY));
    }
    if is_for_client {
        headers.insert(header::CONTENT_SECURITY_POLICY, client_policy(&web.site.instance));
        // It carries the key of its person.
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    }
    if is_scripted {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(SCRIPTED_POLICY));
    }
    if is_framed {
        headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(FRAMED_POLICY));
        headers.insert(FOR_ALL.0, FOR_ALL.1);
    }
    for (name, value) in HEADERS {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    if is_framed {
        headers.remove(header::X_FRAME_OPTIONS);
    }
    if is_sent {
        let reach = if is_for_everybody(headers) { FOR_ALL.1 } else { FOR_US };
        headers.entry(FOR_ALL.0).or_insert(reach);
    }
    if let Some(origin) = web.site.instance.media_origin().filter(|_| is_page) {
        admit_media(headers, &origin);
    }
    if !is_opened_by_apps {
        let (name, value) = OPENER_POLICY;
        headers.insert(name, value);
    }
    if is_page {
        // A frame is the same for everybody.
        let varies = if is_framed { "Accept" } else { "Accept, Accept-Language, Cookie" };
        headers.insert(header::VARY, HeaderValue::from_static(varies));
    }
    response
}

/// Whether an answer is the same for everybody, so that nothing of anybody is in it.
fn is_for_everybody(headers: &HeaderMap) -> bool {
    let kept = headers.get(header::CACHE_CONTROL).and_then(|kept| kept.to_str().ok());
    kept.is_some_and(|kept| kept.contains("public"))
}

/// The policy of a page for the client, whose live streams old browsers do not take for 'self'.
fn client_policy(instance: &Instance) -> HeaderValue {
    let streams = instance.url("").replacen("http", "ws", 1);
    let mut policy = CLIENT_POLICY.replace("connect-src 'self'", &format!("connect-src 'self' {streams}"));
    if let Some(hash) = client::first_style_hash() {
        // Exactly the styles that the page carries in itself, and no others.
        policy = policy.replace("style-src 'self'", &format!("style-src 'self' '{hash}'"));
    }
    HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static(CLIENT_POLICY))
}

/// Lets a page show pictures, videos and sounds from where they are.
fn admit_media(headers: &mut HeaderMap, origin: &str) {
    let policy = headers.get(header::CONTENT_SECURITY_POLICY).and_then(|policy| policy.to_str().ok());
    let policy = policy.map(|policy| {
        let there = policy.replace("img-src 'self'", &format!("img-src 'self' {origin}"));
        HeaderValue::from_str(&there.replace("media-src 'self'", &format!("media-src 'self' {origin}")))
    });
    if let Some(Ok(policy)) = policy {
        headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    }
}

/// A failure that says nothing yet, or only in the words of a library.
fn is_bare_failure(response: &Response) -> bool {
    let is_failure = response.status().is_client_error() || response.status().is_server_error();
    let is_plain = !response.headers().contains_key(header::CONTENT_TYPE) || has_type(response, "text/plain");
    is_failure && is_plain
}

fn has_type(response: &Response, kind: &str) -> bool {
    let given = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    given.is_some_and(|given| given.starts_with(kind))
}

fn draw_failure(web: &Web, visitor: &Visitor, mut failed: Response) -> Response {
    let words = visitor.words;
    let status = failed.status();
    let explanation = match failed.extensions_mut().remove::<Explanation>() {
        Some(Explanation(explanation)) => explanation,
        None if status.is_server_error() => Saying::Of("fault-text"),
        None => Saying::Of("unreadable-text"),
    };
    let title = words.say(match status {
        StatusCode::NOT_FOUND => "not-found-title",
        StatusCode::TOO_MANY_REQUESTS => "too-many-title",
        status if status.is_server_error() => "fault-title",
        _ => "bad-title",
    });
    let shell = Shell::of(web, words, &title).unlisted().seen_by(visitor);
    let explanation = explanation.text(words);
    let mut drawn = template::page(status, &Notice { shell, title: &title, explanation: &explanation });
    if let Some(allow) = failed.headers_mut().remove(header::ALLOW) {
        drawn.headers_mut().insert(header::ALLOW, allow);
    }
    drawn
}
