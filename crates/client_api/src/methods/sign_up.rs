//! Signing up through an app: <https://docs.joinmastodon.org/methods/accounts/#create>

use axum::{Extension, Json, extract::State};
use model::{ClientAddress, Role};
use serde::Deserialize;
use social::{
    Error, Problem, Refusal,
    door::proof::{self, Proof},
    sign_up::{Applicant, NewUser},
};

use crate::{
    Answer, ApiError, ClientApi,
    auth::{Holder, Needs, check_scope, scope},
    entities::{self, languages},
    params::Params,
};

/// Somebody who wishes to become a member.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    username: String,
    email: String,
    password: String,
    agreement: bool,
    reason: String,
    locale: String,
    invite_code: Option<String>,
    date_of_birth: Option<String>,
    /// What this server asks of programs, and the answer.
    challenge: String,
    answer: String,
}

/// `POST /api/v1/accounts`
pub(crate) async fn create(
    State(api): State<ClientApi>,
    Holder(app): Holder,
    address: Option<Extension<ClientAddress>>,
    Params(form): Params<Form>,
) -> Answer<entities::Token> {
    check_scope(&app.token.scopes, scope::WriteAccounts::ANY_OF)?;
    if app.user.is_some() {
        return Err(Refusal::Forbidden("sign up with the token of a person").into());
    }
    let Form { username, email, password, agreement, reason, locale, invite_code, date_of_birth, .. } = form;
    let language = languages::spoken(&locale);
    let user = NewUser { username, email, password, role_id: Role::EVERYBODY };
    let invite = invite_code.filter(|code| !code.is_empty());
    let address = address.map(|Extension(address)| address);
    let proof = Some(Proof { challenge: form.challenge, answer: form.answer });
    let applicant = Applicant { user, agreement, reason, language, invite, address, date_of_birth, proof };
    match social::sign_up::register(&api.site, applicant).await {
        Ok((_, user)) => {
            social::moderation::users::joined_with(&api.site, &user, app.application.id).await?;
            let scopes = app.token.scopes.clone();
            let issued = social::oauth::issue_to(&api.site, &app.application, &user, scopes).await?;
            Ok(Json(issued.into()))
        }
        Err(Error::Refusal(Refusal::Invalid(problems))) => Err(ApiError::with_details(&problems, code)),
        Err(other) => Err(other.into()),
    }
}

/// `GET /api/fanfare/v1/sign_up/challenge`: what somebody proves who does not want to wait for a yes.
pub(crate) async fn challenge(State(api): State<ClientApi>) -> Answer<serde_json::Value> {
    let task = proof::set(&api.site)?.ok_or(Refusal::NotFound)?;
    Ok(Json(serde_json::json!({ "challenge": task.challenge, "bits": task.bits })))
}

/// The code under which apps know a problem.
pub(crate) fn code(problem: &Problem) -> &'static str {
    match problem.message.as_str() {
        "can't be blank" => "ERR_BLANK",
        "is already taken" => "ERR_TAKEN",
        "is reserved" => "ERR_RESERVED",
        "must be accepted" => "ERR_ACCEPTED",
        "is not allowed here" => "ERR_BLOCKED",
        "is below the age limit" => "ERR_BELOW_LIMIT",
        message if message.starts_with("is too long") => "ERR_TOO_LONG",
        message if message.starts_with("must have at least") => "ERR_TOO_SHORT",
        _ => "ERR_INVALID",
    }
}
