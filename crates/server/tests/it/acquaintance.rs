//! Getting to know somebody: a home timeline is not empty after the first follow, and a profile shows what its owner
//! shows.

use http::StatusCode;
use model::Timestamp;
use serde_json::{Value, json};
use testkit::{
    Answer, Home, Neighbour, Person, Stranger,
    people::{id, list, text},
};

use crate::with_site;

const HOUR_MS: i64 = 3_600_000;
const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// Somebody here follows somebody there, who lets them.
pub(crate) async fn befriend(home: &Home, alice: &Person, far: &Neighbour, bob: &Stranger) {
    alice.follows(&bob.handle()).await;
    home.settle().await;
    let wish = far.received().into_iter().map(|it| it.activity).rfind(|it| it["object"] == bob.uri.as_str());
    bob.delivers(home, &bob.activity("Accept", 0, &wish.expect("a wish to follow"))).await;
    home.settle().await;
}

/// A moment some hours ago, as documents write it.
pub(crate) fn hours_ago(home: &Home, hours: i64) -> Value {
    json!(Timestamp::from_millis(home.site.now().as_millis() - hours * HOUR_MS).to_rfc3339_seconds())
}

/// The note, published some hours ago.
pub(crate) fn aged(home: &Home, mut note: Value, hours: i64) -> Value {
    note["published"] = hours_ago(home, hours);
    note
}

/// How often a path was asked for.
fn count_asked(far: &Neighbour, path: &str) -> usize {
    far.asked().iter().filter(|asked| asked.as_str() == path).count()
}

/// Bob with an outbox of these activities, newest first, in one page.
fn publishes(far: &Neighbour, bob: &Stranger, items: &[Value]) {
    let outbox = format!("{}/outbox", bob.uri);
    let first = format!("{outbox}?page=true");
    far.serves("/users/bob/outbox", &json!({ "id": outbox, "type": "OrderedCollection", "first": first }));
    far.serves(
        "/users/bob/outbox?page=true",
        &json!({ "id": first, "type": "OrderedCollectionPage", "partOf": outbox, "orderedItems": items }),
    );
}

#[test]
fn whom_one_follows_brings_what_they_said_last_and_it_is_no_news() {
    with_site(async |home| {
        let (alice, carol) = (home.person("alice").await, home.person("carol").await);
        let far = Neighbour::start().await;
        let (bob, dan) = (far.person("bob"), far.person("dan"));
        let mut named = aged(home, bob.note(1, "<p>one, @alice</p>"), 3);
        named["tag"] = json!([{ "type": "Mention", "href": alice.account.uri, "name": "@alice" }]);
        let mut answer = aged(home, bob.note(2, "<p>and two</p>"), 2);
        answer["inReplyTo"] = named["id"].clone();
        let mut private = aged(home, bob.note(3, "<p>for followers</p>"), 1);
        private["to"] = json!([format!("{}/followers", bob.uri)]);
        let mut stray = aged(home, bob.note(4, "<p>half of it</p>"), 1);
        stray["inReplyTo"] = json!(far.url("/users/dan/notes/77"));
        let foreign = bob.activity("Create", 5, &dan.note(5, "<p>not bob's</p>"));
        let boost = bob.activity("Announce", 6, &json!(dan.note(6, "x")["id"]));
        let items: Vec<Value> = [(4, stray), (3, private), (2, answer), (1, named)]
            .map(|(number, note)| bob.activity("Create", number, &note))
            .into_iter()
            .chain([foreign, boost])
            .collect();
        publishes(&far, &bob, &items);
        alice.posts("mine").await;
        assert_eq!(alice.home_texts().await, ["mine"]);
        befriend(home, &alice, &far, &bob).await;
        assert_eq!(alice.home_texts().await, ["mine", "and two", "one, @alice"]);
        assert!(alice.notified().await.is_empty(), "what was found is no news");
        let account = alice.finds(&bob.handle()).await;
        let shown = list(&alice.get(&format!("/api/v1/accounts/{}/statuses", id(&account))).await);
        assert_eq!(shown.iter().map(text).collect::<Vec<_>>(), ["and two", "one, @alice"]);
        assert_eq!(shown[0]["in_reply_to_id"], shown[1]["id"]);
        assert!(shown[1]["created_at"].as_str() < shown[0]["created_at"].as_str());
        let asked = count_asked(&far, "/users/bob/outbox?page=true");
        carol.follows(&bob.handle()).await;
        home.settle().await;
        assert_eq!((asked, count_asked(&far, "/users/bob/outbox?page=true")), (1, 1), "once a day is enough");
        // What comes by itself afterwards is news as ever.
        bob.delivers(home, &bob.activity("Create", 9, &bob.note(9, "<p>news</p>"))).await;
        home.settle().await;
        assert_eq!(alice.home_texts().await[0], "news");
    });
}

