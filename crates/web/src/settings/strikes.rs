//! `/settings/strikes`: what was decided about oneself, and what one says against it.

use askama::Template;
use axum::{
    extract::{Query, State},
    response::Response,
};
use http::StatusCode;
use model::limits;
use social::moderation::appeals;

use super::{Done, Inside, Sent};
use crate::{
    Web,
    failure::Failure,
    strikes::{self, Line, Objection},
    talks::{self, Answer, Talk},
    template::{self, Shell},
};

#[derive(Template)]
#[template(path = "settings/strikes.html")]
struct Page<'a> {
    shell: Shell,
    done: Option<String>,
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

async fn draw(
    web: &Web,
    inside: &Inside,
    done: Option<String>,
    problem: Option<String>,
) -> Result<Response, Failure> {
    let status = if problem.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = Page {
        shell: inside.shell(web, "strikes-title"),
        done,
        csrf: inside.csrf(),
        code: "",
        action: "/settings/strikes",
        most: limits::APPEAL_CHARACTERS,
        lead: strikes::lead(inside.words()),
        strikes: strikes::lines(web, inside.words(), &inside.member.user).await?,
        longest: limits::TALK_CHARACTERS,
        talks: talks::of(web, inside.words(), &inside.member.user).await?,
        problem,
    };
    Ok(template::unkept(template::page(status, &page)))
}

/// `GET /settings/strikes`
pub(crate) async fn show(
    State(web): State<Web>,
    inside: Inside,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    let done = done.sentence(inside.words(), &["appeal", "answer"]);
    draw(&web, &inside, done, None).await
}

/// `POST /settings/strikes/appeal`
pub(crate) async fn appeal(
    State(web): State<Web>,
    Sent { inside, form }: Sent<Objection>,
) -> Result<Response, Failure> {
    let id = form.strike.parse().map_err(|_| Failure::NotFound)?;
    let done = appeals::appeal(&web.site, &inside.member.user, id, &form.text).await;
    settled(&web, &inside, "appeal", done).await
}

/// `POST /settings/strikes/answer`
pub(crate) async fn answer(
    State(web): State<Web>,
    Sent { inside, form }: Sent<Answer>,
) -> Result<Response, Failure> {
    let done = talks::answer(&web, &inside.member.user, &form).await;
    settled(&web, &inside, "answer", done).await
}

/// Back to the page, or the page with what is wrong.
async fn settled(
    web: &Web,
    inside: &Inside,
    what: &str,
    done: social::Result<()>,
) -> Result<Response, Failure> {
    match done {
        Ok(()) => Ok(template::unkept(template::found(&format!("/settings/strikes?done={what}")))),
        Err(error) => {
            let problem = strikes::problem(inside.words(), error)?;
            draw(web, inside, None, Some(problem)).await
        }
    }
}
