//! House style: settings, rules, announcements, custom emoji, terms, and who may read timelines of everybody.

use http::Method;
use model::Role;
use serde_json::{Value, json};
use testkit::people::{id, list, text};

use crate::{PROGRAM, with_site};

const ADMIN: &str = "/api/fanfare/v1/admin";

fn at(path: &str) -> String {
    format!("{ADMIN}{path}")
}

#[test]
fn settings_are_read_and_changed_by_name_and_nobody_sees_a_password() {
    with_site(async |home| {
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        assert_eq!(mia.get(&at("/settings")).await.status, 403, "moderators change no settings");
        let all = list(&olga.get(&at("/settings")).await);
        let find = |all: &[Value], name: &str| all.iter().find(|one| one["name"] == name).unwrap().clone();
        let registrations = find(&all, "registrations");
        assert_eq!((&registrations["kind"], &registrations["value"]), (&json!("choice"), &json!("closed")));
        assert_eq!(registrations["choices"], json!(["closed", "invitation", "approval", "open"]));
        let characters = find(&all, "statuses.characters");
        assert_eq!((&characters["kind"], &characters["default"]), (&json!("number"), &json!("500")));

        let said = json!({ "settings": {
            "title": "Tea house", "statuses.characters": 600, "trends.reviewed": true,
            "mail.server": "smtps://me:s3cret@mail.example:465", "languages": ["de", "en"],
        } });
        assert_eq!(mia.send(Method::PUT, &at("/settings"), Some(said.clone())).await.status, 403);
        let all = olga.send(Method::PUT, &at("/settings"), Some(said)).await;
        assert!(!all.text.contains("s3cret"), "{}", all.text);
        let all = list(&all);
        assert_eq!(find(&all, "statuses.characters")["value"], "600");
        assert_eq!(find(&all, "languages")["value"], "de en");
        assert_eq!(home.requests.get("/api/v2/instance").await.ok()["title"], "Tea house");

        let half = json!({ "settings": { "title": "Other", "statuses.characters": 0 } });
        assert_eq!(olga.send(Method::PUT, &at("/settings"), Some(half)).await.status, 422, "all or none");
        assert_eq!(home.requests.get("/api/v2/instance").await.ok()["title"], "Tea house");
        let unknown = json!({ "settings": { "nonsense": "1" } });
        assert_eq!(olga.send(Method::PUT, &at("/settings"), Some(unknown)).await.status, 404);
        olga.send(Method::DELETE, &at("/settings/title"), None).await.ok();
        assert_eq!(home.requests.get("/api/v2/instance").await.ok()["title"], home.domain());
        let log = olga.get(&at("/audit_log")).await;
        assert!(!log.text.contains("s3cret") && log.text.contains("Tea house"), "{}", log.text);
    });
}

#[test]
fn rules_are_written_in_several_languages_and_put_into_an_order() {
    with_site(async |home| {
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let rules = at("/rules");
        assert_eq!(mia.post(&rules, json!({ "text": "Be loud" })).await.status, 403);
        assert_eq!(olga.post(&rules, json!({ "text": " " })).await.status, 422);
        let kind = olga.post(&rules, json!({ "text": "Be kind", "hint": "To everybody" })).await.ok();
        let tea = olga.post(&rules, json!({ "text": "Drink tea" })).await.ok();
        let german = json!({ "translations": { "de": { "text": "Sei freundlich", "hint": "Zu allen" } } });
        let path = format!("{rules}/{}", id(&kind));
        olga.send(Method::PATCH, &path, Some(german)).await.ok();
        let order = json!({ "ids": [id(&tea), id(&kind)] });
        olga.send(Method::PUT, &format!("{rules}/order"), Some(order)).await.ok();
        let shown = list(&home.requests.get("/api/v1/instance/rules").await);
        assert_eq!((&shown[0]["text"], &shown[1]["text"]), (&json!("Drink tea"), &json!("Be kind")));
        assert_eq!(shown[1]["id"], kind["id"], "it keeps its number");
        assert_eq!(shown[1]["translations"]["de"]["text"], "Sei freundlich");
        assert_eq!(shown[1]["hint"], "To everybody", "what is left out stays");
        olga.send(Method::DELETE, &path, None).await.ok();
        assert_eq!(list(&home.requests.get("/api/v1/instance/rules").await).len(), 1);
        assert_eq!(olga.send(Method::DELETE, &path, None).await.status, 404);
    });
}

