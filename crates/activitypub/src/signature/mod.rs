//! HTTP signatures: who sent a request, and that nobody changed it on the way. Two forms are in use, the draft that
//! everybody reads (draft-cavage-http-signatures-12) and the standard that came of it (RFC 9421).

mod asked;
mod cavage;
mod digest;
mod keys;
mod message;
pub(crate) mod multibase;
mod refusal;
mod request;

pub use asked::Asked;
pub use keys::{KeyError, PrivateKey, PublicKey};
pub use message::ACCEPT_SIGNATURE;
pub use refusal::Refusal;
pub use request::{Received, Unsigned};

/// How a request is signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Form {
    /// After draft-cavage-http-signatures-12, which everybody reads.
    #[default]
    Draft,
    /// After RFC 9421.
    Standard,
}

/// Signs a request; answers all headers that it must carry.
pub fn sign(
    request: &Unsigned<'_>,
    form: Form,
    key: &PrivateKey,
    key_id: &str,
) -> Result<Vec<(&'static str, String)>, KeyError> {
    sign_with(request, &[], form, key, key_id)
}

/// Signs a request with more headers, which are signed, too; answers all headers that it must carry.
pub fn sign_with(
    request: &Unsigned<'_>,
    more: &[(&'static str, String)],
    form: Form,
    key: &PrivateKey,
    key_id: &str,
) -> Result<Vec<(&'static str, String)>, KeyError> {
    match form {
        Form::Draft => cavage::sign(request, more, key, key_id),
        Form::Standard => message::sign(request, more, None, key, key_id),
    }
}

/// Signs a request after RFC 9421 as its receiver asked for, with more headers that are signed, too.
pub fn sign_as_asked(
    request: &Unsigned<'_>,
    more: &[(&'static str, String)],
    wanted: &Asked,
    key: &PrivateKey,
    key_id: &str,
) -> Result<Vec<(&'static str, String)>, KeyError> {
    message::sign(request, more, Some(wanted), key, key_id)
}

/// What a signature claims, with everything checked that needs no key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim(Read);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Read {
    Draft(cavage::Claim),
    Standard(message::Claim),
}

impl Claim {
    /// Reads the signature of a request and checks what needs no key: algorithm, what is covered, age, host and
    /// digest.
    pub fn read(request: &Received<'_>) -> Result<Self, Refusal> {
        Ok(Self(match (request.header)("signature-input") {
            Some(_) => Read::Standard(message::Claim::read(request)?),
            None => Read::Draft(cavage::Claim::read(request)?),
        }))
    }

    /// The address of the key.
    pub fn key_id(&self) -> &str {
        match &self.0 {
            Read::Draft(claim) => &claim.key_id,
            Read::Standard(claim) => &claim.key_id,
        }
    }

    /// How the request is signed.
    pub fn form(&self) -> Form {
        match &self.0 {
            Read::Draft(_) => Form::Draft,
            Read::Standard(_) => Form::Standard,
        }
    }

    /// Whether a header, by its name in lower case, is signed.
    pub fn covers(&self, name: &str) -> bool {
        match &self.0 {
            Read::Draft(claim) => claim.covers(name),
            Read::Standard(claim) => claim.covers(name),
        }
    }

    /// Checks the claim against the public key that it names.
    pub fn verify(&self, request: &Received<'_>, key: &PublicKey) -> Result<(), Refusal> {
        match &self.0 {
            Read::Draft(claim) => claim.verify(request, key),
            Read::Standard(claim) => claim.verify(request, key),
        }
    }
}
