//! `/settings/move`: other accounts of the same person, and moving to one of them.

use askama::Template;
use axum::{
    Extension,
    extract::{Query, State},
    response::Response,
};
use http::StatusCode;
use model::{Account, ClientAddress};
use serde::Deserialize;
use social::{Refusal, accounts, moving};

use super::{Done, Inside, Nothing, Sent, confirm::is_password, explain};
use crate::{
    Web,
    failure::Failure,
    template::{self, Shell},
};

const PATH: &str = "/settings/move";

#[derive(Template)]
#[template(path = "settings/move.html")]
struct Page<'a> {
    shell: Shell,
    done: Option<String>,
    csrf: &'a str,
    username: &'a str,
    has_password: bool,
    handle: String,
    aliases: &'a [String],
    moved_to: Option<String>,
    alias_problem: Option<String>,
    move_problem: Option<String>,
}

/// What the forms of aliases say.
#[derive(Deserialize)]
pub(crate) struct Alias {
    #[serde(default)]
    alias: String,
}

/// What the form for moving says.
#[derive(Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    target: String,
    #[serde(default)]
    password: String,
}

async fn draw(
    web: &Web,
    inside: &Inside,
    done: Option<String>,
    alias_problem: Option<String>,
    move_problem: Option<String>,
) -> Result<Response, Failure> {
    let me = &inside.member.account;
    let moved_to = match me.moved_to_id {
        None => None,
        Some(id) => Some(accounts::find(&web.site, id).await?.uri),
    };
    let is_refused = alias_problem.is_some() || move_problem.is_some();
    let status = if is_refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = Page {
        shell: inside.shell(web, "settings-move"),
        done,
        csrf: inside.csrf(),
        username: &me.username,
        has_password: inside.member.user.has_password(),
        handle: format!("@{}@{}", me.username, web.site.instance.domain),
        aliases: &me.also_known_as,
        moved_to,
        alias_problem,
        move_problem,
    };
    Ok(template::unkept(template::page(status, &page)))
}

/// `GET /settings/move`
pub(crate) async fn show(
    State(web): State<Web>,
    inside: Inside,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    inside.confirmed(&web, PATH)?;
    let done = done.sentence(inside.words(), &["alias", "alias-gone", "moved", "back"]);
    draw(&web, &inside, done, None, None).await
}

/// Somebody anywhere, as their own server describes them now.
async fn ask(web: &Web, handle: &str) -> Result<Account, social::Error> {
    web.federation.ask_anew(handle).await?.ok_or(Refusal::NotFound.into())
}

/// What is wrong with what somebody wished, in words; not finding anybody is one of these things.
fn problem(inside: &Inside, error: social::Error) -> Result<Option<String>, Failure> {
    match error {
        social::Error::Refusal(Refusal::NotFound) => Ok(Some(inside.words().say("settings-move-nobody"))),
        error => explain(inside.words(), error).map(Some),
    }
}

/// `POST /settings/move/alias`
pub(crate) async fn add(
    State(web): State<Web>,
    Sent { inside, form }: Sent<Alias>,
) -> Result<Response, Failure> {
    inside.confirmed(&web, PATH)?;
    let added = async {
        let other = ask(&web, &form.alias).await?;
        moving::add_alias(&web.site, &inside.member.account, &other).await
    };
    match added.await {
        Ok(()) => Ok(template::unkept(template::found("/settings/move?done=alias"))),
        Err(error) => {
            let problem = problem(&inside, error)?;
            draw(&web, &inside, None, problem, None).await
        }
    }
}

/// `POST /settings/move/alias/remove`
pub(crate) async fn remove(
    State(web): State<Web>,
    Sent { inside, form }: Sent<Alias>,
) -> Result<Response, Failure> {
    inside.confirmed(&web, PATH)?;
    moving::remove_alias(&web.site, &inside.member.account, &form.alias).await?;
    Ok(template::unkept(template::found("/settings/move?done=alias-gone")))
}

/// `POST /settings/move`
pub(crate) async fn submit(
    State(web): State<Web>,
    address: Option<Extension<ClientAddress>>,
    Sent { inside, form }: Sent<Wish>,
) -> Result<Response, Failure> {
    if !is_password(&web, address, &inside, &form.password, PATH).await? {
        let problem = Some(inside.words().say("settings-wrong-password"));
        return draw(&web, &inside, None, None, problem).await;
    }
    let moved = async {
        let target = ask(&web, &form.target).await?;
        moving::move_to(&web.site, &inside.member.account, &target).await
    };
    match moved.await {
        Ok(()) => Ok(template::unkept(template::found("/settings/move?done=moved"))),
        Err(error) => {
            let problem = problem(&inside, error)?;
            draw(&web, &inside, None, None, problem).await
        }
    }
}

/// `POST /settings/move/cancel`
pub(crate) async fn cancel(
    State(web): State<Web>,
    Sent { inside, form: Nothing {} }: Sent<Nothing>,
) -> Result<Response, Failure> {
    inside.confirmed(&web, PATH)?;
    moving::cancel(&web.site, &inside.member.account).await?;
    Ok(template::unkept(template::found("/settings/move?done=back")))
}
