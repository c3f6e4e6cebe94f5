//! Relays of both kinds: asked, answered, fed, read and left.

use model::Role;
use serde_json::{Value, json};
use testkit::{
    Home, Neighbour, Stranger,
    people::{id, text},
};

use crate::with_site;

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// A relay that has been asked under this address; its answer is still to come.
async fn asked(home: &Home, far: &Neighbour, address: &str) -> (Stranger, Value) {
    let relay = far.person("relay");
    home.federation.join_relay(address).await.unwrap();
    home.settle().await;
    let follow = far.received().pop().expect("the relay is asked").activity;
    assert_eq!(
        (&follow["type"], &follow["actor"]),
        (&json!("Follow"), &json!(home.site.instance.url("/actor")))
    );
    (relay, follow)
}

async fn states(home: &Home) -> Vec<&'static str> {
    home.federation.relays().await.unwrap().iter().map(|relay| relay.state).collect()
}

#[test]
fn a_relay_of_mastodons_kind_gets_what_is_public_and_brings_what_is_public_elsewhere() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let (far, wide) = (Neighbour::start().await, Neighbour::start().await);
        let (relay, follow) = asked(home, &far, &far.url("/inbox")).await;
        assert_eq!(follow["object"], PUBLIC);
        alice.posts("too early").await;
        home.settle().await;
        assert_eq!(far.received_types(), ["Follow"], "nothing goes out before the relay has agreed");

        relay.delivers(home, &relay.activity("Accept", 1, &follow)).await;
        home.settle().await;
        assert_eq!(states(home).await, ["accepted"]);
        let status = alice.posts("for the wide world").await;
        for visibility in ["unlisted", "private", "direct"] {
            alice.posts_with(json!({ "status": "not so wide", "visibility": visibility })).await;
        }
        home.settle().await;
        alice.send(http::Method::DELETE, &format!("/api/v1/statuses/{}", id(&status)), None).await.ok();
        home.settle().await;
        assert_eq!(far.received_types(), ["Follow", "Create", "Delete"]);
        assert!(
            far.received()[1].activity["proof"].is_object(),
            "those who get it from the relay can check it"
        );

        let carol = wide.person("carol");
        let note = carol.note(1, "from far away");
        wide.serves("/users/carol/notes/1", &note);
        let passed_on = carol.activity("Create", 1, &note);
        assert_eq!(relay.delivers(home, &passed_on).await.status, 202, "as it came, signed by the relay");
        let second = carol.note(2, "and once more");
        wide.serves("/users/carol/notes/2", &second);
        relay.delivers(home, &relay.activity("Announce", 2, &second["id"])).await;
        home.settle().await;
        let seen = alice.get("/api/v1/timelines/public?remote=true").await.ok();
        let told = |status: &Value| (text(status), status["reblog"].is_null());
        let mut seen: Vec<_> = seen.as_array().unwrap().iter().map(told).collect();
        // They came in the same millisecond.
        seen.sort();
        assert_eq!(seen, [("and once more".to_owned(), true), ("from far away".to_owned(), true)]);
        assert!(alice.home_texts().await.iter().all(|text| !text.contains("far away")));
    });
}

#[test]
fn a_relay_of_litepubs_kind_is_followed_and_follows() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let address = far.url("/users/relay");
        far.person("relay");
        let (relay, follow) = asked(home, &far, &address).await;
        assert_eq!(follow["object"], address.as_str());
        let mut back = relay.activity("Follow", 1, &json!(home.site.instance.url("/actor")));
        back["object"] = json!(home.site.instance.url("/actor"));
        relay.delivers(home, &relay.activity("Accept", 2, &follow)).await;
        relay.delivers(home, &back).await;
        home.settle().await;
        assert_eq!(states(home).await, ["accepted"]);
        let accept = far.received().pop().unwrap().activity;
        assert_eq!((&accept["type"], &accept["object"]["id"]), (&json!("Accept"), &back["id"]));
        alice.posts("for the wide world").await;
        home.settle().await;
        assert_eq!(far.received_types(), ["Follow", "Accept", "Create"]);

        assert!(home.federation.leave_relay(&address).await.unwrap());
        home.settle().await;
        let undo = far.received().pop().unwrap().activity;
        assert_eq!((&undo["type"], &undo["object"]["id"]), (&json!("Undo"), &follow["id"]));
        alice.posts("for the few").await;
        home.settle().await;
        assert_eq!(far.received_types().last().map(String::as_str), Some("Undo"));
        assert!(!home.federation.leave_relay(&address).await.unwrap());
    });
}

