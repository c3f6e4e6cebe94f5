//! Reports: who sees them, what is done with them, and what of direct statuses is shown.

use http::Method;
use model::Role;
use serde_json::{Value, json};
use testkit::{
    Person,
    people::{id, list, text},
};

use crate::with_site;

const REPORTS: &str = "/api/v1/admin/reports";

async fn reports(by: &Person, about: &Person, statuses: &[&Value]) -> Value {
    let ids: Vec<&str> = statuses.iter().map(|status| id(status)).collect();
    let body = json!({ "account_id": about.account.id.to_string(), "status_ids": ids, "comment": "rude" });
    by.post("/api/v1/reports", body).await.ok()
}

#[test]
fn a_report_is_seen_assigned_changed_resolved_and_opened_again() {
    with_site(async |home| {
        let (mia, alice, bob) =
            (home.member("mia", Role::MODERATOR).await, home.person("alice").await, home.person("bob").await);
        let rule = home.adds_rule("Be kind", "").await;
        let status = bob.posts("boo").await;
        let told = reports(&alice, &bob, &[&status]).await;
        home.settle().await;
        let news = mia.notifications().await;
        assert_eq!(
            (&news[0]["type"], &news[0]["report"]["comment"]),
            (&json!("admin.report"), &json!("rude"))
        );
        let groups = mia.get("/api/v2/notifications").await.ok();
        assert_eq!(groups["notification_groups"][0]["report"]["id"], told["id"]);
        assert_eq!(bob.notified().await, Vec::<String>::new(), "the one concerned hears nothing");
        assert_eq!(alice.get(REPORTS).await.status, 403);
        let all = list(&mia.get(REPORTS).await);
        assert_eq!((all.len(), &all[0]["id"]), (1, &told["id"]));
        assert_eq!(
            (&all[0]["account"]["username"], &all[0]["target_account"]["username"]),
            (&json!("alice"), &json!("bob"))
        );
        assert_eq!(text(&all[0]["statuses"][0]), "boo");
        let path = format!("{REPORTS}/{}", id(&told));
        let change = json!({ "category": "violation", "rule_ids": [rule.id.to_string()] });
        let changed = mia.send(Method::PUT, &path, Some(change)).await.ok();
        assert_eq!(
            (&changed["category"], &changed["rules"][0]["text"]),
            (&json!("violation"), &json!("Be kind"))
        );
        assert_eq!(mia.send(Method::PUT, &path, Some(json!({ "category": "x" }))).await.status, 422);
        let wrong = json!({ "account_id": bob.account.id, "category": "violation", "rule_ids": ["404"] });
        assert_eq!(alice.post("/api/v1/reports", wrong).await.status, 422, "there is no such rule");
        social::rules::remove(&home.site, &social::Staff::operator(&home.site), rule.id).await.unwrap();
        assert_eq!(list(&alice.get("/api/v1/instance/rules").await).len(), 0, "it holds no longer");
        assert_eq!(mia.get(&path).await.ok()["rules"][0]["text"], "Be kind", "and stays in the report");
        let step = async |verb: &str| mia.act(&format!("{path}/{verb}")).await.ok();
        assert_eq!(step("assign_to_self").await["assigned_account"]["username"], "mia");
        assert_eq!(step("unassign").await["assigned_account"], Value::Null);
        let resolved = step("resolve").await;
        assert_eq!(
            (&resolved["action_taken"], &resolved["action_taken_by_account"]["username"]),
            (&json!(true), &json!("mia"))
        );
        assert_eq!(list(&mia.get(REPORTS).await).len(), 0);
        assert_eq!(list(&mia.get(&format!("{REPORTS}?resolved=true")).await).len(), 1);
        assert_eq!(step("reopen").await["action_taken"], false);
        let (a, b) = (alice.account.id, bob.account.id);
        for (query, count) in [
            (format!("account_id={a}"), 1),
            (format!("account_id={b}"), 0),
            (format!("target_account_id={b}"), 1),
            (format!("target_account_id={b}&account_id={a}"), 1),
            (format!("target_account_id={b}&account_id={b}"), 0),
            (format!("target_account_id={b}&resolved=true"), 0),
        ] {
            assert_eq!(list(&mia.get(&format!("{REPORTS}?{query}")).await).len(), count, "{query}");
        }
        assert_eq!(mia.get(&format!("{REPORTS}/7")).await.status, 404);
        let notes = format!("/api/fanfare/v1/admin/reports/{}/notes", id(&told));
        mia.post(&notes, json!({ "content": "asked alice" })).await.ok();
        assert_eq!(list(&mia.get(&notes).await)[0]["content"], "asked alice");
    });
}

