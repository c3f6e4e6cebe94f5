//! Content rules: writing them, trying them out, and what each of their conditions and actions does.

use http::Method;
use model::Role;
use serde_json::{Value, json};
use testkit::{
    Home, Neighbour, Person,
    people::{id, list, text},
};

use crate::{
    PROGRAM,
    media::{jpeg, uploads},
    with_site,
};

pub(super) const RULES: &str = "/api/fanfare/v1/admin/content_rules";
pub(super) const HITS: &str = "/api/fanfare/v1/admin/content_rule_hits";
const HOUR_MS: i64 = 3_600_000;
/// A number with a right check digit, which nobody has.
const CARD: &str = "4111 1111 1111 1111";

/// Writes a rule.
pub(super) async fn writes(olga: &Person, action: &str, looks_at: &str, conditions: Value) -> Value {
    let body = json!({
        "name": format!("Against {action}"), "action": action, "looks_at": looks_at, "conditions": conditions
    });
    olga.post(RULES, body).await.ok()
}

/// Writes a rule, tries it out and switches it on.
pub(super) async fn rules(
    home: &Home,
    olga: &Person,
    action: &str,
    looks_at: &str,
    conditions: Value,
) -> Value {
    let rule = writes(olga, action, looks_at, conditions).await;
    goes_live(home, olga, &rule).await;
    rule
}

/// Tries a rule out and switches it on.
async fn goes_live(home: &Home, olga: &Person, rule: &Value) {
    let path = format!("{RULES}/{}", id(rule));
    olga.act(&format!("{path}/rehearsal")).await.ok();
    home.settle().await;
    assert_eq!(olga.act(&format!("{path}/enable")).await.ok()["is_live"], true);
}

pub(super) fn words(words: &[&str]) -> Value {
    json!([{ "kind": "words", "words": words }])
}

async fn publishes(by: &Person, body: Value) -> testkit::Answer {
    by.post("/api/v1/statuses", body).await
}

#[test]
fn a_rule_is_written_changed_and_removed_and_acts_only_once_it_was_tried_out() {
    with_site(async |home| {
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let rule = writes(&olga, "report", "everywhere", words(&["casino"])).await;
        assert_eq!(
            (&rule["is_live"], &rule["rehearsed_at"], &rule["hits"]),
            (&json!(false), &Value::Null, &json!({ "week": 0, "total": 0 }))
        );
        let path = format!("{RULES}/{}", id(&rule));
        assert_eq!(olga.act(&format!("{path}/enable")).await.status, 422, "it was not tried out");
        goes_live(home, &olga, &rule).await;
        let named = json!({ "name": "Gambling", "expires_at": "2031-01-01T00:00:00Z" });
        let named = olga.send(Method::PATCH, &path, Some(named)).await.ok();
        assert_eq!((&named["name"], &named["is_live"]), (&json!("Gambling"), &json!(true)));
        assert!(named["rehearsed_at"].is_string() && named["expires_at"].is_string());
        let other = json!({ "conditions": words(&["poker"]) });
        let other = olga.send(Method::PUT, &path, Some(other)).await.ok();
        assert_eq!(
            (&other["is_live"], &other["rehearsed_at"], &other["expires_at"], &other["name"]),
            (&json!(false), &Value::Null, &Value::Null, &json!("Gambling"))
        );
        assert_eq!(olga.act(&format!("{path}/enable")).await.status, 422);
        for (wrong, part) in [
            (json!({ "name": " " }), "Name can't be blank"),
            (json!({ "conditions": [] }), "from one to 8"),
            (json!({ "conditions": [{ "kind": "pattern", "pattern": "a(b" }] }), "unclosed group"),
            (json!({ "conditions": [{ "kind": "sound" }] }), "unknown variant"),
            (json!({ "action": "explode" }), "not included"),
            (json!({ "action": "ask" }), "local"),
            (json!({ "expires_at": "soon" }), "date and time"),
        ] {
            let (status, error) = olga.send(Method::PATCH, &path, Some(wrong)).await.error();
            assert!(status == 422 && error.contains(part), "{status} {error}");
        }
        assert_eq!(mia.get(RULES).await.ok()[0]["id"], rule["id"], "who deals with hits sees the rules");
        for (method, path) in [(Method::POST, RULES), (Method::DELETE, &path), (Method::PATCH, &path)] {
            assert_eq!(mia.send(method.clone(), path, Some(json!({}))).await.status, 403, "{method}");
        }
        for verb in ["enable", "disable", "rehearsal"] {
            assert_eq!(mia.act(&format!("{path}/{verb}")).await.status, 403, "{verb}");
        }
        olga.send(Method::DELETE, &path, None).await.ok();
        assert_eq!(olga.get(&path).await.status, 404);
        let log = list(&olga.get("/api/fanfare/v1/admin/audit_log?target_kind=content_rule").await);
        let done: Vec<&str> = log
            .iter()
            .filter(|entry| {
                entry["target"]["kind"] == "content_rule" || entry["target_kind"] == "content_rule"
            })
            .filter_map(|entry| entry["action"].as_str())
            .collect();
        assert_eq!(done, ["destroy", "update", "update", "enable", "rehearse", "create"], "{log:?}");
    });
}

