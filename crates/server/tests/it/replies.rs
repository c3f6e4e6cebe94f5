//! Threads.

use serde_json::json;
use testkit::people::{id, text};

use crate::with_site;

#[test]
fn a_thread_reads_from_the_root_with_each_answer_after_what_it_answers() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let root = alice.posts("root").await;
        let first = bob.replies(&root, "@alice first").await;
        let second = bob.replies(&root, "@alice second").await;
        let deep = alice.replies(&first, "@bob deep").await;
        let thread = alice.get(&format!("/api/v1/statuses/{}/context", id(&root))).await.ok();
        let words: Vec<String> = thread["descendants"].as_array().unwrap().iter().map(text).collect();
        assert_eq!(words, ["@alice first", "@bob deep", "@alice second"]);
        let thread = alice.get(&format!("/api/v1/statuses/{}/context", id(&deep))).await.ok();
        let words: Vec<String> = thread["ancestors"].as_array().unwrap().iter().map(text).collect();
        assert_eq!(words, ["root", "@alice first"]);
        let root = alice.get(&format!("/api/v1/statuses/{}", id(&root))).await.ok();
        assert_eq!(root["replies_count"], 2);
        assert_eq!(second["in_reply_to_account_id"], root["account"]["id"]);
    });
}

#[test]
fn an_answer_is_shown_to_no_more_people_than_what_it_answers() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let quiet = alice.posts_with(json!({ "status": "@bob psst", "visibility": "direct" })).await;
        assert_eq!(bob.replies(&quiet, "@alice yes?").await["visibility"], "direct");
    });
}

#[test]
fn a_reply_to_what_does_not_exist_is_refused() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        for nothing in ["1", "999999999999999999999999", "abc"] {
            let reply = json!({ "status": "hello?", "in_reply_to_id": nothing });
            assert_eq!(alice.post("/api/v1/statuses", reply).await.status, 404, "{nothing}");
        }
        assert!(alice.home().await.is_empty());
    });
}
