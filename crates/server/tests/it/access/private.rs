//! What is between some people is for nobody else: direct statuses, what the blocked send, reports, and what goes on after
//! somebody has gone.

use std::sync::{Arc, Mutex};

use http::{HeaderMap, Method};
use model::Role;
use serde_json::{Value, json};
use testkit::{
    Neighbour,
    people::{id, list},
};

use super::status_path;
use crate::{
    acquaintance::befriend,
    channels::{connect, has_done, subscribes},
    settings::Tab,
    visibility::everything,
    with_site,
};

const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

#[test]
fn a_direct_status_goes_to_whom_it_names_and_nowhere_else() {
    with_site(async |home| {
        let (alice, eve) = (home.person("alice").await, home.person("eve").await);
        let (far, near) = (Neighbour::start().await, Neighbour::start().await);
        let (bob, carol) = (far.person("bob"), near.person("carol"));
        for (who, number) in [(&bob, 1), (&carol, 1)] {
            who.delivers(home, &who.activity("Follow", number, &json!(alice.account.uri))).await;
        }
        eve.follows("alice").await;
        home.settle().await;
        let (before, others) = (far.received().len(), near.received().len());
        let words = format!("@{} psst #secrets", bob.handle());
        let status = alice.posts_with(json!({ "status": words, "visibility": "direct" })).await;
        home.settle().await;
        assert_eq!(near.received().len(), others, "S-111: followers elsewhere get nothing");
        let told = far.received()[before..].to_vec();
        assert_eq!(told.len(), 1, "S-111: one delivery");
        let activity = &told[0].activity;
        for part in [activity, &activity["object"]] {
            assert_eq!(part["to"], json!([bob.uri]), "S-111: {part}");
            assert!(part["cc"].as_array().is_none_or(Vec::is_empty), "S-111: {part}");
            assert!(part.get("bto").is_none() && part.get("bcc").is_none(), "S-111: {part}");
        }
        assert!(!activity.to_string().contains(PUBLIC), "S-111: {activity}");
        for path in [
            status_path(&status),
            "/api/v1/timelines/home".to_owned(),
            "/api/v1/timelines/public".to_owned(),
            "/api/v1/timelines/tag/secrets".to_owned(),
            format!("/api/v1/accounts/{}/statuses", alice.account.id),
        ] {
            for answer in [eve.get(&path).await, home.requests.get(&path).await] {
                assert!(!answer.text.contains("psst"), "S-111: {path}");
            }
        }
        assert!(
            alice.act(&format!("{}/reblog", status_path(&status))).await.status.is_client_error(),
            "S-111"
        );
        let mut announce = bob.activity("Announce", 2, &status["uri"]);
        announce["to"] = json!([PUBLIC]);
        assert!(!bob.delivers(home, &announce).await.status.is_server_error());
        home.settle().await;
        let shown = alice.get(&status_path(&status)).await.ok();
        assert_eq!(shown["reblogs_count"], 0, "S-111: nobody passes it on, not even whom it was for");
        assert!(!alice.notified().await.contains(&"reblog".to_owned()), "S-111");
    });
}

