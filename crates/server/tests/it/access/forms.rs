//! Forms of others: what a page of another site has a browser send here does nothing, wherever it is sent.

use std::{fs, path::Path};

use http::Method;
use testkit::{Answer, Home};

use super::{filled, root};
use crate::{pages::secret, settings::Tab, with_site};

/// Whoever has the address may use it, with or without a page of ours: mail programs do, for their people.
const BY_ADDRESS_ALONE: [&str; 1] = ["/unsubscribe/{token}"];
const FORM: &str = "application/x-www-form-urlencoded";
const MULTIPART: &str = "multipart/form-data; boundary=x";

/// The sources of the room of pages.
fn sources(folder: &Path, found: &mut String) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push_str(&fs::read_to_string(path).unwrap());
        }
    }
}

/// What changes something, as the sitemap of pages has it: methods and paths.
fn changes() -> Vec<(Method, String)> {
    let mut source = String::new();
    sources(&root().join("crates/web/src"), &mut source);
    let mut found = Vec::new();
    for route in source.split(".route(").skip(1) {
        let path = route.split('"').nth(1).unwrap_or_default();
        let methods = route.split(".layer(").next().unwrap_or_default();
        let methods = methods.split(".merge(").next().unwrap_or_default();
        for (word, method) in [
            ("post(", Method::POST),
            ("put(", Method::PUT),
            ("patch(", Method::PATCH),
            ("delete(", Method::DELETE),
        ] {
            if path.starts_with('/') && methods.contains(word) && !BY_ADDRESS_ALONE.contains(&path) {
                found.push((method, path.to_owned()));
            }
        }
    }
    found
}

/// Something that a browser sends.
struct Sent<'a> {
    cookie: &'a str,
    origin: Option<&'a str>,
    kind: &'a str,
    body: String,
}

async fn send(home: &Home, method: &Method, path: &str, sent: Sent<'_>) -> Answer {
    let request = home.requests.request(method.clone(), path).header("cookie", sent.cookie);
    let request = request.header("content-type", sent.kind).body(sent.body);
    home.requests
        .send(match sent.origin {
            Some(origin) => request.header("origin", origin),
            None => request,
        })
        .await
}

/// A form of one field, as each kind of form is sent.
fn body(kind: &str, csrf: &str) -> String {
    match kind {
        MULTIPART => {
            format!("--x\r\ncontent-disposition: form-data; name=\"csrf\"\r\n\r\n{csrf}\r\n--x--\r\n")
        }
        _ => format!("csrf={csrf}"),
    }
}

/// It was refused before anything was done.
fn is_refused(status: &u16) -> bool {
    [400, 403, 415].contains(status)
}

#[test]
fn no_other_site_has_anything_done_in_somebodys_name() {
    with_site(async |home| {
        home.person("alice").await;
        let tab = Tab::of(home, "alice").await;
        let csrf = secret(&tab.opens("/settings").await);
        let (mut wrong, changes) = (Vec::new(), changes());
        assert!(changes.len() > 40, "the sitemap was read: {changes:?}");
        for (method, path) in &changes {
            let asked = filled(path);
            for (why, origin, csrf) in [
                ("without the secret", None, ""),
                ("with a secret that is none", Some(home.requests.base()), "guess"),
                ("from another site", Some("https://evil.example"), &*csrf),
                ("from nowhere", Some("null"), &*csrf),
            ] {
                let sends = async |kind| {
                    let sent = Sent { cookie: &tab.cookie, origin, kind, body: body(kind, csrf) };
                    send(home, method, &asked, sent).await.status.as_u16()
                };
                // Forms with a file are of another kind, and one kind is not read as the other.
                let statuses = [sends(FORM).await, sends(MULTIPART).await];
                if !statuses.contains(&403) || !statuses.iter().all(is_refused) {
                    wrong.push(format!("S-220: {method} {path} {why}: {statuses:?}"));
                }
            }
            // What a script elsewhere may send without asking first.
            let words = format!("{{\"csrf\":\"{csrf}\"}}");
            let sent = Sent { cookie: &tab.cookie, origin: None, kind: "text/plain", body: words };
            let status = send(home, method, &asked, sent).await.status.as_u16();
            if !is_refused(&status) {
                wrong.push(format!("S-220: {method} {path} as plain text: {status}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        assert!(tab.is_in().await, "nothing was done");
    });
}

#[test]
fn a_cookie_is_worth_nothing_at_the_client_api() {
    with_site(async |home| {
        home.person("alice").await;
        let tab = Tab::of(home, "alice").await;
        for path in
            super::paths().iter().filter(|path| path.contains("/admin/") || path.ends_with("/statuses"))
        {
            let asked = filled(path);
            let sent =
                Sent { cookie: &tab.cookie, origin: None, kind: FORM, body: "status=hello".to_owned() };
            let answer = send(home, &Method::POST, &asked, sent).await;
            assert!([401, 404, 405].contains(&answer.status.as_u16()), "S-224: {path}: {}", answer.text);
        }
    });
}
