//! No more letters of what one missed: by one click, without signing in (RFC 8058). Programs of mailboxes press the button
//! by themselves, so it needs nothing but its address.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use http::StatusCode;
use serde::Deserialize;
use social::digest::{self, Wanted};

use crate::{
    Web,
    failure::Failure,
    template::{self, Notice, Shell},
    visitor::Visitor,
};

/// Which letters are meant.
#[derive(Deserialize)]
pub(crate) struct Meant {
    from: Option<String>,
}

impl Meant {
    fn letters(&self) -> Wanted {
        Wanted::parse(self.from.as_deref())
    }
}

/// The page with the button: a program that only looks at addresses ends nothing.
#[derive(Template)]
#[template(path = "unsubscribe.html")]
struct Page<'a> {
    shell: Shell,
    lead: String,
    action: &'a str,
}

/// `GET /unsubscribe/:token`
pub(crate) async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    Path(token): Path<String>,
    Query(meant): Query<Meant>,
) -> Result<Response, Failure> {
    if !digest::is_known(&web.site, &token).await? {
        return Err(Failure::NotFound);
    }
    let shell =
        Shell::of(&web, visitor.words, &visitor.words.say("unsubscribe")).unlisted().seen_by(&visitor);
    let letters = meant.letters().as_str();
    let lead = visitor.words.say(&format!("unsubscribe-{letters}"));
    let page = Page { shell, lead, action: &format!("/unsubscribe/{token}?from={letters}") };
    Ok(template::unkept(template::page(StatusCode::OK, &page)))
}

/// `POST /unsubscribe/:token`
pub(crate) async fn end(
    State(web): State<Web>,
    visitor: Visitor,
    Path(token): Path<String>,
    Query(meant): Query<Meant>,
) -> Result<Response, Failure> {
    digest::unsubscribe(&web.site, &token, meant.letters()).await?;
    let (title, told) = (visitor.words.say("unsubscribed"), visitor.words.say("unsubscribed-told"));
    let shell = Shell::of(&web, visitor.words, &title).unlisted().seen_by(&visitor);
    let notice = Notice { shell, title: &title, explanation: &told };
    Ok(template::unkept(template::page(StatusCode::OK, &notice)))
}
