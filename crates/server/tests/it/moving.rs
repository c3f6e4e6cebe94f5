//! Moving between servers: followers go along if both accounts say so, and only then.

use http::Method;
use model::Account;
use serde_json::{Value, json};
use social::moving;
use testkit::{
    Home, Neighbour, Person, Stranger,
    people::{id, list},
    settle,
};

use crate::{with_site, with_two_sites};

const DAY_MS: i64 = 24 * 3_600_000;

/// Somebody here follows a stranger, who consents.
async fn follows(home: &Home, far: &Neighbour, who: &Person, whom: &Stranger, choice: Value) -> Value {
    let found = who.finds(&whom.handle()).await;
    who.post(&format!("/api/v1/accounts/{}/follow", id(&found)), choice).await.ok();
    home.settle().await;
    let wish = far.received().into_iter().rfind(|it| it.activity["type"] == "Follow").unwrap().activity;
    let number = u32::try_from(far.received().len()).unwrap();
    whom.delivers(home, &whom.activity("Accept", number, &wish)).await;
    home.settle().await;
    assert_eq!(who.relationship(&found).await["following"], true);
    found
}

/// Serves a stranger's profile with something more in it.
fn says(far: &Neighbour, who: &Stranger, more: &Value) -> Value {
    let mut document = who.document();
    document.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    far.serves(&format!("/users/{}", who.name), &document);
    document
}

fn move_to(who: &Stranger, number: u32, target: &str) -> Value {
    let mut activity = who.activity("Move", number, &json!(who.uri));
    activity["target"] = json!(target);
    activity
}

async fn delivers(home: &Home, who: &Stranger, activity: &Value) {
    let answer = who.delivers(home, activity).await;
    assert!(!answer.status.is_server_error(), "{activity}: {}", answer.status);
    home.settle().await;
}

/// An account as its own server describes it now.
async fn asks(home: &Home, handle: &str) -> Account {
    home.federation.ask_anew(handle).await.unwrap().unwrap()
}

#[test]
fn followers_go_along_with_what_they_chose_and_on_the_same_lists() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let (far, near) = (Neighbour::start().await, Neighbour::start().await);
        let (old, new) = (far.person("old"), near.person("new"));
        says(&near, &new, &json!({ "alsoKnownAs": [old.uri] }));
        let choice = json!({ "reblogs": false, "notify": true, "languages": ["de"] });
        let old_found = follows(home, &far, &alice, &old, choice).await;
        let friends = alice.post("/api/v1/lists", json!({ "title": "Friends" })).await.ok();
        let members = format!("/api/v1/lists/{}/accounts", id(&friends));
        alice.post(&members, json!({ "account_ids": [id(&old_found)] })).await.ok();
        delivers(home, &old, &move_to(&old, 1, &new.uri)).await;
        assert_eq!(near.received_types(), ["Follow"]);
        assert_eq!(far.received_types(), ["Follow", "Undo"]);
        new.delivers(home, &new.activity("Accept", 1, &near.received()[0].activity)).await;
        home.settle().await;
        let new_found = alice.finds(&new.handle()).await;
        let now = alice.relationship(&new_found).await;
        assert_eq!((&now["following"], &now["showing_reblogs"]), (&json!(true), &json!(false)));
        assert_eq!((&now["notifying"], &now["languages"]), (&json!(true), &json!(["de"])));
        let before = alice.relationship(&old_found).await;
        assert_eq!((&before["following"], &before["requested"]), (&json!(false), &json!(false)));
        let on_list = list(&alice.get(&members).await);
        assert_eq!((on_list.len(), id(&on_list[0])), (1, id(&new_found)));
        let shown = alice.get(&format!("/api/v1/accounts/{}", id(&old_found))).await.ok();
        assert_eq!(shown["moved"]["acct"], new.handle());
        assert_eq!(shown["moved"].get("moved"), None);
        let again = alice.act(&format!("/api/v1/accounts/{}/follow", id(&old_found))).await;
        assert_eq!(again.error(), (403, "This action is not allowed".to_owned()));
        // Effects may run twice.
        let ids = [&old_found, &new_found].map(|found| id(found).parse().unwrap());
        moving::followers::bring(&home.site, ids[0], ids[1]).await.unwrap();
        home.settle().await;
        assert_eq!((near.received().len(), far.received().len()), (1, 2));
    });
}

