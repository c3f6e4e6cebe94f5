//! Letters that somebody who is not signed in asks for: to choose another password, and to confirm an address. What these
//! pages answer does not tell whether anybody has an address.

use std::borrow::Cow;

use askama::Template;
use axum::{
    Extension,
    extract::{Query, State},
    response::Response,
};
use http::{StatusCode, header};
use model::ClientAddress;
use serde::Deserialize;
use social::{Error, Refusal, confirmation, confirmation::Confirmed, mail, password_reset, secrets};

use crate::{
    Web,
    cookies::Cookie,
    failure::Failure,
    forms::Posted,
    template::{self, Notice, Shell},
    visitor::Visitor,
    words::Words,
};

/// A page that asks for an address.
#[derive(Template)]
#[template(path = "forgotten.html")]
struct AskPage<'a> {
    shell: Shell,
    csrf: &'a str,
    action: &'a str,
    title: String,
    lead: String,
}

/// A page on which another password is chosen.
#[derive(Template)]
#[template(path = "new_password.html")]
struct ChoosePage<'a> {
    shell: Shell,
    csrf: &'a str,
    code: &'a str,
    problem: Option<String>,
}

/// What the form says that asks for an address.
#[derive(Deserialize)]
pub(crate) struct Asked {
    #[serde(default)]
    email: String,
}

/// What the address in a letter says.
#[derive(Deserialize)]
pub(crate) struct Letter {
    #[serde(default)]
    reset_password_token: String,
    #[serde(default)]
    confirmation_token: String,
}

/// What the form says on which a password is chosen.
#[derive(Deserialize)]
pub(crate) struct Chosen {
    #[serde(default)]
    reset_password_token: String,
    #[serde(default)]
    password: String,
}

/// `GET /auth/password/new`
pub(crate) async fn ask_password(State(web): State<Web>, visitor: Visitor) -> Result<Response, Failure> {
    if mail::is_on(&web.site) {
        return ask(&web, &visitor, "password-forgotten", "/auth/password");
    }
    let words = visitor.words;
    let contact = &web.site.settings().contact_email;
    let whom = match contact.is_empty() {
        true => words.say("password-forgotten-ask-them"),
        false => words.fill("password-forgotten-ask-at", &[("email", contact)]),
    };
    Ok(say(&web, &visitor, StatusCode::OK, &words.say("password-forgotten"), &whom))
}

/// `POST /auth/password`
pub(crate) async fn send_password(
    State(web): State<Web>,
    address: Option<Extension<ClientAddress>>,
    posted: Posted<Asked>,
) -> Result<Response, Failure> {
    let address = address.map(|Extension(address)| address);
    password_reset::ask(&web.site, &posted.form.email, address).await.map_err(too_many)?;
    Ok(asked(&web, &posted.visitor))
}

/// `GET /auth/password/edit`
pub(crate) async fn edit_password(
    State(web): State<Web>,
    visitor: Visitor,
    Query(letter): Query<Letter>,
) -> Result<Response, Failure> {
    let code = letter.reset_password_token;
    if !password_reset::is_good(&web.site, &code).await? {
        return Ok(used_up(&web, &visitor, "/auth/password/new"));
    }
    with_form(&web, &visitor, |csrf| {
        let title = visitor.words.say("password-choose");
        let page = ChoosePage { shell: shell(&web, &visitor, &title), csrf, code: &code, problem: None };
        template::page(StatusCode::OK, &page)
    })
}

/// `POST /auth/password/edit`
pub(crate) async fn choose_password(
    State(web): State<Web>,
    posted: Posted<Chosen>,
) -> Result<Response, Failure> {
    let (visitor, words) = (&posted.visitor, posted.visitor.words);
    let Chosen { reset_password_token: code, password } = &posted.form;
    match password_reset::choose(&web.site, code, password).await {
        Ok(()) => {
            let (title, told) = (words.say("password-chosen"), words.say("password-chosen-told"));
            Ok(say(&web, visitor, StatusCode::OK, &title, &told))
        }
        Err(Error::Refusal(Refusal::NotFound)) => Ok(used_up(&web, visitor, "/auth/password/new")),
        Err(Error::Refusal(Refusal::Invalid(_))) => {
            let csrf = visitor.form_secret().unwrap_or_default();
            let problem = Some(words.count("password-too-short", shortest()));
            let shell = shell(&web, visitor, &words.say("password-choose"));
            let page = ChoosePage { shell, csrf, code, problem };
            Ok(template::unkept(template::page(StatusCode::UNPROCESSABLE_ENTITY, &page)))
        }
        Err(other) => Err(other.into()),
    }
}

