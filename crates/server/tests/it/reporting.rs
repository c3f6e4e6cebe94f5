//! Reports that travel: what other servers report about people here, and what is told to others of reports made here.

use model::Report;
use serde_json::{Value, json};
use testkit::{Home, Neighbour, people::id, settle};

use crate::{with_site, with_two_sites};

async fn open(home: &Home) -> Vec<Report> {
    social::reports::open(&home.site).await.unwrap()
}

#[test]
fn a_report_from_elsewhere_is_kept_like_one_from_here() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let far = Neighbour::start().await;
        let server = far.person("far.example");
        let mut portrait = server.document();
        portrait["type"] = json!("Application");
        far.serves("/users/far.example", &portrait);
        let (spam, other) = (alice.posts("buy!").await, bob.posts("innocent").await);
        let secret = alice.posts_with(json!({ "status": "psst", "visibility": "private" })).await;
        let objects =
            json!([alice.account.uri, spam["uri"], other["uri"], secret["uri"], "https://x.example/1"]);
        let mut flag = server.activity("Flag", 1, &objects);
        flag["content"] = json!("again\u{1b}[2J and <b>again</b>");
        for _ in 0..2 {
            assert_eq!(server.delivers(home, &flag).await.status, 202);
            home.settle().await;
        }
        let reports = open(home).await;
        assert_eq!(reports.len(), 2, "one about each whom it names");
        let about_alice = reports.iter().find(|it| it.target_account_id == alice.account.id).unwrap();
        assert_eq!(about_alice.comment, "again[2J and <b>again</b>");
        let ids: Vec<String> = about_alice.status_ids.iter().map(ToString::to_string).collect();
        assert_eq!(ids, [id(&spam)], "what nobody there can have seen is left out");
        let by = social::accounts::find(&home.site, about_alice.account_id).await.unwrap();
        assert_eq!(by.uri, server.uri);
    });
}

#[test]
fn reports_about_nobody_here_and_odd_ones_come_to_nothing() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        alice.finds(&bob.handle()).await;
        let ours = &alice.account.uri;
        for (number, object) in (1..).zip([
            json!(null),
            json!([]),
            json!({}),
            json!([[[ours]], { "id": 7 }]),
            json!(bob.uri),
            json!(format!("{ours}/nothing")),
            json!(home.site.instance.url("/ap/users/1")),
        ]) {
            let mut flag = bob.activity("Flag", number, &json!({}));
            flag["object"] = object;
            flag["content"] = json!({ "x": [1] });
            let answer = bob.delivers(home, &flag).await;
            assert!(!answer.status.is_server_error(), "{flag}: {}", answer.status);
            home.settle().await;
        }
        let named = open(home).await.len();
        assert!(named <= 1, "a list in a list may be read");
        let long = json!("x".repeat(100_000));
        let mut flag = bob.activity("Flag", 99, &json!({ "id": ours, "type": "Person" }));
        flag["content"] = long;
        bob.delivers(home, &flag).await;
        home.settle().await;
        assert_eq!(open(home).await.last().unwrap().comment.len(), 5_000);
    });
}

#[test]
fn a_report_reaches_the_other_server_without_the_name_of_who_made_it() {
    with_two_sites(async |here, there| {
        let (alice, bob) = (here.person("alice").await, there.person("bob").await);
        alice.follows(&bob.handle()).await;
        settle(&[here, there]).await;
        bob.posts("buy!").await;
        settle(&[here, there]).await;
        let spam = alice.home().await.remove(0);
        let report = json!({
            "account_id": spam["account"]["id"], "status_ids": [id(&spam)], "comment": "spam", "forward": true,
        });
        let told = alice.post("/api/v1/reports", report).await.ok();
        assert_eq!(told["forwarded"], true);
        settle(&[here, there]).await;
        let reports = open(there).await;
        assert_eq!((reports.len(), reports[0].comment.as_str()), (1, "spam"));
        assert_eq!(reports[0].target_account_id, bob.account.id);
        assert_eq!(reports[0].status_ids.len(), 1);
        let by = social::accounts::find(&there.site, reports[0].account_id).await.unwrap();
        assert_eq!(by.uri, here.site.instance.url("/actor"));
    });
}

#[test]
fn only_the_servers_that_were_chosen_hear_of_a_report() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let (far, near) = (Neighbour::start().await, Neighbour::start().await);
        let (bob, carol) = (far.person("bob"), near.person("carol"));
        near.serves("/users/carol/notes/1", &carol.note(1, "a thread"));
        let mut answer = bob.note(2, "buy!");
        answer["inReplyTo"] = json!(format!("{}/notes/1", carol.uri));
        far.serves("/users/bob/notes/2", &answer);
        let query = format!("/api/v2/search?resolve=true&q={}", answer["id"].as_str().unwrap());
        let spam = alice.get(&query).await.ok()["statuses"][0].clone();
        let report = async |more: Value| {
            let mut body = json!({
                "account_id": spam["account"]["id"], "status_ids": [id(&spam)], "comment": "spam by request",
            });
            body.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            let told = alice.post("/api/v1/reports", body).await.ok();
            home.settle().await;
            (told["forwarded"] == true, far.received().len(), near.received().len())
        };
        assert_eq!(report(json!({})).await, (false, 0, 0));
        assert_eq!(
            report(json!({ "forward": false, "forward_to_domains": [far.domain] })).await,
            (false, 0, 0)
        );
        assert_eq!(report(json!({ "forward": true })).await, (true, 1, 0));
        let sent = far.received().remove(0);
        let signature = sent.headers["signature"].to_str().unwrap();
        assert!(signature.contains(&format!("keyId=\"{}#main-key\"", home.site.instance.url("/actor"))));
        assert_eq!(sent.activity["actor"], home.site.instance.url("/actor"));
        assert_eq!(sent.activity["object"], json!([bob.uri, answer["id"]]));
        assert_eq!(sent.activity["content"], "spam by request");
        assert!(!sent.activity.to_string().contains("alice"), "nobody is named");
        assert!(!sent.activity.to_string().contains(&alice.account.uri));
        let both = json!({ "forward": true, "forward_to_domains": [far.domain, near.domain] });
        assert_eq!(report(both).await, (true, 2, 1));
        let other = json!({ "forward": true, "forward_to_domains": [near.domain, "x.example", ""] });
        assert_eq!(report(other).await, (false, 2, 2));
    });
}
