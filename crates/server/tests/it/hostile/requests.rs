//! Requests that a neighbour would have us make: whatever it names, and wherever it names it, nobody connects to what
//! is not on the public network.

use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use federation::{Names, Options};
use http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{Home, Neighbour, Trap, people::id};

use super::{Stage, befriend, does, is_nothing_at, pasted, stage};
use crate::{guarded, with_site_that_may};

/// A canary and how to name it.
struct Canary(Vec<Trap>);

impl Canary {
    async fn start() -> Self {
        let addresses = [IpAddr::V4(Ipv4Addr::new(127, 0, 0, 9)), IpAddr::V6(Ipv6Addr::LOCALHOST)];
        Self(Trap::canaries(addresses).await)
    }

    fn url(&self, path: &str) -> String {
        self.0[0].url(path)
    }

    /// Everything that is due happens, and nobody came.
    async fn is_untouched(&self, home: &Home, case: &str) {
        home.settle().await;
        let met: Vec<usize> = self.0.iter().map(Trap::connections).collect();
        assert!(met.iter().all(|count| *count == 0), "{case}: {met:?}");
    }
}

#[test]
fn a_redirect_opens_no_door() {
    with_site_that_may(&guarded(), async |home| {
        let (alice, bad, canary) =
            (home.person("alice").await, Neighbour::start().await, Canary::start().await);
        for status in [301, 302, 303, 307, 308] {
            let path = format!("/redirects/{status}");
            bad.redirects_by(StatusCode::from_u16(status).unwrap(), &path, &canary.url("/secret"));
            assert!(is_nothing_at(&alice, &bad.url(&path)).await, "S-135: {status}");
            canary.is_untouched(home, "S-135: a signed fetch").await;
            let evil = bad.person(&format!("evil{status}"));
            let profile = format!("/users/evil{status}");
            bad.redirects_by(StatusCode::from_u16(status).unwrap(), &profile, &canary.url("/key"));
            let like = evil.activity("Like", 1, &json!("https://far.example/1"));
            assert_eq!(evil.delivers(home, &like).await.status, 401, "S-135: a key behind a redirect");
            canary.is_untouched(home, "S-135: a key").await;
        }
        let port = canary.0[0].address.port();
        let odd = [
            "file:///etc/passwd".to_owned(),
            "gopher://127.0.0.9/".to_owned(),
            "ftp://127.0.0.9/".to_owned(),
            "data:application/activity+json,{}".to_owned(),
            "javascript:alert(1)".to_owned(),
            format!("//127.0.0.9:{port}/x"),
            format!("http:\\\\127.0.0.9:{port}\\x"),
            format!("http://me:secret@127.0.0.9:{port}/"),
            format!("http://[::1]:{port}/"),
            String::new(),
        ];
        for (number, target) in odd.iter().enumerate() {
            bad.redirects(&format!("/odd/{number}"), target);
            assert!(is_nothing_at(&alice, &bad.url(&format!("/odd/{number}"))).await, "S-136: {target}");
            canary.is_untouched(home, "S-136").await;
        }
        bad.redirects("/circle", "/circle");
        let before = bad.asked().len();
        assert!(is_nothing_at(&alice, &bad.url("/circle")).await, "S-154: a circle has no end");
        // A search asks whether it is a person, and whether it is a status.
        let each = federation::limits::REDIRECTS + 1;
        assert!(bad.asked().len() - before <= 2 * each, "S-154: {:?}", bad.asked());
    });
}

