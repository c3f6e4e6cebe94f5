//! Figures about the community, and the first page of those who take care of it.

use model::Role;
use serde_json::{Value, json};
use testkit::people::{id, list};

use crate::with_site;

const DAY_MS: i64 = 86_400_000;

fn one<'a>(all: &'a [Value], key: &str) -> &'a Value {
    all.iter().find(|one| one["key"] == key).unwrap()
}

#[test]
fn measures_tell_how_much_there_was_on_each_day() {
    with_site(async |home| {
        let (mia, alice) = (home.member("mia", Role::MODERATOR).await, home.person("alice").await);
        let bob = home.person("bob").await;
        let path = "/api/v1/admin/measures";
        assert_eq!(alice.post(path, json!({ "keys": ["new_users"] })).await.status, 403);
        let status = alice.posts("#tea").await;
        bob.favourites(&status).await;
        bob.replies(&status, "@alice yes").await;
        let report = json!({ "account_id": bob.account.id, "comment": "spam" });
        alice.post("/api/v1/reports", report).await.ok();
        let tag = home.requests.get("/api/v1/tags/tea").await.ok();
        let (start, end) = (home.site.now().plus_millis(-6 * DAY_MS).to_date(), home.site.now().to_date());
        let said = json!({
            "keys": ["new_users", "active_users", "interactions", "opened_reports", "resolved_reports",
                     "tag_accounts", "tag_uses", "tag_servers", "instance_accounts",
                     "instance_media_attachments", "nonsense"],
            "start_at": start, "end_at": end,
            "tag_accounts": { "id": id(&tag) }, "tag_uses": { "id": id(&tag) }, "tag_servers": { "id": id(&tag) },
            "instance_accounts": { "domain": "far.example" },
            "instance_media_attachments": { "domain": "far.example" },
        });
        let all = list(&mia.post(path, said).await);
        assert_eq!(all.len(), 10, "what has no such name is left out");
        for (key, total) in [
            ("new_users", "3"),
            ("active_users", "3"),
            ("interactions", "2"),
            ("opened_reports", "1"),
            ("resolved_reports", "0"),
            ("tag_accounts", "1"),
            ("tag_uses", "1"),
            ("tag_servers", "1"),
            ("instance_accounts", "0"),
        ] {
            assert_eq!(one(&all, key)["total"], total, "{key}");
        }
        let users = one(&all, "new_users");
        assert_eq!(users["previous_total"], "0");
        assert_eq!(users["data"].as_array().unwrap().len(), 7);
        assert_eq!(users["data"][6], json!({ "date": format!("{end}T00:00:00Z"), "value": "3" }));
        let media = one(&all, "instance_media_attachments");
        assert_eq!((&media["unit"], media.get("previous_total")), (&json!("bytes"), None));
        let long = json!({ "keys": ["new_users"], "start_at": "1990-01-01", "end_at": end });
        let long = list(&mia.post(path, long).await);
        assert_eq!(long[0]["data"].as_array().unwrap().len(), 366, "S-109: as far as figures go");
    });
}

#[test]
fn dimensions_tell_shares_and_retention_who_came_back() {
    with_site(async |home| {
        let (mia, alice) = (home.member("mia", Role::MODERATOR).await, home.person("alice").await);
        let status = alice.posts("#tea").await;
        let tag = home.requests.get("/api/v1/tags/tea").await.ok();
        let keys = [
            "languages",
            "sources",
            "servers",
            "software_versions",
            "space_usage",
            "tag_servers",
            "tag_languages",
            "instance_accounts",
            "instance_languages",
        ];
        let said = json!({
            "keys": keys, "tag_servers": { "id": id(&tag) }, "tag_languages": { "id": id(&tag) },
            "instance_accounts": { "domain": "far.example" }, "instance_languages": { "domain": "far.example" },
        });
        let all = list(&mia.post("/api/v1/admin/dimensions", said).await);
        assert_eq!(all.len(), keys.len());
        let servers = &one(&all, "servers")["data"];
        assert_eq!(
            (&servers[0]["key"], &servers[0]["value"]),
            (&json!(home.domain()), &json!("1")),
            "{status}"
        );
        assert_eq!(one(&all, "tag_servers")["data"][0]["key"], home.domain());
        assert_eq!(one(&all, "software_versions")["data"][0]["key"], "fanfare");

        home.pass(2 * DAY_MS);
        alice.get("/api/v1/timelines/home").await.ok();
        mia.get("/api/v1/admin/tags").await.ok();
        let said = json!({
            "start_at": home.site.now().plus_millis(-2 * DAY_MS).to_date(),
            "end_at": home.site.now().to_date(), "frequency": "day",
        });
        let cohorts = list(&mia.post("/api/v1/admin/retention", said).await);
        assert_eq!((cohorts.len(), &cohorts[0]["frequency"]), (3, &json!("day")));
        let came_back: Vec<_> =
            cohorts[0]["data"].as_array().unwrap().iter().map(|day| &day["value"]).collect();
        assert_eq!(came_back, ["2", "2", "2"]);
        assert_eq!(cohorts[0]["data"][2]["rate"], 1.0);
        assert_eq!(cohorts[1]["data"].as_array().unwrap().len(), 2);
        let wrong = json!({ "frequency": "year" });
        assert_eq!(mia.post("/api/v1/admin/retention", wrong).await.status, 422);
    });
}

#[test]
fn the_first_page_says_what_waits_and_what_is_worth_a_look() {
    with_site(async |home| {
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let path = "/api/fanfare/v1/admin/dashboard";
        assert_eq!(alice.get(path).await.status, 403);
        alice.post("/api/v1/reports", json!({ "account_id": bob.account.id })).await.ok();
        let page = olga.get(path).await.ok();
        assert_eq!(
            page["waiting"],
            json!({ "reports": 1, "users": 0, "trends": 0, "appeals": 0, "held": 0 })
        );
        assert!(page["version"].as_str().unwrap().contains("fanfare"));
        assert!(page["queues"]["deliveries"].is_number(), "{page}");
        assert_eq!(page["trouble"][0]["kind"], "no_rules");
        let page = mia.get(path).await.ok();
        assert_eq!(
            (&page["waiting"]["reports"], &page["queues"]),
            (&json!(1), &Value::Null),
            "not the machine"
        );
    });
}

#[test]
fn everybody_may_know_what_happened_in_each_of_the_last_weeks() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        alice.posts("One").await;
        alice.posts("Two").await;
        alice.get("/api/v1/timelines/home").await.ok();
        home.pass(7 * DAY_MS);
        let weeks = list(&home.requests.get("/api/v1/instance/activity").await);
        assert_eq!(weeks.len(), 12);
        let of =
            |at: usize| ["statuses", "logins", "registrations"].map(|key| weeks[at][key].as_str().unwrap());
        assert_eq!((of(0), of(1), of(2)), (["0", "0", "0"], ["2", "1", "1"], ["0", "0", "0"]));
        let begins: i64 = weeks[0]["week"].as_str().unwrap().parse().unwrap();
        let before: i64 = weeks[1]["week"].as_str().unwrap().parse().unwrap();
        assert_eq!((begins - before, begins % 86_400, (begins / 86_400 + 3) % 7), (604_800, 0, 0), "Mondays");
    });
}
