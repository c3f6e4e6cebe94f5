//! `/settings/archive`: all that one published, in one file.

use askama::Template;
use axum::{
    body::Body,
    extract::{Query, State},
    response::Response,
};
use http::{StatusCode, header};
use model::{Archive, limits};
use social::{Fault, archives, files};

use super::{Done, Inside, Nothing, Sent, When};
use crate::{
    Web,
    failure::Failure,
    template::{self, Shell},
};

const PATH: &str = "/settings/archive";
const DAY_MS: i64 = 24 * 3_600_000;
const MEBIBYTE: i64 = 1024 * 1024;

#[derive(Template)]
#[template(path = "settings/archive.html")]
struct Page<'a> {
    shell: Shell,
    done: Option<String>,
    csrf: &'a str,
    may_ask: bool,
    is_waiting: bool,
    ready: Option<Ready>,
}

/// An archive that can be downloaded.
struct Ready {
    made: When,
    until: When,
    mebibytes: i64,
}

impl Ready {
    fn of(archive: &Archive) -> Option<Self> {
        let made = archive.finished_at.filter(|_| archive.file.is_some())?;
        Some(Self {
            made: When::of(made),
            until: When::day(made.plus_millis(limits::ARCHIVE_DAYS * DAY_MS)),
            mebibytes: archive.bytes.div_euclid(MEBIBYTE) + 1,
        })
    }
}

/// `GET /settings/archive`
pub(crate) async fn show(
    State(web): State<Web>,
    inside: Inside,
    Query(done): Query<Done>,
) -> Result<Response, Failure> {
    inside.confirmed(&web, PATH)?;
    let latest = archives::latest(&web.site, &inside.member.account).await?;
    let page = Page {
        shell: inside.shell(&web, "settings-archive"),
        done: done.sentence(inside.words(), &["archive"]),
        csrf: inside.csrf(),
        may_ask: archives::may_ask(&web.site, latest.as_ref()),
        is_waiting: latest.as_ref().is_some_and(|archive| archive.finished_at.is_none()),
        ready: latest.as_ref().and_then(Ready::of),
    };
    Ok(template::unkept(template::page(StatusCode::OK, &page)))
}

/// `POST /settings/archive`
pub(crate) async fn ask(
    State(web): State<Web>,
    Sent { inside, form: Nothing {} }: Sent<Nothing>,
) -> Result<Response, Failure> {
    inside.confirmed(&web, PATH)?;
    archives::ask(&web.site, &inside.member.account).await?;
    Ok(template::unkept(template::found("/settings/archive?done=archive")))
}

/// `GET /settings/archive/archive.zip`: the latest one, for its person alone.
pub(crate) async fn file(State(web): State<Web>, inside: Inside) -> Result<Response, Failure> {
    inside.confirmed(&web, PATH)?;
    let file = archives::file(&web.site, &inside.member.account).await?;
    let pieces = files::read(&web.site, &file, 0..file.bytes.cast_unsigned()).await?;
    let name = format!("archive-{}.zip", inside.member.account.username);
    let response = Response::builder()
        .header(header::CONTENT_TYPE, "application/zip")
        .header(header::CONTENT_LENGTH, file.bytes)
        .header(header::CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))
        .body(Body::from_stream(pieces));
    let fault = |error| Failure::Ours(Fault::caused_by("answer with an archive", error));
    Ok(template::unkept(response.map_err(fault)?))
}