#[test]
fn a_rule_is_tried_out_on_what_everybody_may_see() {
    with_site(async |home| {
        let olga = home.member("olga", Role::OWNER).await;
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        alice.posts("old casino").await;
        home.pass(31 * 24 * HOUR_MS);
        let found = alice.posts("new Casinó!").await;
        bob.posts_with(json!({ "status": "look", "spoiler_text": "CASINO", "visibility": "unlisted" })).await;
        bob.posts("casinos").await;
        for visibility in ["private", "direct"] {
            alice.posts_with(json!({ "status": "casino", "visibility": visibility })).await;
        }
        let rule = writes(&olga, "hold", "local", words(&["casino"])).await;
        let path = format!("{RULES}/{}/rehearsal", id(&rule));
        assert_eq!(olga.get(&path).await.ok()["state"], "none");
        let begun = olga.act(&path).await.ok();
        assert_eq!(
            (&begun["state"], &begun["total"], &begun["read"]),
            (&json!("running"), &json!(3), &json!(0))
        );
        home.settle().await;
        let done = olga.get(&path).await.ok();
        assert_eq!(
            (&done["state"], &done["read"], &done["matched"], &done["authors"]),
            (&json!("done"), &json!(3), &json!(2), &json!(2))
        );
        let samples = done["samples"].as_array().unwrap();
        assert_eq!(text(&samples[1]["status"]), "new Casinó!");
        assert_eq!(samples[1]["because"], json!(["words: casino"]));
        assert!(done["ended_at"].is_string());
        let verdict = json!({ "status_id": id(&found), "verdict": "wrong" });
        let said = olga.post(&format!("{path}/verdicts"), verdict).await.ok();
        assert_eq!(
            (&said["samples"][1]["verdict"], &said["samples"][0]["verdict"]),
            (&json!("wrong"), &Value::Null)
        );
        let verdict = json!({ "status_id": "7", "verdict": "wrong" });
        assert_eq!(olga.post(&format!("{path}/verdicts"), verdict).await.status, 404);
        assert!(list(&olga.get(HITS).await).is_empty(), "nothing was done");
        olga.act(&path).await.ok();
        let change = json!({ "conditions": words(&["poker"]) });
        olga.send(Method::PATCH, &format!("{RULES}/{}", id(&rule)), Some(change)).await.ok();
        home.settle().await;
        let now = olga.get(&path).await.ok();
        assert_eq!((&now["state"], &now["samples"]), (&json!("none"), &json!([])), "that was another rule");
    });
}

#[test]
fn a_card_number_is_refused_and_kept_nowhere() {
    with_site(async |home| {
        let olga = home.member("olga", Role::OWNER).await;
        let alice = home.person("alice").await;
        let secrets =
            json!([{ "kind": "secrets", "kinds": ["card_number", "iban", "private_key", "access_key"] }]);
        let rule = rules(home, &olga, "refuse", "local", secrets).await;
        let told = format!("My card is {CARD}, honestly");
        for visibility in ["public", "direct"] {
            let refused = publishes(&alice, json!({ "status": told, "visibility": visibility })).await;
            assert_eq!(refused.status, 422);
            let refused = refused.json();
            assert_eq!(refused["rule"]["name"], "Against refuse");
            assert!(refused["error"].as_str().unwrap().contains("Against refuse"), "{refused}");
            assert!(refused.get("ask").is_none());
        }
        alice.posts("My card is 4111 1111 1111 1112").await;
        let hits = list(&olga.get(&format!("{HITS}?rule_id={}", id(&rule))).await);
        assert_eq!(hits.len(), 2);
        assert_eq!(
            (&hits[0]["status"], &hits[0]["because"], &hits[0]["state"], &hits[0]["account"]["username"]),
            (&Value::Null, &json!(["secrets: a card number"]), &json!("done"), &json!("alice"))
        );
        assert_eq!(olga.get(RULES).await.ok()[0]["hits"], json!({ "week": 2, "total": 2 }));
        // On SQLite, all that is kept lies in one folder.
        for file in std::fs::read_dir(home.data()).unwrap() {
            let path = file.unwrap().path();
            if path.is_file() {
                let bytes = std::fs::read(&path).unwrap();
                let found = bytes.windows(CARD.len()).any(|window| window == CARD.as_bytes());
                assert!(!found, "{}", path.display());
            }
        }
        let draft = json!({ "status": told, "scheduled_at": home.site.now().plus_millis(HOUR_MS).to_rfc3339_millis() });
        assert_eq!(publishes(&alice, draft).await.status, 422, "nor later");
    });
}

