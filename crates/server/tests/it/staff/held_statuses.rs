//! Statuses that a content rule holds: nobody but their author and staff knows of them until they are released.

use std::time::Duration;

use futures_util::StreamExt;
use http::Method;
use model::Role;
use serde_json::{Value, json};
use testkit::{
    Home, Neighbour, Person,
    people::{id, list, text},
};
use tokio_tungstenite::connect_async;

use super::content_rules::{HITS, RULES, rules, words};
use crate::with_site;

const HELD: &str = "/api/fanfare/v1/admin/held_statuses";
const HOUR_MS: i64 = 3_600_000;

async fn waiting(mia: &Person) -> Vec<Value> {
    list(&mia.get(HELD).await)
}

async fn statuses_of(viewer: &Person, account: &str) -> Vec<Value> {
    list(&viewer.get(&format!("/api/v1/accounts/{account}/statuses")).await)
}

/// What of a status others can find, wherever they look.
async fn traces(home: &Home, viewer: &Person, author: &Person, status: &Value) -> Vec<String> {
    let (id, of) = (id(status), author.account.id.to_string());
    let mut found = Vec::new();
    for path in [
        format!("/api/v1/statuses/{id}"),
        format!("/api/v1/statuses/{id}/context"),
        format!("/api/v1/statuses/{id}/history"),
        format!("/api/v1/statuses/{id}/reblogged_by"),
    ] {
        if viewer.get(&path).await.status == 200 || home.requests.get(&path).await.status == 200 {
            found.push(path);
        }
    }
    for path in [
        format!("/api/v1/accounts/{of}/statuses"),
        "/api/v1/timelines/home".to_owned(),
        "/api/v1/timelines/public".to_owned(),
        "/api/v1/timelines/tag/luck".to_owned(),
        "/api/v1/trends/tags".to_owned(),
        "/api/v2/search?q=casino&type=statuses".to_owned(),
        "/api/v1/notifications".to_owned(),
        "/api/v1/conversations".to_owned(),
        format!("/users/{}/outbox?page=true", author.account.username),
        format!("/@{}", author.account.username),
        format!("/@{}.rss", author.account.username),
        format!("/@{}/{id}", author.account.username),
        status["uri"].as_str().unwrap().split_once(home.domain()).unwrap().1.to_owned(),
    ] {
        let answer = viewer.get(&path).await;
        if answer.text.contains("asino") || answer.text.contains("\"luck\"") {
            found.push(path);
        }
    }
    found
}

#[test]
fn what_is_held_is_known_to_its_author_and_staff_alone_until_it_is_released() {
    with_site(async |home| {
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let neighbour = Neighbour::start().await;
        let dora = neighbour.person("dora");
        let follow = dora.activity("Follow", 1, &json!(alice.account.uri));
        dora.delivers(home, &follow).await;
        bob.follows("alice").await;
        home.settle().await;
        rules(home, &olga, "hold", "everywhere", words(&["casino"])).await;
        let before = neighbour.received().len();
        let poll = json!({ "options": ["red", "black"], "expires_in": 7200 });
        let body = json!({ "status": "@bob the casino is open #luck", "poll": poll });
        let status = alice.post("/api/v1/statuses", body).await.ok();
        home.settle().await;
        assert_eq!((&status["held"], &status["visibility"]), (&json!(true), &json!("public")));
        assert_eq!(alice.get(&format!("/api/v1/statuses/{}", id(&status))).await.ok()["held"], true);
        assert_eq!(traces(home, &bob, &alice, &status).await, Vec::<String>::new());
        assert_eq!(
            traces(home, &mia, &alice, &status).await,
            Vec::<String>::new(),
            "staff see it in their queue"
        );
        assert_eq!(neighbour.received().len(), before, "nobody elsewhere is told");
        let asked = dora.asks(home, status["uri"].as_str().unwrap()).await;
        assert_eq!(asked.status, 404, "nor answered");
        let own = alice.get("/api/v1/accounts/verify_credentials").await.ok();
        assert_eq!(own["statuses_count"], 0);
        for verb in ["favourite", "reblog", "pin"] {
            let answer = alice.act(&format!("/api/v1/statuses/{}/{verb}", id(&status))).await;
            assert!(answer.status.is_client_error(), "{verb}: {}", answer.status);
        }
        let reply = json!({ "status": "and?", "in_reply_to_id": status["id"] });
        assert_eq!(alice.post("/api/v1/statuses", reply).await.status, 404);
        let queue = waiting(&mia).await;
        assert_eq!((queue.len(), &queue[0]["state"]), (1, &json!("waiting")));
        assert_eq!(
            (text(&queue[0]["status"]), &queue[0]["account"]["username"]),
            ("@bob the casino is open #luck".into(), &json!("alice"))
        );
        assert_eq!(bob.get(HELD).await.status, 403);
        home.pass(HOUR_MS);
        let path = format!("{HELD}/{}/release", id(&queue[0]));
        assert_eq!(mia.act(&path).await.ok()["state"], "released");
        assert_eq!(mia.act(&path).await.status, 404, "once");
        home.settle().await;
        let now = bob.get(&format!("/api/v1/statuses/{}", id(&status))).await.ok();
        assert_eq!((&now["visibility"], now.get("held")), (&json!("public"), None));
        assert_eq!(now["created_at"], home.site.now().to_rfc3339_millis(), "as if it was published now");
        assert_eq!(bob.notified().await, ["mention"]);
        assert_eq!(bob.home_texts().await.len(), 1);
        assert_eq!(list(&bob.get("/api/v1/timelines/tag/luck").await).len(), 1);
        assert_eq!(neighbour.received().len(), before + 1);
        let own = alice.get("/api/v1/accounts/verify_credentials").await.ok();
        assert_eq!(own["statuses_count"], 1);
        assert!(waiting(&mia).await.is_empty());
        let staffs = mia.posts("the casino again").await;
        assert_eq!(staffs.get("held"), None, "whoever decides is not held");
    });
}

