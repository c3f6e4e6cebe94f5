//! `/settings/credentials`: the password and the e-mail address that one signs in with, and how often one is written of
//! what one missed.

use askama::Template;
use axum::{
    Extension,
    extract::{Query, State},
    response::Response,
};
use http::StatusCode;
use model::{ClientAddress, EmailDigest, limits};
use serde::Deserialize;
use social::{
    address::{self, Changed},
    digest, mail, password,
};

use super::{Done, Inside, Nothing, Sent, confirm::is_password, explain};
use crate::{
    Web,
    failure::Failure,
    template::{self, Shell},
};

const PATH: &str = "/settings/credentials";

#[derive(Template)]
#[template(path = "settings/credentials.html")]
struct Page<'a> {
    shell: Shell,
    done: Option<String>,
    csrf: &'a str,
    username: &'a str,
    email: &'a str,
    shortest: usize,
    has_password: bool,
    password_problem: Option<String>,
    email_problem: Option<String>,
    /// The address that waits to be confirmed.
    waiting: Option<String>,
    sends_mail: bool,
    /// How often they may be written of what they missed.
    digests: Vec<Often>,
    is_told: bool,
}

/// One of the answers to how often.
struct Often {
    word: &'static str,
    text: String,
    is_chosen: bool,
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

/// What the form for letters says.
#[derive(Deserialize)]
pub(crate) struct Letters {
    #[serde(default)]
    digest: String,
    /// Ticked or not there.
    announcements: Option<String>,
}

/// What the form for another address says.
#[derive(Deserialize)]
pub(crate) struct NewEmail {
    #[serde(default)]
    password: String,
    #[serde(default)]
    email: String,
}

impl Often {
    fn of(inside: &Inside, often: EmailDigest) -> Self {
        let word = often.as_str();
        Self {
            word,
            text: inside.words().say(&format!("settings-digest-{word}")),
            is_chosen: inside.member.user.preferences.email_digest == often,
        }
    }
}

impl<'a> Page<'a> {
    async fn of(web: &Web, inside: &'a Inside) -> Result<Self, Failure> {
        let user = &inside.member.user;
        Ok(Self {
            shell: inside.shell(web, "settings-credentials"),
            done: None,
            csrf: inside.csrf(),
            username: &inside.member.account.username,
            email: &user.email,
            shortest: limits::PASSWORD_CHARACTERS_MIN,
            has_password: user.has_password(),
            password_problem: None,
            email_problem: None,
            waiting: address::waiting(&web.site, user).await?,
            sends_mail: mail::is_on(&web.site),
            is_told: !user.preferences.spared_announcements,
            digests: EmailDigest::ALL.map(|often| Often::of(inside, often)).into(),
        })
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
    inside.confirmed_if_without_password(&web, PATH)?;
    let done = done.sentence(inside.words(), &["password", "email", "email-sent", "email-kept", "digest"]);
    Ok(Page { done, ..Page::of(&web, &inside).await? }.draw())
}

/// `POST /settings/credentials/password`
pub(crate) async fn change_password(
    State(web): State<Web>,
    address: Option<Extension<ClientAddress>>,
    Sent { inside, form }: Sent<NewPassword>,
) -> Result<Response, Failure> {
    let (words, member) = (inside.words(), &inside.member);
    let problem = if !is_password(&web, address, &inside, &form.password, PATH).await? {
        words.say("settings-wrong-password")
    } else if form.new_password != form.repeated {
        words.say("settings-passwords-differ")
    } else {
        match password::change(&web.site, &member.session, &member.user, &form.new_password).await {
            Ok(()) => {
                return Ok(done("password"));
            }
            Err(error) => explain(words, error)?,
        }
    };
    Ok(Page { password_problem: Some(problem), ..Page::of(&web, &inside).await? }.draw())
}

/// `POST /settings/credentials/email`
pub(crate) async fn change_email(
    State(web): State<Web>,
    address: Option<Extension<ClientAddress>>,
    Sent { inside, form }: Sent<NewEmail>,
) -> Result<Response, Failure> {
    let words = inside.words();
    let problem = if is_password(&web, address, &inside, &form.password, PATH).await? {
        match address::change(&web.site, &inside.member.user, &form.email).await {
            Ok(Changed::Now) => return Ok(done("email")),
            Ok(Changed::Waiting) => return Ok(done("email-sent")),
            Err(error) => explain(words, error)?,
        }
    } else {
        words.say("settings-wrong-password")
    };
    Ok(Page { email_problem: Some(problem), email: &form.email, ..Page::of(&web, &inside).await? }.draw())
}

/// `POST /settings/credentials/email/again`
pub(crate) async fn send_again(
    State(web): State<Web>,
    Sent { inside, form: Nothing {} }: Sent<Nothing>,
) -> Result<Response, Failure> {
    match address::send_again(&web.site, &inside.member.user).await {
        Ok(()) => Ok(done("email-sent")),
        Err(error) => {
            let problem = Some(explain(inside.words(), error)?);
            Ok(Page { email_problem: problem, ..Page::of(&web, &inside).await? }.draw())
        }
    }
}

/// `POST /settings/credentials/email/cancel`
pub(crate) async fn cancel(
    State(web): State<Web>,
    Sent { inside, form: Nothing {} }: Sent<Nothing>,
) -> Result<Response, Failure> {
    address::cancel(&web.site, &inside.member.user).await?;
    Ok(done("email-kept"))
}

/// `POST /settings/credentials/digest`
pub(crate) async fn choose_digest(
    State(web): State<Web>,
    Sent { inside, form }: Sent<Letters>,
) -> Result<Response, Failure> {
    let often = EmailDigest::parse(&form.digest).ok_or(Failure::NotFound)?;
    let is_spared = form.announcements.is_none();
    digest::choose(&web.site, &inside.member.user, often, is_spared).await?;
    Ok(done("digest"))
}

fn done(what: &str) -> Response {
    template::unkept(template::found(&format!("{PATH}?done={what}")))
}
