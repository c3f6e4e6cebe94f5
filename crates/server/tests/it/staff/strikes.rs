//! Strikes: what the person sees of them, and how they object.

use http::Method;
use model::Role;
use serde_json::{Value, json};
use testkit::people::{id, list};

use super::limits::acts;
use crate::{browser::Browser, pages::sign_in, settings::Tab, with_site};

const DAY_MS: i64 = 24 * 3_600_000;

#[test]
fn the_person_learns_what_was_decided_and_never_by_whom() {
    with_site(async |home| {
        let (mia, alice) = (home.member("mia", Role::MODERATOR).await, home.person("alice").await);
        let presets = "/api/fanfare/v1/admin/warning_presets";
        assert_eq!(mia.post(presets, json!({ "title": "Spam", "text": "No spam." })).await.status, 403);
        let olga = home.member("olga", Role::OWNER).await;
        let preset = olga.post(presets, json!({ "title": "Spam", "text": "No spam." })).await.ok();
        let path = format!("/api/v1/admin/accounts/{}/action", alice.account.id);
        let warn = json!({ "type": "none", "warning_preset_id": preset["id"], "text": "Please." });
        assert_eq!(mia.post(&path, warn).await.ok(), json!({}));
        home.settle().await;
        let told = alice.notifications().await.remove(0);
        assert_eq!(told["type"], "moderation_warning");
        let warning = &told["moderation_warning"];
        assert_eq!((&warning["action"], &warning["text"]), (&json!("none"), &json!("No spam.\n\nPlease.")));
        assert_eq!((&warning["appeal"], &warning["status_ids"]), (&Value::Null, &Value::Null));
        let groups = alice.get("/api/v2/notifications").await.ok();
        assert_eq!(groups["notification_groups"][0]["moderation_warning"]["id"], warning["id"]);
        let mine = alice.get("/api/fanfare/v1/strikes").await.ok();
        assert_eq!(mine[0]["id"], warning["id"]);
        for said in [told.to_string(), groups.to_string(), mine.to_string()] {
            assert!(!said.contains("mia") && !said.contains(&mia.account.id.to_string()), "S-117: {said}");
        }
        let tab = Tab::of(home, "alice").await;
        let page = tab.opens("/settings/strikes").await;
        assert!(page.text.contains("No spam.") && !page.text.contains("mia"), "{}", page.text);
        olga.send(Method::PUT, &format!("{presets}/{}", id(&preset)), Some(json!({ "title": "Ads" })))
            .await
            .ok();
        assert_eq!(list(&mia.get(presets).await)[0]["title"], "Ads");
        olga.send(Method::DELETE, &format!("{presets}/{}", id(&preset)), None).await.ok();
        assert_eq!(list(&mia.get(presets).await).len(), 0);
    });
}

#[test]
fn an_objection_that_is_granted_undoes_what_was_decided() {
    with_site(async |home| {
        let (mia, alice) = (home.member("mia", Role::MODERATOR).await, home.person("alice").await);
        acts(&mia, &alice.account.id.to_string(), "silence").await.ok();
        let strike = alice.get("/api/fanfare/v1/strikes").await.ok()[0].clone();
        let path = format!("/api/fanfare/v1/strikes/{}/appeal", id(&strike));
        assert_eq!(mia.post(&path, json!({ "text": "x" })).await.status, 404, "only one's own");
        assert_eq!(alice.post(&path, json!({ "text": " " })).await.status, 422);
        let appealed = alice.post(&path, json!({ "text": "It was a quote" })).await.ok();
        assert_eq!(appealed["appeal"], json!({ "text": "It was a quote", "state": "pending" }));
        assert_eq!(alice.post(&path, json!({ "text": "again" })).await.status, 403, "once");
        let appeals = "/api/fanfare/v1/admin/appeals";
        assert_eq!(alice.get(appeals).await.status, 403);
        assert_eq!(list(&mia.get(appeals).await)[0]["appeal"]["text"], "It was a quote");
        let answer = mia.act(&format!("{appeals}/{}/approve", id(&strike))).await.ok();
        assert_eq!(
            (&answer["appeal"]["state"], answer["overruled_at"].is_string()),
            (&json!("approved"), true)
        );
        assert_eq!(list(&mia.get(appeals).await).len(), 0);
        assert_eq!(
            mia.act(&format!("{appeals}/{}/reject", id(&strike))).await.status,
            403,
            "answered already"
        );
        let shown = mia.get(&format!("/api/v1/accounts/{}", alice.account.id)).await.ok();
        assert_eq!(shown.get("limited"), None);
    });
}

#[test]
fn after_twenty_days_a_decision_stands() {
    with_site(async |home| {
        let (mia, alice) = (home.member("mia", Role::MODERATOR).await, home.person("alice").await);
        acts(&mia, &alice.account.id.to_string(), "none").await.ok();
        home.pass(21 * DAY_MS);
        let strike = alice.get("/api/fanfare/v1/strikes").await.ok()[0].clone();
        let path = format!("/api/fanfare/v1/strikes/{}/appeal", id(&strike));
        assert_eq!(alice.post(&path, json!({ "text": "late" })).await.status, 403);
    });
}

#[test]
fn whoever_may_not_sign_in_objects_with_the_password() {
    with_site(async |home| {
        let (mia, alice) = (home.member("mia", Role::MODERATOR).await, home.person("alice").await);
        let bob = home.person("bob").await;
        let status = alice.posts("what I said").await;
        let report = json!({ "account_id": alice.account.id, "status_ids": [id(&status)] });
        let report = bob.post("/api/v1/reports", report).await.ok();
        let action = json!({ "type": "suspend", "text": "because", "report_id": id(&report) });
        mia.post(&format!("/api/v1/admin/accounts/{}/action", alice.account.id), action).await.ok();
        let refused = sign_in(home, "alice", "alice-password", "/").await;
        assert!(refused.status == 422 && refused.text.contains("password is right"), "{}", refused.text);
        let refused = sign_in(home, "alice", "another-password", "/").await;
        assert!(refused.text.contains("do not belong together"), "nobody else learns how it stands");
        let mut visitor = Browser::at(home);
        let asked = [("name", "alice"), ("password", "wrong password")];
        assert_eq!(visitor.fills("/auth/strikes", "/auth/strikes", &asked).await.status, 422);
        let asked = [("name", "alice"), ("password", "alice-password")];
        let sent = visitor.send("/auth/strikes", &asked).await;
        assert_eq!(sent.status, 302, "{}", sent.text);
        let path = sent.header("location").to_owned();
        let page = visitor.open(&path).await;
        assert!(page.text.contains("because") && page.text.contains("what I said"), "{}", page.text);
        let strikes =
            list(&mia.get(&format!("/api/fanfare/v1/admin/accounts/{}/strikes", alice.account.id)).await);
        let code = path.split_once("code=").unwrap().1.to_owned();
        let form = [("code", code.as_str()), ("strike", id(&strikes[0])), ("text", "I was hacked")];
        assert_eq!(visitor.send("/auth/strikes/appeal", &form).await.status, 302);
        let appeals = "/api/fanfare/v1/admin/appeals";
        assert_eq!(list(&mia.get(appeals).await)[0]["appeal"]["text"], "I was hacked");
        mia.act(&format!("{appeals}/{}/approve", id(&strikes[0]))).await.ok();
        alice.get("/api/v1/timelines/home").await.ok();
    });
}
