//! Confirming the address that somebody signed up with: <https://docs.joinmastodon.org/methods/emails/>

use axum::{Json, extract::State};
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use social::{Error, Refusal, confirmation};

use crate::{
    Answer, ApiError, ClientApi,
    auth::{Holder, Needs, check_scope, scope},
    methods::sign_up::code,
    params::Params,
};

/// What an app may say besides.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    email: Option<String>,
}

/// `POST /api/v1/emails/confirmations`. Whoever waits to be confirmed has no token but that of the app they signed up with.
pub(crate) async fn send(
    State(api): State<ClientApi>,
    Holder(app): Holder,
    Params(form): Params<Form>,
) -> Answer<Value> {
    check_scope(&app.token.scopes, scope::WriteAccounts::ANY_OF)?;
    let user = app.user.as_ref().ok_or(ApiError::NEEDS_USER)?;
    match confirmation::send_again(&api.site, user, form.email.as_deref()).await {
        Ok(()) => Ok(Json(json!({}))),
        Err(Error::Refusal(Refusal::Forbidden(_))) => Err(ApiError::new(
            StatusCode::FORBIDDEN,
            "This method is only available while the e-mail is awaiting confirmation",
        )),
        Err(Error::Refusal(Refusal::NotNow(why))) => Err(ApiError::new(StatusCode::TOO_MANY_REQUESTS, why)),
        Err(Error::Refusal(Refusal::Invalid(problems))) => Err(ApiError::with_details(&problems, code)),
        Err(other) => Err(other.into()),
    }
}

/// `GET /api/v1/emails/check_confirmation`
pub(crate) async fn check(Holder(app): Holder) -> Answer<bool> {
    check_scope(&app.token.scopes, scope::ReadAccounts::ANY_OF)?;
    let user = app.user.as_ref().ok_or(ApiError::NEEDS_USER)?;
    Ok(Json(user.confirmed_at.is_some()))
}