#[test]
fn what_is_held_is_removed_by_staff_or_by_its_author_and_nobody_hears_of_it() {
    with_site(async |home| {
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let alice = home.person("alice").await;
        let neighbour = Neighbour::start().await;
        let dora = neighbour.person("dora");
        dora.delivers(home, &dora.activity("Follow", 1, &json!(alice.account.uri))).await;
        home.settle().await;
        rules(home, &olga, "hold", "local", words(&["casino"])).await;
        let before = neighbour.received().len();
        let (one, other) = (alice.posts("casino one").await, alice.posts("casino two").await);
        let path = format!("/api/v1/statuses/{}", id(&one));
        alice.send(Method::PUT, &path, Some(json!({ "status": "now a museum" }))).await.ok();
        assert_eq!(alice.get(&path).await.ok()["held"], true, "it waits on");
        alice.send(Method::DELETE, &path, None).await.ok();
        home.settle().await;
        let queue = waiting(&mia).await;
        assert_eq!((queue.len(), &queue[0]["status"]["id"]), (1, &other["id"]));
        assert_eq!(list(&mia.get(HITS).await)[1]["state"], "removed");
        let path = format!("{HELD}/{}/remove", id(&queue[0]));
        let removed = mia.post(&path, json!({ "text": "No advertising, please" })).await.ok();
        assert_eq!((&removed["state"], &removed["status"]), (&json!("removed"), &Value::Null));
        home.settle().await;
        assert_eq!(alice.get(&format!("/api/v1/statuses/{}", id(&other))).await.status, 404);
        assert_eq!(alice.notified().await, ["moderation_warning", "follow"]);
        assert_eq!(neighbour.received().len(), before);
        let own = alice.get("/api/v1/accounts/verify_credentials").await.ok();
        assert_eq!(own["statuses_count"], 0);
        assert_eq!(mia.act(&format!("{HITS}/{}/undo", id(&queue[0]))).await.status, 422);
    });
}

#[test]
fn what_comes_from_elsewhere_is_held_and_goes_out_or_goes_away() {
    with_site(async |home| {
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let alice = home.person("alice").await;
        let neighbour = Neighbour::start().await;
        let bob = neighbour.person("bob");
        alice.follows(&bob.handle()).await;
        home.settle().await;
        let follow = neighbour.received().pop().unwrap().activity;
        bob.delivers(home, &bob.activity("Accept", 90, &follow)).await;
        home.settle().await;
        let remote = alice.finds(&bob.handle()).await;
        let hold = rules(home, &olga, "hold", "remote", words(&["casino"])).await;
        rules(home, &olga, "refuse", "remote", words(&["poker"])).await;
        for (number, content) in [(1, "casino"), (2, "poker"), (3, "poker again"), (4, "hello")] {
            bob.delivers(home, &bob.activity("Create", number, &bob.note(number, content))).await;
        }
        home.settle().await;
        let shown = statuses_of(&alice, id(&remote)).await;
        assert_eq!(shown.iter().map(text).collect::<Vec<_>>(), ["hello"]);
        assert_eq!(alice.home_texts().await, ["hello"]);
        let queue = waiting(&mia).await;
        assert_eq!(queue.len(), 3);
        let of = |said: &str| queue.iter().find(|hit| text(&hit["status"]) == said).unwrap();
        mia.act(&format!("{HELD}/{}/release", id(of("casino")))).await.ok();
        assert_eq!(mia.act(&format!("{HITS}/{}/undo", id(of("poker")))).await.ok()["state"], "released");
        home.settle().await;
        let mut texts = alice.home_texts().await;
        texts.sort();
        assert_eq!(texts, ["casino", "hello", "poker"]);
        home.pass(31 * 24 * HOUR_MS);
        social::housekeeping::tidy(&home.site).await.unwrap();
        assert!(waiting(&mia).await.is_empty(), "what was refused goes by itself");
        bob.delivers(home, &bob.activity("Create", 5, &bob.note(3, "poker again"))).await;
        home.settle().await;
        assert!(waiting(&mia).await.is_empty(), "and does not come back");
        bob.delivers(home, &bob.activity("Create", 6, &bob.note(6, "casino two"))).await;
        home.settle().await;
        let undone = mia.act(&format!("{RULES}/{}/undo", id(&hold))).await.ok();
        assert_eq!(undone, json!({ "undone": 1 }), "what was released is done with");
    });
}

