//! Public pages. What a visitor may not see and what does not exist are the same page.

pub(crate) mod about;
pub(crate) mod embed;
pub(crate) mod emoji;
pub(crate) mod explore;
pub(crate) mod feeds;
pub(crate) mod file;
pub(crate) mod home;
pub(crate) mod privacy_policy;
pub(crate) mod profile;
mod range;
pub(crate) mod remote_file;
pub(crate) mod status;
pub(crate) mod tag;
pub(crate) mod terms_of_service;

use axum::response::{IntoResponse, Response};
use http::{StatusCode, Uri, header};

use crate::{failure::Failure, template};

/// Whatever no room answers. Programs are told in their own words.
pub(crate) async fn missing(uri: Uri) -> Response {
    let path = uri.path();
    if path.starts_with("/api/") || path.starts_with("/oauth/") || path.starts_with("/.well-known/") {
        let body = r#"{"error":"Not Found"}"#;
        let kind = [(header::CONTENT_TYPE, "application/json; charset=utf-8")];
        return (StatusCode::NOT_FOUND, kind, body).into_response();
    }
    // Some programs write the @ of a page's address as %40.
    match path.strip_prefix("/%40") {
        Some(rest) => template::found(&format!("/@{rest}")),
        None => Failure::NotFound.into_response(),
    }
}
