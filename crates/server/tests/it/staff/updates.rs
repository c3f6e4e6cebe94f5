//! Newer versions of the program: known where an admin says who knows them, and nobody is asked otherwise.

use http::{Method, StatusCode};
use model::Role;
use serde_json::{Value, json};
use testkit::{Home, MailServer, Neighbour, Person};

use crate::{mail::posts_through, with_site};

const DASHBOARD: &str = "/api/fanfare/v1/admin/dashboard";
const SETTINGS: &str = "/api/fanfare/v1/admin/settings";
const HOUR_MS: i64 = 3_600_000;

async fn asks_at(olga: &Person, url: &str) {
    olga.send(Method::PUT, SETTINGS, Some(json!({ "settings": { "updates.url": url } }))).await.ok();
}

/// Lets the hours pass, and reads what is due then.
async fn passes(home: &Home, hours: i64) -> usize {
    home.pass(hours * HOUR_MS);
    let read = home.federation.read_updates().await.unwrap();
    home.settle().await;
    read
}

async fn updates(by: &Person) -> Value {
    by.get(DASHBOARD).await.ok()["updates"].clone()
}

fn versions(updates: &Value) -> Vec<String> {
    let written = |update: &Value| {
        let urgent = if update["urgent"] == true { "!" } else { "" };
        format!("{}{urgent}", update["version"].as_str().unwrap())
    };
    updates["available"].as_array().unwrap().iter().map(written).collect()
}

#[test]
fn newer_versions_stand_on_the_dashboard_and_an_urgent_one_is_told_by_mail_once() {
    with_site(async |home| {
        let (olga, mia) = (home.member("olga", Role::OWNER).await, home.member("mia", Role::MODERATOR).await);
        let mails = MailServer::start().await;
        posts_through(home, &mails).await;
        let far = Neighbour::start().await;
        let serves = |versions: Value| {
            far.serves_as(
                "/updates",
                "application/json",
                &json!({ "updatesAvailable": versions }).to_string(),
            );
        };
        assert_eq!(passes(home, 25).await, 0, "nobody is asked unless somebody says so");
        assert_eq!(updates(&olga).await, Value::Null);

        serves(json!([
            { "version": "0.0.1", "urgent": true },
            { "version": "900.1.0", "urgent": false, "type": "minor", "releaseNotes": "https://fanfare.example/900.1.0" },
            { "version": "900.2.0-rc.1", "urgent": true },
            { "version": "newest", "urgent": true },
        ]));
        asks_at(&olga, &far.url("/updates")).await;
        assert_eq!(updates(&olga).await["checked_at"], Value::Null, "not yet");
        assert_eq!(passes(home, 0).await, 1);
        let found = updates(&olga).await;
        assert_eq!(versions(&found), ["900.1.0"], "older, unfinished and unreadable ones do not count");
        assert_eq!(found["available"][0]["notes_url"], "https://fanfare.example/900.1.0");
        assert!(found["checked_at"].is_string() && found["error"].is_null(), "{found}");
        assert_eq!(updates(&mia).await, Value::Null, "not for those who may not see the machine");
        assert_eq!(mails.takes().len(), 0, "it can wait");

        serves(json!([
            { "version": "900.1.0", "urgent": false },
            { "version": "900.10.0", "urgent": true, "releaseNotes": "javascript:alert(1)" },
        ]));
        assert_eq!(passes(home, 23).await, 0, "once a day");
        assert_eq!(passes(home, 2).await, 1);
        let found = updates(&olga).await;
        assert_eq!(versions(&found), ["900.10.0!", "900.1.0"]);
        assert_eq!(found["available"][0]["notes_url"], Value::Null, "a script is no page");
        let told = mails.takes();
        assert_eq!(told.iter().map(|letter| &*letter.to).collect::<Vec<_>>(), ["olga@mail.example"]);
        assert!(told[0].header("Subject").contains("900.10.0"), "{:?}", told[0].headers);
        passes(home, 25).await;
        assert_eq!(mails.takes().len(), 0, "once");
    });
}

#[test]
fn the_releases_of_a_forge_are_read_and_a_place_that_fails_is_said_to_fail() {
    with_site(async |home| {
        let olga = home.member("olga", Role::OWNER).await;
        let far = Neighbour::start().await;
        let releases = json!([
            { "tag_name": "v901.0.0", "html_url": "https://forge.example/releases/901", "draft": true },
            { "tag_name": "v900.9.0", "html_url": "https://forge.example/releases/900.9", "prerelease": true },
            { "tag_name": "v900.0.1", "_links": { "self": "https://forge.example/releases/900.0.1" } },
        ]);
        far.serves_as("/releases", "application/json; charset=utf-8", &releases.to_string());
        asks_at(&olga, &far.url("/releases")).await;
        passes(home, 0).await;
        let found = updates(&olga).await;
        assert_eq!(versions(&found), ["900.0.1"]);
        assert_eq!(found["available"][0]["notes_url"], "https://forge.example/releases/900.0.1");

        far.answers("/releases", StatusCode::BAD_GATEWAY);
        passes(home, 25).await;
        let failed = updates(&olga).await;
        assert_eq!(versions(&failed), ["900.0.1"], "what it said is kept");
        assert!(failed["error"].as_str().unwrap().contains("502"), "{failed}");
        assert_eq!(passes(home, 1).await, 1, "tried again soon");

        for (path, body) in [("/page", "<html>"), ("/empty", "{}"), ("/odd", "[{\"tag_name\": 5}]")] {
            far.serves_as(path, "application/json", body);
            asks_at(&olga, &far.url(path)).await;
            passes(home, 0).await;
            let refused = updates(&olga).await;
            assert_eq!(refused["error"], "there is no list of versions in it", "{path}");
            assert_eq!(
                versions(&refused).len(),
                0,
                "another place knows nothing of what the one before said"
            );
        }
        for wrong in ["ftp://far.example/x", "https://me:secret@far.example/x", "nothing"] {
            let refused =
                olga.send(Method::PUT, SETTINGS, Some(json!({ "settings": { "updates.url": wrong } }))).await;
            assert_eq!(refused.status, 422, "{wrong}");
        }
        asks_at(&olga, "").await;
        assert_eq!(updates(&olga).await, Value::Null);
    });
}
