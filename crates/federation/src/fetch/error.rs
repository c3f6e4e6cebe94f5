//! Why a document could not be had.

use reqwest::StatusCode;

use crate::{authority::Mismatch, policy::Forbidden};

/// Why a document could not be had.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FetchError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the address is on this server")]
    Ourselves,
    #[error("this server has dealings only with some others, and {0} is not among them")]
    Unwelcome(String),
    #[error("{0} is not an address")]
    Malformed(String),
    #[error("the document is gone")]
    Gone,
    #[error("the server answered {0}")]
    Status(StatusCode),
    #[error("the server redirects too often")]
    Redirects,
    #[error("the document is larger than {} bytes", model::limits::DOCUMENT_BYTES)]
    Large,
    #[error("the answer is no ActivityPub document but {0}")]
    NotAnObject(String),
    #[error("the answer is not of the kind that was asked for, but {0}")]
    OtherKind(String),
    #[error(transparent)]
    Mismatch(#[from] Mismatch),
    #[error("too many documents would have to be fetched")]
    Budget,
    #[error("the request could not be signed: {0}")]
    Signing(String),
    #[error("no answer: {0}")]
    Unreachable(String),
}

impl FetchError {
    /// Whether it may work later.
    pub(crate) fn is_temporary(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::Signing(_) => true,
            Self::Status(status) => {
                status.is_server_error()
                    || [StatusCode::TOO_MANY_REQUESTS, StatusCode::REQUEST_TIMEOUT].contains(status)
            }
            _ => false,
        }
    }
}
