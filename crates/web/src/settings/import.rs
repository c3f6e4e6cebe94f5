//! `/settings/import`: bringing lists from another server, and what came of them.

use askama::Template;
use axum::{
    extract::{Path, State},
    response::Response,
};
use http::StatusCode;
use model::{Import, ImportId, ImportLine, ImportProblem, Portable};
use social::portable::import;

use super::{Inside, When, explain, kind_key, table};
use crate::{
    Web,
    failure::Failure,
    forms::Uploaded,
    limits,
    template::{self, Shell},
    words::Words,
};

#[derive(Template)]
#[template(path = "settings/import.html")]
struct Page<'a> {
    shell: Shell,
    done: Option<String>,
    csrf: &'a str,
    /// Words in forms and the keys of what people read.
    kinds: [(&'static str, &'static str); 6],
    chosen: &'a str,
    problem: Option<String>,
    imports: Vec<Line>,
}

#[derive(Template)]
#[template(path = "settings/import_one.html")]
struct OnePage {
    shell: Shell,
    done: Option<String>,
    import: Line,
    failed: Vec<Failed>,
}

/// An import as it is listed.
struct Line {
    id: ImportId,
    kind: &'static str,
    brought: When,
    is_finished: bool,
    lines_done: i64,
    lines_total: i64,
    progress: String,
    failures: Option<String>,
}

/// A line that came to nothing.
struct Failed {
    said: String,
    why: String,
}

impl Line {
    fn of(words: Words, import: &Import) -> Self {
        let (done, total) = (import.lines_done.to_string(), import.lines_total.to_string());
        Self {
            id: import.id,
            kind: kind_key(import.kind),
            brought: When::of(import.created_at),
            is_finished: import.finished_at.is_some(),
            lines_done: import.lines_done,
            lines_total: import.lines_total,
            progress: words.fill("settings-import-progress", &[("done", &done), ("total", &total)]),
            failures: (import.lines_failed > 0)
                .then(|| words.count("settings-import-failed", import.lines_failed)),
        }
    }
}

impl Failed {
    fn of(words: Words, line: &ImportLine) -> Self {
        let why = match line.problem {
            Some(ImportProblem::Unreadable) => "settings-import-unreadable",
            Some(ImportProblem::Refused) => "settings-import-refused",
            Some(ImportProblem::NotFound) | None => "settings-import-not-found",
        };
        let said: Vec<&str> = line.cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
        Self { said: said.join(", "), why: words.say(why) }
    }
}

/// `GET /settings/import`
pub(crate) async fn show(State(web): State<Web>, inside: Inside) -> Result<Response, Failure> {
    draw(&web, &inside, StatusCode::OK, "", None).await
}

async fn draw(
    web: &Web,
    inside: &Inside,
    status: StatusCode,
    chosen: &str,
    problem: Option<String>,
) -> Result<Response, Failure> {
    let imports = import::list(&web.site, inside.member.account.id).await?;
    let page = Page {
        shell: inside.shell(web, "settings-import"),
        done: None,
        csrf: inside.csrf(),
        kinds: Portable::ALL.map(|kind| (kind.as_str(), kind_key(kind))),
        chosen,
        problem,
        imports: imports.iter().map(|import| Line::of(inside.words(), import)).collect(),
    };
    Ok(template::unkept(template::page(status, &page)))
}

/// `POST /settings/import/new`
pub(crate) async fn bring(State(web): State<Web>, uploaded: Uploaded) -> Result<Response, Failure> {
    let inside = Inside::of(uploaded.visitor.clone(), "/settings/import")?;
    let kind = Portable::parse(uploaded.field("kind")).ok_or(Failure::NotFound)?;
    let overwrites = uploaded.field("mode") == "overwrite";
    let brought = import::bring(&web.site, &inside.member.account, kind, overwrites, &uploaded.file).await;
    match brought {
        Ok(import) => Ok(template::unkept(template::found(&format!("/settings/import/{}", import.id)))),
        Err(error) => {
            let problem = explain(inside.words(), error)?;
            draw(&web, &inside, StatusCode::UNPROCESSABLE_ENTITY, kind.as_str(), Some(problem)).await
        }
    }
}

/// `GET /settings/import/:id`
pub(crate) async fn one(
    State(web): State<Web>,
    Path(id): Path<String>,
    inside: Inside,
) -> Result<Response, Failure> {
    let id: ImportId = id.parse().map_err(|_| Failure::NotFound)?;
    let (import, failed) = import::show(&web.site, inside.member.account.id, id).await?;
    let failed = failed.iter().take(limits::IMPORT_LINES_SHOWN);
    let page = OnePage {
        shell: inside.shell(&web, "settings-import-one"),
        done: None,
        failed: failed.map(|line| Failed::of(inside.words(), line)).collect(),
        import: Line::of(inside.words(), &import),
    };
    Ok(template::unkept(template::page(StatusCode::OK, &page)))
}

/// `GET /settings/import/:id/failures`: a file that can be brought again.
pub(crate) async fn failures(
    State(web): State<Web>,
    Path(id): Path<String>,
    inside: Inside,
) -> Result<Response, Failure> {
    let id: ImportId = id.parse().map_err(|_| Failure::NotFound)?;
    let (import, file) = import::failures(&web.site, inside.member.account.id, id).await?;
    table(&format!("{}_failures.csv", import.kind.as_str()), file)
}