#[test]
fn pins_that_nobody_told_of_are_found_when_the_profile_is_opened() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        let mut profile = bob.document();
        profile["featured"] = json!(format!("{}/featured", bob.uri));
        far.serves("/users/bob", &profile);
        let notes = [(1, "old"), (2, "new")].map(|(number, words)| aged(home, bob.note(number, words), 50));
        let pinned = |item: &Value| {
            let items = [item];
            let collection =
                json!({ "id": profile["featured"], "type": "OrderedCollection", "orderedItems": items });
            far.serves("/users/bob/featured", &collection);
        };
        pinned(&notes[0]);
        let account = alice.finds(&bob.handle()).await;
        home.settle().await;
        let path = format!("/api/v1/accounts/{}/statuses?pinned=true", id(&account));
        let texts = |shown: &Answer| list(shown).iter().map(text).collect::<Vec<_>>();
        assert_eq!(texts(&alice.get(&path).await), ["old"]);
        pinned(&notes[1]);
        home.pass(HOUR_MS);
        for _ in 0..2 {
            alice.get(&path).await;
            home.settle().await;
        }
        assert_eq!(count_asked(&far, "/users/bob/featured"), 1, "not again at once");
        home.pass(6 * HOUR_MS);
        home.requests.get(&path).await;
        home.settle().await;
        assert_eq!(count_asked(&far, "/users/bob/featured"), 1, "visitors cause no questions");
        assert_eq!(texts(&alice.get(&path).await), ["old"]);
        home.settle().await;
        assert_eq!(texts(&alice.get(&path).await), ["new"]);
        home.settle().await;
        assert_eq!(count_asked(&far, "/users/bob/featured"), 2);
    });
}

#[test]
fn a_profile_shows_what_is_pinned_and_featured_there() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        let mut profile = bob.document();
        profile["featured"] = json!(format!("{}/featured", bob.uri));
        profile["featuredTags"] = json!(format!("{}/tags", bob.uri));
        far.serves("/users/bob", &profile);
        let (first, second) =
            (aged(home, bob.note(1, "<p>first</p>"), 50), aged(home, bob.note(2, "<p>second</p>"), 60));
        let pinned = |items: &[&Value]| {
            let collection =
                json!({ "id": profile["featured"], "type": "OrderedCollection", "orderedItems": items });
            far.serves("/users/bob/featured", &collection);
        };
        far.serves("/users/bob/notes/2", &second);
        pinned(&[&first, &second["id"]]);
        far.serves(
            "/users/bob/tags",
            &json!({ "type": "Collection", "items": [
                { "type": "Hashtag", "name": "#Tea", "href": far.url("/tags/tea") }, { "type": "Hashtag", "name": "" },
            ]}),
        );
        let account = alice.finds(&bob.handle()).await;
        home.settle().await;
        let path = format!("/api/v1/accounts/{}", id(&account));
        let shown = async || {
            let shown = list(&alice.get(&format!("{path}/statuses?pinned=true")).await);
            shown.iter().map(text).collect::<Vec<_>>()
        };
        assert_eq!(shown().await, ["first", "second"]);
        let tags = list(&alice.get(&format!("{path}/featured_tags")).await);
        assert_eq!((tags.len(), &tags[0]["name"]), (1, &json!("Tea")));
        // One is no longer pinned; whoever asks a day later learns that.
        pinned(&[&second]);
        home.pass(25 * HOUR_MS);
        befriend(home, &alice, &far, &bob).await;
        assert_eq!(shown().await, ["second"]);
        let third = aged(home, bob.note(3, "<p>third</p>"), 70);
        far.serves("/users/bob/notes/3", &third);
        let mut pin = bob.activity("Add", 1, &third["id"]);
        pin["target"] = profile["featured"].clone();
        bob.delivers(home, &pin).await;
        let mut tag = bob.activity("Remove", 2, &json!({ "type": "Hashtag", "name": "#tea" }));
        tag["target"] = profile["featuredTags"].clone();
        bob.delivers(home, &tag).await;
        home.settle().await;
        assert_eq!(shown().await, ["third", "second"]);
        assert!(list(&alice.get(&format!("{path}/featured_tags")).await).is_empty());
    });
}

