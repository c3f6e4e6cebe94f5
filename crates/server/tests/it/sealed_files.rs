//! Files of posts that not everybody may see: where an admin wants that, their addresses end.

use http::StatusCode;
use serde_json::{Value, json};
use social::settings;
use testkit::{Home, people::id};

use crate::{
    PROGRAM,
    media::{downloads, jpeg, meanwhile, uploads},
    with_site, with_two_sites,
};

const DAY_MS: i64 = 24 * 3_600_000;

async fn seals(home: &Home, wanted: &str) {
    settings::set(&home.site, "storage.sealed", wanted).await.unwrap();
    settings::load(&home.site).await.unwrap();
}

async fn posts(home: &Home, by: &testkit::Person, visibility: &str, colour: u8) -> Value {
    let picture = uploads(home, by, &jpeg(900, 700, [colour, 30, 90]), &[]).await;
    by.posts_with(json!({ "status": "look", "media_ids": [id(&picture)], "visibility": visibility })).await
}

fn shown(status: &Value) -> &Value {
    &status["media_attachments"][0]
}

fn without_seal(url: &Value) -> Value {
    json!(url.as_str().unwrap().split('?').next().unwrap())
}

#[test]
fn whoever_is_passed_the_address_of_a_private_picture_has_it_for_some_days() {
    with_site(async |home| {
        home.opens_workshop(PROGRAM);
        let alice = home.person("alice").await;
        let open = posts(home, &alice, "private", 10).await;
        assert!(!shown(&open)["url"].as_str().unwrap().contains('?'), "S-201: an option, off at first");
        seals(home, "true").await;
        let (private, public) =
            (posts(home, &alice, "private", 20).await, posts(home, &alice, "unlisted", 30).await);
        assert_eq!(downloads(home, &shown(&public)["url"]).await.0, 200);
        assert_eq!(downloads(home, &shown(&open)["url"]).await.0, 200, "only what is posted from then on");
        for key in ["url", "preview_url"] {
            let url = &shown(&private)[key];
            let (status, headers, bytes) = downloads(home, url).await;
            assert_eq!((status, &bytes[..2]), (StatusCode::OK, &[0xFF, 0xD8][..]), "S-201: {url}");
            assert!(headers["cache-control"].to_str().unwrap().starts_with("private"), "S-201");
            let name = url.as_str().unwrap().rsplit_once('/').unwrap().1;
            assert!(
                name.split('.').next().unwrap().len() >= 22,
                "S-201: 128 bits that nobody can guess, {name}"
            );
            let until: i64 = url.as_str().unwrap().split("until=").nth(1).unwrap()[..10].parse().unwrap();
            let seal = url.as_str().unwrap().rsplit_once('=').unwrap().1;
            for forged in [
                String::new(),
                format!("?until={until}"),
                format!("?until={until}&seal={}", "0".repeat(32)),
                format!("?until={}&seal={seal}", until + 1),
                format!("?until=99999999999999999999&seal={seal}"),
                format!("?seal={seal}&until={until}"),
            ] {
                let url = json!(without_seal(url).as_str().unwrap().to_owned() + &forged);
                assert_eq!(downloads(home, &url).await.0, 404, "S-201: {url}");
            }
        }
        let other = posts(home, &alice, "direct", 40).await;
        let (this, seal) = (without_seal(&shown(&other)["url"]), shown(&private)["url"].as_str().unwrap());
        let borrowed = format!("{}?{}", this.as_str().unwrap(), seal.split_once('?').unwrap().1);
        assert_eq!(downloads(home, &json!(borrowed)).await.0, 404, "S-201: the seal of another file");

        home.pass(9 * DAY_MS);
        assert_eq!(downloads(home, &shown(&private)["url"]).await.0, 404, "S-201: it has ended");
        let again = alice.get(&format!("/api/v1/statuses/{}", id(&private))).await.ok();
        assert_eq!(downloads(home, &shown(&again)["url"]).await.0, 200, "S-201: whoever may see it goes on");
        seals(home, "false").await;
        assert_eq!(downloads(home, &without_seal(&shown(&private)["url"])).await.0, 200, "no longer wanted");
    });
}

#[test]
fn a_private_picture_that_is_published_anew_for_everybody_is_open() {
    with_site(async |home| {
        home.opens_workshop(PROGRAM);
        let alice = home.person("alice").await;
        seals(home, "true").await;
        let private = posts(home, &alice, "private", 50).await;
        let path = format!("/api/v1/statuses/{}", id(&private));
        let deleted = alice.send(http::Method::DELETE, &path, None).await.ok();
        let attachment = format!("/api/v1/media/{}", id(shown(&deleted)));
        let kept = meanwhile(home, alice.get(&attachment)).await.ok();
        assert_eq!(downloads(home, &kept["preview_url"]).await.0, 200, "the composer shows it");
        let body = json!({ "status": "for all", "media_ids": [id(&kept)], "visibility": "public" });
        let public = alice.posts_with(body).await;
        assert_eq!(downloads(home, &without_seal(&shown(&public)["url"])).await.0, 200, "S-201: open again");
        assert!(!shown(&public)["url"].as_str().unwrap().contains('?'), "S-201: {public}");
    });
}

#[test]
fn followers_elsewhere_see_a_sealed_picture() {
    with_two_sites(async |here, there| {
        here.opens_workshop(PROGRAM);
        there.opens_workshop(PROGRAM);
        seals(here, "true").await;
        let (alice, bob) = (here.person("alice").await, there.person("bob").await);
        bob.follows(&alice.handle()).await;
        testkit::settle(&[here, there]).await;
        posts(here, &alice, "private", 60).await;
        testkit::settle(&[here, there]).await;
        let arrived = bob.home().await[0].clone();
        assert!(shown(&arrived)["remote_url"].as_str().unwrap().contains("&seal="), "S-201: {arrived}");
        assert_eq!(downloads(there, &shown(&arrived)["url"]).await.0, 200);
    });
}
