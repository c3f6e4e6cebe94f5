//! The terms of service: those that count now, and those of each day.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use http::StatusCode;
use social::house_texts::{self, Terms};

use crate::{
    Web,
    failure::Failure,
    template::{self, Shell},
    visitor::Visitor,
};

#[derive(Template)]
#[template(path = "terms_of_service.html")]
struct TermsPage {
    shell: Shell,
    /// Safe HTML.
    content: String,
    /// What it is written in.
    language: Option<String>,
    /// The day from which on they count.
    date: String,
    /// The day from which on others count in their place.
    succeeded_by: Option<String>,
}

/// `GET /terms-of-service`
pub(crate) async fn show(State(web): State<Web>, visitor: Visitor) -> Result<Response, Failure> {
    let terms = house_texts::current(&web.site).await?.ok_or(Failure::NotFound)?;
    Ok(page(&web, &visitor, &terms))
}

/// `GET /terms-of-service/:date`
pub(crate) async fn of_date(
    State(web): State<Web>,
    visitor: Visitor,
    Path(date): Path<String>,
) -> Result<Response, Failure> {
    let terms = house_texts::of_date(&web.site, &date).await?;
    Ok(page(&web, &visitor, &terms))
}

fn page(web: &Web, visitor: &Visitor, terms: &Terms) -> Response {
    let date = |day| house_texts::moment(day).to_date();
    let title = visitor.words.say("terms-of-service");
    let shell = Shell::of(web, visitor.words, &title)
        .at(web.site.instance.url("/terms-of-service"))
        .about(&title)
        .seen_by(visitor);
    let page = TermsPage {
        shell,
        content: social::settings::html(&terms.text.text),
        language: web.site.settings().languages.first().cloned(),
        date: date(terms.day),
        succeeded_by: terms.succeeded_by.map(date),
    };
    template::page(StatusCode::OK, &page)
}
