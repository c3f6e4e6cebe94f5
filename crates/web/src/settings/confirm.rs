//! `/settings/confirm`: the password again, before something that matters.

use askama::Template;
use axum::{
    Extension,
    extract::{Query, State},
    response::Response,
};
use http::StatusCode;
use model::ClientAddress;
use serde::Deserialize;
use social::{sessions, sign_in};

use super::{Inside, Sent};
use crate::{
    Web,
    failure::Failure,
    return_to::local_path,
    sign_in::count_try,
    template::{self, Shell},
};

#[derive(Template)]
#[template(path = "settings/confirm.html")]
struct Page<'a> {
    shell: Shell,
    done: Option<String>,
    csrf: &'a str,
    username: &'a str,
    return_to: &'a str,
    is_wrong: bool,
}

/// What the address of the page says.
#[derive(Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    return_to: String,
}

/// What the form says.
#[derive(Deserialize)]
pub(crate) struct Given {
    #[serde(default)]
    password: String,
    #[serde(default)]
    return_to: String,
}

/// The address of the page, for coming back to `path` afterwards.
pub(super) fn path(path: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    format!("/settings/confirm?{}", query.append_pair("return_to", path).finish())
}

/// Whether this is the password of whoever is signed in. Tries are counted as where one signs in.
pub(super) async fn is_password(
    web: &Web,
    address: Option<Extension<ClientAddress>>,
    inside: &Inside,
    password: &str,
) -> Result<bool, Failure> {
    count_try(web, address, &inside.member.account.username)?;
    Ok(sign_in::is_password_of(&web.site, &inside.member.user, password).await?)
}

/// `GET /settings/confirm`
pub(crate) async fn show(
    State(web): State<Web>,
    inside: Inside,
    Query(wish): Query<Wish>,
) -> Result<Response, Failure> {
    Ok(draw(&web, &inside, StatusCode::OK, &wish.return_to, false))
}

fn draw(web: &Web, inside: &Inside, status: StatusCode, return_to: &str, is_wrong: bool) -> Response {
    let page = Page {
        shell: inside.shell(web, "settings-confirm"),
        done: None,
        csrf: inside.csrf(),
        username: &inside.member.account.username,
        return_to: local_path(return_to).unwrap_or("/settings"),
        is_wrong,
    };
    template::unkept(template::page(status, &page))
}

/// `POST /settings/confirm`
pub(crate) async fn submit(
    State(web): State<Web>,
    address: Option<Extension<ClientAddress>>,
    Sent { inside, form }: Sent<Given>,
) -> Result<Response, Failure> {
    if !is_password(&web, address, &inside, &form.password).await? {
        return Ok(draw(&web, &inside, StatusCode::UNPROCESSABLE_ENTITY, &form.return_to, true));
    }
    sessions::confirm(&web.site, &inside.member.session).await?;
    Ok(template::unkept(template::found(local_path(&form.return_to).unwrap_or("/settings"))))
}
