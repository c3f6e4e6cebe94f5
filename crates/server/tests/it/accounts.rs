//! Accounts as apps see them.

use http::Method;
use model::Role;
use serde_json::json;
use testkit::people::list;

use crate::with_site;

#[test]
fn verify_credentials_tells_who_one_is() {
    with_site(async |home| {
        let owner = home.member("olga", Role::OWNER).await;
        let me = owner.get("/api/v1/accounts/verify_credentials").await.ok();
        assert_eq!((&me["username"], &me["acct"]), (&json!("olga"), &json!("olga")));
        assert_eq!(me["role"]["name"], "Owner");
        assert_eq!(me["source"]["privacy"], "public");
        assert_eq!(me["url"], format!("http://{}/@olga", home.domain()));
    });
}

#[test]
fn accounts_are_found_by_name_in_any_spelling() {
    with_site(async |home| {
        let alice = home.person("Alice").await;
        for acct in ["alice", "ALICE", &format!("alice@{}", home.domain())] {
            let found = home.requests.get(&format!("/api/v1/accounts/lookup?acct={acct}")).await.ok();
            assert_eq!(found["username"], "Alice", "{acct}");
        }
        let found = list(&alice.get("/api/v1/accounts/search?q=ali").await);
        assert_eq!(found.len(), 1);
        assert_eq!(home.requests.get("/api/v1/accounts/search?q=ali").await.status, 401);
        for lookalike in [
            "al%C4%B1ce",
            "al%C4%B0ce",
            "%D0%B0lice",
            "%EF%BD%81lice",
            "alice%E2%80%8B",
            "alice%00",
            "..%2Falice",
        ] {
            let answer = home.requests.get(&format!("/api/v1/accounts/lookup?acct={lookalike}")).await;
            assert_eq!(answer.status, 404, "S-236: {lookalike}");
        }
    });
}

#[test]
fn a_profile_shows_each_viewer_their_part() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        for visibility in ["public", "unlisted", "private", "direct"] {
            alice.posts_with(json!({ "status": visibility, "visibility": visibility })).await;
        }
        let path = format!("/api/v1/accounts/{}/statuses", alice.account.id);
        assert_eq!(list(&home.requests.get(&path).await).len(), 2);
        assert_eq!(list(&bob.get(&path).await).len(), 2);
        bob.follows("alice").await;
        assert_eq!(list(&bob.get(&path).await).len(), 3);
        assert_eq!(list(&alice.get(&path).await).len(), 4);
    });
}

#[test]
fn relationships_come_in_the_order_asked_for() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let carol = home.person("carol").await;
        alice.follows("carol").await;
        bob.follows("alice").await;
        let path = format!(
            "/api/v1/accounts/relationships?id[]={}&id[]={}&id[]=1",
            carol.account.id, bob.account.id
        );
        let both = list(&alice.get(&path).await);
        assert_eq!(both.len(), 2);
        assert_eq!((&both[0]["following"], &both[0]["followed_by"]), (&true.into(), &false.into()));
        assert_eq!((&both[1]["following"], &both[1]["followed_by"]), (&false.into(), &true.into()));
    });
}

#[test]
fn what_is_not_built_answers_not_found_as_json() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        for path in ["/api/v1/collections", "/api/v1/nonsense", "/api/v2/nonsense"] {
            let answer = alice.send(Method::GET, path, None).await;
            assert_eq!(answer.status, 404, "{path}");
            assert!(answer.json()["error"].is_string());
        }
    });
}
