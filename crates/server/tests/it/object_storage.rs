//! Files in a bucket: how they lie there, what happens while the storage is away, and that nobody above can tell the
//! difference. The stories of `media` are told on a bucket, too.

use http::{Method, StatusCode, header};
use serde_json::{Value, json};
use testkit::{Home, Neighbour, ObjectStorage, people::id};

use crate::{
    PROGRAM,
    acquaintance::befriend,
    media::{downloads, jpeg, png, sends, uploads},
    with_site,
};

async fn opens(home: &Home) -> ObjectStorage {
    let storage = ObjectStorage::start().await;
    let bucket = storage.storage("home/files");
    home.opens_workshop_as(PROGRAM, |workshop| workshop.with_storage(bucket));
    storage
}

/// A picture of nothing, which cannot be made smaller.
fn noise(width: u32, height: u32) -> Vec<u8> {
    let (mut bytes, mut state) = (Vec::new(), 1_u32);
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_compression(png::Compression::NoCompression);
    let mut next = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    let pixels: Vec<u8> = (0..width * height * 3).map(&mut next).collect();
    encoder.write_header().and_then(|mut it| it.write_image_data(&pixels)).expect("a picture");
    bytes
}

/// Whether the file at an address lies in the bucket.
fn lies(storage: &ObjectStorage, url: &Value) -> bool {
    let name = url.as_str().expect("an address").rsplit('/').next().unwrap_or_default();
    storage.files().iter().any(|file| file.ends_with(name))
}

#[test]
fn files_lie_in_the_bucket_and_nothing_is_left_on_the_disk() {
    with_site(async |home| {
        let (storage, alice) = (opens(home).await, home.person("alice").await);
        let picture = uploads(home, &alice, &jpeg(800, 600, [200, 30, 30]), &[]).await;
        let files = storage.files();
        assert_eq!(files.len(), 2, "the picture and its preview: {files:?}");
        let name = picture["url"].as_str().unwrap().rsplit('/').next().unwrap();
        assert!(
            files.iter().any(|file| *file == format!("home/files/{}/{}/{name}", &name[..2], &name[2..4]))
        );
        assert!(!home.data().join("files").exists(), "nothing is kept on the disk");
        let at_work = std::fs::read_dir(home.data().join("work")).unwrap().count();
        assert_eq!(at_work, 0, "nothing is left where it was worked on");
        let status = alice.posts_with(json!({ "status": "red", "media_ids": [id(&picture)] })).await;
        let path = format!("/api/v1/statuses/{}?delete_media=true", id(&status));
        alice.send(Method::DELETE, &path, None).await.ok();
        home.settle().await;
        assert_eq!(storage.files(), Vec::<String>::new());
    });
}

