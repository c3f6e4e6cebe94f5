//! Bombs: what is small on the wire and large here, what never ends, and what has thousands of everything. Each is
//! refused or cut, costs little, and holds up nobody.

use std::time::{Duration, Instant};

use http::Method;
use serde_json::{Value, json};
use testkit::{Home, Neighbour, Person, Trap, bomb, trap::Manners};

use super::{Stage, does, is_nothing_at, resident_mb, stage};
use crate::with_site;

/// Megabytes by which memory may grow.
const GROWTH_MB: u64 = 150;
/// How long somebody here may wait for a page meanwhile.
const READ: Duration = Duration::from_secs(2);

/// Sees that a page is read quickly and that memory has not grown.
async fn is_well(by: &Person, before_mb: u64, case: &str) {
    let begun = Instant::now();
    by.home().await;
    assert!(begun.elapsed() < READ, "{case}: a page took {:?}", begun.elapsed());
    let grown = resident_mb().saturating_sub(before_mb);
    assert!(grown < GROWTH_MB, "{case}: memory grew by {grown} MB");
}

/// Whatever stands at this address is asked for as an object, and as the document of a key.
async fn is_asked_for(home: &Home, by: &Person, address: &str, case: &str) {
    assert!(is_nothing_at(by, address).await, "{case}: {address}");
    let bad = Neighbour::start().await;
    let evil = bad.person("evil");
    let like = evil.activity("Like", 1, &json!("https://far.example/1")).to_string().into_bytes();
    let headers = evil.forges(home, &like, |it| address.clone_into(&mut it.key_id));
    let status = testkit::neighbour::deliver(&home.requests, &headers, like).await.status;
    assert!(matches!(status.as_u16(), 401 | 503), "{case}: a key at {address}: {status}");
}

#[test]
fn deep_documents_are_refused() {
    with_site(async |home| {
        let Stage { alice, victim, bad, .. } = stage(home).await;
        let lists = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let objects = format!("{}1{}", "{\"object\":".repeat(20_000), "}".repeat(20_000));
        let mixed = format!("{{\"type\":\"Create\",\"object\":{lists}}}");
        for (number, body) in [lists, objects, mixed].into_iter().enumerate() {
            let answer = victim.delivers_body(home, body.clone().into_bytes()).await;
            assert_eq!(answer.status, 400, "S-147: delivered");
            let path = format!("/deep/{number}");
            bad.serves_as(&path, "application/activity+json", &body);
            is_asked_for(home, &alice, &bad.url(&path), "S-147: fetched").await;
        }
    });
}

#[test]
fn packed_bombs_do_not_go_off() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let (gzip, before) = (bomb::gzip(500), resident_mb());
        let nested = bomb::gzip(1);
        let bombs = [
            ("gzip", "application/activity+json", gzip.clone()),
            ("br", "application/activity+json", bomb::brotli()),
            ("zstd", "application/activity+json", gzip.clone()),
            ("deflate", "application/activity+json", gzip.clone()),
            ("gzip, gzip", "application/activity+json", nested),
            ("gzip", "text/html", gzip.clone()),
            ("x-gzip", "application/jrd+json", gzip),
        ];
        for (encoding, kind, body) in bombs {
            let head = format!("HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-encoding: {encoding}");
            let trap = Trap::answers(&head, &body).await;
            let case = format!("S-150: {encoding}, {kind}");
            is_asked_for(home, &alice, &trap.url("/bomb"), &case).await;
            assert!(
                is_nothing_at(&alice, &format!("bob@{}", trap.address)).await,
                "{case}: asked for a handle"
            );
            assert!(trap.connections() >= 2, "{case}: it was really asked for");
            is_well(&alice, before, &case).await;
        }
        // A delivery that is packed is not unpacked: its digest is that of what was sent.
        let bad = Neighbour::start().await;
        let evil = bad.person("evil");
        let body = bomb::gzip(100);
        let mut headers = evil.forges(home, &body, |_| {});
        headers.push(("content-encoding".to_owned(), "gzip".to_owned()));
        let status = testkit::neighbour::deliver(&home.requests, &headers, body).await.status;
        assert!(status.is_client_error(), "S-150: a packed delivery: {status}");
        is_well(&alice, before, "S-150: a packed delivery").await;
    });
}

