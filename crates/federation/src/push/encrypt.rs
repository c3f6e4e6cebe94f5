//! Encrypting messages so that only the app can read them: RFC 8291 with the coding of RFC 8188, and the draft that
//! came before it, which older apps speak (draft-ietf-webpush-encryption-04).

use aws_lc_rs::{
    aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey},
    agreement::{ECDH_P256, PrivateKey, UnparsedPublicKey, agree},
    error::Unspecified,
    hmac,
};

/// Bytes of salt.
const SALT: usize = 16;
/// The size of records that the header names; a message is one record.
const RECORD_BYTES: u32 = 4096;

/// What belongs to one message: a key pair of its own and salt. Fresh for each message, and fixed in tests.
pub(super) struct Ours {
    pub(super) private: PrivateKey,
    pub(super) salt: [u8; SALT],
}

impl Ours {
    /// A fresh key pair and salt.
    pub(super) fn fresh() -> Result<Self, Unspecified> {
        let mut salt = [0; SALT];
        aws_lc_rs::rand::fill(&mut salt)?;
        Ok(Self { private: PrivateKey::generate(&ECDH_P256)?, salt })
    }

    /// The public part of the key pair: an uncompressed point.
    pub(super) fn public(&self) -> Result<Vec<u8>, Unspecified> {
        Ok(self.private.compute_public_key()?.as_ref().to_vec())
    }
}

/// The app's side.
#[derive(Clone, Copy)]
pub(super) struct Theirs<'a> {
    /// Its public key: an uncompressed point.
    pub(super) public: &'a [u8],
    /// Its authentication secret.
    pub(super) auth: &'a [u8],
}

/// The body of a message in `aes128gcm`, header included.
pub(super) fn aes128gcm(ours: &Ours, theirs: Theirs<'_>, message: &[u8]) -> Result<Vec<u8>, Unspecified> {
    let public = ours.public()?;
    let info = [b"WebPush: info\0".as_slice(), theirs.public, &public].concat();
    let secret = expand(&extract(theirs.auth, &shared(ours, theirs)?), &info);
    let key = extract(&ours.salt, &secret);
    let mut record = [message, &[2]].concat();
    let nonce = expand(&key, b"Content-Encoding: nonce\0");
    seal(&expand(&key, b"Content-Encoding: aes128gcm\0"), &nonce, &mut record)?;
    let mut body = ours.salt.to_vec();
    body.extend(RECORD_BYTES.to_be_bytes());
    body.push(u8::try_from(public.len()).map_err(|_| Unspecified)?);
    body.extend(public);
    body.extend(record);
    Ok(body)
}

/// The body of a message in `aesgcm`; salt and public key travel in headers.
pub(super) fn aesgcm(ours: &Ours, theirs: Theirs<'_>, message: &[u8]) -> Result<Vec<u8>, Unspecified> {
    let public = ours.public()?;
    let secret = expand(&extract(theirs.auth, &shared(ours, theirs)?), b"Content-Encoding: auth\0");
    let key = extract(&ours.salt, &secret);
    let length = |key: &[u8]| u16::try_from(key.len()).map(u16::to_be_bytes).map_err(|_| Unspecified);
    let context =
        [b"P-256\0".as_slice(), &length(theirs.public)?, theirs.public, &length(&public)?, &public].concat();
    let info = |purpose: &str| [format!("Content-Encoding: {purpose}\0").as_bytes(), &context].concat();
    let mut record = [[0, 0].as_slice(), message].concat();
    seal(&expand(&key, &info("aesgcm")), &expand(&key, &info("nonce")), &mut record)?;
    Ok(record)
}

fn shared(ours: &Ours, theirs: Theirs<'_>) -> Result<Vec<u8>, Unspecified> {
    let theirs = UnparsedPublicKey::new(&ECDH_P256, theirs.public);
    agree(&ours.private, theirs, Unspecified, |secret| Ok(secret.to_vec()))
}

/// HKDF-Extract with SHA-256 (RFC 5869).
fn extract(salt: &[u8], secret: &[u8]) -> Vec<u8> {
    hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, salt), secret).as_ref().to_vec()
}

/// The first 32 bytes of HKDF-Expand with SHA-256; nothing here needs more.
fn expand(key: &[u8], info: &[u8]) -> Vec<u8> {
    let key = hmac::Key::new(hmac::HMAC_SHA256, key);
    hmac::sign(&key, &[info, &[1]].concat()).as_ref().to_vec()
}

fn seal(key: &[u8], nonce: &[u8], record: &mut Vec<u8>) -> Result<(), Unspecified> {
    let key = LessSafeKey::new(UnboundKey::new(&AES_128_GCM, &key[..16])?);
    let nonce = Nonce::try_assume_unique_for_key(&nonce[..12])?;
    key.seal_in_place_append_tag(nonce, Aad::empty(), record)
}

#[cfg(test)]
mod tests {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

    use super::*;

    fn bytes(text: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(text).unwrap()
    }

    /// RFC 8291, appendix A.
    #[test]
    fn the_example_of_the_rfc_comes_out() {
        let ours = Ours {
            private: PrivateKey::from_private_key(
                &ECDH_P256,
                &bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"),
            )
            .unwrap(),
            salt: bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().unwrap(),
        };
        let public =
            bytes("BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4");
        let auth = bytes("BTBZMqHH6r4Tts7J_aSIgg");
        let theirs = Theirs { public: &public, auth: &auth };
        let body = aes128gcm(&ours, theirs, b"When I grow up, I want to be a watermelon").unwrap();
        let expected = "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6Tlz\
                        AC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
        assert_eq!(URL_SAFE_NO_PAD.encode(body), expected);
    }
}
