//! Blocks, mutes, domain blocks, and what else one can keep about others.

use http::Method;
use serde_json::{Value, json};
use testkit::{Neighbour, Person, people::list};

use crate::with_site;

/// Does something with an account; answers the relationship.
async fn acts(by: &Person, what: &str, to: &Person) -> Value {
    by.act(&format!("/api/v1/accounts/{}/{what}", to.account.id)).await.ok()
}

async fn relationship(of: &Person, to: &Person) -> Value {
    of.relationship(&json!({ "id": to.account.id.to_string() })).await
}

#[test]
fn a_block_keeps_two_people_apart() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        alice.follows("bob").await;
        bob.follows("alice").await;
        bob.posts("hello @alice").await;
        bob.posts_with(json!({ "status": "psst @alice", "visibility": "direct" })).await;
        let said = alice.posts("by alice").await;
        home.settle().await;
        let blocked = acts(&alice, "block", &bob).await;
        assert_eq!((&blocked["blocking"], &blocked["following"]), (&json!(true), &json!(false)));
        assert!(alice.home_texts().await == ["by alice"] && alice.notified().await.is_empty());
        assert!(list(&alice.get("/api/v1/conversations").await).is_empty(), "nor does one talk any more");
        assert_eq!(list(&bob.get("/api/v1/conversations").await).len(), 1);
        assert!(!bob.home_texts().await.contains(&"by alice".to_owned()));
        let theirs = relationship(&bob, &alice).await;
        assert_eq!((&theirs["blocked_by"], &theirs["following"]), (&json!(true), &json!(false)));
        let path = format!("/api/v1/statuses/{}", testkit::people::id(&said));
        assert_eq!(bob.get(&path).await.status, 404);
        assert_eq!(bob.act(&format!("{path}/favourite")).await.status, 404);
        let follow = bob.act(&format!("/api/v1/accounts/{}/follow", alice.account.id)).await;
        assert_eq!(follow.status, 403);
        bob.posts("again @alice").await;
        home.settle().await;
        assert!(alice.notified().await.is_empty(), "the blocked cannot call");
        assert_eq!(list(&alice.get("/api/v1/blocks").await)[0]["acct"], "bob");
        assert_eq!(acts(&alice, "unblock", &bob).await["blocking"], false);
        assert_eq!(bob.get(&path).await.status, 200);
        assert_eq!(relationship(&alice, &bob).await["following"], false, "follows do not come back");
    });
}

#[test]
fn a_mute_hides_until_it_ends() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        alice.follows("bob").await;
        bob.posts("one").await;
        home.settle().await;
        let path = format!("/api/v1/accounts/{}/mute", bob.account.id);
        let muted = alice.post(&path, json!({ "duration": 60 })).await.ok();
        assert_eq!((&muted["muting"], &muted["muting_notifications"]), (&json!(true), &json!(true)));
        assert!(muted["muting_expires_at"].is_string() && muted["following"] == true);
        bob.posts("two @alice").await;
        home.settle().await;
        assert!(alice.home().await.is_empty() && alice.notified().await.is_empty());
        assert!(list(&alice.get("/api/v1/timelines/public").await).is_empty());
        let mutes = list(&alice.get("/api/v1/mutes").await);
        assert_eq!((&mutes[0]["acct"], mutes[0]["mute_expires_at"].is_string()), (&json!("bob"), true));
        home.pass(61_000);
        assert_eq!(list(&alice.get("/api/v1/timelines/public").await).len(), 2);
        assert_eq!(relationship(&alice, &bob).await["muting"], false);
        assert!(list(&alice.get("/api/v1/mutes").await).is_empty());
        bob.posts("three").await;
        home.settle().await;
        assert_eq!(alice.home_texts().await[0], "three");
    });
}

#[test]
fn a_mute_may_leave_notifications() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let path = format!("/api/v1/accounts/{}/mute", bob.account.id);
        let muted = alice.post(&path, json!({ "notifications": false })).await.ok();
        assert_eq!(
            (&muted["muting_notifications"], &muted["muting_expires_at"]),
            (&json!(false), &Value::Null)
        );
        bob.posts("hello @alice").await;
        home.settle().await;
        assert_eq!(alice.notified().await, ["mention"]);
        assert_eq!(acts(&alice, "unmute", &bob).await["muting"], false);
        assert_eq!(list(&alice.get("/api/v1/timelines/public").await).len(), 1);
    });
}

