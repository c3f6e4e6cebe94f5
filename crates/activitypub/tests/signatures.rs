//! Signatures: what we sign can be verified, what is tampered with is refused, and what other implementations
//! signed is judged as they say.

use std::{fs, path::Path};

use activitypub::{
    http_date,
    signature::{Claim, PrivateKey, Received, Refusal, Unsigned, sign, verify},
};
use serde_json::Value;

const NOW_MS: i64 = 1_763_892_000_000;
const HOUR_MS: i64 = 3_600_000;
const KEY_ID: &str = "https://far.example/u/bob#main-key";

struct Request {
    method: String,
    target: String,
    headers: Vec<(String, String)>,
    body: Option<Vec<u8>>,
}

impl Request {
    fn signed(key: &PrivateKey, date_ms: i64) -> Self {
        let body = b"{}".to_vec();
        let unsigned = Unsigned {
            method: "POST",
            path_and_query: "/inbox",
            host: "home.example",
            date_ms,
            body: Some(&body),
            content_type: Some("application/activity+json"),
        };
        let headers = sign(&unsigned, key, KEY_ID).expect("the key signs");
        let headers = headers.into_iter().map(|(name, value)| (name.to_lowercase(), value)).collect();
        Self { method: "POST".into(), target: "/inbox".into(), headers, body: Some(body) }
    }

    fn check(&self, pem: &str, host: &str, now_ms: i64) -> Result<(), Refusal> {
        let header = |name: &str| {
            let found: Vec<&str> = self
                .headers
                .iter()
                .filter(|(known, _)| known == name)
                .map(|(_, value)| value.as_str())
                .collect();
            (!found.is_empty()).then(|| found.join(", "))
        };
        let received = Received {
            method: &self.method,
            path_and_query: &self.target,
            header: &header,
            body: self.body.as_deref(),
            hosts: &[host],
            now_ms,
        };
        verify(&Claim::read(&received)?, &received, pem)
    }

    fn change(mut self, name: &str, change: impl Fn(&str) -> String) -> Self {
        for (known, value) in &mut self.headers {
            if known == name {
                *value = change(value);
            }
        }
        self
    }

    fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self
    }
}

#[test]
fn what_is_signed_is_verified_and_nothing_else() {
    let (key, other) = (PrivateKey::generate().unwrap(), PrivateKey::generate().unwrap());
    let signed = || Request::signed(&key, NOW_MS);
    let check = |request: Request| request.check(&key.public_pem(), "home.example", NOW_MS);
    assert_eq!(check(signed()), Ok(()));
    assert_eq!(check(signed().without("signature")), Err(Refusal::Missing));
    assert!(matches!(
        signed().check(&other.public_pem(), "home.example", NOW_MS),
        Err(Refusal::Mismatch { .. })
    ));
    assert_eq!(
        signed().check(&key.public_pem(), "other.example", NOW_MS),
        Err(Refusal::WrongHost("home.example".into()))
    );
    assert_eq!(check(Request { body: Some(b"{ }".to_vec()), ..signed() }), Err(Refusal::WrongDigest));
    assert!(matches!(
        check(Request { target: "/users/alice/inbox".into(), ..signed() }),
        Err(Refusal::Mismatch { .. })
    ));
    assert_eq!(check(signed().without("digest")), Err(Refusal::NoDigest));
    let narrowed = |name: &'static str| signed().change("signature", |value| value.replace(name, ""));
    assert_eq!(check(narrowed("(request-target) ")), Err(Refusal::Uncovered("(request-target)")));
    assert_eq!(check(narrowed(" digest")), Err(Refusal::Uncovered("digest")));
    assert_eq!(check(narrowed(" date")), Err(Refusal::Uncovered("date or (created)")));
    for algorithm in ["none", "hmac-sha256", "rsa-sha1", "RSA-SHA1"] {
        let changed = signed().change("signature", |value| value.replace("rsa-sha256", algorithm));
        assert_eq!(check(changed), Err(Refusal::Algorithm(algorithm.to_lowercase())));
    }
    let repeated = signed().change("signature", |value| format!("{value},keyId=\"x\""));
    assert!(matches!(check(repeated), Err(Refusal::Malformed(_))));
    let modern = signed().change("host", |host| host.to_owned());
    let modern = Request {
        headers: [modern.headers, vec![("signature-input".into(), "x".into())]].concat(),
        ..signed()
    };
    assert_eq!(check(modern), Err(Refusal::Rfc9421));
}

#[test]
fn requests_age() {
    let key = PrivateKey::generate().unwrap();
    let dated = |ms: i64| Request::signed(&key, NOW_MS + ms).check(&key.public_pem(), "home.example", NOW_MS);
    assert_eq!(dated(-11 * HOUR_MS), Ok(()));
    assert_eq!(dated(HOUR_MS / 2), Ok(()));
    assert_eq!(dated(-25 * HOUR_MS), Err(Refusal::TooOld(25 * 3600)));
    assert_eq!(dated(25 * HOUR_MS), Err(Refusal::TooEarly(25 * 3600)));
}

#[test]
fn nothing_that_arrives_as_a_signature_breaks_the_reader() {
    let key = PrivateKey::generate().unwrap();
    for header in
        ["", "=", ",", "a", "a=", "a=\"", "a=\"b\"c", "keyId=\"\",signature=\"\"", "é=\"ü\"", "a=b,,c=d"]
    {
        let request = Request::signed(&key, NOW_MS).change("signature", |_| header.to_owned());
        assert!(request.check(&key.public_pem(), "home.example", NOW_MS).is_err(), "{header}");
    }
}

/// Where this server is stricter than Mastodon: it wants `(request-target)` and, for a POST, the digest signed.
fn is_stricter(vector: &Value) -> bool {
    let signature = vector["headers"]["Signature"].as_str().unwrap_or_default();
    !signature.contains("(request-target)")
        || (vector["method"] == "POST" && !signature.contains("digest"))
        || (vector["method"] == "GET" && !signature.contains("host"))
}

#[test]
fn vectors_are_judged_as_mastodon_judges_them() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors/http_signatures_mastodon.json");
    let Ok(text) = fs::read_to_string(path) else { return };
    let vectors: Value = serde_json::from_str(&text).unwrap();
    let (pem, host) = (vectors["public_key_pem"].as_str().unwrap(), vectors["host"].as_str().unwrap());
    let mut judged = 0;
    for vector in vectors["vectors"].as_array().unwrap() {
        if vector["scheme"] != "cavage-12" {
            continue;
        }
        if vector["name"].as_str().is_some_and(|name| name.contains("inaccessible key")) {
            // About fetching the key, which is not this room's business.
            continue;
        }
        let headers = vector["headers"].as_object().unwrap();
        let now: jiff::Timestamp = vector["now"].as_str().unwrap().parse().unwrap();
        let request = Request {
            method: vector["method"].as_str().unwrap().to_owned(),
            target: vector["target"].as_str().unwrap().to_owned(),
            headers: headers
                .iter()
                .map(|(n, v)| (n.to_lowercase(), v.as_str().unwrap().to_owned()))
                .collect(),
            body: vector["body"].as_str().map(|body| body.as_bytes().to_vec()),
        };
        let verdict = request.check(pem, host, now.as_millisecond());
        let wanted = vector["mastodon_accepts"] == true && !is_stricter(vector);
        assert_eq!(verdict.is_ok(), wanted, "{}: {verdict:?}", vector["name"]);
        judged += 1;
    }
    assert!(judged > 5, "only {judged} vectors were judged");
    assert_eq!(http_date::read("Wed, 20 Dec 2023 10:00:00 GMT"), Some(1_703_066_400_000));
}
