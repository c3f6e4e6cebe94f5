//! Signatures after draft-cavage-http-signatures-12.

use activitypub::{
    http_date,
    signature::{Form, PrivateKey, Refusal, Unsigned, sign},
};
use aws_lc_rs::{
    digest,
    signature::{Ed25519KeyPair, KeyPair},
};
use base64::{Engine, engine::general_purpose::STANDARD};

use crate::{
    HOUR_MS, KEY_ID, NOW_MS,
    request::{Request, rsa_sign},
};

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
}

/// A request signed by hand: whatever the parameters and headers say, the signature fits them.
fn crafted(key: &PrivateKey, parameters: &str, covered: &[&str], headers: &[(&str, &str)]) -> Request {
    let body = b"{}".to_vec();
    let digest = digest::digest(&digest::SHA256, &body);
    let own = [
        ("host", "home.example".to_owned()),
        ("date", http_date::write(NOW_MS)),
        ("digest", format!("sha-256={}", STANDARD.encode(digest))),
    ];
    let given = headers.iter().map(|(name, value)| (*name, (*value).to_owned()));
    let headers: Vec<(String, String)> = own
        .into_iter()
        .filter(|(name, _)| !headers.iter().any(|(given, _)| given == name))
        .chain(given)
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
    let value = |name: &str| match name {
        "(request-target)" => "post /inbox".to_owned(),
        name if name.starts_with('(') => parameter(parameters, name.trim_matches(['(', ')'])),
        name => headers
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.clone())
            .expect("the header is there"),
    };
    let text: Vec<String> = covered.iter().map(|name| format!("{name}: {}", value(name))).collect();
    let signature = rsa_sign(key, text.join("\n").as_bytes());
    let covered = covered.join(" ");
    let signature = format!("keyId=\"{KEY_ID}\",{parameters}headers=\"{covered}\",signature=\"{signature}\"");
    let headers = [headers, vec![("signature".to_owned(), signature)]].concat();
    Request { method: "POST".into(), target: "/inbox".into(), headers, body: Some(body) }
}

fn parameter(parameters: &str, name: &str) -> String {
    let (_, value) = parameters.split_once(&format!("{name}=")).expect("the parameter is there");
    value.split_once(',').map_or(value, |(value, _)| value).to_owned()
}

const USUAL: [&str; 4] = ["(request-target)", "host", "date", "digest"];
const TIMED: [&str; 5] = ["(request-target)", "host", "(created)", "(expires)", "digest"];

#[test]
fn what_others_sign_differently_is_verified_too() {
    let key = PrivateKey::generate().unwrap();
    let check = |request: Request| request.check(&key.public_pem(), "home.example", NOW_MS);
    let now = NOW_MS / 1000;
    for parameters in ["", "algorithm=\"rsa-sha256\",", "algorithm=\"hs2019\",", "algorithm=\"RSA-SHA256\","]
    {
        assert_eq!(check(crafted(&key, parameters, &USUAL, &[])), Ok(()), "{parameters}");
    }
    let timed = format!("algorithm=\"hs2019\",created={now},expires={},", now + 300);
    assert_eq!(check(crafted(&key, &timed, &TIMED, &[])), Ok(()), "Discourse");
    let fraction = format!("algorithm=\"hs2019\",created={now},expires={}.25,", now + 300);
    assert_eq!(check(crafted(&key, &fraction, &TIMED, &[])), Ok(()));
    let pleroma = ["(request-target)", "content-length", "date", "digest", "host"];
    assert_eq!(check(crafted(&key, "", &pleroma, &[("content-length", "2")])), Ok(()), "Pleroma");
    let with_query = Request { target: "/inbox?x=1".into(), ..crafted(&key, "", &USUAL, &[]) };
    assert_eq!(check(with_query), Ok(()), "the query is left out of the signature");
    let digest = digest::digest(&digest::SHA512, b"{}");
    let content_digest = format!("sha-512=:{}:", STANDARD.encode(digest));
    let covered = ["(request-target)", "host", "date", "content-digest"];
    assert_eq!(check(crafted(&key, "", &covered, &[("content-digest", &content_digest)])), Ok(()));
    let several = format!("MD5=x,{}", own_digest());
    assert_eq!(check(crafted(&key, "", &USUAL, &[("digest", &several)])), Ok(()));
    let upper = crafted(&key, "", &USUAL, &[]).change("signature", |value| {
        value
            .replace("keyId", "KEYID")
            .replace("headers=\"(request-target) host", "Headers=\"(Request-Target) Host")
    });
    assert_eq!(check(upper), Ok(()), "names are read in any case");
}

