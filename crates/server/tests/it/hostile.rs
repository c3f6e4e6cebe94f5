//! A neighbour that lies: whatever it sends is refused or without effect, and never breaks anything.

use http::Method;
use serde_json::{Value, json};
use testkit::{Answer, Home, Neighbour, Person, Stranger, neighbour::deliver, people::id};

use crate::with_site;

/// Alice, who follows victim; victim and evil live on different neighbours.
struct Stage {
    alice: Person,
    victim: Stranger,
    evil: Stranger,
    _far: Neighbour,
    _bad: Neighbour,
}

async fn stage(home: &Home) -> Stage {
    let alice = home.person("alice").await;
    let (far, bad) = (Neighbour::start().await, Neighbour::start().await);
    let (victim, evil) = (far.person("victim"), bad.person("evil"));
    for stranger in [&victim, &evil] {
        alice.follows(&stranger.handle()).await;
        home.settle().await;
        let request = if stranger.name == "victim" { far.received() } else { bad.received() };
        let follow = request.last().expect("a follow arrived").activity.clone();
        let accept = stranger.activity("Accept", 1, &follow);
        assert_eq!(stranger.delivers(home, &accept).await.status, 202);
    }
    home.settle().await;
    Stage { alice, victim, evil, _far: far, _bad: bad }
}

fn change(headers: &[(String, String)], name: &str, value: Option<&str>) -> Vec<(String, String)> {
    let mut changed: Vec<(String, String)> =
        headers.iter().filter(|(known, _)| !known.eq_ignore_ascii_case(name)).cloned().collect();
    changed.extend(value.map(|value| (name.to_owned(), value.to_owned())));
    changed
}

fn header<'a>(headers: &'a [(String, String)], name: &str) -> &'a str {
    let found = headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
    found.map_or_else(|| panic!("no header {name}"), |(_, value)| value)
}

/// The status code, after checking that an error says what is wrong.
fn refused(answer: &Answer) -> u16 {
    if answer.status.is_client_error() {
        assert!(!answer.error().1.is_empty(), "an explanation: {}", answer.text);
    }
    answer.status.as_u16()
}

#[test]
fn what_is_not_properly_signed_is_refused() {
    with_site(async |home| {
        let Stage { alice, victim, .. } = stage(home).await;
        let create = victim.activity("Create", 1, &victim.note(1, "forged"));
        let body = create.to_string().into_bytes();
        let good = victim.signs(home, &body);
        let send = async |headers: &[(String, String)], body: &[u8]| {
            refused(&deliver(&home.requests, headers, body.to_vec()).await)
        };
        assert_eq!(send(&change(&good, "signature", None), &body).await, 401, "S-001: no signature");
        let signature = header(&good, "signature");
        let garbled = signature.replace("signature=\"", "signature=\"AAAA");
        assert_eq!(
            send(&change(&good, "signature", Some(&garbled)), &body).await,
            401,
            "S-002: random bytes"
        );
        let mut altered = body.clone();
        altered.extend(b" ");
        assert_eq!(send(&good, &altered).await, 401, "S-004: body altered");
        assert_eq!(send(&change(&good, "digest", None), &body).await, 401, "S-006: no digest");
        let none = signature.replace("rsa-sha256", "none");
        assert_eq!(send(&change(&good, "signature", Some(&none)), &body).await, 401, "S-026: algorithm none");
        let narrow = signature.replace("(request-target) ", "");
        assert_eq!(
            send(&change(&good, "signature", Some(&narrow)), &body).await,
            401,
            "S-012: target unsigned"
        );
        let foreign = change(&good, "host", Some("other.example"));
        assert!((400..500).contains(&send(&foreign, &body).await), "S-015: another host");
        for scheme in ["file:///etc/passwd", "javascript:alert(1)", "gopher://x/"] {
            let odd = signature.replace(&victim.key_id(), scheme);
            assert_eq!(send(&change(&good, "signature", Some(&odd)), &body).await, 401, "S-032: {scheme}");
        }
        let ours = signature.replace(&victim.key_id(), &format!("{}#main-key", alice.account.uri));
        assert_eq!(send(&change(&good, "signature", Some(&ours)), &body).await, 401, "S-033: our own key");
        home.settle().await;
        assert!(alice.home().await.is_empty());
        assert_eq!(send(&good, &body).await, 202, "the honest original");
        home.settle().await;
        assert_eq!(alice.home_texts().await, ["forged"]);
    });
}

#[test]
fn old_and_early_signatures_are_refused() {
    with_site(async |home| {
        let Stage { victim, .. } = stage(home).await;
        let create = victim.activity("Create", 1, &victim.note(1, "late"));
        for shift_hours in [-25, 25] {
            home.pass(shift_hours * 3_600_000);
            let body = create.to_string().into_bytes();
            let headers = victim.signs(home, &body);
            home.pass(-shift_hours * 3_600_000);
            assert_eq!(refused(&deliver(&home.requests, &headers, body).await), 401, "{shift_hours} h");
        }
    });
}

