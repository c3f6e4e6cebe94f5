//! Odd characters, numbers and times: nothing of it reaches a statement, nothing stops the queue, and nobody is
//! answered with an error of ours.

use serde_json::{Value, json};
use testkit::{Home, Neighbour, Person};

use super::{Stage, does, is_nothing_at, pasted, stage};
use crate::with_site;

const QUOTES: &str = "x'); DROP TABLE statuses; --\\\"$1 ?1 :a @a %s {0} \u{1}";

/// The next honest status arrives: nothing is stuck.
async fn goes_on(home: &Home, stage: &Stage, number: u32, case: &str) {
    let words = format!("still here {number}");
    home.pass(1_000);
    let note = stage.victim.note(number, &words);
    does(home, &stage.victim, &stage.victim.activity("Create", number, &note), case).await;
    assert!(stage.alice.home_texts().await.contains(&words), "{case}: the next status does not arrive");
}

/// Every page that shows what was taken in can be read.
async fn everything_is_readable(home: &Home, by: &Person, case: &str) {
    for path in
        ["/api/v1/timelines/home", "/api/v1/timelines/public", "/api/v1/notifications", "/api/v1/trends/tags"]
    {
        let answer = by.get(path).await;
        assert!(answer.status.is_success(), "{case}: {path}: {}", answer.text);
    }
    for status in by.home().await {
        let context = format!("/api/v1/statuses/{}/context", testkit::people::id(&status));
        assert!(by.get(&context).await.status.is_success(), "{case}: a thread");
        let account = format!("/api/v1/accounts/{}", testkit::people::id(&status["account"]));
        assert!(home.requests.get(&account).await.status.is_success(), "{case}: an account");
    }
}

/// Puts a text into every string of a document but those that decide whose it is.
fn infected(value: &Value, text: &str) -> Value {
    match value {
        Value::String(known) if known.starts_with("http") && !known.contains("Public") => value.clone(),
        Value::String(known) => json!(format!("{known}{text}")),
        Value::Array(items) => items.iter().map(|item| infected(item, text)).collect(),
        Value::Object(fields) => {
            let keep = ["type", "id", "publicKeyPem", "preferredUsername", "published", "@context"];
            let inner = |(name, value): (&String, &Value)| {
                let kept = keep.contains(&name.as_str());
                (name.clone(), if kept { value.clone() } else { infected(value, text) })
            };
            Value::Object(fields.iter().map(inner).collect())
        }
        other => other.clone(),
    }
}

fn rich(stage: &Stage, number: u32) -> Value {
    let mut note = stage.evil.note(number, "<p>words</p>");
    note["summary"] = json!("warning");
    note["name"] = json!("title");
    note["tag"] = json!([
        { "type": "Hashtag", "name": "#tag", "href": "https://x.example/" },
        { "type": "Mention", "name": "@alice", "href": stage.alice.account.uri },
        { "type": "Emoji", "name": ":x:", "icon": { "type": "Image", "url": "https://x.example/x.png" } },
    ]);
    note["contentMap"] = json!({ "en": "<p>words</p>" });
    note["conversation"] = json!("tag:x");
    note
}

#[test]
fn no_text_is_a_statement() {
    with_site(async |home| {
        let stage = stage(home).await;
        for (number, text) in
            (1..).zip([QUOTES, "' OR 1=1 --", "\\", "%_%", "\u{7f}\u{9b}\u{1b}[31m", "\u{fffe}\u{ffff}"])
        {
            let note = infected(&rich(&stage, number), text);
            does(home, &stage.evil, &stage.evil.activity("Create", number, &note), "S-165").await;
            let profile = infected(&stage.evil.document(), text);
            does(home, &stage.evil, &stage.evil.activity("Update", number, &profile), "S-165").await;
            for key in ["id", "inReplyTo", "url", "quote", "context", "replies"] {
                let mut odd = stage.evil.note(number + 100, "words");
                odd[key] = json!(format!("{}/{key}{number}{text}", stage.evil.uri));
                does(home, &stage.evil, &stage.evil.activity("Create", number + 100, &odd), "S-165").await;
            }
            for kind in
                ["Like", "Announce", "Delete", "Undo", "Follow", "Accept", "Reject", "Block", "Add", "Flag"]
            {
                let mut odd = stage.evil.activity(kind, number, &json!(format!("{}/{text}", stage.evil.uri)));
                odd["id"] = json!(format!("{}/{kind}{text}", stage.evil.uri));
                odd["target"] = odd["object"].clone();
                does(home, &stage.evil, &odd, "S-165").await;
            }
            goes_on(home, &stage, 500 + number, "S-165").await;
            everything_is_readable(home, &stage.alice, "S-165").await;
            assert!(is_nothing_at(&stage.alice, &format!("@bob{text}@far.example")).await, "S-165: {text}");
        }
    });
}

