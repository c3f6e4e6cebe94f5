//! The second step of signing in: the code of a second factor, or a passkey, after the password. What waits is a row that the browser
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
use social::{
    passkeys::Purpose,
    two_factor::{self, Answer},
};

use crate::{
    Web,
    cookies::Cookie,
    failure::Failure,
    forms::Posted,
    passkeys::{Nothing, asked, count_question, problem, question},
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
    problem: Option<String>,
    /// Whether who acts now waits afterwards.
    is_added: bool,
    /// Whether they have a passkey.
    takes_passkey: bool,
}

/// What the form says.
#[derive(Deserialize)]
pub(crate) struct Given {
    #[serde(default)]
    code: String,
    /// What a device answered, where a passkey stands in for a code.
    #[serde(default)]
    passkey: String,
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
    draw(&web, &visitor, secret, wish.add, None).await
}

async fn draw(
    web: &Web,
    visitor: &Visitor,
    secret: &str,
    is_added: bool,
    problem: Option<&str>,
) -> Result<Response, Failure> {
    let words = visitor.words;
    let page = Page {
        shell: Shell::of(web, words, &words.say("second-factor-title")).unlisted().with_passkeys(),
        csrf: visitor.form_secret().unwrap_or_default(),
        problem: problem.map(|key| words.say(key)),
        is_added,
        takes_passkey: two_factor::takes_passkey(&web.site, secret).await?,
    };
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok(template::unkept(template::page_with_script(status, &page)))
}

/// `POST /auth/two_factor/passkey`
pub(crate) async fn begin_passkey(
    State(web): State<Web>,
    address: Option<Extension<ClientAddress>>,
    headers: HeaderMap,
    Posted { visitor, form: Nothing {} }: Posted<Nothing>,
) -> Result<Response, Failure> {
    count_question(&web, address)?;
    let secret = Cookie::Pending.read(&web.site.instance, &headers).unwrap_or_default();
    match two_factor::ask_passkey(&web.site, secret, asked(&visitor, Purpose::SecondFactor)).await? {
        Some(options) => Ok(question(options)),
        None => Ok(problem(&visitor.words.say("passkey-too-late"))),
    }
}

/// `POST /auth/two_factor`
pub(crate) async fn submit(
    State(web): State<Web>,
    address: Option<Extension<ClientAddress>>,
    headers: HeaderMap,
    Posted { visitor, form }: Posted<Given>,
) -> Result<Response, Failure> {
    let secret = Cookie::Pending.read(&web.site.instance, &headers).unwrap_or_default();
    let (answer, wrong) = match form.passkey.is_empty() {
        true => (two_factor::answer(&web.site, secret, &form.code).await?, "second-factor-wrong"),
        false => {
            let asked = asked(&visitor, Purpose::SecondFactor);
            let answer = two_factor::answer_with_passkey(&web.site, secret, asked, &form.passkey).await?;
            (answer, "passkey-unknown")
        }
    };
    let mut response = match answer {
        Answer::Wrong => return draw(&web, &visitor, secret, form.add.is_some(), Some(wrong)).await,
        Answer::Over => template::unkept(template::found(&sign_in_path("/", false))),
        Answer::Right(user, return_to) => {
            enter(&web, &visitor, user, &browser(&headers, address), &return_to, form.add.is_some()).await?
        }
    };
    response.headers_mut().append(header::SET_COOKIE, Cookie::Pending.remove(&web.site.instance));
    Ok(response)
}
