//! What is going on, and whom one may want to follow.

use http::Method;
use serde_json::{Value, json};
use testkit::{
    Home, Neighbour, Person,
    people::{id, list, text},
};

use crate::with_site;

/// Longer than trends stand.
const LATER_MS: i64 = 6 * 60 * 1_000;

async fn wants(who: &Person, changes: Value) {
    who.send(Method::PATCH, "/api/v1/accounts/update_credentials", Some(changes)).await.ok();
}

async fn cast(home: &Home) -> [Person; 4] {
    let people = [
        home.person("alice").await,
        home.person("bob").await,
        home.person("carol").await,
        home.person("dave").await,
    ];
    for person in &people {
        wants(person, json!({ "discoverable": true })).await;
    }
    people
}

#[test]
fn what_many_people_do_trends() {
    with_site(async |home| {
        let [alice, bob, carol, dave] = cast(home).await;
        let page = "https://news.example/tea?x=1";
        for who in [&alice, &bob, &carol] {
            who.posts(&format!("#tea is on {page}#top")).await;
        }
        for _ in 0..5 {
            alice.posts("#mine alone https://only.example/").await;
        }
        alice.posts("#cake").await;
        bob.posts("#cake").await;
        let good = alice.posts("good words").await;
        let shy = dave.posts("shy words").await;
        wants(&dave, json!({ "discoverable": false })).await;
        let hot = alice.posts_with(json!({ "status": "hot words", "spoiler_text": "hot" })).await;
        for who in [&bob, &carol] {
            for status in [&good, &shy, &hot] {
                who.favourites(status).await;
            }
        }
        let names = |tags: Vec<Value>| -> Vec<String> {
            tags.iter().map(|tag| tag["name"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(names(list(&home.requests.get("/api/v1/trends/tags").await)), ["tea", "cake"]);
        assert_eq!(names(list(&home.requests.get("/api/v1/trends?limit=1&offset=1").await)), ["cake"]);
        let statuses = list(&dave.get("/api/v1/trends/statuses").await);
        assert_eq!(statuses.iter().map(text).collect::<Vec<_>>(), ["good words"]);
        let links = list(&dave.get("/api/v1/trends/links").await);
        assert_eq!(links.len(), 1);
        assert_eq!(
            (&links[0]["url"], &links[0]["type"]),
            (&json!("https://news.example/tea?x=1"), &json!("link"))
        );
        assert_eq!(links[0]["history"][0]["accounts"], "3");
        let pointing =
            list(&dave.get("/api/v1/timelines/link?url=https%3A%2F%2Fnews.example%2Ftea%3Fx%3D1").await);
        assert_eq!(pointing.len(), 3);
        dave.act(&format!("/api/v1/accounts/{}/mute", alice.account.id)).await.ok();
        assert!(
            list(&dave.get("/api/v1/trends/statuses").await).is_empty(),
            "not for those who hide the author"
        );
        let better = bob.posts("better words").await;
        for who in [&alice, &carol, &dave] {
            who.reblogs(&better).await;
        }
        let statuses = list(&home.requests.get("/api/v1/trends/statuses").await);
        assert_eq!(statuses.iter().map(text).collect::<Vec<_>>(), ["good words"], "worked out a moment ago");
        home.pass(LATER_MS);
        let statuses = list(&home.requests.get("/api/v1/trends/statuses").await);
        assert_eq!(statuses.iter().map(text).collect::<Vec<_>>(), ["better words", "good words"]);
    });
}

#[test]
fn people_are_suggested_who_are_near() {
    with_site(async |home| {
        let [alice, bob, carol, dave] = cast(home).await;
        let erin = home.person("erin").await;
        alice.follows("bob").await;
        bob.follows("carol").await;
        bob.follows("erin").await;
        let names = async |who: &Person| -> Vec<(String, String)> {
            let word = |value: &Value| value.as_str().unwrap().to_owned();
            let found = list(&who.get("/api/v2/suggestions").await);
            found.iter().map(|one| (word(&one["account"]["acct"]), word(&one["sources"][0]))).collect()
        };
        let pair = |name: &str, source: &str| (name.to_owned(), source.to_owned());
        let near = pair("carol", "friends_of_friends");
        assert_eq!(
            names(&alice).await,
            [near.clone(), pair("dave", "most_followed")],
            "erin does not like to be found"
        );
        let first = list(&alice.get("/api/v1/suggestions").await);
        assert_eq!(first[0]["acct"], "carol");
        alice.send(Method::DELETE, &format!("/api/v1/suggestions/{}", dave.account.id), None).await.ok();
        assert_eq!(names(&alice).await, [near]);
        alice.act(&format!("/api/v1/accounts/{}/block", carol.account.id)).await.ok();
        assert!(names(&alice).await.is_empty());
        assert_eq!(erin.get("/api/v2/suggestions?limit=1").await.ok().as_array().unwrap().len(), 1);
        assert_eq!(alice.send(Method::DELETE, "/api/v1/suggestions/1", None).await.status, 404);
    });
}

#[test]
fn the_directory_lists_those_who_like_to_be_found() {
    with_site(async |home| {
        let [alice, bob, ..] = cast(home).await;
        let erin = home.person("erin").await;
        erin.posts("not me").await;
        bob.posts("first").await;
        home.pass(60_000);
        alice.posts("second").await;
        let names = async |query: &str| -> Vec<String> {
            let found = list(&home.requests.get(&format!("/api/v1/directory{query}")).await);
            found.iter().map(|it| it["acct"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(names("").await, ["alice", "bob"]);
        assert_eq!(names("?order=new").await, ["dave", "carol", "bob", "alice"]);
        assert_eq!(names("?order=new&local=true&limit=1&offset=1").await, ["carol"]);
        assert_eq!(home.requests.get("/api/v1/directory?order=best").await.status, 422);
    });
}

#[test]
fn neighbours_are_found_by_their_domain() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let neighbour = Neighbour::start().await;
        let bob = alice.finds(&neighbour.person("bob").handle()).await;
        assert!(!id(&bob).is_empty());
        let begin = &neighbour.domain[..6];
        let found = home.requests.get(&format!("/api/v1/peers/search?q={begin}")).await.ok();
        assert_eq!(found, json!([neighbour.domain]));
        assert_eq!(home.requests.get("/api/v1/peers/search?q=nowhere").await.ok(), json!([]));
        assert_eq!(home.requests.get("/api/v1/instance/peers").await.ok(), json!([neighbour.domain]));
    });
}
