//! Signing up: what a home server is, what is agreed to here, and who one will be.

use askama::Template;
use axum::{
    Extension,
    extract::{Path, Query, State},
    response::Response,
};
use http::{HeaderMap, StatusCode, header};
use model::{ClientAddress, Registrations, Role, Rule, User, limits};
use serde::Deserialize;
use social::{
    Throttle,
    door::proof::{self, Proof, Task},
    invites, rules, sessions,
    sign_up::{self, Applicant, NewUser},
};

use crate::{
    Web,
    cookies::Cookie,
    failure::Failure,
    finish::Scripted,
    forms::{FormSecret, Posted},
    parts::Byline,
    problems::Problems,
    return_to::HOME,
    sign_in::browser,
    template::{self, Notice, Shell},
    visitor::Visitor,
};

/// What the address of the page says.
#[derive(Default, Deserialize)]
pub(crate) struct Wish {
    #[serde(default)]
    invite: String,
}

/// What the form says.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    username: String,
    email: String,
    password: String,
    reason: String,
    agreement: Option<String>,
    invite: String,
    /// A field that no person sees, but programs fill in.
    website: String,
    date_of_birth: String,
    /// What the page asks of a browser, and the answer.
    challenge: String,
    answer: String,
}

#[derive(Template)]
#[template(path = "sign_up.html")]
struct Page<'a> {
    shell: Shell,
    frame: Frame<'a>,
    form: &'a Form,
    domain: &'a str,
    rules: Vec<Rule>,
    /// The code of the invite, as long as it lets somebody in.
    invite: &'a str,
    /// There was one that does not any more.
    is_invite_stale: bool,
    /// Who invites.
    inviter: Option<Byline>,
    /// Somebody must say yes first.
    is_asking: bool,
    password_hint: String,
    reason_most: usize,
    /// What those are asked who wait.
    questions: Vec<String>,
    /// Why the date of birth is asked for, if it is.
    born_hint: Option<String>,
    task: Option<Task>,
}

/// What the fields of an account are drawn with.
struct Frame<'a> {
    csrf: &'a str,
    problems: Problems,
}

#[derive(Template)]
#[template(path = "sign_up_closed.html")]
struct ClosedPage {
    shell: Shell,
    lead: String,
    /// What those who run the server say to those who may not join.
    message: String,
}

/// Whether the pages should lead people here.
pub(crate) fn is_open(web: &Web) -> bool {
    web.site.settings().registrations.lets_people_ask()
}

/// `GET /auth/sign_up`
pub(crate) async fn show(
    State(web): State<Web>,
    visitor: Visitor,
    Query(wish): Query<Wish>,
) -> Result<Response, Failure> {
    begin(&web, &visitor, wish.invite).await
}

/// `GET /invite/{code}`
pub(crate) async fn show_invite(
    State(web): State<Web>,
    visitor: Visitor,
    Path(code): Path<String>,
) -> Result<Response, Failure> {
    begin(&web, &visitor, code).await
}

/// `GET /signup`
pub(crate) async fn find() -> Response {
    template::found("/auth/sign_up")
}

async fn begin(web: &Web, visitor: &Visitor, invite: String) -> Result<Response, Failure> {
    if visitor.member.is_some() {
        return Ok(template::found(HOME));
    }
    draw(web, visitor, &Form { invite, ..Form::default() }, Problems::default()).await
}

/// `POST /auth/sign_up`
pub(crate) async fn submit(
    State(web): State<Web>,
    address: Option<Extension<ClientAddress>>,
    headers: HeaderMap,
    Posted { visitor, form }: Posted<Form>,
) -> Result<Response, Failure> {
    if visitor.member.is_some() {
        return Ok(template::found(HOME));
    }
    let count = Count::of(address.map(|Extension(address)| address));
    let browser = browser(&headers, address);
    if count.is_exceeded(&web) {
        let problems = Problems::one("form", visitor.words.say("sign-up-many"));
        let mut response = draw(&web, &visitor, &form, problems).await?;
        *response.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        return Ok(response);
    }
    if !form.website.is_empty() {
        let problems = Problems::one("form", visitor.words.say("sign-up-program"));
        return draw(&web, &visitor, &form, problems).await;
    }
    match sign_up::register(&web.site, applicant(&visitor, &form, address.map(|Extension(address)| address)))
        .await
    {
        Ok((_, user)) if user.is_functional() => {
            let (secret, _) = sessions::start(&web.site, user.id, &browser).await?;
            let mut response = template::unkept(template::found(HOME));
            let cookie = Cookie::Session.set(&web.site.instance, &secret);
            response.headers_mut().append(header::SET_COOKIE, cookie);
            Ok(response)
        }
        Ok((account, user)) => Ok(waiting(&web, &visitor, &account.username, &user)),
        Err(error @ social::Error::Refusal(_)) => {
            count.forgive(&web);
            let problems = match error {
                // The page says itself that nobody may join.
                social::Error::Refusal(social::Refusal::Forbidden(_)) => Problems::default(),
                other => Problems::from_error(visitor.words, other)?,
            };
            draw(&web, &visitor, &form, problems).await
        }
        Err(fault) => Err(fault.into()),
    }
}

