//! What others send in forms of their own: prefixed and whole names of properties, addresses that begin where a document
//! stands, quotes that are reblogs with a word to it, handles that are asked about elsewhere, and what authors say of who
//! may find and answer what they publish.

use serde_json::{Value, json};
use testkit::{
    Home, Neighbour, Person, Stranger,
    people::{id, list},
};

use crate::{acquaintance::befriend, with_site};

async fn tells(home: &Home, by: &Stranger, activity: &Value) {
    let answer = by.delivers(home, activity).await;
    assert_eq!(answer.status, 202, "{activity}: {}", answer.text);
    home.settle().await;
}

#[test]
fn properties_are_read_by_their_prefixed_and_whole_names() {
    const NS: &str = "https://www.w3.org/ns/activitystreams#";
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        let note = bob.note(1, "<p>prefixed</p>");
        let prefixed = json!({
            "@id": format!("{}/odd/1", bob.uri), "@type": "as:Create", "as:actor": { "@id": bob.uri },
            "as:object": {
                "@id": note["id"], "@type": ["as:Note"], "as:attributedTo": bob.uri, "as:to": "as:Public",
                "as:content": [{ "@value": "<p>prefixed</p>", "@language": "en" }],
            },
        });
        tells(home, &bob, &prefixed).await;
        home.pass(1_000);
        let whole = json!({
            "@id": format!("{}/odd/2", bob.uri), "@type": format!("{NS}Create"),
            format!("{NS}actor"): [{ "@id": bob.uri }],
            format!("{NS}object"): [{
                "@id": format!("{}/notes/2", bob.uri), "@type": [format!("{NS}Note")],
                format!("{NS}attributedTo"): [{ "@id": bob.uri }],
                format!("{NS}to"): [{ "@id": format!("{NS}Public") }],
                format!("{NS}content"): [{ "@value": "<p>whole</p>" }],
            }],
        });
        tells(home, &bob, &whole).await;
        assert_eq!(alice.home_texts().await, ["whole", "prefixed"]);
    });
}

#[test]
fn addresses_may_begin_where_a_document_stands() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        let host = format!("http://{}", bob.domain);
        let mut profile = bob.document().to_string();
        profile = profile.replace(&format!("\"{host}"), "\"");
        far.serves(bob.uri.strip_prefix(&host).expect("a path"), &serde_json::from_str(&profile).unwrap());
        befriend(home, &alice, &far, &bob).await;
        let create = bob.activity("Create", 1, &bob.note(1, "<p>from here</p>")).to_string();
        let create = create.replace(&format!("\"{host}"), "\"");
        assert_eq!(bob.delivers_body(home, create.into_bytes()).await.status, 202);
        home.settle().await;
        let shown = alice.home().await[0].clone();
        assert_eq!(shown["uri"], json!(format!("{}/notes/1", bob.uri)));
    });
}

#[test]
fn a_reblog_with_a_word_to_it_is_a_quote() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        let status = alice.posts("quote me").await;
        let mut announce = bob.activity("Announce", 1, &status["uri"]);
        announce["content"] = json!("<p>how true</p>");
        announce["to"] = json!(["https://www.w3.org/ns/activitystreams#Public"]);
        tells(home, &bob, &announce).await;
        let shown = alice.home().await[0].clone();
        assert_eq!((&shown["content"], &shown["uri"]), (&json!("<p>how true</p>"), &announce["id"]));
        assert_eq!((&shown["reblog"], shown["quote"].is_object()), (&json!(null), true), "{shown}");
        tells(home, &bob, &bob.activity("Undo", 1, &announce)).await;
        assert_eq!(alice.home_texts().await, ["quote me"]);
        let mut silent = bob.activity("Announce", 2, &status["uri"]);
        silent["content"] = json!(" ");
        tells(home, &bob, &silent).await;
        let shown = alice.home().await[0].clone();
        assert_eq!(
            (&shown["reblogs_count"], &shown["quotes_count"]),
            (&json!(1), &json!(0)),
            "nothing is said"
        );
    });
}

