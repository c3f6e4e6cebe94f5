//! Pictures: uploaded, described, published, edited, deleted; on profiles; and those of other servers, kept here for who looks.

use http::{Method, StatusCode};
use serde_json::{Value, json};
use testkit::{
    Answer, Home, Neighbour, ObjectStorage, Person,
    people::{id, list},
};

use crate::{PROGRAM, acquaintance::befriend, on_each_storage, with_two_sites};

const HOUR_MS: i64 = 3_600_000;

/// A picture in one colour, so large.
pub(crate) fn jpeg(width: u16, height: u16, colour: [u8; 3]) -> Vec<u8> {
    let pixels = colour.repeat(usize::from(width) * usize::from(height));
    let mut bytes = Vec::new();
    jpeg_encoder::Encoder::new(&mut bytes, 90)
        .encode(&pixels, width, height, jpeg_encoder::ColorType::Rgb)
        .expect("a picture");
    bytes
}

pub(crate) fn png(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    let pixels: Vec<u8> = (0..width * height).flat_map(|at| [at as u8, 80, 120]).collect();
    encoder.write_header().and_then(|mut it| it.write_image_data(&pixels)).expect("a picture");
    bytes
}

/// A picture that moves.
pub(crate) fn gif() -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = gif::Encoder::new(&mut bytes, 8, 8, &[0, 0, 0, 255, 255, 255]).expect("a picture");
    for colour in [0, 1] {
        let frame =
            gif::Frame { width: 8, height: 8, buffer: vec![colour; 64].into(), ..gif::Frame::default() };
        encoder.write_frame(&frame).expect("a frame");
    }
    drop(encoder);
    bytes
}

/// Does something while the server works.
pub(crate) async fn meanwhile<T>(home: &Home, doing: impl Future<Output = T>) -> T {
    tokio::pin!(doing);
    loop {
        tokio::select! {
            done = &mut doing => return done,
            () = tokio::time::sleep(std::time::Duration::from_millis(20)) => home.settle().await,
        }
    }
}

pub(crate) async fn sends(home: &Home, by: &Person, file: &[u8], said: &[(&str, &str)]) -> Answer {
    meanwhile(home, by.uploads(Method::POST, "/api/v2/media", &[("file", file)], said)).await
}

pub(crate) async fn uploads(home: &Home, by: &Person, file: &[u8], said: &[(&str, &str)]) -> Value {
    let answer = sends(home, by, file, said).await;
    assert_eq!(answer.status, 200, "{}", answer.text);
    answer.json()
}

/// The bytes at an address, with their headers.
pub(crate) async fn downloads(home: &Home, url: &Value) -> (StatusCode, http::HeaderMap, Vec<u8>) {
    let response =
        home.requests.request(Method::GET, url.as_str().expect("an address")).send().await.unwrap();
    (response.status(), response.headers().clone(), response.bytes().await.unwrap().to_vec())
}

