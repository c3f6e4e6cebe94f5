//! Scheduled statuses: published at their time, once.

use http::Method;
use serde_json::{Value, json};
use testkit::{
    Home, Person,
    people::{id, list},
};

use crate::with_site;

const MINUTE_MS: i64 = 60_000;

fn ahead(home: &Home, minutes: i64) -> String {
    home.site.now().plus_millis(minutes * MINUTE_MS).to_rfc3339_millis()
}

async fn schedules(home: &Home, by: &Person, minutes: i64, more: Value) -> testkit::Answer {
    let mut body = json!({ "status": "later", "scheduled_at": ahead(home, minutes) });
    body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    by.post("/api/v1/statuses", body).await
}

#[test]
fn a_scheduled_status_is_published_at_its_time() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let question = bob.posts("when?").await;
        let poll = json!({ "options": ["a", "b"], "expires_in": 600 });
        let more = json!({
            "in_reply_to_id": question["id"], "visibility": "unlisted", "spoiler_text": "cw", "language": "de",
            "poll": poll,
        });
        let scheduled = schedules(home, &alice, 10, more).await.ok();
        assert_eq!(
            (&scheduled["params"]["text"], &scheduled["params"]["poll"]["options"][1]),
            (&json!("later"), &json!("b"))
        );
        home.pass(9 * MINUTE_MS);
        home.settle().await;
        assert!(alice.home().await.is_empty());
        assert_eq!(list(&alice.get("/api/v1/scheduled_statuses").await).len(), 1);
        home.pass(MINUTE_MS + 1_000);
        home.settle().await;
        home.settle().await;
        let published = alice.home().await;
        assert_eq!(published.len(), 1, "once");
        let status = &published[0];
        assert_eq!(
            (&status["visibility"], &status["spoiler_text"], &status["language"]),
            (&json!("unlisted"), &json!("cw"), &json!("de"))
        );
        assert_eq!((&status["in_reply_to_id"], &status["poll"]["expired"]), (&question["id"], &json!(false)));
        assert!(list(&alice.get("/api/v1/scheduled_statuses").await).is_empty());
    });
}

#[test]
fn a_plan_can_be_looked_at_moved_and_called_off() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let plan = schedules(home, &alice, 10, json!({})).await.ok();
        let path = format!("/api/v1/scheduled_statuses/{}", id(&plan));
        assert_eq!(bob.get(&path).await.status, 404);
        let later = json!({ "scheduled_at": ahead(home, 20) });
        assert_eq!(
            alice.send(Method::PUT, &path, Some(later.clone())).await.ok()["scheduled_at"],
            later["scheduled_at"]
        );
        let soon = json!({ "scheduled_at": ahead(home, 1) });
        assert_eq!(alice.send(Method::PUT, &path, Some(soon)).await.status, 422);
        home.pass(11 * MINUTE_MS);
        home.settle().await;
        assert!(alice.home().await.is_empty());
        assert_eq!(bob.send(Method::DELETE, &path, None).await.status, 404);
        assert_eq!(alice.send(Method::DELETE, &path, None).await.ok(), json!({}));
        home.pass(10 * MINUTE_MS);
        home.settle().await;
        assert!(alice.home().await.is_empty());
    });
}

#[test]
fn plans_follow_the_rules() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        assert_eq!(schedules(home, &alice, 4, json!({})).await.status, 422);
        let nonsense = alice.post("/api/v1/statuses", json!({ "status": "x", "scheduled_at": "soon" })).await;
        assert_eq!(nonsense.status, 422);
        assert_eq!(schedules(home, &alice, 10, json!({ "status": "" })).await.status, 422);
        let now = schedules(home, &alice, -1, json!({})).await.ok();
        assert!(now["content"].is_string(), "what is past is published at once: {now}");
        for _ in 0..25 {
            schedules(home, &alice, 60 * 24 * 3, json!({})).await.ok();
        }
        assert_eq!(schedules(home, &alice, 60 * 24 * 3, json!({})).await.status, 422);
    });
}

#[test]
fn the_same_key_makes_the_same_plan() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let mut plans = Vec::new();
        for _ in 0..2 {
            let request = home.requests.request(Method::POST, "/api/v1/statuses").bearer_auth(&alice.token);
            let body = json!({ "status": "later", "scheduled_at": ahead(home, 10) });
            let answer = home.requests.send(request.header("idempotency-key", "k").json(&body)).await;
            plans.push(id(&answer.ok()).to_owned());
        }
        assert_eq!(plans[0], plans[1]);
        home.pass(11 * MINUTE_MS);
        home.settle().await;
        assert_eq!(alice.home().await.len(), 1);
    });
}

#[test]
fn an_answer_to_what_is_gone_stands_alone() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let question = bob.posts("when?").await;
        schedules(home, &alice, 10, json!({ "in_reply_to_id": question["id"] })).await.ok();
        bob.send(Method::DELETE, &format!("/api/v1/statuses/{}", id(&question)), None).await.ok();
        home.pass(11 * MINUTE_MS);
        home.settle().await;
        assert_eq!(alice.home().await[0]["in_reply_to_id"], Value::Null);
    });
}
