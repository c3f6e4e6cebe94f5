//! Followers synchronisation (FEP-8fcf): two servers find out that they disagree about who follows whom.

use activitypub::signature::{Form, Unsigned, sign_with};
use http::Method;
use serde_json::{Value, json};
use testkit::{Home, Neighbour, Person, Stranger, neighbour::deliver, people::id, settle};

use crate::{with_site, with_two_sites};

/// Alice follows bob, who consents.
async fn following(home: &Home) -> (Person, Neighbour, Stranger) {
    let alice = home.person("alice").await;
    let far = Neighbour::start().await;
    let bob = far.person("bob");
    alice.follows(&bob.handle()).await;
    home.settle().await;
    let follow = far.received().last().expect("a follow arrived").activity.clone();
    assert_eq!(bob.delivers(home, &bob.activity("Accept", 1, &follow)).await.status, 202);
    home.settle().await;
    (alice, far, bob)
}

/// The digest of these addresses.
fn digest(addresses: &[&str]) -> String {
    use aws_lc_rs::digest::{SHA256, digest};
    let mut sum = [0_u8; 32];
    for address in addresses {
        for (byte, more) in sum.iter_mut().zip(digest(&SHA256, address.as_bytes()).as_ref()) {
            *byte ^= more;
        }
    }
    sum.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Bob publishes something for his followers, and his server says who they are here.
async fn says(home: &Home, bob: &Stranger, number: u32, url: &str, digest: &str) {
    let collection = format!("{}/followers", bob.uri);
    let mut note = bob.note(number, "among us");
    note["to"] = json!([collection]);
    note["cc"] = json!([]);
    let body = bob.activity("Create", number, &note).to_string().into_bytes();
    let header = format!("collectionId=\"{collection}\", url=\"{url}\", digest=\"{digest}\"");
    let unsigned = Unsigned {
        method: "POST",
        scheme: home.site.instance.scheme,
        host: home.domain(),
        path_and_query: "/inbox",
        date_ms: home.site.now().as_millis(),
        body: Some(&body),
        content_type: Some("application/activity+json"),
    };
    let more = [("Collection-Synchronization", header)];
    let headers = sign_with(&unsigned, &more, Form::Draft, &bob.key, &bob.key_id()).unwrap();
    let headers: Vec<(String, String)> =
        headers.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    assert_eq!(deliver(&home.requests, &headers, body).await.status, 202);
    home.settle().await;
}

async fn is_following(alice: &Person, bob: &Stranger) -> bool {
    let found = alice.finds(&bob.handle()).await;
    alice.relationship(&found).await["following"] == json!(true)
}

fn serves_followers(far: &Neighbour, bob: &Stranger, followers: &[&str]) -> String {
    let url = format!("{}/synchronization", bob.uri);
    let path = "/users/bob/synchronization";
    far.serves(path, &json!({ "id": url, "type": "OrderedCollection", "orderedItems": followers }));
    url
}

#[test]
fn who_does_not_follow_there_follows_no_more_here() {
    with_site(async |home| {
        let (alice, far, bob) = following(home).await;
        let url = serves_followers(&far, &bob, &[]);
        says(home, &bob, 1, &url, &digest(&["another list than the one that is served"])).await;
        assert!(is_following(&alice, &bob).await, "the list is not the one that was meant");
        home.pass(3_600_000);
        says(home, &bob, 2, &url, &digest(&[])).await;
        assert!(!is_following(&alice, &bob).await);
    });
}

#[test]
fn who_agrees_is_not_asked() {
    with_site(async |home| {
        let (alice, far, bob) = following(home).await;
        let url = serves_followers(&far, &bob, &[]);
        says(home, &bob, 1, &url, &digest(&[&alice.account.uri])).await;
        assert!(!far.asked().iter().any(|path| path.ends_with("/synchronization")));
        assert!(is_following(&alice, &bob).await);
    });
}

#[test]
fn a_consent_that_was_missed_is_taken_in_and_a_follow_that_ended_is_taken_back() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let carol = home.person("carol").await;
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        alice.follows(&bob.handle()).await;
        home.settle().await;
        let both = [alice.account.uri.as_str(), carol.account.uri.as_str()];
        let url = serves_followers(&far, &bob, &both);
        says(home, &bob, 1, &url, &digest(&both)).await;
        assert!(is_following(&alice, &bob).await, "she had asked");
        assert!(!is_following(&carol, &bob).await, "she had not");
        let last = far.received().pop().unwrap().activity;
        assert_eq!((&last["type"], &last["actor"]), (&json!("Undo"), &json!(carol.account.uri)));
        assert_eq!(last["object"]["object"], json!(bob.uri));
    });
}