#[test]
fn whoever_is_blocked_reaches_nobody() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        let addressed = |number: u32, words: &str, to: Value| {
            let mut note = bob.note(number, words);
            note["to"] = to;
            note["cc"] = json!([]);
            note["tag"] = json!([{ "type": "Mention", "href": alice.account.uri, "name": "@alice" }]);
            note
        };
        let direct = json!([alice.account.uri]);
        let older = addressed(1, "<p>@alice an older word</p>", direct.clone());
        bob.delivers(home, &bob.activity("Create", 1, &older)).await;
        bob.delivers(home, &bob.activity("Follow", 9, &json!(alice.account.uri))).await;
        let post = alice.posts("hello").await;
        let among_us = alice.posts_with(json!({ "status": "among us", "visibility": "private" })).await;
        let among_us = among_us["uri"].as_str().unwrap();
        home.settle().await;
        assert!(alice.notified().await.contains(&"mention".to_owned()));
        assert_eq!(bob.asks(home, among_us).await.status, 200);
        let found = alice.finds(&bob.handle()).await;
        alice.act(&format!("/api/v1/accounts/{}/block", id(&found))).await.ok();
        home.settle().await;
        let mut socket = connect(home, &alice).await;
        subscribes(&mut socket, &["direct", "user:notification"]).await;
        has_done(&mut socket).await;

        let mut edited = older.clone();
        edited["content"] = json!("<p>@alice an edited word</p>");
        edited["updated"] = json!(home.site.now().plus_millis(60_000).to_rfc3339_seconds());
        home.pass(120_000);
        let open = addressed(2, "<p>@alice a word</p>", json!([PUBLIC, alice.account.uri]));
        for activity in [
            bob.activity("Create", 2, &open),
            bob.activity("Create", 3, &addressed(3, "<p>@alice a quiet word</p>", direct)),
            bob.activity("Follow", 4, &json!(alice.account.uri)),
            bob.activity("Like", 5, &post["uri"]),
            bob.activity("Update", 6, &edited),
        ] {
            let answer = bob.delivers(home, &activity).await;
            assert!(!answer.status.is_server_error(), "S-114: {activity}: {}", answer.text);
            home.settle().await;
        }
        assert_eq!(alice.notified().await, Vec::<String>::new(), "S-114: mention, like, follow");
        assert_eq!(list(&alice.get("/api/v1/conversations").await).len(), 0, "S-114: no conversation");
        let shown = alice.get(&status_path(&post)).await.ok();
        assert_eq!((&shown["favourites_count"], &shown["replies_count"]), (&json!(0), &json!(0)), "S-114");
        assert_eq!(alice.relationship(&found).await["followed_by"], false, "S-114: follow");
        let heard = everything(&mut socket, &alice).await;
        assert_eq!(heard, "", "S-114: nothing in the streams, an edit of what is old neither");
        // What everybody may read without saying who they are is read where names are asked for alone (`gate`).
        assert_eq!(bob.asks(home, among_us).await.status, 404, "S-114: a signed fetch");
    });
}

#[test]
fn nobody_reports_what_they_may_not_see() {
    with_site(async |home| {
        let (mia, alice) = (home.member("mia", Role::MODERATOR).await, home.person("alice").await);
        let (bob, eve) = (home.person("bob").await, home.person("eve").await);
        let secret = bob.posts_with(json!({ "status": "@alice psst", "visibility": "direct" })).await;
        let (open, hers) = (bob.posts("boo").await, eve.posts("mine").await);
        let report = async |by: &testkit::Person, statuses: &[&Value]| {
            let ids: Vec<&str> = statuses.iter().map(|status| id(status)).collect();
            let body =
                json!({ "account_id": bob.account.id.to_string(), "status_ids": ids, "comment": "rude" });
            by.post("/api/v1/reports", body).await
        };
        assert_eq!(report(&eve, &[&secret]).await.status, 404, "S-117: it is not there for her");
        assert_eq!(report(&eve, &[&open, &secret]).await.status, 404, "S-117: nor beside another");
        assert_eq!(report(&eve, &[&hers]).await.status, 404, "S-117: nor is it his");
        assert_eq!(report(&eve, &[&json!({ "id": "999" })]).await.status, 404, "S-117");
        assert_eq!(list(&mia.get("/api/v1/admin/reports").await).len(), 0, "S-117: nothing was kept");
        report(&eve, &[&open]).await.ok();
        let told = report(&alice, &[&secret]).await.ok();
        let path = format!("/api/v1/admin/reports/{}", id(&told));
        mia.act(&format!("{path}/assign_to_self")).await.ok();
        let action = format!("/api/v1/admin/accounts/{}/action", bob.account.id);
        let action =
            mia.post(&action, json!({ "type": "silence", "text": "no", "report_id": id(&told) })).await;
        action.ok();
        home.settle().await;
        for (who, paths) in [
            (&bob, ["/api/v1/notifications", "/api/v2/notifications", "/api/fanfare/v1/strikes"]),
            (
                &alice,
                ["/api/v1/notifications", "/api/v2/notifications", "/api/v1/accounts/verify_credentials"],
            ),
        ] {
            for path in paths {
                let shown = who.get(path).await;
                let number = mia.account.id.to_string();
                assert!(shown.status.is_success(), "{path}: {}", shown.text);
                assert!(
                    !shown.text.contains("mia") && !shown.text.contains(&number),
                    "S-117: {}",
                    shown.text
                );
            }
        }
    });
}