#[test]
fn who_is_behind_a_handle_is_not_asked_in_the_cellar() {
    with_site_that_may(&guarded(), async |home| {
        let (alice, bad, canary) =
            (home.person("alice").await, Neighbour::start().await, Canary::start().await);
        let elsewhere = canary.url("/users/x");
        let finger = |name: &str, subject: &str, href: &str| {
            let path =
                format!("/.well-known/webfinger?resource=acct%3A{name}%40{}", bad.domain.replace(':', "%3A"));
            let links = json!([
                { "rel": "self", "type": "application/activity+json", "href": href },
                { "rel": "http://webfinger.net/rel/profile-page", "href": href },
                { "rel": "lrdd", "template": format!("{href}?{{uri}}") },
            ]);
            bad.serves_as(
                &path,
                "application/jrd+json",
                &json!({ "subject": subject, "links": links }).to_string(),
            );
        };
        finger("self", &format!("acct:self@{}", bad.domain), &elsewhere);
        assert!(is_nothing_at(&alice, &format!("self@{}", bad.domain)).await, "S-137: a link to the canary");
        canary.is_untouched(home, "S-137: a link").await;
        let evil = bad.person("claims");
        let host = elsewhere.trim_start_matches("http://").split('/').next().unwrap();
        finger("claims", &format!("acct:claims@{host}"), &evil.uri);
        let mut document = evil.document();
        document["webfinger"] = json!(format!("claims@{host}"));
        bad.serves("/users/claims", &document);
        let (_, accounts) = pasted(&alice, &evil.uri).await;
        assert_eq!(accounts[0]["acct"], evil.handle(), "S-137: a domain that is not asked is not believed");
        canary.is_untouched(home, "S-137: a handle on the canary's host").await;
        let path =
            format!("/.well-known/webfinger?resource=acct%3Aaway%40{}", bad.domain.replace(':', "%3A"));
        bad.redirects(&path, &canary.url("/.well-known/webfinger"));
        assert!(
            is_nothing_at(&alice, &format!("away@{}", bad.domain)).await,
            "S-137: a redirect to the canary"
        );
        for path in ["/.well-known/host-meta", "/.well-known/nodeinfo", "/.well-known/host-meta.json"] {
            bad.redirects(path, &canary.url("/nodeinfo/2.0"));
        }
        canary.is_untouched(home, "S-137").await;
    });
}

#[test]
fn nothing_that_a_status_names_is_asked_in_the_cellar() {
    with_site_that_may(&guarded(), async |home| {
        let Stage { alice, evil, bad, .. } = stage(home).await;
        let canary = Canary::start().await;
        let there = canary.url("/notes/1");
        let picture = json!({ "type": "Image", "mediaType": "image/png", "url": there });
        bad.redirects("/picture", &there);
        let away = json!({ "type": "Image", "mediaType": "image/png", "url": bad.url("/picture") });
        let collection = json!({ "id": there, "type": "Collection", "first": { "type": "CollectionPage", "next": there } });
        let cases: [(&str, &str, Value); 19] = [
            ("S-138", "inReplyTo", json!(there)),
            ("S-138", "tag", json!([{ "type": "Mention", "href": there, "name": "@x" }])),
            ("S-138", "quote", json!(there)),
            ("S-138", "quoteUrl", json!(there)),
            ("S-138", "quoteAuthorization", json!(there)),
            ("S-138", "cc", json!([there, "https://www.w3.org/ns/activitystreams#Public"])),
            ("S-138", "audience", json!(there)),
            ("S-138", "attributedTo", json!([evil.uri, there])),
            ("S-139", "attachment", json!([picture, away, { "type": "Link", "href": there }])),
            ("S-139", "image", picture.clone()),
            (
                "S-139",
                "tag",
                json!([{ "type": "Emoji", "name": ":x:", "icon": away }, { "type": "Emoji", "name": ":y:", "icon": picture }]),
            ),
            ("S-140", "replies", json!(there)),
            ("S-140", "replies", collection.clone()),
            ("S-140", "context", json!(there)),
            ("S-140", "likes", collection),
            ("S-141", "content", json!(format!("<p><a href=\"{there}\">{there}</a></p>"))),
            ("S-141", "preview", json!({ "type": "Note", "url": there })),
            ("S-142", "@context", json!(["https://www.w3.org/ns/activitystreams", there])),
            ("S-141", "url", json!(there)),
        ];
        for (number, (case, key, value)) in (1..).zip(cases) {
            let mut note = evil.note(number, "words");
            note[key] = value.clone();
            bad.serves(&format!("/users/evil/notes/{number}"), &note);
            let mut create = evil.activity("Create", number, &note);
            if key == "@context" {
                create["@context"] = value.clone();
            }
            does(home, &evil, &create, case).await;
            let mut update = evil.activity("Update", number, &note);
            update["object"]["updated"] = json!("2036-01-01T00:00:00Z");
            does(home, &evil, &update, case).await;
            canary.is_untouched(home, &format!("{case}: {key}: {value}")).await;
            drop(pasted(&alice, note["id"].as_str().unwrap()).await);
            canary.is_untouched(home, &format!("{case}: {key}, asked for: {value}")).await;
        }
        alice.posts(&format!("have you seen {there} and {}", canary.url("/page"))).await;
        canary.is_untouched(home, "S-141: in a status of somebody here").await;
    });
}

