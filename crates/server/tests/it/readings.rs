//! What other servers leave out, put elsewhere or mean otherwise is read as they mean it, and nobody speaks for others so.

use serde_json::{Value, json};
use testkit::{
    Home, Neighbour, Person, Stranger,
    people::{id, list, text},
};

use crate::{
    acquaintance::{aged, befriend},
    with_site,
};

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";
const DAY_MS: i64 = 86_400_000;

async fn tells(home: &Home, by: &Stranger, activity: &Value) {
    let answer = by.delivers(home, activity).await;
    assert_eq!(answer.status, 202, "{activity}: {}", answer.text);
    home.settle().await;
}

async fn newest(alice: &Person) -> Value {
    alice.home().await.first().cloned().unwrap_or_default()
}

/// A note that leaves these to whatever tells of it.
fn without(mut note: Value, keys: &[&str]) -> Value {
    for key in keys {
        note.as_object_mut().expect("an object").remove(*key);
    }
    note
}

#[test]
fn a_create_says_who_wrote_and_for_whom_where_its_object_does_not() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let (bob, eve) = (far.person("bob"), far.person("eve"));
        befriend(home, &alice, &far, &bob).await;
        let bare = without(bob.note(1, "<p>for everybody</p>"), &["attributedTo", "to", "cc"]);
        let mut create = bob.activity("Create", 1, &bare);
        create["to"] = json!([PUBLIC]);
        tells(home, &bob, &create).await;
        let shown = newest(&alice).await;
        assert_eq!((text(&shown).as_str(), &shown["visibility"]), ("for everybody", &json!("public")));
        assert_eq!(shown["account"]["username"], "bob");
        // What the object says itself stands, even if it is nothing.
        home.pass(1_000);
        let mut closed = bob.note(2, "<p>for nobody</p>");
        (closed["to"], closed["cc"]) = (json!([]), json!([]));
        let mut create = bob.activity("Create", 2, &closed);
        create["to"] = json!([PUBLIC]);
        tells(home, &bob, &create).await;
        let public = list(&home.requests.get("/api/v1/timelines/public").await);
        assert_eq!(public.iter().map(text).collect::<Vec<_>>(), ["for everybody"]);
        // Nobody becomes the author of another's words, and nobody opens them.
        let letter = without(eve.note(3, "<p>a letter</p>"), &["to", "cc"]);
        let mut create = bob.activity("Create", 3, &letter);
        create["to"] = json!([PUBLIC]);
        tells(home, &bob, &create).await;
        let elsewhere = Neighbour::start().await;
        let dan = elsewhere.person("dan");
        let theirs = without(dan.note(4, "<p>stolen</p>"), &["attributedTo"]);
        tells(home, &bob, &bob.activity("Create", 4, &theirs)).await;
        assert_eq!(list(&home.requests.get("/api/v1/timelines/public").await).len(), 1);
    });
}

#[test]
fn a_post_without_a_page_leads_to_its_address() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        let note = bob.note(1, "<p>hi</p>");
        tells(home, &bob, &bob.activity("Create", 1, &note)).await;
        let shown = newest(&alice).await;
        assert_eq!((&shown["url"], &shown["uri"]), (&note["id"], &note["id"]));
        let page = home.requests.get(&format!("/@{}/{}", bob.handle(), id(&shown))).await;
        assert!(page.status.is_redirection() || page.status.is_success(), "{}", page.status);
        let mut link = bob.note(2, "");
        home.pass(1_000);
        (link["type"], link["name"]) = (json!("Page"), json!("A film"));
        link["url"] = json!("https://films.example/1");
        tells(home, &bob, &bob.activity("Create", 2, &link)).await;
        let shown = newest(&alice).await;
        assert_eq!(shown["url"], link["id"], "another host's page is not the post's");
        assert!(text(&shown).contains("https://films.example/1"), "{}", text(&shown));
    });
}

