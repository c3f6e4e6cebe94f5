//! `/auth/strikes`: what was decided about somebody who may not sign in, and what they say against it. Whoever has the
//! password, or a letter with an address in it, sees it without a session.

use std::{borrow::Cow, collections::HashMap};

use askama::Template;
use axum::{
    Extension,
    extract::{Query, State},
    response::Response,
};
use http::{StatusCode, header};
use model::{ClientAddress, StatusId, Strike, StrikeAction, StrikeId, User, limits};
use serde::Deserialize;
use social::{
    Error, Refusal,
    moderation::{appeals, strikes},
    secrets, sign_in,
};

use crate::{
    Web,
    cookies::Cookie,
    failure::Failure,
    forms::Posted,
    settings::When,
    sign_in::count_try,
    talks::{self, Answer, Talk},
    template::{self, Shell},
    visitor::Visitor,
    words::Words,
};

/// A strike as a page shows it.
pub(crate) struct Line {
    pub(crate) id: StrikeId,
    pub(crate) action: String,
    pub(crate) when: When,
    pub(crate) text: Vec<String>,
    pub(crate) posts: Vec<(String, String)>,
    pub(crate) is_overruled: bool,
    pub(crate) appeal: Option<Said>,
    pub(crate) is_open: bool,
}

/// What somebody said against a strike, and what became of it.
pub(crate) struct Said {
    pub(crate) text: Vec<String>,
    pub(crate) state: String,
}

/// The strikes of somebody, as pages show them.
pub(crate) async fn lines(web: &Web, words: Words, user: &User) -> Result<Vec<Line>, Failure> {
    let found = strikes::mine(&web.site, user.account_id).await?;
    let name = social::accounts::find(&web.site, user.account_id).await?.username;
    let excerpts = strikes::excerpts(&web.site, user.account_id, &found).await?;
    Ok(found.iter().map(|strike| Line::of(web, words, (&name, &excerpts), strike)).collect())
}

/// What stands above them.
pub(crate) fn lead(words: Words) -> String {
    words.fill("strikes-lead", &[("days", &limits::APPEAL_DAYS.to_string())])
}

impl Line {
    fn of(
        web: &Web,
        words: Words,
        (name, excerpts): (&str, &HashMap<StatusId, String>),
        strike: &Strike,
    ) -> Self {
        let lines = |text: &str| text.lines().map(str::to_owned).filter(|line| !line.is_empty()).collect();
        let post = |id: &model::StatusId| (format!("/@{name}/{id}"), excerpts.get(id).cloned());
        let named = |(page, said): (String, Option<String>)| match said {
            Some(said) => (page, said),
            None => (page.clone(), page),
        };
        // Those that were deleted lead nowhere.
        let is_gone = strike.action == StrikeAction::DeleteStatuses;
        Self {
            id: strike.id,
            action: words.say(&format!("strikes-action-{}", strike.action.as_str())),
            when: When::day(strike.id.time()),
            text: lines(&strike.text),
            posts: strike.status_ids.iter().filter(|_| !is_gone).map(post).map(named).collect(),
            is_overruled: strike.overruled_at.is_some(),
            appeal: strike.appeal.as_ref().map(|appeal| Said {
                text: lines(&appeal.text),
                state: words.say(match (appeal.is_open(), appeal.is_granted) {
                    (true, _) => "strikes-pending",
                    (false, true) => "strikes-granted",
                    (false, false) => "strikes-rejected",
                }),
            }),
            is_open: appeals::is_open_to(&web.site, strike),
        }
    }
}

/// What somebody reads whose objection was not taken.
pub(crate) fn problem(words: Words, error: Error) -> Result<String, Failure> {
    match error {
        Error::Refusal(Refusal::Invalid(problems)) => Ok(Refusal::Invalid(problems).to_string()),
        Error::Refusal(Refusal::Forbidden(_)) => Ok(words.say("strikes-too-late")),
        other => Err(other.into()),
    }
}

#[derive(Template)]
#[template(path = "strikes_enter.html")]
struct EnterPage<'a> {
    shell: Shell,
    csrf: &'a str,
    name: &'a str,
    problem: Option<String>,
}

#[derive(Template)]
#[template(path = "shut_out.html")]
struct Page<'a> {
    shell: Shell,
    csrf: &'a str,
    code: &'a str,
    action: &'a str,
    most: usize,
    lead: String,
    strikes: Vec<Line>,
    longest: usize,
    talks: Vec<Talk>,
    problem: Option<String>,
}

/// What the address says.
#[derive(Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    code: String,
}

