//! The second screen: who owns the server. They are signed in at once.

use askama::Template;
use axum::{Extension, extract::State, response::Response};
use http::{HeaderMap, header};
use model::{ClientAddress, Role};
use serde::{Deserialize, Serialize};
use social::{
    first_run::{self, Step},
    sessions,
    sign_up::NewUser,
};

use super::{
    Frame, Guide,
    guide::{BACK, Lead, screen},
};
use crate::{
    Web, cookies::Cookie, failure::Failure, forms::Posted, parts::Byline, problems::Problems,
    sign_in::browser, template::Shell,
};

/// What the form says. The password is never kept.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Form {
    username: String,
    email: String,
    #[serde(skip_serializing)]
    password: String,
    #[serde(skip_serializing)]
    go: String,
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
    let new = NewUser {
        username: form.username.trim().to_owned(),
        email: form.email.trim().to_owned(),
        password: form.password.clone(),
        role_id: Role::OWNER,
    };
    let made = first_run::make_owner(&web.site, cookie, new).await;
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

fn draw(guide: &Guide<'_>, form: &Form, problems: Problems) -> Response {
    let frame = guide.frame(problems);
    let instance = &guide.web.site.instance;
    let least = model::limits::PASSWORD_CHARACTERS_MIN.to_string();
    let page = Page {
        shell: guide.shell(&frame),
        frame: &frame,
        form,
        domain: &instance.domain,
        password_hint: guide.words.fill("password-hint", &[("least", &least)]),
        owner: guide.owner().map(|member| Byline::of(&member.account, instance)),
    };
    guide.page(&frame, &page)
}
