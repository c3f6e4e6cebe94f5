//! Setting a new server up in a browser: one question a screen. Whoever started the program comes with the code that it
//! showed, gets a cookie for it, makes the owner, and goes on as them. Each screen counts once it is sent.

mod enter;
mod guide;
mod joining;
mod mail;
mod owner;
mod people;
mod safety;
mod server;

use axum::{
    Router,
    extract::State,
    response::Response,
    routing::{MethodRouter, get, post},
};
use guide::{Frame, Guide};
use social::first_run::Step;

use crate::{Web, failure::Failure, visitor::Visitor};

/// The pages of this folder.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/setup", get(enter::enter))
        .route("/setup/server", screen(Step::Server).post(server::submit))
        .route("/setup/owner", screen(Step::Owner).post(owner::submit))
        .route("/setup/owner/passkey", post(owner::begin_passkey))
        .route("/setup/joining", screen(Step::Joining).post(joining::submit))
        .route("/setup/mail", screen(Step::Mail).post(mail::submit))
        .route("/setup/safety", screen(Step::Safety).post(safety::submit))
        .route("/setup/people", screen(Step::People).post(people::submit))
}

/// `GET /setup/{step}`
fn screen(step: Step) -> MethodRouter<Web> {
    get(async move |State(web): State<Web>, visitor: Visitor| show(&web, &visitor, step).await)
}

async fn show(web: &Web, visitor: &Visitor, step: Step) -> Result<Response, Failure> {
    let guide = match Guide::of(web, visitor, step).await? {
        Ok(guide) => guide,
        Err(elsewhere) => return Ok(elsewhere),
    };
    match step {
        Step::Server => server::show(&guide).await,
        Step::Owner => owner::show(&guide).await,
        Step::Joining => joining::show(&guide).await,
        Step::Mail => mail::show(&guide).await,
        Step::Safety => safety::show(&guide).await,
        Step::People => people::show(&guide).await,
    }
}

/// The key of one of several messages, for templates.
pub(crate) fn key(of: &str, one: &str) -> String {
    format!("{of}-{one}")
}
