//! A disk that is almost full: people read and post, nothing more is kept, and what is not ours makes room.

use http::StatusCode;
use serde_json::json;
use testkit::{Neighbour, people::id};

use crate::{
    PROGRAM,
    acquaintance::befriend,
    media::{downloads, jpeg, png, sends, uploads},
    with_site,
};

#[test]
fn a_full_disk_takes_no_files_and_everything_else() {
    with_site(async |home| {
        home.opens_workshop_as(PROGRAM, |workshop| workshop.within(Some(1_000_000_000)));
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        let own = uploads(home, &alice, &png(40, 40), &[]).await;
        let mut note = bob.note(1, "<p>look</p>");
        let picture =
            |path: &str| json!({ "type": "Image", "mediaType": "image/jpeg", "url": far.url(path) });
        note["attachment"] = json!([picture("/1.jpg"), picture("/2.jpg")]);
        for path in ["/1.jpg", "/2.jpg"] {
            far.serves_bytes(path, "image/jpeg", &jpeg(90, 60, [9, 9, 99]));
        }
        bob.delivers(home, &bob.activity("Create", 1, &note)).await;
        home.settle().await;
        let shown = alice.home().await[0]["media_attachments"].clone();
        assert_eq!(downloads(home, &shown[0]["url"]).await.0, StatusCode::OK);
        let workshop = home.site.workshop().unwrap();
        workshop.keep_free(u64::MAX);
        let (code, message) = sends(home, &alice, &png(9, 9), &[]).await.error();
        assert!(code == 503 && message.contains("no room"), "{code} {message}");
        assert_eq!(downloads(home, &shown[1]["url"]).await.0, StatusCode::SERVICE_UNAVAILABLE);
        alice.posts_with(json!({ "status": "words, and what is there", "media_ids": [id(&own)] })).await;
        // What others have to show goes, and what is ours never does.
        social::remote_files::count(&home.site).await.unwrap();
        home.settle().await;
        assert_eq!(social::remote_files::usage(&home.site, 0, None).await.unwrap().remote, (0, 0));
        assert_eq!(downloads(home, &own["url"]).await.0, StatusCode::OK);
        workshop.keep_free(0);
        for picture in [&shown[0], &shown[1]] {
            assert_eq!(downloads(home, &picture["url"]).await.0, StatusCode::OK);
        }
        uploads(home, &alice, &png(9, 9), &[]).await;
    });
}