#[test]
fn inboxes_and_names_with_odd_characters_break_nothing() {
    with_site(async |home| {
        let (alice, bad) = (home.person("alice").await, Neighbour::start().await);
        for (number, text) in (1..).zip([QUOTES, "'", "\u{202e}", "\n\r", "%00", "%0d%0a", "é"]) {
            let evil = bad.person(&format!("evil{number}"));
            let mut document = evil.document();
            for key in ["inbox", "outbox", "followers", "url"] {
                document[key] = json!(format!("{}/{key}{text}", evil.uri));
            }
            document["endpoints"] = json!({ "sharedInbox": format!("http://{}/inbox{text}", bad.domain) });
            bad.serves(&format!("/users/evil{number}"), &document);
            let (_, accounts) = pasted(&alice, &evil.uri).await;
            if let Some(account) = accounts.first() {
                alice.act(&format!("/api/v1/accounts/{}/follow", testkit::people::id(account))).await;
                home.settle().await;
            }
            alice.posts("words").await;
            home.settle().await;
            everything_is_readable(home, &alice, "S-165").await;
        }
    });
}

#[test]
fn the_character_that_ends_texts_is_nowhere() {
    with_site(async |home| {
        let stage = stage(home).await;
        for nul in ["\\u0000", "\\U0000", "\0"] {
            let text = stage.evil.activity("Create", 1, &stage.evil.note(1, "wor-NUL-ds")).to_string();
            let body = text.replace("-NUL-", nul).into_bytes();
            let status = stage.evil.delivers_body(home, body).await.status;
            assert_eq!(status, 400, "S-165: delivered: {nul:?}");
        }
        // What is fetched is somebody's text as well.
        let nul = |document: &Value| document.to_string().replace("NUL", "\\u0000");
        let note = stage.evil.note(2, "wor NUL ds");
        stage.bad.serves_as("/users/evil/notes/2", "application/activity+json", &nul(&note));
        assert!(is_nothing_at(&stage.alice, note["id"].as_str().unwrap()).await, "S-165: a status");
        let announce = stage.evil.activity("Announce", 3, &note["id"]);
        does(home, &stage.evil, &announce, "S-165").await;
        let other = stage.bad.person("other");
        let mut document = other.document();
        document["name"] = json!("na NUL me");
        stage.bad.serves_as("/users/other", "application/activity+json", &nul(&document));
        assert!(is_nothing_at(&stage.alice, &other.uri).await, "S-165: a profile");
        let like = other.activity("Like", 1, &json!("https://far.example/1"));
        assert_eq!(other.delivers(home, &like).await.status, 401, "S-165: a key");
        goes_on(home, &stage, 77, "S-165").await;
    });
}

/// Properties of notes that nobody honest has.
fn odd_properties() -> Vec<Value> {
    let zalgo = "z\u{300}\u{301}\u{302}\u{303}".repeat(20_000);
    let times = [
        "9999-12-31T23:59:59Z",
        "0000-01-01T00:00:00Z",
        "-9999-01-01T00:00:00Z",
        "0001-01-01T00:00:00Z",
        "+012345-01-01T00:00:00Z",
        "1969-12-31T23:59:59Z",
        "2026-02-30T00:00:00Z",
        "99999999999999999999",
    ];
    let mut odd: Vec<Value> = Vec::new();
    for time in times {
        odd.push(json!({ "published": time, "updated": time }));
        odd.push(json!({ "published": time, "type": "Question", "oneOf": [{ "name": "x" }, { "name": "y" }], "endTime": time }));
    }
    for count in [
        json!(-1),
        json!(i64::MIN),
        json!(i64::MAX),
        json!(u64::MAX),
        json!(1e300),
        json!(0.5),
        json!("7"),
        json!([]),
    ] {
        let option = json!({ "name": "x", "replies": { "totalItems": count } });
        odd.push(json!({ "type": "Question", "oneOf": [option, option], "votersCount": count }));
        odd.push(
            json!({ "likes": { "totalItems": count }, "shares": { "totalItems": count }, "replies": count }),
        );
        odd.push(json!({ "attachment": [{ "type": "Image", "url": "https://x.example/x", "width": count, "focalPoint": [count, count] }] }));
    }
    odd.push(json!({ "content": zalgo, "summary": zalgo, "name": zalgo }));
    odd.push(json!({ "content": "\u{202e}\u{2066}\u{200b}\u{feff}".repeat(1_000) }));
    odd
}

/// Reads a home timeline to its end; answers how many statuses are in it, each with a time and numbers that make sense.
async fn seen_whole(home: &Home, alice: &Person) -> usize {
    let now = home.site.now().to_rfc3339_millis();
    let mut seen = 0;
    let mut next = "/api/v1/timelines/home?limit=40".to_owned();
    while seen < 200 {
        let page = alice.get(&next).await.ok();
        let page = page.as_array().unwrap().clone();
        let Some(last) = page.last() else { break };
        next = format!("/api/v1/timelines/home?limit=40&max_id={}", testkit::people::id(last));
        seen += page.len();
        for status in page {
            let at = status["created_at"].as_str().unwrap();
            assert!(at.starts_with(['1', '2']) && at <= now.as_str(), "S-167: {at}");
            assert!(!testkit::people::id(&status).starts_with('-'), "S-167: an id below zero");
            let poll = status["poll"].to_string();
            assert!(!poll.contains(":-"), "S-167: {poll}");
        }
    }
    seen
}

