//! Timelines and paging.

use serde_json::json;
use testkit::people::{id, list, text};

use crate::with_site;

#[test]
fn public_timelines_hold_public_posts_alone() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let status = alice.posts("for all").await;
        for visibility in ["unlisted", "private", "direct"] {
            alice.posts_with(json!({ "status": visibility, "visibility": visibility })).await;
        }
        alice.reblogs(&status).await;
        for query in ["", "?local=true"] {
            let shown = list(&home.requests.get(&format!("/api/v1/timelines/public{query}")).await);
            assert_eq!(shown.iter().map(text).collect::<Vec<_>>(), ["for all"], "{query}");
        }
        assert!(list(&home.requests.get("/api/v1/timelines/public?remote=true").await).is_empty());
    });
}

#[test]
fn tag_timelines_fold_spelling_and_combine() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        alice.posts("#Straße #Berg").await;
        alice.posts("#berg only").await;
        alice.posts("nothing").await;
        let shown = async |query: &str| {
            list(&alice.get(&format!("/api/v1/timelines/tag/{query}")).await)
                .iter()
                .map(text)
                .collect::<Vec<_>>()
        };
        assert_eq!(shown("BERG").await, ["#berg only", "#Straße #Berg"]);
        assert_eq!(shown("berg?all[]=stra%C3%9Fe").await, ["#Straße #Berg"]);
        assert_eq!(shown("berg?none[]=stra%C3%9Fe").await, ["#berg only"]);
        assert!(shown("unheard").await.is_empty());
    });
}

#[test]
fn pages_follow_each_other_without_gap_or_overlap() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        for number in 0..7 {
            alice.posts(&format!("{number}")).await;
        }
        for path in ["/api/v1/timelines/home", "/api/v1/timelines/public"] {
            let mut seen = Vec::new();
            let mut next = format!("{path}?limit=3");
            loop {
                let answer = alice.get(&next).await;
                let page = list(&answer);
                if page.is_empty() {
                    break;
                }
                seen.extend(page.iter().map(text));
                let link = answer.header("link");
                let last = page.last().unwrap();
                assert!(link.contains(&format!("max_id={}", id(last))), "{link}");
                next = link.split(['<', '>']).nth(1).unwrap().to_owned();
            }
            assert_eq!(seen, ["6", "5", "4", "3", "2", "1", "0"], "{path}");
            let all = list(&alice.get(path).await);
            let bottom = id(&all[6]).to_owned();
            let up = list(&alice.get(&format!("{path}?limit=2&min_id={bottom}")).await);
            assert_eq!(up.iter().map(text).collect::<Vec<_>>(), ["2", "1"], "the oldest above");
            let newest = list(&alice.get(&format!("{path}?limit=2&since_id={bottom}")).await);
            assert_eq!(newest.iter().map(text).collect::<Vec<_>>(), ["6", "5"], "the newest above");
        }
    });
}

#[test]
fn half_of_a_conversation_with_strangers_stays_out_of_home() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let carol = home.person("carol").await;
        alice.follows("bob").await;
        alice.home().await;
        let strange = carol.posts("hello bob").await;
        let own = bob.posts("my own").await;
        bob.replies(&strange, "@carol hello").await;
        bob.replies(&own, "more of my own").await;
        home.settle().await;
        assert_eq!(alice.home_texts().await, ["more of my own", "my own"]);
        alice.follows("carol").await;
        assert_eq!(
            alice.home_texts().await,
            ["more of my own", "@carol hello", "my own", "hello bob"],
            "made anew from the database, by the same rule"
        );
    });
}
