//! `/settings/sessions`: the browsers in which one is signed in, and how to end that.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use http::StatusCode;
use model::{Session, SessionId};
use social::sessions;

use super::{Done, Inside, Nothing, Sent, When, browser};
use crate::{
    Web,
    failure::Failure,
    template::{self, Shell},
    words::Words,
};

#[derive(Template)]
#[template(path = "settings/sessions.html")]
struct Page<'a> {
    shell: Shell,
    done: Option<String>,
    csrf: &'a str,
    sessions: Vec<Line>,
    has_others: bool,
}

/// A session as it is listed.
struct Line {
    id: SessionId,
    name: String,
    network: String,
    began: When,
    seen: When,
    is_this: bool,
}

impl Line {
    fn of(words: Words, session: Session, this: SessionId) -> Self {
        let name = match browser::name(&session.user_agent) {
            (Some(browser), Some(system)) => {
                words.fill("settings-session-name", &[("browser", browser), ("system", system)])
            }
            (Some(name), None) | (None, Some(name)) => name.to_owned(),
            (None, None) => words.say("settings-session-unknown"),
        };
        Self {
            id: session.id,
            name,
            network: session.network,
            began: When::of(session.created_at),
            seen: When::of(session.last_seen_at),
            is_this: session.id == this,
        }
    }
}

/// `GET /settings/sessions`
pub(crate) async fn show(
    State(web): State<Web>,
    inside: Inside,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    let (words, this) = (inside.words(), inside.member.session.id);
    let found = sessions::list(&web.site, &inside.member.user).await?;
    let lines: Vec<Line> = found.into_iter().map(|session| Line::of(words, session, this)).collect();
    let page = Page {
        shell: inside.shell(&web, "settings-sessions"),
        done: done.sentence(words, &["session", "sessions"]),
        csrf: inside.csrf(),
        has_others: lines.len() > 1,
        sessions: lines,
    };
    Ok(template::unkept(template::page(StatusCode::OK, &page)))
}

/// `POST /settings/sessions/:id/end`
pub(crate) async fn end(
    State(web): State<Web>,
    Path(id): Path<String>,
    Sent { inside, form: Nothing {} }: Sent<Nothing>,
) -> Result<Response, Failure> {
    let id: SessionId = id.parse().map_err(|_| Failure::NotFound)?;
    sessions::end(&web.site, &inside.member.user, id).await?;
    Ok(template::unkept(template::found("/settings/sessions?done=session")))
}

/// `POST /settings/sessions/end_others`
pub(crate) async fn end_others(
    State(web): State<Web>,
    Sent { inside, form: Nothing {} }: Sent<Nothing>,
) -> Result<Response, Failure> {
    sessions::end_others(&web.site, &inside.member.session).await?;
    Ok(template::unkept(template::found("/settings/sessions?done=sessions")))
}
