//! Forged signatures: whatever is not signed by whom it names, over all that matters and just now, is refused.

use activitypub::signature::PrivateKey;
use http::StatusCode;
use serde_json::json;
use testkit::{
    Home, Neighbour, Stranger,
    forge::{Forgery, Pen, public_pem},
    neighbour::deliver,
};

use super::{Stage, refused, stage};
use crate::with_site;

/// What a forger may change of a good request before it is signed.
type Change = Box<dyn FnOnce(&mut Forgery)>;

fn case<F: FnOnce(&mut Forgery) + 'static>(name: &'static str, change: F) -> (&'static str, Change) {
    (name, Box::new(change))
}

/// The answer to a delivery that is signed so.
async fn sends(home: &Home, by: &Stranger, body: &[u8], change: impl FnOnce(&mut Forgery)) -> u16 {
    refused(&deliver(&home.requests, &by.forges(home, body, change), body.to_vec()).await)
}

fn without(headers: &[(String, String)], name: &str) -> Vec<(String, String)> {
    headers.iter().filter(|(known, _)| known != name).cloned().collect()
}

fn with(headers: &[(String, String)], name: &str, value: &str) -> Vec<(String, String)> {
    let mut changed = without(headers, name);
    changed.push((name.to_owned(), value.to_owned()));
    changed
}

#[test]
fn what_is_not_properly_signed_is_refused() {
    with_site(async |home| {
        let Stage { alice, victim, .. } = stage(home).await;
        let body = victim.activity("Create", 1, &victim.note(1, "forged")).to_string().into_bytes();
        let good = victim.forges(home, &body, |_| {});
        let send = async |headers: &[(String, String)], body: &[u8]| {
            refused(&deliver(&home.requests, headers, body.to_vec()).await)
        };
        assert_eq!(send(&without(&good, "signature"), &body).await, 401, "S-001: no signature");
        let altered = [&body[..], b" "].concat();
        assert_eq!(send(&good, &altered).await, 401, "S-004: the body altered after it was digested");
        assert_eq!(send(&without(&good, "digest"), &body).await, 401, "S-006: the digest taken away");
        let foreign = with(&good, "host", "other.example");
        assert!((400..500).contains(&send(&foreign, &body).await), "S-015: sent to another host");
        for kind in [
            "text/html",
            "text/plain",
            "application/x-www-form-urlencoded",
            "multipart/form-data",
            "image/png",
        ] {
            assert_eq!(send(&with(&good, "content-type", kind), &body).await, 415, "S-046: {kind}");
        }
        assert_eq!(send(&without(&good, "content-type"), &body).await, 415, "S-046: no type at all");
        home.settle().await;
        assert!(alice.home().await.is_empty());
        assert_eq!(send(&good, &body).await, 202, "the honest original");
        home.settle().await;
        assert_eq!(alice.home_texts().await, ["forged"]);
    });
}

