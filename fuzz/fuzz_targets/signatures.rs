//! Signatures: whatever stands in the headers, nothing breaks, and nothing is taken but what was signed.
#![no_main]

use std::sync::LazyLock;

use activitypub::signature::{Claim, Form, PrivateKey, PublicKey, Received, Unsigned, sign};
use libfuzzer_sys::{Corpus, fuzz_target};

/// 23 November 2026, 10:00.
const NOW_MS: i64 = 1_795_428_000_000;
const HOST: &str = "home.example";
const BODY: &[u8] = b"{}";

/// No secret but thirty-two times the number seven: what it signs is the same in every run, so that requests in the
/// corpus stay signed.
const PEM: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH\n-----END PRIVATE KEY-----";

static ED25519: LazyLock<PrivateKey> = LazyLock::new(|| PrivateKey::from_pem(PEM).expect("a key"));
static RSA: LazyLock<PrivateKey> = LazyLock::new(|| PrivateKey::generate().expect("a key"));

/// A request as text: the method and path, headers, an empty line, the body.
struct Request<'a> {
    method: &'a str,
    path: &'a str,
    headers: Vec<(&'a str, &'a str)>,
    body: Option<&'a [u8]>,
}

impl<'a> Request<'a> {
    fn read(text: &'a str) -> Self {
        let (head, body) = match text.split_once("\n\n") {
            Some((head, body)) => (head, Some(body.as_bytes())),
            None => (text, None),
        };
        let mut lines = head.lines();
        let (method, path) = lines.next().and_then(|line| line.split_once(' ')).unwrap_or(("POST", "/inbox"));
        let headers = lines.filter_map(|line| line.split_once(": ")).collect();
        Self { method, path, headers, body }
    }

    fn with<T>(&self, look: impl FnOnce(&Received<'_>) -> T) -> T {
        let header = |name: &str| {
            let all: Vec<&str> = self.headers.iter().filter(|(known, _)| known == &name).map(|(_, v)| *v).collect();
            (!all.is_empty()).then(|| all.join(", "))
        };
        look(&Received {
            method: self.method,
            scheme: "https",
            host: HOST,
            path_and_query: self.path,
            header: &header,
            body: self.body,
            now_ms: NOW_MS,
        })
    }
}

fuzz_target!(init: write_seeds(), |data: &[u8]| -> Corpus {
    let Ok(text) = std::str::from_utf8(data) else { return Corpus::Reject };
    drop(PublicKey::from_pem(text));
    drop(PublicKey::from_multibase(text));
    let request = Request::read(text);
    let Ok(claim) = request.with(Claim::read) else { return Corpus::Keep };
    assert!(!claim.key_id().is_empty() || claim.form() == Form::Standard);
    for key in [&ED25519, &RSA] {
        if request.with(|received| claim.verify(received, key.public())).is_ok() {
            is_what_was_signed(&request);
        }
    }
    Corpus::Keep
});

/// Only `signed` was ever signed with these keys.
fn is_what_was_signed(request: &Request<'_>) {
    match request.method {
        "GET" => assert!(request.body.is_none() && request.path == "/ap/users/1"),
        method => {
            assert_eq!((method.to_ascii_uppercase().as_str(), request.path.split('?').next()), ("POST", Some("/inbox")));
            assert_eq!(request.body, Some(BODY));
        }
    }
}

/// Writes the requests that were signed to the folder that is named, as a start for the corpus.
fn write_seeds() {
    let Some(folder) = std::env::var_os("FANFARE_FUZZ_SIGN") else { return };
    for (form, form_name) in [(Form::Draft, "draft"), (Form::Standard, "standard")] {
        for (method, path, body) in [("POST", "/inbox", Some(BODY)), ("GET", "/ap/users/1", None)] {
            let text = signed(form, &ED25519, method, path, body);
            let name = format!("{form_name}-{}", method.to_lowercase());
            std::fs::write(std::path::Path::new(&folder).join(name), text).expect("it can be written");
        }
    }
}

fn signed(form: Form, key: &PrivateKey, method: &str, path: &str, body: Option<&[u8]>) -> String {
    let request = Unsigned {
        method,
        scheme: "https",
        host: HOST,
        path_and_query: path,
        date_ms: NOW_MS,
        body,
        content_type: body.map(|_| activitypub::ACTIVITY_JSON),
    };
    let headers = sign(&request, form, key, "https://far.example/u/bob#main-key").expect("it can be signed");
    let mut text = format!("{method} {path}");
    for (name, value) in headers {
        text.push_str(&format!("\n{}: {value}", name.to_ascii_lowercase()));
    }
    if let Some(body) = body {
        text.push_str("\n\n");
        text.push_str(&String::from_utf8_lossy(body));
    }
    text
}
