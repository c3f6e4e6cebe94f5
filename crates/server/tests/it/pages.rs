//! Pages as browsers see them: who sees what, forms that only work from here, and addresses that lead nowhere else.

use http::Method;
use serde_json::json;
use testkit::{Answer, Home, people::id, requests::Requests};

use crate::with_site;

const CALLBACK: &str = "https://app.example/cb?x=1";

pub(crate) async fn form(
    requests: &Requests,
    path: &str,
    cookie: &str,
    origin: &str,
    fields: &[(&str, &str)],
) -> Answer {
    let body = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let request = requests
        .request(Method::POST, path)
        .header("content-type", "application/x-www-form-urlencoded")
        .header("cookie", cookie)
        .header("origin", origin);
    requests.send(request.body(body)).await
}

pub(crate) async fn page(requests: &Requests, path: &str, cookie: &str) -> Answer {
    requests.send(requests.request(Method::GET, path).header("cookie", cookie)).await
}

/// The cookie that an answer sets, as it is sent back.
pub(crate) fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

/// The secret of the last form on a page.
pub(crate) fn secret(answer: &Answer) -> String {
    let form = answer.text.rsplit("<form").next().unwrap();
    form.split("name=\"csrf\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned()
}

/// Signs in through the page; answers what the server said to the password.
pub(crate) async fn sign_in(home: &Home, name: &str, password: &str, return_to: &str) -> Answer {
    let requests = &home.requests;
    let shown = requests.get("/auth/sign_in").await;
    let (cookie, csrf) = (cookie(&shown), secret(&shown));
    let fields = [("csrf", &*csrf), ("username", name), ("password", password), ("return_to", return_to)];
    form(requests, "/auth/sign_in", &cookie, requests.base(), &fields).await
}

#[test]
fn one_signs_in_by_name_or_address_and_out_again() {
    with_site(async |home| {
        home.person("alice").await;
        for name in ["alice", "@Alice", "alice@mail.example"] {
            let answer = sign_in(home, name, "alice-password", "/@alice").await;
            assert_eq!((answer.status.as_u16(), answer.header("location")), (302, "/@alice"), "{name}");
            let set = answer.header("set-cookie");
            assert!(
                set.contains("HttpOnly") && set.contains("SameSite=Lax") && set.contains("Path=/"),
                "{set}"
            );
            let session = cookie(&answer);
            let shown = page(&home.requests, "/home", &session).await;
            assert!(shown.text.contains("Sign out"));
            let fields = [("csrf", &*secret(&shown))];
            let left = form(&home.requests, "/auth/sign_out", &session, home.requests.base(), &fields).await;
            assert_eq!(left.status, 302);
            // The session is over on the server, too, not only in the browser.
            assert_eq!(page(&home.requests, "/home", &session).await.status, 302);
        }
    });
}

#[test]
fn a_wrong_password_says_so_and_nothing_more() {
    with_site(async |home| {
        home.person("alice").await;
        let wrong = sign_in(home, "alice", "guess", "/").await;
        let unknown = sign_in(home, "nobody", "guess", "/").await;
        assert_eq!((wrong.status.as_u16(), unknown.status.as_u16()), (422, 422));
        assert!(wrong.text.contains("do not belong together") && wrong.header("set-cookie").is_empty());
        assert!(wrong.text.contains("value=\"alice\"") && !wrong.text.contains("guess"));
    });
}

#[test]
fn passwords_cannot_be_guessed_for_long() {
    with_site(async |home| {
        home.person("alice").await;
        home.site.throttles.set_on(true);
        for _ in 0..25 {
            assert_eq!(sign_in(home, "alice", "guess", "/").await.status, 422);
        }
        let answer = sign_in(home, "alice", "alice-password", "/").await;
        assert_eq!(answer.status, 429, "S-227");
        assert!(answer.text.contains("Too many tries") && answer.header("set-cookie").is_empty());
        home.pass(3_600_000);
        assert_eq!(sign_in(home, "alice", "alice-password", "/").await.status, 302);
    });
}

#[test]
fn nobody_is_led_away_after_signing_in() {
    with_site(async |home| {
        home.person("alice").await;
        for away in ["//evil.example", "/\\evil.example", "/web//evil.example", "https://evil.example/"] {
            let answer = sign_in(home, "alice", "alice-password", away).await;
            assert_eq!((answer.status.as_u16(), answer.header("location")), (302, "/"), "S-208: {away}");
        }
    });
}

#[test]
fn forms_work_only_from_here() {
    with_site(async |home| {
        home.person("alice").await;
        let requests = &home.requests;
        let shown = requests.get("/auth/sign_in").await;
        let (cookie_before, csrf) = (cookie(&shown), secret(&shown));
        let fields =
            |csrf: &'static str| [("csrf", csrf), ("username", "alice"), ("password", "alice-password")];
        let real = [("csrf", &*csrf), ("username", "alice"), ("password", "alice-password")];
        for (cookie, origin, fields) in [
            (&*cookie_before, "https://evil.example", real),
            (&*cookie_before, "null", real),
            (&*cookie_before, requests.base(), fields("")),
            (&*cookie_before, requests.base(), fields("guessed")),
            ("", requests.base(), real),
        ] {
            let answer = form(requests, "/auth/sign_in", cookie, origin, &fields).await;
            assert_eq!(answer.status, 403, "S-222: {cookie} {origin}");
            assert!(answer.header("set-cookie").is_empty());
        }
        let session = cookie(&sign_in(home, "alice", "alice-password", "/").await);
        let answer = form(requests, "/auth/sign_out", &session, requests.base(), &[("csrf", &csrf)]).await;
        assert_eq!(answer.status, 403, "S-221: the secret from before signing in is worth nothing after");
    });
}

#[test]
fn consent_is_asked_each_time_and_the_answer_goes_to_the_app() {
    with_site(async |home| {
        home.person("alice").await;
        let requests = &home.requests;
        let app = json!({ "client_name": "<b>App", "redirect_uris": CALLBACK, "scopes": "read write" });
        let app = requests.post("/api/v1/apps", app).await.ok();
        let client = app["client_id"].as_str().unwrap();
        let asked = [
            ("response_type", "code"),
            ("client_id", client),
            ("redirect_uri", CALLBACK),
            ("scope", "read"),
            ("state", "a&b"),
        ];
        let query = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(asked).finish();
        let path = format!("/oauth/authorize?{query}");
        let unknown = requests.get(&path).await;
        assert_eq!(unknown.status, 302);
        assert!(unknown.header("location").starts_with("/auth/sign_in?return_to=%2Foauth%2Fauthorize%3F"));

        let session = cookie(&sign_in(home, "alice", "alice-password", "/").await);
        for (decision, answered) in [("authorize", "code="), ("deny", "error=access_denied")] {
            let shown = page(requests, &path, &session).await;
            assert_eq!(shown.status, 200, "asked again although granted before");
            assert!(shown.text.contains("&#60;b&#62;App") && shown.text.contains("@alice@"));
            let policy = shown.header("content-security-policy");
            assert!(policy.contains("form-action 'self' https://app.example;"), "{policy}");
            assert!(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"), "{policy}");
            let csrf = secret(&shown);
            let mut fields = asked.to_vec();
            fields.extend([("csrf", &*csrf), ("decision", decision)]);
            let answer = form(requests, "/oauth/authorize", &session, requests.base(), &fields).await;
            let location = answer.header("location");
            assert_eq!(answer.status, 302);
            assert!(location.starts_with(&format!("{CALLBACK}&{answered}")), "{location}");
            assert!(location.ends_with("&state=a%26b"), "{location}");
        }
        let forced = page(requests, &format!("{path}&force_login=true"), &session).await;
        assert_eq!(forced.status, 302);
        let again = page(requests, forced.header("location"), &session).await;
        assert!(again.text.contains("type=\"password\""), "the password is asked for again");
    });
}

#[test]
fn an_app_that_asks_wrongly_is_told_only_at_its_own_address() {
    with_site(async |home| {
        let requests = &home.requests;
        let app = json!({ "client_name": "App", "redirect_uris": CALLBACK, "scopes": "read" });
        let app = requests.post("/api/v1/apps", app).await.ok();
        let client = app["client_id"].as_str().unwrap();
        for wrong in [
            "https://app.example/cb",
            "https://app.example/cb?x=1&y=2",
            "https://app.example.evil/cb?x=1",
            "https://app.example/../cb?x=1",
            "javascript:alert(1)",
            "",
        ] {
            let query = url::form_urlencoded::Serializer::new(String::new())
                .extend_pairs([("response_type", "code"), ("client_id", client), ("redirect_uri", wrong)])
                .finish();
            let answer = requests.get(&format!("/oauth/authorize?{query}")).await;
            assert_eq!((answer.status.as_u16(), answer.header("location")), (400, ""), "{wrong}");
        }
        let query = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("response_type", "code"), ("client_id", client), ("redirect_uri", CALLBACK)])
            .append_pair("scope", "write")
            .finish();
        let answer = requests.get(&format!("/oauth/authorize?{query}")).await;
        assert!(answer.header("location").starts_with(&format!("{CALLBACK}&error=invalid_scope")));
    });
}

