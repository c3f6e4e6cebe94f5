//! Secrets that are handed out once and kept as hashes: tokens, codes, session cookies.

use aws_lc_rs::{digest, rand};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::{Fault, Result};

/// Bytes of randomness in a secret.
const SECRET_BYTES: usize = 32;

/// A new secret of 256 random bits, in letters fit for addresses and headers.
pub fn make() -> Result<String> {
    let mut bytes = [0; SECRET_BYTES];
    rand::fill(&mut bytes).map_err(|_| Fault::new("the random generator failed"))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// A new code for an invite, short enough to be sent by hand: 96 random bits.
pub fn invite_code() -> Result<String> {
    let mut bytes = [0; 12];
    rand::fill(&mut bytes).map_err(|_| Fault::new("the random generator failed"))?;
    Ok(URL_SAFE_NO_PAD.encode(bytes))
}

/// A new name for a file, which nobody can guess: 128 random bits.
pub fn file_name() -> Result<String> {
    let mut bytes = [0; 16];
    rand::fill(&mut bytes).map_err(|_| Fault::new("the random generator failed"))?;
    Ok(hex(&bytes))
}

/// Bytes in hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What is kept of a secret: its SHA-256. The secrets are random, so no slow hash is needed.
pub fn hash(secret: &str) -> Vec<u8> {
    digest::digest(&digest::SHA256, secret.as_bytes()).as_ref().to_vec()
}

/// Whether two secrets are the same, in constant time.
pub fn equal(one: &[u8], other: &[u8]) -> bool {
    aws_lc_rs::constant_time::verify_slices_are_equal(one, other).is_ok()
}

/// The S256 challenge that a PKCE verifier answers (RFC 7636 section 4.6).
pub fn pkce_challenge(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(hash(verifier))
}
