//! Other accounts of the same person, and moving to one of them.

use http::StatusCode;
use serde_json::json;
use testkit::{Neighbour, people::list};

use super::Tab;
use crate::with_site;

#[test]
fn an_alias_is_named_and_taken_back() {
    with_site(async |home| {
        home.person("alice").await;
        let far = Neighbour::start().await;
        let old = far.person("old");
        let tab = Tab::of(home, "alice").await;
        let nobody = format!("nobody@{}", far.domain);
        let refused = tab.sends("/settings/move/alias", &[("alias", &nobody)]).await;
        assert!(refused.status == 422 && refused.text.contains("Nobody was found"));
        assert_eq!(tab.sends("/settings/move/alias", &[("alias", "alice")]).await.status, 422, "not oneself");
        let handle = format!("@{}", old.handle());
        assert_eq!(
            tab.goes("/settings/move/alias", &[("alias", &handle)]).await,
            "/settings/move?done=alias"
        );
        assert!(tab.reads("/settings/move").await.contains(&old.uri));
        let back = tab.goes("/settings/move/alias/remove", &[("alias", &old.uri)]).await;
        assert!(!tab.reads(&back).await.contains(&old.uri));
        home.pass(11 * 60_000);
        let asked = tab.opens("/settings/move").await;
        assert!(
            asked.header("location").starts_with("/settings/confirm"),
            "whoever finds an open browser waits"
        );
    });
}

#[test]
fn somebody_moves_away_and_takes_that_back() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let far = Neighbour::start().await;
        let new = far.person("new");
        bob.follows("alice").await;
        let tab = Tab::of(home, "alice").await;
        let page = tab.reads("/settings/move").await;
        assert!(page.contains(&format!("First name @alice@{}", home.domain())), "{page}");
        let handle = new.handle();
        let wish = [("target", handle.as_str()), ("password", "alice-password")];
        let refused = tab.sends("/settings/move", &wish).await;
        assert!(refused.status == 422 && refused.text.contains("must name this one"), "{}", refused.text);
        let mut document = new.document();
        document["alsoKnownAs"] = json!([alice.account.uri]);
        far.serves("/users/new", &document);
        let guess = tab.sends("/settings/move", &[wish[0], ("password", "guess")]).await;
        assert!(guess.status == 422 && guess.text.contains("not your password"));
        let there = tab.goes("/settings/move", &wish).await;
        home.settle().await;
        let page = tab.reads(&there).await;
        assert!(page.contains("You have moved") && page.contains(&new.uri), "{page}");
        let found = bob.finds(&new.handle()).await;
        assert_eq!(bob.relationship(&found).await["requested"], true);
        assert!(far.received_types().contains(&"Follow".to_owned()));
        tab.goes("/settings/move/cancel", &[]).await;
        assert!(!tab.reads("/settings/move").await.contains(&new.uri));
        let moved = home.requests.get("/@alice").await;
        assert!(moved.status == StatusCode::OK && !moved.text.contains("has moved"));
        assert!(list(&bob.get("/api/v1/timelines/home").await).is_empty());
    });
}
