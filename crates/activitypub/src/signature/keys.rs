//! Keys: pairs of ours, and public keys of others as their documents give them.

use aws_lc_rs::{
    encoding::{AsDer, Pkcs8V1Der, PublicKeyX509Der},
    rand::SystemRandom,
    rsa::{KeyPair, KeySize},
    signature::{
        ED25519, Ed25519KeyPair, KeyPair as _, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_SHA256,
        UnparsedPublicKey,
    },
};
use base64::{Engine, engine::general_purpose::STANDARD};

use super::multibase::{self, Decoded};

use crate::limits;

/// Letters in a line of PEM.
const PEM_LINE: usize = 64;

/// Start of an Ed25519 SubjectPublicKeyInfo; the key's 32 bytes follow.
const ED25519_SPKI: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];
/// The algorithm identifier of RSA keys, within a SubjectPublicKeyInfo.
const RSA_OID: [u8; 11] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];

/// A key of ours could not be made or read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// The library refused.
    #[error("the key was refused by the cryptographic library")]
    Library,
    /// The text is no PEM document of the right kind.
    #[error("the key is not in PEM format")]
    Pem,
    /// What is to be proved is not a document.
    #[error("what is to be proved is not a document")]
    Document,
}

/// A key of ours.
pub struct PrivateKey {
    pair: Pair,
    pem: String,
    public: PublicKey,
    public_pem: String,
}

enum Pair {
    Rsa(Box<KeyPair>),
    Ed25519(Ed25519KeyPair),
}

impl std::fmt::Debug for PrivateKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PrivateKey(..)")
    }
}

impl PrivateKey {
    /// Makes a 2048-bit RSA key, which everybody reads; takes some tens of milliseconds.
    pub fn generate() -> Result<Self, KeyError> {
        Self::of_rsa(KeyPair::generate(KeySize::Rsa2048).map_err(|_| KeyError::Library)?)
    }

    /// Makes an Ed25519 key: small, quick, and able to prove objects (FEP-8b32).
    pub fn generate_ed25519() -> Result<Self, KeyError> {
        Self::of_ed25519(Ed25519KeyPair::generate().map_err(|_| KeyError::Library)?)
    }

    /// Reads a PKCS #8 PEM document.
    pub fn from_pem(pem: &str) -> Result<Self, KeyError> {
        let der = decode(pem, "PRIVATE KEY").ok_or(KeyError::Pem)?;
        if let Ok(pair) = Ed25519KeyPair::from_pkcs8(&der) {
            return Self::of_ed25519(pair);
        }
        Self::of_rsa(KeyPair::from_pkcs8(&der).map_err(|_| KeyError::Library)?)
    }

    fn of_rsa(pair: KeyPair) -> Result<Self, KeyError> {
        let der: Pkcs8V1Der<'_> = pair.as_der().map_err(|_| KeyError::Library)?;
        let pem = encode(der.as_ref(), "PRIVATE KEY");
        let der: PublicKeyX509Der<'_> = pair.public_key().as_der().map_err(|_| KeyError::Library)?;
        let public_pem = encode(der.as_ref(), "PUBLIC KEY");
        let public = PublicKey::from_pem(&public_pem).map_err(|_| KeyError::Library)?;
        Ok(Self { pair: Pair::Rsa(Box::new(pair)), pem, public, public_pem })
    }

    fn of_ed25519(pair: Ed25519KeyPair) -> Result<Self, KeyError> {
        let der = pair.to_pkcs8().map_err(|_| KeyError::Library)?;
        let pem = encode(der.as_ref(), "PRIVATE KEY");
        let public = pair.public_key().as_ref().try_into().map_err(|_| KeyError::Library)?;
        let public = PublicKey::Ed25519(public);
        let public_pem = public.to_pem();
        Ok(Self { pair: Pair::Ed25519(pair), pem, public, public_pem })
    }

    /// The key as a PKCS #8 PEM document, to be kept.
    pub fn to_pem(&self) -> String {
        self.pem.clone()
    }

    /// The public part.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// The public part as a SubjectPublicKeyInfo PEM document, for others.
    pub fn public_pem(&self) -> String {
        self.public_pem.clone()
    }

    /// Signs with RSASSA-PKCS1-v1_5 and SHA-256, or with Ed25519.
    pub(crate) fn sign(&self, message: &[u8]) -> Result<Vec<u8>, KeyError> {
        match &self.pair {
            Pair::Ed25519(pair) => Ok(pair.sign(message).as_ref().to_vec()),
            Pair::Rsa(pair) => {
                let mut signature = vec![0; pair.public_modulus_len()];
                pair.sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), message, &mut signature)
                    .map_err(|_| KeyError::Library)?;
                Ok(signature)
            }
        }
    }
}