#[test]
fn staff_who_deal_with_servers_add_and_leave_a_relay_without_the_command_line() {
    with_site(async |home| {
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let far = Neighbour::start().await;
        let relays = "/api/fanfare/v1/admin/relays";
        let body = json!({ "address": far.url("/inbox") });
        assert_eq!(mia.post(relays, body.clone()).await.status, 403);
        assert_eq!(mia.get(relays).await.status, 403);
        assert_eq!(olga.get(relays).await.ok(), json!([]));
        let added = olga.post(relays, body.clone()).await.ok();
        assert_eq!((&added["address"], &added["state"]), (&body["address"], &json!("pending")));
        assert_eq!(olga.post(relays, body).await.status, 422, "it was asked already");
        for wrong in ["", "nothing", "ftp://relay.example/inbox"] {
            assert_eq!(olga.post(relays, json!({ "address": wrong })).await.status, 422, "{wrong}");
        }
        home.settle().await;
        let follow = far.received().pop().expect("the relay is asked").activity;
        let relay = far.person("relay");
        relay.delivers(home, &relay.activity("Accept", 1, &follow)).await;
        home.settle().await;
        assert_eq!(olga.get(relays).await.ok()[0]["state"], "accepted");

        let one = format!("{relays}/{}", id(&added));
        assert_eq!(mia.send(http::Method::DELETE, &one, None).await.status, 403);
        olga.send(http::Method::DELETE, &one, None).await.ok();
        assert_eq!(olga.send(http::Method::DELETE, &one, None).await.status, 404);
        home.settle().await;
        assert_eq!(far.received_types(), ["Follow", "Undo"]);
        let log = olga.get("/api/fanfare/v1/admin/audit_log").await.ok();
        let did = |at: usize| (log[at]["action"].clone(), log[at]["target"]["kind"].clone());
        assert_eq!((did(0), did(1)), ((json!("destroy"), json!("relay")), (json!("create"), json!("relay"))));
    });
}

#[test]
fn nobody_else_answers_for_a_relay_or_passes_for_one() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let (far, bad) = (Neighbour::start().await, Neighbour::start().await);
        let (_, follow) = asked(home, &far, &far.url("/inbox")).await;
        let evil = bad.person("evil");
        evil.delivers(home, &evil.activity("Accept", 1, &follow)).await;
        evil.delivers(home, &evil.activity("Reject", 2, &follow["id"])).await;
        let mut back = evil.activity("Follow", 3, &json!(home.site.instance.url("/actor")));
        back["object"] = json!(home.site.instance.url("/actor"));
        evil.delivers(home, &back).await;
        let note = evil.note(1, "look at me");
        bad.serves("/users/evil/notes/1", &note);
        evil.delivers(home, &evil.activity("Announce", 4, &note["id"])).await;
        home.settle().await;
        assert_eq!(states(home).await, ["pending"]);
        assert!(bad.received().is_empty(), "the server itself is followed by relays only");
        assert_eq!(alice.get("/api/v1/timelines/public?remote=true").await.ok(), json!([]));
        for wrong in
            ["", "relay", "ftp://far.example/inbox", &home.site.instance.url("/inbox"), &far.url("/none")]
        {
            assert!(home.federation.join_relay(wrong).await.is_err(), "{wrong}");
        }
        assert!(home.federation.join_relay(&far.url("/inbox")).await.is_err(), "it was asked already");
    });
}