#[test]
fn what_never_ends_is_cut_off() {
    with_site(async |home| {
        let (alice, before) = (home.person("alice").await, resident_mb());
        for kind in ["application/activity+json", "text/html", "application/jrd+json"] {
            for length in ["", "\r\ncontent-length: 99999999999"] {
                let head = format!("HTTP/1.1 200 OK\r\ncontent-type: {kind}{length}\r\n\r\n");
                let trap = Trap::on_loopback(Manners {
                    head: head.into_bytes(),
                    piece: vec![b' '; 64 * 1024],
                    times: u64::MAX,
                    pause: Duration::ZERO,
                });
                let trap = trap.await;
                let case = format!("S-151: {kind}{length}");
                is_asked_for(home, &alice, &trap.url("/endless"), &case).await;
                assert!(is_nothing_at(&alice, &format!("bob@{}", trap.address)).await, "{case}: a handle");
                let each = trap.sent() / u64::try_from(trap.connections()).unwrap();
                assert!(each < 20 * 1024 * 1024, "{case}: {each} bytes were taken");
                is_well(&alice, before, &case).await;
            }
        }
    });
}

#[test]
fn answers_to_deliveries_are_not_read_to_the_end() {
    with_site(async |home| {
        let (alice, bad, before) = (home.person("alice").await, Neighbour::start().await, resident_mb());
        let head = b"HTTP/1.1 202 Accepted\r\ncontent-type: text/plain\r\n\r\n".to_vec();
        let endless = Manners { head, piece: vec![b'x'; 64 * 1024], times: u64::MAX, pause: Duration::ZERO };
        let trap = Trap::on_loopback(endless).await;
        let evil = bad.person("evil");
        let mut document = evil.document();
        document["inbox"] = json!(trap.url("/inbox"));
        document["endpoints"] = Value::Null;
        bad.serves("/users/evil", &document);
        alice.follows(&evil.handle()).await;
        home.settle().await;
        assert_eq!(trap.connections(), 1);
        assert!(trap.sent() < 20 * 1024 * 1024, "S-151: {} bytes of an answer", trap.sent());
        is_well(&alice, before, "S-151: an answer to a delivery").await;
    });
}

#[test]
fn a_thread_without_a_beginning_is_followed_only_so_far() {
    with_site(async |home| {
        let Stage { alice, evil, bad, .. } = stage(home).await;
        for number in 1..=300 {
            let mut note = evil.note(number, "and before that");
            note["inReplyTo"] = json!(format!("{}/notes/{}", evil.uri, number + 1));
            bad.serves(&format!("/users/evil/notes/{number}"), &note);
        }
        let mut last = evil.note(9_999, "the end of it");
        last["inReplyTo"] = json!(format!("{}/notes/1", evil.uri));
        does(home, &evil, &evil.activity("Create", 1, &last), "S-156").await;
        assert!(alice.home_texts().await.contains(&"the end of it".to_owned()), "S-156: it is shown itself");
        let asked = bad.asked().iter().filter(|path| path.contains("/notes/")).count();
        assert!(asked <= 100, "S-156: {asked} were asked for");
        let mut own = evil.note(10_000, "I answer myself");
        own["inReplyTo"] = own["id"].clone();
        let mut one = evil.note(10_001, "round");
        one["inReplyTo"] = json!(format!("{}/notes/10002", evil.uri));
        let mut other = evil.note(10_002, "and round");
        other["inReplyTo"] = one["id"].clone();
        bad.serves("/users/evil/notes/10001", &one);
        bad.serves("/users/evil/notes/10002", &other);
        for (number, note) in (2..).zip([own, one, other]) {
            does(home, &evil, &evil.activity("Create", number, &note), "S-156: a circle").await;
        }
        for status in alice.home().await {
            let context = format!("/api/v1/statuses/{}/context", testkit::people::id(&status));
            assert!(alice.get(&context).await.status.is_success(), "S-156: a circle is shown");
        }
    });
}

