//! Errors as apps see them: a status code and `{"error": "..."}`. A fault is logged here, once, and never shown.

use std::borrow::Cow;

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;
use social::{Fault, Problem, Refusal, oauth::TokenError};

/// Why a request is not answered as wished.
#[derive(Debug)]
pub struct ApiError {
    status: StatusCode,
    body: Body,
}

#[derive(Debug, Serialize)]
struct Body {
    error: Cow<'static, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    error_description: Option<String>,
    /// What is wrong with each field, for the form of an app.
    #[serde(skip_serializing_if = "Option::is_none")]
    details: Option<serde_json::Value>,
    #[serde(flatten)]
    ruled: Option<Box<Ruled>>,
}

/// A content rule does not let something be published.
#[derive(Debug, Serialize)]
struct Ruled {
    rule: RuleName,
    /// Whether saying the same again publishes it.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    ask: bool,
}

#[derive(Debug, Serialize)]
struct RuleName {
    name: String,
}

impl Body {
    const fn new(error: Cow<'static, str>) -> Self {
        Self { error, error_description: None, details: None, ruled: None }
    }
}

impl ApiError {
    /// There is no such thing, or it is not for this viewer: the two are never told apart.
    pub const RECORD_NOT_FOUND: Self = Self::new(StatusCode::NOT_FOUND, "Record not found");
    /// There is no such method.
    pub const METHOD_NOT_FOUND: Self = Self::new(StatusCode::NOT_FOUND, "Not Found");
    /// No token, or none that works.
    pub const BAD_TOKEN: Self = Self::new(StatusCode::UNAUTHORIZED, "The access token is invalid");
    /// The token may not do this.
    pub const OUTSIDE_SCOPES: Self =
        Self::new(StatusCode::FORBIDDEN, "This action is outside the authorized scopes");
    /// The token acts for an application, not for a person.
    pub const NEEDS_USER: Self =
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, "This method requires an authenticated user");
    /// The body is over `model::limits::BODY_BYTES`.
    pub const TOO_LARGE: Self =
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "The body of the request is too large");

    /// An error with a message for the app's user or developer.
    pub const fn new(status: StatusCode, message: &'static str) -> Self {
        Self { status, body: Body::new(Cow::Borrowed(message)) }
    }

    /// The request cannot be read.
    pub fn malformed(message: impl Into<String>) -> Self {
        Self { status: StatusCode::BAD_REQUEST, body: Body::new(Cow::Owned(message.into())) }
    }

    /// A parameter breaks a rule; `message` fits after its name.
    pub fn invalid(field: &'static str, message: impl Into<String>) -> Self {
        Refusal::Invalid(vec![Problem::new(field, message)]).into()
    }

    /// What is wrong with each field, under the codes that apps know.
    pub(crate) fn with_details(problems: &[Problem], code: impl Fn(&Problem) -> &'static str) -> Self {
        let mut details = serde_json::Map::new();
        for problem in problems {
            let item = serde_json::json!({ "error": code(problem), "description": problem.message });
            if let Some(list) =
                details.entry(problem.field).or_insert_with(|| serde_json::json!([])).as_array_mut()
            {
                list.push(item);
            }
        }
        let mut error = Self::from(Refusal::Invalid(problems.to_vec()));
        error.body.details = Some(details.into());
        error
    }

    /// What is said to the app.
    pub fn message(&self) -> &str {
        &self.body.error
    }

    /// The status code.
    pub const fn status(&self) -> StatusCode {
        self.status
    }
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::NotFound => Self::RECORD_NOT_FOUND,
            Refusal::NeedsUser => Self::NEEDS_USER,
            Refusal::Forbidden(_) => Self::new(StatusCode::FORBIDDEN, "This action is not allowed"),
            Refusal::Reserved(why) => {
                Self { status: StatusCode::FORBIDDEN, body: Body::new(Cow::Owned(why)) }
            }
            Refusal::Conflict(what) => Self::new(StatusCode::CONFLICT, what),
            Refusal::NotNow(why) => Self::new(StatusCode::SERVICE_UNAVAILABLE, why),
            Refusal::Invalid(_) => {
                let body = Body::new(Cow::Owned(format!("Validation failed: {refusal}")));
                Self { status: StatusCode::UNPROCESSABLE_ENTITY, body }
            }
            Refusal::Ruled { ref rule, is_question, .. } => {
                let ruled = Ruled { rule: RuleName { name: rule.clone() }, ask: is_question };
                let told = Body::new(Cow::Owned(refusal.to_string()));
                let body = Body { ruled: Some(Box::new(ruled)), ..told };
                Self { status: StatusCode::UNPROCESSABLE_ENTITY, body }
            }
        }
    }
}