#[test]
fn nothing_that_an_activity_names_is_asked_in_the_cellar() {
    with_site_that_may(&guarded(), async |home| {
        let Stage { alice, evil, victim, .. } = stage(home).await;
        let canary = Canary::start().await;
        let (there, own) = (canary.url("/notes/1"), alice.posts("words").await);
        let whole =
            json!({ "id": there, "type": "Note", "attributedTo": canary.url("/users/x"), "content": "x" });
        let kinds = [
            "Create",
            "Update",
            "Delete",
            "Announce",
            "Like",
            "EmojiReact",
            "Follow",
            "Accept",
            "Reject",
            "Undo",
            "Add",
            "Remove",
            "Block",
            "Move",
            "Flag",
            "QuoteRequest",
            "View",
            "Offer",
        ];
        for (number, kind) in (1..).zip(kinds) {
            for object in
                [json!(there), whole.clone(), json!([there]), json!({ "type": "Link", "href": there })]
            {
                let mut activity = evil.activity(kind, number, &object);
                activity["target"] = json!(there);
                activity["instrument"] = json!(there);
                activity["result"] = json!(there);
                activity["origin"] = json!(there);
                does(home, &evil, &activity, "S-138").await;
                canary.is_untouched(home, &format!("S-138: {activity}")).await;
            }
        }
        let mut wish = evil.activity("QuoteRequest", 99, &own["uri"]);
        wish["instrument"] = json!(there);
        does(home, &evil, &wish, "S-138").await;
        // Passed on for another, and said to be proved with a key that is there.
        let mut proved = victim.activity("Create", 98, &victim.note(98, "words"));
        proved["actor"] = json!(canary.url("/users/x"));
        proved["proof"] = json!({
            "type": "DataIntegrityProof", "cryptosuite": "eddsa-jcs-2022", "proofPurpose": "assertionMethod",
            "verificationMethod": canary.url("/users/x#key"), "proofValue": "z3FXQjecWufY46yg5abdVZsXqLhxhueuSoZgNSARiKBk",
        });
        does(home, &evil, &proved, "S-138").await;
        let mut passed_on = victim.activity("Create", 97, &whole);
        passed_on["actor"] = json!(canary.url("/users/x"));
        does(home, &evil, &passed_on, "S-138").await;
        canary.is_untouched(home, "S-138: what is passed on").await;
    });
}

#[test]
fn nothing_that_a_profile_names_is_asked_in_the_cellar() {
    with_site_that_may(&guarded(), async |home| {
        let (alice, bad, canary) =
            (home.person("alice").await, Neighbour::start().await, Canary::start().await);
        let there = canary.url("/x");
        let keys = [
            ("S-139", "icon"),
            ("S-139", "image"),
            ("S-140", "featured"),
            ("S-140", "featuredTags"),
            ("S-140", "outbox"),
            ("S-140", "followers"),
            ("S-140", "following"),
            ("S-140", "inbox"),
            ("S-140", "endpoints"),
            ("S-140", "movedTo"),
            ("S-140", "alsoKnownAs"),
            ("S-142", "@context"),
            ("S-140", "url"),
            ("S-140", "generator"),
            ("S-140", "publicKey"),
            ("S-140", "assertionMethod"),
            ("S-143", "attachment"),
            ("S-140", "attributionDomains"),
        ];
        for (number, (case, key)) in (1..).zip(keys) {
            let evil = bad.person(&format!("evil{number}"));
            let mut document = evil.document();
            document[key] = match key {
                "icon" | "image" => json!({ "type": "Image", "url": there }),
                "endpoints" => json!({ "sharedInbox": there, "proxyUrl": there }),
                "attachment" => {
                    json!([{ "type": "PropertyValue", "name": "me", "value": format!("<a rel=me href={there}>x</a>") }])
                }
                "alsoKnownAs" | "@context" | "assertionMethod" => json!([there]),
                _ => json!(there),
            };
            bad.serves(&format!("/users/evil{number}"), &document);
            let (_, accounts) = pasted(&alice, &evil.handle()).await;
            canary.is_untouched(home, &format!("{case}: {key}")).await;
            let Some(account) = accounts.first() else { continue };
            alice.act(&format!("/api/v1/accounts/{}/follow", id(account))).await;
            alice
                .posts_with(json!({ "status": format!("hello @{}", evil.handle()), "visibility": "direct" }))
                .await;
            canary.is_untouched(home, &format!("{case}: {key}, delivered to")).await;
            does(home, &evil, &evil.activity("Follow", 1, &json!(alice.account.uri)), case).await;
            alice.posts("for all who follow").await;
            does(home, &evil, &evil.activity("Move", 2, &json!(evil.uri)), case).await;
            does(home, &evil, &evil.activity("Update", 3, &document), case).await;
            canary.is_untouched(home, &format!("{case}: {key}, followed by")).await;
        }
    });
}

