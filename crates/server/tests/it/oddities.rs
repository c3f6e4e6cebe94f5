//! Activities in odd forms and orders: reactions, ends without an address, what arrives before what it is about, and
//! verbs that mean nothing here.

use http::Method;
use serde_json::{Value, json};
use testkit::{
    Home, Neighbour, Person, Stranger,
    people::{id, list, text},
};

use crate::{acquaintance::befriend, with_site};

async fn favourites(alice: &Person, status: &Value) -> i64 {
    let status = alice.get(&format!("/api/v1/statuses/{}", id(status))).await.ok();
    status["favourites_count"].as_i64().expect("a number")
}

async fn tells(home: &Home, bob: &Stranger, activity: &Value) {
    let answer = bob.delivers(home, activity).await;
    assert_eq!(answer.status, 202, "{activity}: {}", answer.text);
    home.settle().await;
}

fn number_of(activity: &mut Value, number: u32) {
    activity["id"] = json!(format!("{}-{number}", activity["id"].as_str().unwrap()));
}

#[test]
fn reactions_count_as_favourites_in_every_form_and_end_in_every_form() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        let status = alice.posts("nice").await;
        let reaction = |kind: &str, number: u32| {
            let mut reaction = bob.activity(kind, number, &status["uri"]);
            reaction["content"] = json!("🍵");
            reaction["_misskey_reaction"] = json!("🍵");
            reaction["tag"] =
                json!([{ "type": "Emoji", "name": ":tea:", "icon": { "url": far.url("/tea.png") } }]);
            reaction
        };
        let bare = |activity: &Value| {
            let mut bare = activity.clone();
            for key in ["id", "actor", "@context"] {
                bare.as_object_mut().unwrap().remove(key);
            }
            bare
        };
        for (number, kind) in [(1, "Like"), (2, "EmojiReact")] {
            let like = reaction(kind, number);
            let ends =
                [like.clone(), like["id"].clone(), json!({ "id": like["id"], "type": kind }), bare(&like)];
            for (turn, end) in (0..).zip(ends) {
                let mut again = like.clone();
                if turn > 0 {
                    // The same activity is not taken twice.
                    number_of(&mut again, turn);
                }
                let mut end = end;
                if end.is_string() {
                    end = again["id"].clone();
                } else if end.get("id").is_some() {
                    end["id"] = again["id"].clone();
                }
                tells(home, &bob, &again).await;
                assert_eq!(favourites(&alice, &status).await, 1, "{again}");
                tells(home, &bob, &bob.activity("Undo", number * 10 + turn, &end)).await;
                assert_eq!(favourites(&alice, &status).await, 0, "{end}");
            }
        }
        // Of several reactions the end of a later one leaves the first.
        let (first, second) = (reaction("EmojiReact", 7), reaction("EmojiReact", 8));
        tells(home, &bob, &first).await;
        tells(home, &bob, &second).await;
        tells(home, &bob, &bob.activity("Undo", 78, &second)).await;
        assert_eq!(favourites(&alice, &status).await, 1);
        tells(home, &bob, &bob.activity("Undo", 77, &first)).await;
        assert_eq!(favourites(&alice, &status).await, 0);
    });
}

#[test]
fn a_follow_and_a_block_end_also_by_their_address_alone() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        let followers = async || {
            let account = alice.get(&format!("/api/v1/accounts/{}", alice.account.id)).await.ok();
            account["followers_count"].clone()
        };
        let follow = bob.activity("Follow", 1, &json!(alice.account.uri));
        tells(home, &bob, &follow).await;
        assert_eq!(followers().await, 1);
        tells(home, &bob, &bob.activity("Undo", 1, &follow["id"])).await;
        assert_eq!(followers().await, 0);
        let block = bob.activity("Block", 1, &json!(alice.account.uri));
        tells(home, &bob, &block).await;
        let there = alice.finds(&bob.handle()).await;
        assert_eq!(alice.relationship(&there).await["blocked_by"], true);
        tells(home, &bob, &bob.activity("Undo", 2, &block["id"])).await;
        assert_eq!(alice.relationship(&there).await["blocked_by"], false);
        tells(home, &bob, &bob.activity("Undo", 3, &json!(format!("{}/nothing", bob.uri)))).await;
    });
}

