//! Suspending: nothing is shown any more, there is a way back for thirty days, and then everything goes.

use http::{Method, StatusCode};
use model::Role;
use serde_json::{Value, json};
use testkit::{
    Home, Neighbour, Person,
    people::{id, list, text},
};

use super::limits::acts;
use crate::with_site;

const DAY_MS: i64 = 24 * 3_600_000;

async fn document(home: &Home, uri: &str) -> (StatusCode, Value) {
    let path = uri.strip_prefix(home.requests.base()).unwrap_or(uri);
    let request = home.requests.request(Method::GET, path).header("accept", "application/activity+json");
    let answer = home.requests.send(request).await;
    (answer.status, serde_json::from_str(&answer.text).unwrap_or_default())
}

async fn page(home: &Home, path: &str) -> StatusCode {
    home.requests.send(home.requests.request(Method::GET, path).header("accept", "text/html")).await.status
}

async fn sees(who: &Person, status: &Value) -> bool {
    who.get(&format!("/api/v1/statuses/{}", id(status))).await.status == 200
}

#[test]
fn a_suspended_person_is_gone_for_everybody_and_comes_back_whole() {
    with_site(async |home| {
        let (mia, bob) = (home.member("mia", Role::MODERATOR).await, home.person("bob").await);
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let carol = far.person("carol");
        carol.delivers(home, &carol.activity("Follow", 1, &json!(alice.account.uri))).await;
        bob.follows("alice").await;
        let status = alice.posts("hello bob").await;
        alice.favourites(&bob.posts("mine").await).await;
        home.settle().await;
        assert_eq!(bob.notified().await, ["favourite"]);
        let before = far.received().len();

        acts(&mia, &alice.account.id.to_string(), "suspend").await.ok();
        home.settle().await;
        assert!(!sees(&bob, &status).await, "its statuses are gone");
        assert!(!bob.home_texts().await.contains(&"hello bob".to_owned()));
        assert_eq!(bob.notified().await, Vec::<String>::new());
        let shown = bob.get(&format!("/api/v1/accounts/{}", alice.account.id)).await.ok();
        assert_eq!((&shown["suspended"], &shown["note"]), (&json!(true), &json!("")));
        let following = bob.get(&format!("/api/v1/accounts/{}/following", bob.account.id)).await.ok();
        assert_eq!(following, json!([]));
        for path in ["/@alice", "/@alice.rss", &format!("/@alice/{}", id(&status))] {
            let answer = page(home, path).await;
            assert!([403, 404, 410].contains(&answer.as_u16()), "S-122: {path}: {answer}");
        }
        let told = far.received().last().unwrap().activity.clone();
        assert_eq!(far.received().len(), before + 1);
        assert_eq!((&told["type"], &told["object"]["suspended"]), (&json!("Update"), &json!(true)));
        assert_eq!(told["object"]["summary"], "");
        let (answer, actor) = document(home, &alice.account.uri).await;
        // As on Mastodon: other servers learn from it why, and the key proves that it is so. Once it is gone, 410.
        assert_eq!(
            (answer, &actor["suspended"]),
            (StatusCode::OK, &json!(true)),
            "S-122: the key is still there"
        );
        assert_eq!(document(home, status["uri"].as_str().unwrap()).await.0, 410, "S-122");

        mia.act(&format!("/api/v1/admin/accounts/{}/unsuspend", alice.account.id)).await.ok();
        home.settle().await;
        assert!(sees(&bob, &status).await);
        assert!(bob.home_texts().await.contains(&"hello bob".to_owned()));
        assert_eq!(far.received().last().unwrap().activity["object"].get("suspended"), None);
        assert_eq!(page(home, "/@alice").await, 200);
        assert_eq!(
            list(&alice.get(&format!("/api/v1/accounts/{}/followers", alice.account.id)).await).len(),
            2
        );
        let again = mia.act(&format!("/api/v1/admin/accounts/{}/unsuspend", alice.account.id)).await;
        assert_eq!(again.status, 403, "nothing to take back");
    });
}