#[test]
fn a_picture_is_uploaded_described_and_published() {
    on_each_storage(None, async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let file = jpeg(800, 600, [200, 30, 30]);
        let picture = uploads(home, &alice, &file, &[("description", "red"), ("focus", "0.5,-2")]).await;
        assert_eq!(
            (&picture["type"], &picture["description"]),
            (&json!("image"), &json!("red")),
            "{picture}"
        );
        let meta = &picture["meta"];
        assert_eq!(
            (&meta["original"]["size"], &meta["focus"]),
            (&json!("800x600"), &json!({ "x": 0.5, "y": -1.0 }))
        );
        assert!(meta["small"]["width"].as_i64() < Some(800) && picture["blurhash"].is_string(), "{picture}");
        let path = format!("/api/v1/media/{}", id(&picture));
        assert_eq!(bob.get(&path).await.status, 404, "it is nobody else's");
        let named = alice.send(Method::PUT, &path, Some(json!({ "description": "a red wall" }))).await.ok();
        assert_eq!(
            (&named["description"], &named["meta"]["focus"]["x"]),
            (&json!("a red wall"), &json!(0.5))
        );
        let status = alice.posts_with(json!({ "status": "", "media_ids": [id(&picture)] })).await;
        let shown = &status["media_attachments"][0];
        assert_eq!((&shown["description"], &shown["url"]), (&json!("a red wall"), &picture["url"]));
        assert_eq!(alice.get(&path).await.status, 404, "it belongs to a status now");
        for (address, least) in [(&shown["url"], 1_000), (&shown["preview_url"], 300)] {
            let (code, headers, bytes) = downloads(home, address).await;
            assert_eq!((code, headers["content-type"].to_str().unwrap()), (StatusCode::OK, "image/jpeg"));
            assert!(bytes.len() > least && bytes.starts_with(&[0xFF, 0xD8]));
            assert_eq!(headers["x-content-type-options"], "nosniff", "S-199");
            assert!(headers["content-security-policy"].to_str().unwrap().contains("sandbox"), "S-199");
            assert!(headers["cache-control"].to_str().unwrap().contains("immutable"));
        }
        let range =
            home.requests.request(Method::GET, shown["url"].as_str().unwrap()).header("range", "bytes=0-1");
        let range = range.send().await.unwrap();
        assert_eq!((range.status(), range.content_length()), (StatusCode::PARTIAL_CONTENT, Some(2)));
        assert_eq!(range.bytes().await.unwrap(), &[0xFF, 0xD8][..]);
        let stolen =
            bob.post("/api/v1/statuses", json!({ "status": "mine", "media_ids": [id(&picture)] })).await;
        assert_eq!(stolen.status, 422, "{}", stolen.text);
        let media = |path: &str| format!("{path}?only_media=true");
        alice.posts("words alone").await;
        for path in
            ["/api/v1/timelines/public".to_owned(), format!("/api/v1/accounts/{}/statuses", alice.account.id)]
        {
            let found = list(&bob.get(&media(&path)).await);
            assert_eq!((found.len(), &found[0]["id"]), (1, &status["id"]), "{path}");
        }
        for (feed, told) in [("rss", "<media:content"), ("atom", "rel=\"enclosure\"")] {
            let text = home.requests.get(&format!("/@alice/media.{feed}")).await.text;
            let all = [told, "image/jpeg", "a red wall", shown["url"].as_str().unwrap()];
            assert!(all.iter().all(|part| text.contains(part)) && !text.contains("words alone"), "{text}");
        }
        let page =
            home.requests.request(Method::GET, status["url"].as_str().unwrap()).header("accept", "text/html");
        let page = home.requests.send(page).await.text;
        assert!(
            page.contains("alt=\"a red wall\"") && page.contains(shown["preview_url"].as_str().unwrap()),
            "{page}"
        );
        let found = alice.get("/api/v2/search?type=statuses&q=has:image").await.ok();
        assert_eq!(found["statuses"][0]["id"], status["id"]);
        let found = alice.get("/api/v2/search?type=statuses&q=has:video").await.ok();
        assert_eq!(found["statuses"], json!([]));
    });
}