/// Whoever is locked is asked before they are followed.
async fn locks(alice: &Person, locked: bool) {
    let change = json!({ "locked": locked });
    alice.send(Method::PATCH, "/api/v1/accounts/update_credentials", Some(change)).await.ok();
}

/// How many wait for consent to follow, and how many follow.
async fn waiting_and_following(alice: &Person) -> (usize, Value) {
    let waiting = list(&alice.get("/api/v1/follow_requests").await).len();
    let account = alice.get(&format!("/api/v1/accounts/{}", alice.account.id)).await.ok();
    (waiting, account["followers_count"].clone())
}

#[test]
fn a_wish_is_taken_back_by_naming_whom_it_was_about() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let (bob, dan) = (far.person("bob"), far.person("dan"));
        let here = json!(alice.account.uri);
        locks(&alice, true).await;
        tells(home, &bob, &bob.activity("Follow", 1, &here)).await;
        tells(home, &dan, &dan.activity("Follow", 1, &here)).await;
        assert_eq!(waiting_and_following(&alice).await, (2, json!(0)));
        // As snac does while nobody has answered.
        tells(home, &bob, &bob.activity("Undo", 2, &here)).await;
        assert_eq!(waiting_and_following(&alice).await, (1, json!(0)), "and nobody else's wish");
        let status = alice.posts("no account").await;
        tells(home, &dan, &dan.activity("Undo", 3, &status["uri"])).await;
        assert_eq!(waiting_and_following(&alice).await, (1, json!(0)));
    });
}

#[test]
fn whoever_asks_again_is_let_in_when_consent_is_needed_no_longer() {
    with_site(async |home| {
        let (alice, carol) = (home.person("alice").await, home.person("carol").await);
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        locks(&alice, true).await;
        tells(home, &bob, &bob.activity("Follow", 1, &json!(alice.account.uri))).await;
        assert_eq!(carol.follows("alice").await["requested"], true);
        assert_eq!(waiting_and_following(&alice).await, (2, json!(0)));
        locks(&alice, false).await;
        let again = bob.activity("Follow", 2, &json!(alice.account.uri));
        tells(home, &bob, &again).await;
        assert_eq!(carol.follows("alice").await["following"], true);
        assert_eq!(waiting_and_following(&alice).await, (0, json!(2)));
        let accepts = far.received().into_iter().map(|it| it.activity).filter(|it| it["type"] == "Accept");
        let accepted: Vec<Value> = accepts.map(|it| it["object"]["id"].clone()).collect();
        assert_eq!(accepted, [again["id"].clone()], "the second wish is granted");
    });
}

#[test]
fn an_end_that_is_named_after_our_host_ends_it_and_keeps_nothing_else_out() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let (bob, dan) = (far.person("bob"), far.person("dan"));
        let status = alice.posts("for the neighbours").await;
        // As snac does: its ends have addresses on the host of what they take back.
        let (like, other) =
            (bob.activity("Like", 1, &status["uri"]), dan.activity("Like", 2, &status["uri"]));
        tells(home, &bob, &like).await;
        tells(home, &dan, &other).await;
        let mut undo = bob.activity("Undo", 1, &like);
        undo["id"] = json!(format!("{}/Undo_1", status["uri"].as_str().unwrap()));
        tells(home, &bob, &undo).await;
        assert_eq!(favourites(&alice, &status).await, 1, "bob's is taken back");
        // Nobody can use up the address of what another will send.
        let late = dan.activity("Undo", 3, &other);
        let elsewhere = Neighbour::start().await;
        let eve = elsewhere.person("eve");
        let mut taken = eve.activity("Undo", 5, &json!({ "type": "Like", "object": status["uri"] }));
        taken["id"] = late["id"].clone();
        tells(home, &eve, &taken).await;
        assert_eq!(favourites(&alice, &status).await, 1);
        tells(home, &dan, &late).await;
        assert_eq!(favourites(&alice, &status).await, 0, "dan's own end counts");
    });
}

