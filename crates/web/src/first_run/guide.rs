//! What all screens of setting up have in common: who may see them, where they lead, and that nothing typed is lost.

use axum::response::Response;
use http::StatusCode;
use model::Role;
use serde::{Serialize, de::DeserializeOwned};
use social::first_run::{self, Stand, Step};

use crate::{
    Web,
    failure::Failure,
    forms::FormSecret,
    problems::Problems,
    return_to::HOME,
    sign_in::sign_in_path,
    template::{self, Shell},
    visitor::{Member, Visitor},
    words::Words,
};

/// What the button for going back sends.
pub(super) const BACK: &str = "back";

/// Leads somebody who may through one screen.
pub(super) struct Guide<'a> {
    pub(super) web: &'a Web,
    pub(super) visitor: &'a Visitor,
    pub(super) words: Words,
    step: Step,
    secret: FormSecret,
}

/// What is drawn around every screen.
pub(super) struct Frame {
    pub(super) progress: String,
    pub(super) title: String,
    pub(super) csrf: String,
    pub(super) has_before: bool,
    pub(super) problems: Problems,
}

impl<'a> Guide<'a> {
    /// The guide to a screen, or where whoever may not see it goes instead.
    pub(super) async fn of(
        web: &'a Web,
        visitor: &'a Visitor,
        step: Step,
    ) -> Result<Result<Self, Response>, Failure> {
        if let Some(elsewhere) = elsewhere(web, visitor, step).await? {
            return Ok(Err(elsewhere));
        }
        first_run::reach(&web.site, step).await?;
        Ok(Ok(Self { web, visitor, words: visitor.words, step, secret: FormSecret::of(visitor)? }))
    }

    /// The owner, once there is one.
    pub(super) fn owner(&self) -> Option<&Member> {
        self.visitor.member.as_ref().filter(|member| member.user.role_id == Role::OWNER)
    }

    /// What was typed here and not taken over yet.
    pub(super) async fn draft<F: DeserializeOwned>(&self) -> Result<Option<F>, Failure> {
        let typed = first_run::draft(&self.web.site, self.step).await?;
        // An older program may have asked for something else.
        Ok(typed.and_then(|typed| serde_json::from_str(&typed).ok()))
    }

    /// Keeps what is typed until it is taken over.
    pub(super) async fn keep(&self, form: &impl Serialize) -> Result<(), Failure> {
        let typed = serde_json::to_string(form).expect("forms of ours turn into JSON");
        Ok(first_run::keep_draft(&self.web.site, self.step, &typed).await?)
    }

    /// Goes where the pressed button leads, or says what is wrong; going back is always possible, and keeps what is typed.
    pub(super) async fn lead(&self, go: &str, done: social::Result<()>) -> Result<Lead, Failure> {
        let problems = match done {
            Ok(()) => {
                first_run::forget_draft(&self.web.site, self.step).await?;
                Problems::default()
            }
            Err(error) => Problems::from_error(self.words, error)?,
        };
        if go == BACK
            && let Some(before) = self.step.previous()
        {
            return Ok(Lead::Elsewhere(screen(before)));
        }
        if !problems.is_empty() {
            return Ok(Lead::Again(problems));
        }
        Ok(Lead::Elsewhere(match self.step.next() {
            Some(next) => screen(next),
            None => self.finish().await?,
        }))
    }

    /// The server is set up; its owner is at home from now on.
    pub(super) async fn finish(&self) -> Result<Response, Failure> {
        first_run::finish(&self.web.site).await?;
        Ok(template::unkept(template::found(HOME)))
    }

    /// What is drawn around the screen.
    pub(super) fn frame(&self, problems: Problems) -> Frame {
        let (number, total) = (self.step.number().to_string(), Step::ALL.len().to_string());
        Frame {
            progress: self.words.fill("setup-progress", &[("number", &number), ("total", &total)]),
            title: self.words.say(&format!("setup-{}-title", self.step.as_str())),
            csrf: self.secret.as_str().to_owned(),
            has_before: self.step.previous().is_some(),
            problems,
        }
    }

    /// The shell of the screen.
    pub(super) fn shell(&self, frame: &Frame) -> Shell {
        Shell::of(self.web, self.visitor.words, &frame.title).unlisted().seen_by(self.visitor)
    }

    /// The answer with the screen.
    pub(super) fn page(&self, frame: &Frame, page: &impl askama::Template) -> Response {
        let status =
            if frame.problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        self.secret.give(self.web, template::page(status, page))
    }
}

/// What follows a form.
pub(super) enum Lead {
    Elsewhere(Response),
    /// The same screen, with what is wrong.
    Again(Problems),
}

/// Sends the browser to a screen.
pub(super) fn screen(step: Step) -> Response {
    template::unkept(template::found(&path(step)))
}

fn path(step: Step) -> String {
    format!("/setup/{}", step.as_str())
}

/// Where somebody goes who may not see this screen, or not yet.
async fn elsewhere(web: &Web, visitor: &Visitor, step: Step) -> Result<Option<Response>, Failure> {
    match first_run::stand(&web.site, visitor.setup_secret.as_deref()).await? {
        Stand::Stranger => Ok(Some(super::enter::closed(web, visitor, "setup-code-needed"))),
        // What comes later is the owner's, who must be there first.
        Stand::Operator => Ok((step > Step::Owner).then(|| screen(Step::Owner))),
        Stand::Owned if first_run::reached(&web.site).await?.is_none() => Ok(Some(template::found(HOME))),
        Stand::Owned => match &visitor.member {
            None => Ok(Some(template::found(&sign_in_path(&path(step), false)))),
            Some(member) if member.user.role_id == Role::OWNER => Ok(None),
            Some(_) => Err(Failure::NotFound),
        },
    }
}