#[test]
fn what_involves_a_hidden_person_stays_out_of_home() {
    with_site(async |home| {
        let (alice, bob, carol) =
            (home.person("alice").await, home.person("bob").await, home.person("carol").await);
        alice.follows("bob").await;
        let by_carol = carol.posts("by carol").await;
        bob.reblogs(&by_carol).await;
        bob.posts("with @carol").await;
        bob.posts("alone").await;
        home.settle().await;
        assert_eq!(alice.home().await.len(), 3);
        acts(&alice, "mute", &carol).await;
        assert_eq!(alice.home_texts().await, ["alone"], "made anew without her");
        bob.posts("again with @carol").await;
        home.settle().await;
        assert_eq!(alice.home_texts().await, ["alone"], "and kept so");
    });
}

#[test]
fn a_page_is_filled_although_some_of_it_is_hidden() {
    with_site(async |home| {
        let (alice, bob, carol) =
            (home.person("alice").await, home.person("bob").await, home.person("carol").await);
        for number in 0..6 {
            carol.posts(&format!("by carol {number}")).await;
            bob.posts(&format!("by bob {number}")).await;
        }
        acts(&alice, "mute", &bob).await;
        let page = list(&alice.get("/api/v1/timelines/public?limit=4").await);
        let texts: Vec<String> = page.iter().map(testkit::people::text).collect();
        assert_eq!(texts, ["by carol 5", "by carol 4", "by carol 3", "by carol 2"]);
        let oldest = testkit::people::id(&page[3]).to_owned();
        let above = list(&alice.get(&format!("/api/v1/timelines/public?limit=2&min_id={oldest}")).await);
        let texts: Vec<String> = above.iter().map(testkit::people::text).collect();
        assert_eq!(texts, ["by carol 4", "by carol 3"]);
    });
}

#[test]
fn only_chosen_languages_of_a_follow_come_home() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let path = format!("/api/v1/accounts/{}/follow", bob.account.id);
        let follow = alice.post(&path, json!({ "languages": ["de"] })).await.ok();
        assert_eq!(follow["languages"], json!(["de"]));
        for (text, language) in [("english", Some("en")), ("deutsch", Some("de")), ("unknown", None)] {
            bob.posts_with(json!({ "status": text, "language": language })).await;
        }
        home.settle().await;
        assert_eq!(alice.home_texts().await, ["unknown", "deutsch"]);
        let kept = alice.post(&path, json!({ "notify": true })).await.ok();
        assert_eq!((&kept["languages"], &kept["notifying"]), (&json!(["de"]), &json!(true)));
        let all = alice.post(&path, json!({ "languages": [] })).await.ok();
        assert_eq!(all["languages"], Value::Null);
        assert_eq!(alice.home().await.len(), 3);
    });
}

#[test]
fn a_domain_block_hides_a_neighbour_and_ends_follows() {
    with_site(async |home| {
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let bob = far.person("bob");
        let found = alice.finds(&bob.handle()).await;
        let note = bob.note(1, "<p>from afar</p>");
        let mut create = bob.activity("Create", 1, &note);
        create["object"]["cc"] = json!([alice.account.uri]);
        create["object"]["tag"] = json!([{ "type": "Mention", "href": alice.account.uri }]);
        bob.delivers(home, &create).await;
        let mut follow = bob.activity("Follow", 1, &json!(alice.account.uri));
        follow["object"] = json!(alice.account.uri);
        bob.delivers(home, &follow).await;
        home.settle().await;
        assert_eq!(list(&alice.get("/api/v1/timelines/public").await).len(), 1);
        let preview = alice.get(&format!("/api/v1/domain_blocks/preview?domain={}", far.domain)).await.ok();
        assert_eq!(preview, json!({ "following_count": 0, "followers_count": 1 }));
        let wanted = json!({ "domain": far.domain });
        assert_eq!(alice.post("/api/v1/domain_blocks", wanted.clone()).await.ok(), json!({}));
        home.settle().await;
        assert!(list(&alice.get("/api/v1/timelines/public").await).is_empty());
        let stands = alice.relationship(&found).await;
        assert_eq!((&stands["domain_blocking"], &stands["followed_by"]), (&json!(true), &json!(false)));
        assert_eq!(far.received_types(), ["Accept", "Reject"]);
        assert_eq!(alice.get("/api/v1/domain_blocks").await.ok(), json!([far.domain]));
        alice.send(Method::DELETE, "/api/v1/domain_blocks", Some(wanted)).await.ok();
        assert_eq!(list(&alice.get("/api/v1/timelines/public").await).len(), 1);
        let answer = alice.post("/api/v1/domain_blocks", json!({ "domain": "" })).await;
        assert_eq!(answer.status, 422);
    });
}

