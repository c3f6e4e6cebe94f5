//! The house rules as tests: what goes stale without anybody noticing.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Lines after which a file is surely more than one idea.
const LONGEST_FILE_LINES: usize = 500;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

/// Every Rust file of the rooms, with its path from the root and its text.
fn sources() -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut folders = vec![root().join("crates")];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root()).unwrap().to_string_lossy().into_owned();
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(found.len() > 100, "the search for sources has stopped working");
    found
}

/// A file's code: without comments, and without its unit tests.
fn code(text: &str) -> String {
    let text = text.split("#[cfg(test)]").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn complain(faults: &[String]) {
    assert!(faults.is_empty(), "\n{}\n", faults.join("\n"));
}

#[test]
fn every_file_says_what_lives_in_it() {
    let silent = sources().into_iter().filter(|(_, text)| !text.starts_with("//! "));
    complain(&silent.map(|(name, _)| format!("{name} does not begin with //!")).collect::<Vec<_>>());
}

#[test]
fn no_file_is_a_burden() {
    let long = sources().into_iter().filter(|(_, text)| text.lines().count() > LONGEST_FILE_LINES);
    complain(&long.map(|(name, _)| format!("{name} is too long")).collect::<Vec<_>>());
}

#[test]
fn only_store_contains_sql() {
    let verbs = ["\"SELECT ", "\"INSERT INTO", "\"UPDATE ", "\"DELETE FROM", "\"CREATE TABLE"];
    let faults = sources()
        .into_iter()
        .filter(|(name, _)| !name.starts_with("crates/store/") && !name.ends_with("tidy.rs"))
        .filter(|(_, text)| verbs.iter().any(|verb| code(text).contains(verb)))
        .map(|(name, _)| format!("{name} contains SQL"));
    complain(&faults.collect::<Vec<_>>());
}

#[test]
fn only_federation_knows_the_words_of_the_wire() {
    let words = ["\"Like\"", "\"Announce\"", "\"Note\"", "\"Create\"", "\"Tombstone\"", "activitystreams#"];
    let rooms = ["crates/federation/", "crates/activitypub/", "crates/testkit/", "crates/server/tests/"];
    let faults = sources()
        .into_iter()
        .filter(|(name, _)| !rooms.iter().any(|room| name.starts_with(room)))
        .flat_map(|(name, text)| {
            let code = code(&text);
            words.iter().filter(move |word| code.contains(*word)).map(move |word| format!("{name}: {word}"))
        });
    complain(&faults.collect::<Vec<_>>());
}

#[test]
fn rooms_use_only_the_rooms_below_them() {
    let may = [
        ("model", &[][..]),
        ("markup", &[]),
        ("activitypub", &[]),
        ("media", &[]),
        ("store", &["model"]),
        ("social", &["store", "model", "markup", "media"]),
        ("federation", &["social", "store", "activitypub", "markup", "model"]),
        ("client_api", &["social", "model", "federation"]),
        ("web", &["social", "model", "federation", "client_api"]),
        (
            "testkit",
            &[
                "model",
                "markup",
                "media",
                "activitypub",
                "store",
                "social",
                "federation",
                "client_api",
                "web",
            ],
        ),
    ];
    let all = may.map(|(room, _)| room);
    let mut faults = Vec::new();
    for (room, allowed) in may {
        let manifest = fs::read_to_string(root().join("crates").join(room).join("Cargo.toml")).unwrap();
        let used = all.iter().filter(|other| {
            manifest
                .lines()
                .any(|line| line.starts_with(&format!("{other}.")) || line.starts_with(&format!("{other} =")))
        });
        for other in used.filter(|other| !allowed.contains(other)) {
            faults.push(format!("{room} must not know {other}"));
        }
    }
    complain(&faults);
}

#[test]
fn the_map_names_every_room_and_only_what_exists() {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let mut faults = Vec::new();
    for entry in fs::read_dir(root().join("crates")).unwrap() {
        let room = format!("crates/{}", entry.unwrap().file_name().to_string_lossy());
        if !map.contains(&format!("`{room}`")) {
            faults.push(format!("ARCHITECTURE.md does not name {room}"));
        }
    }
    for path in map.split('`').skip(1).step_by(2).filter(|word| word.contains('/') && word.ends_with(".rs")) {
        let exact = root().join("crates").join(path);
        let is_pattern = path.contains('*');
        if !is_pattern && !exact.exists() && !root().join(path).exists() {
            faults.push(format!("ARCHITECTURE.md names {path}, which does not exist"));
        }
    }
    complain(&faults);
}

#[test]
fn nothing_is_left_half_done() {
    let marks = ["todo!(", "unimplemented!(", "#[ignore", "FIXME", "XXX", "#[allow("];
    let faults =
        sources().into_iter().filter(|(name, _)| !name.ends_with("tidy.rs")).flat_map(|(name, text)| {
            marks.iter().filter(move |mark| text.contains(*mark)).map(move |mark| format!("{name}: {mark}"))
        });
    complain(&faults.collect::<Vec<_>>());
}
