//! A push service with an app behind it: it takes messages as services on the web do, checks who sends them, and reads
//! them as the app would. Reading is written apart from writing, so that both cannot be wrong in the same way.

use std::sync::{Arc, Mutex};

use aws_lc_rs::{
    aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    agreement::{ECDH_P256, PrivateKey, UnparsedPublicKey, agree},
    hkdf::{HKDF_SHA256, KeyType, Salt},
    signature::{ECDSA_P256_SHA256_FIXED, UnparsedPublicKey as VerificationKey},
};
use axum::{Router, body::Bytes, extract::State, routing::post};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// A running push service with one app.
pub struct PushService {
    base: String,
    key: PrivateKey,
    auth: [u8; 16],
    desk: Arc<Mutex<Desk>>,
    server: tokio::task::JoinHandle<()>,
}

impl Drop for PushService {
    fn drop(&mut self) {
        self.server.abort();
    }
}

struct Desk {
    taken: Vec<(HeaderMap, Vec<u8>)>,
    answer: StatusCode,
}

impl PushService {
    /// Starts a service.
    pub async fn start() -> Self {
        let desk = Arc::new(Mutex::new(Desk { taken: Vec::new(), answer: StatusCode::CREATED }));
        let take = |State(desk): State<Arc<Mutex<Desk>>>, headers: HeaderMap, body: Bytes| async move {
            let mut desk = desk.lock().expect("nobody panicked here");
            desk.taken.push((headers, body.to_vec()));
            desk.answer
        };
        let router = Router::new().route("/push/{app}", post(take)).with_state(desk.clone());
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let base = format!("http://localhost:{}", listener.local_addr().expect("an address").port());
        #[expect(clippy::disallowed_methods, reason = "a server for the length of one story")]
        let server = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("the server runs");
        });
        let key = PrivateKey::generate(&ECDH_P256).expect("a key");
        Self { base, key, auth: *b"sixteen bytes ok", desk, server }
    }

    /// What an app says to subscribe.
    pub fn subscription(&self, standard: bool, alerts: &[&str]) -> Value {
        let alerts: serde_json::Map<String, Value> =
            alerts.iter().map(|kind| ((*kind).to_owned(), json!(true))).collect();
        json!({
            "subscription": {
                "endpoint": format!("{}/push/app", self.base),
                "standard": standard,
                "keys": {
                    "p256dh": URL_SAFE_NO_PAD.encode(self.public()), "auth": URL_SAFE_NO_PAD.encode(self.auth),
                },
            },
            "data": { "alerts": alerts },
        })
    }

    /// From now on, messages are answered so.
    pub fn answers(&self, status: StatusCode) {
        self.desk.lock().expect("nobody panicked here").answer = status;
    }

    /// How many messages were sent.
    pub fn count(&self) -> usize {
        self.desk.lock().expect("nobody panicked here").taken.len()
    }

    /// What the app reads, oldest first. Every message must be signed with the server's key and be readable.
    pub fn read(&self, server_key: &str) -> Vec<Value> {
        let desk = self.desk.lock().expect("nobody panicked here");
        let read = |(headers, body): &(HeaderMap, Vec<u8>)| {
            self.check(headers, server_key);
            let text = match word(headers, "content-encoding").as_str() {
                "aes128gcm" => self.aes128gcm(body),
                "aesgcm" => self.aesgcm(headers, body),
                other => panic!("an encoding that no app knows: {other}"),
            };
            serde_json::from_slice(&text).expect("a message is JSON")
        };
        desk.taken.iter().map(read).collect()
    }

    fn public(&self) -> Vec<u8> {
        self.key.compute_public_key().expect("a public key").as_ref().to_vec()
    }

    /// RFC 8292: who sends it.
    fn check(&self, headers: &HeaderMap, server_key: &str) {
        let shown = word(headers, "authorization");
        let (token, key) = match shown.strip_prefix("vapid t=") {
            Some(rest) => rest.split_once(",k=").map(|(t, k)| (t.to_owned(), k.to_owned())).expect("a key"),
            None => {
                let keys = word(headers, "crypto-key");
                let key = keys.split(';').find_map(|part| part.strip_prefix("p256ecdsa=")).expect("a key");
                (shown.strip_prefix("WebPush ").expect("a token").to_owned(), key.to_owned())
            }
        };
        assert_eq!(key, server_key, "signed with the key that the server names");
        let (signed, signature) = token.rsplit_once('.').expect("a signature");
        VerificationKey::new(&ECDSA_P256_SHA256_FIXED, bytes(&key))
            .verify(signed.as_bytes(), &bytes(signature))
            .expect("the signature is right");
        let claims: Value = serde_json::from_slice(&bytes(signed.split_once('.').expect("claims").1))
            .expect("claims are JSON");
        assert_eq!(claims["aud"], self.base);
        assert!(claims["exp"].is_i64() && claims["sub"].is_string(), "{claims}");
        assert!(word(headers, "ttl").parse::<u32>().is_ok());
    }

    /// RFC 8291.
    fn aes128gcm(&self, body: &[u8]) -> Vec<u8> {
        let (salt, rest) = body.split_at(16);
        let length = usize::from(rest[4]);
        let (theirs, record) = rest[5..].split_at(length);
        let info = [b"WebPush: info\0".as_slice(), &self.public(), theirs].concat();
        let secret = derive(&self.auth, &self.shared(theirs), &info, 32);
        let key = derive(salt, &secret, b"Content-Encoding: aes128gcm\0", 16);
        let nonce = derive(salt, &secret, b"Content-Encoding: nonce\0", 12);
        let text = open(&key, &nonce, record);
        text.strip_suffix(&[2]).expect("the last record ends in 2").to_vec()
    }

    /// draft-ietf-webpush-encryption-04.
    fn aesgcm(&self, headers: &HeaderMap, body: &[u8]) -> Vec<u8> {
        let named = |header: &str, name: &str| {
            let all = word(headers, header);
            bytes(all.split(';').find_map(|part| part.strip_prefix(name)).expect("it is named"))
        };
        let (salt, theirs) = (named("encryption", "salt="), named("crypto-key", "dh="));
        let secret = derive(&self.auth, &self.shared(&theirs), b"Content-Encoding: auth\0", 32);
        let context = [b"P-256\0\0\x41".as_slice(), &self.public(), b"\0\x41", &theirs].concat();
        let key = derive(&salt, &secret, &[b"Content-Encoding: aesgcm\0".as_slice(), &context].concat(), 16);
        let nonce = derive(&salt, &secret, &[b"Content-Encoding: nonce\0".as_slice(), &context].concat(), 12);
        let text = open(&key, &nonce, body);
        let padding = usize::from(u16::from_be_bytes([text[0], text[1]]));
        text[2 + padding..].to_vec()
    }

    fn shared(&self, theirs: &[u8]) -> Vec<u8> {
        let theirs = UnparsedPublicKey::new(&ECDH_P256, theirs);
        agree(&self.key, theirs, (), |secret| Ok(secret.to_vec())).expect("a shared secret")
    }
}

struct Length(usize);

impl KeyType for Length {
    fn len(&self) -> usize {
        self.0
    }
}

fn derive(salt: &[u8], secret: &[u8], info: &[u8], length: usize) -> Vec<u8> {
    let key = Salt::new(HKDF_SHA256, salt).extract(secret);
    let mut derived = vec![0; length];
    let info = [info];
    let made = key.expand(&info, Length(length)).expect("not too long");
    made.fill(&mut derived).expect("the length is right");
    derived
}

fn open(key: &[u8], nonce: &[u8], sealed: &[u8]) -> Vec<u8> {
    let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, key).expect("a key"));
    let nonce = Nonce::try_assume_unique_for_key(nonce).expect("a nonce");
    let mut text = sealed.to_vec();
    key.open_in_place(nonce, Aad::empty(), &mut text).expect("it opens").to_vec()
}

fn word(headers: &HeaderMap, name: &str) -> String {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

fn bytes(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).expect("base64url")
}