#[test]
fn a_block_travels_both_ways() {
    with_site(async |home| {
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let bob = far.person("bob");
        let found = alice.finds(&bob.handle()).await;
        let path = format!("/api/v1/accounts/{}", testkit::people::id(&found));
        alice.act(&format!("{path}/block")).await.ok();
        home.settle().await;
        alice.act(&format!("{path}/unblock")).await.ok();
        home.settle().await;
        assert_eq!(far.received_types(), ["Block", "Undo"]);
        let post = alice.posts("for everybody else").await;
        let mut block = bob.activity("Block", 1, &json!(alice.account.uri));
        block["object"] = json!(alice.account.uri);
        bob.delivers(home, &block).await;
        home.settle().await;
        assert_eq!(alice.relationship(&found).await["blocked_by"], true);
        assert_eq!(alice.act(&format!("{path}/follow")).await.status, 403);
        let undo = bob.activity("Undo", 2, &block);
        bob.delivers(home, &undo).await;
        home.settle().await;
        assert_eq!(alice.relationship(&found).await["blocked_by"], false);
        // Whoever is blocked here can do nothing with what she says.
        alice.act(&format!("{path}/block")).await.ok();
        let mut like = bob.activity("Like", 3, &json!(post["uri"]));
        like["object"] = post["uri"].clone();
        bob.delivers(home, &like).await;
        home.settle().await;
        let shown = alice.get(&format!("/api/v1/statuses/{}", testkit::people::id(&post))).await.ok();
        assert_eq!(shown["favourites_count"], 0);
    });
}

#[test]
fn one_can_part_from_a_follower() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        bob.follows("alice").await;
        let parted = acts(&alice, "remove_from_followers", &bob).await;
        assert_eq!(parted["followed_by"], false);
        assert_eq!(relationship(&bob, &alice).await["following"], false);
        assert_eq!(acts(&alice, "remove_from_followers", &bob).await["followed_by"], false, "twice is once");
    });
}

#[test]
fn notes_and_endorsements_are_kept() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let note = format!("/api/v1/accounts/{}/note", bob.account.id);
        assert_eq!(
            alice.post(&note, json!({ "comment": "met at the fair" })).await.ok()["note"],
            "met at the fair"
        );
        assert_eq!(relationship(&bob, &alice).await["note"], "", "nobody else sees it");
        assert_eq!(alice.post(&note, json!({ "comment": "x".repeat(2_001) })).await.status, 422);
        assert_eq!(alice.post(&note, json!({ "comment": "" })).await.ok()["note"], "");
        let endorse = format!("/api/v1/accounts/{}/endorse", bob.account.id);
        assert_eq!(alice.act(&endorse).await.status, 422, "only whom one follows");
        alice.follows("bob").await;
        assert_eq!(alice.act(&endorse).await.ok()["endorsed"], true);
        let public = format!("/api/v1/accounts/{}/endorsements", alice.account.id);
        assert_eq!(list(&bob.get(&public).await)[0]["acct"], "bob");
        assert_eq!(list(&alice.get("/api/v1/endorsements").await).len(), 1);
        assert_eq!(acts(&alice, "unendorse", &bob).await["endorsed"], false);
        assert!(list(&alice.get("/api/v1/endorsements").await).is_empty());
    });
}

#[test]
fn familiar_followers_are_those_whom_one_follows() {
    with_site(async |home| {
        let (alice, bob, carol) =
            (home.person("alice").await, home.person("bob").await, home.person("carol").await);
        alice.follows("bob").await;
        bob.follows("carol").await;
        let path =
            format!("/api/v1/accounts/familiar_followers?id[]={}&id[]={}", carol.account.id, bob.account.id);
        let familiar = list(&alice.get(&path).await);
        let of = |person: &Person| {
            let found = familiar.iter().find(|entry| entry["id"] == person.account.id.to_string());
            found.unwrap()["accounts"].as_array().unwrap().len()
        };
        assert_eq!((of(&carol), of(&bob)), (1, 0));
    });
}
