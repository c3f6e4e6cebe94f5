//! Threads that are whole: ours can be read by others, theirs are asked for when somebody opens them, and what comes in
//! the wrong order finds its place.

use http::StatusCode;
use serde_json::{Value, json};
use testkit::{
    Home, Neighbour, Person,
    people::{id, text},
};

use crate::{
    acquaintance::{aged, befriend},
    with_site,
};

const MINUTE_MS: i64 = 60_000;

/// The note as an answer to another.
fn answering(mut note: Value, to: &Value) -> Value {
    note["inReplyTo"] = to["id"].clone();
    note
}

/// Serves a note where it says that it is.
fn serve(far: &Neighbour, note: &Value) {
    let address = note["id"].as_str().expect("an id");
    far.serves(address.strip_prefix(&far.url("")).expect("an address there"), note);
}

/// The status at an address, as an app finds it.
async fn finds(alice: &Person, note: &Value) -> Value {
    let address = note["id"].as_str().expect("an id");
    let found = alice.get(&format!("/api/v2/search?type=statuses&resolve=true&q={address}")).await.ok();
    assert!(found["statuses"][0].is_object(), "{address}: {found}");
    found["statuses"][0].clone()
}

/// What stands above and below a status.
async fn thread(alice: &Person, status: &Value) -> (Vec<String>, Vec<String>) {
    let context = alice.get(&format!("/api/v1/statuses/{}/context", id(status))).await.ok();
    let words = |key: &str| context[key].as_array().expect("a list").iter().map(text).collect();
    (words("ancestors"), words("descendants"))
}

/// Three people on a server, with a thread of theirs an hour ago: a root, two answers, and an answer to the second.
struct Story {
    far: Neighbour,
    notes: [Value; 4],
}

impl Story {
    async fn begin(home: &Home) -> Self {
        let far = Neighbour::start().await;
        let (bob, dan) = (far.person("bob"), far.person("dan"));
        let root = aged(home, bob.note(1, "<p>root</p>"), 4);
        let first = answering(aged(home, dan.note(1, "<p>first</p>"), 3), &root);
        let second = answering(aged(home, dan.note(2, "<p>second</p>"), 2), &root);
        let deep = answering(aged(home, bob.note(2, "<p>deep</p>"), 1), &second);
        Self { far, notes: [root, first, second, deep] }
    }

    fn serve_all(&self) {
        self.notes.iter().for_each(|note| serve(&self.far, note));
    }
}

#[test]
fn a_thread_of_ours_can_be_read_whole_by_others() {
    with_site(async |home| {
        let (alice, carol) = (home.person("alice").await, home.person("carol").await);
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        let root = alice.posts("root").await;
        let answer = carol.replies(&root, "@alice answer").await;
        carol
            .posts_with(
                json!({ "status": "@alice psst", "visibility": "direct", "in_reply_to_id": root["id"] }),
            )
            .await;
        let note = answering(bob.note(1, "<p>from far</p>"), &json!({ "id": root["uri"] }));
        bob.delivers(home, &bob.activity("Create", 1, &note)).await;
        home.settle().await;
        let read = async |address: &str| {
            home.requests
                .get(address.strip_prefix(&home.site.instance.url("")).expect("an address here"))
                .await
        };
        let document = read(answer["uri"].as_str().unwrap()).await.ok();
        let address = document["context"].as_str().unwrap().to_owned();
        assert_eq!(address, format!("{}/context", root["uri"].as_str().unwrap()));
        assert_eq!(document["conversation"], address.as_str());
        let collection = read(&address).await.ok();
        assert_eq!(
            (&collection["type"], &collection["attributedTo"]),
            (&json!("OrderedCollection"), &json!(alice.account.uri))
        );
        let page = read(collection["first"].as_str().unwrap()).await.ok();
        assert_eq!(page["orderedItems"], json!([root["uri"], answer["uri"], note["id"]]));
        assert_eq!(read(&format!("{}/context", answer["uri"].as_str().unwrap())).await.status, 404);
        let quiet = alice.posts_with(json!({ "status": "quiet", "visibility": "private" })).await;
        assert_eq!(read(&format!("{}/context", quiet["uri"].as_str().unwrap())).await.status, 404);
    });
}

#[test]
fn an_answer_to_a_thread_elsewhere_names_where_that_can_be_read() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let mut story = Story::begin(home).await;
        let contexts = story.far.url("/contexts/1");
        story.notes[0]["context"] = json!(contexts);
        story.serve_all();
        let root = finds(&alice, &story.notes[0]).await;
        let answer = alice.replies(&root, "hello").await;
        let path = answer["uri"].as_str().unwrap().replace(&home.site.instance.url(""), "");
        assert_eq!(home.requests.get(&path).await.ok()["context"], contexts.as_str());
    });
}

