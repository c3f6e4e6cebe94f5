//! What accounts say of themselves beyond what everybody sees, taken in from others and told of our own.

use http::Method;
use serde_json::{Value, json};
use testkit::{Home, Neighbour, Person, Stranger, people::id};

use crate::with_site;

/// A stranger whose profile says more than it did, and says so to us.
async fn updates(home: &Home, far: &Neighbour, who: &Stranger, number: u32, more: &Value) {
    let mut document = who.document();
    document.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    far.serves(&format!("/users/{}", who.name), &document);
    let answer = who.delivers(home, &who.activity("Update", number, &document)).await;
    assert!(!answer.status.is_server_error(), "{more}: {}", answer.status);
    home.settle().await;
}

async fn known(home: &Home, who: &Stranger) -> model::Account {
    social::accounts::find_by_uri(&home.site, &who.uri).await.unwrap().unwrap()
}

async fn document(home: &Home, who: &Person, path: &str) -> Value {
    let address = format!("{}{path}", who.account.uri);
    let request = home.requests.request(Method::GET, &address).header("accept", "application/activity+json");
    home.requests.send(request).await.ok()
}

#[test]
fn what_an_account_says_of_itself_is_taken_in_within_limits() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        alice.finds(&bob.handle()).await;
        let many: Vec<String> = (0..10_000).map(|number| format!("{number}.example")).collect();
        let more = json!({
            "alsoKnownAs": ["https://old.example/bob", { "id": "https://x.example" }, 7, "javascript:alert(1)"],
            "attributionDomains": many, "featured": format!("{}/featured", bob.uri),
            "featuredTags": { "id": format!("{}/tags", bob.uri), "type": "Collection" }, "memorial": true,
        });
        updates(home, &far, &bob, 1, &more).await;
        let account = known(home, &bob).await;
        assert_eq!(account.also_known_as, ["https://old.example/bob"], "S-092: addresses alone");
        assert_eq!(account.attribution_domains.len(), 256, "S-092: and not too many");
        assert_eq!(account.collections.featured, Some(format!("{}/featured", bob.uri)));
        assert_eq!(account.collections.featured_tags, Some(format!("{}/tags", bob.uri)));
        assert_eq!(account.collections.outbox, Some(format!("{}/outbox", bob.uri)));
        assert_eq!(alice.finds(&bob.handle()).await["memorial"], true);
        for odd in [
            json!({ "alsoKnownAs": { "a": 1 }, "attributionDomains": { "id": "x" }, "movedTo": 7 }),
            json!({ "alsoKnownAs": null, "featured": [], "outbox": null, "movedTo": [bob.uri] }),
            json!({ "alsoKnownAs": "x".repeat(100_000), "featuredTags": "https://elsewhere.example/tags" }),
            json!({ "movedTo": bob.uri, "suspended": "perhaps", "memorial": [] }),
            json!({ "movedTo": "gopher://far.example/", "suspended": {}, "attributionDomains": [[]] }),
        ] {
            updates(home, &far, &bob, 2, &odd).await;
        }
        let account = known(home, &bob).await;
        assert!(account.also_known_as.is_empty() && account.attribution_domains.is_empty());
        assert_eq!((account.collections.featured_tags, account.moved_to_id), (None, None));
    });
}

#[test]
fn an_account_that_its_own_server_suspended_shows_nothing_until_it_is_back() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        let found = alice.finds(&bob.handle()).await;
        updates(home, &far, &bob, 1, &json!({ "name": "Bob", "suspended": true })).await;
        let path = format!("/api/v1/accounts/{}", id(&found));
        let shown = alice.get(&path).await.ok();
        assert_eq!((&shown["suspended"], &shown["display_name"]), (&json!(true), &json!("")));
        updates(home, &far, &bob, 2, &json!({ "name": "Bob", "suspended": false })).await;
        let shown = alice.get(&path).await.ok();
        assert_eq!((shown.get("suspended"), &shown["display_name"]), (None, &json!("Bob")));
    });
}

#[test]
fn our_own_accounts_tell_their_aliases_and_featured_tags() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let far = Neighbour::start().await;
        let old = home.federation.ask_anew(&far.person("old").handle()).await.unwrap().unwrap();
        assert_eq!(document(home, &alice, "").await.get("alsoKnownAs"), None);
        social::moving::add_alias(&home.site, &alice.account, &old).await.unwrap();
        alice.post("/api/v1/featured_tags", json!({ "name": "GreenTea" })).await.ok();
        let told = document(home, &alice, "").await;
        assert_eq!(told["alsoKnownAs"], json!([old.uri]));
        let tags = format!("{}/collections/tags", alice.account.uri);
        assert_eq!((&told["featuredTags"], told.get("movedTo")), (&json!(tags), None));
        let collection = document(home, &alice, "/collections/tags").await;
        assert_eq!((&collection["type"], &collection["totalItems"]), (&json!("Collection"), &json!(1)));
        let item = json!({
            "type": "Hashtag", "name": "#GreenTea", "href": home.site.instance.url("/tags/greentea"),
        });
        assert_eq!(collection["items"], json!([item]));
    });
}