#[test]
fn an_edit_that_a_rule_holds_takes_the_status_away_until_it_is_released() {
    with_site(async |home| {
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        bob.follows("alice").await;
        rules(home, &olga, "hold", "everywhere", words(&["casino"])).await;
        let status = alice.posts("a harmless thing").await;
        home.settle().await;
        let path = format!("/api/v1/statuses/{}", id(&status));
        let edited = alice.send(Method::PUT, &path, Some(json!({ "status": "a casino" }))).await.ok();
        assert_eq!(edited["held"], true);
        home.settle().await;
        assert_eq!(bob.get(&path).await.status, 404);
        assert!(bob.home().await.is_empty());
        let queue = waiting(&mia).await;
        mia.act(&format!("{HELD}/{}/release", id(&queue[0]))).await.ok();
        home.settle().await;
        let now = bob.get(&path).await.ok();
        assert_eq!((text(&now), &now["created_at"]), ("a casino".into(), &status["created_at"]));
        assert!(now["edited_at"].is_string());
        assert_eq!(list(&bob.get(&format!("{path}/history")).await).len(), 2);
        let own = alice.get("/api/v1/accounts/verify_credentials").await.ok();
        assert_eq!(own["statuses_count"], 1);
    });
}

#[test]
fn a_scheduled_status_is_held_when_it_comes_due() {
    with_site(async |home| {
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let alice = home.person("alice").await;
        rules(home, &olga, "hold", "local", words(&["casino"])).await;
        mia.follows("alice").await;
        let at = home.site.now().plus_millis(HOUR_MS).to_rfc3339_millis();
        alice.post("/api/v1/statuses", json!({ "status": "casino", "scheduled_at": at })).await.ok();
        assert!(waiting(&mia).await.is_empty());
        home.pass(HOUR_MS + 1_000);
        home.settle().await;
        assert_eq!(waiting(&mia).await.len(), 1);
        let direct = json!([{ "kind": "mentions", "at_least": 1 }]);
        rules(home, &olga, "hold", "local", direct).await;
        alice.post("/api/v1/statuses", json!({ "status": "@mia psst", "visibility": "direct" })).await.ok();
        home.settle().await;
        assert!(mia.notified().await.is_empty());
        let newest = waiting(&mia).await.remove(0);
        assert_eq!(newest["status"], Value::Null, "staff do not read letters");
        mia.act(&format!("{HELD}/{}/release", id(&newest))).await.ok();
        home.settle().await;
        assert_eq!(mia.notified().await, ["mention"]);
    });
}

#[test]
fn those_who_watch_hear_of_what_is_held_only_once_it_is_released() {
    with_site(async |home| {
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        bob.follows("alice").await;
        rules(home, &olga, "hold", "local", words(&["casino"])).await;
        let query = format!("stream=user&access_token={}", bob.token);
        let url = format!("ws://{}/api/v1/streaming?{query}", home.domain());
        let mut socket = connect_async(url).await.expect("the stream opens").0;
        alice.posts("the casino").await;
        alice.posts("the museum").await;
        home.settle().await;
        let hit = waiting(&mia).await.remove(0);
        mia.act(&format!("{HELD}/{}/release", id(&hit))).await.ok();
        home.settle().await;
        for said in ["the museum", "the casino"] {
            let told = loop {
                let message = tokio::time::timeout(Duration::from_secs(10), socket.next()).await;
                let text = message.expect("an event comes").expect("the stream goes on").unwrap();
                if text.is_text() {
                    break text.into_text().unwrap().to_string();
                }
            };
            assert!(told.contains("update") && told.contains(said), "{told}");
        }
    });
}