#[test]
fn who_does_not_answer_is_asked_again_but_not_for_ever() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        far.answers("/users/bob/outbox", StatusCode::SERVICE_UNAVAILABLE);
        alice.finds(&bob.handle()).await;
        for tries in 1..=8 {
            home.settle().await;
            assert_eq!(count_asked(&far, "/users/bob/outbox"), tries.min(5), "{tries}");
            home.pass(6 * HOUR_MS);
        }
    });
}

#[test]
fn what_was_missed_while_the_server_was_away_is_asked_for() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let (far, other) = (Neighbour::start().await, Neighbour::start().await);
        let (bob, dan) = (far.person("bob"), other.person("dan"));
        befriend(home, &alice, &far, &bob).await;
        befriend(home, &alice, &other, &dan).await;
        assert_eq!(home.federation.wake().await.unwrap(), 0, "the first time");
        home.pass(10 * 60_000);
        assert_eq!(home.federation.wake().await.unwrap(), 0, "it was not away");
        home.pass(5 * HOUR_MS);
        publishes(&far, &bob, &[bob.activity("Create", 1, &aged(home, bob.note(1, "<p>missed</p>"), 2))]);
        // Nobody who has spoken since is asked; in a story nothing is forgotten at a start, so a fresh one stands for it.
        let back = home.awakes();
        assert_eq!(back.wake().await.unwrap(), 2);
        assert_eq!(back.wake().await.unwrap(), 0);
        let asked = count_asked(&far, "/users/bob/outbox");
        assert_eq!((back.inquire_due().await.unwrap(), count_asked(&far, "/users/bob/outbox")), (0, asked));
        home.pass(11 * 60_000);
        assert_eq!(back.inquire_due().await.unwrap(), 2);
        home.settle().await;
        assert_eq!(alice.home_texts().await, ["missed"]);
        assert!(alice.notified().await.is_empty());
    });
}

#[test]
fn an_outbox_is_read_only_so_far_and_only_at_home() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let (far, victim) = (Neighbour::start().await, Neighbour::start().await);
        let bob = far.person("bob");
        let outbox = format!("{}/outbox", bob.uri);
        far.serves(
            "/users/bob/outbox",
            &json!({ "type": "OrderedCollection", "first": format!("{outbox}?page=0") }),
        );
        for page in 0..20 {
            let note = bob.note(page, &format!("<p>{page}</p>"));
            let item = bob.activity("Create", page, &note);
            let next = format!("{outbox}?page={}", page + 1);
            let document =
                json!({ "type": "OrderedCollectionPage", "next": next, "orderedItems": [item, 7, null, {}] });
            far.serves(&format!("/users/bob/outbox?page={page}"), &document);
        }
        alice.finds(&bob.handle()).await;
        home.settle().await;
        let asked = far.asked().iter().filter(|path| path.starts_with("/users/bob/outbox")).count();
        assert_eq!(asked, 3);
        let eve = far.person("eve");
        let mut profile = eve.document();
        for key in ["outbox", "featured", "featuredTags"] {
            profile[key] = json!(victim.url(&format!("/{key}")));
        }
        profile["outbox"] = json!({ "type": "OrderedCollection", "orderedItems": [victim.url("/notes/1")] });
        far.serves("/users/eve", &profile);
        alice.finds(&eve.handle()).await;
        home.settle().await;
        assert_eq!(victim.asked(), Vec::<String>::new());
        let looped = far.person("looped");
        let own = format!("{}/outbox", looped.uri);
        let page = json!({ "type": "OrderedCollection", "first": own, "next": own, "to": PUBLIC });
        far.serves("/users/looped/outbox", &page);
        alice.finds(&looped.handle()).await;
        home.settle().await;
        assert_eq!(count_asked(&far, "/users/looped/outbox"), 1);
    });
}

