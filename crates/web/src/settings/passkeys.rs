//! `/settings/passkeys`: keys on one's own devices that let one in without a password. They are listed where the second
//! factor is.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use http::{HeaderMap, StatusCode, header};
use model::{Passkey, PasskeyId};
use serde::Deserialize;
use social::passkeys::{self, Purpose};

use super::{Inside, Nothing, Sent, When, browser, explain};
use crate::{
    Web,
    failure::Failure,
    passkeys::{asked, problem, question},
    template::{self, Shell},
    words::Words,
};

const LIST: &str = "/settings/two_factor";
const NEW: &str = "/settings/passkeys/new";

#[derive(Template)]
#[template(path = "settings/passkey_new.html")]
struct NewPage<'a> {
    shell: Shell,
    done: Option<String>,
    csrf: &'a str,
    name: &'a str,
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "settings/passkey_one.html")]
struct OnePage<'a> {
    shell: Shell,
    done: Option<String>,
    csrf: &'a str,
    passkey: Passkey,
    problem: Option<String>,
}

/// What the form of a new passkey says.
#[derive(Deserialize)]
pub(crate) struct New {
    #[serde(default)]
    name: String,
    #[serde(default)]
    passkey: String,
}

/// What the form for another name says.
#[derive(Deserialize)]
pub(crate) struct Name {
    #[serde(default)]
    name: String,
}

/// A passkey as it is listed.
pub(super) struct Line {
    pub(super) id: PasskeyId,
    pub(super) name: String,
    pub(super) added: When,
    pub(super) used: Option<When>,
}

impl From<Passkey> for Line {
    fn from(passkey: Passkey) -> Self {
        Self {
            id: passkey.id,
            name: passkey.name,
            added: When::day(passkey.created_at),
            used: passkey.last_used_at.map(When::of),
        }
    }
}

/// `GET /settings/passkeys/new`
pub(crate) async fn new(
    State(web): State<Web>,
    inside: Inside,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    inside.confirmed(&web, NEW)?;
    Ok(draw_new(&web, &inside, StatusCode::OK, &name_of(inside.words(), &headers), None))
}

/// What a passkey of this browser might be called.
pub(crate) fn name_of(words: Words, headers: &HeaderMap) -> String {
    let said = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    match browser::name(said.unwrap_or_default()) {
        (Some(browser), Some(system)) => {
            words.fill("settings-session-name", &[("browser", browser), ("system", system)])
        }
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => words.say("passkey-first-name"),
    }
}

fn draw_new(web: &Web, inside: &Inside, status: StatusCode, name: &str, problem: Option<String>) -> Response {
    let shell = inside.shell(web, "passkey-new").with_passkeys();
    let page = NewPage { shell, done: None, csrf: inside.csrf(), name, problem };
    template::unkept(template::page_with_script(status, &page))
}

/// `POST /settings/passkeys/begin`
pub(crate) async fn begin(
    State(web): State<Web>,
    Sent { inside, form: Nothing {} }: Sent<Nothing>,
) -> Result<Response, Failure> {
    let member = &inside.member;
    if !member.session.is_confirmed(web.site.now()) {
        return Ok(problem(&inside.words().say("passkey-too-late")));
    }
    let asked = asked(&inside.visitor, Purpose::Add);
    match passkeys::ask_new(&web.site, asked, Some(member.user.id), &member.account.username).await {
        Ok(options) => Ok(question(options)),
        Err(error) => Ok(problem(&explain(inside.words(), error)?)),
    }
}

/// `POST /settings/passkeys`
pub(crate) async fn add(
    State(web): State<Web>,
    Sent { inside, form }: Sent<New>,
) -> Result<Response, Failure> {
    inside.confirmed(&web, NEW)?;
    let added = async {
        let made = passkeys::made(&web.site, asked(&inside.visitor, Purpose::Add), &form.passkey).await?;
        passkeys::add(&web.site, &inside.member.user, &form.name, made).await
    };
    match added.await {
        Ok(()) => Ok(template::unkept(template::found("/settings/two_factor?done=passkey"))),
        Err(error) => {
            let problem = Some(explain(inside.words(), error)?);
            Ok(draw_new(&web, &inside, StatusCode::UNPROCESSABLE_ENTITY, &form.name, problem))
        }
    }
}

async fn find(web: &Web, inside: &Inside, id: &str) -> Result<Passkey, Failure> {
    let id: PasskeyId = id.parse().map_err(|_| Failure::NotFound)?;
    let all = passkeys::list(&web.site, inside.member.user.id).await?;
    all.into_iter().find(|passkey| passkey.id == id).ok_or(Failure::NotFound)
}

fn path(id: &str) -> String {
    format!("/settings/passkeys/{id}")
}

/// `GET /settings/passkeys`: where a form was sent to, opened by its address.
pub(crate) async fn list(_: Inside) -> Response {
    template::found(LIST)
}

/// `GET /settings/passkeys/{id}`
pub(crate) async fn one(
    State(web): State<Web>,
    inside: Inside,
    Path(id): Path<String>,
) -> Result<Response, Failure> {
    inside.confirmed(&web, &path(&id))?;
    let passkey = find(&web, &inside, &id).await?;
    Ok(draw_one(&web, &inside, passkey, None))
}

fn draw_one(web: &Web, inside: &Inside, passkey: Passkey, problem: Option<String>) -> Response {
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let shell = inside.shell(web, "passkey-one");
    let page = OnePage { shell, done: None, csrf: inside.csrf(), passkey, problem };
    template::unkept(template::page(status, &page))
}

/// `POST /settings/passkeys/{id}`
pub(crate) async fn rename(
    State(web): State<Web>,
    Path(id): Path<String>,
    Sent { inside, form }: Sent<Name>,
) -> Result<Response, Failure> {
    inside.confirmed(&web, &path(&id))?;
    let mut passkey = find(&web, &inside, &id).await?;
    match passkeys::rename(&web.site, inside.member.user.id, passkey.id, &form.name).await {
        Ok(()) => Ok(template::unkept(template::found(LIST))),
        Err(error) => {
            let problem = Some(explain(inside.words(), error)?);
            passkey.name = form.name;
            Ok(draw_one(&web, &inside, passkey, problem))
        }
    }
}

/// `POST /settings/passkeys/{id}/remove`
pub(crate) async fn remove(
    State(web): State<Web>,
    Path(id): Path<String>,
    Sent { inside, form: Nothing {} }: Sent<Nothing>,
) -> Result<Response, Failure> {
    inside.confirmed(&web, &path(&id))?;
    let passkey = find(&web, &inside, &id).await?;
    match passkeys::remove(&web.site, inside.member.user.id, passkey.id).await {
        Ok(()) => Ok(template::unkept(template::found("/settings/two_factor?done=passkey-gone"))),
        Err(error) => {
            let problem = Some(explain(inside.words(), error)?);
            Ok(draw_one(&web, &inside, passkey, problem))
        }
    }
}