#[test]
fn thousands_of_everything_become_some() {
    with_site(async |home| {
        let Stage { alice, evil, bad, .. } = stage(home).await;
        let before = resident_mb();
        let many = |count: u32, one: &dyn Fn(u32) -> Value| Value::Array((0..count).map(one).collect());
        let mention = |n| json!({ "type": "Mention", "href": bad.url(&format!("/m/{n}")), "name": "@m" });
        let hashtag =
            |n| json!({ "type": "Hashtag", "name": format!("#tag{n}"), "href": "https://x.example/" });
        let picture =
            |n| json!({ "type": "Image", "mediaType": "image/png", "url": bad.url(&format!("/p/{n}")) });
        let option =
            |n| json!({ "type": "Note", "name": format!("option {n}"), "replies": { "totalItems": 1 } });
        let emoji =
            |n| json!({ "type": "Emoji", "name": format!(":e{n}:"), "icon": { "url": bad.url("/e") } });
        let place = |n| json!(format!("http://x.co/{n}"));
        let cases = [
            ("S-158", "tag", many(4_000, &mention)),
            ("S-158", "to", many(50_000, &place)),
            ("S-158", "cc", many(50_000, &place)),
            ("S-159", "tag", many(2_000, &hashtag)),
            ("S-160", "oneOf", many(10_000, &option)),
            ("S-160", "anyOf", many(10_000, &option)),
            ("S-161", "attachment", many(1_000, &picture)),
            ("S-161", "tag", many(2_000, &emoji)),
            ("S-161", "attributedTo", many(20_000, &place)),
            ("S-161", "url", many(20_000, &place)),
        ];
        for (number, (case, key, value)) in (1..).zip(cases) {
            let mut note = evil.note(number, "much");
            note[key] = value;
            if key == "attributedTo" {
                note[key].as_array_mut().unwrap().push(json!(evil.uri));
            }
            if key == "oneOf" || key == "anyOf" {
                note["type"] = json!("Question");
            }
            if key == "to" {
                note["cc"] = json!(["https://www.w3.org/ns/activitystreams#Public"]);
            }
            let mut create = evil.activity("Create", number, &note);
            create["to"] = json!([]);
            let begun = Instant::now();
            does(home, &evil, &create, case).await;
            assert!(begun.elapsed() < Duration::from_secs(30), "{case}: {key} took {:?}", begun.elapsed());
            is_well(&alice, before, case).await;
        }
        let asked = |part: &str| bad.asked().iter().filter(|path| path.starts_with(part)).count();
        assert!(asked("/m/") <= 100, "S-158: {} were looked up", asked("/m/"));
        assert_eq!(asked("/p/"), 0, "S-161: pictures are not loaded");
        for status in alice.home().await {
            let length = |key: &str| status[key].as_array().map_or(0, Vec::len);
            assert!(length("mentions") <= 100, "S-158: {status}");
            assert!(length("tags") <= 100, "S-159: {status}");
            assert!(length("media_attachments") <= 16, "S-161: {status}");
            assert!(length("emojis") <= 64, "S-161: {status}");
            let options = status["poll"]["options"].as_array().map_or(0, Vec::len);
            assert!(options <= 500, "S-160: {options} options");
        }
        assert!(alice.home().await.len() >= 5, "what can be shown is shown");
    });
}

