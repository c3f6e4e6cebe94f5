//! `/settings/apps`: the apps that one let in, and how to show them out.

use askama::Template;
use axum::{
    extract::{Path, Query, State},
    response::Response,
};
use http::StatusCode;
use model::ApplicationId;
use social::authorised::{self, AuthorisedApp};

use super::{Done, Inside, Nothing, Sent, When};
use crate::{
    Web,
    consent::{Permission, is_web},
    failure::Failure,
    template::{self, Shell},
    words::Words,
};

#[derive(Template)]
#[template(path = "settings/apps.html")]
struct Page<'a> {
    shell: Shell,
    done: Option<String>,
    csrf: &'a str,
    apps: Vec<Line>,
}

/// An app as it is listed.
struct Line {
    id: ApplicationId,
    name: String,
    website: Option<String>,
    permissions: Vec<Permission>,
    since: When,
    used: Option<When>,
}

impl Line {
    fn of(app: AuthorisedApp, words: Words) -> Self {
        Self {
            id: app.application.id,
            name: app.application.name,
            website: app.application.website.filter(|site| is_web(site)),
            permissions: app.scopes.iter().map(|scope| Permission::of(scope, words)).collect(),
            since: When::day(app.since),
            used: app.used_at.map(When::day),
        }
    }
}

/// `GET /settings/apps`
pub(crate) async fn show(
    State(web): State<Web>,
    inside: Inside,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    let apps = authorised::list(&web.site, &inside.member.user).await?;
    let page = Page {
        shell: inside.shell(&web, "settings-apps"),
        done: done.sentence(inside.words(), &["app"]),
        csrf: inside.csrf(),
        apps: apps.into_iter().map(|app| Line::of(app, inside.words())).collect(),
    };
    Ok(template::unkept(template::page(StatusCode::OK, &page)))
}

/// `POST /settings/apps/:id/revoke`
pub(crate) async fn revoke(
    State(web): State<Web>,
    Path(id): Path<String>,
    Sent { inside, form: Nothing {} }: Sent<Nothing>,
) -> Result<Response, Failure> {
    let id: ApplicationId = id.parse().map_err(|_| Failure::NotFound)?;
    authorised::revoke(&web.site, &inside.member.user, id).await?;
    Ok(template::unkept(template::found("/settings/apps?done=app")))
}