#[test]
fn what_somebody_shares_years_later_is_no_news() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let (bob, dan) = (far.person("bob"), far.person("dan"));
        befriend(home, &alice, &far, &bob).await;
        for (number, hours, words) in [(1, 30, "old"), (2, 0, "new")] {
            home.pass(1_000);
            let mut note = aged(home, dan.note(number, &format!("<p>{words}</p>")), hours);
            note["tag"] = json!([{ "type": "Mention", "href": alice.account.uri, "name": "@alice" }]);
            far.serves(&format!("/users/dan/notes/{number}"), &note);
            let mut announce = bob.activity("Announce", number, &note["id"]);
            announce["to"] = json!([PUBLIC]);
            tells(home, &bob, &announce).await;
            assert_eq!(text(&newest(&alice).await["reblog"]), words);
        }
        assert_eq!(alice.notified().await, ["mention"], "of the new one alone");
    });
}

#[test]
fn a_reblog_for_nobody_in_particular_is_one() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        let status = alice.posts("share me").await;
        let mut announce = bob.activity("Announce", 1, &status["uri"]);
        announce = without(announce, &["to", "cc"]);
        tells(home, &bob, &announce).await;
        let mut chosen = bob.activity("Announce", 2, &status["uri"]);
        chosen["to"] = json!([alice.account.uri]);
        tells(home, &bob, &chosen).await;
        assert_eq!(alice.notified().await, ["reblog"]);
    });
}

#[test]
fn what_is_shared_without_an_id_goes_by_its_page() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let (bob, dan) = (far.person("bob"), far.person("dan"));
        befriend(home, &alice, &far, &bob).await;
        let note = dan.note(1, "<p>on its page</p>");
        far.serves("/pages/1", &note);
        far.serves("/users/dan/notes/1", &note);
        // As granary has it: what it says of the object beside that is nobody's word.
        let shared = json!({
            "type": "Article", "content": "lies", "url": far.url("/pages/1"), "attributedTo": { "name": "Dan" },
        });
        let mut announce = bob.activity("Announce", 1, &shared);
        announce["to"] = json!(["https://www.w3.org/ns/activitystreams#Public"]);
        assert_eq!(bob.delivers(home, &announce).await.status, 202);
        home.settle().await;
        let shown = alice.home().await[0]["reblog"].clone();
        assert_eq!((text(&shown).as_str(), &shown["account"]["username"]), ("on its page", &json!("dan")));
    });
}

#[test]
fn a_change_counts_whenever_it_was_made() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        let note = aged(home, bob.note(1, "<p>first</p>"), 2);
        tells(home, &bob, &bob.activity("Create", 1, &note)).await;
        assert_eq!(newest(&alice).await["edited_at"], Value::Null);
        let mut changed = note.clone();
        changed["content"] = json!("<p>second</p>");
        tells(home, &bob, &bob.activity("Update", 1, &changed)).await;
        let shown = newest(&alice).await;
        assert_eq!(text(&shown), "second");
        assert!(shown["edited_at"].is_string());
        // Without other words, nothing was changed.
        home.pass(5_000);
        tells(home, &bob, &bob.activity("Update", 2, &changed)).await;
        assert_eq!(newest(&alice).await["edited_at"], shown["edited_at"]);
        // What was edited before it came says so, and an older change does not win over it.
        let mut edited = aged(home, bob.note(2, "<p>as it is</p>"), 1);
        edited["updated"] = json!(home.site.now().plus_millis(-60_000).to_rfc3339_seconds());
        tells(home, &bob, &bob.activity("Create", 2, &edited)).await;
        let shown = newest(&alice).await;
        assert_eq!((text(&shown).as_str(), shown["edited_at"].is_string()), ("as it is", true));
        let mut late = edited.clone();
        late["content"] = json!("<p>as it was</p>");
        late["updated"] = json!(home.site.now().plus_millis(-600_000).to_rfc3339_seconds());
        tells(home, &bob, &bob.activity("Update", 3, &late)).await;
        assert_eq!(text(&newest(&alice).await), "as it is");
        late["content"] = json!("<p>as it will be</p>");
        late["updated"] = json!(home.site.now().to_rfc3339_seconds());
        tells(home, &bob, &bob.activity("Update", 4, &late)).await;
        let history = list(&alice.get(&format!("/api/v1/statuses/{}/history", id(&shown))).await);
        assert_eq!(history.iter().map(text).collect::<Vec<_>>(), ["as it is", "as it will be"]);
    });
}

