//! Signatures after RFC 9421.

use activitypub::signature::{Form, PrivateKey, Refusal};

use crate::{
    HOUR_MS, KEY_ID, NOW_MS,
    request::{Request, rsa_sign},
};

/// A request signed after RFC 9421 by hand: `input` is what `Signature-Input` says, `base` the text that is signed.
fn standard(key: &PrivateKey, input: &str, base: &[&str], headers: &[(&str, &str)]) -> Request {
    let text = [base, &[&format!("\"@signature-params\": {input}")]].concat().join("\n");
    let mut all: Vec<(String, String)> = [("host", "home.example"), ("content-digest", CONTENT_DIGEST)]
        .iter()
        .chain(headers)
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    all.push(("signature-input".to_owned(), format!("sig1={input}")));
    all.push(("signature".to_owned(), format!("sig1=:{}:", rsa_sign(key, text.as_bytes()))));
    Request { method: "POST".into(), target: "/inbox".into(), headers: all, body: Some(b"{}".to_vec()) }
}

const CONTENT_DIGEST: &str = "sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:";
const METHOD: &str = "\"@method\": POST";
const TARGET: &str = "\"@target-uri\": https://home.example/inbox";
const DIGEST: &str = "\"content-digest\": sha-256=:RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o=:";

#[test]
fn the_standard_form_is_verified_with_either_kind_of_key() {
    for key in [PrivateKey::generate().unwrap(), PrivateKey::generate_ed25519().unwrap()] {
        let signed = || Request::signed_as(Form::Standard, &key, NOW_MS);
        let check = |request: Request| request.check(&key.public_pem(), "home.example", NOW_MS);
        assert_eq!(check(signed()), Ok(()));
        assert!(matches!(
            signed().check(&key.public_pem(), "other.example", NOW_MS),
            Err(Refusal::Mismatch { .. })
        ));
        assert_eq!(check(Request { body: Some(b"{ }".to_vec()), ..signed() }), Err(Refusal::WrongDigest));
        let elsewhere = Request { target: "/users/alice/inbox".into(), ..signed() };
        assert!(matches!(check(elsewhere), Err(Refusal::Mismatch { .. })));
        assert_eq!(check(signed().without("content-digest")), Err(Refusal::NoDigest));
        assert_eq!(check(signed().without("signature")), Err(Refusal::Missing));
        let bad = signed().change("content-digest", |value| value.replace("sha-256", "SHA-256"));
        assert!(matches!(check(bad), Err(Refusal::Malformed(_))));
        assert_eq!(
            signed().check(&key.public_pem(), "home.example", NOW_MS + 25 * HOUR_MS),
            Err(Refusal::TooOld(25 * 3600))
        );
    }
}

#[test]
fn what_others_cover_in_the_standard_form_is_enough_or_not() {
    let (key, now) = (PrivateKey::generate().unwrap(), NOW_MS / 1000);
    let check = |input: &str, base: &[&str]| {
        let request = standard(&key, input, base, &[("content-type", "application/activity+json")]);
        request.check(&key.public_pem(), "home.example", NOW_MS)
    };
    let usual = format!(";created={now};keyid=\"{KEY_ID}\"");
    let with = |covered: &str, more: &str| format!("({covered}){usual}{more}");
    let all = "\"@method\" \"@target-uri\" \"content-digest\"";
    let base = [METHOD, TARGET, DIGEST];
    assert_eq!(check(&with(all, ""), &base), Ok(()));
    assert_eq!(check(&with(all, ";alg=\"rsa-v1_5-sha256\""), &base), Ok(()));
    assert_eq!(check(&with(all, &format!(";expires={};nonce=\"x\";tag=\"y\"", now + 300)), &base), Ok(()));
    let parts = "\"@method\" \"@authority\" \"@path\" \"content-type\" \"content-digest\"";
    let parts_base = [
        METHOD,
        "\"@authority\": home.example",
        "\"@path\": /inbox",
        "\"content-type\": application/activity+json",
        DIGEST,
    ];
    assert_eq!(check(&with(parts, ""), &parts_base), Ok(()), "Fedify's relatives");
    let short = |covered: &str, base: &[&str]| check(&with(covered, ""), base);
    assert_eq!(
        short("\"@target-uri\" \"content-digest\"", &[TARGET, DIGEST]),
        Err(Refusal::Uncovered("@method"))
    );
    assert_eq!(
        short("\"@method\" \"content-digest\"", &[METHOD, DIGEST]),
        Err(Refusal::Uncovered("@target-uri"))
    );
    assert_eq!(
        short("\"@method\" \"@target-uri\"", &[METHOD, TARGET]),
        Err(Refusal::Uncovered("content-digest"))
    );
    for algorithm in ["hmac-sha256", "rsa-pss-sha512", "none"] {
        let refusal = check(&with(all, &format!(";alg=\"{algorithm}\"")), &base);
        assert_eq!(refusal, Err(Refusal::Algorithm(algorithm.into())));
    }
    let other = check(&with(all, ";alg=\"ed25519\""), &base);
    assert!(matches!(other, Err(Refusal::BadKey(_))));
    assert_eq!(check(&format!("({all});keyid=\"{KEY_ID}\""), &base), Err(Refusal::Uncovered("created")));
    assert!(matches!(check(&format!("({all});created={now}"), &base), Err(Refusal::Malformed(_))));
    let expired = check(&with(all, &format!(";expires={}", now - 8_000)), &base);
    assert_eq!(expired, Err(Refusal::Expired((now - 8_000).to_string())));
    let future = format!("({all});created={};keyid=\"{KEY_ID}\"", now + 7_200);
    assert_eq!(check(&future, &base), Err(Refusal::TooEarly(7_200)));
    for odd in [
        format!("({all} \"@method\"){usual}"),
        format!("({all} \"@status\"){usual}"),
        format!("({all} \"x-list\";sf){usual}"),
        format!("({all};created={now}"),
        format!("({all});created=soon;keyid=\"{KEY_ID}\""),
        format!("({}){usual}", "\"a\" ".repeat(100).trim_end()),
        "7".to_owned(),
        String::new(),
    ] {
        assert!(matches!(check(&odd, &base), Err(Refusal::Malformed(_))), "{odd}");
    }
}

#[test]
fn a_mismatch_in_the_standard_form_tells_no_secrets() {
    let (key, other) = (PrivateKey::generate().unwrap(), PrivateKey::generate().unwrap());
    let input = format!(
        "(\"@method\" \"@target-uri\" \"content-digest\" \"x-proxy-token\");created={};keyid=\"{KEY_ID}\"",
        NOW_MS / 1000
    );
    let base = [METHOD, TARGET, DIGEST, "\"x-proxy-token\": hunter2"];
    let request = standard(&key, &input, &base, &[("x-proxy-token", "hunter2")]);
    assert_eq!(request.check(&key.public_pem(), "home.example", NOW_MS), Ok(()));
    let said = request.check(&other.public_pem(), "home.example", NOW_MS).unwrap_err().to_string();
    assert!(said.contains("https://home.example/inbox") && !said.contains("hunter2"), "{said}");
}
