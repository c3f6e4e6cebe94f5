//! Why a page cannot be shown. The page itself is drawn in `finish`, so that every failure looks the same.

use axum::{
    Extension,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use social::{Fault, Refusal};

use crate::{template, words::Saying};

/// Why a page cannot be shown.
#[derive(Debug)]
pub(crate) enum Failure {
    /// There is nothing here, or not for this visitor: the two are never told apart.
    NotFound,
    /// The address or form makes no sense.
    Bad(Saying),
    /// A form that this server did not give to this browser.
    Forged,
    /// Too many tries in too short a time.
    TooMany,
    /// The same, where something else than passwords was tried.
    TooOften(Saying),
    /// Something does not answer; later it will.
    NotNow,
    /// A form that cannot be read, with the code that fits.
    Unreadable(StatusCode),
    /// Not here, or not yet: the browser goes to another page of ours.
    Elsewhere(String),
    /// Something of ours failed.
    Ours(Fault),
}

/// What `finish` draws.
#[derive(Clone, Debug)]
pub(crate) struct Explanation(pub(crate) Saying);

impl From<social::Error> for Failure {
    fn from(error: social::Error) -> Self {
        match error {
            social::Error::Refusal(Refusal::NotFound) => Self::NotFound,
            social::Error::Refusal(Refusal::NotNow(_)) => Self::NotNow,
            social::Error::Refusal(Refusal::Invalid(problems)) => Self::Bad(Saying::Problems(problems)),
            social::Error::Refusal(Refusal::Conflict(_)) => Self::Bad(Saying::Of("conflict-text")),
            social::Error::Refusal(
                Refusal::Forbidden(_) | Refusal::Reserved(_) | Refusal::Ruled { .. } | Refusal::NeedsUser,
            ) => Self::Bad(Saying::Of("refused-text")),
            social::Error::Fault(fault) => Self::Ours(fault),
        }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        let (status, explanation) = match self {
            Self::NotFound => (StatusCode::NOT_FOUND, Saying::Of("not-found-text")),
            Self::Bad(explanation) => (StatusCode::BAD_REQUEST, explanation),
            Self::Forged => (StatusCode::FORBIDDEN, Saying::Of("forged-text")),
            Self::TooMany => (StatusCode::TOO_MANY_REQUESTS, Saying::Of("too-many-text")),
            Self::TooOften(saying) => (StatusCode::TOO_MANY_REQUESTS, saying),
            Self::NotNow => (StatusCode::SERVICE_UNAVAILABLE, Saying::Of("not-now-text")),
            Self::Unreadable(status) => (status, Saying::Of("unreadable-text")),
            Self::Elsewhere(path) => return template::unkept(template::found(&path)),
            Self::Ours(fault) => {
                let cause = std::error::Error::source(&fault).map(ToString::to_string);
                tracing::error!(error = %fault, cause, "a page could not be shown");
                (StatusCode::INTERNAL_SERVER_ERROR, Saying::Of("fault-text"))
            }
        };
        (status, Extension(Explanation(explanation))).into_response()
    }
}
