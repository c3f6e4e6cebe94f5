//! The second screen: who owns the server. They are signed in at once.

use askama::Template;
use axum::{Extension, extract::State, response::Response};
use http::{HeaderMap, header};
use model::{ClientAddress, Role};
use serde::{Deserialize, Serialize};
use social::{
    first_run::{self, Stand, Step},
    passkeys::{self, Purpose},
    sessions,
    sign_up::{NewUser, OwnersKey},
};

use super::{
    Frame, Guide,
    guide::{BACK, Lead, screen},
};
use crate::{
    Web,
    cookies::Cookie,
    failure::Failure,
    finish::WithScript,
    forms::Posted,
    parts::Byline,
    passkeys::{asked, count_question, problem, question},
    problems::Problems,
    settings::passkeys::name_of,
    sign_in::browser,
    template::Shell,
};

/// What the form says. The password is never kept.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Form {
    username: String,
    email: String,
    #[serde(skip_serializing)]
    password: String,
    /// What a device answered, where a passkey stands for the password.
    #[serde(skip_serializing)]
    passkey: String,
    #[serde(skip_serializing)]
    go: String,
}

impl Form {
    fn user(&self) -> NewUser {
        NewUser {
            username: self.username.trim().to_owned(),
            email: self.email.trim().to_owned(),
            password: self.password.clone(),
            role_id: Role::OWNER,
        }
    }
}

#[derive(Template)]
#[template(path = "setup_owner.html")]
struct Page<'a> {
    shell: Shell,
    frame: &'a Frame,
    form: &'a Form,
    domain: &'a str,
    password_hint: String,
    /// The owner, once there is one.
    owner: Option<Byline>,
    takes_passkeys: bool,
}

pub(super) async fn show(guide: &Guide<'_>) -> Result<Response, Failure> {
    let form = guide.draft().await?.unwrap_or_default();
    Ok(draw(guide, &form, Problems::default()))
}

/// `POST /setup/owner`
pub(crate) async fn submit(
    State(web): State<Web>,
    address: Option<Extension<ClientAddress>>,
    headers: HeaderMap,
    Posted { visitor, form }: Posted<Form>,
) -> Result<Response, Failure> {
    let guide = match Guide::of(&web, &visitor, Step::Owner).await? {
        Ok(guide) => guide,
        Err(elsewhere) => return Ok(elsewhere),
    };
    let cookie = visitor.setup_secret.as_deref();
    let Some(cookie) = cookie.filter(|_| guide.owner().is_none()) else {
        // The owner only passes by.
        return Ok(screen(if form.go == BACK { Step::Server } else { Step::Joining }));
    };
    guide.keep(&form).await?;
    if form.go == BACK {
        return Ok(screen(Step::Server));
    }
    let made = async {
        let asked = asked(&visitor, Purpose::Own);
        let passkey = match form.passkey.is_empty() {
            true => None,
            false => Some(OwnersKey {
                made: passkeys::made(&web.site, asked, &form.passkey).await?,
                name: name_of(visitor.words, &headers),
            }),
        };
        first_run::make_owner(&web.site, cookie, form.user(), passkey).await
    };
    let made = made.await;
    let (done, user) = match made {
        Ok((_, user)) => (Ok(()), Some(user)),
        Err(error) => (Err(error), None),
    };
    match (guide.lead(&form.go, done).await?, user) {
        (Lead::Elsewhere(mut response), Some(user)) => {
            let (secret, _) = sessions::start(&web.site, user.id, &browser(&headers, address)).await?;
            let instance = &web.site.instance;
            for cookie in [Cookie::Session.set(instance, &secret), Cookie::Setup.remove(instance)] {
                response.headers_mut().append(header::SET_COOKIE, cookie);
            }
            Ok(response)
        }
        (Lead::Elsewhere(response), None) => Ok(response),
        (Lead::Again(problems), _) => Ok(draw(&guide, &form, problems)),
    }
}

/// `POST /setup/owner/passkey`: what the operator's device is asked to make the owner's passkey of.
pub(crate) async fn begin_passkey(
    State(web): State<Web>,
    address: Option<Extension<ClientAddress>>,
    Posted { visitor, form }: Posted<Form>,
) -> Result<Response, Failure> {
    count_question(&web, address)?;
    if first_run::stand(&web.site, visitor.setup_secret.as_deref()).await? != Stand::Operator {
        return Err(Failure::NotFound);
    }
    let asked = asked(&visitor, Purpose::Own);
    let question_of = async {
        let new = form.user();
        first_run::check_owner(&web.site, &new).await?;
        passkeys::ask_new(&web.site, asked, None, &new.username).await
    };
    match question_of.await {
        Ok(options) => Ok(question(options)),
        Err(error) => Ok(problem(&Problems::from_error(visitor.words, error)?.all())),
    }
}

fn draw(guide: &Guide<'_>, form: &Form, problems: Problems) -> Response {
    let frame = guide.frame(problems);
    let instance = &guide.web.site.instance;
    let least = model::limits::PASSWORD_CHARACTERS_MIN.to_string();
    let page = Page {
        shell: guide.shell(&frame).with_passkeys(),
        frame: &frame,
        form,
        domain: &instance.domain,
        password_hint: guide.words.fill("password-hint", &[("least", &least)]),
        owner: guide.owner().map(|member| Byline::of(&member.account, instance)),
        takes_passkeys: passkeys::are_possible(&guide.web.site),
    };
    let mut response = guide.page(&frame, &page);
    response.extensions_mut().insert(WithScript);
    response
}
