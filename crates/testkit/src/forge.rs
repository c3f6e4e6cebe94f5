//! Requests signed in every wrong way, for stories about forgers: each part of a signature can be chosen, also what
//! no honest server would choose.

use activitypub::http_date;
use aws_lc_rs::{digest, hmac, rand::SystemRandom, rsa::KeyPair, signature::RSA_PKCS1_SHA256};
use base64::{Engine, engine::general_purpose::STANDARD};

use crate::{Home, Stranger};

/// Start of what is padded and signed with RSA and SHA-256: the name of the hash.
const SHA256_INFO: [u8; 19] = [
    0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00,
    0x04, 0x20,
];

/// With what a forger signs.
#[derive(Clone, Debug)]
pub enum Pen {
    /// With the stranger's own key.
    Own,
    /// With a secret that everybody knows, such as a public key.
    Hmac(Vec<u8>),
    /// Not at all: these bytes stand where the signature should.
    Bytes(Vec<u8>),
    /// As if the key's exponent were one: the padded hash is its own signature, of this many bytes.
    Unit(usize),
}

/// A signature after draft-cavage-http-signatures-12 whose parts can be chosen before it is made.
#[derive(Clone, Debug)]
pub struct Forgery {
    /// What `(request-target)` is said to be.
    pub target: String,
    /// The address of the key.
    pub key_id: String,
    /// The algorithm, if it is named.
    pub algorithm: Option<&'static str>,
    /// When the signature says it was made, in seconds since the epoch.
    pub created: Option<i64>,
    /// When the signature says it ends, in seconds since the epoch.
    pub expires: Option<i64>,
    /// Headers that are sent, names in lower case.
    pub headers: Vec<(String, String)>,
    /// What is signed, in this order.
    pub covered: Vec<&'static str>,
    /// With what.
    pub pen: Pen,
}

impl Forgery {
    /// Replaces a header, or adds it.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.headers.retain(|(known, _)| known != name);
        self.headers.push((name.to_owned(), value.into()));
    }

    fn text(&self) -> String {
        let line = |name: &&str| match *name {
            "(request-target)" => format!("(request-target): {}", self.target),
            "(created)" => format!("(created): {}", self.created.unwrap_or_default()),
            "(expires)" => format!("(expires): {}", self.expires.unwrap_or_default()),
            name => {
                let value = self.headers.iter().find(|(known, _)| known == name);
                format!("{name}: {}", value.map_or("", |(_, value)| value))
            }
        };
        self.covered.iter().map(line).collect::<Vec<_>>().join("\n")
    }
}

impl Stranger {
    /// The headers of a delivery of theirs, changed before it is signed.
    pub fn forges(
        &self,
        home: &Home,
        body: &[u8],
        change: impl FnOnce(&mut Forgery),
    ) -> Vec<(String, String)> {
        let digest = STANDARD.encode(digest::digest(&digest::SHA256, body));
        let mut forgery = Forgery {
            target: "post /inbox".to_owned(),
            key_id: self.key_id(),
            algorithm: Some("rsa-sha256"),
            created: None,
            expires: None,
            headers: vec![
                ("host".to_owned(), home.domain().to_owned()),
                ("date".to_owned(), http_date::write(home.site.now().as_millis())),
                ("digest".to_owned(), format!("SHA-256={digest}")),
                ("content-type".to_owned(), activitypub::ACTIVITY_JSON.to_owned()),
            ],
            covered: vec!["(request-target)", "host", "date", "digest", "content-type"],
            pen: Pen::Own,
        };
        change(&mut forgery);
        let signature = STANDARD.encode(self.write(&forgery));
        let mut parameters = vec![format!("keyId=\"{}\"", forgery.key_id)];
        parameters.extend(forgery.algorithm.map(|name| format!("algorithm=\"{name}\"")));
        parameters.extend(forgery.created.map(|seconds| format!("created={seconds}")));
        parameters.extend(forgery.expires.map(|seconds| format!("expires={seconds}")));
        parameters.push(format!("headers=\"{}\"", forgery.covered.join(" ")));
        parameters.push(format!("signature=\"{signature}\""));
        let mut headers = forgery.headers;
        headers.push(("signature".to_owned(), parameters.join(",")));
        headers
    }

    fn write(&self, forgery: &Forgery) -> Vec<u8> {
        let text = forgery.text();
        match &forgery.pen {
            Pen::Own => {
                let pem = self.key.to_pem();
                let letters: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
                let der = STANDARD.decode(letters).expect("a key of ours is PEM");
                let pair = KeyPair::from_pkcs8(&der).expect("a key of ours is RSA");
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), text.as_bytes(), &mut signature)
                    .expect("a text can be signed");
                signature
            }
            Pen::Hmac(secret) => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, secret);
                hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
            }
            Pen::Bytes(bytes) => bytes.clone(),
            Pen::Unit(length) => {
                let hash = digest::digest(&digest::SHA256, text.as_bytes());
                let end = [&SHA256_INFO[..], hash.as_ref()].concat();
                let mut padded = vec![0, 1];
                padded.resize(length - end.len() - 1, 0xff);
                padded.push(0);
                padded.extend(end);
                padded
            }
        }
    }
}

/// An RSA public key of a forger's choice as a PEM document.
pub fn public_pem(modulus: &[u8], exponent: &[u8]) -> String {
    let element = |tag: u8, content: &[u8]| {
        let length = u16::try_from(content.len()).expect("a key is small").to_be_bytes();
        [&[tag, 0x82, length[0], length[1]], content].concat()
    };
    let number = |bytes: &[u8]| element(0x02, &[&[0], bytes].concat());
    let der = element(0x30, &[number(modulus), number(exponent)].concat());
    format!("-----BEGIN RSA PUBLIC KEY-----\n{}\n-----END RSA PUBLIC KEY-----\n", STANDARD.encode(der))
}
