//! The second step of signing in: the code of a second factor, after the password. What waits is a row that the browser
//! has only the name of; nobody is signed in before the code is right.

use askama::Template;
use axum::{
    Extension,
    extract::{Query, State},
    response::Response,
};
use http::{HeaderMap, StatusCode, header};
use model::{ClientAddress, UserId};
use serde::Deserialize;
use social::two_factor::{self, Answer};

use crate::{
    Web,
    cookies::Cookie,
    failure::Failure,
    forms::Posted,
    sign_in::{browser, enter, sign_in_path},
    template::{self, Shell},
    visitor::Visitor,
};

const PATH: &str = "/auth/two_factor";

#[derive(Template)]
#[template(path = "second_factor.html")]
struct Page<'a> {
    shell: Shell,
    csrf: &'a str,
    is_wrong: bool,
    /// Whether who acts now waits afterwards.
    is_added: bool,
}

/// What the form says.
#[derive(Deserialize)]
pub(crate) struct Given {
    #[serde(default)]
    code: String,
    /// Present if who acts now is to wait signed in.
    add: Option<String>,
}

/// What the address of the page says.
#[derive(Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    add: bool,
}

/// The password was right, and a code is asked for.
pub(crate) async fn ask(web: &Web, user: UserId, return_to: &str, add: bool) -> Result<Response, Failure> {
    let secret = two_factor::ask(&web.site, user, return_to).await?;
    let path = if add { format!("{PATH}?add=true") } else { PATH.to_owned() };
    let mut response = template::unkept(template::found(&path));
    response.headers_mut().append(header::SET_COOKIE, Cookie::Pending.set(&web.site.instance, &secret));
    Ok(response)
}

/// `GET /auth/two_factor`
pub(crate) async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    Query(wish): Query<Wish>,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let secret = Cookie::Pending.read(&web.site.instance, &headers).unwrap_or_default();
    if visitor.form_secret().is_none() || !two_factor::is_asked(&web.site, secret).await? {
        return Err(Failure::Elsewhere(sign_in_path("/", false)));
    }
    Ok(draw(&web, &visitor, StatusCode::OK, false, wish.add))
}

fn draw(web: &Web, visitor: &Visitor, status: StatusCode, is_wrong: bool, is_added: bool) -> Response {
    let shell = Shell::of(web, visitor.words, &visitor.words.say("second-factor-title")).unlisted();
    let page = Page { shell, csrf: visitor.form_secret().unwrap_or_default(), is_wrong, is_added };
    template::unkept(template::page(status, &page))
}

/// `POST /auth/two_factor`
pub(crate) async fn submit(
    State(web): State<Web>,
    address: Option<Extension<ClientAddress>>,
    headers: HeaderMap,
    Posted { visitor, form }: Posted<Given>,
) -> Result<Response, Failure> {
    let secret = Cookie::Pending.read(&web.site.instance, &headers).unwrap_or_default();
    let mut response = match two_factor::answer(&web.site, secret, &form.code).await? {
        Answer::Wrong => {
            return Ok(draw(&web, &visitor, StatusCode::UNPROCESSABLE_ENTITY, true, form.add.is_some()));
        }
        Answer::Over => template::unkept(template::found(&sign_in_path("/", false))),
        Answer::Right(user, return_to) => {
            enter(&web, &visitor, user, &browser(&headers, address), &return_to, form.add.is_some()).await?
        }
    };
    response.headers_mut().append(header::SET_COOKIE, Cookie::Pending.remove(&web.site.instance));
    Ok(response)
}
