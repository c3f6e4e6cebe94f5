//! Parameters in paths: ids, and words such as the name of a tag.

use axum::extract::{FromRequestParts, Path};
use http::request::Parts;
use model::Id;

use crate::ApiError;

/// The id in a path. What cannot be an id is as unknown as an id that nobody has.
pub(crate) struct At<T>(pub(crate) Id<T>);

impl<S: Send + Sync, T> FromRequestParts<S> for At<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let Word(word) = Word::from_request_parts(parts, state).await?;
        word.parse().map(Self).map_err(|_| ApiError::RECORD_NOT_FOUND)
    }
}

/// The word in a path.
pub(crate) struct Word(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for Word {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let word = Path::<String>::from_request_parts(parts, state).await;
        let Path(word) = word.map_err(|_| ApiError::RECORD_NOT_FOUND)?;
        Ok(Self(word.replace('\0', "\u{FFFD}")))
    }
}
