//! Old posts that go by themselves.

use serde_json::{Value, json};
use testkit::{
    Home, Person,
    people::{id, list, text},
};

use super::Tab;
use crate::with_site;

const DAY_MS: i64 = 24 * 3_600_000;

/// What is left of what somebody published, newest first.
async fn left(by: &Person) -> Vec<String> {
    let all = list(&by.get(&format!("/api/v1/accounts/{}/statuses", by.account.id)).await);
    all.iter().map(text).collect()
}

async fn tidies(home: &Home) {
    social::housekeeping::tidy(&home.site).await.unwrap();
    home.settle().await;
}

async fn acts(by: &Person, status: &Value, verb: &str) {
    by.act(&format!("/api/v1/statuses/{}/{verb}", id(status))).await.ok();
}

#[test]
fn old_posts_go_and_what_is_to_stay_stays() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let mut made = Vec::new();
        for word in ["plain", "pinned", "kept", "loved", "liked"] {
            home.pass(1_000);
            made.push(alice.posts(word).await);
        }
        home.pass(1_000);
        let poll = json!({ "options": ["a", "b"], "expires_in": 3_600 });
        alice.posts_with(json!({ "status": "poll", "poll": poll })).await;
        acts(&alice, &made[1], "pin").await;
        acts(&alice, &made[2], "bookmark").await;
        acts(&alice, &made[3], "favourite").await;
        bob.favourites(&made[4]).await;
        let tab = Tab::of(home, "alice").await;
        let wish = [
            ("enabled", "true"),
            ("days", "7"),
            ("pinned", "true"),
            ("direct", "true"),
            ("favourited", "true"),
            ("bookmarked", "true"),
            ("favourites", "1"),
        ];
        assert_eq!(tab.goes("/settings/clean_up", &wish).await, "/settings/clean_up?done=cleaning");
        let page = tab.reads("/settings/clean_up").await;
        assert!(page.contains("<option value=\"7\" selected>one week</option>"), "{page}");
        tidies(home).await;
        assert_eq!(left(&alice).await.len(), 6, "nothing is old yet");
        home.pass(8 * DAY_MS);
        alice.posts("new").await;
        tidies(home).await;
        assert_eq!(left(&alice).await, ["new", "liked", "loved", "kept", "pinned"]);
        acts(&alice, &made[2], "unbookmark").await;
        tidies(home).await;
        tidies(home).await;
        assert_eq!(left(&alice).await, ["new", "liked", "loved", "pinned"], "what kept it has ended");
        assert_eq!(tab.goes("/settings/clean_up", &[]).await, "/settings/clean_up?done=not-cleaning");
        acts(&alice, &made[1], "unpin").await;
        tidies(home).await;
        tidies(home).await;
        assert_eq!(left(&alice).await.len(), 4);
    });
}

#[test]
fn only_what_is_offered_can_be_chosen() {
    with_site(async |home| {
        home.person("alice").await;
        let tab = Tab::of(home, "alice").await;
        for wish in [
            &[("enabled", "true"), ("days", "0")][..],
            &[("enabled", "true"), ("days", "8")],
            &[("enabled", "true"), ("days", "7"), ("favourites", "-1")],
            &[("enabled", "true"), ("days", "x")],
        ] {
            assert_eq!(tab.sends("/settings/clean_up", wish).await.status, 400, "{wish:?}");
        }
        assert!(!tab.reads("/settings/clean_up").await.contains("name=\"enabled\" value=\"true\" checked"));
    });
}
