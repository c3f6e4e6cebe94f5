//! The end of an account.

use http::Method;
use model::Role;
use serde_json::json;
use testkit::{
    Home, Neighbour,
    people::{id, text},
};

use super::Tab;
use crate::{acquaintance::befriend, pages::sign_in, with_site};

const WISH: [(&str, &str); 2] = [("typed", "alice"), ("password", "alice-password")];

async fn document(home: &Home, uri: &str) -> u16 {
    let request = home.requests.request(Method::GET, uri).header("accept", "application/activity+json");
    home.requests.send(request).await.status.as_u16()
}

#[test]
fn an_account_ends_at_once_and_everywhere() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let far = Neighbour::start().await;
        let erin = far.person("erin");
        befriend(home, &alice, &far, &erin).await;
        bob.follows("alice").await;
        let status = alice.posts("farewell").await;
        let (mine, theirs) = (
            bob.posts("hello alice").await,
            alice.posts_with(json!({ "status": "to myself", "visibility": "direct" })).await,
        );
        alice.favourites(&mine).await;
        alice.replies(&mine, "hello").await;
        alice.reblogs(&mine).await;
        home.settle().await;
        let tab = Tab::of(home, "alice").await;
        for (wish, problem) in [
            ([("typed", "bob"), WISH[1]], "not your username"),
            ([WISH[0], ("password", "guess")], "not your password"),
        ] {
            let refused = tab.sends("/settings/delete", &wish).await;
            assert!(refused.status == 422 && refused.text.contains(problem), "{problem}");
        }
        assert!(bob.home().await.len() > 1);
        let done = tab.sends("/settings/delete", &WISH).await;
        assert!(done.status == 200 && done.text.contains("Your account is gone"), "{}", done.text);
        assert!(done.header("set-cookie").contains("Max-Age=0"));
        // Already before anything is cleared away.
        assert!(!tab.is_in().await);
        assert_eq!(alice.get("/api/v1/timelines/home").await.status, 401);
        assert_eq!(home.requests.get("/@alice").await.status, 404);
        assert_eq!(document(home, &alice.account.uri).await, 410);
        assert_eq!(sign_in(home, "alice", "alice-password", "/").await.status, 422);
        home.settle().await;
        let told = far.received();
        let end = told.last().expect("it is told").activity.clone();
        assert_eq!(
            (&end["type"], &end["object"], &end["actor"]),
            (&json!("Delete"), &json!(alice.account.uri), &json!(alice.account.uri))
        );
        let path = format!("/api/v1/statuses/{}", id(&mine));
        let seen = bob.get(&path).await.ok();
        assert_eq!(
            (&seen["favourites_count"], &seen["replies_count"], &seen["reblogs_count"]),
            (&json!(0), &json!(0), &json!(0))
        );
        assert_eq!(bob.home().await.iter().map(text).collect::<Vec<_>>(), ["hello alice"]);
        for gone in [&status, &theirs] {
            assert_eq!(bob.get(&format!("/api/v1/statuses/{}", id(gone))).await.status, 404);
            assert_eq!(document(home, gone["uri"].as_str().unwrap()).await, 410);
        }
        assert_eq!(document(home, &alice.account.uri).await, 410, "it stays gone");
        assert!(
            store::keys::find(&home.site.store, &format!("{}#main-key", alice.account.uri))
                .await
                .unwrap()
                .is_some()
        );
    });
}

#[test]
fn nobody_takes_the_name_of_somebody_who_left() {
    with_site(async |home| {
        home.person("alice").await;
        let tab = Tab::of(home, "alice").await;
        assert_eq!(tab.sends("/settings/delete", &WISH).await.status, 200);
        home.settle().await;
        let new = social::sign_up::NewUser {
            username: "Alice".into(),
            email: "alice@mail.example".into(),
            password: "another alice".into(),
            role_id: Role::EVERYBODY,
        };
        let refused = social::sign_up::create(&home.site, new).await.unwrap_err().to_string();
        assert_eq!(refused, "Username is already taken", "the address is free again");
    });
}

#[test]
fn the_only_owner_cannot_leave() {
    with_site(async |home| {
        home.member("alice", Role::OWNER).await;
        let tab = Tab::of(home, "alice").await;
        let refused = tab.sends("/settings/delete", &WISH).await;
        assert!(refused.status == 422 && refused.text.contains("only owner"));
        assert!(tab.is_in().await);
        home.member("bob", Role::OWNER).await;
        assert_eq!(tab.sends("/settings/delete", &WISH).await.status, 200);
    });
}
