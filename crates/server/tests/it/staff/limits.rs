//! Limited, frozen and sensitized accounts: what is seen of them, and by whom.

use std::time::Duration;

use futures_util::StreamExt;
use http::Method;
use model::Role;
use serde_json::{Value, json};
use testkit::{
    Neighbour, Person,
    people::{id, list, text},
};
use tokio_tungstenite::{connect_async, tungstenite::Message};

use crate::with_site;

/// Decides something about somebody.
pub(super) async fn acts(by: &Person, on: &str, kind: &str) -> testkit::Answer {
    let path = format!("/api/v1/admin/accounts/{on}/action");
    by.post(&path, json!({ "type": kind, "text": "because" })).await
}

async fn texts(by: &Person, path: &str) -> Vec<String> {
    list(&by.get(path).await).iter().map(text).collect()
}

async fn discoverable(who: &Person) {
    let open = json!({ "discoverable": true, "indexable": true });
    who.send(Method::PATCH, "/api/v1/accounts/update_credentials", Some(open)).await.ok();
}

#[test]
fn only_those_who_follow_a_limited_account_meet_it() {
    with_site(async |home| {
        let mia = home.member("mia", Role::MODERATOR).await;
        let (alice, bob, carol) =
            (home.person("alice").await, home.person("bob").await, home.person("carol").await);
        discoverable(&alice).await;
        bob.follows("alice").await;
        carol.post("/api/v1/tags/tea/follow", json!({})).await.ok();
        home.settle().await;
        let status = alice.posts("hello #tea").await;
        home.settle().await;
        let public = "/api/v1/timelines/public";
        assert_eq!(texts(&carol, public).await, ["hello #tea"]);
        assert_eq!(carol.home_texts().await, ["hello #tea"]);

        acts(&mia, &alice.account.id.to_string(), "silence").await.ok();
        home.settle().await;
        for path in [public, "/api/v1/timelines/tag/tea"] {
            assert_eq!(texts(&carol, path).await, Vec::<String>::new(), "{path}");
            assert_eq!(texts(&bob, path).await, ["hello #tea"], "{path}");
            assert_eq!(texts(&alice, path).await, ["hello #tea"], "{path}");
        }
        let open = home.requests.get(public).await.ok();
        assert_eq!(open, json!([]), "visitors follow nobody");
        let search = async |who: &Person, words: &str| {
            let found = who.get(&format!("/api/v2/search?q={words}")).await.ok();
            (found["accounts"].as_array().unwrap().len(), found["statuses"].as_array().unwrap().len())
        };
        assert_eq!(search(&carol, "ali").await.0, 0);
        assert_eq!(search(&carol, "alice").await.0, 1, "whoever knows the name finds it");
        assert_eq!(search(&carol, "hello").await.1, 0);
        assert_eq!(search(&bob, "hello").await.1, 1);
        assert_eq!(carol.get("/api/v1/directory").await.ok(), json!([]));
        assert_eq!(carol.get("/api/v2/suggestions").await.ok(), json!([]));
        let shown = carol.get(&format!("/api/v1/accounts/{}", alice.account.id)).await.ok();
        assert_eq!(shown["limited"], true);
        carol.get(&format!("/api/v1/statuses/{}", id(&status))).await.ok();

        alice.posts("again #tea").await;
        home.settle().await;
        assert_eq!(bob.home_texts().await, ["again #tea", "hello #tea"]);
        assert!(!carol.home_texts().await.contains(&"again #tea".to_owned()), "a tag brings it no more");
        alice.posts("@carol psst").await;
        alice.posts("@bob psst").await;
        home.settle().await;
        assert_eq!(carol.notified().await, Vec::<String>::new(), "kept aside");
        assert_eq!(bob.notified().await, ["mention"]);

        alice.follows("carol").await;
        assert_eq!(
            alice.relationship(&json!({ "id": carol.account.id.to_string() })).await["requested"],
            true
        );

        mia.act(&format!("/api/v1/admin/accounts/{}/unsilence", alice.account.id)).await.ok();
        assert_eq!(texts(&carol, public).await.len(), 4);
        let shown = carol.get(&format!("/api/v1/accounts/{}", alice.account.id)).await.ok();
        assert_eq!(shown.get("limited"), None);
    });
}

