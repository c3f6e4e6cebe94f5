//! Signing in and out.

use std::borrow::Cow;

use askama::Template;
use axum::{
    Extension,
    extract::{Query, State},
    response::Response,
};
use http::{HeaderMap, StatusCode, header};
use model::{ClientAddress, UserId};
use serde::Deserialize;
use social::{
    Throttle, mail, notices,
    passkeys::{self, Purpose},
    secrets,
    sessions::{self, Browser},
    sign_in::{self, Tried},
    two_factor,
};

use crate::{
    Web,
    cookies::Cookie,
    failure::Failure,
    forms::Posted,
    others,
    passkeys::asked,
    return_to::local_path,
    second_factor, sign_up,
    template::{self, Shell},
    visitor::Visitor,
};

/// What the address of the sign-in page says.
#[derive(Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    return_to: String,
    /// Present to sign in as somebody else as well, while who acts now waits.
    add: Option<String>,
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
    /// What a device answered, where a passkey stands for name and password.
    #[serde(default)]
    passkey: String,
    #[serde(default)]
    return_to: String,
    /// Present if who acts now is to wait signed in.
    add: Option<String>,
}

#[derive(Template)]
#[template(path = "sign_in.html")]
struct Page<'a> {
    shell: Shell,
    csrf: &'a str,
    return_to: &'a str,
    username: &'a str,
    is_added: bool,
    problem: Option<String>,
    /// Whoever has no account may make one, or ask for one.
    can_join: bool,
    /// Whether forgotten passwords and lost letters can be helped with.
    sends_mail: bool,
    /// Whether a passkey lets in.
    takes_passkeys: bool,
}

/// The address of the sign-in page, for coming back to `path` afterwards.
pub(crate) fn sign_in_path(path: &str, again: bool) -> String {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    if again {
        query.append_pair("again", "true");
    }
    format!("/auth/sign_in?{}", query.append_pair("return_to", path).finish())
}

fn frame(web: &Web, visitor: &Visitor) -> Shell {
    Shell::of(web, visitor.words, &visitor.words.say("sign-in")).unlisted().with_passkeys()
}

/// `GET /auth/sign_in`
pub(crate) async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    Query(wish): Query<Wish>,
) -> Result<Response, Failure> {
    let return_to = local_path(&wish.return_to).unwrap_or_default();
    if visitor.member.is_some() && wish.again.is_none() && wish.add.is_none() {
        return Ok(template::found(if return_to.is_empty() { "/" } else { return_to }));
    }
    let secret = match visitor.form_secret() {
        Some(secret) => Cow::Borrowed(secret),
        None => Cow::Owned(secrets::make()?),
    };
    let page = Page {
        shell: frame(&web, &visitor),
        csrf: &secret,
        return_to,
        username: "",
        is_added: wish.add.is_some() && visitor.member.is_some(),
        problem: None,
        can_join: sign_up::is_open(&web),
        sends_mail: mail::is_on(&web.site),
        takes_passkeys: passkeys::are_possible(&web.site),
    };
    let mut response = template::unkept(template::page_with_script(StatusCode::OK, &page));
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
    let target = local_path(&form.return_to).filter(|path| !path.is_empty()).unwrap_or("/");
    let is_added = form.add.is_some();
    if !form.passkey.is_empty() {
        let asked = asked(&visitor, Purpose::SignIn);
        return match passkeys::sign_in(&web.site, asked, &form.passkey).await? {
            Some(user) => enter(&web, &visitor, user.id, &browser(&headers, address), target, is_added).await,
            None => Ok(refuse(&web, &visitor, &form, "passkey-unknown")),
        };
    }
    count_try(&web, address, &form.username)?;
    let user = match sign_in::try_password(&web.site, &form.username, &form.password).await? {
        Tried::Right(user) => user,
        Tried::Unconfirmed => return Ok(refuse(&web, &visitor, &form, "sign-in-unconfirmed")),
        Tried::Waiting => return Ok(refuse(&web, &visitor, &form, "sign-in-waiting")),
        Tried::ShutOut => return Ok(refuse(&web, &visitor, &form, "sign-in-shut-out")),
        Tried::Wrong => return Ok(refuse(&web, &visitor, &form, "sign-in-wrong")),
    };
    if two_factor::standing(&web.site, user.id).await?.is_some() {
        return second_factor::ask(&web, user.id, target, is_added).await;
    }
    enter(&web, &visitor, user.id, &browser(&headers, address), target, is_added).await
}

