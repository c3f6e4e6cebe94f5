//! The third screen: who may join, and what everybody agrees to.

use askama::Template;
use axum::{extract::State, response::Response};
use model::Registrations;
use serde::{Deserialize, Serialize};
use social::{first_run::Step, rules, settings};

use super::{Frame, Guide, guide::Lead};
use crate::{
    Web,
    failure::Failure,
    forms::Posted,
    problems::Problems,
    template::{self, Shell},
    words::Words,
};

/// The sets of rules to begin with, as the catalogues name them.
const SETS: [&str; 4] = ["neighbours", "club", "family", "strict"];

/// What the button of such a set sends before its name.
const ADD: &str = "add-";

/// What the form says.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Form {
    registrations: String,
    /// One a line.
    rules: String,
    #[serde(skip_serializing)]
    go: String,
}

#[derive(Template)]
#[template(path = "setup_joining.html")]
struct Page<'a> {
    shell: Shell,
    frame: &'a Frame,
    form: &'a Form,
    choices: [&'static str; 4],
    sets: [&'static str; 4],
}

pub(super) async fn show(guide: &Guide<'_>) -> Result<Response, Failure> {
    let site = &guide.web.site;
    let form = match guide.draft().await? {
        Some(form) => form,
        None => {
            let rules: Vec<String> = rules::list(site).await?.into_iter().map(|rule| rule.text).collect();
            Form {
                registrations: site.settings().registrations.as_str().to_owned(),
                rules: rules.join("\n"),
                ..Form::default()
            }
        }
    };
    Ok(draw(guide, &form, Problems::default()))
}

/// `POST /setup/joining`
pub(crate) async fn submit(
    State(web): State<Web>,
    Posted { visitor, mut form }: Posted<Form>,
) -> Result<Response, Failure> {
    let guide = match Guide::of(&web, &visitor, Step::Joining).await? {
        Ok(guide) => guide,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let set = form.go.strip_prefix(ADD).and_then(|name| SETS.into_iter().find(|set| *set == name));
    if let Some(set) = set {
        form.rules = with_set(&form.rules, guide.words, set);
        guide.keep(&form).await?;
        return Ok(template::unkept(template::found("/setup/joining#rules")));
    }
    guide.keep(&form).await?;
    match guide.lead(&form.go, save(&web, &form).await).await? {
        Lead::Elsewhere(response) => Ok(response),
        Lead::Again(problems) => Ok(draw(&guide, &form, problems)),
    }
}

async fn save(web: &Web, form: &Form) -> social::Result<()> {
    let texts: Vec<String> = form.rules.lines().map(str::to_owned).collect();
    rules::replace(&web.site, &texts).await?;
    settings::set(&web.site, "registrations", &form.registrations).await
}

/// What is there, and the rules of a set that are not.
fn with_set(typed: &str, words: Words, set: &str) -> String {
    let added = words.say(&format!("rules-{set}"));
    let mut lines: Vec<&str> = typed.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    for line in added.lines() {
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines.join("\n")
}

fn draw(guide: &Guide<'_>, form: &Form, problems: Problems) -> Response {
    let frame = guide.frame(problems);
    let choices = Registrations::ALL.map(Registrations::as_str);
    let page = Page { shell: guide.shell(&frame), frame: &frame, form, choices, sets: SETS };
    guide.page(&frame, &page)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn a_set_of_rules_adds_what_is_missing_and_removes_nothing() {
        for language in Language::ALL {
            let words = Words::of(language);
            for set in SETS {
                let once = with_set("Tea at five.\n", words, set);
                assert!(once.starts_with("Tea at five.\n"));
                assert!((4..12).contains(&once.lines().count()), "{set}: {once}");
                assert_eq!(with_set(&once, words, set), once);
                assert!(
                    once.lines().all(|line| line.chars().count() <= model::limits::SETTING_LINE_CHARACTERS)
                );
            }
        }
    }
}
