//! Notifications in groups, what is kept aside, and how far one has read.

use http::Method;
use serde_json::{Value, json};
use testkit::{
    Home, Person,
    people::{id, list},
};

use crate::with_site;

const HOUR_MS: i64 = 3_600_000;

async fn crowd(home: &Home, count: usize) -> Vec<Person> {
    let mut people = Vec::new();
    for number in 0..count {
        people.push(home.person(&format!("fan{number}")).await);
    }
    people
}

async fn groups(of: &Person, query: &str) -> Value {
    of.get(&format!("/api/v2/notifications{query}")).await.ok()
}

#[test]
fn what_is_alike_stands_together() {
    with_site(async |home| {
        let (alice, fans) = (home.person("alice").await, crowd(home, 10).await);
        let status = alice.posts("nice").await;
        for fan in &fans {
            fan.favourites(&status).await;
        }
        fans[0].posts("@alice hello").await;
        home.settle().await;
        let page = groups(&alice, "").await;
        let shown = page["notification_groups"].as_array().unwrap();
        assert_eq!(shown.len(), 2, "{page}");
        assert_eq!((&shown[0]["type"], &shown[1]["type"]), (&json!("mention"), &json!("favourite")));
        assert_eq!((&shown[1]["notifications_count"], &shown[1]["status_id"]), (&json!(10), &status["id"]));
        assert_eq!(shown[1]["sample_account_ids"].as_array().unwrap().len(), 8);
        assert_eq!(shown[1]["sample_account_ids"][0], fans[9].account.id.to_string());
        assert_eq!(
            (page["accounts"].as_array().unwrap().len(), page["statuses"].as_array().unwrap().len()),
            (9, 2)
        );
        let key = shown[1]["group_key"].as_str().unwrap();
        let people = list(&alice.get(&format!("/api/v2/notifications/{key}/accounts")).await);
        assert_eq!(people.len(), 10);
        let one = alice.get(&format!("/api/v2/notifications/{key}")).await.ok();
        assert_eq!(one["notification_groups"][0]["notifications_count"], 10);
        let first = alice.get("/api/v1/notifications?types[]=favourite").await.ok()[0].clone();
        assert_eq!(first["group_key"], key);
        let narrow = groups(&alice, "?grouped_types[]=follow&types[]=favourite&limit=3").await;
        let alone = narrow["notification_groups"].as_array().unwrap();
        assert!(alone.len() == 3 && alone[0]["group_key"].as_str().unwrap().starts_with("ungrouped-"));
        let partial = groups(&alice, "?expand_accounts=partial_avatars").await;
        assert_eq!(
            (
                partial["accounts"].as_array().unwrap().len(),
                partial["partial_accounts"].as_array().unwrap().len()
            ),
            (2, 7)
        );
        assert_eq!(alice.get("/api/v2/notifications?expand_accounts=none").await.status, 400);
        alice.act(&format!("/api/v2/notifications/{key}/dismiss")).await.ok();
        assert_eq!(groups(&alice, "").await["notification_groups"].as_array().unwrap().len(), 1);
        assert_eq!(alice.get(&format!("/api/v2/notifications/{key}")).await.status, 404);
    });
}

#[test]
fn an_older_page_tells_only_what_is_older() {
    with_site(async |home| {
        let (alice, fans) = (home.person("alice").await, crowd(home, 3).await);
        for fan in &fans {
            fan.follows("alice").await;
            home.settle().await;
        }
        let single = list(&alice.get("/api/v1/notifications").await);
        let page = groups(&alice, &format!("?max_id={}", id(&single[0]))).await;
        let group = &page["notification_groups"][0];
        let expected: Vec<String> = [1, 0].map(|at| fans[at].account.id.to_string()).to_vec();
        assert_eq!(
            (&group["notifications_count"], &group["sample_account_ids"]),
            (&json!(2), &json!(expected)),
            "{page}"
        );
        assert_eq!(group["most_recent_notification_id"], id(&single[1]));
        let whole = groups(&alice, "").await;
        assert_eq!(whole["notification_groups"][0]["notifications_count"], 3);
    });
}

