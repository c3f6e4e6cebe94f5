//! Notifications.

use testkit::people::{id, list};

use crate::with_site;

#[test]
fn notifications_can_be_chosen_read_and_dismissed() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let status = alice.posts("hello").await;
        bob.favourites(&status).await;
        bob.replies(&status, "@alice hi").await;
        bob.follows("alice").await;
        home.settle().await;
        assert_eq!(alice.notified().await, ["follow", "mention", "favourite"]);
        let chosen = list(&alice.get("/api/v1/notifications?types[]=mention").await);
        assert_eq!(chosen.len(), 1);
        let rest = list(&alice.get("/api/v1/notifications?exclude_types[]=mention").await);
        assert_eq!(rest.len(), 2);
        let one = format!("/api/v1/notifications/{}", id(&chosen[0]));
        assert_eq!(alice.get(&one).await.ok()["status"]["in_reply_to_id"], status["id"]);
        assert_eq!(bob.get(&one).await.status, 404, "it is alice's");
        alice.act(&format!("{one}/dismiss")).await.ok();
        assert_eq!(alice.notified().await, ["follow", "favourite"]);
        alice.act("/api/v1/notifications/clear").await.ok();
        assert!(alice.notified().await.is_empty());
    });
}