#[test]
fn a_direct_status_is_shown_only_as_one_of_those_in_it_reported_it_and_each_look_is_logged() {
    with_site(async |home| {
        let (mia, alice, bob) =
            (home.member("mia", Role::MODERATOR).await, home.person("alice").await, home.person("bob").await);
        let carol = home.person("carol").await;
        let secret = bob.posts_with(json!({ "status": "@alice nasty", "visibility": "direct" })).await;
        let unseen = json!({ "account_id": bob.account.id.to_string(), "status_ids": [id(&secret)] });
        assert_eq!(carol.post("/api/v1/reports", unseen).await.status, 404, "carol could not see it");
        let told = reports(&alice, &bob, &[&secret]).await;
        let show = async |report: &Value| mia.get(&format!("{REPORTS}/{}", id(report))).await.ok();
        assert_eq!(mia.get(&format!("/api/v1/statuses/{}", id(&secret))).await.status, 404);
        assert!(list(&mia.get(REPORTS).await).iter().all(|report| report["statuses"] == json!([])));
        let log = async || {
            let entries = list(&mia.get("/api/fanfare/v1/admin/audit_log").await);
            entries.iter().filter(|entry| entry["action"] == "read_direct_statuses").count()
        };
        assert_eq!(log().await, 0);
        assert_eq!(text(&show(&told).await["statuses"][0]), "@alice nasty");
        assert_eq!(log().await, 1);
        show(&told).await;
        assert_eq!(log().await, 2);
    });
}

#[test]
fn several_things_can_be_done_about_one_report() {
    with_site(async |home| {
        let (mia, alice, bob) =
            (home.member("mia", Role::MODERATOR).await, home.person("alice").await, home.person("bob").await);
        let (one, other) = (bob.posts("one").await, bob.posts("other").await);
        let kept = bob.posts("kept").await;
        let told = reports(&alice, &bob, &[&one, &other]).await;
        let second = reports(&alice, &bob, &[&kept]).await;
        let actions = format!("/api/fanfare/v1/admin/reports/{}/actions", id(&told));
        let acts = async |kind: &str| mia.post(&actions, json!({ "type": kind, "text": "no" })).await;
        assert_eq!(acts("none").await.ok()["action"], "none");
        let open = list(&mia.get(REPORTS).await);
        assert_eq!(open.iter().map(id).collect::<Vec<_>>(), [id(&second)], "a warning closes one report");
        let marked = acts("mark_statuses_as_sensitive").await.ok();
        assert_eq!(marked["status_ids"].as_array().unwrap().len(), 2);
        assert_eq!(list(&mia.get(REPORTS).await).len(), 0, "what was decided closes the others");
        let seen = alice.get(&format!("/api/v1/statuses/{}", id(&one))).await.ok();
        assert_eq!((&seen["sensitive"], seen["edited_at"].is_string()), (&json!(true), true));
        acts("delete_statuses").await.ok();
        home.settle().await;
        assert_eq!(alice.get(&format!("/api/v1/statuses/{}", id(&one))).await.status, 404);
        alice.get(&format!("/api/v1/statuses/{}", id(&kept))).await.ok();
        assert_eq!(acts("delete_statuses").await.status, 422, "there is nothing left");
        let strikes =
            list(&mia.get(&format!("/api/fanfare/v1/admin/accounts/{}/strikes", bob.account.id)).await);
        assert_eq!(strikes.len(), 3);
        assert_eq!(strikes[0]["report_id"], told["id"]);
        let elsewhere = json!({ "type": "silence", "report_id": told["id"] });
        let other = mia.post(&format!("/api/v1/admin/accounts/{}/action", alice.account.id), elsewhere).await;
        assert_eq!(other.status, 404, "the report is about somebody else");
    });
}