#[test]
fn a_ban_from_a_group_is_no_block() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        let mut ban = bob.activity("Block", 1, &json!(alice.account.uri));
        ban["target"] = json!(far.url("/c/tea"));
        tells(home, &bob, &ban).await;
        let there = alice.finds(&bob.handle()).await;
        let stands = alice.relationship(&there).await;
        assert_eq!((&stands["blocked_by"], &stands["following"]), (&json!(false), &json!(true)));
        ban["id"] = json!(format!("{}/blocks/2", bob.uri));
        ban["target"] = json!(alice.account.uri);
        tells(home, &bob, &ban).await;
        assert_eq!(alice.relationship(&there).await["blocked_by"], true);
    });
}

#[test]
fn only_what_is_put_among_the_pins_is_pinned() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        let mut profile = bob.document();
        profile["featured"] = json!(format!("{}/featured", bob.uri));
        far.serves("/users/bob", &profile);
        befriend(home, &alice, &far, &bob).await;
        let note = bob.note(1, "<p>hi</p>");
        tells(home, &bob, &bob.activity("Create", 1, &note)).await;
        let there = newest(&alice).await["account"]["id"].as_str().unwrap().to_owned();
        let pinned =
            async || list(&alice.get(&format!("/api/v1/accounts/{there}/statuses?pinned=true")).await).len();
        for (number, (kind, place, count)) in (1..).zip([
            ("Add", "bookmarks", 0),
            ("Add", "featured", 1),
            ("Remove", "bookmarks", 1),
            ("Remove", "featured", 0),
        ]) {
            let mut change = bob.activity(kind, number, &note["id"]);
            change["target"] = json!(format!("{}/{place}", bob.uri));
            tells(home, &bob, &change).await;
            assert_eq!(pinned().await, count, "{kind} {place}");
        }
    });
}

#[test]
fn whoever_publishes_is_looked_at_again_now_and_then() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        let mut profile = bob.document();
        profile["name"] = json!("Robert");
        far.serves("/users/bob", &profile);
        tells(home, &bob, &bob.activity("Create", 1, &bob.note(1, "<p>hi</p>"))).await;
        home.federation.inquire_due().await.unwrap();
        assert_eq!(newest(&alice).await["account"]["display_name"], "bob");
        home.pass(8 * DAY_MS);
        tells(home, &bob, &bob.activity("Create", 2, &bob.note(2, "<p>again</p>"))).await;
        home.federation.inquire_due().await.unwrap();
        assert_eq!(newest(&alice).await["account"]["display_name"], "Robert");
    });
}

#[test]
fn hashtags_that_cannot_be_written_are_shown_as_they_can() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        let mut note = bob.note(1, "<p>hi</p>");
        let names = ["#Tea", "#green tea", "＃cake(s)", "#1234", "#"];
        note["tag"] = names.iter().map(|name| json!({ "type": "Hashtag", "name": name })).collect();
        tells(home, &bob, &bob.activity("Create", 1, &note)).await;
        let tags = newest(&alice).await["tags"].clone();
        let tags: Vec<&str> =
            tags.as_array().unwrap().iter().filter_map(|tag| tag["name"].as_str()).collect();
        assert_eq!(tags, ["tea", "greentea", "cakes"]);
    });
}
