//! All that somebody published, in one file.

use std::io::{Cursor, Read as _};

use http::Method;
use serde_json::{Value, json};
use testkit::people::id;
use zip::ZipArchive;

use super::Tab;
use crate::{PROGRAM, with_site};

const DAY_MS: i64 = 24 * 3_600_000;

/// A grey square.
fn picture() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, 8, 8);
    encoder.set_color(png::ColorType::Grayscale);
    encoder.write_header().unwrap().write_image_data(&[128; 64]).unwrap();
    bytes
}

#[test]
fn an_archive_has_all_that_somebody_published_and_is_theirs_alone() {
    with_site(async |home| {
        home.opens_workshop(PROGRAM);
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let shown = alice.uploads(Method::POST, "/api/v2/media", &[("file", &picture())], &[]).await;
        let media = shown.json();
        home.settle().await;
        alice.posts_with(json!({ "status": "a square", "media_ids": [id(&media)] })).await;
        alice.posts_with(json!({ "status": "to bob @bob", "visibility": "direct" })).await;
        let theirs = bob.posts("worth keeping").await;
        alice.reblogs(&theirs).await;
        alice.favourites(&theirs).await;
        alice.act(&format!("/api/v1/statuses/{}/bookmark", id(&theirs))).await.ok();
        let (tab, other) = (Tab::of(home, "alice").await, Tab::of(home, "bob").await);
        assert_eq!(tab.goes("/settings/archive", &[]).await, "/settings/archive?done=archive");
        assert_eq!(tab.sends("/settings/archive", &[]).await.status, 400, "one at a time");
        assert_eq!(tab.opens("/settings/archive/archive.zip").await.status, 404, "it is not made yet");
        home.settle().await;
        let request = home.requests.request(Method::GET, "/settings/archive/archive.zip");
        let answer = request.header("cookie", &tab.cookie).send().await.unwrap();
        assert_eq!(answer.headers()["content-type"], "application/zip");
        assert!(answer.headers()["cache-control"].to_str().unwrap().contains("no-store"));
        let mut archive = ZipArchive::new(Cursor::new(answer.bytes().await.unwrap())).unwrap();
        let mut read = |name: &str| {
            let mut text = String::new();
            archive
                .by_name(name)
                .unwrap_or_else(|error| panic!("{name}: {error}"))
                .read_to_string(&mut text)
                .unwrap();
            serde_json::from_str::<Value>(&text).unwrap()
        };
        let actor = read("actor.json");
        assert_eq!((&actor["id"], &actor["outbox"]), (&json!(alice.account.uri), &json!("outbox.json")));
        let outbox = read("outbox.json");
        let kinds: Vec<&str> =
            outbox["orderedItems"].as_array().unwrap().iter().filter_map(|it| it["type"].as_str()).collect();
        assert_eq!((&kinds[..], &outbox["totalItems"]), (&["Create", "Create", "Announce"][..], &json!(3)));
        assert_eq!(outbox["orderedItems"][2]["object"], theirs["uri"]);
        for name in ["likes.json", "bookmarks.json"] {
            assert_eq!(read(name)["orderedItems"], json!([theirs["uri"]]), "{name}");
        }
        let place = outbox["orderedItems"][0]["object"]["attachment"][0]["url"].as_str().unwrap().to_owned();
        let mut file = Vec::new();
        archive.by_name(&place).unwrap().read_to_end(&mut file).unwrap();
        assert!(file.starts_with(b"\x89PNG"));
        assert_eq!(other.opens("/settings/archive/archive.zip").await.status, 404, "S-238: one's own alone");
        let user = social::archives::latest(&home.site, &alice.account).await.unwrap().unwrap();
        let name = user.file.unwrap();
        assert_eq!(
            home.requests.get(&format!("/media/files/{name}")).await.status,
            404,
            "S-238: by no other door"
        );
        home.pass(11 * 60_000);
        assert_eq!(tab.opens("/settings/archive/archive.zip").await.status, 302, "the password is asked for");
    });
}

#[test]
fn an_archive_is_there_for_a_week_and_made_once_in_one() {
    with_site(async |home| {
        home.opens_workshop(PROGRAM);
        home.person("alice").await;
        let tab = Tab::of(home, "alice").await;
        tab.goes("/settings/archive", &[]).await;
        home.settle().await;
        assert_eq!(tab.sends("/settings/archive", &[]).await.status, 400);
        assert_eq!(tab.opens("/settings/archive/archive.zip").await.status, 200);
        home.pass(8 * DAY_MS);
        social::housekeeping::tidy(&home.site).await.unwrap();
        home.settle().await;
        let confirm = [("password", "alice-password")];
        tab.goes("/settings/confirm", &confirm).await;
        assert_eq!(tab.opens("/settings/archive/archive.zip").await.status, 404, "S-238: it is gone");
        assert!(
            !std::fs::read_dir(home.data().join("files")).is_ok_and(|mut it| it.any(|folder| {
                std::fs::read_dir(folder.unwrap().path()).is_ok_and(|mut inner| {
                    inner.any(|it| {
                        std::fs::read_dir(it.unwrap().path()).is_ok_and(|mut files| files.next().is_some())
                    })
                })
            })),
            "also from the disk"
        );
        assert_eq!(tab.goes("/settings/archive", &[]).await, "/settings/archive?done=archive");
    });
}