#[test]
fn what_comes_in_the_wrong_order_ends_as_it_should() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        let gone = bob.note(1, "<p>gone</p>");
        tells(home, &bob, &bob.activity("Delete", 1, &json!({ "type": "Tombstone", "id": gone["id"] })))
            .await;
        tells(home, &bob, &bob.activity("Create", 1, &gone)).await;
        assert!(alice.home().await.is_empty());
        let mut note = bob.note(2, "<p>at first</p>");
        note["published"] = json!(home.site.now().to_rfc3339_seconds());
        let mut changed = note.clone();
        changed["content"] = json!("<p>in the end</p>");
        changed["updated"] = json!(home.site.now().plus_millis(1_000).to_rfc3339_seconds());
        tells(home, &bob, &bob.activity("Update", 2, &changed)).await;
        tells(home, &bob, &bob.activity("Create", 2, &note)).await;
        assert_eq!(alice.home_texts().await, ["in the end"]);
        home.pass(1_000);
        // What is taken back before it comes never was.
        let status = alice.posts("for the neighbours").await;
        let (like, follow, block) = (
            bob.activity("Like", 3, &status["uri"]),
            bob.activity("Follow", 4, &json!(alice.account.uri)),
            bob.activity("Block", 5, &json!(alice.account.uri)),
        );
        let there = alice.finds(&bob.handle()).await;
        for (number, late) in (30..).zip([&like, &follow, &block]) {
            let end = if number == 30 { late["id"].clone() } else { late.clone() };
            tells(home, &bob, &bob.activity("Undo", number, &end)).await;
            tells(home, &bob, late).await;
        }
        let relation = alice.relationship(&there).await;
        let stands = (&relation["followed_by"], &relation["blocked_by"]);
        assert_eq!((favourites(&alice, &status).await, stands), (0, (&json!(false), &json!(false))));
        // What strangers change is no news.
        let dan = far.person("dan");
        tells(home, &dan, &dan.activity("Update", 1, &dan.note(1, "<p>x</p>"))).await;
        assert_eq!(alice.home_texts().await, ["for the neighbours", "in the end"]);
    });
}

#[test]
fn verbs_that_mean_nothing_here_are_taken_and_dropped() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        let status = alice.posts("here").await;
        let kinds = [
            "Dislike",
            "View",
            "Listen",
            "Read",
            "Join",
            "Leave",
            "Offer",
            "Invite",
            "Bite",
            "Lock",
            "Arrive",
            "Travel",
            "Question",
            "TentativeAccept",
            "Ignore",
            "LikeRequest",
            "ReplyRequest",
            "FeatureRequest",
            "Nibble",
        ];
        for (number, kind) in (1..).zip(kinds) {
            tells(home, &bob, &bob.activity(kind, number, &status["uri"])).await;
            tells(home, &bob, &bob.activity("Undo", number, &bob.activity(kind, number, &status["uri"])))
                .await;
        }
        // Friendica follows posts, to be told of answers.
        tells(home, &bob, &bob.activity("Follow", 99, &status["uri"])).await;
        for object in [json!(null), json!([]), json!(7), json!({}), json!({ "type": "Like" })] {
            for (number, kind) in
                (200..).zip(["Like", "Undo", "Announce", "Create", "Update", "Delete", "Add", "Accept"])
            {
                let mut activity = bob.activity(kind, number, &json!(null));
                activity["object"] = object.clone();
                activity["id"] = json!(format!("{}/x/{number}/{}", bob.uri, object.to_string().len()));
                tells(home, &bob, &activity).await;
            }
        }
        assert!(alice.notified().await.is_empty());
        let shown = alice.get(&format!("/api/v1/statuses/{}", id(&status))).await.ok();
        assert_eq!((text(&shown).as_str(), &shown["favourites_count"]), ("here", &json!(0)));
    });
}