#[test]
fn whoever_follows_no_longer_hears_of_no_edit() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let far = Neighbour::start().await;
        let carol = far.person("carol");
        carol.delivers(home, &carol.activity("Follow", 1, &json!(alice.account.uri))).await;
        bob.follows("alice").await;
        home.settle().await;
        let status = alice.posts_with(json!({ "status": "among us", "visibility": "private" })).await;
        home.settle().await;
        assert_eq!(bob.home_texts().await, ["among us"]);
        assert_eq!(carol.asks(home, status["uri"].as_str().unwrap()).await.status, 200);
        let there = alice.finds(&carol.handle()).await;
        for who in [bob.account.id.to_string(), id(&there).to_owned()] {
            alice.act(&format!("/api/v1/accounts/{who}/remove_from_followers")).await.ok();
        }
        home.settle().await;
        let mut socket = connect(home, &bob).await;
        subscribes(&mut socket, &["public", "direct"]).await;
        has_done(&mut socket).await;
        let before = far.received().len();
        home.pass(120_000);
        let words = json!({ "status": "among fewer of us" });
        alice.send(Method::PUT, &status_path(&status), Some(words)).await.ok();
        home.settle().await;
        assert_eq!(far.received().len(), before, "S-118: no edit leaves for whom it is not");
        assert_eq!(everything(&mut socket, &bob).await, "", "S-118: nor is it streamed");
        assert_eq!(bob.get(&status_path(&status)).await.status, 404, "S-118");
        assert_eq!(bob.get(&format!("{}/history", status_path(&status))).await.status, 404, "S-118");
        assert_eq!(carol.asks(home, status["uri"].as_str().unwrap()).await.status, 404, "S-118");
        alice.send(Method::DELETE, &status_path(&status), None).await.ok();
        home.settle().await;
        assert_eq!(everything(&mut socket, &bob).await, "", "S-118: nor is its end");
        for told in &far.received()[before..] {
            assert_eq!(told.activity["type"], "Delete", "S-118: at most that it is gone");
            assert!(!told.activity.to_string().contains("among"), "S-118: {}", told.activity);
        }
    });
}

#[test]
fn nobody_speaks_to_others_from_a_stream_of_theirs() {
    with_site(async |home| {
        let (alice, eve) = (home.person("alice").await, home.person("eve").await);
        let bob = home.person("bob").await;
        let friends = alice.post("/api/v1/lists", json!({ "title": "Friends" })).await.ok();
        alice.follows("bob").await;
        let place = format!("/api/v1/lists/{}/accounts", id(&friends));
        alice.post(&place, json!({ "account_ids": [bob.account.id.to_string()] })).await.ok();
        let mut socket = connect(home, &eve).await;
        let list = json!({ "type": "subscribe", "stream": "list", "list": id(&friends) });
        crate::channels::says(&mut socket, list).await;
        subscribes(&mut socket, &["direct"]).await;
        bob.posts("to those who follow").await;
        bob.posts_with(json!({ "status": "@alice psst", "visibility": "direct" })).await;
        home.settle().await;
        let heard = everything(&mut socket, &eve).await;
        assert!(!heard.contains("psst") && !heard.contains("those who follow"), "S-118: {heard}");
    });
}