#[test]
fn an_announcement_is_drafted_scheduled_told_and_taken_back() {
    with_site(async |home| {
        let (olga, alice) = (home.member("olga", Role::OWNER).await, home.person("alice").await);
        let path = at("/announcements");
        assert_eq!(alice.post(&path, json!({ "text": "Hello" })).await.status, 403);
        let draft = olga.post(&path, json!({ "text": "Tea at five", "published": false })).await.ok();
        assert_eq!((&draft["published"], &draft["text"]), (&json!(false), &json!("Tea at five")));
        let seen = async || list(&alice.get("/api/v1/announcements").await);
        assert!(seen().await.is_empty(), "nobody sees a draft");
        let one = format!("{path}/{}", id(&draft));
        let soon = home.site.now().plus_millis(3_600_000).to_rfc3339_millis();
        let scheduled = olga.post(&format!("{one}/publish"), json!({ "scheduled_at": soon })).await.ok();
        assert_eq!((&scheduled["published"], &scheduled["scheduled_at"]), (&json!(false), &json!(soon)));
        home.settle().await;
        assert!(seen().await.is_empty());
        home.pass(3_600_001);
        home.settle().await;
        assert_eq!(seen().await.len(), 1, "its time has come");
        alice
            .send(Method::PUT, &format!("/api/v1/announcements/{}/reactions/%F0%9F%8D%B5", id(&draft)), None)
            .await
            .ok();
        olga.send(Method::PUT, &one, Some(json!({ "text": "Tea at six" }))).await.ok();
        let shown = list(&olga.get(&path).await);
        assert_eq!((&shown[0]["text"], &shown[0]["published"]), (&json!("Tea at six"), &json!(true)));
        assert_eq!(shown[0]["reactions"][0]["count"], 1);
        assert!(seen().await[0]["content"].as_str().unwrap().contains("Tea at six"));
        olga.act(&format!("{one}/unpublish")).await.ok();
        assert!(seen().await.is_empty());
        olga.send(Method::DELETE, &one, None).await.ok();
        assert_eq!(olga.get(&one).await.status, 404);
        let wrong = json!({ "text": "x", "starts_at": "2027-05-02", "ends_at": "2027-05-01" });
        assert_eq!(olga.post(&path, wrong).await.status, 422);
    });
}

#[test]
fn custom_emoji_are_added_changed_disabled_and_removed() {
    with_site(async |home| {
        home.opens_workshop(PROGRAM);
        let (olga, alice) = (home.member("olga", Role::OWNER).await, home.person("alice").await);
        let path = at("/custom_emojis");
        let picture = crate::media::png(8, 8);
        let said = [("shortcode", "blobcat"), ("category", "Cats")];
        let files: [(&str, &[u8]); 1] = [("image", &picture)];
        assert_eq!(alice.uploads(Method::POST, &path, &files, &said).await.status, 403);
        let made = olga.uploads(Method::POST, &path, &files, &said).await.ok();
        assert_eq!((&made["shortcode"], &made["disabled"]), (&json!("blobcat"), &json!(false)));
        assert_eq!(olga.uploads(Method::POST, &path, &files, &said).await.status, 422, "it is taken");
        let offered = async || list(&home.requests.get("/api/v1/custom_emojis").await);
        assert_eq!(offered().await[0]["category"], "Cats");
        let one = format!("{path}/{}", id(&made));
        let change = async |body: Value| olga.send(Method::PATCH, &one, Some(body)).await.ok();
        change(json!({ "visible_in_picker": false })).await;
        assert!(offered().await.is_empty(), "nobody picks it");
        let emojis = |status: &Value| status["emojis"].as_array().unwrap().len();
        assert_eq!(emojis(&alice.posts(":blobcat:").await), 1, "who knows of it can use it");
        change(json!({ "disabled": true })).await;
        assert_eq!(emojis(&alice.posts("no :blobcat:").await), 0);
        let renamed = change(json!({ "disabled": false, "shortcode": "cat", "category": "" })).await;
        assert_eq!((&renamed["shortcode"], &renamed["category"]), (&json!("cat"), &Value::Null));
        assert_eq!(emojis(&alice.posts("a :cat:").await), 1);
        olga.send(Method::DELETE, &one, None).await.ok();
        assert_eq!(list(&olga.get(&path).await).len(), 0);
        let copy = json!({ "url": "https://elsewhere.example/x.png", "shortcode": "stolen" });
        assert_eq!(olga.post(&format!("{path}/copy"), copy).await.status, 404, "only what was shown here");
    });
}

