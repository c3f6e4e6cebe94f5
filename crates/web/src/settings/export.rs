//! `/settings/export`: lists to take along to another server.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use http::StatusCode;
use model::Portable;
use social::portable::export;

use super::{Inside, kind_key, table};
use crate::{
    Web,
    failure::Failure,
    template::{self, Shell},
};

#[derive(Template)]
#[template(path = "settings/export.html")]
struct Page {
    shell: Shell,
    done: Option<String>,
    /// Paths and the keys of their words.
    files: Vec<(String, &'static str)>,
}

/// `GET /settings/export`
pub(crate) async fn show(State(web): State<Web>, inside: Inside) -> Result<Response, Failure> {
    let path = |kind: Portable| (format!("/settings/export/{}.csv", kind.as_str()), kind_key(kind));
    let page = Page {
        shell: inside.shell(&web, "settings-export"),
        done: None,
        files: Portable::ALL.map(path).into(),
    };
    Ok(template::unkept(template::page(StatusCode::OK, &page)))
}

/// `GET /settings/export/:kind.csv`
pub(crate) async fn file(
    State(web): State<Web>,
    Path(name): Path<String>,
    inside: Inside,
) -> Result<Response, Failure> {
    let kind = name.strip_suffix(".csv").and_then(Portable::parse).ok_or(Failure::NotFound)?;
    table(&name, export::file(&web.site, &inside.member.account, kind).await?)
}