#[test]
fn nobody_moves_another_and_nobody_moves_often() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let (far, bad) = (Neighbour::start().await, Neighbour::start().await);
        let (victim, evil) = (far.person("victim"), bad.person("evil"));
        let found = follows(home, &far, &alice, &victim, json!({})).await;
        follows(home, &bad, &alice, &evil, json!({})).await;
        let is_followed = async || alice.relationship(&found).await["following"] == true;
        says(&bad, &evil, &json!({ "alsoKnownAs": [victim.uri] }));
        let mut as_victim = move_to(&evil, 1, &evil.uri);
        as_victim["actor"] = json!(victim.uri);
        as_victim["object"] = json!(victim.uri);
        delivers(home, &evil, &as_victim).await;
        let mut of_victim = move_to(&evil, 2, &evil.uri);
        of_victim["object"] = json!(victim.uri);
        delivers(home, &evil, &of_victim).await;
        assert!(is_followed().await, "S-087: forged actor and object");
        let other = bad.person("other");
        delivers(home, &victim, &move_to(&victim, 3, &other.uri)).await;
        assert!(is_followed().await, "S-087: no alias");
        assert_eq!(alice.finds(&victim.handle()).await.get("moved"), None);
        for target in [json!(null), json!(7), json!([]), json!({ "id": {} }), json!("x"), json!(victim.uri)] {
            let mut odd = move_to(&victim, 4, "");
            odd["target"] = target;
            odd["id"] = json!(format!("{}/odd/{}", victim.uri, odd["target"].to_string().len()));
            delivers(home, &victim, &odd).await;
        }
        assert!(is_followed().await, "nonsense leads nowhere");
        delivers(home, &victim, &move_to(&victim, 5, &evil.uri)).await;
        assert!(!is_followed().await, "a true move");
        // Somebody follows the old account again after it came back, and it moves on too soon.
        let second = bad.person("second");
        says(&bad, &second, &json!({ "alsoKnownAs": [victim.uri] }));
        delivers(home, &victim, &victim.activity("Update", 6, &victim.document())).await;
        follows(home, &far, &alice, &victim, json!({})).await;
        delivers(home, &victim, &move_to(&victim, 7, &second.uri)).await;
        assert!(is_followed().await, "S-087: once in thirty days");
        home.pass(31 * DAY_MS);
        delivers(home, &victim, &move_to(&victim, 8, &second.uri)).await;
        assert!(!is_followed().await);
    });
}

#[test]
fn a_profile_that_says_it_moved_is_believed_like_a_move() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let (far, near) = (Neighbour::start().await, Neighbour::start().await);
        let (old, new) = (far.person("old"), near.person("new"));
        let found = follows(home, &far, &alice, &old, json!({})).await;
        let moved = says(&far, &old, &json!({ "movedTo": new.uri }));
        delivers(home, &old, &old.activity("Update", 1, &moved)).await;
        assert_eq!(alice.relationship(&found).await["following"], true, "the other does not agree");
        let agrees = says(&near, &new, &json!({ "alsoKnownAs": old.uri, "movedTo": old.uri }));
        delivers(home, &new, &new.activity("Update", 1, &agrees)).await;
        let shown = alice.finds(&old.handle()).await;
        assert_eq!(shown.get("moved"), None, "the old one has not been asked again yet");
        home.pass(2 * DAY_MS);
        let shown = alice.finds(&old.handle()).await;
        assert_eq!(shown["moved"]["acct"], new.handle(), "fetched again when it was no longer fresh");
        home.settle().await;
        assert_eq!(near.received_types(), ["Follow"]);
        assert_eq!(alice.relationship(&found).await["following"], false);
        delivers(home, &old, &old.activity("Update", 2, &old.document())).await;
        let shown = alice.get(&format!("/api/v1/accounts/{}", id(&found))).await.ok();
        assert_eq!(shown.get("moved"), None, "it came back");
    });
}

