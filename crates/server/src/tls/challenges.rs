//! The door on port 80: it answers the questions by which an authority finds out whose a name is (HTTP-01, RFC 8555
//! section 8.3), and sends everybody else to https.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
};

use axum::{
    Router,
    extract::{Path, State},
    response::{IntoResponse, Response},
    routing::get,
};
use http::{HeaderValue, StatusCode, Uri, header};

/// What is to be answered to the questions of an authority. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Challenges(Arc<RwLock<HashMap<String, String>>>);

impl Challenges {
    pub(super) fn answer(&self, token: String, answer: String) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).insert(token, answer);
    }

    pub(super) fn clear(&self) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn find(&self, token: &str) -> Option<String> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(token).cloned()
    }
}

#[derive(Clone)]
struct Door {
    challenges: Challenges,
    /// `https://social.example`
    origin: Arc<str>,
}

/// What is answered on port 80 by a site whose address this is.
pub fn router(challenges: Challenges, origin: &str) -> Router {
    Router::new()
        .route("/.well-known/acme-challenge/{token}", get(answer))
        .fallback(redirect)
        .with_state(Door { challenges, origin: origin.trim_end_matches('/').into() })
}

async fn answer(State(door): State<Door>, Path(token): Path<String>) -> Response {
    match door.challenges.find(&token) {
        Some(answer) => ([(header::CONTENT_TYPE, "application/octet-stream")], answer).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// To the same path at the site's own address, whatever host was asked for.
async fn redirect(State(door): State<Door>, uri: Uri) -> Response {
    let path = uri.path_and_query().map_or("/", |path| path.as_str());
    match HeaderValue::from_str(&format!("{}{path}", door.origin)) {
        Ok(target) => (StatusCode::PERMANENT_REDIRECT, [(header::LOCATION, target)]).into_response(),
        Err(_) => StatusCode::BAD_REQUEST.into_response(),
    }
}
