//! `fanfare storage move`: all files go to a bucket and back, whatever happens on the way.

use std::{
    collections::BTreeSet,
    process::{Command, Output, Stdio},
};

use http::Method;
use serde_json::{Value, json};
use testkit::{
    Home, ObjectStorage,
    object_storage::{ACCESS_KEY, SECRET_KEY},
    people::id,
};

use crate::{
    PROGRAM,
    media::{downloads, gif, jpeg, png, uploads},
    with_site,
};

/// The place in the bucket.
const BUCKET: &str = "s3://media/home";

/// A command of the program on a site whose configuration knows how to reach buckets.
fn command(home: &Home, storage: &ObjectStorage, words: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command
        .args(words)
        .args(home.options().0)
        .env("FANFARE_S3_ENDPOINT", storage.endpoint())
        .env("FANFARE_S3_ACCESS_KEY", ACCESS_KEY)
        .env("FANFARE_S3_SECRET_KEY", SECRET_KEY)
        .env("FANFARE_S3_ALLOW_HTTP", "true")
        .env("FANFARE_S3_ALLOW_PRIVATE_ADDRESSES", "127.0.0.0/8,::1/128")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// Runs a command to its end; answers what it says and whether it went well.
async fn runs(home: &Home, storage: &ObjectStorage, words: &[&str]) -> (bool, String) {
    let mut command = command(home, storage, words);
    let Output { status, stdout, stderr } =
        tokio::task::spawn_blocking(move || command.output()).await.unwrap().unwrap();
    let said = [stdout, stderr].concat();
    (status.success(), String::from_utf8(said).unwrap())
}

async fn moves(home: &Home, storage: &ObjectStorage, to: &str) -> (bool, String) {
    runs(home, storage, &["storage", "move", "--to", to]).await
}

/// The names of all files that something names.
async fn names(home: &Home) -> BTreeSet<String> {
    let files = store::moved_files::left(&home.site.store, "nowhere", "", 10_000).await.unwrap();
    files.into_iter().map(|file| file.name).collect()
}

/// The names of what lies in the bucket.
fn in_bucket(storage: &ObjectStorage) -> BTreeSet<String> {
    let files = storage.files().into_iter();
    files.map(|file| file.rsplit('/').next().unwrap_or_default().to_owned()).collect()
}

fn name(url: &Value) -> String {
    url.as_str().unwrap().rsplit('/').next().unwrap().to_owned()
}

#[test]
fn all_files_go_to_a_bucket_and_back_while_people_use_them() {
    with_site(async |home| {
        home.opens_workshop(PROGRAM);
        let (storage, alice) = (ObjectStorage::start().await, home.person("alice").await);
        let first = uploads(home, &alice, &jpeg(640, 480, [9, 90, 9]), &[]).await;
        let second = uploads(home, &alice, &png(90, 90), &[]).await;
        let status = alice.posts_with(json!({ "status": "two", "media_ids": [id(&second)] })).await;
        let profile = "/api/v1/accounts/update_credentials";
        alice.uploads(Method::PATCH, profile, &[("avatar", &gif())], &[]).await.ok();
        let running = fanfare::files::running(&home.options().1).unwrap();
        let (is_well, said) = moves(home, &storage, BUCKET).await;
        assert!(is_well && said.contains("now stop the server"), "{said}");
        assert_eq!(in_bucket(&storage), names(home).await);
        assert_eq!(downloads(home, &first["url"]).await.0, 200, "nothing changes for people");
        let third = uploads(home, &alice, &png(30, 30), &[]).await;
        let deletion = format!("/api/v1/statuses/{}?delete_media=true", id(&status));
        alice.send(Method::DELETE, &deletion, None).await.ok();
        drop(running);
        let (is_well, said) = moves(home, &storage, BUCKET).await;
        assert!(is_well && said.contains(&format!("files = \"{BUCKET}\"")), "{said}");
        assert_eq!(
            in_bucket(&storage),
            names(home).await,
            "what is new is there, and what was deleted is not"
        );
        assert!(in_bucket(&storage).contains(&name(&third["url"])));
        assert_eq!(downloads(home, &first["url"]).await.0, 200, "the originals stay");
        let serve = ["serve", "--listen", "127.0.0.1:0"];
        let (is_well, said) = runs(home, &storage, &serve).await;
        assert!(
            !is_well && said.contains("are in s3://media/home"),
            "a server that would find no file: {said}"
        );
        let before = downloads(home, &first["url"]).await.2;
        for entry in std::fs::read_dir(home.data().join("files")).unwrap() {
            std::fs::remove_dir_all(entry.unwrap().path()).unwrap();
        }
        assert_eq!(downloads(home, &first["url"]).await.0, 404);
        let (is_well, said) = moves(home, &storage, "disk").await;
        assert!(is_well && said.contains("files = \"disk\""), "{said}");
        for url in [&first["url"], &first["preview_url"], &third["url"]] {
            assert_eq!(downloads(home, url).await.0, 200, "{url}");
        }
        assert_eq!(downloads(home, &first["url"]).await.2, before);
        let (_, said) = moves(home, &storage, "disk").await;
        assert!(said.contains("already"), "{said}");
        let (_, said) = runs(home, &storage, &["storage"]).await;
        assert!(said.contains("files are kept on the disk, in "), "{said}");
    });
}

#[test]
fn a_move_that_is_killed_goes_on_where_it_was() {
    with_site(async |home| {
        home.opens_workshop(PROGRAM);
        let (storage, alice) = (ObjectStorage::start().await, home.person("alice").await);
        for shade in 0..12 {
            uploads(home, &alice, &jpeg(40, 30, [shade * 20, 9, 9]), &[]).await;
        }
        let all = names(home).await;
        for round in 1..3 {
            let mut child = command(home, &storage, &["storage", "move", "--to", BUCKET]).spawn().unwrap();
            storage.is_asked(&Method::PUT, round * 8).await;
            child.kill().unwrap();
            child.wait().unwrap();
        }
        let (noted, _) = store::moved_files::total(&home.site.store, BUCKET).await.unwrap();
        assert!(noted > 0 && (noted as usize) < all.len(), "it was killed half-way: {noted}");
        let (is_well, said) = moves(home, &storage, BUCKET).await;
        assert!(is_well, "{said}");
        assert_eq!(in_bucket(&storage), all);
        let sent = storage.asked().iter().filter(|(method, _)| *method == Method::PUT).count();
        let again = model::limits::FILES_MOVED_AT_ONCE * 2;
        assert!(sent <= all.len() + again, "only what was under way is sent again: {sent} of {}", all.len());
    });
}

#[test]
fn a_move_looks_at_what_arrived_and_at_what_it_finds() {
    with_site(async |home| {
        home.opens_workshop(PROGRAM);
        let (storage, alice) = (ObjectStorage::start().await, home.person("alice").await);
        let whole = uploads(home, &alice, &png(90, 90), &[]).await;
        let lost = uploads(home, &alice, &png(80, 80), &[]).await;
        let place = |url: &Value| {
            let name = name(url);
            home.data().join("files").join(&name[..2]).join(&name[2..4]).join(&name)
        };
        // As long as it was, and something else.
        let spoilt = std::fs::read(place(&lost["url"])).unwrap().len();
        std::fs::write(place(&lost["url"]), vec![0; spoilt]).unwrap();
        let (is_well, said) = moves(home, &storage, BUCKET).await;
        assert!(!is_well && said.contains(&name(&lost["url"])) && said.contains("--leave-broken"), "{said}");
        assert!(!in_bucket(&storage).contains(&name(&lost["url"])));
        assert_eq!(fanfare::files::remembered(&home.site).await.unwrap().to_string(), "disk");
        let leave = ["storage", "move", "--to", BUCKET, "--leave-broken"];
        let (is_well, said) = runs(home, &storage, &leave).await;
        assert!(is_well, "{said}");
        assert!(in_bucket(&storage).contains(&name(&whole["url"])));
        assert_eq!(fanfare::files::remembered(&home.site).await.unwrap().to_string(), BUCKET);
    });
}

#[test]
fn f_013_a_move_ends_when_the_storage_goes_away_and_goes_on_when_it_is_back() {
    with_site(async |home| {
        home.opens_workshop(PROGRAM);
        let (storage, alice) = (ObjectStorage::start().await, home.person("alice").await);
        uploads(home, &alice, &png(90, 90), &[]).await;
        storage.stops(true);
        let (is_well, said) = moves(home, &storage, BUCKET).await;
        assert!(!is_well && said.contains("goes on where this one stopped"), "{said}");
        assert!(!said.contains(SECRET_KEY), "{said}");
        storage.stops(false);
        assert!(moves(home, &storage, BUCKET).await.0);
        assert_eq!(in_bucket(&storage), names(home).await);
    });
}
