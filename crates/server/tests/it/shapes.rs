//! Every key that a real Mastodon always sends is sent. The list of keys lies beside the project; where it does
//! not, there is nothing to compare with and the story says nothing.

use std::{collections::BTreeSet, fs, path::Path};

use model::Role;
use serde_json::{Value, json};
use testkit::people::id;

use crate::with_site;

const OBSERVED: &str = "../../../shared/reference/mastodon/schema/observed.json";

/// Keys under which lies what depends on content: present only when there is such content.
fn depends_on_content(path: &str) -> bool {
    const PARTS: [&str; 12] = [
        "/media_attachments/",
        "/poll/",
        "/card/",
        "/quote/",
        "/application/",
        "/params/",
        "/fields/",
        "/roles/[]",
        "/tags/[]",
        "/mentions/[]",
        "/rules/[]",
        "/thumbnail/",
    ];
    PARTS.iter().any(|part| path.contains(part))
}

/// Every path of keys in a value, `[]` for the items of lists.
fn paths(value: &Value, at: &str, found: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            for (name, inner) in fields {
                let path = format!("{at}/{name}");
                paths(inner, &path, found);
                found.insert(path);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| paths(item, &format!("{at}/[]"), found)),
        _ => {}
    }
}

#[test]
fn every_key_that_apps_rely_on_is_there() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(OBSERVED);
    let Ok(observed) = fs::read_to_string(path) else { return };
    let observed: Value = serde_json::from_str(&observed).unwrap();
    with_site(async |home| {
        let (alice, bob) = (home.member("alice", Role::OWNER).await, home.person("bob").await);
        let status = alice.posts("@bob #hello").await;
        bob.favourites(&status).await;
        home.settle().await;
        let told = alice.notifications().await.remove(0);
        let app = json!({ "client_name": "App", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob" });
        let answers = [
            (
                "GET /api/v1/accounts/verify_credentials",
                alice.get("/api/v1/accounts/verify_credentials").await.ok(),
            ),
            (
                "GET /api/v1/accounts/{id}",
                bob.get(&format!("/api/v1/accounts/{}", alice.account.id)).await.ok(),
            ),
            ("GET /api/v1/statuses/{id}", bob.get(&format!("/api/v1/statuses/{}", id(&status))).await.ok()),
            (
                "GET /api/v1/notifications/{id}",
                alice.get(&format!("/api/v1/notifications/{}", id(&told))).await.ok(),
            ),
            ("GET /api/v1/timelines/home", alice.get("/api/v1/timelines/home").await.ok()),
            (
                "GET /api/v1/accounts/relationships",
                alice.get(&format!("/api/v1/accounts/relationships?id[]={}", bob.account.id)).await.ok(),
            ),
            ("GET /api/v1/instance", home.requests.get("/api/v1/instance").await.ok()),
            ("GET /api/v2/instance", home.requests.get("/api/v2/instance").await.ok()),
            ("POST /api/v1/apps", home.requests.post("/api/v1/apps", app).await.ok()),
            ("GET /nodeinfo/2.0", home.requests.get("/nodeinfo/2.0").await.ok()),
            (
                "GET /.well-known/oauth-authorization-server",
                home.requests.get("/.well-known/oauth-authorization-server").await.ok(),
            ),
        ];
        let mut missing = Vec::new();
        for (endpoint, answer) in answers {
            let mut sent = BTreeSet::new();
            paths(&answer, "", &mut sent);
            for key in observed[format!("{endpoint} 200")].as_array().unwrap_or(&Vec::new()) {
                let key = key.as_str().unwrap();
                if !depends_on_content(key) && !key.contains("/[]/reblog/") && !sent.contains(key) {
                    missing.push(format!("{endpoint}: {key}"));
                }
            }
        }
        assert!(missing.is_empty(), "\n{}", missing.join("\n"));
    });
}