#[test]
fn a_group_lasts_half_a_day() {
    with_site(async |home| {
        let (alice, fans) = (home.person("alice").await, crowd(home, 3).await);
        let status = alice.posts("nice").await;
        for (fan, hours) in fans.iter().zip([11, 3, 0]) {
            fan.favourites(&status).await;
            home.settle().await;
            home.pass(hours * HOUR_MS);
        }
        let page = groups(&alice, "").await;
        let counts: Vec<&Value> = page["notification_groups"]
            .as_array()
            .unwrap()
            .iter()
            .map(|g| &g["notifications_count"])
            .collect();
        assert_eq!(counts, [&json!(1), &json!(2)]);
    });
}

#[test]
fn groups_are_paged_without_repeats() {
    with_site(async |home| {
        let (alice, fans) = (home.person("alice").await, crowd(home, 3).await);
        let mut statuses = Vec::new();
        for number in 0..5 {
            statuses.push(alice.posts(&format!("post {number}")).await);
        }
        for fan in &fans {
            for status in &statuses {
                fan.favourites(status).await;
                home.settle().await;
                home.pass(10);
            }
        }
        let (mut query, mut seen) = ("?limit=2".to_owned(), Vec::new());
        loop {
            let page = groups(&alice, &query).await;
            let shown = page["notification_groups"].as_array().unwrap().clone();
            let Some(last) = shown.last() else { break };
            query = format!("?limit=2&max_id={}", last["page_min_id"].as_str().unwrap());
            seen.extend(shown.iter().map(|group| group["status_id"].clone()));
        }
        let expected: Vec<Value> = statuses.iter().rev().map(|status| status["id"].clone()).collect();
        assert_eq!(seen, expected);
    });
}

#[test]
fn unread_notifications_are_counted_from_the_marker() {
    with_site(async |home| {
        let (alice, fans) = (home.person("alice").await, crowd(home, 3).await);
        let status = alice.posts("nice").await;
        for fan in &fans {
            fan.favourites(&status).await;
            fan.posts("@alice").await;
        }
        home.settle().await;
        let count = async |path: &str| alice.get(path).await.ok()["count"].clone();
        assert_eq!(count("/api/v1/notifications/unread_count").await, 6);
        assert_eq!(count("/api/v2/notifications/unread_count").await, 4);
        assert_eq!(count("/api/v1/notifications/unread_count?limit=2").await, 2);
        let newest = id(&alice.notifications().await[0]).to_owned();
        let read = json!({ "notifications": { "last_read_id": newest }, "home": { "last_read_id": "7" } });
        let markers = alice.post("/api/v1/markers", read.clone()).await.ok();
        assert_eq!(
            (&markers["notifications"]["last_read_id"], &markers["home"]["version"]),
            (&json!(newest), &json!(1))
        );
        assert_eq!(alice.post("/api/v1/markers", read).await.ok()["home"]["version"], 2);
        assert_eq!(count("/api/v1/notifications/unread_count").await, 0);
        assert_eq!(count("/api/v2/notifications/unread_count").await, 0);
        let some = alice.get("/api/v1/markers?timeline[]=home").await.ok();
        assert!(some["home"].is_object() && some.get("notifications").is_none());
        assert_eq!(alice.get("/api/v1/markers").await.ok(), json!({}));
    });
}

#[test]
fn strangers_can_be_kept_aside_and_let_in() {
    with_site(async |home| {
        let (alice, bob, carol) =
            (home.person("alice").await, home.person("bob").await, home.person("carol").await);
        alice.follows("carol").await;
        let policy = alice.get("/api/v2/notifications/policy").await.ok();
        assert_eq!(
            (&policy["for_not_following"], &policy["for_private_mentions"]),
            (&json!("accept"), &json!("filter"))
        );
        let choice = json!({ "for_not_following": "filter" });
        alice.send(Method::PATCH, "/api/v2/notifications/policy", Some(choice)).await.ok();
        bob.posts("@alice one").await;
        bob.posts("@alice two").await;
        carol.posts("@alice hi").await;
        home.settle().await;
        assert_eq!(alice.notified().await, ["mention"], "from carol");
        assert_eq!(list(&alice.get("/api/v1/notifications?include_filtered=true").await).len(), 3);
        let summary = alice.get("/api/v2/notifications/policy").await.ok()["summary"].clone();
        assert_eq!(summary, json!({ "pending_requests_count": 1, "pending_notifications_count": 2 }));
        let requests = list(&alice.get("/api/v1/notifications/requests").await);
        assert_eq!(
            (&requests[0]["account"]["acct"], &requests[0]["notifications_count"]),
            (&json!("bob"), &json!("2"))
        );
        assert!(requests[0]["last_status"]["content"].as_str().unwrap().contains("two"));
        let path = format!("/api/v1/notifications/requests/{}", id(&requests[0]));
        assert_eq!(carol.get(&path).await.status, 404);
        alice.act(&format!("{path}/accept")).await.ok();
        assert_eq!(alice.notified().await.len(), 3);
        assert_eq!(alice.get("/api/v1/notifications/requests/merged").await.ok(), json!({ "merged": true }));
        bob.posts("@alice three").await;
        home.settle().await;
        assert_eq!(alice.notified().await.len(), 4, "once let in, always let in");
    });
}

