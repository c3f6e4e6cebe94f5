//! What other implementations and specifications give as examples, where they are at hand.

use std::{fs, path::Path};

use activitypub::{
    http_date, proof,
    signature::{PublicKey, Refusal},
};
use serde_json::Value;

use crate::request::Request;

#[test]
fn the_proof_of_the_specification_is_believed() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors/eddsa_jcs_2022_fep8b32.json");
    let Ok(text) = fs::read_to_string(path) else { return };
    let vector: Value = serde_json::from_str(&text).unwrap();
    let key = vector["actor"]["assertionMethod"][0]["publicKeyMultibase"].as_str().unwrap();
    let key = PublicKey::from_multibase(key).unwrap();
    let check = |document: &Value| {
        let claim = proof::Claim::read(document, "2026-11-23T10:00:00Z").expect("there is a proof");
        claim.and_then(|claim| claim.verify(&key))
    };
    assert_eq!(check(&vector["signed"]), Ok(()));
    let mut changed = vector["signed"].clone();
    changed["object"]["content"] = "Hello".into();
    assert_eq!(check(&changed), Err(Refusal::BadProof));
}

#[test]
fn vectors_are_judged_as_mastodon_judges_them() {
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/vectors/http_signatures_mastodon.json");
    let Ok(text) = fs::read_to_string(path) else { return };
    let vectors: Value = serde_json::from_str(&text).unwrap();
    let (rsa, host) = (vectors["public_key_pem"].as_str().unwrap(), vectors["host"].as_str().unwrap());
    let mut judged = 0;
    for vector in vectors["vectors"].as_array().unwrap() {
        let is_about = |words: &str| vector["name"].as_str().is_some_and(|name| name.contains(words));
        if is_about("inaccessible key") || is_about("Ed25519") {
            // About fetching the key, which is not this room's business; and of another key, which is not told.
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
        let verdict = request.check(rsa, host, now.as_millisecond());
        if is_about("malformed") {
            assert!(verdict.as_ref().is_err_and(Refusal::is_malformed), "{verdict:?}");
        }
        // This server is stricter in general (it always wants `(request-target)` covered), but in none of these.
        assert_eq!(verdict.is_ok(), vector["mastodon_accepts"] == true, "{}: {verdict:?}", vector["name"]);
        judged += 1;
    }
    assert!(judged > 20, "only {judged} vectors were judged");
    assert_eq!(http_date::read("Wed, 20 Dec 2023 10:00:00 GMT"), Some(1_703_066_400_000));
}