#[test]
fn a_tag_that_somebody_opens_is_asked_for_where_their_friends_live() {
    with_site(async |home| {
        let (alice, carol) = (home.person("alice").await, home.person("carol").await);
        let (far, other) = (Neighbour::start().await, Neighbour::start().await);
        let (bob, dan) = (far.person("bob"), other.person("dan"));
        befriend(home, &alice, &far, &bob).await;
        let tagged = |by: &Stranger, number: u32, words: &str, hours: i64| {
            let mut note = aged(home, by.note(number, words), hours);
            note["tag"] = json!([{ "type": "Hashtag", "name": "#Tea", "href": far.url("/tags/tea") }]);
            note
        };
        let (first, second) =
            (tagged(&bob, 1, "<p>green #Tea</p>", 5), tagged(&dan, 2, "<p>black #tea</p>", 4));
        let mut private = tagged(&bob, 3, "<p>secret #tea</p>", 3);
        private["to"] = json!([format!("{}/followers", bob.uri)]);
        let plain = aged(home, bob.note(4, "<p>coffee</p>"), 3);
        far.serves("/users/bob/notes/1", &first);
        other.serves("/users/dan/notes/2", &second);
        far.serves("/users/bob/notes/3", &private);
        far.serves("/users/bob/notes/4", &plain);
        let own = alice.posts("my own").await;
        let told =
            |uri: &Value| json!({ "id": "1", "uri": uri, "visibility": "public", "content": "<p>a lie</p>" });
        let listed = [&plain["id"], &private["id"], &second["id"], &first["id"], &own["uri"], &json!(7)];
        let timeline = "/api/v1/timelines/tag/tea?limit=20";
        let body = Value::from_iter(listed.map(told)).to_string();
        far.serves_as(timeline, "application/json; charset=utf-8", &body);
        let texts = async |by: &Person| {
            home.settle().await;
            let shown = list(&by.get("/api/v1/timelines/tag/Tea").await);
            shown.iter().map(text).collect::<Vec<_>>()
        };
        alice.act("/api/v1/tags/Tea/follow").await;
        assert_eq!(texts(&alice).await, ["black #tea", "green #Tea"], "each as its own server tells it");
        assert_eq!(alice.home_texts().await, ["my own", "black #tea", "green #Tea"]);
        assert!(alice.notified().await.is_empty(), "what was found is no news");
        // Not again at once, not for visitors, and not by who follows nobody elsewhere.
        home.pass(HOUR_MS);
        texts(&alice).await;
        home.pass(6 * HOUR_MS);
        home.requests.get("/api/v1/timelines/tag/tea").await;
        texts(&carol).await;
        assert_eq!(count_asked(&far, timeline), 1);
        alice.get("/api/v1/timelines/tag/tea?max_id=1").await;
        home.settle().await;
        assert_eq!(count_asked(&far, timeline), 1, "further pages ask nothing");
        texts(&alice).await;
        home.settle().await;
        assert_eq!(count_asked(&far, timeline), 2);
        // Servers that have no such timeline, or tell nonsense, are left alone.
        for nonsense in ["[", "{}", "[[1]]", r#"[{"uri":"no address"},{"uri":null},{}]"#] {
            far.serves_as(timeline, "application/json", nonsense);
            home.pass(7 * HOUR_MS);
            assert_eq!(texts(&alice).await.len(), 2, "{nonsense}");
        }
    });
}

#[test]
fn the_hashtags_of_a_profile_are_told_to_followers() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        bob.delivers(home, &bob.activity("Follow", 1, &json!(alice.account.uri))).await;
        home.settle().await;
        let heard = far.received().len();
        let tag = alice.act("/api/v1/tags/Tea/feature").await;
        alice.act("/api/v1/tags/tea/feature").await;
        let featured = list(&alice.get("/api/v1/featured_tags").await);
        let path = format!("/api/v1/featured_tags/{}", id(&featured[0]));
        alice.send(http::Method::DELETE, &path, None).await.ok();
        alice.act("/api/v1/tags/Tea/unfeature").await;
        home.settle().await;
        let told: Vec<Value> = far.received().split_off(heard).into_iter().map(|it| it.activity).collect();
        assert_eq!(told.iter().map(|it| &it["type"]).collect::<Vec<_>>(), ["Add", "Remove"], "{tag:?}");
        for activity in told {
            assert_eq!(activity["target"], format!("{}/collections/featured", alice.account.uri));
            assert_eq!(
                (&activity["object"]["type"], &activity["object"]["name"]),
                (&json!("Hashtag"), &json!("#Tea"))
            );
        }
    });
}