#[test]
fn lists_elsewhere_are_not_believed() {
    with_site(async |home| {
        let (alice, far, bob) = following(home).await;
        let elsewhere = Neighbour::start().await;
        let eve = elsewhere.person("bob");
        let url = serves_followers(&elsewhere, &eve, &[]);
        says(home, &bob, 1, &url, &digest(&[])).await;
        assert!(!elsewhere.asked().iter().any(|path| path.ends_with("/synchronization")));
        // Nor what another says of bob's followers.
        let collection = format!("{}/followers", bob.uri);
        let mine = serves_followers(&far, &bob, &[]);
        let like = eve.activity("Like", 1, &json!("https://elsewhere.example/1"));
        let body = like.to_string().into_bytes();
        let mut headers = eve.signs(home, &body);
        let header = format!("collectionId=\"{collection}\", url=\"{mine}\", digest=\"{}\"", digest(&[]));
        headers.push(("Collection-Synchronization".to_owned(), header));
        assert_eq!(deliver(&home.requests, &headers, body).await.status, 202);
        home.settle().await;
        assert!(is_following(&alice, &bob).await);
    });
}

#[test]
fn each_server_is_shown_its_own_people_only() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let (far, elsewhere) = (Neighbour::start().await, Neighbour::start().await);
        let (bob, eve) = (far.person("bob"), elsewhere.person("eve"));
        for (person, number) in [(&bob, 1), (&eve, 2)] {
            let follow = person.activity("Follow", number, &json!(alice.account.uri));
            assert_eq!(person.delivers(home, &follow).await.status, 202);
        }
        home.settle().await;
        alice.posts_with(json!({ "status": "among us", "visibility": "private" })).await;
        home.settle().await;
        let received = far.received().pop().unwrap();
        let told = received.headers["collection-synchronization"].to_str().unwrap().to_owned();
        assert!(told.contains(&format!("digest=\"{}\"", digest(&[&bob.uri]))), "{told}");
        assert!(received.headers["signature"].to_str().unwrap().contains("collection-synchronization"));
        let path = format!("/ap/users/{}/followers_synchronization", alice.account.id);
        assert!(told.contains(&format!("url=\"{}\"", home.site.instance.url(&path))), "{told}");
        assert_eq!(home.requests.get(&path).await.status, 401);
        let shown = asks(home, &bob, &path).await;
        assert_eq!(shown["orderedItems"], json!([bob.uri]));
        alice.posts("for everybody").await;
        home.settle().await;
        assert!(!far.received().pop().unwrap().headers.contains_key("collection-synchronization"));
    });
}

async fn asks(home: &Home, by: &Stranger, path: &str) -> Value {
    let unsigned = Unsigned {
        method: "GET",
        scheme: home.site.instance.scheme,
        host: home.domain(),
        path_and_query: path,
        date_ms: home.site.now().as_millis(),
        body: None,
        content_type: None,
    };
    let mut request = home.requests.request(Method::GET, path);
    for (name, value) in sign_with(&unsigned, &[], Form::Draft, &by.key, &by.key_id()).unwrap() {
        request = request.header(name, value);
    }
    home.requests.send(request).await.ok()
}

#[test]
fn two_sites_put_each_other_right() {
    with_two_sites(async |here, there| {
        let (alice, bob) = (here.person("alice").await, there.person("bob").await);
        bob.follows(&alice.handle()).await;
        settle(&[here, there]).await;
        // Here loses the follow without a word, as after a restored backup.
        let follower = social::accounts::find_by_uri(&here.site, &bob.account.uri).await.unwrap().unwrap();
        let follow =
            store::follows::find(&here.site.store, follower.id, alice.account.id).await.unwrap().unwrap();
        let mut tx = here.site.store.begin().await.unwrap();
        store::follows::delete(&mut tx, follow.id).await.unwrap();
        tx.commit().await.unwrap();
        let carol = there.person("carol").await;
        carol.follows(&alice.handle()).await;
        settle(&[here, there]).await;
        alice.posts_with(json!({ "status": "among us", "visibility": "private" })).await;
        settle(&[here, there]).await;
        let found = bob.finds(&alice.handle()).await;
        assert_eq!(bob.relationship(&found).await["following"], false, "{}", id(&found));
        let found = carol.finds(&alice.handle()).await;
        assert_eq!(carol.relationship(&found).await["following"], true);
    });
}