#[test]
fn what_one_may_not_see_looks_like_what_is_not_there() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let public = alice.posts("for all <script>alert(1)</script>").await;
        let private = alice.posts_with(json!({ "status": "for friends", "visibility": "private" })).await;
        let path = |status: &serde_json::Value| format!("/@alice/{}", id(status));
        let shown = home.requests.get(&path(&public)).await;
        assert_eq!(shown.status, 200);
        assert!(shown.text.contains("for all") && !shown.text.contains("<script"), "{}", shown.text);
        let hidden = home.requests.get(&path(&private)).await;
        let missing = home.requests.get("/@alice/1").await;
        assert_eq!((hidden.status.as_u16(), missing.status.as_u16()), (404, 404));
        assert_eq!(hidden.text, missing.text);
        for path in ["/@nobody", "/@alice/x", "/@bob@far.example", &format!("/@nobody/{}", id(&public))] {
            let answer = home.requests.get(path).await;
            assert_eq!((answer.status.as_u16(), &answer.text), (404, &missing.text), "{path}");
        }
        assert!(!home.requests.get("/@alice").await.text.contains("for friends"));
        let session = cookie(&sign_in(home, "alice", "alice-password", "/").await);
        assert!(page(&home.requests, &path(&private), &session).await.text.contains("for friends"));
    });
}

