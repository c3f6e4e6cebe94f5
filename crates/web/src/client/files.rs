//! The files of the web client, as `client/` built them. A debug build reads them from there, so that building the
//! client anew is enough to see it.

use axum::{Router, extract::Path, response::Response, routing::get};
use http::HeaderMap;
use rust_embed::RustEmbed;
use serde::Deserialize;
use std::{
    collections::HashMap,
    sync::{Arc, LazyLock},
};

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
    /// The style sheets of the screen that is shown, which the script asks for itself, a while later.
    pub(crate) styles_ahead: Vec<String>,
    /// The styles that the page carries in itself.
    pub(crate) first: Option<First>,
}

impl Entry {
    /// The entry of the client that was built, if one was, with the words of a language and, if it is known, the screen
    /// that is shown.
    pub(crate) fn find(language: &str, screen: Option<&str>) -> Option<Self> {
        let chunks = chunks()?;
        let mut scripts = Vec::new();
        let styles = gather(&chunks, vec![ENTRY.to_owned()], &mut scripts);
        let mut ahead = vec![format!("locales/{language}/index.ts")];
        ahead.extend(screen.map(|screen| format!("src/routes/{screen}.svelte")));
        let styles_ahead = gather(&chunks, ahead, &mut scripts);
        let (script, preloads) = scripts.split_first()?;
        Some(Self {
            script: script.clone(),
            preloads: preloads.to_vec(),
            styles,
            styles_ahead,
            first: First::find(),
        })
    }
}

type Chunks = HashMap<String, Chunk>;

/// The chunks of the client that was built, if one was. A debug build looks anew each time, since the client may have been
/// built meanwhile; otherwise it is part of the program and stays what it is.
fn chunks() -> Option<Arc<Chunks>> {
    static FOUND: LazyLock<Option<Arc<Chunks>>> = LazyLock::new(read);
    if cfg!(debug_assertions) { read() } else { FOUND.clone() }
}

fn read() -> Option<Arc<Chunks>> {
    let manifest = Built::get(".vite/manifest.json")?;
    serde_json::from_slice(&manifest.data).ok().map(Arc::new)
}

/// Adds the scripts of chunks, and of what they need, to those that are known; answers their style sheets.
fn gather(chunks: &Chunks, mut needed: Vec<String>, scripts: &mut Vec<String>) -> Vec<String> {
    let path = |file: &String| format!("/client/{file}");
    let mut styles = Vec::new();
    while let Some(name) = needed.pop() {
        let Some(chunk) = chunks.get(&name) else { continue };
        let script = path(&chunk.file);
        if !scripts.contains(&script) {
            scripts.push(script);
            styles.extend(chunk.css.iter().map(path));
            needed.extend(chunk.imports.iter().cloned());
        }
    }
    styles
}

/// The styles that a page carries in itself, so that its first words wait for no other answer: on a slow phone, that is
/// half a second. The whole sheets are named as well and come later.
#[derive(Clone, Debug)]
pub(crate) struct First {
    /// The build saw to it that nothing in them looks like the end of an element.
    pub(crate) style: String,
}

impl First {
    fn find() -> Option<Self> {
        // Without its hash, the policy of the page would refuse it.
        first_style_hash()?;
        built_text(".vite/first.css").map(|style| Self { style })
    }
}

/// By which the policy of a page admits exactly the styles that it carries.
pub(crate) fn first_style_hash() -> Option<String> {
    built_text(".vite/first.hash")
}

fn built_text(name: &str) -> Option<String> {
    String::from_utf8(Built::get(name)?.data.into_owned()).ok()
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