/// A public key of somebody else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublicKey {
    /// RSA of 2048 bits or more: its PKCS #1 document.
    Rsa(Vec<u8>),
    /// Ed25519.
    Ed25519([u8; 32]),
}

impl PublicKey {
    /// Reads a PEM document: SubjectPublicKeyInfo, or PKCS #1 for RSA. The error says what is wrong with it.
    pub fn from_pem(pem: &str) -> Result<Self, &'static str> {
        if pem.len() > limits::PEM_BYTES {
            return Err("it is too long");
        }
        if let Some(der) = decode(pem, "RSA PUBLIC KEY") {
            return rsa(der);
        }
        let der = decode(pem, "PUBLIC KEY").ok_or("it is not a PEM document")?;
        if let Some(key) = der.strip_prefix(&ED25519_SPKI) {
            let key = key.try_into().map_err(|_| "it is not a whole Ed25519 key")?;
            return Ok(Self::Ed25519(key));
        }
        rsa(rsa_within(&der).ok_or("it is neither RSA nor Ed25519")?)
    }

    /// Reads a key in multibase, as Multikey documents have it. The error says what is wrong with it.
    pub fn from_multibase(text: &str) -> Result<Self, &'static str> {
        match multibase::public_key(text).ok_or("it is neither an RSA nor an Ed25519 Multikey")? {
            Decoded::Ed25519(key) => Ok(Self::Ed25519(key)),
            Decoded::Rsa(der) => rsa(der),
        }
    }

    /// The key as a PEM document, to be kept.
    pub fn to_pem(&self) -> String {
        match self {
            Self::Rsa(der) => encode(der, "RSA PUBLIC KEY"),
            Self::Ed25519(key) => encode(&[&ED25519_SPKI[..], key].concat(), "PUBLIC KEY"),
        }
    }

    /// The key in multibase, if it is Ed25519.
    pub fn to_multibase(&self) -> Option<String> {
        match self {
            Self::Rsa(_) => None,
            Self::Ed25519(key) => Some(multibase::of_ed25519(key)),
        }
    }

    /// Whether the signature of the message was made with this key.
    pub(crate) fn verify(&self, message: &[u8], signature: &[u8]) -> bool {
        match self {
            Self::Rsa(der) => {
                UnparsedPublicKey::new(&RSA_PKCS1_2048_8192_SHA256, der).verify(message, signature)
            }
            Self::Ed25519(key) => UnparsedPublicKey::new(&ED25519, key).verify(message, signature),
        }
        .is_ok()
    }
}

/// Checks an RSA key: long enough, and with an exponent that proves something.
fn rsa(der: Vec<u8>) -> Result<PublicKey, &'static str> {
    let (modulus, exponent) = rsa_parts(&der).ok_or("it is not an RSA key")?;
    let bits = modulus.len() * 8 - modulus.first().map_or(0, |byte| byte.leading_zeros() as usize);
    if bits < 2048 {
        return Err("RSA keys must have at least 2048 bits");
    }
    if exponent.len() == 1 && exponent[0] < 3 {
        return Err("its exponent proves nothing");
    }
    Ok(PublicKey::Rsa(der))
}

/// Modulus and exponent of a PKCS #1 document, without leading zeros.
fn rsa_parts(der: &[u8]) -> Option<(&[u8], &[u8])> {
    let (body, rest) = element(der, 0x30)?;
    let (modulus, body) = element(body, 0x02)?;
    let (exponent, tail) = element(body, 0x02)?;
    let trim = |number: &'_ [u8]| number.iter().position(|byte| *byte != 0).unwrap_or(number.len());
    (rest.is_empty() && tail.is_empty())
        .then(|| (&modulus[trim(modulus)..], &exponent[trim(exponent)..]))
        .filter(|(modulus, exponent)| !modulus.is_empty() && !exponent.is_empty())
}

/// The PKCS #1 document within a SubjectPublicKeyInfo.
fn rsa_within(der: &[u8]) -> Option<Vec<u8>> {
    let (body, _) = element(der, 0x30)?;
    let (algorithm, body) = element(body, 0x30)?;
    let (bits, _) = element(body, 0x03)?;
    (algorithm.starts_with(&RSA_OID) && bits.first() == Some(&0)).then(|| bits[1..].to_vec())
}