#[test]
fn odd_numbers_times_and_letters_are_clamped_or_refused() {
    with_site(async |home| {
        let stage = stage(home).await;
        let raw = |key: &str, value: &str| {
            let mut note = stage.evil.note(1, "words");
            note[key] = json!("RAW");
            let body = stage.evil.activity("Create", 1, &note).to_string();
            body.replace("\"RAW\"", value).into_bytes()
        };
        for value in [
            format!("1{}", "0".repeat(400)),
            "1e400".into(),
            "-1e400".into(),
            "\"\\ud800\"".into(),
            "NaN".into(),
        ] {
            let status = stage.evil.delivers_body(home, raw("content", &value)).await.status;
            assert!(matches!(status.as_u16(), 400 | 202), "S-167: {value}: {status}");
            home.settle().await;
        }
        let odd = odd_properties();
        for (number, change) in (1_000..).zip(&odd) {
            let mut note = stage.evil.note(number, "words");
            for (key, value) in change.as_object().unwrap() {
                note[key] = value.clone();
            }
            does(home, &stage.evil, &stage.evil.activity("Create", number, &note), "S-167").await;
            let mut update = stage.evil.activity("Update", number, &note);
            update["object"]["content"] = json!("other words");
            does(home, &stage.evil, &update, "S-167").await;
        }
        goes_on(home, &stage, 78, "S-167").await;
        everything_is_readable(home, &stage.alice, "S-167").await;
        let seen = seen_whole(home, &stage.alice).await;
        let settled = odd.len();
        assert!(seen > settled / 2, "S-167: {seen} of {settled} are shown");
    });
}

#[test]
fn long_addresses_break_no_index() {
    with_site(async |home| {
        let stage = stage(home).await;
        // Not to be packed into less, as databases do with what repeats itself.
        let mut state = 1_u64;
        let long: String = std::iter::repeat_with(|| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            char::from_digit(u32::try_from(state >> 59).unwrap() % 32, 32).unwrap()
        })
        .take(20_000)
        .collect();
        let own = stage.alice.posts("words").await;
        let address = format!("{}/{long}", stage.evil.uri);
        for (number, kind) in
            (1..).zip(["Like", "Announce", "Follow", "Block", "Undo", "Delete", "Add", "Accept", "Create"])
        {
            for object in [own["uri"].clone(), json!(stage.alice.account.uri), json!(address)] {
                let mut activity = stage.evil.activity(kind, number, &object);
                activity["id"] = json!(format!("{address}{number}"));
                activity["to"] = json!(["https://www.w3.org/ns/activitystreams#Public"]);
                let answer = stage.evil.delivers(home, &activity).await;
                assert!(!answer.status.is_server_error(), "S-165: {kind} with a long id: {}", answer.status);
                does(home, &stage.evil, &stage.evil.activity(kind, number + 100, &json!(address)), "S-165")
                    .await;
            }
        }
        for key in ["id", "url", "inReplyTo", "quote", "quoteAuthorization", "summary", "context"] {
            let mut note = stage.evil.note(1, "words");
            note[key] = json!(address);
            does(home, &stage.evil, &stage.evil.activity("Create", 300, &note), "S-165").await;
        }
        let mut note = stage.evil.note(2, "words");
        note["tag"] = json!([
            { "type": "Hashtag", "name": format!("#{long}") },
            { "type": "Mention", "href": address, "name": long },
            { "type": "Emoji", "name": ":x:", "icon": { "url": address } },
        ]);
        does(home, &stage.evil, &stage.evil.activity("Create", 301, &note), "S-165").await;
        for key in ["followers", "inbox", "outbox", "url", "featured", "movedTo", "name"] {
            let other = stage.bad.person(&format!("o{}", key.to_lowercase()));
            let mut document = other.document();
            document[key] = json!(format!("{}/{long}", other.uri));
            stage.bad.serves(&format!("/users/{}", other.name), &document);
            drop(pasted(&stage.alice, &other.uri).await);
        }
        let other = stage.bad.person("keys");
        let mut document = other.document();
        document["publicKey"] = json!([
            { "id": format!("{}#{long}", other.uri), "owner": other.uri, "publicKeyPem": other.key.public_pem() },
            { "id": other.key_id(), "owner": other.uri, "publicKeyPem": other.key.public_pem() },
        ]);
        stage.bad.serves("/users/keys", &document);
        let like = other.activity("Like", 1, &own["uri"]);
        assert_eq!(other.delivers(home, &like).await.status, 202, "S-165: a long key beside a good one");
        goes_on(home, &stage, 79, "S-165").await;
        everything_is_readable(home, &stage.alice, "S-165").await;
    });
}
