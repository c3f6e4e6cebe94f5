//! Requests on their way to a reader of signatures.

use activitypub::signature::{Claim, Form, PrivateKey, PublicKey, Received, Refusal, Unsigned, sign};
use aws_lc_rs::{rand::SystemRandom, rsa, signature::RSA_PKCS1_SHA256};
use base64::{Engine, engine::general_purpose::STANDARD};

use crate::KEY_ID;

pub(crate) struct Request {
    pub(crate) method: String,
    pub(crate) target: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<Vec<u8>>,
}

impl Request {
    pub(crate) fn signed(key: &PrivateKey, date_ms: i64) -> Self {
        Self::signed_as(Form::Draft, key, date_ms)
    }

    pub(crate) fn signed_as(form: Form, key: &PrivateKey, date_ms: i64) -> Self {
        let body = b"{}".to_vec();
        let unsigned = Unsigned {
            method: "POST",
            scheme: "https",
            host: "home.example",
            path_and_query: "/inbox",
            date_ms,
            body: Some(&body),
            content_type: Some("application/activity+json"),
        };
        let headers = sign(&unsigned, form, key, KEY_ID).expect("the key signs");
        let headers = headers.into_iter().map(|(name, value)| (name.to_lowercase(), value)).collect();
        Self { method: "POST".into(), target: "/inbox".into(), headers, body: Some(body) }
    }

    pub(crate) fn check(&self, pem: &str, host: &str, now_ms: i64) -> Result<(), Refusal> {
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
            scheme: "https",
            host,
            path_and_query: &self.target,
            header: &header,
            body: self.body.as_deref(),
            now_ms,
        };
        let claim = Claim::read(&received)?;
        claim.verify(&received, &PublicKey::from_pem(pem).map_err(Refusal::BadKey)?)
    }

    pub(crate) fn change(mut self, name: &str, change: impl Fn(&str) -> String) -> Self {
        for (known, value) in &mut self.headers {
            if known == name {
                *value = change(value);
            }
        }
        self
    }

    pub(crate) fn without(mut self, name: &str) -> Self {
        self.headers.retain(|(known, _)| known != name);
        self
    }
}

pub(crate) fn rsa_sign(key: &PrivateKey, text: &[u8]) -> String {
    let pem: String = key.to_pem().lines().filter(|line| !line.starts_with("-----")).collect();
    let der = STANDARD.decode(pem).expect("it is PEM");
    let pair = rsa::KeyPair::from_pkcs8(&der).expect("it is PKCS #8");
    let mut signature = vec![0; pair.public_modulus_len()];
    pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text, &mut signature).expect("the key signs");
    STANDARD.encode(signature)
}