#[test]
fn huge_profiles_are_cut() {
    with_site(async |home| {
        let (alice, bad) = (home.person("alice").await, Neighbour::start().await);
        let field =
            |n: u32| json!({ "type": "PropertyValue", "name": format!("n{n}"), "value": format!("v{n}") });
        let long =
            json!([{ "type": "PropertyValue", "name": "n".repeat(300_000), "value": "v".repeat(600_000) }]);
        let aliases: Vec<Value> = (0..3_000).map(|n| json!(format!("https://x.example/{n}"))).collect();
        let cases = [
            ("name", json!("n".repeat(300_000))),
            ("name", json!("e\u{301}".repeat(100_000))),
            ("summary", json!("<p>b</p>".repeat(75_000))),
            ("summary", json!("<b>".repeat(200_000))),
            ("attachment", (0..3_000).map(field).collect()),
            ("attachment", long),
            ("alsoKnownAs", json!(aliases)),
            (
                "tag",
                (0..3_000)
                    .map(|n| json!({ "type": "Emoji", "name": format!(":e{n}:"), "icon": "http://x.co/" }))
                    .collect(),
            ),
        ];
        for (number, (key, value)) in (1..).zip(cases) {
            let evil = bad.person(&format!("evil{number}"));
            let mut document = evil.document();
            document[key] = value;
            bad.serves(&format!("/users/evil{number}"), &document);
            let account = alice.finds(&evil.handle()).await;
            let characters = |text: &Value| text.as_str().unwrap_or_default().chars().count();
            assert!(characters(&account["display_name"]) <= 2_048, "S-163: a name");
            assert!(account["note"].as_str().unwrap().len() <= 2 * 20_480, "S-163: a description");
            let fields = account["fields"].as_array().unwrap();
            assert!(fields.len() <= 50, "S-163: {} fields", fields.len());
            for field in fields {
                assert!(characters(&field["name"]) <= 2_048, "S-163: the name of a field");
                assert!(
                    characters(&field["value"]) <= 2_048,
                    "S-163: a field: {}",
                    characters(&field["value"])
                );
            }
            assert!(account["emojis"].as_array().unwrap().len() <= 64, "S-163: emoji");
        }
    });
}

#[test]
fn members_have_limits_as_well() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let long = "x".repeat(100_000);
        let requests = [
            (Method::POST, "/api/v1/lists", json!({ "title": long })),
            (Method::POST, "/api/v2/filters", json!({ "title": long, "context": ["home"] })),
            (
                Method::POST,
                "/api/v2/filters",
                json!({ "title": "x", "context": ["home"], "keywords_attributes": [{ "keyword": long }] }),
            ),
            (Method::POST, "/api/v1/filters", json!({ "phrase": long, "context": ["home"] })),
            (Method::POST, "/api/v1/statuses", json!({ "status": long })),
            (Method::POST, "/api/v1/statuses", json!({ "status": "x", "spoiler_text": long })),
            (
                Method::POST,
                "/api/v1/statuses",
                json!({ "status": "x", "poll": { "options": [long, "x"], "expires_in": 3_600 } }),
            ),
            (Method::PATCH, "/api/v1/accounts/update_credentials", json!({ "note": long })),
            (Method::PATCH, "/api/v1/accounts/update_credentials", json!({ "display_name": long })),
            (
                Method::PATCH,
                "/api/v1/accounts/update_credentials",
                json!({ "fields_attributes": [{ "name": long, "value": long }] }),
            ),
            (
                Method::POST,
                "/api/v1/reports",
                json!({ "account_id": alice.account.id.to_string(), "comment": long }),
            ),
            (
                Method::POST,
                "/api/v1/apps",
                json!({ "client_name": long, "redirect_uris": "urn:ietf:wg:oauth:2.0:oob" }),
            ),
        ];
        for (method, path, body) in requests {
            let answer = alice.send(method, path, Some(body)).await;
            assert_eq!(
                answer.status,
                422,
                "S-164: {path}: {}",
                answer.text.chars().take(200).collect::<String>()
            );
        }
        let bob = home.person("bob").await;
        let path = format!("/api/v1/accounts/{}/note", bob.account.id);
        assert_eq!(alice.post(&path, json!({ "comment": long })).await.status, 422, "S-164: a private note");
    });
}