#[test]
fn a_delivery_is_not_led_into_the_cellar() {
    with_site_that_may(&guarded(), async |home| {
        let (alice, bad, canary) =
            (home.person("alice").await, Neighbour::start().await, Canary::start().await);
        for status in
            ["301 Moved Permanently", "302 Found", "307 Temporary Redirect", "308 Permanent Redirect"]
        {
            let location =
                format!("HTTP/1.1 {status}\r\nlocation: {}\r\ncontent-length: 0", canary.url("/inbox"));
            let inbox = Trap::answers(&location, b"").await;
            let evil = bad.person(&format!("evil{}", &status[..3]));
            let mut document = evil.document();
            document["inbox"] = json!(inbox.url("/inbox"));
            document["endpoints"] = Value::Null;
            bad.serves(&format!("/users/{}", evil.name), &document);
            alice.follows(&evil.handle()).await;
            home.settle().await;
            assert_eq!(inbox.connections(), 1, "S-140: the inbox itself is asked: {status}");
            canary.is_untouched(home, "S-140: a delivery").await;
        }
    });
}

#[test]
fn an_app_or_a_member_leads_nobody_into_the_cellar() {
    with_site_that_may(&guarded(), async |home| {
        let (alice, canary) = (home.person("alice").await, Canary::start().await);
        let there = canary.url("/hook");
        let keys = json!({ "p256dh": "BNcRdreALRFXTkOOUHK1EtK2wtaz5Ry4YfYCA_0QTpQtUbVlUls0VJXg7A8u-Ts1XbjhazAkj7I99e8QcYP7DkM", "auth": "tBHItJI5svbpez7KI4CCXg" });
        let subscription = json!({
            "subscription": { "endpoint": there, "keys": keys }, "data": { "alerts": { "mention": true, "follow": true } },
        });
        drop(alice.post("/api/v1/push/subscription", subscription).await);
        let bob = home.person("bob").await;
        bob.posts("hello @alice").await;
        canary.is_untouched(home, "S-144: a push service").await;
        let fields = json!({
            "fields_attributes": [{ "name": "site", "value": there }], "note": there, "website": there,
        });
        drop(alice.send(Method::PATCH, "/api/v1/accounts/update_credentials", Some(fields)).await);
        canary.is_untouched(home, "S-143: a field of a profile here").await;
        let app = json!({ "client_name": "x", "redirect_uris": there, "website": there });
        drop(home.requests.post("/api/v1/apps", app).await);
        canary.is_untouched(home, "S-144: an app's website").await;
        for relay in [canary.url("/inbox"), canary.url("/actor")] {
            drop(home.federation.join_relay(&relay).await);
            canary.is_untouched(home, "S-144: a relay that an admin names").await;
        }
    });
}

#[test]
fn a_name_means_what_it_means_when_it_is_asked() {
    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let v4 = |last| IpAddr::V4(Ipv4Addr::new(127, 0, 0, last));
    let means = move |name: &str| match name {
        "cellar.example" => vec![v4(9)],
        "cellar6.example" => vec![IpAddr::V6(Ipv6Addr::LOCALHOST)],
        "both.example" => vec![v4(9), v4(1), IpAddr::V6(Ipv6Addr::LOCALHOST)],
        // First what is allowed, then what is not, and so on.
        "turns.example" if count.fetch_add(1, Ordering::SeqCst).is_multiple_of(2) => vec![v4(1)],
        "turns.example" => vec![v4(9)],
        "nowhere.example" => Vec::new(),
        _ => vec![v4(1)],
    };
    let names = move |name: &str| Ok(means(name));
    let options = Options { names: Some(Names(Arc::new(names))), ..guarded() };
    with_site_that_may(&options, async |home| {
        let Stage { alice, bad, .. } = stage(home).await;
        let canary = Canary::start().await;
        let port = canary.0[0].address.port();
        for name in ["cellar.example", "cellar6.example", "nowhere.example"] {
            for _ in 0..3 {
                assert!(is_nothing_at(&alice, &format!("http://{name}:{port}/n")).await, "S-134: {name}");
            }
            canary.is_untouched(home, &format!("S-134: {name}")).await;
        }
        for name in ["both.example", "turns.example"] {
            for number in 0..6 {
                drop(pasted(&alice, &format!("http://{name}:{port}/{number}")).await);
                drop(
                    pasted(
                        &alice,
                        &format!("http://{name}:{}/{number}", bad.domain.rsplit(':').next().unwrap()),
                    )
                    .await,
                );
                canary.is_untouched(home, &format!("S-134: {name} means two things")).await;
            }
        }
    });
    assert!(asked.load(Ordering::SeqCst) > 2, "S-134: the name was asked for again and again");
}

