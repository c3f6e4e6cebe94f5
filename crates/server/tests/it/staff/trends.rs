//! Reviewing what is talked of.

use http::Method;
use model::Role;
use serde_json::{Value, json};
use testkit::{
    Home, Person,
    people::{id, list},
};

use crate::with_site;

/// Many use a tag, point to a page and like a status.
async fn talk(home: &Home) -> (Vec<Person>, Value) {
    let mut people = Vec::new();
    for name in ["alice", "bob", "carol"] {
        let person = home.person(name).await;
        let open = json!({ "discoverable": true });
        person.send(Method::PATCH, "/api/v1/accounts/update_credentials", Some(open)).await.ok();
        person.posts("#Tea https://news.example/tea").await;
        people.push(person);
    }
    let status = people[0].posts("tea is ready").await;
    people[1].favourites(&status).await;
    people[2].favourites(&status).await;
    home.settle().await;
    (people, status)
}

#[test]
fn what_nobody_has_looked_at_is_shown_only_where_that_is_wished() {
    with_site(async |home| {
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let (people, status) = talk(home).await;
        let names = async || -> Vec<Value> {
            let found = list(&home.requests.get("/api/v1/trends/tags").await);
            found.iter().map(|tag| tag["name"].clone()).collect()
        };
        assert_eq!(names().await, ["Tea"], "at first everything is shown");
        assert_eq!(list(&home.requests.get("/api/v1/trends/links").await).len(), 1);
        let reviewed = json!({ "settings": { "trends.reviewed": true } });
        olga.send(Method::PUT, "/api/fanfare/v1/admin/settings", Some(reviewed)).await.ok();
        home.pass(6 * 60_000);
        assert!(names().await.is_empty());
        for what in ["statuses", "links"] {
            assert!(list(&home.requests.get(&format!("/api/v1/trends/{what}")).await).is_empty(), "{what}");
        }
        let waiting = olga.get("/api/fanfare/v1/admin/dashboard").await.ok()["waiting"]["trends"].clone();
        assert_eq!(waiting, 3, "a tag, a link and a status");

        let tags = "/api/v1/admin/trends/tags";
        assert_eq!(people[0].get(tags).await.status, 403);
        let found = list(&mia.get(tags).await);
        assert_eq!((&found[0]["name"], &found[0]["requires_review"]), (&json!("Tea"), &json!(true)));
        assert_eq!(found[0]["trendable"], false);
        let one = format!("{tags}/{}", id(&found[0]));
        let approved = mia.act(&format!("{one}/approve")).await.ok();
        assert_eq!((&approved["trendable"], &approved["requires_review"]), (&json!(true), &json!(false)));
        assert_eq!(names().await, ["Tea"]);
        mia.act(&format!("{one}/reject")).await.ok();
        assert!(names().await.is_empty());

        let found = list(&mia.get("/api/v1/admin/trends/statuses").await);
        assert_eq!((&found[0]["id"], &found[0]["requires_review"]), (&status["id"], &json!(true)));
        mia.act(&format!("/api/v1/admin/trends/statuses/{}/approve", id(&status))).await.ok();
        assert_eq!(list(&home.requests.get("/api/v1/trends/statuses").await)[0]["id"], status["id"]);

        let publishers = "/api/v1/admin/trends/links/publishers";
        let found = list(&mia.get(publishers).await);
        assert_eq!((&found[0]["domain"], &found[0]["trendable"]), (&json!("news.example"), &Value::Null));
        let number = found[0]["id"].as_i64().unwrap();
        mia.act(&format!("{publishers}/{number}/approve")).await.ok();
        assert_eq!(list(&home.requests.get("/api/v1/trends/links").await).len(), 1, "its pages may be shown");
        mia.act(&format!("{publishers}/{number}/reject")).await.ok();
        assert!(list(&home.requests.get("/api/v1/trends/links").await).is_empty());
        assert_eq!(mia.act(&format!("{publishers}/1/reject")).await.status, 404);
        let log = olga.get("/api/fanfare/v1/admin/audit_log").await;
        assert!(log.text.contains("news.example"), "{}", log.text);
    });
}

#[test]
fn a_tag_is_spelt_hidden_and_closed_by_those_who_take_care_of_it() {
    with_site(async |home| {
        let mia = home.member("mia", Role::MODERATOR).await;
        let (people, _) = talk(home).await;
        let all = list(&mia.get("/api/v1/admin/tags").await);
        let path = format!("/api/v1/admin/tags/{}", id(&all[0]));
        assert_eq!(people[0].get(&path).await.status, 403);
        assert_eq!(mia.get(&path).await.ok()["usable"], true);
        let change = async |body: Value| mia.send(Method::PUT, &path, Some(body)).await;
        assert_eq!(change(json!({ "display_name": "Coffee" })).await.status, 422);
        assert_eq!(change(json!({ "display_name": "TEA" })).await.ok()["name"], "TEA");
        let search = async || {
            let found = people[0].get("/api/v2/search?type=hashtags&q=tea").await.ok();
            found["hashtags"].as_array().unwrap().len()
        };
        assert_eq!(search().await, 1);
        let changed = change(json!({ "listable": false })).await.ok();
        assert_eq!((&changed["listable"], &changed["requires_review"]), (&json!(false), &json!(false)));
        assert_eq!(search().await, 0, "it is not found");
        let timeline = async || list(&people[0].get("/api/v1/timelines/tag/tea").await).len();
        assert_eq!(timeline().await, 3);
        change(json!({ "usable": false, "listable": true })).await.ok();
        assert_eq!(timeline().await, 0, "nothing is shown under its name");
        let refused = people[0].post("/api/v1/statuses", json!({ "status": "more #Tea" })).await;
        assert!(
            refused.status == 422 && refused.text.contains("disallowed hashtag: #Tea"),
            "{}",
            refused.text
        );
        assert_eq!(search().await, 1);
        change(json!({ "usable": true })).await.ok();
        assert_eq!(timeline().await, 3);
    });
}
