//! Signing in and out.

use std::borrow::Cow;

use askama::Template;
use axum::{
    Extension,
    extract::{Query, State},
    response::Response,
};
use http::{HeaderMap, StatusCode, header};
use model::ClientAddress;
use serde::Deserialize;
use social::{Throttle, mail, notices, secrets, sign_in};

use crate::{
    Web,
    cookies::Cookie,
    failure::Failure,
    forms::Posted,
    return_to::local_path,
    template::{self, Shell},
    text,
    visitor::Visitor,
};

/// What the address of the sign-in page says.
#[derive(Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    return_to: String,
    /// Present to show the form to somebody who is signed in, to sign in anew or as somebody else.
    again: Option<String>,
}

/// What the sign-in form says.
#[derive(Deserialize)]
pub(crate) struct Credentials {
    #[serde(default)]
    username: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    return_to: String,
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct Page<'a> {
    shell: Shell,
    csrf: &'a str,
    return_to: &'a str,
    username: &'a str,
    problem: Option<&'static str>,
    /// Whether forgotten passwords and lost letters can be helped with.
    sends_mail: bool,
}

/// The address of the sign-in page, for coming back to `path` afterwards.
pub(crate) fn sign_in_path(path: &str, again: bool) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    if again {
        query.append_pair("again", "true");
    }
    format!("/auth/sign_in?{}", query.append_pair("return_to", path).finish())
}

/// `GET /auth/sign_in`
pub(crate) async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    Query(wish): Query<Wish>,
) -> Result<Response, Failure> {
    let return_to = local_path(&wish.return_to).unwrap_or_default();
    if visitor.member.is_some() && wish.again.is_none() {
        return Ok(template::found(if return_to.is_empty() { "/" } else { return_to }));
    }
    let secret = match visitor.form_secret() {
        Some(secret) => Cow::Borrowed(secret),
        None => Cow::Owned(secrets::make()?),
    };
    let shell = Shell::of(&web, text::SIGN_IN).unlisted();
    let page = Page {
        shell,
        csrf: &secret,
        return_to,
        username: "",
        problem: None,
        sends_mail: mail::is_on(&web.site),
    };
    let mut response = template::unkept(template::page(StatusCode::OK, &page));
    if visitor.form_secret().is_none() {
        response.headers_mut().append(header::SET_COOKIE, Cookie::Form.set(&web.site.instance, &secret));
    }
    Ok(response)
}

/// `POST /auth/sign_in`
pub(crate) async fn submit(
    State(web): State<Web>,
    address: Option<Extension<ClientAddress>>,
    headers: HeaderMap,
    posted: Posted<Credentials>,
) -> Result<Response, Failure> {
    let Posted { visitor, form } = posted;
    let address = address.map(|Extension(address)| address);
    count_try(&web, address, &form.username)?;
    let return_to = local_path(&form.return_to).unwrap_or_default();
    let Some(user) = sign_in::check_password(&web.site, &form.username, &form.password).await? else {
        let page = Page {
            shell: Shell::of(&web, text::SIGN_IN).unlisted(),
            csrf: visitor.form_secret().unwrap_or_default(),
            return_to,
            username: &form.username,
            problem: Some(text::WRONG_PASSWORD),
            sends_mail: mail::is_on(&web.site),
        };
        return Ok(template::unkept(template::page(StatusCode::UNPROCESSABLE_ENTITY, &page)));
    };
    visitor.leave(&web).await?;
    let (secret, _) = sign_in::start_session(&web.site, user.id).await?;
    let browser = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    notices::signed_in(&web.site, user.id, browser, address).await?;
    let cookie = Cookie::Session.set(&web.site.instance, &secret);
    let target = if return_to.is_empty() { "/" } else { return_to };
    let mut response = template::unkept(template::found(target));
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

/// Refuses to try one more password where too many were tried: from this address, or for this account.
fn count_try(web: &Web, address: Option<ClientAddress>, name: &str) -> Result<(), Failure> {
    let (throttles, now) = (&web.site.throttles, web.site.now());
    let name = name.trim().trim_start_matches('@').to_lowercase();
    let tried = [
        throttles.take(now, Throttle::SignInAddress, address.map(ClientAddress::network)),
        throttles.take(now, Throttle::SignInName, name),
    ];
    let is_exceeded = tried.into_iter().flatten().any(|allowance| allowance.is_exceeded);
    if is_exceeded { Err(Failure::TooMany) } else { Ok(()) }
}

/// The sign-out form has nothing but its secret.
#[derive(Deserialize)]
pub(crate) struct Nothing {}

/// `POST /auth/sign_out`
pub(crate) async fn leave(
    State(web): State<Web>,
    Posted { visitor, form: Nothing {} }: Posted<Nothing>,
) -> Result<Response, Failure> {
    visitor.leave(&web).await?;
    let mut response = template::unkept(template::found("/"));
    let cookie = Cookie::Session.remove(&web.site.instance);
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}
