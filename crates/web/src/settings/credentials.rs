//! `/settings/credentials`: the password and the e-mail address that one signs in with.

use askama::Template;
use axum::{
    Extension,
    extract::{Query, State},
    response::Response,
};
use http::StatusCode;
use model::{ClientAddress, limits};
use serde::Deserialize;
use social::password;

use super::{Done, Inside, Sent, confirm::is_password, explain};
use crate::{
    Web,
    failure::Failure,
    template::{self, Shell},
};

#[derive(Template)]
#[template(path = "settings/credentials.html")]
struct Page<'a> {
    shell: Shell,
    done: Option<String>,
    csrf: &'a str,
    username: &'a str,
    email: &'a str,
    shortest: usize,
    password_problem: Option<String>,
    email_problem: Option<String>,
}

/// What the form for another password says.
#[derive(Deserialize)]
pub(crate) struct NewPassword {
    #[serde(default)]
    password: String,
    #[serde(default)]
    new_password: String,
    #[serde(default)]
    repeated: String,
}

/// What the form for another address says.
#[derive(Deserialize)]
pub(crate) struct NewEmail {
    #[serde(default)]
    password: String,
    #[serde(default)]
    email: String,
}

impl<'a> Page<'a> {
    fn of(web: &Web, inside: &'a Inside) -> Self {
        Self {
            shell: inside.shell(web, "settings-credentials"),
            done: None,
            csrf: inside.csrf(),
            username: &inside.member.account.username,
            email: &inside.member.user.email,
            shortest: limits::PASSWORD_CHARACTERS_MIN,
            password_problem: None,
            email_problem: None,
        }
    }

    fn draw(&self) -> Response {
        let is_refused = self.password_problem.is_some() || self.email_problem.is_some();
        let status = if is_refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        template::unkept(template::page(status, self))
    }
}

/// `GET /settings/credentials`
pub(crate) async fn show(
    State(web): State<Web>,
    inside: Inside,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    let done = done.sentence(inside.words(), &["password", "email"]);
    Ok(Page { done, ..Page::of(&web, &inside) }.draw())
}

/// `POST /settings/credentials/password`
pub(crate) async fn change_password(
    State(web): State<Web>,
    address: Option<Extension<ClientAddress>>,
    Sent { inside, form }: Sent<NewPassword>,
) -> Result<Response, Failure> {
    let (words, member) = (inside.words(), &inside.member);
    let problem = if !is_password(&web, address, &inside, &form.password).await? {
        words.say("settings-wrong-password")
    } else if form.new_password != form.repeated {
        words.say("settings-passwords-differ")
    } else {
        match password::change(&web.site, &member.session, &member.user, &form.new_password).await {
            Ok(()) => {
                return Ok(template::unkept(template::found("/settings/credentials?done=password")));
            }
            Err(error) => explain(words, error)?,
        }
    };
    Ok(Page { password_problem: Some(problem), ..Page::of(&web, &inside) }.draw())
}

/// `POST /settings/credentials/email`
pub(crate) async fn change_email(
    State(web): State<Web>,
    address: Option<Extension<ClientAddress>>,
    Sent { inside, form }: Sent<NewEmail>,
) -> Result<Response, Failure> {
    let words = inside.words();
    let problem = if is_password(&web, address, &inside, &form.password).await? {
        match password::change_email(&web.site, &inside.member.user, &form.email).await {
            Ok(()) => return Ok(template::unkept(template::found("/settings/credentials?done=email"))),
            Err(error) => explain(words, error)?,
        }
    } else {
        words.say("settings-wrong-password")
    };
    Ok(Page { email_problem: Some(problem), email: &form.email, ..Page::of(&web, &inside) }.draw())
}
