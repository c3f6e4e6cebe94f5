//! Coverage: the page that says which methods of Mastodon exist here says what is so, and every route that we have
//! is on it.

use std::{fs, path::PathBuf};

use http::Method;
use testkit::{Home, Person};

use crate::with_site;

/// Says that the page is to be brought up to date instead of checked.
const WRITE: &str = "FANFARE_TEST_WRITE";
/// Routes that Mastodon does not have, with where they are described.
const EXTENSIONS: &str = "docs/develop/api.md";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A row of the page: method, path, state.
fn cells(line: &str) -> Option<(Method, String, String)> {
    let mut cells = line.strip_prefix("| ")?.trim_end_matches('|').split('|').map(str::trim);
    let method = cells.next()?.parse::<Method>().ok().filter(|method| method.as_str() != "method")?;
    let path = cells.next()?.trim_matches('`').to_owned();
    path.starts_with('/').then(|| Some((method, path, cells.next()?.to_owned()))).flatten()
}

/// Whether a running server has the method: what is not built has an answer of its own.
async fn exists(home: &Home, alice: &Person, method: &Method, path: &str) -> bool {
    let filled: Vec<&str> =
        path.split('/').map(|part| if part.starts_with(':') { "1" } else { part }).collect();
    let mut request = home.requests.request(method.clone(), &filled.join("/"));
    // Consent to apps is given in a browser, by somebody who is signed in there; a stream with a token never ends.
    if !path.starts_with("/oauth/authorize") && !path.starts_with("/api/v1/streaming") {
        request = request.bearer_auth(&alice.token);
    }
    let answer = home.requests.send(request).await;
    let is_missing = answer.text == r#"{"error":"Not Found"}"# || answer.text.contains("Nothing here");
    answer.status != 405 && !(answer.status == 404 && is_missing)
}

#[test]
fn the_page_of_methods_says_what_is_so() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let page = root().join("docs/mastodon-api.md");
        let (mut wrong, mut lines) = (Vec::new(), Vec::new());
        for line in fs::read_to_string(&page).expect("the page").lines() {
            lines.push(line.to_owned());
            let Some((method, path, state)) = cells(line) else { continue };
            let is_there = exists(home, &alice, &method, &path).await;
            let is_claimed = state == "done";
            let is_explained = state.starts_with("not yet: ") || state.starts_with("never: ");
            if is_there != is_claimed || !(is_claimed || is_explained) {
                wrong.push(format!("{method} {path}: {state:?}, but it is {is_there} that it exists"));
            }
            if is_there {
                lines.pop();
                lines.push(format!("| {method} | `{path}` | done |"));
            }
        }
        if std::env::var_os(WRITE).is_some() {
            fs::write(&page, lines.join("\n") + "\n").expect("the page can be written");
        } else {
            assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        }
    });
}

#[test]
fn every_route_is_on_the_page_or_among_our_extensions() {
    let read = |path: &str| fs::read_to_string(root().join(path)).unwrap_or_default();
    let described = read("docs/mastodon-api.md") + &read(EXTENSIONS);
    let known: Vec<String> =
        described.split('`').filter(|word| word.starts_with('/')).map(with_bare_parameters).collect();
    let routes = read("crates/client_api/src/routes/mod.rs") + &read("crates/client_api/src/routes/admin.rs");
    assert!(!routes.is_empty(), "the sitemap is somewhere else");
    let missing: Vec<&str> = routes
        .split('"')
        .filter(|text| text.starts_with("/api/v") || text.starts_with("/oauth/"))
        .filter(|path| !known.contains(&with_bare_parameters(path)))
        .collect();
    assert!(missing.is_empty(), "described nowhere: {missing:?}");
}

/// The path with every parameter written alike.
fn with_bare_parameters(path: &str) -> String {
    let parts = path.split('/').map(|part| {
        let is_parameter = part.starts_with(':') || part.starts_with('{');
        if is_parameter { "{}" } else { part }
    });
    parts.collect::<Vec<_>>().join("/")
}
