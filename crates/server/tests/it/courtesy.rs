//! Courtesy: how often one may ask, what may be kept, and what other origins may do.

use http::{Method, header};
use serde_json::json;

use crate::with_site;

fn remaining(answer: &testkit::Answer) -> u32 {
    answer.header("x-ratelimit-remaining").parse().expect("a number")
}

#[test]
fn an_app_is_told_how_much_is_left_and_when_it_may_go_on() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        home.site.throttles.set_on(true);
        let first = alice.get("/api/v1/timelines/home").await;
        assert_eq!(first.header("x-ratelimit-limit"), "300");
        assert_eq!(remaining(&first), 299);
        let reset = first.header("x-ratelimit-reset");
        assert!(reset.ends_with('Z') && reset.len() == "2026-11-23T10:00:00.000000Z".len(), "{reset}");
        for _ in 0..299 {
            alice.get("/api/v1/timelines/home").await.ok();
        }
        let refused = alice.get("/api/v1/timelines/home").await;
        assert_eq!(refused.error(), (429, "Too many requests".into()));
        assert_eq!(remaining(&refused), 0);
        let wait: i64 = refused.header("retry-after").parse().expect("seconds");
        home.pass(wait * 1_000);
        assert_eq!(remaining(&alice.get("/api/v1/timelines/home").await), 299);
    });
}

#[test]
fn posting_has_a_limit_of_its_own_that_refusals_do_not_use_up() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        home.site.throttles.set_on(true);
        // Windows are those of the clock: the story begins with one.
        let window = 3 * 3_600_000;
        home.pass(window - home.site.now().as_millis() % window);
        let posted = alice.post("/api/v1/statuses", json!({ "status": "one" })).await;
        assert_eq!((posted.header("x-ratelimit-limit"), remaining(&posted)), ("300", 299));
        assert_eq!(alice.post("/api/v1/statuses", json!({ "status": "" })).await.status, 422);
        home.pass(6 * 60 * 1_000);
        let posted = alice.post("/api/v1/statuses", json!({ "status": "two" })).await;
        assert_eq!(remaining(&posted), 298);
    });
}

#[test]
fn a_token_that_does_not_work_counts_for_its_address() {
    with_site(async |home| {
        home.site.throttles.set_on(true);
        for number in 0..300 {
            let request = home.requests.request(Method::GET, "/api/v1/timelines/home");
            assert_eq!(home.requests.send(request.bearer_auth(format!("guess-{number}"))).await.status, 401);
        }
        assert_eq!(home.requests.get("/api/v1/instance").await.status, 429);
    });
}

#[test]
fn registering_apps_is_limited_by_address() {
    with_site(async |home| {
        home.site.throttles.set_on(true);
        let app = json!({ "client_name": "a", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob" });
        for _ in 0..5 {
            home.requests.post("/api/v1/apps", app.clone()).await.ok();
        }
        assert_eq!(home.requests.post("/api/v1/apps", app).await.status, 429);
    });
}

#[test]
fn a_visitor_who_has_it_already_is_not_sent_it_again() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        alice.posts("hello").await;
        let first = home.requests.get("/api/v1/timelines/public").await;
        assert!(first.header("cache-control").starts_with("public, max-age=15"), "{:?}", first.headers);
        let tag = first.header("etag").to_owned();
        let ask = async |path: &str, tag: &str| {
            let request = home.requests.request(Method::GET, path).header(header::IF_NONE_MATCH, tag);
            home.requests.send(request).await
        };
        let again = ask("/api/v1/timelines/public", &tag).await;
        assert_eq!((again.status.as_u16(), again.text.as_str()), (304, ""));
        alice.posts("news").await;
        assert_eq!(ask("/api/v1/timelines/public", &tag).await.status, 200);
        let instance = home.requests.get("/api/v2/instance").await;
        assert!(instance.header("cache-control").starts_with("public, max-age=300"));
    });
}

#[test]
fn what_is_somebodys_own_is_never_kept() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let answer = alice.get("/api/v1/timelines/public").await;
        assert_eq!((answer.header("cache-control"), answer.header("etag")), ("private, no-store", ""));
    });
}

#[test]
fn pages_of_other_sites_may_read_what_everybody_may() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let status = alice.posts("hello").await;
        let well_known = format!("/.well-known/webfinger?resource=acct:alice@{}", home.domain());
        for (path, is_open) in [
            ("/@alice", true),
            (status["uri"].as_str().unwrap(), true),
            (&*well_known, true),
            ("/nodeinfo/2.1", true),
            ("/auth/sign_in", false),
        ] {
            let request = home.requests.request(Method::GET, path).header("origin", "https://app.example");
            let answer = home.requests.send(request.header("accept", "application/activity+json")).await;
            let allowed = answer.header("access-control-allow-origin");
            assert_eq!(allowed, if is_open { "*" } else { "" }, "{path}");
            assert_eq!(answer.header("access-control-allow-credentials"), "", "{path}");
        }
    });
}

#[test]
fn apps_of_other_origins_may_read_the_limits() {
    with_site(async |home| {
        let request = home.requests.request(Method::GET, "/api/v1/instance");
        let answer = home.requests.send(request.header(header::ORIGIN, "https://app.example")).await;
        let exposed = answer.header("access-control-expose-headers").to_lowercase();
        for name in
            ["link", "x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset", "x-request-id"]
        {
            assert!(exposed.contains(name), "{exposed}");
        }
        let request = home.requests.request(Method::OPTIONS, "/api/v1/statuses");
        let asked = request
            .header(header::ORIGIN, "https://app.example")
            .header(header::ACCESS_CONTROL_REQUEST_METHOD, "POST")
            .header(header::ACCESS_CONTROL_REQUEST_HEADERS, "authorization,idempotency-key");
        let allowed = home.requests.send(asked).await;
        assert!(allowed.header("access-control-allow-methods").contains("POST"));
        assert!(allowed.header("access-control-allow-headers").contains("idempotency-key"));
    });
}