#[test]
fn a_page_is_a_document_to_other_servers() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let status = alice.posts("hello").await;
        for (path, kind) in [("/@alice".to_owned(), "Person"), (format!("/@alice/{}", id(&status)), "Note")] {
            let accept = ("accept", "application/activity+json");
            let request = home.requests.request(Method::GET, &path).header(accept.0, accept.1);
            let document = home.requests.send(request).await;
            assert!(document.header("content-type").starts_with("application/activity+json"), "{path}");
            assert_eq!(document.ok()["type"], kind);
            let shown = home.requests.get(&path).await;
            let alternate = format!("href=\"{}\"", document.json()["id"].as_str().unwrap());
            assert!(shown.text.contains("application/activity+json") && shown.text.contains(&alternate));
        }
    });
}

#[test]
fn profiles_and_tags_are_read_page_by_page() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        for number in 0..45 {
            alice.posts(&format!("post {number}. #count")).await;
        }
        for start in ["/@alice", "/tags/count"] {
            let (mut path, mut seen) = (start.to_owned(), Vec::new());
            let mut pages = Vec::new();
            loop {
                let shown = home.requests.get(&path).await;
                let numbers = shown.text.split("post ").skip(1).filter_map(|rest| rest.split('.').next());
                seen.extend(numbers.filter_map(|number| number.parse::<i32>().ok()));
                pages.push(shown.text.clone());
                match shown.text.split("rel=\"next\" href=\"").nth(1) {
                    Some(rest) => path = format!("{start}{}", rest.split('"').next().unwrap()),
                    None => break,
                }
            }
            assert_eq!(seen, (0..45).rev().collect::<Vec<_>>(), "{start}");
            let newer = pages[1].split("rel=\"prev\" href=\"").nth(1).unwrap().split('"').next().unwrap();
            assert_eq!(home.requests.get(&format!("{start}{newer}")).await.text, pages[0], "{start}");
        }
    });
}