#[test]
fn what_is_dismissed_is_forgotten_and_what_is_dropped_never_was() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        bob.posts_with(json!({ "status": "@alice psst", "visibility": "direct" })).await;
        home.settle().await;
        assert!(alice.notified().await.is_empty(), "nobody asked for a private word");
        let requests = list(&alice.get("/api/v1/notifications/requests").await);
        let wanted = json!({ "id": [requests[0]["id"]] });
        alice.post("/api/v1/notifications/requests/dismiss", wanted).await.ok();
        assert!(list(&alice.get("/api/v1/notifications?include_filtered=true").await).is_empty());
        let choice = json!({ "for_new_accounts": "drop", "for_private_mentions": "accept" });
        alice.send(Method::PUT, "/api/v2/notifications/policy", Some(choice)).await.ok();
        bob.posts("@alice hello").await;
        home.settle().await;
        assert!(list(&alice.get("/api/v1/notifications?include_filtered=true").await).is_empty());
        let bad = json!({ "for_bots": "maybe" });
        assert_eq!(alice.send(Method::PATCH, "/api/v2/notifications/policy", Some(bad)).await.status, 422);
        let old = alice
            .send(Method::PUT, "/api/v1/notifications/policy", Some(json!({ "filter_new_accounts": false })))
            .await;
        assert_eq!(old.ok()["filter_new_accounts"], false);
    });
}

#[test]
fn a_private_answer_to_ones_own_words_is_heard() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let question = alice.posts("who knows?").await;
        let body = json!({ "status": "@alice me", "visibility": "direct", "in_reply_to_id": question["id"] });
        bob.posts_with(body).await;
        home.settle().await;
        assert_eq!(alice.notified().await, ["mention"]);
    });
}

#[test]
fn direct_statuses_are_conversations() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let first = alice.posts_with(json!({ "status": "@bob psst", "visibility": "direct" })).await;
        let body = json!({ "status": "@alice what?", "visibility": "direct", "in_reply_to_id": first["id"] });
        let second = bob.posts_with(body).await;
        alice.posts("a public word").await;
        home.settle().await;
        let mine = list(&alice.get("/api/v1/conversations").await);
        assert_eq!(
            (mine.len(), &mine[0]["unread"], &mine[0]["last_status"]["id"]),
            (1, &json!(true), &second["id"])
        );
        assert_eq!(mine[0]["accounts"][0]["acct"], "bob");
        let theirs = list(&bob.get("/api/v1/conversations").await);
        assert_eq!(
            (&theirs[0]["unread"], &theirs[0]["accounts"][0]["acct"]),
            (&json!(false), &json!("alice"))
        );
        let path = format!("/api/v1/conversations/{}", id(&mine[0]));
        assert_eq!(bob.act(&format!("{path}/read")).await.status, 404);
        assert_eq!(alice.act(&format!("{path}/read")).await.ok()["unread"], false);
        assert_eq!(alice.act(&format!("{path}/unread")).await.ok()["unread"], true);
        bob.send(Method::DELETE, &format!("/api/v1/statuses/{}", id(&second)), None).await.ok();
        home.settle().await;
        assert_eq!(list(&alice.get("/api/v1/conversations").await)[0]["last_status"]["id"], first["id"]);
        alice.send(Method::DELETE, &path, None).await.ok();
        assert!(list(&alice.get("/api/v1/conversations").await).is_empty());
        assert_eq!(list(&bob.get("/api/v1/conversations").await).len(), 1);
    });
}