#[test]
fn a_neighbours_account_can_be_limited_and_must_ask_to_follow() {
    with_site(async |home| {
        let (mia, alice) = (home.member("mia", Role::MODERATOR).await, home.person("alice").await);
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        let known = alice.finds(&bob.handle()).await;
        acts(&mia, id(&known), "silence").await.ok();
        let follow = bob.activity("Follow", 1, &json!(alice.account.uri));
        bob.delivers(home, &follow).await;
        home.settle().await;
        let requests = list(&alice.get("/api/v1/follow_requests").await);
        assert_eq!(requests.len(), 1);
        assert_eq!(acts(&mia, id(&known), "disable").await.status, 403, "nobody signs in here as them");
    });
}

#[test]
fn media_of_a_sensitized_account_is_hidden_until_asked_for() {
    with_site(async |home| {
        let (mia, alice) = (home.member("mia", Role::MODERATOR).await, home.person("alice").await);
        let old = alice.posts("old").await;
        acts(&mia, &alice.account.id.to_string(), "sensitive").await.ok();
        let new = alice.posts("new").await;
        let sensitive = async |status: &Value| {
            mia.get(&format!("/api/v1/statuses/{}", id(status))).await.ok()["sensitive"].clone()
        };
        assert_eq!((sensitive(&old).await, sensitive(&new).await), (json!(true), json!(true)));
        let document = home.requests.request(Method::GET, new["uri"].as_str().unwrap());
        let document = home.requests.send(document.header("accept", "application/activity+json")).await.ok();
        assert_eq!(document["sensitive"], true, "others hear it, too");
        mia.act(&format!("/api/v1/admin/accounts/{}/unsensitive", alice.account.id)).await.ok();
        assert_eq!((sensitive(&old).await, sensitive(&new).await), (json!(false), json!(false)));
    });
}

#[test]
fn whoever_is_frozen_or_suspended_is_out_at_once_with_every_app_and_stream() {
    with_site(async |home| {
        let mia = home.member("mia", Role::MODERATOR).await;
        for (name, kind) in [("alice", "disable"), ("bob", "suspend")] {
            let who = home.person(name).await;
            let url =
                format!("ws://{}/api/v1/streaming?stream=user&access_token={}", home.domain(), who.token);
            let mut socket = connect_async(url).await.expect("the stream opens").0;
            who.get("/api/v1/timelines/home").await.ok();
            acts(&mia, &who.account.id.to_string(), kind).await.ok();
            let (status, error) = who.get("/api/v1/timelines/home").await.error();
            assert_eq!((status, error.as_str()), (403, "Your login is currently disabled"), "{kind}");
            let end = async {
                while let Some(Ok(message)) = socket.next().await {
                    if matches!(message, Message::Close(_)) {
                        break;
                    }
                }
            };
            tokio::time::timeout(Duration::from_secs(2), end).await.expect("the stream ends within 2 s");
            let undo = if kind == "disable" { "enable" } else { "unsuspend" };
            mia.act(&format!("/api/v1/admin/accounts/{}/{undo}", who.account.id)).await.ok();
            who.get("/api/v1/timelines/home").await.ok();
        }
    });
}

#[test]
fn nobody_acts_on_those_who_stand_as_high_and_strangers_do_nothing() {
    with_site(async |home| {
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let (other, alice) = (home.member("max", Role::MODERATOR).await, home.person("alice").await);
        for kind in ["none", "disable", "sensitive", "silence", "suspend"] {
            for above in [&olga, &other, &mia] {
                let answer = acts(&mia, &above.account.id.to_string(), kind).await;
                assert_eq!(answer.error(), (403, "This action is not allowed".into()), "{kind}");
            }
            assert_eq!(acts(&alice, &other.account.id.to_string(), kind).await.status, 403);
        }
        assert_eq!(acts(&mia, &alice.account.id.to_string(), "shout").await.status, 422);
        assert_eq!(acts(&mia, "7", "silence").await.status, 404);
        let path = format!("/api/v1/admin/accounts/{}", alice.account.id);
        assert_eq!(mia.send(Method::DELETE, &path, None).await.status, 403, "moderators delete nothing");
        assert_eq!(olga.send(Method::DELETE, &path, None).await.status, 403, "only what is suspended");
    });
}