#[test]
fn a_thread_elsewhere_is_asked_for_when_somebody_opens_it() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let mut story = Story::begin(home).await;
        let other = Neighbour::start().await;
        let eve = other.person("eve");
        let stray = aged(home, eve.note(2, "<p>no part of it</p>"), 1);
        let last = answering(aged(home, eve.note(1, "<p>last</p>"), 0), &story.notes[3]);
        serve(&other, &last);
        serve(&other, &stray);
        story.notes[0]["context"] = json!(story.far.url("/contexts/1"));
        story.serve_all();
        let [root, first, second, deep] = &story.notes;
        let page = story.far.url("/contexts/1?page=1");
        let collection = json!({ "id": root["context"], "type": "OrderedCollection", "first": page });
        story.far.serves("/contexts/1", &collection);
        let items =
            json!([root["id"], deep["id"], second["id"], first, last["id"], stray["id"], "nonsense", 7]);
        story
            .far
            .serves("/contexts/1?page=1", &json!({ "type": "OrderedCollectionPage", "orderedItems": items }));
        let shown = finds(&alice, root).await;
        home.settle().await;
        assert!(
            home.requests
                .get(&format!("/api/v1/statuses/{}/context", id(&shown)))
                .await
                .header("mastodon-async-refresh")
                .is_empty()
        );
        let path = format!("/api/v1/statuses/{}/context", id(&shown));
        let opened = alice.get(&path).await;
        let header = opened.header("mastodon-async-refresh").to_owned();
        let refresh = header.split('"').nth(1).unwrap_or_else(|| panic!("{header:?}")).to_owned();
        assert!(opened.ok()["descendants"].as_array().unwrap().is_empty());
        let refresh = format!("/api/v1_alpha/async_refreshes/{refresh}");
        assert_eq!(alice.get(&refresh).await.ok()["async_refresh"]["status"], "running");
        home.settle().await;
        let standing = alice.get(&refresh).await.ok()["async_refresh"].clone();
        assert_eq!((&standing["status"], &standing["result_count"]), (&json!("finished"), &json!(4)));
        assert_eq!(thread(&alice, &shown).await.1, ["first", "second", "deep", "last"]);
        assert!(alice.get(&path).await.header("mastodon-async-refresh").is_empty());
        assert!(alice.notified().await.is_empty());
        let asked = story.far.asked().len();
        home.settle().await;
        assert_eq!(story.far.asked().len(), asked, "not again within a quarter of an hour");
        home.pass(16 * MINUTE_MS);
        thread(&alice, &shown).await;
        home.settle().await;
        assert!(story.far.asked().len() > asked);
        assert_eq!(alice.get("/api/v1_alpha/async_refreshes/7").await.status, 404);
        assert_eq!(alice.get("/api/v1_alpha/async_refreshes/x").await.status, 404);
    });
}

#[test]
fn without_a_collection_of_the_whole_the_answers_are_followed() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let mut story = Story::begin(home).await;
        let replies = |number: u32| json!(story.far.url(&format!("/replies/{number}")));
        // As Mastodon: the beginning inside the note, the rest on pages.
        let (first, second, deep) =
            (story.notes[1]["id"].clone(), story.notes[2]["id"].clone(), story.notes[3]["id"].clone());
        let inside = json!({ "type": "Collection", "first": { "type": "CollectionPage", "items": [first], "next": replies(1) } });
        let nested = replies(2);
        story.far.serves("/replies/1", &json!({ "type": "CollectionPage", "items": [second] }));
        story.far.serves("/replies/2", &json!({ "type": "Collection", "items": [deep] }));
        story.notes[0]["replies"] = inside;
        story.notes[2]["replies"] = nested;
        story.serve_all();
        let root = finds(&alice, &story.notes[0]).await;
        thread(&alice, &root).await;
        home.settle().await;
        assert_eq!(thread(&alice, &root).await.1, ["first", "second", "deep"]);
    });
}

#[test]
fn what_stands_above_is_found_however_far_up_it_is() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        let mut notes = vec![aged(home, bob.note(0, "<p>0</p>"), 2)];
        for number in 1..60 {
            let note = answering(
                aged(home, bob.note(number, &format!("<p>{number}</p>")), 1),
                &notes[notes.len() - 1],
            );
            notes.push(note);
        }
        notes.iter().for_each(|note| serve(&far, note));
        let last = finds(&alice, &notes[59]).await;
        thread(&alice, &last).await;
        home.settle().await;
        let (above, _) = thread(&alice, &last).await;
        assert_eq!((above.len(), above[0].as_str()), (59, "0"));
    });
}

