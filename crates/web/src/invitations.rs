//! `/invites`: making invites, giving them away, and ending them.

use askama::Template;
use axum::{extract::State, response::Response};
use http::StatusCode;
use model::{Account, Invite, Permissions, Timestamp};
use serde::Deserialize;
use social::{
    Problem, Refusal,
    invites::{self, NewInvite},
};

use crate::{
    Web,
    failure::Failure,
    forms::Posted,
    parts::Byline,
    problems::Problems,
    sign_in::sign_in_path,
    template::{self, Shell},
    text,
    visitor::{Member, Visitor},
    words::Words,
};

/// What the form for a new one says.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    uses: String,
    days: String,
    follow: Option<String>,
}

/// What the button for ending one says.
#[derive(Deserialize)]
pub(crate) struct Ending {
    #[serde(default)]
    code: String,
}

#[derive(Template)]
#[template(path = "invites.html")]
struct Page<'a> {
    shell: Shell,
    csrf: &'a str,
    form: &'a Form,
    problems: Problems,
    lines: Vec<Line>,
    /// Everybody's are shown.
    is_staff: bool,
    uses_choices: [&'static str; 4],
    days_choices: [&'static str; 4],
}

/// An invite as the page shows it.
struct Line {
    code: String,
    address: String,
    maker: Byline,
    used: String,
    until: String,
    is_open: bool,
}

impl Line {
    fn of(web: &Web, words: Words, invite: &Invite, maker: &Account) -> Self {
        let instance = &web.site.instance;
        let uses = invite.uses.to_string();
        let used = match invite.uses_most {
            None => words.fill("invites-used", &[("uses", &uses)]),
            Some(most) => words.fill("invites-used-of", &[("uses", &uses), ("most", &most.to_string())]),
        };
        let now: Timestamp = web.site.now();
        let until = match invite.expires_at {
            None => words.say("invites-endless"),
            Some(end) if end <= now => words.say("invites-ended"),
            Some(end) => words.fill("invites-until", &[("moment", &text::moment(words, end))]),
        };
        Self {
            address: instance.url(&format!("/invite/{}", invite.code)),
            code: invite.code.clone(),
            maker: Byline::of(maker, instance),
            used,
            until,
            is_open: invite.is_open(now),
        }
    }
}

/// `GET /invites`
pub(crate) async fn show(State(web): State<Web>, visitor: Visitor) -> Result<Response, Failure> {
    let Some(member) = &visitor.member else {
        return Ok(template::found(&sign_in_path("/invites", false)));
    };
    let form = Form { uses: "1".into(), days: "7".into(), follow: None };
    draw(&web, &visitor, member, &form, Problems::default()).await
}

/// `POST /invites`
pub(crate) async fn make(
    State(web): State<Web>,
    Posted { visitor, form }: Posted<Form>,
) -> Result<Response, Failure> {
    let Some(member) = &visitor.member else { return Err(Failure::Forged) };
    let made = match read(&form) {
        Ok(new) => invites::make(&web.site, &member.user, new).await,
        Err(problems) => Err(Refusal::Invalid(problems).into()),
    };
    match made {
        Ok(_) => Ok(template::unkept(template::found("/invites"))),
        Err(error @ social::Error::Refusal(Refusal::Invalid(_))) => {
            let problems = Problems::from_error(visitor.words, error)?;
            draw(&web, &visitor, member, &form, problems).await
        }
        Err(social::Error::Refusal(Refusal::Forbidden(_)))
            if invites::may_invite(&web.site, &member.user) =>
        {
            let problems = Problems::one("form", visitor.words.say("invites-many"));
            draw(&web, &visitor, member, &form, problems).await
        }
        Err(social::Error::Refusal(Refusal::Forbidden(_))) => Err(Failure::NotFound),
        Err(other) => Err(other.into()),
    }
}

/// `POST /invites/end`
pub(crate) async fn end(
    State(web): State<Web>,
    Posted { visitor, form }: Posted<Ending>,
) -> Result<Response, Failure> {
    let Some(member) = &visitor.member else { return Err(Failure::Forged) };
    invites::end(&web.site, &member.user, &form.code).await?;
    Ok(template::unkept(template::found("/invites")))
}

fn read(form: &Form) -> Result<NewInvite, Vec<Problem>> {
    let mut problems = Vec::new();
    let mut number = |field: &'static str, text: &str, most: i64| {
        let text = text.trim();
        let number = text.parse::<i64>().ok();
        if number.is_none() && !text.is_empty() {
            let problem = Problem::new(field, format!("must be a number from 1 to {most}"));
            problems.push(problem.because("number").with(most));
        }
        number
    };
    let uses_most = number("uses", &form.uses, model::limits::INVITE_USES_MOST);
    let days = number("days", &form.days, model::limits::INVITE_DAYS_MOST);
    let new = NewInvite { uses_most, days, follows_maker: form.follow.is_some() };
    if problems.is_empty() { Ok(new) } else { Err(problems) }
}

async fn draw(
    web: &Web,
    visitor: &Visitor,
    member: &Member,
    form: &Form,
    problems: Problems,
) -> Result<Response, Failure> {
    if !invites::may_invite(&web.site, &member.user) {
        return Err(Failure::NotFound);
    }
    let words = visitor.words;
    let found = invites::list(&web.site, &member.user).await?;
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page {
        shell: Shell::of(web, words, &words.say("invites-title")).unlisted().seen_by(visitor),
        csrf: visitor.form_secret().unwrap_or_default(),
        form,
        problems,
        lines: found.iter().map(|(invite, maker)| Line::of(web, words, invite, maker)).collect(),
        is_staff: social::may(&web.site, &member.user, Permissions::MANAGE_INVITES),
        uses_choices: ["1", "5", "25", ""],
        days_choices: ["1", "7", "30", ""],
    };
    Ok(template::unkept(template::page(status, &page)))
}
