//! Following from another server's page: whoever names this server as theirs comes here and decides here.

use http::Method;
use serde_json::{Value, json};
use testkit::{Home, Neighbour, people::id};

use crate::{
    pages::{cookie, form, page, secret, sign_in},
    with_site,
};

fn path_to(uri: &str) -> String {
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("uri", uri).finish();
    format!("/authorize_interaction?{query}")
}

async fn session(home: &Home, name: &str) -> String {
    cookie(&sign_in(home, name, &format!("{name}-password"), "/").await)
}

#[test]
fn webfinger_tells_where_to_come() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let path = format!("/.well-known/webfinger?resource=acct:{}", alice.handle());
        let told = home.requests.get(&path).await.ok();
        let template = |rel: &str| {
            let links = told["links"].as_array().unwrap().iter();
            links.filter(|link| link["rel"] == rel).map(|link| link["template"].clone()).next()
        };
        let page =
            |place: &str| Some(json!(home.site.instance.url(&format!("/authorize_interaction?uri={place}"))));
        assert_eq!(template("http://ostatus.org/schema/1.0/subscribe"), page("{uri}"));
        assert_eq!(template("https://w3id.org/fep/3b86/Follow"), page("{object}"));
        assert_eq!(template("https://w3id.org/fep/3b86/Object"), page("{object}"));
    });
}

#[test]
fn a_visitor_signs_in_and_follows_whom_they_came_for() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        let path = path_to(&bob.uri);
        let first = home.requests.get(&path).await;
        assert_eq!(first.status, 302);
        let sign_in_page = first.header("location").to_owned();
        assert!(sign_in_page.starts_with("/auth/sign_in?"), "{sign_in_page}");
        assert!(far.asked().is_empty(), "nobody is asked anything for a visitor");
        let answer = sign_in(home, "alice", "alice-password", &path).await;
        assert_eq!(answer.header("location"), path, "and comes back");
        let session = cookie(&answer);
        for spelling in
            [bob.uri.clone(), bob.handle(), format!("acct:{}", bob.handle()), format!("@{}", bob.handle())]
        {
            let shown = page(&home.requests, &path_to(&spelling), &session).await;
            assert_eq!(shown.status, 200, "{spelling}");
            assert!(shown.text.contains(&bob.handle()) && shown.text.contains(">Follow<"), "{}", shown.text);
        }
        let shown = page(&home.requests, &path, &session).await;
        let account = alice.finds(&bob.handle()).await;
        let send = async |csrf: &str, origin: &str| {
            let fields = [("csrf", csrf), ("account", id(&account))];
            form(&home.requests, "/authorize_interaction", &session, origin, &fields).await
        };
        assert_eq!(send("guess", home.requests.base()).await.status, 403);
        assert_eq!(send(&secret(&shown), "https://evil.example").await.status, 403);
        assert_eq!(alice.relationship(&account).await["requested"], false);
        let sent = send(&secret(&shown), home.requests.base()).await;
        assert_eq!((sent.status.as_u16(), sent.header("location")), (302, &*path));
        let shown = page(&home.requests, &path, &session).await;
        assert!(shown.text.contains("You have asked to follow") && !shown.text.contains(">Follow<"));
        home.settle().await;
        assert_eq!(far.received_types(), ["Follow"]);
    });
}

#[test]
fn a_post_can_be_opened_and_what_is_not_there_is_explained() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        let mut note = bob.note(1, "<p>good evening</p>");
        note["url"] = json!(far.url("/@bob/1"));
        far.serves("/users/bob/notes/1", &note);
        let session = session(home, "alice").await;
        let shown = page(&home.requests, &path_to(note["id"].as_str().unwrap()), &session).await;
        assert!(
            shown.text.contains("good evening") && shown.text.contains(&far.url("/@bob/1")),
            "{}",
            shown.text
        );
        let carol = home.person("carol").await;
        let private = carol.posts_with(json!({ "status": "psst", "visibility": "private" })).await;
        let hostile = [
            "",
            "x",
            "javascript:alert(1)",
            "file:///etc/passwd",
            "@",
            "acct:",
            "http://127.0.0.1:1/",
            "https://",
            "http://[::1/",
            "\0",
            "<script>",
            "acct:nobody@localhost:1",
        ];
        let long = format!("https://x.example/{}", "x".repeat(5_000));
        let unseen = private["uri"].as_str().unwrap();
        for uri in hostile.into_iter().chain([long.as_str(), unseen]) {
            let answer = page(&home.requests, &path_to(uri), &session).await;
            assert_eq!(answer.status, 404, "{uri}");
            assert!(answer.text.contains("found neither") && !answer.text.contains("psst"), "{uri}");
        }
        for path in
            ["/authorize_interaction", "/authorize_interaction?uri=a&uri=b", "/authorize_interaction?uri[]=a"]
        {
            let answer = page(&home.requests, path, &session).await;
            assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
        }
        let own = page(&home.requests, &path_to("@alice"), &session).await;
        assert!(own.text.contains("That is you"), "{}", own.text);
        let shown: Value = alice.get("/api/v1/accounts/verify_credentials").await.ok();
        assert_eq!(shown["following_count"], 0);
        let get = home.requests.request(Method::GET, &path_to(&bob.uri));
        assert_eq!(home.requests.send(get).await.status, 302, "and visitors see nothing");
    });
}
