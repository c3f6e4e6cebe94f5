//! Kinds of objects: what is no note becomes its title, its text and a link, whatever server made it and in whatever
//! form its properties came.

use serde_json::{Value, json};
use testkit::{
    Neighbour, Stranger,
    people::{id, list, text},
};

use crate::{acquaintance::befriend, with_site};

/// A note with other properties.
fn with(mut note: Value, changes: &Value) -> Value {
    for (key, value) in changes.as_object().expect("an object") {
        note[key] = value.clone();
    }
    note
}

/// An object's own properties, and what is read of it.
type Kind = (Value, Vec<&'static str>);

/// What forums, film servers and the like publish.
fn pages(far: &Neighbour, by: &Stranger) -> Vec<Kind> {
    let film = json!({
        "type": "Video", "name": "Rain", "mediaType": "text/markdown", "content": "**Very** wet",
        "attributedTo": [{ "type": "Group", "id": far.url("/c/films") }, { "type": "Person", "id": by.uri }],
        "url": [
            { "type": "Link", "mediaType": "video/mp4", "href": far.url("/rain.mp4") },
            { "type": "Link", "mediaType": "text/html", "href": far.url("/w/rain") },
        ],
    });
    let shared = json!([{ "type": "Link", "href": "https://news.example/1" }]);
    let picture = json!({ "type": "Link", "href": "https://cdn.example/cat.png", "mediaType": "image/png" });
    let event = json!({
        "type": "Event", "name": "Tea", "content": "<p>Come</p>", "startTime": "2026-12-11T19:00:00Z",
        "endTime": "2026-12-11T21:00:00Z",
        "location": { "name": "The Kenn Centre", "address": { "addressLocality": "Teignbridge" } },
    });
    let place =
        json!({ "type": "Place", "name": "CERN", "content": null, "latitude": 46.23, "longitude": 6.05 });
    vec![
        (film, vec!["Rain", "Very wet", "/w/rain"]),
        (json!({ "type": "Article", "name": "Trees", "summary": "<p>Tall</p>" }), vec!["Trees", "Tall"]),
        (
            json!({ "type": "Page", "name": "News", "content": null, "attachment": shared }),
            vec!["News", "https://news.example/1"],
        ),
        (json!({ "type": "Audio", "name": "Song", "content": null }), vec!["Song"]),
        (json!({ "type": "Image", "name": "A cat", "content": null, "url": picture }), vec!["A cat"]),
        (
            event,
            vec![
                "Tea",
                "2026-12-11 19:00 UTC – 2026-12-11 21:00 UTC",
                "The Kenn Centre, Teignbridge",
                "Come",
            ],
        ),
        (json!({ "type": "Album", "name": "Noise", "content": "loud" }), vec!["Noise", "loud"]),
        (place, vec!["CERN", "46.23000, 6.05000"]),
        (json!({ "type": "Document", "name": "Paper", "content": null }), vec!["Paper"]),
        (json!({ "type": "Profile", "name": "Somebody", "summary": "is here" }), vec!["Somebody", "is here"]),
        (json!({ "type": "Track", "name": "One", "content": null }), vec!["One"]),
        (json!({ "type": "Playlist", "name": "All", "content": null }), vec!["All"]),
        (json!({ "type": ["Banana", "Fruit"], "content": "<p>yellow</p>" }), vec!["yellow"]),
    ]
}

/// What readers of books publish.
fn books(far: &Neighbour) -> Vec<Kind> {
    let review = json!({
        "type": "Review", "name": "Good", "rating": 4, "content": "<p>read it</p>",
        "inReplyToBook": far.url("/book/1"), "summary": "spoilers",
    });
    let quotation = json!({
        "type": "Quotation", "content": "<p>so true</p>", "quote": "<p>Call me Ishmael</p>",
        "inReplyToBook": far.url("/book/2"),
    });
    let comment = json!({ "type": "Comment", "content": "<p>fun</p>", "inReplyToBook": far.url("/book/3") });
    let rating =
        json!({ "type": "Rating", "content": null, "rating": 2, "inReplyToBook": far.url("/book/4") });
    vec![
        (review, vec!["Good", "★★★★☆", "read it", "/book/1"]),
        (quotation, vec!["Call me Ishmael", "so true", "/book/2"]),
        (comment, vec!["fun", "/book/3"]),
        (rating, vec!["★★☆☆☆", "/book/4"]),
    ]
}

/// Notes that say what they say in another place.
fn notes() -> Vec<Kind> {
    let source = json!({ "content": "*hi*", "mediaType": "text/markdown" });
    let dog = json!({ "type": "Document", "url": "https://cdn.example/a.png", "name": "A dog" });
    vec![
        (json!({ "content": null, "source": source }), vec!["hi"]),
        (json!({ "content": null, "contentMap": { "de": "<p>hallo</p>" } }), vec!["hallo"]),
        (json!({ "content": "", "attachment": dog }), vec![]),
    ]
}

#[test]
fn every_kind_becomes_something_to_read() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        let kinds = [pages(&far, &bob), books(&far), notes()].concat();
        for (number, (changes, words)) in (1..).zip(kinds) {
            home.pass(1_000);
            let object = with(bob.note(number, ""), &changes);
            assert_eq!(bob.delivers(home, &bob.activity("Create", number, &object)).await.status, 202);
            home.settle().await;
            let newest = alice.home().await.first().cloned().unwrap_or_default();
            let said = text(&newest);
            assert_eq!(newest["uri"], object["id"], "{changes}");
            assert!(words.iter().all(|word| said.contains(word)), "{changes} became {said:?}");
            assert_eq!(newest["account"]["username"], "bob");
        }
        let newest = alice.home().await;
        let find = |word: &str| {
            newest.iter().find(|status| text(status).contains(word)).cloned().unwrap_or_default()
        };
        let shown = |status: &&Value| status["media_attachments"][0]["description"] == "A dog";
        let dog = newest.iter().find(shown).expect("what is attached is shown");
        assert_eq!(dog["media_attachments"][0]["remote_url"], "https://cdn.example/a.png");
        assert_eq!(find("hallo")["language"], "de");
        assert_eq!(find("★★★★☆")["spoiler_text"], "spoilers");
        assert!(find("Rain")["content"].as_str().unwrap().contains("<strong>Very</strong>"));
    });
}