impl From<Fault> for ApiError {
    fn from(fault: Fault) -> Self {
        tracing::error!(error = chain(&fault), "a request of an app could not be answered");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on this server; it has been noted")
    }
}

impl From<social::Error> for ApiError {
    fn from(error: social::Error) -> Self {
        match error {
            social::Error::Refusal(refusal) => refusal.into(),
            social::Error::Fault(fault) => fault.into(),
        }
    }
}

impl From<TokenError> for ApiError {
    /// RFC 6749 section 5.2: the code for programs, the description for their developers.
    fn from(error: TokenError) -> Self {
        let status = match error {
            TokenError::InvalidClient => StatusCode::UNAUTHORIZED,
            // As Mastodon answers; RFC 7009 leaves it open.
            TokenError::UnauthorizedClient => StatusCode::FORBIDDEN,
            _ => StatusCode::BAD_REQUEST,
        };
        let error_description = Some(error.to_string());
        Self { status, body: Body { error_description, ..Body::new(Cow::Borrowed(error.code())) } }
    }
}

/// An error with what caused it, without repeating what an outer message says already.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        let message = inner.to_string();
        if !text.contains(&message) {
            text.push_str(": ");
            text.push_str(&message);
        }
        cause = inner.source();
    }
    text
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body)).into_response();
        if self.status == StatusCode::UNAUTHORIZED {
            let challenge = HeaderValue::from_static("Bearer error=\"invalid_token\"");
            response.headers_mut().insert(header::WWW_AUTHENTICATE, challenge);
        }
        if self.status == StatusCode::SERVICE_UNAVAILABLE {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(error: ApiError) -> serde_json::Value {
        serde_json::to_value(error.body).unwrap()
    }

    #[test]
    fn refusals_have_the_codes_and_words_that_apps_know() {
        let problems = vec![Problem::new("text", "can't be blank"), Problem::new("in_reply_to", "is odd")];
        let invalid = ApiError::from(Refusal::Invalid(problems));
        assert_eq!(invalid.status, 422);
        assert_eq!(
            json(invalid),
            serde_json::json!({ "error": "Validation failed: Text can't be blank, In reply to is odd" })
        );
        assert_eq!(ApiError::from(Refusal::NotFound).status, 404);
        assert_eq!(ApiError::from(Refusal::Forbidden("follow yourself")).status, 403);
        assert_eq!(ApiError::from(Refusal::Conflict("busy")).status, 409);
    }

    #[test]
    fn a_fault_says_nothing_of_what_failed() {
        let fault = Fault::caused_by("storage: disk of alice is full", std::fmt::Error);
        let error = ApiError::from(social::Error::Fault(fault));
        assert_eq!(error.status, 500);
        assert!(!json(error).to_string().contains("alice"));
    }

    #[test]
    fn a_chain_of_causes_does_not_repeat_itself() {
        let inner = Fault::caused_by("the disk is full", std::fmt::Error);
        let outer = Fault::caused_by("storage: the disk is full", inner);
        assert_eq!(chain(&outer), format!("storage: the disk is full: {}", std::fmt::Error));
    }

    #[test]
    fn token_errors_speak_oauth() {
        let error = ApiError::from(TokenError::InvalidClient);
        assert_eq!(error.status, 401);
        let body = json(error);
        assert_eq!(body["error"], "invalid_client");
        assert!(body["error_description"].is_string());
        assert_eq!(ApiError::from(TokenError::InvalidGrant).status, 400);
    }
}
