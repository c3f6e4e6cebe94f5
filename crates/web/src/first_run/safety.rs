//! The screen about other servers and the disk.

use askama::Template;
use axum::{extract::State, response::Response};
use serde::{Deserialize, Serialize};
use social::{Problem, Refusal, first_run::Step, settings};

use super::{Frame, Guide, guide::Lead};
use crate::{Web, failure::Failure, forms::Posted, limits, problems::Problems, template::Shell};

/// Bytes in a GB, as disks are sold.
const GB: u64 = 1_000_000_000;

/// What the form says.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Form {
    /// `open` or `limited`.
    federation: String,
    /// In GB.
    budget: String,
    #[serde(skip_serializing)]
    go: String,
}

#[derive(Template)]
#[template(path = "setup_safety.html")]
struct Page<'a> {
    shell: Shell,
    frame: &'a Frame,
    form: &'a Form,
    /// The configuration says how much of the disk may be taken.
    is_budget_fixed: bool,
    budget_most: u64,
}

pub(super) async fn show(guide: &Guide<'_>) -> Result<Response, Failure> {
    let form = match guide.draft().await? {
        Some(form) => form,
        None => {
            let settings = guide.web.site.settings();
            let federation = if settings.limited_federation { "limited" } else { "open" };
            Form {
                federation: federation.to_owned(),
                budget: settings::disk_budget(&settings).div_ceil(GB).to_string(),
                ..Form::default()
            }
        }
    };
    Ok(draw(guide, &form, Problems::default()))
}

/// `POST /setup/safety`
pub(crate) async fn submit(
    State(web): State<Web>,
    Posted { visitor, form }: Posted<Form>,
) -> Result<Response, Failure> {
    let guide = match Guide::of(&web, &visitor, Step::Safety).await? {
        Ok(guide) => guide,
        Err(elsewhere) => return Ok(elsewhere),
    };
    guide.keep(&form).await?;
    match guide.lead(&form.go, save(&web, &form).await).await? {
        Lead::Elsewhere(response) => Ok(response),
        Lead::Again(problems) => Ok(draw(&guide, &form, problems)),
    }
}

async fn save(web: &Web, form: &Form) -> social::Result<()> {
    let limited = (form.federation == "limited").to_string();
    let budget = (!is_budget_fixed(web)).then(|| read_budget(&form.budget)).transpose()?;
    let mut values = vec![("federation.limited", limited.as_str())];
    if let Some(budget) = &budget {
        values.push(("storage.budget", budget));
    }
    settings::set_all(&web.site, &values).await
}

/// The setting for so many GB.
fn read_budget(gigabytes: &str) -> social::Result<String> {
    let number = gigabytes.trim().parse().ok().filter(|number| (1..=limits::BUDGET_GB_MOST).contains(number));
    let most = limits::BUDGET_GB_MOST;
    let wrong =
        || Problem::new("budget", format!("must be a number from 1 to {most}")).because("number").with(most);
    let number: u64 = number.ok_or_else(|| Refusal::Invalid(vec![wrong()]))?;
    Ok(format!("{number} GB"))
}

fn is_budget_fixed(web: &Web) -> bool {
    web.site.workshop().is_ok_and(|workshop| workshop.is_budget_fixed())
}

fn draw(guide: &Guide<'_>, form: &Form, problems: Problems) -> Response {
    let frame = guide.frame(problems);
    let page = Page {
        shell: guide.shell(&frame),
        frame: &frame,
        form,
        is_budget_fixed: is_budget_fixed(guide.web),
        budget_most: limits::BUDGET_GB_MOST,
    };
    guide.page(&frame, &page)
}