#[test]
fn terms_are_written_published_and_kept_when_others_follow() {
    with_site(async |home| {
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let (path, public) = (at("/terms_of_service"), "/api/v1/instance/terms_of_service");
        assert_eq!(home.requests.get(public).await.status, 404);
        assert_eq!(mia.post(&path, json!({ "text": "Obey" })).await.status, 403);
        let first = olga.post(&path, json!({ "text": "Be *kind*." })).await.ok();
        assert_eq!(home.requests.get(public).await.status, 404, "a draft counts for nobody");
        let today = olga.act(&format!("{path}/{}/publish", id(&first))).await.ok()["effective_date"].clone();
        let told = home.requests.get(public).await.ok();
        assert_eq!((&told["effective_date"], &told["effective"]), (&today, &json!(true)));
        assert!(told["content"].as_str().unwrap().contains("<em>kind</em>"), "{told}");
        let instance = home.requests.get("/api/v2/instance").await.ok();
        assert!(instance["configuration"]["urls"]["terms_of_service"].is_string());
        let again =
            olga.send(Method::PUT, &format!("{path}/{}", id(&first)), Some(json!({ "text": "X" }))).await;
        assert_eq!(again.status, 403, "people agreed to it");

        let next = olga.post(&path, json!({ "text": "Be kinder.", "changelog": "More" })).await.ok();
        let later = home.site.now().plus_millis(40 * 86_400_000).to_date();
        let said = json!({ "effective_date": later });
        olga.post(&format!("{path}/{}/publish", id(&next)), said).await.ok();
        assert_eq!(home.requests.get(public).await.ok()["succeeded_by"], json!(later));
        let then = home.requests.get(&format!("{public}/{later}")).await.ok();
        assert_eq!((&then["effective"], &then["succeeded_by"]), (&json!(false), &Value::Null));
        assert_eq!(home.requests.get(&format!("{public}/1999-01-01")).await.status, 404);
        let page = home.requests.get("/terms-of-service").await;
        assert!(page.status == 200 && page.text.contains(&later), "{}", page.status);
        home.pass(41 * 86_400_000);
        assert!(home.requests.get(public).await.text.contains("kinder"));
        assert_eq!(list(&olga.get(&path).await).len(), 2);

        for policy in ["We keep little.", "We keep nothing."] {
            let said = json!({ "settings": { "privacy_policy": policy } });
            olga.send(Method::PUT, &at("/settings"), Some(said)).await.ok();
            home.pass(86_400_000);
        }
        let policies = list(&olga.get(&at("/privacy_policies")).await);
        assert_eq!((policies.len(), &policies[1]["text"]), (2, &json!("We keep little.")));
    });
}

#[test]
fn timelines_of_everybody_are_open_to_whom_the_settings_say() {
    with_site(async |home| {
        let (olga, alice) = (home.member("olga", Role::OWNER).await, home.person("alice").await);
        alice.posts("#tea for all").await;
        home.settle().await;
        let set = async |name: &str, value: &str| {
            let said = json!({ "settings": { name: value } });
            olga.send(Method::PUT, &at("/settings"), Some(said)).await.ok();
        };
        let live = "/api/v1/timelines/public?local=true";
        let tag = "/api/v1/timelines/tag/tea";
        assert_eq!(list(&home.requests.get(live).await).len(), 1);
        set("local_live_feed_access", "authenticated").await;
        assert_eq!(home.requests.get(live).await.status, 422, "visitors are asked to sign in");
        assert_eq!(home.requests.get("/api/v1/timelines/public").await.status, 422);
        assert_eq!(list(&home.requests.get("/api/v1/timelines/public?remote=true").await).len(), 0);
        assert_eq!(text(&list(&alice.get(live).await)[0]), "#tea for all");
        set("local_live_feed_access", "disabled").await;
        assert_eq!(list(&alice.get(live).await).len(), 0, "not even members");
        assert_eq!(list(&olga.get(live).await).len(), 1, "but those whose role says so");
        assert_eq!(list(&home.requests.get(tag).await).len(), 1, "tags are decided about apart");
        set("local_topic_feed_access", "authenticated").await;
        assert_eq!(home.requests.get(tag).await.status, 422);
        assert_eq!(list(&alice.get(tag).await).len(), 1);
        let access =
            home.requests.get("/api/v2/instance").await.ok()["configuration"]["timelines_access"].clone();
        assert_eq!(access["live_feeds"], json!({ "local": "disabled", "remote": "public" }));
        assert_eq!(access["hashtag_feeds"], json!({ "local": "authenticated", "remote": "public" }));
    });
}