#[test]
fn nobody_speaks_for_another() {
    with_site(async |home| {
        let Stage { alice, victim, evil, .. } = stage(home).await;
        let note = victim.note(1, "true words");
        victim.delivers(home, &victim.activity("Create", 1, &note)).await;
        home.settle().await;
        let uri = note["id"].clone();
        let mut forged_note = victim.note(2, "forged words");
        let as_victim = |kind: &str, object: Value| {
            let mut activity = evil.activity(kind, 9, &object);
            activity["actor"] = json!(victim.uri);
            activity
        };
        let mut both = as_victim("Create", forged_note.clone());
        both["actor"] = json!([evil.uri, victim.uri]);
        let mut embedded = as_victim("Create", forged_note.clone());
        embedded["actor"] = json!({ "id": victim.uri, "publicKey": evil.document()["publicKey"] });
        let lies = [
            ("S-018", as_victim("Create", forged_note.clone())),
            ("S-035", both),
            ("S-036", embedded),
            ("S-052", evil.activity("Create", 2, &victim.note(3, "forged words"))),
            ("S-057", evil.activity("Delete", 3, &uri)),
            ("S-057", evil.activity("Delete", 4, &json!({ "id": uri, "type": "Tombstone" }))),
            ("S-057", evil.activity("Delete", 5, &json!(victim.uri))),
            ("S-079", as_victim("Like", uri.clone())),
            ("S-078", evil.activity("Delete", 6, &json!(alice.account.uri))),
        ];
        for (case, lie) in lies {
            let status = evil.delivers(home, &lie).await.status;
            assert!(!status.is_server_error(), "{case}: {status}");
            home.settle().await;
            assert_eq!(alice.home_texts().await, ["true words"], "{case}");
        }
        // On evil's own host, but attributed to the victim.
        forged_note["id"] = json!(format!("{}/notes/1", evil.uri));
        evil.delivers(home, &evil.activity("Create", 7, &forged_note)).await;
        home.settle().await;
        assert_eq!(alice.home_texts().await, ["true words"], "S-054");
    });
}

#[test]
fn nobody_changes_anothers_follows() {
    with_site(async |home| {
        let Stage { alice, victim, evil, .. } = stage(home).await;
        let mut follow = victim.activity("Follow", 1, &json!(alice.account.uri));
        follow["object"] = json!(alice.account.uri);
        victim.delivers(home, &follow).await;
        home.settle().await;
        let found = alice.finds(&victim.handle()).await;
        assert_eq!(alice.relationship(&found).await["followed_by"], true);
        let our_follow = json!({ "type": "Follow", "actor": alice.account.uri, "object": victim.uri });
        for lie in [evil.activity("Undo", 1, &follow), evil.activity("Reject", 2, &our_follow)] {
            evil.delivers(home, &lie).await;
            home.settle().await;
        }
        let relationship = alice.relationship(&found).await;
        assert_eq!(relationship["followed_by"], true, "S-077");
        assert_eq!(relationship["following"], true, "S-075");
        let bob = home.person("bob").await;
        let never_asked = json!({ "type": "Follow", "actor": bob.account.uri, "object": evil.uri });
        evil.delivers(home, &evil.activity("Accept", 9, &never_asked)).await;
        home.settle().await;
        let found = bob.finds(&evil.handle()).await;
        assert_eq!(bob.relationship(&found).await["following"], false, "S-074");
    });
}

#[test]
fn the_same_thing_twice_is_one_thing_and_what_is_gone_stays_gone() {
    with_site(async |home| {
        let Stage { alice, victim, .. } = stage(home).await;
        let note = victim.note(1, "@alice once");
        for number in [1, 1, 2, 3] {
            victim.delivers(home, &victim.activity("Create", number, &note)).await;
            home.settle().await;
        }
        assert_eq!(alice.home().await.len(), 1, "S-043");
        victim.delivers(home, &victim.activity("Delete", 4, &note["id"])).await;
        home.settle().await;
        victim.delivers(home, &victim.activity("Create", 5, &note)).await;
        home.settle().await;
        assert!(alice.home().await.is_empty(), "S-043");
        let early = victim.note(2, "deleted before it came");
        victim.delivers(home, &victim.activity("Delete", 6, &early["id"])).await;
        home.settle().await;
        victim.delivers(home, &victim.activity("Create", 7, &early)).await;
        home.settle().await;
        assert!(alice.home().await.is_empty(), "delete before create");
    });
}

