//! What staff decide about other servers, and what follows from it.

use http::Method;
use model::Role;
use serde_json::{Value, json};
use social::{Staff, neighbours, settings};
use testkit::{
    Home, Neighbour, Person,
    people::{id, list, text},
    settle,
};

use crate::{browser::Browser, with_site, with_two_sites};

const BLOCKS: &str = "/api/v1/admin/domain_blocks";
const ALLOWS: &str = "/api/v1/admin/domain_allows";

async fn decides(by: &Person, home: &Home, body: Value) -> Value {
    let made = by.post(BLOCKS, body).await.ok();
    home.settle().await;
    made
}

async fn takes_back(by: &Person, home: &Home, made: &Value) {
    by.send(Method::DELETE, &format!("{BLOCKS}/{}", id(made)), None).await.ok();
    home.settle().await;
}

#[test]
fn decisions_about_servers_are_made_changed_listed_and_taken_back() {
    with_site(async |home| {
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let bad = json!({ "domain": "https://Bad.Example/about", "severity": "silence", "reject_media": true,
                          "private_comment": "seen before", "public_comment": "spam", "obfuscate": true });
        assert_eq!(mia.post(BLOCKS, bad.clone()).await.status, 403, "moderators do not decide about servers");
        assert_eq!(mia.get(BLOCKS).await.status, 403);
        let made = olga.post(BLOCKS, bad.clone()).await.ok();
        assert_eq!(made["domain"], "bad.example");
        assert_eq!(made["digest"].as_str().unwrap().len(), 64);
        assert!(made["created_at"].as_str().unwrap().ends_with('Z'), "{made}");
        for (key, value) in [
            ("severity", json!("silence")),
            ("reject_media", json!(true)),
            ("reject_reports", json!(false)),
            ("private_comment", json!("seen before")),
            ("obfuscate", json!(true)),
        ] {
            assert_eq!(made[key], value, "{key}");
        }
        let again = olga.post(BLOCKS, json!({ "domain": "bad.example", "severity": "suspend" })).await;
        assert_eq!((again.status.as_u16(), &again.json()["existing_domain_block"]["id"]), (422, &made["id"]));
        let under = olga.post(BLOCKS, json!({ "domain": "a.bad.example", "severity": "noop" })).await;
        assert_eq!(under.status, 422, "what is under it is limited already: {}", under.text);
        olga.post(BLOCKS, json!({ "domain": "a.bad.example", "severity": "suspend" })).await.ok();
        for (wrong, why) in [
            (json!({}), "no domain"),
            (json!({ "domain": "not a domain" }), "no domain at all"),
            (json!({ "domain": "worse.example", "severity": "burn" }), "no severity"),
            (json!({ "domain": home.domain() }), "this server"),
        ] {
            assert_eq!(olga.post(BLOCKS, wrong).await.status, 422, "{why}");
        }
        let path = format!("{BLOCKS}/{}", id(&made));
        let changed = olga.send(Method::PUT, &path, Some(json!({ "severity": "suspend" }))).await.ok();
        assert_eq!(
            (&changed["severity"], &changed["private_comment"]),
            (&json!("suspend"), &json!("seen before"))
        );
        assert_eq!(olga.get(&path).await.ok(), changed);
        let first = olga.get(&format!("{BLOCKS}?limit=1")).await;
        assert!(first.headers["link"].to_str().unwrap().contains("max_id="));
        assert_eq!(list(&first)[0]["domain"], "a.bad.example", "the latest first");

        let shown = "/api/v1/instance/domain_blocks";
        assert_eq!(home.requests.get(shown).await.status, 404, "at first nobody may read it");
        settings::set(&home.site, "federation.blocks_shown", "members").await.unwrap();
        assert_eq!(home.requests.get(shown).await.status, 404);
        let seen = list(&mia.get(shown).await);
        assert_eq!(seen[1]["domain"], "bad.*****le", "its name is hidden: {seen:?}");
        assert_eq!((seen[1].get("comment"), &seen[1]["digest"]), (None, &made["digest"]));
        settings::set(&home.site, "federation.blocks_shown", "everybody").await.unwrap();
        settings::set(&home.site, "federation.block_reasons_shown", "everybody").await.unwrap();
        let seen = list(&home.requests.get(shown).await);
        assert_eq!((&seen[1]["comment"], &seen[1]["severity"]), (&json!("spam"), &json!("suspend")));

        olga.send(Method::DELETE, &path, None).await.ok();
        assert_eq!(olga.get(&path).await.status, 404);
        let log = list(&olga.get("/api/fanfare/v1/admin/audit_log").await);
        assert_eq!(
            (&log[0]["action"], &log[0]["target"]["name"]),
            (&json!("destroy"), &json!("bad.example"))
        );
        assert_eq!(log[0]["details"]["before"]["severity"], "suspend");
    });
}

