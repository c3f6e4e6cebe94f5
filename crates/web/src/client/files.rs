//! The files of the web client, as `client/` built them. A debug build reads them from there, so that building the
//! client anew is enough to see it.

use axum::{Router, extract::Path, response::Response, routing::get};
use http::HeaderMap;
use rust_embed::RustEmbed;
use serde::Deserialize;
use std::{collections::HashMap, sync::LazyLock};

use crate::{
    Web,
    failure::Failure,
    finish::ForClient,
    fresh::{Content, FOR_A_MINUTE, FOR_EVER},
};

#[derive(RustEmbed)]
#[folder = "../../client/dist"]
#[allow_missing = true]
struct Built;

/// The entry of the client among its sources.
const ENTRY: &str = "src/main.ts";

/// What Vite tells of a file that it built.
#[derive(Deserialize)]
struct Chunk {
    file: String,
    #[serde(default)]
    css: Vec<String>,
    #[serde(default)]
    imports: Vec<String>,
}

/// What a page names to start the client.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// The script that runs.
    pub(crate) script: String,
    /// What it needs at once, so that browsers ask for it without having read the script.
    pub(crate) preloads: Vec<String>,
    /// Its style sheets.
    pub(crate) styles: Vec<String>,
}

impl Entry {
    /// The entry of the client that was built, if one was. A debug build looks anew each time, since the client may have
    /// been built meanwhile; otherwise it is part of the program and stays what it is.
    pub(crate) fn find() -> Option<Self> {
        static FOUND: LazyLock<Option<Entry>> = LazyLock::new(Entry::read);
        if cfg!(debug_assertions) { Self::read() } else { FOUND.clone() }
    }

    fn read() -> Option<Self> {
        let manifest = Built::get(".vite/manifest.json")?;
        let chunks: HashMap<String, Chunk> = serde_json::from_slice(&manifest.data).ok()?;
        let entry = chunks.get(ENTRY)?;
        let path = |file: &String| format!("/client/{file}");
        let mut needed = entry.imports.clone();
        let mut styles: Vec<String> = entry.css.iter().map(path).collect();
        let mut preloads = Vec::new();
        while let Some(name) = needed.pop() {
            let Some(chunk) = chunks.get(&name) else { continue };
            let file = path(&chunk.file);
            if !preloads.contains(&file) {
                preloads.push(file);
                styles.extend(chunk.css.iter().map(path));
                needed.extend(chunk.imports.iter().cloned());
            }
        }
        Some(Self { script: path(&entry.file), preloads, styles })
    }
}

/// The routes of the client's files.
pub(crate) fn router() -> Router<Web> {
    Router::new()
        .route("/client/{*path}", get(file))
        // What decides about a whole server must lie at its root.
        .route("/sw.js", get(worker))
        .route(
            "/manifest.webmanifest",
            get(async |headers: HeaderMap| answer("manifest.webmanifest", &headers, FOR_A_MINUTE)),
        )
}

/// The worker asks this server for what it keeps: the policy of its own answer decides whether it may.
async fn worker(headers: HeaderMap) -> Result<Response, Failure> {
    let mut response = answer("sw.js", &headers, FOR_A_MINUTE)?;
    response.extensions_mut().insert(ForClient);
    Ok(response)
}

/// Names of built files change with what is in them.
async fn file(Path(path): Path<String>, headers: HeaderMap) -> Result<Response, Failure> {
    let keep = if path.starts_with("assets/") { FOR_EVER } else { FOR_A_MINUTE };
    answer(&path, &headers, keep)
}

fn answer(path: &str, headers: &HeaderMap, keep: &'static str) -> Result<Response, Failure> {
    let kind = kind(path).ok_or(Failure::NotFound)?;
    let found = Built::get(path).ok_or(Failure::NotFound)?;
    Ok(Content { kind, keep, modified: None, bytes: &found.data }.answer(headers))
}

fn kind(path: &str) -> Option<&'static str> {
    let (_, ending) = path.rsplit_once('.')?;
    Some(match ending {
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webmanifest" => "application/manifest+json",
        _ => return None,
    })
}