#[test]
fn the_new_account_may_tell_if_the_old_one_says_so_when_asked() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let (far, near) = (Neighbour::start().await, Neighbour::start().await);
        let (old, new) = (far.person("old"), near.person("new"));
        let found = follows(home, &far, &alice, &old, json!({})).await;
        says(&near, &new, &json!({ "alsoKnownAs": [old.uri] }));
        let tells = |number: u32| {
            let mut activity = move_to(&new, number, &new.uri);
            activity["object"] = json!(old.uri);
            activity
        };
        delivers(home, &new, &tells(1)).await;
        assert_eq!(alice.relationship(&found).await["following"], true, "the old one says nothing of it");
        says(&far, &old, &json!({ "movedTo": new.uri }));
        delivers(home, &new, &tells(2)).await;
        assert_eq!(alice.relationship(&found).await["following"], false);
    });
}

#[test]
fn blocks_mutes_and_notes_go_along() {
    with_site(async |home| {
        let [alice, bob, carol] = [home.person("alice"), home.person("bob"), home.person("carol")];
        let (alice, bob, carol) = (alice.await, bob.await, carol.await);
        let (far, near) = (Neighbour::start().await, Neighbour::start().await);
        let (old, new) = (far.person("old"), near.person("new"));
        says(&near, &new, &json!({ "alsoKnownAs": [old.uri] }));
        let found = alice.finds(&old.handle()).await;
        let at = |verb: &str| format!("/api/v1/accounts/{}/{verb}", id(&found));
        alice.act(&at("block")).await.ok();
        bob.post(&at("mute"), json!({ "notifications": false, "duration": 7_200 })).await.ok();
        carol.post(&at("note"), json!({ "comment": "plays the lute" })).await.ok();
        delivers(home, &old, &move_to(&old, 1, &new.uri)).await;
        let new_found = alice.finds(&new.handle()).await;
        let (by_alice, by_bob) = (alice.relationship(&new_found).await, bob.relationship(&new_found).await);
        assert_eq!(by_alice["blocking"], true);
        assert!(by_alice["note"].as_str().unwrap().contains(&format!("@{}", old.handle())));
        assert_eq!((&by_bob["muting"], &by_bob["muting_notifications"]), (&json!(true), &json!(false)));
        assert!(by_bob["muting_expires_at"].is_string(), "for as long");
        let note = carol.relationship(&new_found).await["note"].clone();
        assert!(note.as_str().unwrap().ends_with("plays the lute"), "{note}");
        let ids = [&found, &new_found].map(|found| id(found).parse().unwrap());
        moving::followers::bring(&home.site, ids[0], ids[1]).await.unwrap();
        assert_eq!(carol.relationship(&new_found).await["note"], note, "once");
    });
}