#[test]
fn neighbours_are_allowed_by_name() {
    with_site(async |home| {
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let far = json!({ "domain": "Far.example" });
        assert_eq!(mia.post(ALLOWS, far.clone()).await.status, 403);
        let made = olga.post(ALLOWS, far.clone()).await.ok();
        assert_eq!(made["domain"], "far.example");
        assert_eq!(olga.post(ALLOWS, far).await.ok()["id"], made["id"], "twice is once");
        settings::set(&home.site, "federation.limited", "true").await.unwrap();
        assert!(neighbours::is_welcome(&home.site, "far.example"));
        assert_eq!(list(&olga.get(ALLOWS).await).len(), 1);
        let path = format!("{ALLOWS}/{}", id(&made));
        assert_eq!(olga.get(&path).await.ok(), made);
        olga.send(Method::DELETE, &path, None).await.ok();
        assert!(!neighbours::is_welcome(&home.site, "far.example"));
        assert_eq!(olga.get(&path).await.status, 404);
    });
}

#[test]
fn nothing_is_taken_from_asked_of_or_sent_to_a_suspended_server() {
    with_site(async |home| {
        let (olga, alice) = (home.member("olga", Role::OWNER).await, home.person("alice").await);
        let far = Neighbour::start().await;
        let (bob, eve) = (far.person("bob"), far.person("eve"));
        alice.follows(&bob.handle()).await;
        home.settle().await;
        let follow = far.received()[0].activity.clone();
        bob.delivers(home, &bob.activity("Accept", 1, &follow)).await;
        bob.delivers(home, &bob.activity("Create", 2, &bob.note(2, "before"))).await;
        home.settle().await;
        assert_eq!(alice.home_texts().await, ["before"]);

        decides(&olga, home, json!({ "domain": far.domain, "severity": "suspend" })).await;
        let (received, asked) = (far.received().len(), far.asked().len());
        let late = bob.delivers(home, &bob.activity("Create", 3, &bob.note(3, "after"))).await;
        assert_eq!(late.status, 403, "{}", late.text);
        let stranger = eve.delivers(home, &eve.activity("Create", 4, &eve.note(4, "hello"))).await;
        assert_eq!(stranger.status, 403);
        let search = format!("/api/v2/search?resolve=true&q={}", eve.handle());
        assert_eq!(alice.get(&search).await.ok()["accounts"], json!([]), "S-245: no rows are made");
        alice.posts("to nobody there").await;
        home.settle().await;
        assert_eq!((far.received().len(), far.asked().len()), (received, asked), "it is left alone");
        assert_eq!(alice.home_texts().await, ["to nobody there"], "nobody there is followed any more");
        let found = home.requests.get("/api/v1/instance/peers").await.ok();
        assert_eq!(found, json!([]));
    });
}