#[test]
fn after_thirty_days_everything_goes_by_itself() {
    with_site(async |home| {
        let (mia, bob) = (home.member("mia", Role::MODERATOR).await, home.person("bob").await);
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let carol = far.person("carol");
        carol.delivers(home, &carol.activity("Follow", 1, &json!(alice.account.uri))).await;
        let status = alice.posts("hello").await;
        home.settle().await;
        acts(&mia, &alice.account.id.to_string(), "suspend").await.ok();
        home.pass(29 * DAY_MS);
        social::housekeeping::tidy(&home.site).await.unwrap();
        home.settle().await;
        assert!(!far.received_types().contains(&"Delete".to_owned()), "there is a way back");
        home.pass(2 * DAY_MS);
        social::housekeeping::tidy(&home.site).await.unwrap();
        home.settle().await;
        assert_eq!(far.received_types().last().map(String::as_str), Some("Delete"));
        assert_eq!(document(home, &alice.account.uri).await.0, 410);
        assert!(!sees(&bob, &status).await);
        let unsuspend = mia.act(&format!("/api/v1/admin/accounts/{}/unsuspend", alice.account.id)).await;
        assert_eq!(unsuspend.status, 403, "there is nobody to bring back");
        let user = social::sign_up::NewUser {
            username: "alice".into(),
            email: "other@mail.example".into(),
            password: "a long password".into(),
            role_id: Role::EVERYBODY,
        };
        social::sign_up::create(&home.site, user).await.unwrap_err();
    });
}

#[test]
fn whoever_may_deletes_a_suspended_account_without_waiting() {
    with_site(async |home| {
        let (olga, alice) = (home.member("olga", Role::OWNER).await, home.person("alice").await);
        let path = format!("/api/v1/admin/accounts/{}", alice.account.id);
        acts(&olga, &alice.account.id.to_string(), "suspend").await.ok();
        assert_eq!(olga.send(Method::DELETE, &path, None).await.ok()["suspended"], true);
        home.settle().await;
        assert_eq!(document(home, &alice.account.uri).await.0, 410);
        assert_eq!(alice.get("/api/v1/timelines/home").await.status, 401);
        assert_eq!(olga.send(Method::DELETE, &path, None).await.status, 403, "once");
    });
}

#[test]
fn nothing_of_a_suspended_stranger_is_shown_or_taken_until_it_is_back() {
    with_site(async |home| {
        let (mia, alice) = (home.member("mia", Role::MODERATOR).await, home.person("alice").await);
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        alice.follows(&bob.handle()).await;
        bob.delivers(home, &bob.activity("Follow", 1, &json!(alice.account.uri))).await;
        home.settle().await;
        let wish = far.received().into_iter().find(|it| it.activity["type"] == "Follow").unwrap().activity;
        bob.delivers(home, &bob.activity("Accept", 2, &wish)).await;
        let posts = async |number: u32, words: &str| {
            let note = bob.note(number, words);
            bob.delivers(home, &bob.activity("Create", number, &note)).await;
            home.settle().await;
        };
        posts(3, "before").await;
        assert_eq!(alice.home_texts().await, ["before"]);
        let known = alice.finds(&bob.handle()).await;
        let friends = alice.post("/api/v1/lists", json!({ "title": "Friends" })).await.ok();
        let place = format!("/api/v1/lists/{}/accounts", id(&friends));
        alice.post(&place, json!({ "account_ids": [id(&known)] })).await.ok();
        acts(&mia, id(&known), "suspend").await.ok();
        home.settle().await;
        assert_eq!(alice.home_texts().await, Vec::<String>::new());
        assert!(far.received_types().contains(&"Reject".to_owned()), "they read nobody here any more");
        let told = list(&alice.get("/api/v1/notifications?types[]=severed_relationships").await);
        let lost = &told[0]["event"];
        assert_eq!((&lost["type"], &lost["purged"]), (&json!("account_suspension"), &json!(false)));
        assert_eq!((&lost["followers_count"], &lost["following_count"]), (&json!(1), &json!(1)));
        let relationship = alice.relationship(&known).await;
        assert_eq!(
            (&relationship["following"], &relationship["followed_by"]),
            (&json!(false), &json!(false))
        );
        posts(4, "meanwhile").await;
        let before = far.received().len();
        mia.act(&format!("/api/v1/admin/accounts/{}/unsuspend", id(&known))).await.ok();
        home.settle().await;
        let asked: Vec<Value> = far.received()[before..].iter().map(|it| it.activity.clone()).collect();
        assert_eq!(
            (asked.len(), &asked[0]["type"], &asked[0]["object"]),
            (1, &json!("Follow"), &json!(bob.uri))
        );
        bob.delivers(home, &bob.activity("Accept", 6, &asked[0])).await;
        home.settle().await;
        let relationship = alice.relationship(&known).await;
        assert_eq!(relationship["following"], true, "what was lost is asked for again");
        assert_eq!(
            relationship["followed_by"], false,
            "nobody can have somebody follow again but they themselves"
        );
        assert_eq!(list(&alice.get(&place).await).len(), 1, "and on its list");
        posts(5, "after").await;
        let mut shown: Vec<String> = alice.home().await.iter().map(text).collect();
        shown.sort();
        assert_eq!(shown, ["after", "before"]);
    });
}
