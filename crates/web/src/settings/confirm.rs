//! `/settings/confirm`: the password again, or a passkey, before something that matters.

use askama::Template;
use axum::{
    Extension,
    extract::{Query, State},
    response::Response,
};
use http::StatusCode;
use model::ClientAddress;
use serde::Deserialize;
use social::{
    passkeys::{self, Purpose},
    sessions, sign_in,
};

use super::{Inside, Nothing, Sent};
use crate::{
    Web,
    failure::Failure,
    passkeys::{asked, question},
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
    problem: Option<String>,
    has_password: bool,
    takes_passkey: bool,
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
    /// What a device answered, where a passkey stands for the password.
    #[serde(default)]
    passkey: String,
    #[serde(default)]
    return_to: String,
}

/// The address of the page, for coming back to `path` afterwards.
pub(super) fn path(path: &str) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    format!("/settings/confirm?{}", query.append_pair("return_to", path).finish())
}

/// Whether this is the password of whoever is signed in. Tries are counted as where one signs in. Whoever has none is
/// sent to show it with a passkey, unless they just did, and comes back to `path`.
pub(super) async fn is_password(
    web: &Web,
    address: Option<Extension<ClientAddress>>,
    inside: &Inside,
    password: &str,
    path: &str,
) -> Result<bool, Failure> {
    if !inside.member.user.has_password() {
        return inside.confirmed(web, path).map(|()| true);
    }
    count_try(web, address, &inside.member.account.username)?;
    Ok(sign_in::is_password_of(&web.site, &inside.member.user, password).await?)
}

/// `GET /settings/confirm`
pub(crate) async fn show(
    State(web): State<Web>,
    inside: Inside,
    Query(wish): Query<Wish>,
) -> Result<Response, Failure> {
    draw(&web, &inside, &wish.return_to, None).await
}

async fn draw(
    web: &Web,
    inside: &Inside,
    return_to: &str,
    problem: Option<&str>,
) -> Result<Response, Failure> {
    let user = &inside.member.user;
    let page = Page {
        shell: inside.shell(web, "settings-confirm").with_passkeys(),
        done: None,
        csrf: inside.csrf(),
        username: &inside.member.account.username,
        return_to: local_path(return_to).unwrap_or("/settings"),
        problem: problem.map(|key| inside.words().say(key)),
        has_password: user.has_password(),
        takes_passkey: passkeys::are_possible(&web.site) && passkeys::has_any(&web.site, user.id).await?,
    };
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(template::unkept(template::page_with_script(status, &page)))
}

/// `POST /settings/confirm/passkey`
pub(crate) async fn begin_passkey(
    State(web): State<Web>,
    Sent { inside, form: Nothing {} }: Sent<Nothing>,
) -> Result<Response, Failure> {
    let asked = asked(&inside.visitor, Purpose::Confirm);
    Ok(question(passkeys::ask(&web.site, asked, Some(inside.member.user.id)).await?))
}

/// `POST /settings/confirm`
pub(crate) async fn submit(
    State(web): State<Web>,
    address: Option<Extension<ClientAddress>>,
    Sent { inside, form }: Sent<Given>,
) -> Result<Response, Failure> {
    let member = &inside.member;
    if form.passkey.is_empty() {
        count_try(&web, address, &member.account.username)?;
        if !sign_in::is_password_of(&web.site, &member.user, &form.password).await? {
            return draw(&web, &inside, &form.return_to, Some("settings-wrong-password")).await;
        }
    } else {
        let who = passkeys::who(&web.site, asked(&inside.visitor, Purpose::Confirm), &form.passkey).await?;
        if who != Some(member.user.id) {
            return draw(&web, &inside, &form.return_to, Some("passkey-unknown")).await;
        }
    }
    sessions::confirm(&web.site, &member.session).await?;
    Ok(template::unkept(template::found(local_path(&form.return_to).unwrap_or("/settings"))))
}