#[test]
fn follows_lost_with_a_server_are_told_kept_and_restored() {
    with_two_sites(async |here, there| {
        let olga = here.member("olga", Role::OWNER).await;
        let (alice, bob) = (here.person("alice").await, there.person("bob").await);
        let tea = alice.post("/api/v1/lists", json!({ "title": "Tea" })).await.ok();
        let bob_here = alice.follows(&bob.handle()).await;
        bob.follows(&alice.handle()).await;
        settle(&[here, there]).await;
        let members = format!("/api/v1/lists/{}/accounts", id(&tea));
        alice.post(&members, json!({ "account_ids": [id(&bob_here)] })).await.ok();
        assert_eq!(alice.relationship(&bob_here).await["followed_by"], true);

        let made = decides(&olga, here, json!({ "domain": there.domain(), "severity": "suspend" })).await;
        let lost = alice.relationship(&bob_here).await;
        assert_eq!((&lost["following"], &lost["followed_by"]), (&json!(false), &json!(false)));
        let told = alice.notifications().await.remove(0);
        assert_eq!(told["type"], "severed_relationships");
        let event = &told["event"];
        assert_eq!((&event["type"], &event["target_name"]), (&json!("domain_block"), &json!(there.domain())));
        assert_eq!((&event["followers_count"], &event["following_count"]), (&json!(1), &json!(1)));
        assert_eq!(event["purged"], false);
        let groups = alice.get("/api/v2/notifications").await.ok();
        assert_eq!(groups["notification_groups"][0]["event"]["id"], event["id"]);
        let base = format!("/api/fanfare/v1/severed_relationships/{}", id(event));
        let file = alice.get(&format!("{base}/following.csv")).await;
        assert_eq!(file.text.lines().nth(1).unwrap(), format!("bob@{},true,false,", there.domain()));
        let file = alice.get(&format!("{base}/followers.csv")).await;
        assert_eq!(file.text.lines().nth(1).unwrap(), format!("bob@{}", there.domain()));
        assert_eq!(olga.get(&format!("{base}/followers.csv")).await.status, 404, "S-108: another's");

        let mut browser = Browser::at(here);
        let password = [("username", "alice"), ("password", "alice-password")];
        browser.fills("/auth/sign_in", "/auth/sign_in", &password).await;
        assert!(browser.open("/severed_relationships").await.text.contains(there.domain()));
        let file = browser.open(&format!("/severed_relationships/{}/following.csv", id(event))).await;
        assert!(file.text.contains("bob@"), "{}", file.text);

        takes_back(&olga, here, &made).await;
        settle(&[here, there]).await;
        let back = alice.relationship(&bob_here).await;
        assert_eq!((&back["following"], &back["followed_by"]), (&json!(true), &json!(true)), "{back}");
        assert_eq!(list(&alice.get(&members).await).len(), 1, "on the list again");
        alice.posts("hello again").await;
        bob.posts("at last").await;
        settle(&[here, there]).await;
        assert!(bob.home_texts().await.contains(&"hello again".to_owned()));
        assert!(alice.home_texts().await.contains(&"at last".to_owned()));
    });
}

#[test]
fn people_of_a_limited_server_are_limited_also_those_who_come_later() {
    with_site(async |home| {
        let (olga, alice) = (home.member("olga", Role::OWNER).await, home.person("alice").await);
        let far = Neighbour::start().await;
        let (bob, eve) = (far.person("bob"), far.person("eve"));
        alice.finds(&bob.handle()).await;
        let made = decides(&olga, home, json!({ "domain": far.domain, "severity": "silence" })).await;
        alice.finds(&eve.handle()).await;
        let is_limited = async |name: &str| {
            let found = social::accounts::find_by_handle(&home.site, name, Some(&far.domain)).await;
            found.unwrap().unwrap().is_limited()
        };
        assert!(is_limited("bob").await && is_limited("eve").await);
        takes_back(&olga, home, &made).await;
        assert!(!is_limited("bob").await && !is_limited("eve").await);
    });
}

#[test]
fn media_and_reports_of_a_server_are_refused_alone() {
    with_site(async |home| {
        let (olga, alice) = (home.member("olga", Role::OWNER).await, home.person("alice").await);
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        alice.follows(&bob.handle()).await;
        home.settle().await;
        let decision =
            json!({ "domain": far.domain, "severity": "noop", "reject_media": true, "reject_reports": true });
        decides(&olga, home, decision).await;
        let follow = far.received()[0].activity.clone();
        bob.delivers(home, &bob.activity("Accept", 1, &follow)).await;
        let mut note = bob.note(2, "a picture");
        note["attachment"] =
            json!([{ "type": "Document", "mediaType": "image/png", "url": far.url("/picture.png") }]);
        bob.delivers(home, &bob.activity("Create", 2, &note)).await;
        bob.delivers(home, &bob.activity("Flag", 3, &json!([alice.account.uri]))).await;
        home.settle().await;
        let seen = alice.home().await;
        assert_eq!(seen.iter().map(text).collect::<Vec<_>>(), ["a picture"], "what is said is taken");
        assert_eq!(seen[0]["media_attachments"][0]["type"], "unknown");
        assert!(social::reports::open(&home.site).await.unwrap().is_empty());
        assert!(Staff::operator(&home.site).account_id().is_none());
    });
}