/// The contents of the DER element with this tag at the start, and what follows it.
fn element(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (first, rest) = der.split_first()?;
    let (length, rest) = rest.split_first()?;
    let (length, rest) = match *length {
        short @ 0..=0x7f => (usize::from(short), rest),
        0x81 => (usize::from(*rest.first()?), &rest[1..]),
        0x82 => (usize::from(u16::from_be_bytes([*rest.first()?, *rest.get(1)?])), &rest[2..]),
        _ => return None,
    };
    (*first == tag && rest.len() >= length).then(|| rest.split_at(length))
}

fn decode(pem: &str, label: &str) -> Option<Vec<u8>> {
    let (_, after) = pem.split_once(&format!("-----BEGIN {label}-----"))?;
    let (inside, _) = after.split_once(&format!("-----END {label}-----"))?;
    let letters: String = inside.chars().filter(|letter| !letter.is_whitespace()).collect();
    STANDARD.decode(letters).ok()
}

fn encode(der: &[u8], label: &str) -> String {
    let letters = STANDARD.encode(der);
    let mut pem = format!("-----BEGIN {label}-----\n");
    for line in letters.as_bytes().chunks(PEM_LINE) {
        pem.push_str(&String::from_utf8_lossy(line));
        pem.push('\n');
    }
    pem.push_str(&format!("-----END {label}-----\n"));
    pem
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_survives_being_kept() {
        let key = PrivateKey::generate().unwrap();
        let again = PrivateKey::from_pem(&key.to_pem()).unwrap();
        assert_eq!(again.public_pem(), key.public_pem());
        let public = PublicKey::from_pem(&key.public_pem()).unwrap();
        assert!(public.verify(b"said", &key.sign(b"said").unwrap()));
        assert!(!public.verify(b"not said", &key.sign(b"said").unwrap()));
    }

    #[test]
    fn an_ed25519_key_is_kept_and_told_in_multibase() {
        let key = PrivateKey::generate_ed25519().unwrap();
        let again = PrivateKey::from_pem(&key.to_pem()).unwrap();
        let told = key.public().to_multibase().unwrap();
        assert!(told.starts_with("z6Mk"), "{told}");
        let public = PublicKey::from_multibase(&told).unwrap();
        assert_eq!((&public, &PublicKey::from_pem(&key.public_pem()).unwrap()), (again.public(), &public));
        assert!(public.verify(b"said", &key.sign(b"said").unwrap()));
        assert!(!public.verify(b"not said", &key.sign(b"said").unwrap()));
        for odd in ["", "z", "z6Mk", "u7QEJ", "zzzz", "z0OIl", &"z1".repeat(5_000)] {
            assert!(PublicKey::from_multibase(odd).is_err(), "{odd}");
        }
    }

    #[test]
    fn keys_are_read_in_either_form() {
        let spki = PrivateKey::generate().unwrap().public_pem();
        let pkcs1 = rsa_within(&decode(&spki, "PUBLIC KEY").unwrap()).unwrap();
        assert!(matches!(PublicKey::from_pem(&encode(&pkcs1, "RSA PUBLIC KEY")), Ok(PublicKey::Rsa(_))));
    }

    #[test]
    fn weak_and_odd_keys_are_refused() {
        for (pem, reason) in [
            (String::new(), "it is not a PEM document"),
            ("x".repeat(100_000), "it is too long"),
            (encode(&[0x30, 0x03, 1, 2, 3], "PUBLIC KEY"), "it is neither RSA nor Ed25519"),
            (
                encode(&pkcs1(&[0xff; 128], &[1, 0, 1]), "RSA PUBLIC KEY"),
                "RSA keys must have at least 2048 bits",
            ),
            (encode(&pkcs1(&[0xff; 256], &[1]), "RSA PUBLIC KEY"), "its exponent proves nothing"),
        ] {
            assert_eq!(PublicKey::from_pem(&pem).unwrap_err(), reason);
        }
    }

    fn pkcs1(modulus: &[u8], exponent: &[u8]) -> Vec<u8> {
        let integer = |number: &[u8]| {
            let mut der = vec![0x02, 0x82];
            der.extend(u16::try_from(number.len() + 1).unwrap().to_be_bytes());
            der.push(0);
            der.extend(number);
            der
        };
        let body = [integer(modulus), integer(exponent)].concat();
        let mut der = vec![0x30, 0x82];
        der.extend(u16::try_from(body.len()).unwrap().to_be_bytes());
        der.extend(body);
        der
    }
}