#[test]
fn an_answer_that_comes_first_finds_its_place() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        let root = bob.note(1, "<p>root</p>");
        let answer = answering(bob.note(2, "<p>answer</p>"), &root);
        let deep = answering(bob.note(3, "<p>deep</p>"), &answer);
        far.answers("/users/bob/notes/1", StatusCode::SERVICE_UNAVAILABLE);
        for (number, note) in [(3, &deep), (2, &answer), (1, &root)] {
            bob.delivers(home, &bob.activity("Create", number, note)).await;
            home.settle().await;
        }
        let shown = finds(&alice, &root).await;
        assert_eq!(thread(&alice, &shown).await.1, ["answer", "deep"]);
        assert_eq!(shown["replies_count"], 1);
        let deep = finds(&alice, &deep).await;
        assert_eq!(thread(&alice, &deep).await.0, ["root", "answer"]);
    });
}

#[test]
fn two_that_claim_to_answer_each_other_make_no_ring() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        let (one, two) = (bob.note(1, "<p>one</p>"), bob.note(2, "<p>two</p>"));
        let (one, two) = (answering(one.clone(), &two), answering(two, &one));
        for (number, note) in [(1, &one), (2, &two)] {
            bob.delivers(home, &bob.activity("Create", number, note)).await;
            home.settle().await;
        }
        let shown = finds(&alice, &one).await;
        assert_eq!(thread(&alice, &shown).await, (vec![], vec!["two".to_owned()]));
    });
}

#[test]
fn new_statuses_and_those_of_others_hosts_send_nobody_asking() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let (far, victim) = (Neighbour::start().await, Neighbour::start().await);
        let bob = far.person("bob");
        let young = bob.note(1, "<p>young</p>");
        let mut sly = aged(home, bob.note(2, "<p>sly</p>"), 1);
        sly["context"] = json!(victim.url("/contexts/1"));
        sly["replies"] = json!(victim.url("/replies/1"));
        serve(&far, &young);
        serve(&far, &sly);
        let shown = finds(&alice, &young).await;
        home.settle().await;
        let asked = far.asked().len();
        thread(&alice, &shown).await;
        home.settle().await;
        assert_eq!(far.asked().len(), asked);
        let shown = finds(&alice, &sly).await;
        thread(&alice, &shown).await;
        home.settle().await;
        assert!(victim.asked().is_empty());
        far.answers("/users/bob/notes/2", StatusCode::GONE);
        home.pass(16 * MINUTE_MS);
        thread(&alice, &shown).await;
        home.settle().await;
        assert_eq!(alice.get(&format!("/api/v1/statuses/{}", id(&shown))).await.status, 404);
    });
}

#[test]
fn proved_answers_are_passed_on_to_the_followers_of_whom_they_answer() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let (far, third) = (Neighbour::start().await, Neighbour::start().await);
        let (bob, dan) = (far.person("bob"), third.person("dan"));
        for follower in [&bob, &dan] {
            follower.delivers(home, &follower.activity("Follow", 1, &json!(alice.account.uri))).await;
        }
        let status = alice.posts("a question").await;
        home.settle().await;
        let (far_heard, third_heard) = (far.received().len(), third.received().len());
        let answer = |number: u32, words: &str| {
            let mut note = bob.note(number, words);
            note["inReplyTo"] = status["uri"].clone();
            note
        };
        let proved = bob.proves(home, bob.activity("Create", 1, &answer(1, "<p>proved</p>")));
        let unproved = bob.activity("Create", 2, &answer(2, "<p>unproved</p>"));
        let mut quiet = answer(3, "<p>for followers</p>");
        quiet["to"] = json!([format!("{}/followers", bob.uri)]);
        quiet["cc"] = json!([alice.account.uri]);
        let quiet = bob.proves(home, bob.activity("Create", 3, &quiet));
        let aside = bob.proves(home, bob.activity("Create", 4, &bob.note(4, "<p>to nobody</p>")));
        for activity in [&proved, &unproved, &quiet, &aside] {
            assert_eq!(bob.delivers(home, activity).await.status, 202);
        }
        home.settle().await;
        let gone = bob.activity("Delete", 5, &json!({ "type": "Tombstone", "id": proved["object"]["id"] }));
        let gone = bob.proves(home, gone);
        bob.delivers(home, &gone).await;
        home.settle().await;
        let told = third.received().split_off(third_heard);
        assert_eq!(told.iter().map(|it| &it.activity).collect::<Vec<_>>(), [&proved, &gone], "as they came");
        let signature = told[0].headers["signature"].to_str().unwrap();
        assert!(signature.contains(&alice.account.uri), "by alice, who passes it on: {signature}");
        assert_eq!(far.received().len(), far_heard, "not to where it comes from");
    });
}