#[test]
fn what_another_server_says_is_not_told_on() {
    with_site_that_may(&guarded(), async |home| {
        let (alice, bad) = (home.person("alice").await, Neighbour::start().await);
        for (path, kind, body) in [
            ("/text", "text/plain", "SECRET-WORDS"),
            ("/page", "text/html", "<title>SECRET-WORDS</title>"),
            ("/json", "application/json", "{\"SECRET-WORDS\":1}"),
            ("/broken", "application/activity+json", "SECRET-WORDS"),
            ("/list", "application/activity+json", "[\"SECRET-WORDS\"]"),
        ] {
            bad.serves_as(path, kind, body);
            let search = alice.get(&format!("/api/v2/search?resolve=true&q={}", bad.url(path))).await;
            assert!(!search.text.contains("SECRET"), "S-146: {}", search.text);
            let evil = bad.person("evil");
            let like = evil.activity("Like", 1, &json!("https://far.example/1")).to_string().into_bytes();
            let headers = evil.forges(home, &like, |it| it.key_id = bad.url(path));
            let refused = testkit::neighbour::deliver(&home.requests, &headers, like).await;
            assert_eq!(refused.status, 401, "S-146: {path}");
            assert!(!refused.text.contains("SECRET"), "S-146: {}", refused.text);
        }
    });
}

#[test]
fn only_the_ports_of_the_web_are_asked() {
    let options = Options { user_agent_version: "test".into(), ..Options::default() };
    with_site_that_may(&options, async |home| {
        let alice = home.person("alice").await;
        let begun = std::time::Instant::now();
        for port in [22, 25, 81, 3306, 5432, 6379, 8443, 9200, 11211] {
            for host in ["8.8.8.8", "far.example"] {
                assert!(
                    is_nothing_at(&alice, &format!("https://{host}:{port}/x")).await,
                    "S-146: {host}:{port}"
                );
            }
            assert!(is_nothing_at(&alice, &format!("@bob@8.8.8.8:{port}")).await, "S-146: {port}");
        }
        assert!(is_nothing_at(&alice, "http://8.8.8.8/x").await, "S-146: nor without TLS");
        assert!(begun.elapsed() < federation::limits::CONNECT_TIMEOUT, "S-146: nobody waits for an answer");
    });
}

#[test]
fn nothing_is_signed_that_another_wrote() {
    with_site_that_may(&guarded(), async |home| {
        let (alice, bad) = (home.person("alice").await, Neighbour::start().await);
        let evil = bad.person("evil");
        befriend(home, &alice, &bad, &evil).await;
        let odd = "x\"}\n(request-target): post /inbox\nhost: victim.example\u{2028}{\"type\":\"Delete\"";
        let mut follow = evil.activity("Follow", 1, &json!(alice.account.uri));
        follow["id"] = json!(format!("{}/follows/{odd}", evil.uri));
        follow["summary"] = json!(odd);
        does(home, &evil, &follow, "S-051").await;
        let mut note = evil.note(1, odd);
        note["to"] = json!(["https://www.w3.org/ns/activitystreams#Public", alice.account.uri]);
        note["name"] = json!(odd);
        does(home, &evil, &evil.activity("Create", 2, &note), "S-051").await;
        for status in alice.home().await {
            alice.favourites(&status).await;
            alice.reblogs(&status).await;
            alice.replies(&status, "well").await;
        }
        home.settle().await;
        for received in bad.received() {
            let said = &received.activity;
            assert_eq!(said["actor"], json!(alice.account.uri), "S-051: we speak for ourselves: {said}");
            let host = received.headers["host"].to_str().unwrap();
            assert_eq!(host, bad.domain, "S-051: and to whom we mean");
            let signature = received.headers["signature"].to_str().unwrap();
            assert!(signature.contains("(request-target) host date digest"), "S-051: {signature}");
            let object = said["object"].get("summary").filter(|said| !said.is_null());
            assert_eq!(object, None, "S-051: nothing is passed on that was not asked for: {said}");
            let own = said["id"].as_str().unwrap();
            assert!(
                own.starts_with(home.site.instance.url("/").as_str()),
                "S-051: under our own address: {own}"
            );
        }
        // What is asked for is asked for with GET, whatever stands in the address.
        let sly = "/n?(request-target)=post%20/inbox%0Ahost:%20victim.example";
        drop(pasted(&alice, &bad.url(sly)).await);
        assert!(bad.asked().iter().all(|path| !path.contains('\n')), "S-051: {:?}", bad.asked());
    });
}
