//! Hashtags: followed, featured, and counted.

use http::Method;
use serde_json::{Value, json};
use testkit::people::{id, list};

use crate::with_site;

const DAY_MS: i64 = 24 * 3_600_000;

#[test]
fn a_followed_tag_comes_home() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        bob.posts("old #Straße").await;
        let tag = alice.act("/api/v1/tags/stra%C3%9Fe/follow").await.ok();
        assert_eq!((&tag["following"], &tag["name"]), (&json!(true), &json!("Straße")));
        assert_eq!(alice.home_texts().await, ["old #Straße"]);
        bob.posts("new #straße").await;
        bob.posts_with(json!({ "status": "quiet #straße", "visibility": "unlisted" })).await;
        let again = bob.posts("shared").await;
        bob.reblogs(&again).await;
        home.settle().await;
        assert_eq!(alice.home_texts().await, ["new #straße", "old #Straße"]);
        assert_eq!(list(&alice.get("/api/v1/followed_tags").await)[0]["name"], "Straße");
        alice.act(&format!("/api/v1/accounts/{}/mute", bob.account.id)).await.ok();
        assert!(alice.home().await.is_empty(), "whoever is hidden stays hidden");
        assert_eq!(alice.act("/api/v1/tags/Straße/unfollow").await.ok()["following"], false);
        assert!(list(&alice.get("/api/v1/followed_tags").await).is_empty());
        assert_eq!(alice.act("/api/v1/tags/two%20words/follow").await.status, 422);
    });
}

#[test]
fn the_use_of_a_tag_is_counted_by_day() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        for text in ["#Berg one", "#berg two"] {
            alice.posts(text).await;
        }
        alice.posts_with(json!({ "status": "#berg quiet", "visibility": "unlisted" })).await;
        home.pass(DAY_MS);
        bob.posts("#berg three").await;
        let tag = home.requests.get("/api/v1/tags/berg").await.ok();
        let history = tag["history"].as_array().unwrap();
        assert_eq!(history.len(), 7);
        assert_eq!((&history[0]["uses"], &history[0]["accounts"]), (&json!("1"), &json!("1")));
        assert_eq!((&history[1]["uses"], &history[1]["accounts"]), (&json!("2"), &json!("1")));
        assert!(tag.get("following").is_none() && tag["name"] == "Berg");
        let unused = alice.get("/api/v1/tags/nobody").await.ok();
        assert_eq!((&unused["history"][0]["uses"], &unused["following"]), (&json!("0"), &json!(false)));
        assert_eq!(alice.get("/api/v1/tags/%23%23").await.status, 404);
    });
}

#[test]
fn tags_can_be_shown_on_a_profile() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        alice.posts("#Berg one").await;
        let suggested = list(&alice.get("/api/v1/featured_tags/suggestions").await);
        assert_eq!(suggested[0]["name"], "Berg");
        let featured = alice.post("/api/v1/featured_tags", json!({ "name": "berg" })).await.ok();
        assert_eq!(
            (&featured["statuses_count"], featured["last_status_at"].is_string()),
            (&json!("1"), true)
        );
        assert!(featured["url"].as_str().unwrap().ends_with("/@alice/tagged/berg"), "{featured}");
        assert!(list(&alice.get("/api/v1/featured_tags/suggestions").await).is_empty());
        let seen = list(&bob.get(&format!("/api/v1/accounts/{}/featured_tags", alice.account.id)).await);
        assert_eq!(seen.len(), 1);
        assert_eq!(alice.get("/api/v1/tags/berg").await.ok()["featuring"], true);
        assert_eq!(
            bob.send(Method::DELETE, &format!("/api/v1/featured_tags/{}", id(&featured)), None).await.status,
            404
        );
        alice.send(Method::DELETE, &format!("/api/v1/featured_tags/{}", id(&featured)), None).await.ok();
        assert_eq!(alice.get("/api/v1/featured_tags").await.ok(), json!([]));
        for number in 0..10 {
            alice.act(&format!("/api/v1/tags/tag{number}/feature")).await.ok();
        }
        assert_eq!(alice.act("/api/v1/tags/one_more/feature").await.status, 422);
        assert_eq!(alice.act("/api/v1/tags/tag3/unfeature").await.ok()["featuring"], false);
        assert_eq!(alice.post("/api/v1/featured_tags", json!({ "name": Value::Null })).await.status, 422);
    });
}

#[test]
fn a_profile_and_a_search_can_be_narrowed() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        alice.posts("#berg").await;
        alice.posts("plain").await;
        let path = format!("/api/v1/accounts/{}/statuses?tagged=Berg", alice.account.id);
        assert_eq!(list(&bob.get(&path).await).len(), 1);
        let search = "/api/v1/accounts/search?q=ali&following=true";
        assert!(list(&bob.get(search).await).is_empty());
        bob.follows("alice").await;
        assert_eq!(list(&bob.get(search).await).len(), 1);
    });
}
