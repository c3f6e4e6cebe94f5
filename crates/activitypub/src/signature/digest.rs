//! Digests of bodies: `Digest` (RFC 3230) and `Content-Digest` (RFC 9530).

use aws_lc_rs::digest;
use base64::{
    Engine,
    engine::general_purpose::{STANDARD, STANDARD_NO_PAD},
};

use super::Refusal;

/// The value of a `Digest` header. Some servers only read the name in upper case.
pub(super) fn header(body: &[u8]) -> String {
    format!("SHA-256={}", STANDARD.encode(digest::digest(&digest::SHA256, body)))
}

/// The value of a `Content-Digest` header.
pub(super) fn content_header(body: &[u8]) -> String {
    format!("sha-256=:{}:", STANDARD.encode(digest::digest(&digest::SHA256, body)))
}

/// Checks the body against a `Content-Digest` header, which must be a dictionary as RFC 9530 wants it.
pub(super) fn check_content(header: &str, body: &[u8]) -> Result<(), Refusal> {
    let well_formed = sfv::Parser::new(header).parse::<sfv::Dictionary>();
    well_formed.map_err(|_| Refusal::Malformed("Content-Digest is not a dictionary"))?;
    check(header, body)
}

/// Checks the body against a `Digest` or `Content-Digest` header, which may list several algorithms. At least one
/// strong one must be there, and every strong one must fit.
pub(super) fn check(header: &str, body: &[u8]) -> Result<(), Refusal> {
    let mut strong = 0;
    for part in header.split(',') {
        let Some((name, value)) = part.trim().split_once('=') else { continue };
        let algorithm = match name.trim().to_ascii_lowercase().as_str() {
            "sha-256" => &digest::SHA256,
            "sha-512" => &digest::SHA512,
            _ => continue,
        };
        let value = value.trim().trim_matches(':');
        let claimed = STANDARD
            .decode(value)
            .or_else(|_| STANDARD_NO_PAD.decode(value))
            .map_err(|_| Refusal::WrongDigest)?;
        if digest::digest(algorithm, body).as_ref() != claimed {
            return Err(Refusal::WrongDigest);
        }
        strong += 1;
    }
    if strong == 0 { Err(Refusal::NoDigest) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_strong_digests_that_fit_are_enough() {
        let right = header(b"body");
        assert!(check(&right, b"body").is_ok());
        assert!(
            check(&right.to_lowercase().replace(&right[8..].to_lowercase(), &right[8..]), b"body").is_ok()
        );
        assert!(check(&format!("MD5=abc, {right}"), b"body").is_ok());
        assert_eq!(check(&right, b"other"), Err(Refusal::WrongDigest));
        assert_eq!(check("MD5=abc", b"body"), Err(Refusal::NoDigest));
        assert_eq!(check("", b"body"), Err(Refusal::NoDigest));
        let sha512 = STANDARD.encode(digest::digest(&digest::SHA512, b"body"));
        assert!(check(&format!("sha-512=:{sha512}:"), b"body").is_ok(), "as RFC 9530 writes it");
    }
}