#[test]
fn what_cannot_be_shown_is_refused_with_a_sentence() {
    on_each_storage(None, async |home| {
        let alice = home.person("alice").await;
        let whole = jpeg(64, 64, [1, 2, 3]);
        for (case, bytes) in [
            ("S-190: SVG", &b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"[..]),
            ("S-190: HTML", b"<!doctype html><script>alert(1)</script>"),
            ("S-190: a playlist", b"#EXTM3U\nhttp://127.0.0.1/x"),
            ("S-190: JSON", b"{\"type\":\"Note\"}"),
            ("S-197: cut off", &whole[..200]),
            ("empty", b""),
        ] {
            let (code, message) = sends(home, &alice, bytes, &[]).await.error();
            assert!(code == 422 && message.contains("File cannot be used: "), "{case}: {code} {message}");
        }
        let missing = alice.post("/api/v2/media", json!({ "description": "x" })).await;
        assert_eq!(missing.status, 422);
        let long = "x".repeat(10_001);
        assert_eq!(sends(home, &alice, &whole, &[("description", &long)]).await.status, 422);
        assert_eq!(sends(home, &alice, &whole, &[("focus", "left")]).await.status, 422);
        assert_eq!(
            home.requests.send(home.requests.request(Method::POST, "/api/v2/media")).await.status,
            401
        );
        for name in
            ["../../etc/passwd", "..%2f..%2ffanfare.sqlite", "0123456789abcdef0123456789abcdef.html", "x"]
        {
            assert_eq!(home.requests.get(&format!("/media/files/{name}")).await.status, 404, "S-198: {name}");
        }
        assert!(list(&alice.get("/api/v1/timelines/home").await).is_empty());
    });
}

#[test]
fn edits_deletions_and_drafts_keep_what_they_should() {
    on_each_storage(None, async |home| {
        let alice = home.person("alice").await;
        let first = uploads(home, &alice, &jpeg(40, 30, [9, 9, 9]), &[("description", "one")]).await;
        let second = uploads(home, &alice, &png(30, 40), &[]).await;
        let status = alice.posts_with(json!({ "status": "look", "media_ids": [id(&first)] })).await;
        let path = format!("/api/v1/statuses/{}", id(&status));
        let edit = json!({
            "status": "look", "media_ids": [id(&second), id(&first)],
            "media_attributes": [{ "id": id(&first), "description": "the first", "focus": "0,1" }],
        });
        let edited = alice.send(Method::PUT, &path, Some(edit)).await.ok();
        let shown = edited["media_attachments"].as_array().unwrap();
        assert_eq!(
            (&shown[0]["id"], &shown[1]["description"]),
            (&second["id"], &json!("the first")),
            "{edited}"
        );
        alice
            .send(Method::PUT, &path, Some(json!({ "status": "look", "media_ids": [id(&second)] })))
            .await
            .ok();
        let history = list(&alice.get(&format!("{path}/history")).await);
        let told: Vec<Vec<&Value>> = history
            .iter()
            .map(|version| {
                version["media_attachments"].as_array().unwrap().iter().map(|it| &it["description"]).collect()
            })
            .collect();
        assert_eq!(told, [vec![&json!("one")], vec![&Value::Null, &json!("the first")], vec![&Value::Null]]);
        // Deleted to be written anew, it keeps its pictures for a day.
        let deleted = alice.send(Method::DELETE, &path, None).await.ok();
        assert_eq!(deleted["media_attachments"][0]["id"], second["id"]);
        let again = alice.posts_with(json!({ "status": "again", "media_ids": [id(&second)] })).await;
        let url = again["media_attachments"][0]["url"].clone();
        alice
            .send(Method::DELETE, &format!("/api/v1/statuses/{}?delete_media=true", id(&again)), None)
            .await
            .ok();
        home.settle().await;
        assert_eq!(downloads(home, &url).await.0, 404, "gone with the status");
        let loose = uploads(home, &alice, &png(8, 8), &[]).await;
        let kept = uploads(home, &alice, &png(9, 9), &[]).await;
        let at = home.site.now().plus_millis(48 * HOUR_MS).to_rfc3339_seconds();
        let draft = json!({ "status": "later", "media_ids": [id(&kept)], "scheduled_at": at });
        let scheduled = alice.post("/api/v1/statuses", draft).await.ok();
        assert_eq!(scheduled["media_attachments"][0]["id"], kept["id"]);
        home.pass(25 * HOUR_MS);
        social::housekeeping::tidy(&home.site).await.unwrap();
        home.settle().await;
        assert_eq!(downloads(home, &loose["url"]).await.0, 404, "nobody published it for a day");
        assert_eq!(downloads(home, &kept["url"]).await.0, 200);
        home.pass(24 * HOUR_MS);
        home.settle().await;
        assert_eq!(alice.home().await[0]["media_attachments"][0]["id"], kept["id"], "published in time");
        let unwanted = uploads(home, &alice, &png(7, 7), &[]).await;
        let unwanted_path = format!("/api/v1/media/{}", id(&unwanted));
        alice.send(Method::DELETE, &unwanted_path, None).await.ok();
        home.settle().await;
        assert_eq!(
            (alice.get(&unwanted_path).await.status, downloads(home, &unwanted["url"]).await.0),
            (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND)
        );
    });
}

#[test]
fn a_profile_has_a_picture_and_a_banner() {
    on_each_storage(None, async |home| {
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let bob = far.person("bob");
        bob.delivers(home, &bob.activity("Follow", 1, &json!(alice.account.uri))).await;
        home.settle().await;
        let path = "/api/v1/accounts/update_credentials";
        let files = [("avatar", &gif()[..]), ("header", &jpeg(1600, 400, [3, 90, 3])[..])];
        let said = [("display_name", "Alice"), ("avatar_description", "a blinking square")];
        let now = alice.uploads(Method::PATCH, path, &files, &said).await.ok();
        assert_eq!(
            (&now["display_name"], &now["avatar_description"]),
            (&json!("Alice"), &json!("a blinking square"))
        );
        assert_ne!(now["avatar"], now["avatar_static"], "what moves has a picture that does not");
        for (key, kind) in [("avatar", "image/gif"), ("avatar_static", "image/png"), ("header", "image/jpeg")]
        {
            let (status, headers, _) = downloads(home, &now[key]).await;
            assert_eq!((status, headers["content-type"].to_str().unwrap()), (StatusCode::OK, kind), "{key}");
        }
        home.settle().await;
        let told = far.received().pop().unwrap().activity;
        let icon = &told["object"]["icon"];
        assert_eq!((&icon["url"], &icon["summary"]), (&now["avatar"], &json!("a blinking square")), "{told}");
        let bad = alice.uploads(Method::PATCH, path, &[("avatar", b"<svg/>")], &[]).await.error();
        assert!(bad.0 == 422 && bad.1.contains("Avatar cannot be used"), "{bad:?}");
        let gone = alice.send(Method::DELETE, "/api/v1/profile/avatar", None).await.ok();
        assert!(gone["avatar"].as_str().unwrap().ends_with("missing.png"), "{gone}");
        home.settle().await;
        assert_eq!(downloads(home, &now["avatar"]).await.0, 404);
    });
}

#[test]
fn pictures_travel_and_are_shown_from_here() {
    with_two_sites(async |here, there| {
        let storage = ObjectStorage::start().await;
        here.opens_workshop(PROGRAM);
        there.opens_workshop_as(PROGRAM, |workshop| workshop.with_storage(storage.storage("")));
        let (alice, bob) = (here.person("alice").await, there.person("bob").await);
        bob.follows(&alice.handle()).await;
        testkit::settle(&[here, there]).await;
        let said = [("description", "sea <3"), ("focus", "0.25,0.75")];
        let picture = uploads(here, &alice, &jpeg(320, 200, [20, 30, 220]), &said).await;
        alice.posts_with(json!({ "status": "at the sea", "media_ids": [id(&picture)] })).await;
        testkit::settle(&[here, there]).await;
        let arrived = bob.home().await[0].clone();
        let shown = &arrived["media_attachments"][0];
        assert_eq!((&shown["type"], &shown["description"]), (&json!("image"), &json!("sea <3")), "{arrived}");
        assert_eq!((&shown["remote_url"], &shown["blurhash"]), (&picture["url"], &picture["blurhash"]));
        assert_eq!(shown["meta"]["original"]["width"], 320);
        assert!((shown["meta"]["focus"]["y"].as_f64().unwrap() - 0.75).abs() < 0.01);
        assert!(
            shown["url"].as_str().unwrap().starts_with(there.requests.base()),
            "no stranger learns who looks"
        );
        for key in ["url", "preview_url", "url"] {
            let (status, headers, bytes) = downloads(there, &shown[key]).await;
            assert_eq!(
                (status, headers["content-type"].to_str().unwrap()),
                (StatusCode::OK, "image/jpeg"),
                "{key}"
            );
            assert!(bytes.starts_with(&[0xFF, 0xD8]));
        }
    });
}

#[test]
fn files_of_others_are_fetched_once_when_somebody_looks_and_go_when_there_is_no_room() {
    on_each_storage(Some(BUDGET), async |home| {
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let bob = far.person("bob");
        let mut profile = bob.document();
        profile["icon"] = json!({ "type": "Image", "url": far.url("/bob.png") });
        far.serves("/users/bob", &profile);
        far.serves_bytes("/bob.png", "image/png", &png(50, 50));
        befriend(home, &alice, &far, &bob).await;
        let own = uploads(home, &alice, &png(200, 200), &[]).await;
        alice.posts_with(json!({ "status": "mine", "media_ids": [id(&own)] })).await;
        let mut note = bob.note(1, "<p>look</p>");
        note["attachment"] = json!([
            { "type": "Document", "mediaType": "image/jpeg", "url": far.url("/1.jpg"), "name": "first" },
            { "type": "Document", "mediaType": "image/jpeg", "url": far.url("/2.jpg"), "name": "second" },
            { "type": "Document", "mediaType": "image/png", "url": far.url("/evil.png") },
            { "type": "Document", "mediaType": "image/png", "url": "http://127.0.0.1:9/inside.png" },
            { "type": "Document", "mediaType": "application/pdf", "url": far.url("/paper.pdf"), "name": "a paper" },
        ]);
        far.serves_bytes("/1.jpg", "text/html", &jpeg(1200, 900, [7, 7, 7]));
        far.serves_bytes("/2.jpg", "image/jpeg", &jpeg(1100, 900, [7, 9, 7]));
        far.serves_bytes("/evil.png", "image/png", b"<svg onload='alert(1)'/>");
        bob.delivers(home, &bob.activity("Create", 1, &note)).await;
        home.settle().await;
        let status = alice.home().await.into_iter().find(|it| it["account"]["acct"] != "alice").unwrap();
        assert!(
            status["content"].as_str().unwrap().contains("a paper"),
            "what cannot be shown stays a link: {status}"
        );
        let shown = status["media_attachments"].as_array().unwrap();
        assert_eq!(shown.len(), 4, "{status}");
        let asked = |path: &str| far.asked().iter().filter(|known| *known == path).count();
        assert_eq!(asked("/1.jpg") + asked("/bob.png"), 0, "nobody has looked");
        let (one, other) =
            tokio::join!(downloads(home, &shown[0]["url"]), downloads(home, &shown[0]["preview_url"]));
        assert_eq!(
            (one.0, other.0, asked("/1.jpg")),
            (StatusCode::OK, StatusCode::OK, 1),
            "once for all who look"
        );
        assert_eq!(one.1["content-type"], "image/jpeg", "S-193: by what it is, not by what is said");
        for (at, case) in [(2, "S-190"), (3, "S-139")] {
            for _ in 0..2 {
                assert_eq!(downloads(home, &shown[at]["url"]).await.0, 404, "{case}");
            }
        }
        assert_eq!(asked("/evil.png"), 1, "not asked again at once");
        assert_eq!(downloads(home, &status["account"]["avatar"]).await.0, 200);
        let guess = shown[0]["url"].as_str().unwrap().replace("/original", "/");
        assert_eq!(downloads(home, &json!(format!("{guess}raw"))).await.0, 404);
        let swapped = shown[0]["url"].as_str().unwrap().replace(id(&shown[0]), id(&shown[1]));
        assert_eq!(downloads(home, &json!(swapped)).await.0, 404, "S-201: an id is not enough");
        // There is no room for both: the one that was looked at longer ago goes, and comes back when somebody looks.
        home.pass(2 * HOUR_MS);
        assert_eq!(downloads(home, &shown[1]["url"]).await.0, 200);
        let usage = social::remote_files::usage(&home.site, 0, Some(BUDGET)).await.unwrap();
        assert!(usage.total() <= BUDGET as i64 && usage.evicted.0 > 0, "{usage:?}");
        assert_eq!(downloads(home, &own["url"]).await.0, 200, "what is ours stays");
        assert_eq!((downloads(home, &shown[0]["url"]).await.0, asked("/1.jpg")), (StatusCode::OK, 2));
    });
}

#[test]
fn the_operator_decides_what_becomes_of_a_neighbours_pictures() {
    on_each_storage(None, async |home| {
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let bob = far.person("bob");
        let mut profile = bob.document();
        profile["icon"] = json!({ "type": "Image", "url": far.url("/bob.png") });
        far.serves("/users/bob", &profile);
        for path in ["/bob.png", "/1.png"] {
            far.serves_bytes(path, "image/png", &png(50, 50));
        }
        befriend(home, &alice, &far, &bob).await;
        let mut note = bob.note(1, "<p>look</p>");
        note["attachment"] = json!([{ "type": "Image", "mediaType": "image/png", "url": far.url("/1.png"), "name": "a wall" }]);
        bob.delivers(home, &bob.activity("Create", 1, &note)).await;
        home.settle().await;
        let asked = || far.asked().iter().filter(|known| *known == "/1.png").count();
        let status = async || {
            home.pass(model::limits::SHELF_MS);
            alice.home().await.remove(0)
        };
        let seen = status().await;
        let (picture, avatar) = (&seen["media_attachments"][0]["url"], &seen["account"]["avatar"]);
        let decides = async |policy| {
            social::media_policies::set(&home.site, &far.domain, policy).await.unwrap();
        };
        decides(model::MediaPolicy::Proxy).await;
        for _ in 0..2 {
            assert_eq!(downloads(home, picture).await.0, 200);
        }
        assert_eq!(asked(), 1, "for some minutes it is not asked for again");
        home.pass(model::limits::PROXIED_FOR_MS + 1);
        social::housekeeping::tidy(&home.site).await.unwrap();
        assert_eq!(social::remote_files::usage(&home.site, 0, None).await.unwrap().remote, (0, 0));
        assert_eq!((downloads(home, picture).await.0, asked()), (StatusCode::OK, 2));
        home.pass(model::limits::PROXIED_FOR_MS + 1);
        assert_eq!((downloads(home, picture).await.0, asked()), (StatusCode::OK, 3), "nobody tidied up");
        home.pass(model::limits::PROXIED_FOR_MS + 1);
        far.serves_bytes("/1.png", "image/png", b"no picture any more");
        assert_eq!(downloads(home, picture).await.0, 404);
        let (names, ..) = store::files::total(&home.site.store).await.unwrap();
        assert_eq!(names, 0, "what takes no place of its own is not kept");
        far.serves_bytes("/1.png", "image/png", &png(50, 50));
        decides(model::MediaPolicy::Refuse).await;
        for url in [picture, avatar] {
            assert_eq!(downloads(home, url).await.0, 404);
        }
        let hidden = status().await;
        let shown = &hidden["media_attachments"][0];
        assert_eq!((&shown["type"], &shown["url"]), (&json!("unknown"), &Value::Null));
        assert_eq!(
            (&shown["remote_url"], &shown["description"]),
            (&json!(far.url("/1.png")), &json!("a wall"))
        );
        assert_ne!(&hidden["account"]["avatar"], avatar);
        decides(model::MediaPolicy::Cache).await;
        assert_eq!(status().await["media_attachments"][0]["url"], *picture);
        assert_eq!(downloads(home, avatar).await.0, 200);
    });
}

/// Room for one of the pictures of that story, and what is uploaded there.
const BUDGET: u64 = 60_000;

#[test]
fn an_upload_that_was_acknowledged_is_worked_on_after_a_restart() {
    on_each_storage(None, async |home| {
        let alice = home.person("alice").await;
        // Nobody works while the app is answered.
        let answer =
            alice.uploads(Method::POST, "/api/v2/media", &[("file", &jpeg(30, 30, [1, 1, 1]))], &[]).await;
        assert_eq!(answer.status, 202, "{}", answer.text);
        let waiting = answer.json();
        assert_eq!((&waiting["url"], &waiting["queue_position"]), (&Value::Null, &json!(0)), "{waiting}");
        let path = format!("/api/v1/media/{}", id(&waiting));
        assert_eq!(alice.get(&path).await.status, 206);
        let early =
            alice.post("/api/v1/statuses", json!({ "status": "x", "media_ids": [id(&waiting)] })).await;
        assert_eq!(early.status, 422, "{}", early.text);
        home.settle().await;
        let done = alice.get(&path).await;
        assert_eq!(
            (done.status, downloads(home, &done.json()["url"]).await.0),
            (StatusCode::OK, StatusCode::OK)
        );
    });
}
