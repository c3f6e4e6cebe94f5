//! Why a signature is not accepted, in words that help the operator of the server that sent it.

/// Why a signature is not accepted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// There is none.
    #[error("the request is not signed")]
    Missing,
    /// The header cannot be read.
    #[error("the signature header is malformed: {0}")]
    Malformed(&'static str),
    /// An algorithm that proves nothing, or that nobody uses honestly.
    #[error(
        "the signature algorithm {0} is not accepted; use rsa-sha256 (draft-cavage-12) or rsa-v1_5-sha256 or ed25519 (RFC 9421)"
    )]
    Algorithm(String),
    /// Something that must be signed is not.
    #[error("the signature must cover {0}")]
    Uncovered(&'static str),
    /// A covered header is not in the request.
    #[error("the signature covers the header {0}, which the request does not have")]
    Absent(String),
    /// The request was meant for another server.
    #[error("the request is for the host {0}, which is not this server")]
    WrongHost(String),
    /// The date cannot be read.
    #[error("the date of the request cannot be read")]
    BadDate,
    /// The request is too old.
    #[error("the request is too old; it is dated {0} seconds before this server's clock")]
    TooOld(i64),
    /// The signature says itself that it is no longer valid.
    #[error("the signature has expired; it says expires={0}")]
    Expired(String),
    /// The request is dated in the future.
    #[error("the request is dated {0} seconds ahead of this server's clock")]
    TooEarly(i64),
    /// The body has no digest that can be checked.
    #[error("the body needs a Digest or Content-Digest header with SHA-256 or SHA-512")]
    NoDigest,
    /// The body is not what was signed.
    #[error("the body does not match its digest")]
    WrongDigest,
    /// The key cannot be used.
    #[error("the key is not accepted: {0}")]
    BadKey(&'static str),
    /// The proof within the document does not fit the key.
    #[error("the proof does not match the document")]
    BadProof,
    /// The signature does not fit the key.
    #[error("the signature does not match; this server compared it with {compared:?}")]
    Mismatch {
        /// The exact text that was compared.
        compared: String,
    },
}

impl Refusal {
    /// Whether the request was nonsense rather than not allowed.
    pub const fn is_malformed(&self) -> bool {
        matches!(self, Self::Malformed(_))
    }

    /// Whether another key might fit: the sender may have changed theirs.
    pub const fn is_mismatch(&self) -> bool {
        matches!(self, Self::Mismatch { .. })
    }
}
