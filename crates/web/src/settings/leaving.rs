//! `/settings/delete`: the end of an account.

use askama::Template;
use axum::{Extension, extract::State, response::Response};
use http::{StatusCode, header};
use model::ClientAddress;
use serde::Deserialize;
use social::leaving;

use super::{Inside, Sent, confirm::is_password};
use crate::{
    Web,
    cookies::Cookie,
    failure::Failure,
    template::{self, Notice, Shell},
};

const PATH: &str = "/settings/delete";

#[derive(Template)]
#[template(path = "settings/delete.html")]
struct Page<'a> {
    shell: Shell,
    done: Option<String>,
    csrf: &'a str,
    username: &'a str,
    has_password: bool,
    problem: Option<String>,
}

/// What the form says.
#[derive(Deserialize)]
pub(crate) struct Farewell {
    #[serde(default)]
    password: String,
    #[serde(default)]
    typed: String,
}

fn draw(web: &Web, inside: &Inside, status: StatusCode, problem: Option<String>) -> Response {
    let page = Page {
        shell: inside.shell(web, "settings-delete"),
        done: None,
        csrf: inside.csrf(),
        username: &inside.member.account.username,
        has_password: inside.member.user.has_password(),
        problem,
    };
    template::unkept(template::page(status, &page))
}

/// `GET /settings/delete`
pub(crate) async fn show(State(web): State<Web>, inside: Inside) -> Result<Response, Failure> {
    inside.confirmed_if_without_password(&web, PATH)?;
    Ok(draw(&web, &inside, StatusCode::OK, None))
}

/// `POST /settings/delete`
pub(crate) async fn submit(
    State(web): State<Web>,
    address: Option<Extension<ClientAddress>>,
    Sent { inside, form }: Sent<Farewell>,
) -> Result<Response, Failure> {
    let (words, member) = (inside.words(), &inside.member);
    let typed = form.typed.trim().trim_start_matches('@');
    let problem = if !is_password(&web, address, &inside, &form.password, PATH).await? {
        "settings-wrong-password"
    } else if typed != member.account.username {
        "settings-delete-typed"
    } else {
        match leaving::leave(&web.site, &member.user).await {
            Ok(()) => return Ok(farewell(&web, &inside)),
            Err(social::Error::Refusal(_)) => "settings-delete-owner",
            Err(fault) => return Err(fault.into()),
        }
    };
    Ok(draw(&web, &inside, StatusCode::UNPROCESSABLE_ENTITY, Some(words.say(problem))))
}

/// Nobody is signed in any more, so this page is one for anybody.
fn farewell(web: &Web, inside: &Inside) -> Response {
    let words = inside.words();
    let title = words.say("settings-deleted");
    let shell = Shell::of(web, words, &title).unlisted();
    let notice = Notice { shell, title: &title, explanation: &words.say("settings-deleted-lead") };
    let mut response = template::unkept(template::page(StatusCode::OK, &notice));
    response.headers_mut().append(header::SET_COOKIE, Cookie::Session.remove(&web.site.instance));
    response
}
