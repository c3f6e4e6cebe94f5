//! The last screen: whom the owner follows from the first moment, and their first post, so that home is not empty. A server
//! cannot know who is worth reading, so nobody is proposed.

use askama::Template;
use axum::{extract::State, response::Response};
use futures_util::future::join_all;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use social::{
    Error, Refusal, Throttle,
    first_run::{self, Step},
    follows,
};

use super::{
    Frame, Guide,
    guide::{BACK, screen},
};
use crate::{
    Web, failure::Failure, forms::Posted, limits, problems::Problems, template::Shell, visitor::Member,
    words::Words,
};

/// What the button for leaving without following anybody sends.
const SKIP: &str = "skip";

/// What the form says.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Form {
    /// One a line.
    handles: String,
    /// The first post; empty for none, proposed until somebody said so.
    hello: Option<String>,
    #[serde(skip_serializing)]
    go: String,
}

#[derive(Template)]
#[template(path = "setup_people.html")]
struct Page<'a> {
    shell: Shell,
    frame: &'a Frame,
    handles: &'a str,
    hello: &'a str,
    /// Why it could not be published.
    hello_problem: &'a str,
    followed: &'a [String],
    missed: &'a [Missed],
}

/// A line that led to nobody, and why.
struct Missed {
    line: String,
    why: String,
}

pub(super) async fn show(guide: &Guide<'_>) -> Result<Response, Failure> {
    let form: Form = guide.draft().await?.unwrap_or_default();
    Ok(draw(guide, &form, (&[], &[]), ""))
}

/// `POST /setup/people`
pub(crate) async fn submit(
    State(web): State<Web>,
    Posted { visitor, form }: Posted<Form>,
) -> Result<Response, Failure> {
    let guide = match Guide::of(&web, &visitor, Step::People).await? {
        Ok(guide) => guide,
        Err(elsewhere) => return Ok(elsewhere),
    };
    guide.keep(&form).await?;
    let Some(member) = &visitor.member else { return Err(Failure::Forged) };
    match form.go.as_str() {
        BACK => return Ok(screen(Step::Safety)),
        SKIP => return guide.finish().await,
        _ => {}
    }
    let (followed, missed) = follow_all(&web, member, guide.words, &form.handles).await?;
    let mut problem = String::new();
    if missed.is_empty() {
        let hello = form.hello.as_deref().unwrap_or_default();
        match first_run::say_hello(&web.site, &member.account, hello).await {
            Ok(()) => return guide.finish().await,
            Err(Error::Refusal(refusal)) => problem = refusal.to_string(),
            Err(fault) => return Err(fault.into()),
        }
    }
    let left: Vec<&str> = missed.iter().map(|missed| missed.line.as_str()).collect();
    let left = Form { handles: left.join("\n"), ..form };
    guide.keep(&left).await?;
    Ok(draw(&guide, &left, (&followed, &missed), &problem))
}

/// Follows everybody named; answers who was followed, and which lines led to nobody.
async fn follow_all(
    web: &Web,
    member: &Member,
    words: Words,
    typed: &str,
) -> Result<(Vec<String>, Vec<Missed>), Failure> {
    let mut lines: Vec<&str> = Vec::new();
    for line in typed.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    let later = lines.split_off(lines.len().min(limits::FOLLOWS_AT_ONCE));
    // Together, since a server that does not answer takes a while to be given up.
    let tries = join_all(lines.iter().map(|line| follow(web, member, words, line))).await;
    let (mut followed, mut missed) = (Vec::new(), Vec::new());
    for (line, tried) in lines.into_iter().zip(tries) {
        match tried? {
            Ok(handle) => followed.push(handle),
            Err(why) => missed.push(Missed { line: line.to_owned(), why }),
        }
    }
    let most = limits::FOLLOWS_AT_ONCE.to_string();
    missed.extend(later.into_iter().map(|line| Missed {
        line: line.to_owned(),
        why: words.fill("setup-people-later", &[("most", &most)]),
    }));
    Ok((followed, missed))
}

/// Follows whom a line names; answers their handle, or why not.
async fn follow(
    web: &Web,
    member: &Member,
    words: Words,
    line: &str,
) -> Result<Result<String, String>, Failure> {
    let unknown = || Ok(Err(words.say("setup-people-unknown")));
    if line.len() > limits::WANTED_BYTES {
        return unknown();
    }
    let account = match web.federation.resolve_account(line).await {
        Ok(Some(account)) if !account.is_suspended() => account,
        Ok(_) | Err(Error::Refusal(_)) => return unknown(),
        Err(fault) => return Err(fault.into()),
    };
    if account.id == member.account.id {
        return Ok(Err(words.say("setup-people-self")));
    }
    let taken = web.site.throttles.take(web.site.now(), Throttle::Follows, member.user.id);
    if taken.is_some_and(|allowance| allowance.is_exceeded) {
        return Ok(Err(words.say("setup-people-many")));
    }
    match follows::follow(&web.site, &member.account, account.id, follows::Choice::default(), None).await {
        Ok(()) => Ok(Ok(format!("@{}", account.acct()))),
        Err(Error::Refusal(Refusal::Forbidden(_))) if account.moved_to_id.is_some() => {
            Ok(Err(words.say("setup-people-moved")))
        }
        Err(Error::Refusal(_)) => Ok(Err(words.say("setup-people-refused"))),
        Err(fault) => Err(fault.into()),
    }
}

fn draw(
    guide: &Guide<'_>,
    form: &Form,
    (followed, missed): (&[String], &[Missed]),
    hello_problem: &str,
) -> Response {
    let frame = guide.frame(Problems::default());
    let proposed = || guide.words.say("setup-people-hello-text");
    let hello = &form.hello.clone().unwrap_or_else(proposed);
    let shell = guide.shell(&frame);
    let page = Page { shell, frame: &frame, handles: &form.handles, hello, hello_problem, followed, missed };
    let mut response = guide.page(&frame, &page);
    if !missed.is_empty() || !hello_problem.is_empty() {
        *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    }
    response
}