#[test]
fn what_is_nothing_to_read_is_dropped_in_silence() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        for (number, kind) in (1..).zip([
            "Person",
            "Tombstone",
            "Like",
            "Create",
            "Collection",
            "Edition",
            "Relationship",
            "Link",
        ]) {
            let object = with(bob.note(number, "<p>x</p>"), &json!({ "type": kind }));
            assert_eq!(
                bob.delivers(home, &bob.activity("Create", number, &object)).await.status,
                202,
                "{kind}"
            );
        }
        for (number, kind) in (50..).zip(["Note", "Video", "Banana"]) {
            let object = with(bob.note(number, ""), &json!({ "type": kind }));
            assert_eq!(
                bob.delivers(home, &bob.activity("Create", number, &object)).await.status,
                202,
                "{kind}"
            );
        }
        home.settle().await;
        assert!(alice.home().await.is_empty());
    });
}

#[test]
fn a_private_message_of_another_kind_is_a_direct_status() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        let message = json!({
            "id": format!("{}/messages/1", bob.uri), "type": "ChatMessage", "attributedTo": bob.uri,
            "to": [alice.account.uri], "content": "<p>psst</p>",
        });
        bob.delivers(home, &bob.activity("Create", 1, &message)).await;
        home.settle().await;
        let conversations = list(&alice.get("/api/v1/conversations").await);
        assert_eq!(text(&conversations[0]["last_status"]), "psst");
        assert_eq!(conversations[0]["last_status"]["visibility"], "direct");
    });
}

#[test]
fn hashtags_and_mentions_are_found_where_servers_put_them() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let (bob, dan) = (far.person("bob"), far.person("dan"));
        befriend(home, &alice, &far, &bob).await;
        let marked = "<p>I like <a class=\"mention hashtag\" href=\"http://x.example/t/tea\">#<span>Tea</span></a></p>";
        let mut note = bob.note(1, marked);
        note.as_object_mut().unwrap().remove("tag");
        bob.delivers(home, &bob.activity("Create", 1, &note)).await;
        // A mention that leads to a page, with a name that says who it is.
        far.serves_as("/@dan", "text/html", "<html></html>");
        let page = json!({ "type": "Mention", "href": far.url("/@dan"), "name": "@dan" });
        let mine = json!({ "type": "Mention", "href": alice.account.url, "name": "@alice" });
        let note = with(
            bob.note(2, "<p>hello you</p>"),
            &json!({ "tag": [page, mine, { "type": "Mention" }, null] }),
        );
        bob.delivers(home, &bob.activity("Create", 2, &note)).await;
        home.settle().await;
        let tagged = list(&alice.get("/api/v1/timelines/tag/tea").await);
        assert_eq!(tagged.len(), 1);
        let found = alice.get(&format!("/api/v2/search?q={}", note["id"].as_str().unwrap())).await.ok();
        let mentions = found["statuses"][0]["mentions"].as_array().unwrap().clone();
        let mut names: Vec<&str> = mentions.iter().filter_map(|mention| mention["acct"].as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["alice", dan.handle().as_str()]);
        assert_eq!(alice.notified().await, ["mention"]);
        assert!(!id(&found["statuses"][0]).is_empty());
    });
}
