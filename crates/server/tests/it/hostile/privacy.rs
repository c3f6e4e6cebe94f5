//! What a stranger may not have is not there for them; and what they send that means nothing is answered clearly.

use http::Method;
use serde_json::json;
use testkit::people::id;

use super::{Stage, refused, stage};
use crate::with_site;

#[test]
fn malformed_deliveries_get_a_clear_answer_and_leave_nothing() {
    with_site(async |home| {
        let Stage { alice, victim, .. } = stage(home).await;
        for body in [
            "",
            "{",
            "[]",
            "null",
            "\"x\"",
            "{\"type\":7}",
            "{\"type\":\"Create\"}",
            "{\"type\":{},\"actor\":[]}",
        ] {
            let answer = victim.delivers_body(home, body.as_bytes().to_vec()).await;
            assert!(matches!(refused(&answer), 400..500), "{body}: {}", answer.status);
        }
        let huge = vec![b' '; 1024 * 1024 + 1];
        assert_eq!(
            victim.delivers_body(home, huge).await.status,
            413,
            "S-148: more than a document may have"
        );
        assert_eq!(victim.delivers_body(home, vec![0xff, 0xfe]).await.status, 400, "no text");
        let unknown = victim.activity("Frobnicate", 1, &json!(alice.account.uri));
        assert_eq!(victim.delivers(home, &unknown).await.status, 202, "unknown verbs are politely ignored");
        home.settle().await;
        assert!(alice.home().await.is_empty());
    });
}

#[test]
fn nothing_of_the_machine_is_behind_an_address() {
    with_site(async |home| {
        for path in [
            "/.env",
            "/config",
            "/config.toml",
            "/fanfare.sqlite",
            "/data/fanfare.sqlite",
            "/backup",
            "/metrics",
            "/debug",
            "/debug/pprof",
            "/.git/config",
            "/%2e%2e/%2e%2e/etc/passwd",
            "/assets/..%2f..%2fCargo.toml",
            "/media/..%2f..%2ffanfare.sqlite",
        ] {
            assert_eq!(home.requests.get(path).await.status, 404, "S-207: {path}");
        }
    });
}

#[test]
fn private_posts_are_shown_to_no_server_that_may_not_have_them() {
    with_site(async |home| {
        let (alice, eve) = (home.person("alice").await, home.person("eve").await);
        for visibility in ["private", "direct"] {
            let status = alice.posts_with(json!({ "status": "psst", "visibility": visibility })).await;
            let ask = async |url: &str| {
                let request =
                    home.requests.request(Method::GET, url).header("accept", "application/activity+json");
                home.requests.send(request).await
            };
            let uri = status["uri"].as_str().unwrap();
            let unknown = ask(&uri.replace(id(&status), "1")).await;
            let answer = ask(uri).await;
            assert_eq!((answer.status, &answer.text), (unknown.status, &unknown.text), "S-103 {visibility}");
            let outbox = ask(&format!("{}/outbox?page=true", alice.account.uri)).await;
            assert!(!outbox.text.contains("psst"), "S-105 {visibility}");
            for about in ["", "context", "favourited_by", "reblogged_by", "history", "source", "quotes"] {
                let path = format!("/api/v1/statuses/{}/{about}", id(&status));
                let by_nobody = home.requests.get(&path).await.status.as_u16();
                assert!([401, 404].contains(&by_nobody), "S-104: {visibility} {about}: {by_nobody}");
                assert_eq!(eve.get(&path).await.status, 404, "S-104: {visibility} {about}");
            }
        }
    });
}
