//! Bytes in base 58, and keys written so: a prefix that names the algorithm, and the key
//! (<https://www.w3.org/TR/controller-document/#Multikey>).

use crate::limits;

/// Prefix of Ed25519 public keys.
const ED25519: [u8; 2] = [0xed, 0x01];
/// Prefix of RSA public keys, which are PKCS #1 documents.
const RSA: [u8; 2] = [0x85, 0x24];
/// What a key in multibase is.
pub(super) enum Decoded {
    /// An Ed25519 key.
    Ed25519([u8; 32]),
    /// An RSA key, as a PKCS #1 document.
    Rsa(Vec<u8>),
}

/// Reads a public key.
pub(super) fn public_key(text: &str) -> Option<Decoded> {
    let bytes = decode(text)?;
    if let Some(key) = bytes.strip_prefix(&ED25519) {
        return Some(Decoded::Ed25519(key.try_into().ok()?));
    }
    bytes.strip_prefix(&RSA).map(|key| Decoded::Rsa(key.to_vec()))
}

/// Writes an Ed25519 public key.
pub(super) fn of_ed25519(key: &[u8]) -> String {
    encode(&[&ED25519[..], key].concat())
}

/// Bytes in base 58 with the letter that says so.
pub(crate) fn encode(bytes: &[u8]) -> String {
    format!("z{}", bs58::encode(bytes).into_string())
}

/// Reads bytes in base 58, with the letter that says so.
pub(crate) fn decode(text: &str) -> Option<Vec<u8>> {
    let digits = text.strip_prefix('z').filter(|digits| digits.len() <= limits::MULTIBASE_CHARACTERS)?;
    bs58::decode(digits).into_vec().ok()
}