/// `GET /auth/confirmation`: the address in a letter. Without a code it is where the letter is asked for again.
pub(crate) async fn confirm(
    State(web): State<Web>,
    visitor: Visitor,
    Query(letter): Query<Letter>,
) -> Result<Response, Failure> {
    let words = visitor.words;
    let (title, told) = match confirmation::confirm(&web.site, &letter.confirmation_token).await {
        Ok(Confirmed::Member) => ("confirmed", "confirmed-told"),
        Ok(Confirmed::Waiting) => ("confirmed", "confirmed-waiting"),
        Ok(Confirmed::Address) => ("confirmed-address", "confirmed-address-told"),
        // Somebody else has taken the address meanwhile.
        Err(Error::Refusal(Refusal::Invalid(_))) => ("code-used-up", "problem-email-taken"),
        Err(Error::Refusal(Refusal::NotFound)) => {
            return Ok(used_up(&web, &visitor, "/auth/confirmation/new"));
        }
        Err(other) => return Err(other.into()),
    };
    Ok(say(&web, &visitor, StatusCode::OK, &words.say(title), &words.say(told)))
}

/// `GET /auth/confirmation/new`
pub(crate) async fn ask_confirmation(State(web): State<Web>, visitor: Visitor) -> Result<Response, Failure> {
    match mail::is_on(&web.site) {
        true => ask(&web, &visitor, "confirmation-again", "/auth/confirmation"),
        false => Err(Failure::NotFound),
    }
}

/// `POST /auth/confirmation`
pub(crate) async fn send_confirmation(
    State(web): State<Web>,
    address: Option<Extension<ClientAddress>>,
    posted: Posted<Asked>,
) -> Result<Response, Failure> {
    let address = address.map(|Extension(address)| address);
    confirmation::ask_again(&web.site, &posted.form.email, address).await.map_err(too_many)?;
    Ok(asked(&web, &posted.visitor))
}

fn shortest() -> i64 {
    i64::try_from(model::limits::PASSWORD_CHARACTERS_MIN).unwrap_or(i64::MAX)
}

fn too_many(error: Error) -> Failure {
    match error {
        Error::Refusal(Refusal::NotNow(_)) => Failure::TooMany,
        other => other.into(),
    }
}

fn shell(web: &Web, visitor: &Visitor, title: &str) -> Shell {
    Shell::of(web, visitor.words, title).unlisted().seen_by(visitor)
}

/// The page that asks for an address: `key` in the catalogues, and with `-lead` what stands below it.
fn ask(web: &Web, visitor: &Visitor, key: &str, action: &str) -> Result<Response, Failure> {
    let words: Words = visitor.words;
    with_form(web, visitor, |csrf| {
        let (title, lead) = (words.say(key), words.say(&format!("{key}-lead")));
        let page = AskPage { shell: shell(web, visitor, &title), csrf, action, title, lead };
        template::page(StatusCode::OK, &page)
    })
}

/// A page with a form, for somebody who may have no session: its secret stands in a cookie.
fn with_form(web: &Web, visitor: &Visitor, draw: impl FnOnce(&str) -> Response) -> Result<Response, Failure> {
    let secret = match visitor.form_secret() {
        Some(secret) => Cow::Borrowed(secret),
        None => Cow::Owned(secrets::make()?),
    };
    let mut response = template::unkept(draw(&secret));
    if visitor.form_secret().is_none() {
        response.headers_mut().append(header::SET_COOKIE, Cookie::Form.set(&web.site.instance, &secret));
    }
    Ok(response)
}

/// What everybody is told who asked for a letter.
fn asked(web: &Web, visitor: &Visitor) -> Response {
    let words = visitor.words;
    say(web, visitor, StatusCode::OK, &words.say("letter-asked"), &words.say("letter-asked-told"))
}

/// A code that does not work: used, too old, or none of ours. The three are not told apart.
fn used_up(web: &Web, visitor: &Visitor, again: &str) -> Response {
    let words = visitor.words;
    let told = match mail::is_on(&web.site) {
        true => words.fill("code-used-up-told", &[("address", &web.site.instance.url(again))]),
        false => words.say("code-used-up-ask"),
    };
    say(web, visitor, StatusCode::NOT_FOUND, &words.say("code-used-up"), &told)
}

fn say(web: &Web, visitor: &Visitor, status: StatusCode, title: &str, explanation: &str) -> Response {
    let notice = Notice { shell: shell(web, visitor, title), title, explanation };
    template::unkept(template::page(status, &notice))
}
