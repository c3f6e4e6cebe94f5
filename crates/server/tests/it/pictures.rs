//! Pictures of profiles and emoji: written into JSON, and those of others that change where they are.

use std::{ffi::OsStr, time::Duration};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{Home, Neighbour, Person};

use crate::{
    PROGRAM,
    acquaintance::befriend,
    media::{downloads, gif, meanwhile, png, sends},
    on_each_storage, with_site,
};

const PROFILE: &str = "/api/v1/accounts/update_credentials";

fn written(kind: &str, bytes: &[u8]) -> String {
    format!("data:{kind};base64,{}", STANDARD.encode(bytes))
}

#[test]
fn a_picture_may_be_written_into_json() {
    on_each_storage(None, async |home| {
        let alice = home.person("alice").await;
        let changes = async |changes: Value| alice.send(Method::PATCH, PROFILE, Some(changes)).await;
        // Noise does not become smaller: more than other bodies may have.
        let noise: Vec<u8> =
            (0..900_u32 * 900 * 3).map(|at| (at.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let mut large = Vec::new();
        let size = (900, 900);
        jpeg_encoder::Encoder::new(&mut large, 100)
            .encode(&noise, size.0, size.1, jpeg_encoder::ColorType::Rgb)
            .expect("a picture");
        assert!(large.len() > model::limits::BODY_BYTES);
        let now = changes(json!({
            "display_name": "Alice", "avatar": written("image/png", &png(20, 20)), "header": written("text/html", &large),
        }));
        let now = now.await.ok();
        assert_eq!(now["display_name"], "Alice");
        for (key, kind) in [("avatar", "image/jpeg"), ("header", "image/jpeg")] {
            let (status, headers, _) = downloads(home, &now[key]).await;
            assert_eq!((status, headers["content-type"].to_str().unwrap()), (StatusCode::OK, kind), "{key}");
        }
        for (case, avatar, words) in [
            ("S-190", written("image/png", b"<svg onload='alert(1)'/>"), "Avatar cannot be used"),
            ("no Base64", "data:image/png;base64,???".to_owned(), "Avatar must be a file"),
            ("a name", "picture.png".to_owned(), "Avatar must be a file"),
            (
                "too large",
                written("image/png", &[&png(8, 8)[..], &vec![0; 8 * 1024 * 1024]].concat()),
                "Avatar cannot be used",
            ),
        ] {
            let (code, message) = changes(json!({ "avatar": avatar })).await.error();
            assert!(code == 422 && message.contains(words), "{case}: {code} {message}");
        }
        let same = alice.get("/api/v1/accounts/verify_credentials").await.ok();
        assert_eq!(same["avatar"], now["avatar"]);
    });
}

/// Looks again and again until something has happened; meanwhile the server works.
async fn looks_until(home: &Home, has_happened: impl AsyncFn() -> bool) {
    let looking = async { while !has_happened().await {} };
    let looked = tokio::time::timeout(Duration::from_secs(60), meanwhile(home, looking)).await;
    looked.expect("it happens");
}

/// What is shown at an address: always something.
async fn tag(home: &Home, url: &Value) -> http::HeaderValue {
    let (status, headers, _) = downloads(home, url).await;
    assert_eq!(status, StatusCode::OK);
    headers["etag"].clone()
}

async fn profile(alice: &Person, handle: &str) -> Value {
    alice.get(&format!("/api/v1/accounts/lookup?acct={handle}")).await.ok()
}

#[test]
fn a_picture_that_changed_at_the_same_address_is_asked_for_when_its_profile_was_heard_of() {
    on_each_storage(None, async |home| {
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let bob = far.person("bob");
        let mut document = bob.document();
        document["icon"] = json!({ "type": "Image", "url": far.url("/bob.png") });
        far.serves("/users/bob", &document);
        far.serves_bytes("/bob.png", "image/png", &png(50, 50));
        befriend(home, &alice, &far, &bob).await;
        let url = profile(&alice, &bob.handle()).await["avatar"].clone();
        let (_, headers, _) = downloads(home, &url).await;
        assert!(!headers["cache-control"].to_str().unwrap().contains("immutable"));
        let before = headers["etag"].clone();
        let asked = || far.asked().iter().filter(|path| *path == "/bob.png").count();
        home.pass(2 * model::limits::PICTURE_AGAIN_MS);
        assert_eq!((tag(home, &url).await, asked()), (before.clone(), 1), "nobody told");
        let tells = async |number| {
            home.pass(1);
            bob.delivers(home, &bob.activity("Update", number, &document)).await;
            home.settle().await;
            home.pass(2 * model::limits::PICTURE_AGAIN_MS);
        };
        // It is the same: nothing is sent, and it is not asked for again at once.
        tells(11).await;
        looks_until(home, async || tag(home, &url).await == before && !far.spared().is_empty()).await;
        assert_eq!((far.spared(), asked()), (vec!["/bob.png".to_owned()], 2));
        // What is no picture does not take its place.
        far.serves_bytes("/bob.png", "image/png", b"<svg/>");
        tells(12).await;
        looks_until(home, async || tag(home, &url).await == before && asked() == 3).await;
        far.serves_bytes("/bob.png", "image/png", &png(60, 60));
        tells(13).await;
        looks_until(home, async || tag(home, &url).await != before).await;
        assert_eq!(asked(), 4);
        home.pass(model::limits::SHELF_MS);
        let now = profile(&alice, &bob.handle()).await["avatar"].clone();
        assert_ne!(now, url, "apps keep pictures by their address");
        assert_ne!(tag(home, &now).await, before);
        // Hearing of the profile once more does not make it another picture.
        tells(14).await;
        assert_eq!(profile(&alice, &bob.handle()).await["avatar"], now);
    });
}

#[test]
fn an_emoji_of_another_server_is_asked_for_again_after_a_day() {
    with_site(async |home| {
        home.opens_workshop(PROGRAM);
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        far.serves_bytes("/cat.png", "image/png", &png(16, 16));
        let mut note = bob.note(1, "<p>:cat:</p>");
        note["tag"] = json!([{ "type": "Emoji", "name": ":cat:", "icon": { "type": "Image", "url": far.url("/cat.png") } }]);
        bob.delivers(home, &bob.activity("Create", 1, &note)).await;
        home.settle().await;
        let url = alice.home().await[0]["emojis"][0]["url"].clone();
        let before = tag(home, &url).await;
        far.serves_bytes("/cat.png", "image/png", &png(18, 18));
        assert_eq!(tag(home, &url).await, before);
        home.pass(model::limits::EMOJI_AGAIN_MS);
        looks_until(home, async || tag(home, &url).await != before).await;
        far.answers("/cat.png", StatusCode::NOT_FOUND);
        home.pass(model::limits::EMOJI_AGAIN_MS);
        let asked = || far.asked().iter().filter(|path| *path == "/cat.png").count();
        looks_until(home, async || tag(home, &url).await != before && asked() == 3).await;
        assert_ne!(tag(home, &url).await, before, "one that is gone stays for who reads old texts");
    });
}

#[test]
fn an_animated_gif_of_another_server_is_the_picture_that_apps_were_told_of() {
    with_site(async |home| {
        home.opens_workshop(PROGRAM);
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        far.serves_bytes("/cat.gif", "image/gif", &gif());
        let mut note = bob.note(1, "<p>a cat</p>");
        note["attachment"] =
            json!([{ "type": "Document", "mediaType": "image/gif", "url": far.url("/cat.gif") }]);
        bob.delivers(home, &bob.activity("Create", 1, &note)).await;
        home.settle().await;
        let shown = alice.home().await[0]["media_attachments"][0].clone();
        assert_eq!(shown["type"], "image");
        for key in ["url", "preview_url"] {
            let (status, headers, _) = downloads(home, &shown[key]).await;
            assert_eq!(status, StatusCode::OK);
            assert!(headers["content-type"].to_str().unwrap().starts_with("image/"), "{key}: {headers:?}");
        }
    });
}

#[test]
fn only_what_this_machine_can_take_is_announced() {
    let announced = |is_bare: bool| {
        with_site(async |home| {
            match is_bare {
                true => home.opens_workshop_with_tools(PROGRAM, OsStr::new("")),
                false => home.opens_workshop(PROGRAM),
            }
            let instance = home.requests.get("/api/v2/instance").await.ok();
            let first = home.requests.get("/api/v1/instance").await.ok();
            let part = |of: &Value| of["configuration"]["media_attachments"]["supported_mime_types"].clone();
            assert_eq!(part(&instance), part(&first));
            let types = part(&instance).as_array().expect("a list").clone();
            assert!(types.contains(&json!("image/jpeg")) && types.contains(&json!("video/mp4")), "{types:?}");
            let has_ffmpeg =
                media::tools::Tools::find(&std::env::var_os("PATH").unwrap_or_default()).has_ffmpeg();
            assert_eq!(types.contains(&json!("image/heic")), has_ffmpeg && !is_bare, "{types:?}");
            // What is announced is taken, and what is not is refused.
            let alice = home.person("alice").await;
            let flac = sends(home, &alice, b"fLaC\0\0\0\x22", &[]).await.error();
            assert_eq!(flac.1.contains("has to install ffmpeg"), is_bare || !has_ffmpeg, "{flac:?}");
        });
    };
    announced(true);
    announced(false);
}

#[test]
fn a_field_for_a_file_that_nobody_chose_says_nothing_and_what_is_refused_changes_nothing() {
    with_site(async |home| {
        home.opens_workshop(PROGRAM);
        let alice = home.person("alice").await;
        let sends = async |name: &str, file: &str, bytes: &[u8]| {
            let part = |bytes: &[u8], file: &str| {
                reqwest::multipart::Part::bytes(bytes.to_vec()).file_name(file.to_owned())
            };
            let form = reqwest::multipart::Form::new()
                .text("display_name", name.to_owned())
                .part("avatar", part(bytes, file))
                .part("header", part(b"", ""));
            let path = "/api/v1/accounts/update_credentials";
            let request = home.requests.request(Method::PATCH, path).bearer_auth(&alice.token);
            meanwhile(home, home.requests.send(request.multipart(form))).await
        };
        // As browsers send a form.
        let changed = sends("Alice", "", b"").await.ok();
        assert_eq!(changed["display_name"], "Alice");
        for (file, bytes) in [("x.png", &b""[..]), ("x.png", b"no picture")] {
            assert_eq!(sends("Mallory", file, bytes).await.status, 422);
        }
        let me = alice.get("/api/v1/accounts/verify_credentials").await.ok();
        assert_eq!(me["display_name"], "Alice");
        let both = sends("Alicia", "x.png", &png(9, 9)).await.ok();
        assert_eq!(both["display_name"], "Alicia");
        assert!(!both["avatar"].as_str().unwrap().ends_with("missing.png"), "{both}");
    });
}
