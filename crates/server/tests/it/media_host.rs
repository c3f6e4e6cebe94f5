//! A host of their own for pictures, videos and sounds: every address leads there, and nothing else is there.

use http::{Method, header};
use serde_json::json;
use testkit::{Answer, Home, Neighbour, people::id};

use crate::{
    PROGRAM,
    acquaintance::befriend,
    assemble,
    media::{gif, jpeg, png, uploads},
};

/// What is answered under a host.
async fn asks(home: &Home, host: &str, method: Method, path: &str) -> Answer {
    let request = home.requests.request(method, path).header(header::HOST, host);
    home.requests.send(request.header(header::ACCEPT, "text/html, */*")).await
}

/// The path of an address that is under this host.
fn path<'a>(url: &'a str, host: &str) -> &'a str {
    url.strip_prefix(&format!("http://{host}")).unwrap_or_else(|| panic!("{url} is not under {host}"))
}

#[test]
fn every_address_of_media_is_under_their_host() {
    testkit::with_media_host(assemble, &async |home: &Home| {
        home.opens_workshop(PROGRAM);
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let host = home.site.instance.media_host.clone().unwrap();
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        bob.delivers(home, &bob.activity("Follow", 7, &json!(alice.account.uri))).await;
        home.settle().await;
        let files = [("avatar", &gif()[..]), ("header", &jpeg(900, 300, [3, 90, 3])[..])];
        let me = alice.uploads(Method::PATCH, "/api/v1/accounts/update_credentials", &files, &[]).await.ok();
        let picture = uploads(home, &alice, &png(120, 90), &[]).await;
        let status = alice.posts_with(json!({ "status": "look", "media_ids": [id(&picture)] })).await;
        home.settle().await;
        let shown = &status["media_attachments"][0];
        let account = &status["account"];
        let told: Vec<&str> = [
            &shown["url"],
            &shown["preview_url"],
            &account["avatar"],
            &account["avatar_static"],
            &me["header"],
        ]
        .map(|url| url.as_str().unwrap())
        .into();
        for url in &told {
            let path = path(url, &host);
            assert_eq!(asks(home, &host, Method::GET, path).await.status, 200, "{url}");
            assert_eq!(home.requests.get(path).await.status, 200, "old addresses work: {url}");
        }
        let profile = alice.get("/api/v1/profile").await.ok();
        assert_eq!(profile["avatar"], account["avatar"]);
        for activity in far.received() {
            let text = activity.activity.to_string();
            assert!(!text.contains(&format!("{}/media/", home.domain())) || text.contains(&host), "{text}");
        }
        let posted = far.received().pop().unwrap().activity;
        path(posted["object"]["attachment"][0]["url"].as_str().unwrap(), &host);
        let actor = home.requests.request(Method::GET, &alice.account.uri);
        let actor =
            home.requests.send(actor.header(header::ACCEPT, "application/activity+json")).await.json();
        path(actor["icon"]["url"].as_str().unwrap(), &host);
        let mut note = bob.note(1, "<p>look</p>");
        note["attachment"] =
            json!([{ "type": "Document", "mediaType": "image/jpeg", "url": far.url("/1.jpg") }]);
        far.serves_bytes("/1.jpg", "image/jpeg", &jpeg(120, 90, [7, 7, 7]));
        bob.delivers(home, &bob.activity("Create", 1, &note)).await;
        home.settle().await;
        let arrived = alice.home().await[0]["media_attachments"][0]["url"].as_str().unwrap().to_owned();
        assert_eq!(asks(home, &host, Method::GET, path(&arrived, &host)).await.status, 200);
        let page = home.requests.request(Method::GET, status["url"].as_str().unwrap());
        let page = home.requests.send(page.header(header::ACCEPT, "text/html")).await;
        let policy = page.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
        assert!(policy.contains(&format!("img-src 'self' http://{host}; media-src 'self' http://{host};")));
        assert!(page.text.contains(shown["preview_url"].as_str().unwrap()), "{}", page.text);
        let feed = home.requests.get("/@alice/media.rss").await.text;
        assert!(feed.contains(shown["url"].as_str().unwrap()), "{feed}");
        // Removed, the old files go, wherever they were found.
        alice.send(Method::DELETE, "/api/v1/profile/avatar", None).await.ok();
        home.settle().await;
        assert_eq!(home.requests.get(path(account["avatar"].as_str().unwrap(), &host)).await.status, 404);
    });
}

#[test]
fn nothing_else_is_found_under_the_host_of_media() {
    testkit::with_media_host(assemble, &async |home: &Home| {
        home.opens_workshop(PROGRAM);
        home.person("alice").await;
        let host = home.site.instance.media_host.clone().unwrap();
        for path in
            ["/", "/@alice", "/api/v1/instance", "/auth/sign_in", "/health", "/inbox", "/nodeinfo/2.0"]
        {
            let answer = asks(home, &host, Method::GET, path).await;
            assert_eq!((answer.status.as_u16(), answer.text.as_str()), (404, "Not Found"), "{path}");
            assert!(!answer.headers.contains_key(header::SET_COOKIE));
        }
        assert_eq!(asks(home, &host, Method::POST, "/api/v1/statuses").await.status, 404);
        let missing =
            asks(home, &host, Method::GET, "/media/files/0123456789abcdef0123456789abcdef.png").await;
        assert_eq!(
            (missing.status.as_u16(), missing.text.as_str()),
            (404, "Not Found"),
            "no page is drawn there"
        );
    });
}