fn own_digest() -> String {
    format!("SHA-256={}", STANDARD.encode(digest::digest(&digest::SHA256, b"{}")))
}

#[test]
fn what_is_signed_but_proves_nothing_is_refused() {
    let key = PrivateKey::generate().unwrap();
    let check = |request: Request| request.check(&key.public_pem(), "home.example", NOW_MS);
    let usual = |headers: &[(&str, &str)]| check(crafted(&key, "", &USUAL, headers));
    assert_eq!(usual(&[("digest", "MD5=mZFLkyvTelC5g8XnyQrpOw==")]), Err(Refusal::NoDigest));
    assert_eq!(usual(&[("digest", "SHA-256=AAAA")]), Err(Refusal::WrongDigest));
    assert_eq!(usual(&[("digest", "SHA-256=?")]), Err(Refusal::WrongDigest));
    assert_eq!(usual(&[("date", "soon")]), Err(Refusal::BadDate));
    assert_eq!(usual(&[("host", "other.example")]), Err(Refusal::WrongHost("other.example".into())));
    let covered = |covered: &[&str]| check(crafted(&key, "", covered, &[]));
    assert_eq!(covered(&["date"]), Err(Refusal::Uncovered("(request-target)")));
    assert_eq!(covered(&["(request-target)", "date"]), Err(Refusal::Uncovered("digest")));
    assert_eq!(
        covered(&["(request-target)", "host", "digest"]),
        Err(Refusal::Uncovered("date or (created)"))
    );
    assert!(matches!(covered(&[&USUAL[..], &["date"]].concat()), Err(Refusal::Malformed(_))));
    let absent = crafted(&key, "", &[&USUAL[..], &["x-a"]].concat(), &[("x-a", "1")]).without("x-a");
    assert_eq!(check(absent), Err(Refusal::Absent("x-a".into())));
    let no_host = crafted(&key, "", &USUAL, &[]).without("host");
    assert_eq!(check(no_host), Err(Refusal::Absent("host".into())));
    let as_get = Request { method: "GET".into(), ..crafted(&key, "", &USUAL, &[]) };
    assert!(matches!(check(as_get), Err(Refusal::Mismatch { .. })));
    let no_body = Request { body: None, ..crafted(&key, "", &USUAL, &[]) };
    assert_eq!(check(no_body), Err(Refusal::WrongDigest));
}

#[test]
fn times_within_the_signature_count() {
    let (key, now) = (PrivateKey::generate().unwrap(), NOW_MS / 1000);
    let check = |request: Request| request.check(&key.public_pem(), "home.example", NOW_MS);
    let timed = |created: i64, expires: i64| {
        let parameters = format!("algorithm=\"hs2019\",created={created},expires={expires},");
        check(crafted(&key, &parameters, &TIMED, &[]))
    };
    assert_eq!(timed(now + 7_200, now + 7_500), Err(Refusal::TooEarly(7_200)));
    assert_eq!(timed(now - 50_000, now + 300), Err(Refusal::TooOld(50_000)));
    assert_eq!(timed(now - 9_000, now - 8_000), Err(Refusal::Expired((now - 8_000).to_string())));
    // The ends of what a number can be.
    assert_eq!(timed(now, i64::MIN), Err(Refusal::Expired(i64::MIN.to_string())));
    assert!(matches!(timed(i64::MIN, i64::MAX), Err(Refusal::TooOld(_))));
    assert!(matches!(timed(i64::MAX, i64::MAX), Err(Refusal::TooEarly(_))));
    let old_fashioned = format!("algorithm=\"rsa-sha256\",created={now},expires={},", now + 300);
    assert!(matches!(check(crafted(&key, &old_fashioned, &TIMED, &[])), Err(Refusal::Malformed(_))));
}