/// The page again, with why nobody is signed in.
fn refuse(web: &Web, visitor: &Visitor, form: &Credentials, why: &str) -> Response {
    let page = Page {
        shell: frame(web, visitor),
        csrf: visitor.form_secret().unwrap_or_default(),
        return_to: local_path(&form.return_to).unwrap_or_default(),
        username: &form.username,
        is_added: form.add.is_some(),
        problem: Some(visitor.words.say(why)),
        can_join: sign_up::is_open(web),
        sends_mail: mail::is_on(&web.site),
        takes_passkeys: passkeys::are_possible(&web.site),
    };
    template::unkept(template::page_with_script(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

/// The browser that asks.
pub(crate) fn browser(headers: &HeaderMap, address: Option<Extension<ClientAddress>>) -> Browser {
    let said = headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    Browser {
        user_agent: said.unwrap_or_default().to_owned(),
        address: address.map(|Extension(address)| address),
    }
}

/// Everything is proved: a new session begins, and the browser goes on. Who acted before waits if the newcomer is added
/// (`is_added`), or else is signed out.
pub(crate) async fn enter(
    web: &Web,
    visitor: &Visitor,
    user: UserId,
    browser: &Browser,
    target: &str,
    is_added: bool,
) -> Result<Response, Failure> {
    let mut waiting = visitor.others.clone();
    match &visitor.member {
        Some(member) if is_added && member.user.id != user => {
            waiting.push(member.session_secret().to_owned());
        }
        _ => visitor.leave(web).await?,
    }
    let (secret, _) = sessions::start(&web.site, user, browser).await?;
    notices::signed_in(&web.site, user, &browser.user_agent, browser.address).await?;
    let cookie = Cookie::Session.set(&web.site.instance, &secret);
    let mut response = template::unkept(template::found(target));
    response.headers_mut().append(header::SET_COOKIE, cookie);
    if !waiting.is_empty() {
        response.headers_mut().append(header::SET_COOKIE, others::keep(&web.site.instance, &waiting));
    }
    Ok(response)
}

/// Refuses to try one more password where too many were tried: from this address, or for this account.
pub(crate) fn count_try(
    web: &Web,
    address: Option<Extension<ClientAddress>>,
    name: &str,
) -> Result<(), Failure> {
    let (throttles, now) = (&web.site.throttles, web.site.now());
    let name = name.trim().trim_start_matches('@').to_lowercase();
    let tried = [
        throttles.take(now, Throttle::SignInAddress, address.map(|Extension(address)| address.network())),
        throttles.take(now, Throttle::SignInName, name),
    ];
    let is_exceeded = tried.into_iter().flatten().any(|allowance| allowance.is_exceeded);
    if is_exceeded { Err(Failure::TooMany) } else { Ok(()) }
}

/// The sign-out form has nothing but its secret.
#[derive(Deserialize)]
pub(crate) struct Nothing {}

/// `POST /auth/sign_out`: whoever of this browser waited last acts next.
pub(crate) async fn leave(
    State(web): State<Web>,
    Posted { visitor, form: Nothing {} }: Posted<Nothing>,
) -> Result<Response, Failure> {
    visitor.leave(&web).await?;
    let mut waiting = others::waiting(&web, &visitor).await?;
    if let Some((next, _)) = waiting.pop() {
        let secrets: Vec<String> = waiting.into_iter().map(|(secret, _)| secret).collect();
        return Ok(others::act_with(&web.site.instance, &next, &secrets));
    }
    let mut response = template::unkept(template::found("/"));
    let cookie = Cookie::Session.remove(&web.site.instance);
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}