#[test]
fn the_first_page_says_how_to_begin() {
    with_site(async |home| {
        let empty = home.requests.get("/").await;
        assert!(empty.text.contains("Nobody lives here yet"), "{}", empty.text);
        let alice = home.person("alice").await;
        assert!(home.requests.get("/").await.text.contains("Nobody has posted"));
        alice.posts("good morning").await;
        let shown = home.requests.get("/").await;
        assert!(shown.text.contains("good morning") && !shown.text.contains("Nobody lives here yet"));
        assert!(shown.text.contains(home.requests.base()), "what to type into an app");
        for (name, value) in [("title", "Tea & Friends"), ("description", "Where we <drink> tea.")] {
            social::settings::set(&home.site, name, value).await.unwrap();
        }
        let named = home.requests.get("/").await.text;
        assert!(named.contains("<h1><bdi>Tea &#38; Friends</bdi></h1>"), "{named}");
        assert!(named.contains("Where we &#60;drink&#62; tea."), "{named}");
    });
}

#[test]
fn pictures_that_answers_name_are_there() {
    with_site(async |home| {
        let style = home.requests.get("/").await.text;
        let style = style.split("rel=\"stylesheet\" href=\"").nth(1).unwrap().split('"').next().unwrap();
        for (path, kind) in [
            ("/avatars/original/missing.png", "image/png"),
            ("/headers/original/missing.png", "image/png"),
            ("/site/thumbnail.png", "image/png"),
            ("/favicon.ico", "image/x-icon"),
            (style, "text/css; charset=utf-8"),
        ] {
            let request = home.requests.request(Method::HEAD, path);
            let answer = home.requests.send(request).await;
            assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, kind), "{path}");
            assert!(answer.header("cache-control").contains("public"), "{path}");
        }
        assert_eq!(home.requests.get("/assets/style-0.css").await.status, 404);
    });
}

#[test]
fn an_app_may_sign_people_in_from_a_window_of_its_own() {
    with_site(async |home| {
        let policy =
            async |path: &str| home.requests.get(path).await.header("cross-origin-opener-policy").to_owned();
        // With a policy the app would believe that the window was closed at once.
        for path in ["/auth/sign_in", "/oauth/authorize?client_id=x"] {
            assert_eq!(policy(path).await, "", "{path}");
        }
        assert_eq!(policy("/").await, "same-origin");
    });
}

#[test]
fn pages_elsewhere_load_what_is_for_everybody_and_nothing_that_is_somebodys() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let status = alice.posts("hello").await;
        let style = home.requests.get("/").await.text;
        let style =
            style.split("rel=\"stylesheet\" href=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let session = cookie(&sign_in(home, "alice", "alice-password", "/").await);
        let reach = async |path: &str| {
            let answer = page(&home.requests, path, &session).await;
            answer.header("cross-origin-resource-policy").to_owned()
        };
        // A frame in a sandbox counts as a page elsewhere, and needs its style.
        for open in [&*style, "/favicon.svg", "/avatars/original/missing.png", "/site/thumbnail.png"] {
            assert_eq!(reach(open).await, "cross-origin", "S-183: {open}");
        }
        assert_eq!(reach(&format!("/@alice/{}/embed", id(&status))).await, "cross-origin", "S-183: a frame");
        for own in [
            "/",
            "/home",
            "/@alice",
            "/settings",
            "/settings/two_factor/qr.svg",
            "/nothing",
            "/settings/archive",
        ] {
            assert_eq!(reach(own).await, "same-origin", "S-183: {own}");
        }
        let asked = home.requests.request(Method::GET, "/favicon.svg");
        let tag = home.requests.get("/favicon.svg").await.header("etag").to_owned();
        let same = home.requests.send(asked.header("if-none-match", tag)).await;
        assert_eq!((same.status.as_u16(), same.header("cross-origin-resource-policy")), (304, ""));
        for (path, has_scripts) in [("/settings/passkeys/new", true), ("/settings/credentials", false)] {
            let policy = page(&home.requests, path, &session).await;
            let policy = policy.header("content-security-policy");
            let is_careful = policy.contains("require-trusted-types-for 'script'; trusted-types 'none'");
            assert_eq!(policy.contains("script-src") && is_careful, has_scripts, "S-182: {path}: {policy}");
        }
    });
}