#[test]
fn a_fetch_must_say_for_whom_it_is() {
    let key = PrivateKey::generate().unwrap();
    let unsigned = Unsigned {
        method: "GET",
        scheme: "https",
        host: "home.example",
        path_and_query: "/ap/users/1?page=true",
        date_ms: NOW_MS,
        body: None,
        content_type: None,
    };
    let headers = sign(&unsigned, Form::Draft, &key, KEY_ID).unwrap();
    let headers = headers.into_iter().map(|(name, value)| (name.to_lowercase(), value)).collect();
    let fetch = Request { method: "GET".into(), target: "/ap/users/1?page=true".into(), headers, body: None };
    assert_eq!(fetch.check(&key.public_pem(), "home.example", NOW_MS), Ok(()));
    assert_eq!(fetch.check(&key.public_pem(), "HOME.example", NOW_MS), Ok(()));
    let anywhere = fetch.change("signature", |value| value.replace(" host", ""));
    assert_eq!(anywhere.check(&key.public_pem(), "home.example", NOW_MS), Err(Refusal::Uncovered("host")));
}

#[test]
fn ed25519_is_verified_but_not_under_another_name() {
    let pair = Ed25519KeyPair::generate().unwrap();
    let spki = [&[0x30, 0x2a, 0x30, 5, 6, 3, 0x2b, 0x65, 0x70, 3, 0x21, 0][..], pair.public_key().as_ref()];
    let pem =
        format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----", STANDARD.encode(spki.concat()));
    let key = PrivateKey::generate().unwrap();
    let signed = |algorithm: &str| {
        let request = crafted(&key, &format!("algorithm=\"{algorithm}\","), &USUAL, &[]);
        let find = |name: &str| request.headers.iter().find(|(known, _)| known == name).unwrap().1.clone();
        let text = format!(
            "(request-target): post /inbox\nhost: home.example\ndate: {}\ndigest: {}",
            find("date"),
            find("digest")
        );
        let signature = STANDARD.encode(pair.sign(text.as_bytes()));
        request.change("signature", |value| {
            format!("{}signature=\"{signature}\"", value.split_once("signature=").unwrap().0)
        })
    };
    for algorithm in ["hs2019", "ed25519"] {
        assert_eq!(signed(algorithm).check(&pem, "home.example", NOW_MS), Ok(()), "{algorithm}");
    }
    assert!(matches!(signed("rsa-sha256").check(&pem, "home.example", NOW_MS), Err(Refusal::BadKey(_))));
    let rsa = crafted(&key, "algorithm=\"ed25519\",", &USUAL, &[]);
    assert!(matches!(rsa.check(&key.public_pem(), "home.example", NOW_MS), Err(Refusal::BadKey(_))));
    assert!(matches!(rsa.check("no key", "home.example", NOW_MS), Err(Refusal::BadKey(_))));
}

#[test]
fn a_mismatch_tells_what_was_compared_but_no_secrets() {
    let (key, other) = (PrivateKey::generate().unwrap(), PrivateKey::generate().unwrap());
    let covered = [&USUAL[..], &["x-proxy-token"]].concat();
    let request = crafted(&key, "", &covered, &[("x-proxy-token", "hunter2")]);
    assert_eq!(request.check(&key.public_pem(), "home.example", NOW_MS), Ok(()));
    let refusal = request.check(&other.public_pem(), "home.example", NOW_MS).unwrap_err();
    let said = refusal.to_string();
    assert!(said.contains("(request-target): post /inbox\\nhost: home.example\\ndate: "), "{said}");
    assert!(said.contains("x-proxy-token: (not shown)") && !said.contains("hunter2"), "{said}");
    assert!(refusal.is_mismatch() && !refusal.is_malformed());
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