fn applicant(visitor: &Visitor, form: &Form, address: Option<ClientAddress>) -> Applicant {
    Applicant {
        user: NewUser {
            username: form.username.trim().trim_start_matches('@').to_owned(),
            email: form.email.trim().to_owned(),
            password: form.password.clone(),
            role_id: Role::EVERYBODY,
        },
        agreement: form.agreement.is_some(),
        reason: form.reason.trim().to_owned(),
        language: Some(visitor.words.language.code().to_owned()),
        invite: Some(form.invite.clone()).filter(|code| !code.is_empty()),
        address,
        date_of_birth: Some(form.date_of_birth.clone()),
        proof: Some(Proof { challenge: form.challenge.clone(), answer: form.answer.clone() }),
    }
}

/// What counts against whoever signs up, from where they are.
struct Count(std::net::IpAddr);

impl Count {
    fn of(address: Option<ClientAddress>) -> Self {
        // Without an address (a door that no network leads to), all count as one, as for apps.
        Self(address.map_or(std::net::Ipv4Addr::UNSPECIFIED.into(), ClientAddress::network))
    }

    /// Counts a try: as an account, which is given back if none was made, and as a guess at who is here already.
    fn is_exceeded(&self, web: &Web) -> bool {
        let (throttles, now) = (&web.site.throttles, web.site.now());
        let taken =
            [Throttle::SignUp, Throttle::SignUpTries].map(|throttle| throttles.take(now, throttle, self.0));
        taken.into_iter().flatten().any(|allowance| allowance.is_exceeded)
    }

    fn forgive(&self, web: &Web) {
        web.site.throttles.give_back(web.site.now(), Throttle::SignUp, self.0);
    }
}

/// What happens next to whoever has to wait.
fn waiting(web: &Web, visitor: &Visitor, username: &str, user: &User) -> Response {
    let words = visitor.words;
    let what = if user.approved_at.is_none() { "sign-up-waiting" } else { "sign-up-confirm" };
    let (title, name) = (words.say(&format!("{what}-title")), format!("@{username}"));
    let mut explanation = words.fill(what, &[("name", &name), ("email", &user.email)]);
    if user.approved_at.is_none() && user.confirmed_at.is_none() {
        explanation =
            format!("{explanation} {}", words.fill("sign-up-confirm-first", &[("email", &user.email)]));
    }
    let shell = Shell::of(web, words, &title).unlisted().seen_by(visitor);
    template::unkept(template::page(
        StatusCode::OK,
        &Notice { shell, title: &title, explanation: &explanation },
    ))
}

/// The form, or why there is none.
async fn draw(web: &Web, visitor: &Visitor, form: &Form, problems: Problems) -> Result<Response, Failure> {
    let (site, words) = (&web.site, visitor.words);
    let settings = site.settings();
    let invite = match form.invite.as_str() {
        "" => None,
        code => invites::find_open(site, code).await?,
    };
    if invite.is_none() && !settings.registrations.lets_people_ask() {
        return Ok(closed(web, visitor, !form.invite.is_empty()));
    }
    let shell = Shell::of(web, words, &words.say("sign-up-title")).unlisted().seen_by(visitor);
    let secret = FormSecret::of(visitor)?;
    let status = if problems.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let least = limits::PASSWORD_CHARACTERS_MIN.to_string();
    let page = Page {
        shell,
        frame: Frame { csrf: secret.as_str(), problems },
        form,
        domain: &site.instance.domain,
        rules: rules::list(site).await?,
        invite: if invite.is_some() { &form.invite } else { "" },
        is_invite_stale: invite.is_none() && !form.invite.is_empty(),
        is_asking: invite.is_none() && settings.registrations == Registrations::Approval,
        inviter: invite.map(|(_, maker)| Byline::of(&maker, &site.instance)),
        password_hint: words.fill("password-hint", &[("least", &least)]),
        reason_most: limits::REASON_CHARACTERS,
        questions: settings.door.questions.clone(),
        born_hint: (settings.door.min_age > 0)
            .then(|| words.fill("sign-up-born-hint", &[("years", &settings.door.min_age.to_string())])),
        task: proof::set(site)?,
    };
    let has_script = page.task.is_some();
    let mut response = secret.give(web, template::page(status, &page));
    if has_script {
        response.extensions_mut().insert(Scripted);
    }
    Ok(response)
}

/// The page for whoever cannot join: without an invite, or with one that has ended.
fn closed(web: &Web, visitor: &Visitor, has_invite: bool) -> Response {
    let (words, settings) = (visitor.words, web.site.settings());
    let key = match (has_invite, settings.registrations) {
        (true, _) => "sign-up-invite-ended",
        (false, Registrations::Invitation) => "sign-up-invite-needed",
        (false, _) => "sign-up-closed",
    };
    let shell = Shell::of(web, words, &words.say("sign-up-closed-title")).unlisted().seen_by(visitor);
    let page = ClosedPage { shell, lead: words.say(key), message: settings.registrations_message.clone() };
    template::unkept(template::page(StatusCode::FORBIDDEN, &page))
}