#[test]
fn a_host_may_answer_about_handles_elsewhere() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let (far, name) = (Neighbour::start().await, Neighbour::start().await);
        let bob = far.person("bob");
        let handle = format!("bob@{}", name.url("").trim_start_matches("http://").trim_end_matches('/'));
        let jrd = json!({
            "subject": format!("acct:{handle}"),
            "links": [{ "rel": "self", "type": "application/activity+json", "href": bob.uri }],
        });
        let asked = format!("acct%3A{}", handle.replace('@', "%40").replace(':', "%3A"));
        far.serves_as(&format!("/finger?resource={asked}"), "application/jrd+json", &jrd.to_string());
        let template = far.url("/finger?resource={uri}");
        name.serves_as(
            "/.well-known/host-meta",
            "application/xrd+xml",
            &format!("<XRD><Link rel=\"lrdd\" template=\"{template}\"/></XRD>"),
        );
        let mut profile = bob.document();
        profile["webfinger"] = json!(handle);
        far.serves("/users/bob", &profile);
        let found = alice.finds(&handle).await;
        assert_eq!((&found["uri"], &found["acct"]), (&json!(bob.uri), &json!(handle)));
    });
}

async fn found(by: &Person, word: &str) -> usize {
    list_of(&by.get(&format!("/api/v2/search?type=statuses&q={word}")).await.ok()["statuses"])
}

fn list_of(statuses: &Value) -> usize {
    statuses.as_array().map_or(0, Vec::len)
}

#[test]
fn statuses_say_themselves_who_may_find_them() {
    with_site(async |home| {
        let (alice, carol) = (home.person("alice").await, home.person("carol").await);
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        let by = |number: u32, word: &str, people: Value| {
            let mut note = bob.note(number, &format!("<p>{word}</p>"));
            note["searchableBy"] = people;
            note
        };
        let public = json!("https://www.w3.org/ns/activitystreams#Public");
        tells(home, &bob, &bob.activity("Create", 1, &by(1, "openly", json!([public])))).await;
        tells(home, &bob, &bob.activity("Create", 2, &by(2, "hidden", json!(bob.uri)))).await;
        tells(home, &bob, &bob.activity("Create", 3, &by(3, "unsaid", json!([])))).await;
        let all = async || {
            (found(&carol, "openly").await, found(&carol, "hidden").await, found(&carol, "unsaid").await)
        };
        assert_eq!(all().await, (1, 0, 0), "bob's profile says nothing");
        let mut profile = bob.document();
        profile["indexable"] = json!(true);
        tells(home, &bob, &bob.activity("Update", 4, &profile)).await;
        assert_eq!(all().await, (1, 0, 1), "what a status says goes before what its author says");
        let hidden = alice.home().await.into_iter().find(|it| it["content"] == "<p>hidden</p>").unwrap();
        carol.favourites(&hidden).await;
        assert_eq!(all().await, (1, 1, 1), "whoever had to do with it finds it");
        let mut changed = bob.activity("Update", 5, &by(1, "openly", json!(bob.uri)));
        tells(home, &bob, &changed).await;
        changed = bob.activity("Update", 6, &by(3, "unsaid", json!(bob.uri)));
        tells(home, &bob, &changed).await;
        assert_eq!(all().await, (0, 1, 0), "who may find it can change");
        tells(home, &bob, &bob.activity("Update", 7, &by(1, "openly", public.clone()))).await;
        assert_eq!(found(&carol, "openly").await, 1);
    });
}

#[test]
fn statuses_here_say_who_may_find_them() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        let status = alice.posts("hello").await;
        let said = async || {
            let document = bob.asks(home, status["uri"].as_str().expect("an address")).await.ok();
            document["searchableBy"].clone()
        };
        assert_eq!(said().await, json!([alice.account.uri]));
        let changed = alice.send(
            http::Method::PATCH,
            "/api/v1/accounts/update_credentials",
            Some(json!({ "indexable": true })),
        );
        changed.await.ok();
        assert_eq!(said().await, json!(["https://www.w3.org/ns/activitystreams#Public"]));
    });
}

#[test]
fn where_no_comments_are_wanted_nobody_answers() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        let closed = [
            ("commentsEnabled", json!(false)),
            ("commentsPolicy", json!(2)),
            ("capabilities", json!({ "announce": null, "like": null, "reply": "[]" })),
        ];
        for (number, (key, value)) in (1..).zip(closed) {
            let mut note = bob.note(number, "<p>no comments</p>");
            note[key] = value;
            tells(home, &bob, &bob.activity("Create", number, &note)).await;
            let status = alice.home().await[0].clone();
            let body = json!({ "status": "but", "in_reply_to_id": id(&status) });
            let answer = alice.post("/api/v1/statuses", body).await;
            assert_eq!(answer.status, 403, "{key}: {}", answer.text);
            assert_eq!(alice.favourites(&status).await["favourited"], true, "{key}: that is another thing");
        }
        home.settle().await;
        let sent = far.received_types();
        assert!(!sent.contains(&"Create".to_owned()), "{sent:?}");
        assert_eq!(list(&alice.get("/api/v1/timelines/home").await).len(), 3);
    });
}