#[test]
fn somebody_here_moves_away() {
    with_two_sites(async |here, there| {
        let (alice, carol) = (here.person("alice").await, here.person("carol").await);
        let (anew, bob) = (there.person("anew").await, there.person("bob").await);
        carol.follows("alice").await;
        bob.follows(&alice.handle()).await;
        settle(&[here, there]).await;
        let goes = async || {
            let target = asks(here, &anew.handle()).await;
            let by = social::accounts::find(&here.site, alice.account.id).await.unwrap();
            moving::move_to(&here.site, &by, &target).await.map_err(|refusal| refusal.to_string())
        };
        let refused = goes().await.unwrap_err();
        assert!(refused.contains("does not name @alice@"), "{refused}");
        let old = asks(there, &alice.handle()).await;
        moving::add_alias(&there.site, &anew.account, &old).await.unwrap();
        goes().await.unwrap();
        settle(&[here, there]).await;
        let found = carol.finds(&anew.handle()).await;
        assert_eq!(carol.relationship(&found).await["following"], true, "carol here");
        let followers = list(&bob.get(&format!("/api/v1/accounts/{}/followers", anew.account.id)).await);
        let mut names: Vec<&str> = followers.iter().filter_map(|it| it["acct"].as_str()).collect();
        names.sort_unstable();
        assert_eq!(names, ["bob", &carol.handle()], "bob there");
        let path = format!("/api/v1/accounts/{}", alice.account.id);
        let shown = carol.get(&path).await.ok();
        assert_eq!((&shown["moved"]["acct"], &shown["followers_count"]), (&json!(anew.handle()), &json!(0)));
        assert_eq!(bob.finds(&alice.handle()).await["moved"]["acct"], "anew");
        let page = here.requests.get("/@alice").await;
        assert!(page.text.contains("has moved to") && page.text.contains(&anew.handle()), "{}", page.text);
        let request = here.requests.request(Method::GET, &alice.account.uri);
        let document = here.requests.send(request.header("accept", "application/activity+json")).await.ok();
        assert_eq!(document["movedTo"], json!(anew.account.uri));
        assert_eq!(carol.act(&format!("{path}/follow")).await.status, 403);
        let refused = goes().await.unwrap_err();
        assert!(refused.contains("already"), "{refused}");
    });
}

#[test]
fn a_move_can_be_taken_back_but_not_made_again_at_once() {
    with_two_sites(async |here, there| {
        let (alice, anew) = (here.person("alice").await, there.person("anew").await);
        let bob = there.person("bob").await;
        let old = asks(there, &alice.handle()).await;
        moving::add_alias(&there.site, &anew.account, &old).await.unwrap();
        let now = async || social::accounts::find(&here.site, alice.account.id).await.unwrap();
        let goes =
            async || moving::move_to(&here.site, &now().await, &asks(here, &anew.handle()).await).await;
        assert!(
            moving::cancel(&here.site, &alice.account).await.unwrap_err().to_string().contains("not moved")
        );
        goes().await.unwrap();
        settle(&[here, there]).await;
        bob.finds(&alice.handle()).await;
        bob.act(&format!("/api/v1/accounts/{}/follow", old.id)).await;
        moving::cancel(&here.site, &now().await).await.unwrap();
        settle(&[here, there]).await;
        let shown = alice.get(&format!("/api/v1/accounts/{}", alice.account.id)).await.ok();
        assert_eq!(shown.get("moved"), None);
        let refused = goes().await.unwrap_err().to_string();
        assert!(refused.contains("once in 30 days"), "{refused}");
        here.pass(31 * DAY_MS);
        goes().await.unwrap();
    });
}

#[test]
fn whoever_follows_an_account_that_moved_is_refused_in_a_way_their_server_understands() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let (bob, anew) = (far.person("bob"), far.person("anew"));
        says(&far, &anew, &json!({ "alsoKnownAs": [alice.account.uri] }));
        let target = asks(home, &anew.handle()).await;
        moving::move_to(&home.site, &alice.account, &target).await.unwrap();
        home.settle().await;
        let mut follow = bob.activity("Follow", 1, &json!(alice.account.uri));
        follow["object"] = json!(alice.account.uri);
        delivers(home, &bob, &follow).await;
        assert_eq!(far.received_types(), ["Reject"]);
    });
}

#[test]
fn aliases_are_kept_in_order_and_can_be_taken_back() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let (one, two) = (far.person("one"), far.person("two"));
        let now = async || social::accounts::find(&home.site, alice.account.id).await.unwrap();
        for stranger in [&one, &two, &one] {
            let other = asks(home, &stranger.handle()).await;
            moving::add_alias(&home.site, &now().await, &other).await.unwrap();
        }
        assert_eq!(now().await.also_known_as, [one.uri.clone(), two.uri.clone()]);
        moving::remove_alias(&home.site, &now().await, &one.uri).await.unwrap();
        assert_eq!(now().await.also_known_as, [two.uri]);
        assert!(moving::remove_alias(&home.site, &now().await, &one.uri).await.is_err());
        assert!(moving::add_alias(&home.site, &now().await, &now().await).await.is_err(), "not oneself");
    });
}