#[test]
fn a_signature_covers_all_that_matters() {
    with_site(async |home| {
        let Stage { alice, victim, .. } = stage(home).await;
        let body = victim.activity("Create", 1, &victim.note(1, "forged")).to_string().into_bytes();
        let other = home.domain().replace("localhost", "other.example");
        let cases = [
            case("S-006: no digest covered", |it| it.covered.retain(|name| *name != "digest")),
            case("S-007: another body's digest, signed", |it| {
                it.set("digest", "SHA-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
            }),
            case("S-007: an empty digest, signed", |it| it.set("digest", "SHA-256=")),
            case("S-008: a weak digest alone", |it| it.set("digest", "MD5=1B2M2Y8AsgTpgAmY7PhCfg==")),
            case("S-008: a digest of no known kind", |it| it.set("digest", "CRC32=AAAAAA==, X=Y")),
            case("S-012: the target unsigned", |it| it.covered.retain(|name| *name != "(request-target)")),
            case("S-013: signed for another path", |it| "post /users/x/inbox".clone_into(&mut it.target)),
            case("S-013: signed for a path that only begins so", |it| {
                "post /inbox/x".clone_into(&mut it.target);
            }),
            case("S-013: signed with a query", |it| "post /inbox?x".clone_into(&mut it.target)),
            case("S-014: signed as GET", |it| "get /inbox".clone_into(&mut it.target)),
            case("S-015: signed for another host, and relayed", move |it| it.set("host", other)),
            case("S-017: the date alone covered", |it| it.covered = vec!["date"]),
            case("S-017: nothing covered", |it| it.covered = Vec::new()),
            case("S-017: no moment covered", |it| it.covered.retain(|name| *name != "date")),
            case("S-017: a header covered twice", |it| it.covered.push("date")),
        ];
        for (name, change) in cases {
            let status = sends(home, &victim, &body, change).await;
            assert!(matches!(status, 400 | 401), "{name}: {status}");
        }
        home.settle().await;
        assert!(alice.home().await.is_empty());
    });
}

#[test]
fn a_signature_is_of_its_time() {
    with_site(async |home| {
        let Stage { alice, victim, .. } = stage(home).await;
        let body = victim.activity("Create", 1, &victim.note(1, "late")).to_string().into_bytes();
        let now_ms = home.site.now().as_millis();
        let dated = move |hours: i64| {
            move |it: &mut Forgery| it.set("date", activitypub::http_date::write(now_ms + hours * 3_600_000))
        };
        let timed = move |created_hours: i64, expires_hours: i64| {
            move |it: &mut Forgery| {
                it.algorithm = Some("hs2019");
                it.created = Some(now_ms / 1_000 + created_hours * 3_600);
                it.expires = Some(now_ms / 1_000 + expires_hours * 3_600);
                it.covered = vec!["(request-target)", "(created)", "(expires)", "host", "digest"];
            }
        };
        let cases = [
            case("S-009: a day old", dated(-25)),
            case("S-009: half a day old", dated(-13)),
            case("S-010: a day ahead", dated(25)),
            case("S-010: hours ahead", dated(2)),
            case("S-009: no date at all", |it| it.set("date", "yesterday")),
            case("S-039: at its end", timed(-3, -2)),
            case("S-039: not made yet", timed(2, 3)),
            case("S-039: made long ago", timed(-25, 1)),
            case("S-039: made at no time", |it| {
                it.algorithm = Some("hs2019");
                it.covered = vec!["(request-target)", "(created)", "host", "digest"];
            }),
            case("S-039: an end that is not signed", move |it| it.expires = Some(now_ms / 1_000 - 9_999)),
        ];
        for (name, change) in cases {
            let status = sends(home, &victim, &body, change).await;
            assert!(matches!(status, 400 | 401), "{name}: {status}");
        }
        assert_eq!(sends(home, &victim, &body, timed(0, 1)).await, 202, "what is in its time");
        home.settle().await;
        assert_eq!(alice.home_texts().await, ["late"]);
    });
}

#[test]
fn only_the_named_key_signs_and_only_by_a_method_that_proves_something() {
    with_site(async |home| {
        let Stage { alice, victim, evil, .. } = stage(home).await;
        let body = victim.activity("Create", 1, &victim.note(1, "forged")).to_string().into_bytes();
        let victims_key = victim.key_id();
        let name_victim = move |it: &mut Forgery| it.key_id.clone_from(&victims_key);
        let public = victim.key.public_pem().into_bytes();
        let same = public.clone();
        let secret = name_victim.clone();
        let hmac = name_victim.clone();
        let none = name_victim.clone();
        let weak = name_victim.clone();
        let random = name_victim.clone();
        let cases = [
            case("S-003: victim's key named, evil's used", name_victim),
            case("S-024: the public key as a secret", move |it| {
                secret(it);
                it.algorithm = Some("hmac-sha256");
                it.pen = Pen::Hmac(public);
            }),
            case("S-025: the same, under the name of RSA", move |it| {
                hmac(it);
                it.pen = Pen::Hmac(same);
            }),
            case("S-026: no algorithm, no signature", move |it| {
                none(it);
                it.algorithm = Some("none");
                it.pen = Pen::Bytes(Vec::new());
            }),
            case("S-026: no signature alone", |it| it.pen = Pen::Bytes(Vec::new())),
            case("S-027: a weak hash named", move |it| {
                weak(it);
                it.algorithm = Some("rsa-sha1");
            }),
            case("S-002: random bytes", move |it| {
                random(it);
                it.pen = Pen::Bytes(vec![0x5a; 256]);
            }),
            case("S-002: a million bytes", |it| it.pen = Pen::Bytes(vec![0x5a; 20_000])),
        ];
        for (name, change) in cases {
            let status = sends(home, &evil, &body, change).await;
            assert!(matches!(status, 400 | 401 | 431), "{name}: {status}");
        }
        home.settle().await;
        assert!(alice.home().await.is_empty());
    });
}

#[test]
fn a_key_stands_at_a_web_address_of_another_server() {
    with_site(async |home| {
        let Stage { alice, victim, bad, .. } = stage(home).await;
        let body = victim.activity("Create", 1, &victim.note(1, "forged")).to_string().into_bytes();
        for odd in [
            "file:///etc/passwd",
            "javascript:alert(1)",
            "data:application/activity+json,{}",
            "gopher://x/",
            "ftp://localhost/key",
            "//localhost/key",
            "key",
            "acct:",
            "acct:@",
            "acct:nobody",
        ] {
            let status = sends(home, &victim, &body, |it| odd.clone_into(&mut it.key_id)).await;
            assert_eq!(status, 401, "S-032: {odd}");
        }
        let ours = [
            format!("{}#main-key", alice.account.uri),
            alice.account.uri.clone(),
            format!("http://{}/actor#main-key", home.domain()),
            format!("http://{}/anything", home.domain()),
            format!("HTTP://{}/ap/users/1", home.domain().to_uppercase()),
            format!("acct:{}", alice.handle()),
        ];
        for key_id in ours {
            let status = sends(home, &victim, &body, |it| it.key_id.clone_from(&key_id)).await;
            assert_eq!(status, 401, "S-033: {key_id}");
        }
        let before = bad.asked().len();
        home.settle().await;
        assert_eq!((alice.home().await.len(), bad.asked().len()), (0, before));
    });
}

#[test]
fn weak_keys_prove_nothing() {
    with_site(async |home| {
        let bad = Neighbour::start().await;
        let long = format!("-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----", "A".repeat(100_000));
        let weak = [
            ("short", public_pem(&[0xb1; 128], &[1, 0, 1]), Pen::Bytes(vec![1; 128])),
            ("unit", public_pem(&[0xff; 256], &[1]), Pen::Unit(256)),
            ("shortunit", public_pem(&[0xff; 128], &[1]), Pen::Unit(128)),
            ("even", public_pem(&[0xfe; 256], &[2]), Pen::Bytes(vec![1; 256])),
            ("zero", public_pem(&[0], &[0]), Pen::Bytes(Vec::new())),
            ("long", long, Pen::Own),
            ("none", String::new(), Pen::Own),
            ("private", PrivateKey::generate().expect("a key").to_pem(), Pen::Own),
        ];
        for (name, pem, pen) in weak {
            let evil = bad.person(name);
            let mut document = evil.document();
            document["publicKey"]["publicKeyPem"] = json!(pem);
            bad.serves(&format!("/users/{name}"), &document);
            let body = evil.activity("Like", 1, &json!("https://far.example/1")).to_string().into_bytes();
            assert_eq!(
                sends(home, &evil, &body, |it| it.pen = pen).await,
                401,
                "S-040: a key that is {name}"
            );
        }
    });
}

#[test]
fn a_key_that_is_not_there_is_asked_for_once() {
    with_site(async |home| {
        let bad = Neighbour::start().await;
        for (name, status) in [("gone", StatusCode::GONE), ("missing", StatusCode::NOT_FOUND)] {
            let ghost = bad.person(name);
            bad.answers(&format!("/users/{name}"), status);
            let like = ghost.activity("Like", 1, &json!("https://far.example/1"));
            let asked = async || {
                let path = format!("/users/{name}");
                bad.asked().iter().filter(|asked| **asked == path).count()
            };
            for _ in 0..5 {
                assert_eq!(ghost.delivers(home, &like).await.status, 401, "S-041: an actor that is {name}");
            }
            assert_eq!(asked().await, 1, "S-041: nobody is asked again and again");
            home.pass(federation::limits::ABSENT_MS + 1);
            bad.serves(&format!("/users/{name}"), &ghost.document());
            assert_eq!(ghost.delivers(home, &like).await.status, 202, "and may come back");
        }
    });
}
