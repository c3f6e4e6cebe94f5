//! The clock of this machine, as other servers see it.

use serde_json::json;
use testkit::Neighbour;

use crate::with_site;

#[test]
fn whoever_runs_the_server_is_told_that_its_clock_is_off_when_others_agree() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let mut neighbours = Vec::new();
        for number in 0..5 {
            let far = Neighbour::start().await;
            let bob = far.person("bob");
            let follow = bob.activity("Follow", number, &json!(alice.account.uri));
            assert_eq!(bob.delivers(home, &follow).await.status, 202);
            neighbours.push(far);
        }
        let off = async || {
            home.settle().await;
            home.federation.wake().await.unwrap();
            social::health::clock_ahead_ms(&home.site).await.unwrap()
        };
        let ahead_ms = off().await.expect("five have answered");
        assert!(ahead_ms.abs() < 30_000, "{ahead_ms} ms: all is well");
        home.pass(300_000);
        alice.posts("what time is it?").await;
        let ahead_ms = off().await.expect("five have answered");
        assert!((200_000..400_000).contains(&ahead_ms), "{ahead_ms} ms: ours is five minutes fast");
        home.pass(7_200_000);
        assert_eq!(off().await, None, "what was said long ago is forgotten");
    });
}