#[test]
fn an_announce_shows_only_what_its_author_really_said() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let (far, bad) = (Neighbour::start().await, Neighbour::start().await);
        let (victim, evil) = (far.person("victim"), bad.person("evil"));
        alice.follows(&evil.handle()).await;
        home.settle().await;
        let follow = bad.received()[0].activity.clone();
        evil.delivers(home, &evil.activity("Accept", 1, &follow)).await;
        let note = victim.note(1, "true words");
        far.serves("/users/victim/notes/1", &note);
        let mut forged = note.clone();
        forged["content"] = json!("forged words");
        evil.delivers(home, &evil.activity("Announce", 1, &forged)).await;
        home.settle().await;
        assert_eq!(alice.home_texts().await, ["true words"], "S-058: fetched from its own server");
        let mut nowhere = victim.note(2, "forged words");
        nowhere["id"] = json!(format!("{}/notes/404", victim.uri));
        evil.delivers(home, &evil.activity("Announce", 2, &nowhere)).await;
        home.settle().await;
        assert_eq!(alice.home().await.len(), 1, "S-058: what its server does not know does not exist");
    });
}

#[test]
fn only_documents_of_the_right_type_are_objects() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let victim = far.person("victim");
        let note = victim.note(1, "uploaded, not written").to_string();
        for kind in ["text/plain", "image/png", "application/json", "application/octet-stream", "text/html"] {
            let path = format!("/files/{}", kind.replace('/', "-"));
            far.serves_as(&path, kind, &note);
            let query = format!("/api/v2/search?resolve=true&q={}", far.url(&path));
            assert_eq!(alice.get(&query).await.ok()["statuses"], json!([]), "{kind}");
        }
        let lying = Neighbour::start().await;
        lying.serves("/lie", &victim.note(7, "never said"));
        let query = format!("/api/v2/search?resolve=true&q={}", lying.url("/lie"));
        assert_eq!(alice.get(&query).await.ok()["statuses"], json!([]), "S-059");
    });
}

#[test]
fn malformed_deliveries_get_a_clear_answer_and_leave_nothing() {
    with_site(async |home| {
        let Stage { alice, victim, .. } = stage(home).await;
        for body in ["", "{", "[]", "null", "\"x\"", "{\"type\":7}", "{\"type\":\"Create\"}"] {
            let answer = victim.delivers_body(home, body.as_bytes().to_vec()).await;
            assert!(matches!(refused(&answer), 400..500), "{body}: {}", answer.status);
        }
        let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
        let answer = victim.delivers_body(home, deep.into_bytes()).await;
        assert_eq!(refused(&answer), 400);
        let huge = vec![b' '; 1024 * 1024 + 1];
        assert_eq!(victim.delivers_body(home, huge).await.status, 413);
        for kind in ["text/html", "text/plain", "application/x-www-form-urlencoded"] {
            let body = victim.activity("Like", 1, &json!("x")).to_string().into_bytes();
            let headers = change(&victim.signs(home, &body), "content-type", Some(kind));
            assert!(matches!(refused(&deliver(&home.requests, &headers, body).await), 401 | 415), "{kind}");
        }
        let unknown = victim.activity("Frobnicate", 1, &json!(alice.account.uri));
        assert_eq!(victim.delivers(home, &unknown).await.status, 202, "unknown verbs are politely ignored");
        home.settle().await;
        assert!(alice.home().await.is_empty());
    });
}

#[test]
fn the_deletion_of_strangers_costs_nothing() {
    with_site(async |home| {
        home.person("alice").await;
        let far = Neighbour::start().await;
        let ghost = far.person("ghost");
        far.answers("/users/ghost", http::StatusCode::GONE);
        let delete = ghost.activity("Delete", 1, &json!(ghost.uri));
        assert_eq!(ghost.delivers(home, &delete).await.status, 202);
        assert!(far.asked().is_empty(), "nobody was asked for a key");
    });
}

#[test]
fn private_posts_are_shown_to_no_server_that_may_not_have_them() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        for visibility in ["private", "direct"] {
            let status = alice.posts_with(json!({ "status": "psst", "visibility": visibility })).await;
            let ask = async |url: &str| {
                let request =
                    home.requests.request(Method::GET, url).header("accept", "application/activity+json");
                home.requests.send(request).await
            };
            let uri = status["uri"].as_str().unwrap();
            let unknown = ask(&uri.replace(id(&status), "1")).await;
            let answer = ask(uri).await;
            assert_eq!((answer.status, &answer.text), (unknown.status, &unknown.text), "S-103 {visibility}");
            let outbox = ask(&format!("{}/outbox?page=true", alice.account.uri)).await;
            assert!(!outbox.text.contains("psst"), "S-105 {visibility}");
        }
    });
}