#[test]
fn what_was_refused_may_be_said_once_staff_take_that_back() {
    with_site(async |home| {
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        rules(home, &olga, "refuse", "local", words(&["casino"])).await;
        let body = json!({ "status": "Casino Royale is a film" });
        assert_eq!(publishes(&alice, body.clone()).await.status, 422);
        let hit = list(&mia.get(HITS).await).remove(0);
        assert_eq!(alice.act(&format!("{HITS}/{}/undo", id(&hit))).await.status, 403);
        let undone = mia.act(&format!("{HITS}/{}/undo", id(&hit))).await.ok();
        assert_eq!(undone["state"], "undone");
        assert!(undone["undone_at"].is_string());
        assert_eq!(mia.act(&format!("{HITS}/{}/undo", id(&hit))).await.status, 422, "once");
        assert_eq!(publishes(&bob, body.clone()).await.status, 422, "that is for alice");
        assert_eq!(publishes(&alice, json!({ "status": "casino!" })).await.status, 422, "and for this text");
        publishes(&alice, body.clone()).await.ok();
        home.pass(25 * HOUR_MS);
        assert_eq!(publishes(&alice, body).await.status, 422, "for a day");
        let open = list(&mia.get(&format!("{HITS}?undone=false")).await).len();
        assert_eq!((open, list(&mia.get(&format!("{HITS}?undone=true")).await).len()), (3, 1));
    });
}

#[test]
fn an_author_who_is_asked_says_it_again_if_they_mean_it() {
    with_site(async |home| {
        let olga = home.member("olga", Role::OWNER).await;
        let alice = home.person("alice").await;
        let rule = rules(home, &olga, "ask", "local", words(&["damn"])).await;
        let named = json!({ "notice": "Is that kind?" });
        olga.send(Method::PATCH, &format!("{RULES}/{}", id(&rule)), Some(named)).await.ok();
        let body = json!({ "status": "Damn it" });
        let asked = publishes(&alice, body.clone()).await;
        assert_eq!((asked.status.as_u16(), &asked.json()["ask"]), (422, &json!(true)));
        let told = asked.json()["error"].as_str().unwrap().to_owned();
        assert!(
            told.starts_with("Is that kind?") && told.ends_with("Post it again to publish it anyway."),
            "{told}"
        );
        assert!(alice.home().await.is_empty());
        home.pass(11 * 60_000);
        assert_eq!(publishes(&alice, body.clone()).await.status, 422, "too late: they are asked again");
        let status = publishes(&alice, body.clone()).await.ok();
        let hits = list(&olga.get(HITS).await);
        assert_eq!(
            (&hits[0]["state"], &hits[0]["status"]["id"]),
            (&json!("published_anyway"), &status["id"])
        );
        assert_eq!(publishes(&alice, body).await.status, 422, "each time");
        let later = home.site.now().plus_millis(HOUR_MS).to_rfc3339_millis();
        let plan = json!({ "status": "Damn, later", "scheduled_at": later });
        assert_eq!(publishes(&alice, plan.clone()).await.status, 422);
        publishes(&alice, plan).await.ok();
        home.pass(2 * HOUR_MS);
        home.settle().await;
        assert_eq!(alice.home_texts().await[0], "Damn, later");
        let path = format!("/api/v1/statuses/{}", id(&status));
        let edit = json!({ "status": "Damn it all" });
        assert_eq!(
            alice.send(Method::PUT, &path, Some(edit.clone())).await.status,
            422,
            "edits are judged, too"
        );
        alice.send(Method::PUT, &path, Some(edit)).await.ok();
    });
}

