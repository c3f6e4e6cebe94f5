//! A device that keeps passkeys, as browsers speak to one (WebAuthn). It answers what it is asked as a good device does,
//! unless a story bends it.

use aws_lc_rs::{
    digest::{SHA256, digest},
    rand::SystemRandom,
    signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair as _},
};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Value, json};

/// The person is there, and the device has seen that it is them.
const PRESENT_AND_VERIFIED: u8 = 0x05;
/// The person is there, whoever it is.
const PRESENT: u8 = 0x01;
/// The answer carries a key.
const WITH_KEY: u8 = 0x40;

/// A device with its passkeys.
pub struct Device {
    origin: String,
    keys: Vec<Key>,
    /// Whether it makes sure who holds it before it signs.
    pub verifies: bool,
}

struct Key {
    id: Vec<u8>,
    server: String,
    handle: String,
    pair: EcdsaKeyPair,
    count: u32,
}

impl Device {
    /// A device whose browser shows a page of this origin (`http://localhost:1234`).
    pub fn at(origin: &str) -> Self {
        Self { origin: origin.to_owned(), keys: Vec::new(), verifies: true }
    }

    /// Shows a page of another origin from now on.
    pub fn moves_to(&mut self, origin: &str) {
        self.origin = origin.to_owned();
    }

    /// Makes a passkey as it is asked to; answers what the browser sends.
    pub fn makes(&mut self, question: &Value) -> String {
        let asked = &question["publicKey"];
        let rng = SystemRandom::new();
        let made = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &rng).expect("a key");
        let pair =
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, made.as_ref()).expect("a key of ours");
        let key = Key {
            id: digest(&SHA256, pair.public_key().as_ref()).as_ref().to_vec(),
            server: asked["rp"]["id"].as_str().expect("a server").to_owned(),
            handle: asked["user"]["id"].as_str().expect("a handle").to_owned(),
            pair,
            count: 0,
        };
        let mut data = self.data(&key, WITH_KEY);
        data.extend([0; 16]);
        data.extend((key.id.len() as u16).to_be_bytes());
        data.extend(&key.id);
        data.extend(cose(key.pair.public_key().as_ref()));
        let client = self.client("webauthn.create", asked);
        let answer = json!({
            "id": text(&key.id),
            "rawId": text(&key.id),
            "type": "public-key",
            "clientExtensionResults": {},
            "response": { "clientDataJSON": text(client.as_bytes()), "attestationObject": text(&object(&data)) },
        });
        self.keys.push(key);
        answer.to_string()
    }

    /// Signs as it is asked to, with the passkey that was made last of those that are asked for.
    pub fn signs(&mut self, question: &Value) -> String {
        let asked = &question["publicKey"];
        let allowed: Vec<&str> = asked["allowCredentials"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|it| it["id"].as_str())
            .collect();
        let fits = |key: &Key| {
            asked["rpId"] == key.server.as_str()
                && (allowed.is_empty() || allowed.contains(&text(&key.id).as_str()))
        };
        let at = self.keys.iter().rposition(fits).expect("a passkey for this");
        self.keys[at].count += 1;
        let key = &self.keys[at];
        let (data, client) = (self.data(key, 0), self.client("webauthn.get", asked));
        let signed = [data.as_slice(), digest(&SHA256, client.as_bytes()).as_ref()].concat();
        let signature = key.pair.sign(&SystemRandom::new(), &signed).expect("a signature");
        let answer = json!({
            "id": text(&key.id),
            "rawId": text(&key.id),
            "type": "public-key",
            "clientExtensionResults": {},
            "response": {
                "clientDataJSON": text(client.as_bytes()),
                "authenticatorData": text(&data),
                "signature": text(signature.as_ref()),
                "userHandle": key.handle,
            },
        });
        answer.to_string()
    }

    /// Counts from the beginning again, as a copy of the device would.
    pub fn is_a_copy(&mut self) {
        self.keys.iter_mut().for_each(|key| key.count = 0);
    }

    fn data(&self, key: &Key, more: u8) -> Vec<u8> {
        let flags = if self.verifies { PRESENT_AND_VERIFIED } else { PRESENT };
        let mut data = digest(&SHA256, key.server.as_bytes()).as_ref().to_vec();
        data.push(flags | more);
        data.extend(key.count.to_be_bytes());
        data
    }

    fn client(&self, kind: &str, asked: &Value) -> String {
        let challenge = asked["challenge"].as_str().expect("a challenge");
        json!({ "type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": false })
            .to_string()
    }
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// A key on P-256 for ES256, in CBOR (RFC 9053 section 7.1.1).
fn cose(point: &[u8]) -> Vec<u8> {
    let mut key = vec![0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
    key.extend(&point[1..33]);
    key.extend([0x22, 0x58, 0x20]);
    key.extend(&point[33..65]);
    key
}

/// What a device says of a new key, without a word of its maker, in CBOR.
fn object(data: &[u8]) -> Vec<u8> {
    let mut object = vec![0xa3, 0x63];
    object.extend(b"fmt");
    object.push(0x64);
    object.extend(b"none");
    object.push(0x67);
    object.extend(b"attStmt");
    object.extend([0xa0, 0x68]);
    object.extend(b"authData");
    object.push(0x59);
    object.extend((data.len() as u16).to_be_bytes());
    object.extend(data);
    object
}
