//! `/settings/two_factor`: asking for a code besides the password, recovery codes, and taking that back. What passkeys there
//! are is listed here, too.

use askama::Template;
use axum::{
    Extension,
    extract::{Query, State},
    response::{IntoResponse as _, Response},
};
use http::{StatusCode, header};
use model::ClientAddress;
use qrcode::{QrCode, render::svg};
use serde::Deserialize;
use social::{Fault, two_factor};

use super::{Done, Inside, Nothing, Sent, When, confirm::is_password, explain, passkeys};
use crate::{
    Web,
    failure::Failure,
    template::{self, Shell},
};

const PATH: &str = "/settings/two_factor";
const SETUP: &str = "/settings/two_factor/setup";

/// Pixels of a side of the picture, at least.
const PICTURE_PIXELS: u32 = 240;

#[derive(Template)]
#[template(path = "settings/two_factor.html")]
struct Page<'a> {
    shell: Shell,
    done: Option<String>,
    csrf: &'a str,
    username: &'a str,
    standing: Option<Line>,
    is_wrong: bool,
    has_password: bool,
    takes_passkeys: bool,
    passkeys: Vec<passkeys::Line>,
}

/// How a second factor stands, as it is shown.
struct Line {
    since: When,
    /// How many recovery codes are left, in words.
    codes: String,
}

#[derive(Template)]
#[template(path = "settings/two_factor_setup.html")]
struct SetupPage<'a> {
    shell: Shell,
    done: Option<String>,
    csrf: &'a str,
    secret: String,
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "settings/recovery_codes.html")]
struct CodesPage {
    shell: Shell,
    done: Option<String>,
    codes: Vec<String>,
}

/// What the form of the first code says.
#[derive(Deserialize)]
pub(crate) struct FirstCode {
    #[serde(default)]
    code: String,
}

/// What the form for taking it back says.
#[derive(Deserialize)]
pub(crate) struct Password {
    #[serde(default)]
    password: String,
}

/// `GET /settings/two_factor`
pub(crate) async fn show(
    State(web): State<Web>,
    inside: Inside,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    inside.confirmed_if_without_password(&web, PATH)?;
    let done = done.sentence(inside.words(), &["disabled", "passkey", "passkey-gone"]);
    draw(&web, &inside, StatusCode::OK, done, false).await
}

async fn draw(
    web: &Web,
    inside: &Inside,
    status: StatusCode,
    done: Option<String>,
    is_wrong: bool,
) -> Result<Response, Failure> {
    let user = &inside.member.user;
    let standing = two_factor::standing(&web.site, user.id).await?;
    let found = social::passkeys::list(&web.site, user.id).await?;
    let page = Page {
        shell: inside.shell(web, "settings-two-factor"),
        done,
        csrf: inside.csrf(),
        username: &inside.member.account.username,
        standing: standing.map(|it| Line {
            since: When::day(it.since),
            codes: inside.words().count("settings-recovery-left", it.recovery_codes),
        }),
        is_wrong,
        has_password: user.has_password(),
        takes_passkeys: social::passkeys::are_possible(&web.site),
        passkeys: found.into_iter().map(passkeys::Line::from).collect(),
    };
    Ok(template::unkept(template::page(status, &page)))
}

/// `GET /settings/two_factor/setup`
pub(crate) async fn set_up(State(web): State<Web>, inside: Inside) -> Result<Response, Failure> {
    inside.confirmed(&web, SETUP)?;
    if two_factor::standing(&web.site, inside.member.user.id).await?.is_some() {
        return Err(Failure::Elsewhere(PATH.to_owned()));
    }
    draw_setup(&web, &inside, StatusCode::OK, None).await
}

async fn draw_setup(
    web: &Web,
    inside: &Inside,
    status: StatusCode,
    problem: Option<String>,
) -> Result<Response, Failure> {
    let secret = two_factor::prepare(&web.site, &inside.member.user).await?;
    let page = SetupPage {
        shell: inside.shell(web, "settings-two-factor-setup"),
        done: None,
        csrf: inside.csrf(),
        secret: in_groups(&secret),
        problem,
    };
    Ok(template::unkept(template::page(status, &page)))
}

/// Letters in fours, as they are copied by hand.
fn in_groups(secret: &str) -> String {
    let letters: Vec<char> = secret.chars().collect();
    letters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// `GET /settings/two_factor/qr.svg`: the secret as a picture, while it is being set up.
pub(crate) async fn picture(State(web): State<Web>, inside: Inside) -> Result<Response, Failure> {
    inside.confirmed(&web, SETUP)?;
    let secret = two_factor::prepare(&web.site, &inside.member.user).await?;
    let address = two_factor::address(&web.site, &inside.member.account.username, &secret);
    let code = QrCode::new(address)
        .map_err(|error| Failure::Ours(Fault::new(format!("draw the picture of a secret: {error}"))))?;
    let drawn = code.render::<svg::Color<'_>>().min_dimensions(PICTURE_PIXELS, PICTURE_PIXELS).build();
    Ok(template::unkept(([(header::CONTENT_TYPE, "image/svg+xml")], drawn).into_response()))
}

/// `POST /settings/two_factor/setup`
pub(crate) async fn enable(
    State(web): State<Web>,
    Sent { inside, form }: Sent<FirstCode>,
) -> Result<Response, Failure> {
    inside.confirmed(&web, SETUP)?;
    let member = &inside.member;
    match two_factor::enable(&web.site, &member.session, &member.user, &form.code).await {
        Ok(codes) => Ok(draw_codes(&web, &inside, codes, Some(inside.words().say("settings-done-enabled")))),
        Err(error) => {
            let problem = explain(inside.words(), error)?;
            draw_setup(&web, &inside, StatusCode::UNPROCESSABLE_ENTITY, Some(problem)).await
        }
    }
}

/// The codes are shown now and never again, so this page has no address of its own.
fn draw_codes(web: &Web, inside: &Inside, codes: Vec<String>, done: Option<String>) -> Response {
    let page = CodesPage { shell: inside.shell(web, "settings-recovery"), done, codes };
    template::unkept(template::page(StatusCode::OK, &page))
}

/// `POST /settings/two_factor/codes`
pub(crate) async fn renew(
    State(web): State<Web>,
    Sent { inside, form: Nothing {} }: Sent<Nothing>,
) -> Result<Response, Failure> {
    inside.confirmed(&web, PATH)?;
    let codes = two_factor::renew_codes(&web.site, &inside.member.user).await?;
    Ok(draw_codes(&web, &inside, codes, None))
}

/// `POST /settings/two_factor/disable`
pub(crate) async fn disable(
    State(web): State<Web>,
    address: Option<Extension<ClientAddress>>,
    Sent { inside, form }: Sent<Password>,
) -> Result<Response, Failure> {
    if !is_password(&web, address, &inside, &form.password, PATH).await? {
        return draw(&web, &inside, StatusCode::UNPROCESSABLE_ENTITY, None, true).await;
    }
    two_factor::disable(&web.site, inside.member.user.id).await?;
    Ok(template::unkept(template::found("/settings/two_factor?done=disabled")))
}