#[test]
fn statuses_are_marked_and_reported_and_that_is_taken_back() {
    with_site(async |home| {
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let neighbour = Neighbour::start().await;
        let bob = neighbour.person("bob");
        let alice = home.person("alice").await;
        alice.follows(&bob.handle()).await;
        home.settle().await;
        let follow = neighbour.received().pop().unwrap().activity;
        bob.delivers(home, &bob.activity("Accept", 90, &follow)).await;
        home.settle().await;
        let (mark, _) = (
            rules(home, &olga, "mark_sensitive", "everywhere", words(&["blood"])).await,
            rules(home, &olga, "report", "everywhere", words(&["blood"])).await,
        );
        let own = alice.posts("blood").await;
        assert_eq!(own["sensitive"], true);
        bob.delivers(home, &bob.activity("Create", 1, &bob.note(1, "<p>Blood!</p>"))).await;
        home.settle().await;
        let theirs = alice.finds(&bob.handle()).await;
        let theirs = list(&alice.get(&format!("/api/v1/accounts/{}/statuses", id(&theirs))).await).remove(0);
        assert_eq!(theirs["sensitive"], true);
        let reports = list(&mia.get("/api/v1/admin/reports").await);
        assert_eq!(reports.len(), 2);
        assert_eq!(
            (
                &reports[1]["account"],
                &reports[1]["target_account"]["username"],
                &reports[1]["statuses"][0]["id"]
            ),
            (&Value::Null, &json!("alice"), &own["id"])
        );
        assert!(reports[1]["comment"].as_str().unwrap().contains("Against report"));
        let reported = list(&mia.get(&format!("{HITS}?action=report&account_id={}", alice.account.id)).await);
        assert_eq!(reported.len(), 1);
        mia.act(&format!("{HITS}/{}/undo", id(&reported[0]))).await.ok();
        assert_eq!(list(&mia.get("/api/v1/admin/reports").await).len(), 1, "it is resolved");
        let undone = mia.act(&format!("{RULES}/{}/undo", id(&mark))).await.ok();
        assert_eq!(undone, json!({ "undone": 2 }));
        for status in [&own, &theirs] {
            let now = alice.get(&format!("/api/v1/statuses/{}", id(status))).await.ok();
            assert_eq!(now["sensitive"], false);
        }
        let private = alice.posts_with(json!({ "status": "blood", "visibility": "private" })).await;
        let direct = alice.posts_with(json!({ "status": "blood", "visibility": "direct" })).await;
        assert_eq!(
            (&private["sensitive"], &direct["sensitive"]),
            (&json!(true), &json!(false)),
            "letters are not read"
        );
        home.settle().await;
        let newest = list(&mia.get("/api/v1/admin/reports").await).remove(0);
        assert_eq!(newest["statuses"], json!([]), "staff do not see what is not for everybody");
        assert_eq!(list(&mia.get(HITS).await)[0]["status"], Value::Null);
    });
}

