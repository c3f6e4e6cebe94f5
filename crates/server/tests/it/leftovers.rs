//! What files leave behind when those who had them go, or when the process ends at a bad moment: nothing.

use http::Method;
use serde_json::json;
use testkit::{Home, Neighbour, ObjectStorage, Person, Stranger, people::id};

use crate::{
    PROGRAM,
    acquaintance::befriend,
    media::{downloads, jpeg, png, uploads},
    with_site,
};

/// Bob, elsewhere, shows a picture and has one himself; alice looks at both. Answers where they are here.
async fn shows(home: &Home, alice: &Person, far: &Neighbour) -> (Stranger, [serde_json::Value; 2]) {
    let bob = far.person("bob");
    let mut profile = bob.document();
    profile["icon"] = json!({ "type": "Image", "url": far.url("/bob.png") });
    far.serves("/users/bob", &profile);
    far.serves_bytes("/bob.png", "image/png", &png(50, 50));
    far.serves_bytes("/1.jpg", "image/jpeg", &jpeg(120, 90, [7, 7, 7]));
    befriend(home, alice, far, &bob).await;
    let mut note = bob.note(1, "<p>look</p>");
    note["attachment"] = json!([{ "type": "Document", "mediaType": "image/jpeg", "url": far.url("/1.jpg") }]);
    bob.delivers(home, &bob.activity("Create", 1, &note)).await;
    home.settle().await;
    let status = alice.home().await[0].clone();
    let shown = [status["media_attachments"][0]["url"].clone(), status["account"]["avatar"].clone()];
    for url in &shown {
        assert_eq!(downloads(home, url).await.0, 200);
    }
    (bob, shown)
}

#[test]
fn the_files_of_an_account_that_is_gone_go_with_it() {
    with_site(async |home| {
        let (storage, alice) = (ObjectStorage::start().await, home.person("alice").await);
        let bucket = storage.storage("");
        home.opens_workshop_as(PROGRAM, |workshop| workshop.with_storage(bucket));
        let far = Neighbour::start().await;
        let (bob, shown) = shows(home, &alice, &far).await;
        assert!(storage.files().len() >= 3);
        bob.delivers(home, &bob.activity("Delete", 2, &json!(bob.uri))).await;
        home.settle().await;
        assert_eq!(storage.files(), Vec::<String>::new());
        for url in &shown {
            assert_eq!(downloads(home, url).await.0, 404);
        }
        assert_eq!(store::files::total(&home.site.store).await.unwrap(), (0, 0));
    });
}

#[test]
fn pictures_of_an_account_that_is_suspended_are_not_passed_on() {
    with_site(async |home| {
        home.opens_workshop(PROGRAM);
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let (bob, shown) = shows(home, &alice, &far).await;
        let mut suspended = bob.document();
        suspended["suspended"] = json!(true);
        far.serves("/users/bob", &suspended);
        bob.delivers(home, &bob.activity("Update", 2, &suspended)).await;
        home.settle().await;
        for url in &shown {
            assert_eq!(downloads(home, url).await.0, 404, "{url}");
        }
    });
}

#[test]
fn what_the_end_of_the_process_left_is_cleared_away_at_the_next_start() {
    with_site(async |home| {
        home.opens_workshop(PROGRAM);
        let alice = home.person("alice").await;
        let ready = uploads(home, &alice, &jpeg(30, 30, [1, 1, 1]), &[]).await;
        let file = jpeg(30, 30, [2, 2, 2]);
        let waiting = alice.uploads(Method::POST, "/api/v2/media", &[("file", &file)], &[]).await.json();
        let folder = |name: &str| home.data().join("work").join(name);
        for name in [id(&ready), "12345", "in-0123456789abcdef", "not-a-job"] {
            std::fs::create_dir(folder(name)).unwrap();
        }
        social::uploads::clear_left(&home.site).await.unwrap();
        let left = ["12345", "in-0123456789abcdef", id(&ready)].map(|name| folder(name).exists());
        assert_eq!((left, folder("not-a-job").exists()), ([false; 3], true));
        home.settle().await;
        let done = alice.get(&format!("/api/v1/media/{}", id(&waiting))).await;
        assert_eq!(done.status, 200, "what waits is not cleared away: {}", done.text);
    });
}