#[test]
fn a_file_is_asked_for_in_ranges_and_by_its_tag() {
    with_site(async |home| {
        let (storage, alice) = (opens(home).await, home.person("alice").await);
        let picture = uploads(home, &alice, &png(60, 60), &[]).await;
        let url = picture["url"].as_str().unwrap();
        let (_, headers, whole) = downloads(home, &picture["url"]).await;
        let tag = headers[header::ETAG].clone();
        let asks = async |method: Method, said: &[(header::HeaderName, &str)]| {
            let mut request = home.requests.request(method, url);
            for (name, value) in said {
                request = request.header(name, *value);
            }
            let answer = request.send().await.unwrap();
            let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
            (status, headers, answer.bytes().await.unwrap().to_vec())
        };
        let before = storage.asked().len();
        let known = asks(Method::GET, &[(header::IF_NONE_MATCH, tag.to_str().unwrap())]).await;
        assert_eq!((known.0, known.2.len()), (304, 0));
        let (status, headers, body) = asks(Method::HEAD, &[]).await;
        assert_eq!((status, body.len()), (200, 0));
        assert_eq!(headers[header::CONTENT_LENGTH].to_str().unwrap(), whole.len().to_string());
        let beyond = asks(Method::GET, &[(header::RANGE, "bytes=999999-")]).await;
        assert_eq!(beyond.0, 416);
        assert_eq!(beyond.1[header::CONTENT_RANGE].to_str().unwrap(), format!("bytes */{}", whole.len()));
        assert_eq!(storage.asked().len(), before, "for none of this is the storage asked");
        let (status, headers, body) = asks(Method::GET, &[(header::RANGE, "bytes=-5")]).await;
        assert_eq!((status, &body[..]), (206, &whole[whole.len() - 5..]));
        assert_eq!(headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
        let other = [(header::RANGE, "bytes=3-"), (header::IF_RANGE, "\"another\"")];
        assert_eq!(asks(Method::GET, &other).await.2, whole, "the rest of another file is of no use");
        let same = [(header::RANGE, "bytes=3-"), (header::IF_RANGE, tag.to_str().unwrap())];
        assert_eq!(asks(Method::GET, &same).await.2, &whole[3..]);
    });
}

#[test]
fn a_long_file_goes_in_parts_and_comes_in_ranges() {
    with_site(async |home| {
        let (storage, alice) = (opens(home).await, home.person("alice").await);
        let file = noise(2_000, 2_000);
        let picture = uploads(home, &alice, &file, &[]).await;
        let asked = storage.asked();
        let parts = asked.iter().filter(|(_, address)| address.contains("partNumber=")).count();
        assert_eq!(parts, 3, "{asked:?}");
        let range = home.requests.request(Method::GET, picture["url"].as_str().unwrap());
        let range = range.header(header::RANGE, "bytes=6000000-6000003").send().await.unwrap();
        assert_eq!((range.status(), range.bytes().await.unwrap().len()), (StatusCode::PARTIAL_CONTENT, 4));
        let (_, headers, bytes) = downloads(home, &picture["url"]).await;
        assert_eq!((bytes.len(), headers[header::CONTENT_TYPE].to_str().unwrap()), (file.len(), "image/png"));
    });
}

#[test]
fn f_013_while_the_storage_is_away_people_post_and_nothing_is_lost_or_forgotten() {
    with_site(async |home| {
        let (storage, alice) = (opens(home).await, home.person("alice").await);
        let old = uploads(home, &alice, &png(20, 20), &[]).await;
        let status = alice.posts_with(json!({ "status": "old", "media_ids": [id(&old)] })).await;
        storage.stops(true);
        assert_eq!(downloads(home, &old["url"]).await.0, 503, "F-013: not now is not never");
        alice.posts("words alone").await;
        let waiting = alice.uploads(Method::POST, "/api/v2/media", &[("file", &png(30, 30))], &[]).await;
        assert_eq!(waiting.status, 202, "{}", waiting.text);
        home.settle().await;
        let path = format!("/api/v1/media/{}", id(&waiting.json()));
        assert_eq!(alice.get(&path).await.status, 206, "F-013: it waits");
        let profile = "/api/v1/accounts/update_credentials";
        let avatar = alice.uploads(Method::PATCH, profile, &[("avatar", &png(50, 50))], &[]).await;
        assert_eq!(avatar.status, 503, "{}", avatar.text);
        assert!(avatar.error().1.contains("Try again"));
        let deletion = format!("/api/v1/statuses/{}?delete_media=true", id(&status));
        alice.send(Method::DELETE, &deletion, None).await.ok();
        home.settle().await;
        assert_eq!(downloads(home, &old["url"]).await.0, 404, "gone for everybody");
        assert!(lies(&storage, &old["url"]), "but still there");
        storage.stops(false);
        home.settle().await;
        let done = alice.get(&path).await;
        assert_eq!(
            (done.status, downloads(home, &done.json()["url"]).await.0),
            (StatusCode::OK, StatusCode::OK)
        );
        assert!(!lies(&storage, &old["url"]), "F-013: what was doomed is removed");
        assert!(lies(&storage, &done.json()["url"]) && lies(&storage, &done.json()["preview_url"]));
        assert_eq!(storage.files().len(), 2, "F-013: nothing is left over: {:?}", storage.files());
        assert!(
            alice.uploads(Method::PATCH, profile, &[("avatar", &png(50, 50))], &[]).await.status.is_success()
        );
    });
}

#[test]
fn what_was_sent_when_the_process_ended_is_removed_by_and_by() {
    with_site(async |home| {
        let (storage, alice) = (opens(home).await, home.person("alice").await);
        let waiting =
            alice.uploads(Method::POST, "/api/v2/media", &[("file", &jpeg(600, 400, [1, 2, 3]))], &[]).await;
        let sent = async {
            storage.is_asked(&Method::PUT, 2).await;
        };
        tokio::select! {
            () = home.settle() => panic!("two files are sent before it is done"),
            () = sent => {}
        }
        home.settle().await;
        let done = alice.get(&format!("/api/v1/media/{}", id(&waiting.json()))).await;
        assert_eq!(done.status, 200, "{}", done.text);
        assert!(storage.files().len() > 2, "what was sent before is there still: {:?}", storage.files());
        home.pass(25 * 3_600_000);
        home.settle().await;
        assert_eq!(storage.files().len(), 2);
        assert!(lies(&storage, &done.json()["url"]) && lies(&storage, &done.json()["preview_url"]));
    });
}

#[test]
fn f_013_nothing_of_others_is_fetched_while_it_cannot_be_kept() {
    with_site(async |home| {
        let (storage, alice) = (opens(home).await, home.person("alice").await);
        let far = Neighbour::start().await;
        let bob = far.person("bob");
        befriend(home, &alice, &far, &bob).await;
        let mut note = bob.note(1, "<p>look</p>");
        note["attachment"] =
            json!([{ "type": "Document", "mediaType": "image/jpeg", "url": far.url("/1.jpg") }]);
        far.serves_bytes("/1.jpg", "image/jpeg", &jpeg(120, 90, [7, 7, 7]));
        bob.delivers(home, &bob.activity("Create", 1, &note)).await;
        home.settle().await;
        storage.stops(true);
        let shown = alice.home().await[0]["media_attachments"][0]["url"].clone();
        for _ in 0..3 {
            assert_eq!(downloads(home, &shown).await.0, 503);
        }
        let asked = far.asked().iter().filter(|path| *path == "/1.jpg").count();
        assert_eq!(asked, 1, "F-013: the neighbour is not asked again and again");
        storage.stops(false);
        home.settle().await;
        assert_eq!(downloads(home, &shown).await.0, 200, "F-013: it was not given up");
    });
}

#[test]
fn whoever_has_the_wrong_key_keeps_nothing() {
    with_site(async |home| {
        let (storage, alice) = (ObjectStorage::start().await, home.person("alice").await);
        let bucket = storage.storage_with("", "a guess");
        home.opens_workshop_as(PROGRAM, |workshop| workshop.with_storage(bucket));
        let waiting = sends(home, &alice, &png(30, 30), &[]).await;
        assert_eq!((waiting.status, storage.files().len()), (StatusCode::ACCEPTED, 0), "{}", waiting.text);
    });
}