#[test]
fn each_condition_finds_what_it_says_and_all_must_hold() {
    with_site(async |home| {
        let olga = home.member("olga", Role::OWNER).await;
        let alice = home.person("alice").await;
        for name in ["bob", "carol", "dave"] {
            home.person(name).await;
        }
        home.pass(48 * HOUR_MS);
        let new = home.person("newbie").await;
        let rule = rules(home, &olga, "mark_sensitive", "local", words(&["x"])).await;
        let path = format!("{RULES}/{}", id(&rule));
        let poll = json!({ "options": ["win a prize", "no"], "expires_in": 3600 });
        let code = json!([{ "kind": "pattern", "pattern": r"(?i)b[il]tc0?in\b" }]);
        let links = |domains: &[&str], least: Value| json!([{ "kind": "links", "domains": domains, "at_least": least }]);
        let new_and_linking =
            json!([{ "kind": "new_accounts", "younger_than_hours": 24 }, { "kind": "links", "at_least": 1 }]);
        let languages =
            |any_but: bool| json!([{ "kind": "languages", "languages": ["de"], "is_any_but": any_but }]);
        let german = json!({ "status": "Hallo", "language": "de" });
        let said = |text: &str| json!({ "status": text });
        let tries: Vec<(Value, &Person, Value, bool)> = vec![
            (words(&["free money"]), &alice, said("get FREE   Monéy now"), true),
            (words(&["free money"]), &alice, said("free the money"), false),
            (words(&["prize"]), &alice, json!({ "status": "?", "poll": poll }), true),
            (words(&["猫"]), &alice, said("これは猫です"), true),
            (code.clone(), &alice, said("buy BlTC0IN today"), true),
            (code, &alice, said("bitcoins"), false),
            (links(&["shop.example"], Value::Null), &alice, said("https://www.Shop.example/x"), true),
            (links(&["shop.example"], Value::Null), &alice, said("https://workshop.example/"), false),
            (links(&[], json!(2)), &alice, said("https://a.example https://b.example"), true),
            (links(&[], json!(2)), &alice, said("https://a.example @bob #tag"), false),
            (new_and_linking.clone(), &new, said("https://a.example"), true),
            (new_and_linking.clone(), &new, said("hello"), false),
            (new_and_linking, &alice, said("https://a.example"), false),
            (json!([{ "kind": "mentions", "at_least": 3 }]), &alice, said("@bob @carol @dave"), true),
            (json!([{ "kind": "mentions", "at_least": 3 }]), &alice, said("@bob @bob @carol"), false),
            (languages(false), &alice, german.clone(), true),
            (languages(true), &alice, german, false),
            (
                json!([{ "kind": "secrets", "kinds": ["iban"] }]),
                &alice,
                said("DE89 3704 0044 0532 0130 00"),
                true,
            ),
            (
                json!([{ "kind": "secrets", "kinds": ["card_number"] }]),
                &alice,
                said("DE89 3704 0044 0532 0130 00"),
                false,
            ),
        ];
        for (conditions, by, body, is_found) in tries {
            let change = json!({ "conditions": conditions });
            olga.send(Method::PATCH, &path, Some(change)).await.ok();
            goes_live(home, &olga, &rule).await;
            let status = publishes(by, body.clone()).await.ok();
            assert_eq!(status["sensitive"], is_found, "{conditions} {body}");
        }
    });
}

#[test]
fn a_picture_that_staff_know_is_found_again_whoever_posts_it() {
    with_site(async |home| {
        home.opens_workshop(PROGRAM);
        let olga = home.member("olga", Role::OWNER).await;
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let shows = async |by: &Person, colour: u8| {
            let picture = uploads(home, by, &jpeg(300, 200, [colour, 9, 9]), &[]).await;
            publishes(by, json!({ "status": "look", "media_ids": [id(&picture)] })).await
        };
        let first = shows(&alice, 200).await.ok();
        let asked = format!("{RULES}/media_hashes?status_id={}", id(&first));
        assert_eq!(alice.get(&asked).await.status, 403);
        let hashes = olga.get(&asked).await.ok();
        assert_eq!(hashes.as_array().unwrap().len(), 1, "{hashes}");
        let rule =
            rules(home, &olga, "refuse", "local", json!([{ "kind": "media", "hashes": hashes }])).await;
        let rehearsed = olga.get(&format!("{RULES}/{}/rehearsal", id(&rule))).await.ok();
        assert_eq!(rehearsed["matched"], 1, "{rehearsed}");
        assert_eq!(shows(&bob, 200).await.status, 422, "the same picture, by somebody else");
        assert_eq!(shows(&bob, 100).await.status, 200, "another picture");
    });
}

#[test]
fn a_rule_acts_until_its_end_and_only_where_it_looks() {
    with_site(async |home| {
        let olga = home.member("olga", Role::OWNER).await;
        let alice = home.person("alice").await;
        let end = home.site.now().plus_millis(HOUR_MS).to_rfc3339_millis();
        let rule = rules(home, &olga, "mark_sensitive", "local", words(&["blood"])).await;
        let path = format!("{RULES}/{}", id(&rule));
        olga.send(Method::PATCH, &path, Some(json!({ "expires_at": end }))).await.ok();
        assert_eq!(alice.posts("blood").await["sensitive"], true);
        home.pass(2 * HOUR_MS);
        assert_eq!(alice.posts("blood").await["sensitive"], false);
        assert_eq!(olga.get(&path).await.ok()["is_live"], false);
        rules(home, &olga, "mark_sensitive", "remote", words(&["thunder"])).await;
        assert_eq!(alice.posts("thunder").await["sensitive"], false);
    });
}
