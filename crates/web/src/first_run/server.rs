//! The first screen: what the server is called, and what it is.

use askama::Template;
use axum::{extract::State, response::Response};
use serde::{Deserialize, Serialize};
use social::{first_run::Step, settings};

use super::{Frame, Guide, guide::Lead};
use crate::{Web, failure::Failure, forms::Posted, problems::Problems, template::Shell};

/// What the form says.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Form {
    title: String,
    description: String,
    #[serde(skip_serializing)]
    go: String,
}

#[derive(Template)]
#[template(path = "setup_server.html")]
struct Page<'a> {
    shell: Shell,
    frame: &'a Frame,
    form: &'a Form,
    domain: &'a str,
    /// Nobody else can reach this server.
    is_trial: bool,
}

pub(super) async fn show(guide: &Guide<'_>) -> Result<Response, Failure> {
    let form = match guide.draft().await? {
        Some(form) => form,
        None => {
            let settings = guide.web.site.settings();
            Form {
                title: settings.title.clone(),
                description: settings.description.clone(),
                ..Form::default()
            }
        }
    };
    Ok(draw(guide, &form, Problems::default()))
}

/// `POST /setup/server`
pub(crate) async fn submit(
    State(web): State<Web>,
    Posted { visitor, form }: Posted<Form>,
) -> Result<Response, Failure> {
    let guide = match Guide::of(&web, &visitor, Step::Server).await? {
        Ok(guide) => guide,
        Err(elsewhere) => return Ok(elsewhere),
    };
    guide.keep(&form).await?;
    let values = [("title", form.title.as_str()), ("description", form.description.as_str())];
    match guide.lead(&form.go, settings::set_all(&web.site, &values).await).await? {
        Lead::Elsewhere(response) => Ok(response),
        Lead::Again(problems) => Ok(draw(&guide, &form, problems)),
    }
}

fn draw(guide: &Guide<'_>, form: &Form, problems: Problems) -> Response {
    let frame = guide.frame(problems);
    let instance = &guide.web.site.instance;
    let page = Page {
        shell: guide.shell(&frame),
        frame: &frame,
        form,
        domain: &instance.domain,
        is_trial: instance.scheme == "http",
    };
    guide.page(&frame, &page)
}