#[test]
fn with_an_account_go_its_words_and_its_name() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let secret = alice.posts_with(json!({ "status": "@bob psst", "visibility": "direct" })).await;
        home.settle().await;
        assert_eq!(list(&bob.get("/api/v1/conversations").await).len(), 1);
        let tab = Tab::of(home, "alice").await;
        tab.sends("/settings/delete", &[("typed", "alice"), ("password", "alice-password")]).await;
        home.settle().await;
        for who in ["alice", "Alice", "ALICE"] {
            let new = social::sign_up::NewUser {
                username: who.to_owned(),
                email: "other@mail.example".to_owned(),
                password: "a long password".to_owned(),
                role_id: Role::EVERYBODY,
            };
            assert!(
                social::sign_up::create(&home.site, new).await.is_err(),
                "S-123: {who} is nobody's any more"
            );
        }
        assert_eq!(bob.get(&status_path(&secret)).await.status, 404, "S-123: what was direct is gone");
        for path in ["/api/v1/conversations", "/api/v1/notifications", "/api/v2/search?q=psst"] {
            assert!(!bob.get(path).await.text.contains("psst"), "S-123: {path}");
        }
        assert_eq!(home.requests.get("/@alice").await.status, 404, "S-122: no page");
        let request = home.requests.request(Method::GET, &alice.account.uri);
        let gone = home.requests.send(request.header("accept", "application/activity+json")).await;
        assert_eq!(gone.status, 410, "S-122: other servers learn that it is gone");
    });
}

/// What stands in the requests that a neighbour gets.
type Heads = Arc<Mutex<Vec<(Method, HeaderMap)>>>;

fn overhears(far: &Neighbour) -> Heads {
    let heads = Heads::default();
    let kept = Arc::clone(&heads);
    far.takes_only(move |asked| {
        kept.lock().unwrap().push((asked.method.clone(), asked.headers.clone()));
        true
    });
    heads
}

/// Something about the one for whom we ask that is nobody's business.
fn leak(headers: &HeaderMap) -> Option<&str> {
    const OF_PEOPLE: [&str; 8] = [
        "cookie",
        "authorization",
        "x-forwarded-for",
        "x-real-ip",
        "forwarded",
        "via",
        "accept-language",
        "origin",
    ];
    OF_PEOPLE.into_iter().find(|name| headers.contains_key(*name))
}

#[test]
fn other_servers_hear_nothing_of_the_one_for_whom_they_are_asked() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        let heads = overhears(&far);
        let query = format!("/api/v2/search?type=accounts&resolve=true&q={}", bob.handle());
        let request = home.requests.request(Method::GET, &query).bearer_auth(&alice.token);
        let request = request.header("cookie", "spy=1").header("x-forwarded-for", "203.0.113.9");
        let request = request.header("accept-language", "de").header("referer", "https://spy.example/");
        let found = home.requests.send(request.header("user-agent", "Spy/1.0")).await.ok();
        alice.act(&format!("/api/v1/accounts/{}/follow", id(&found["accounts"][0]))).await.ok();
        alice.posts(&format!("see {}", far.url("/page"))).await;
        home.settle().await;
        let heads = heads.lock().unwrap().clone();
        assert!(heads.iter().any(|(method, _)| *method == Method::GET));
        assert!(heads.iter().any(|(method, _)| *method == Method::POST), "a follow was delivered");
        for (method, headers) in heads {
            assert_eq!(leak(&headers), None, "S-124: {method} {headers:?}");
            let agent = headers["user-agent"].to_str().unwrap();
            assert!(agent.contains("Fanfare/test"), "S-124: {agent}");
            let referer = headers.get("referer").map(|value| value.to_str().unwrap().to_owned());
            let ours = referer.as_deref().is_none_or(|address| address.starts_with(home.requests.base()));
            assert!(ours, "S-124: {referer:?}");
        }
    });
}