/// Who somebody says that they are.
#[derive(Deserialize)]
pub(crate) struct Credentials {
    #[serde(default)]
    name: String,
    #[serde(default)]
    password: String,
}

/// What somebody says against a strike.
#[derive(Deserialize)]
pub(crate) struct Objection {
    #[serde(default)]
    pub(crate) code: String,
    #[serde(default)]
    pub(crate) strike: String,
    #[serde(default)]
    pub(crate) text: String,
}

fn shell(web: &Web, visitor: &Visitor) -> Shell {
    Shell::of(web, visitor.words, &visitor.words.say("strikes-title")).unlisted()
}

/// `GET /auth/strikes`
pub(crate) async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    Query(wish): Query<Wish>,
) -> Result<Response, Failure> {
    let secret = match visitor.form_secret() {
        Some(secret) => Cow::Borrowed(secret),
        None => Cow::Owned(secrets::make()?),
    };
    let mut response = match appeals::user_of(&web.site, &wish.code).await {
        Ok(user) => draw(&web, &visitor, &secret, &wish.code, &user, None).await?,
        Err(Error::Refusal(_)) => {
            let page = EnterPage { shell: shell(&web, &visitor), csrf: &secret, name: "", problem: None };
            template::unkept(template::page(StatusCode::OK, &page))
        }
        Err(fault) => return Err(fault.into()),
    };
    if visitor.form_secret().is_none() {
        response.headers_mut().append(header::SET_COOKIE, Cookie::Form.set(&web.site.instance, &secret));
    }
    Ok(response)
}

async fn draw(
    web: &Web,
    visitor: &Visitor,
    csrf: &str,
    code: &str,
    user: &User,
    problem: Option<String>,
) -> Result<Response, Failure> {
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = Page {
        shell: shell(web, visitor),
        csrf,
        code,
        action: "/auth/strikes",
        most: limits::APPEAL_CHARACTERS,
        lead: lead(visitor.words),
        strikes: lines(web, visitor.words, user).await?,
        longest: limits::TALK_CHARACTERS,
        talks: talks::of(web, visitor.words, user).await?,
        problem,
    };
    Ok(template::unkept(template::page(status, &page)))
}

/// `POST /auth/strikes`: with the password, on to what was decided.
pub(crate) async fn enter(
    State(web): State<Web>,
    address: Option<Extension<ClientAddress>>,
    Posted { visitor, form }: Posted<Credentials>,
) -> Result<Response, Failure> {
    count_try(&web, address, &form.name)?;
    let Some(user) = sign_in::who_knows(&web.site, &form.name, &form.password).await? else {
        let csrf = visitor.form_secret().unwrap_or_default();
        let problem = Some(visitor.words.say("sign-in-wrong"));
        let page = EnterPage { shell: shell(&web, &visitor), csrf, name: &form.name, problem };
        return Ok(template::unkept(template::page(StatusCode::UNPROCESSABLE_ENTITY, &page)));
    };
    let link = appeals::link_for(&web.site, &user).await?;
    let path = link.strip_prefix(&web.site.instance.url("")).unwrap_or(&link);
    Ok(template::unkept(template::found(path)))
}

/// `POST /auth/strikes/appeal`
pub(crate) async fn appeal(
    State(web): State<Web>,
    Posted { visitor, form }: Posted<Objection>,
) -> Result<Response, Failure> {
    let user = appeals::user_of(&web.site, &form.code).await?;
    let id = form.strike.parse().map_err(|_| Failure::NotFound)?;
    let done = appeals::appeal(&web.site, &user, id, &form.text).await;
    settled(&web, &visitor, &form.code, &user, done).await
}

/// `POST /auth/strikes/answer`
pub(crate) async fn answer(
    State(web): State<Web>,
    Posted { visitor, form }: Posted<Answer>,
) -> Result<Response, Failure> {
    let user = appeals::user_of(&web.site, &form.code).await?;
    let done = talks::answer(&web, &user, &form).await;
    settled(&web, &visitor, &form.code, &user, done).await
}

/// Back to the page, or the page with what is wrong.
async fn settled(
    web: &Web,
    visitor: &Visitor,
    code: &str,
    user: &User,
    done: social::Result<()>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => {
            let query =
                url::form_urlencoded::Serializer::new(String::new()).append_pair("code", code).finish();
            Ok(template::unkept(template::found(&format!("/auth/strikes?{query}"))))
        }
        Err(error) => {
            let problem = Some(problem(visitor.words, error)?);
            let csrf = visitor.form_secret().unwrap_or_default();
            draw(web, visitor, csrf, code, user, problem).await
        }
    }
}
