//! Following and answering from a server of one's own: a visitor names it here, and goes on there by themselves.

use serde_json::{Value, json};
use testkit::{Answer, Home, Neighbour, people::id};

use crate::with_site;

async fn ask(home: &Home, uri: &str, server: &str) -> Answer {
    let query = url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs([("uri", uri), ("home", server)])
        .finish();
    home.requests.get(&format!("/remote_interaction?{query}")).await
}

/// Where the page leads to, if it leads away.
fn way(page: &Answer) -> Option<String> {
    let rest = page.text.split("<a class=\"button primary\" href=\"").nth(1)?;
    Some(rest.split('"').next()?.replace("&#38;", "&"))
}

/// Lets a neighbour say of one of its people where they meet things.
fn tells(far: &Neighbour, name: &str, template: &str) {
    let resource = format!("acct:{name}@{}", far.domain);
    let path =
        format!("/.well-known/webfinger?resource={}", resource.replace(':', "%3A").replace('@', "%40"));
    let links: Value = json!([
        { "rel": "self", "type": "application/activity+json", "href": far.url(&format!("/users/{name}")) },
        { "rel": "http://ostatus.org/schema/1.0/subscribe", "template": template },
    ]);
    let told = json!({ "subject": resource, "links": links }).to_string();
    far.serves_as(&path, "application/jrd+json", &told);
}

fn encoded(text: &str) -> String {
    url::form_urlencoded::byte_serialize(text.as_bytes()).collect()
}

#[test]
fn a_visitor_goes_on_where_their_server_says() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let status = alice.posts("answer me").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        tells(&far, "bob", &far.url("/come?what={uri}&x=1"));
        let account = alice.account.uri.clone();
        let post = status["uri"].as_str().unwrap();
        for (path, uri) in [("/@alice".to_owned(), &*account), (format!("/@alice/{}", id(&status)), post)] {
            let shown = home.requests.get(&path).await.text;
            assert!(shown.contains("action=\"/remote_interaction\"") && shown.contains(uri), "{shown}");
            let asked = ask(home, uri, &bob.handle()).await;
            let there = far.url(&format!("/come?what={}&x=1", encoded(uri)));
            assert_eq!((asked.status.as_u16(), way(&asked)), (200, Some(there)), "{}", asked.text);
            assert!(asked.header("location").is_empty(), "nobody is sent anywhere");
        }
    });
}

#[test]
fn a_server_that_says_nothing_is_asked_as_mastodon_would_be() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        far.person("bob");
        let usual = far.url(&format!("/authorize_interaction?uri={}", encoded(&alice.account.uri)));
        for server in [format!("bob@{}", far.domain), far.domain.clone(), far.url("/@bob"), far.url("/about")]
        {
            let asked = ask(home, &alice.account.uri, &server).await;
            assert_eq!(way(&asked).as_ref(), Some(&usual), "{server}");
        }
    });
}

#[test]
fn nobody_is_led_anywhere_but_to_the_server_that_they_named() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        far.person("bob");
        let usual = far.url(&format!("/authorize_interaction?uri={}", encoded(&alice.account.uri)));
        let inside = far.url("/x?{uri}").replace("http://", "http://user:pass@");
        for template in [
            "javascript:alert(1)//{uri}",
            "data:text/html,{uri}",
            "https://evil.example/?{uri}",
            "//evil.example/?{uri}",
            "{uri}",
            &inside,
        ] {
            tells(&far, "bob", template);
            let asked = ask(home, &alice.account.uri, &format!("@bob@{}", far.domain)).await;
            assert_eq!(way(&asked).as_ref(), Some(&usual), "{template}");
        }
        for server in ["<script>", "javascript:alert(1)", "a b", "@", "\u{202e}.example"] {
            let asked = ask(home, &alice.account.uri, server).await;
            assert_eq!((asked.status.as_u16(), way(&asked)), (422, None), "{server}");
            assert!(asked.text.contains("not a server that can be reached"), "{server}");
            assert!(!asked.text.contains("<script>"), "{server}");
        }
    });
}

#[test]
fn only_what_is_here_and_open_can_be_met_from_elsewhere() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let private = alice.posts_with(json!({ "status": "psst", "visibility": "private" })).await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        for uri in ["", "x", "https://evil.example/", &bob.uri, private["uri"].as_str().unwrap()] {
            let asked = ask(home, uri, &bob.handle()).await;
            assert_eq!(asked.status, 404, "{uri}");
            assert!(!asked.text.contains("psst"));
        }
        assert!(far.asked().is_empty(), "nobody is asked for what is not there");
        home.site.throttles.set_on(true);
        let mut last = 0;
        for _ in 0..=model::limits::ELSEWHERE_PER_ADDRESS.0 {
            last = ask(home, &alice.account.uri, &far.domain).await.status.as_u16();
        }
        assert_eq!(last, 429);
    });
}
