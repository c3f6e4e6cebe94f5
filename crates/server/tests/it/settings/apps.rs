//! Apps that somebody let in.

use super::{Tab, between};
use crate::with_site;

#[test]
fn an_app_is_listed_with_what_it_may_do_and_can_be_shown_out() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let bob = home.person("bob").await;
        let tab = Tab::of(home, "alice").await;
        let never = tab.reads("/settings/apps").await;
        assert!(never.contains("Command line") && !never.contains("Last used"), "{never}");
        alice.get("/api/v1/timelines/home").await.ok();
        let shown = tab.reads("/settings/apps").await;
        assert!(shown.contains("Last used"), "{shown}");
        assert!(shown.contains("do everything in your name") && shown.contains("<code>push</code>"));
        let path = format!("/settings/apps/{}/revoke", between(&shown, "/settings/apps/", "/revoke"));
        let other = Tab::of(home, "bob").await;
        assert_eq!(other.sends(&path, &[]).await.status, 404, "it is not bob's");
        assert_eq!(alice.get("/api/v1/timelines/home").await.status, 200);
        assert_eq!(tab.goes(&path, &[]).await, "/settings/apps?done=app");
        assert_eq!(alice.get("/api/v1/timelines/home").await.status, 401);
        assert_eq!(bob.get("/api/v1/timelines/home").await.status, 200);
        assert!(tab.reads("/settings/apps?done=app").await.contains("not let any app in yet"));
    });
}
