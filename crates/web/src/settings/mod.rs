//! What only a person may change who is signed in with a browser: how they sign in, who else is in, what goes out of the
//! account and comes into it, and its end. What apps may change, too, stands under `/preferences`.

mod apps;
mod archive;
mod browser;
mod clean_up;
mod confirm;
mod credentials;
mod export;
mod import;
mod index;
mod leaving;
mod moving;
pub(crate) mod passkeys;
mod sessions;
mod strikes;
mod two_factor;

use axum::{
    Router,
    extract::{DefaultBodyLimit, FromRequest, FromRequestParts, Request},
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use http::{HeaderValue, header, request::Parts};
use model::{Portable, Timestamp};
use serde::{Deserialize, de::DeserializeOwned};
use social::Error;

use crate::{
    Web,
    failure::Failure,
    forms::Posted,
    limits,
    problems::Problems,
    sign_in::sign_in_path,
    template::{self, Shell},
    visitor::{Member, Visitor},
    words::Words,
};

/// The pages under `/settings`.
pub(crate) fn router() -> Router<Web> {
    Router::new()
        .route("/settings", get(index::show))
        .route("/settings/confirm", get(confirm::show).post(confirm::submit))
        .route("/settings/confirm/passkey", post(confirm::begin_passkey))
        .route("/settings/passkeys", get(passkeys::list).post(passkeys::add))
        .route("/settings/passkeys/new", get(passkeys::new))
        .route("/settings/passkeys/begin", post(passkeys::begin))
        .route("/settings/passkeys/{id}", get(passkeys::one).post(passkeys::rename))
        .route("/settings/passkeys/{id}/remove", post(passkeys::remove))
        .route("/settings/sessions", get(sessions::show))
        .route("/settings/sessions/end_others", post(sessions::end_others))
        .route("/settings/sessions/{id}/end", post(sessions::end))
        .route("/settings/apps", get(apps::show))
        .route("/settings/apps/{id}/revoke", post(apps::revoke))
        .route("/settings/credentials", get(credentials::show))
        .route("/settings/credentials/password", post(credentials::change_password))
        .route("/settings/credentials/email", post(credentials::change_email))
        .route("/settings/credentials/email/again", post(credentials::send_again))
        .route("/settings/credentials/email/cancel", post(credentials::cancel))
        .route("/settings/credentials/digest", post(credentials::choose_digest))
        .route("/settings/two_factor", get(two_factor::show))
        .route("/settings/two_factor/setup", get(two_factor::set_up).post(two_factor::enable))
        .route("/settings/two_factor/qr.svg", get(two_factor::picture))
        .route("/settings/two_factor/codes", post(two_factor::renew))
        .route("/settings/two_factor/disable", post(two_factor::disable))
        .route("/settings/clean_up", get(clean_up::show).post(clean_up::submit))
        .route("/settings/move", get(moving::show).post(moving::submit))
        .route("/settings/move/alias", post(moving::add))
        .route("/settings/move/alias/remove", post(moving::remove))
        .route("/settings/move/cancel", post(moving::cancel))
        .route("/settings/delete", get(leaving::show).post(leaving::submit))
        .route("/settings/strikes", get(strikes::show))
        .route("/settings/strikes/appeal", post(strikes::appeal))
        .route("/settings/strikes/answer", post(strikes::answer))
        .route("/settings/archive", get(archive::show).post(archive::ask))
        .route("/settings/archive/archive.zip", get(archive::file))
        .route("/settings/export", get(export::show))
        .route("/settings/export/{file}", get(export::file))
        .route("/settings/import", get(import::show))
        .route(
            "/settings/import/new",
            post(import::bring).layer(DefaultBodyLimit::max(limits::IMPORT_FORM_BYTES)),
        )
        .route("/settings/import/{id}", get(import::one))
        .route("/settings/import/{id}/failures", get(import::failures))
}

/// A visitor who is signed in; others are sent to sign in, and back.
pub(crate) struct Inside {
    pub(crate) visitor: Visitor,
    pub(crate) member: Member,
}

impl Inside {
    fn of(visitor: Visitor, path: &str) -> Result<Self, Failure> {
        match visitor.member.clone() {
            Some(member) => Ok(Self { visitor, member }),
            None => Err(Failure::Elsewhere(sign_in_path(path, false))),
        }
    }

    pub(crate) fn words(&self) -> Words {
        self.visitor.words
    }

    /// The frame of a page with this title.
    pub(crate) fn shell(&self, web: &Web, title: &str) -> Shell {
        Shell::of(web, self.words(), &self.words().say(title)).unlisted().seen_by(&self.visitor)
    }

    /// The secret of forms.
    pub(crate) fn csrf(&self) -> &str {
        &self.member.session.csrf
    }

    /// The same, but only for whoever has no password: they cannot be asked for it by the form itself.
    pub(crate) fn confirmed_if_without_password(&self, web: &Web, path: &str) -> Result<(), Failure> {
        if self.member.user.has_password() { Ok(()) } else { self.confirmed(web, path) }
    }

    /// Sends whoever has not given the password lately to give it, or use a passkey, and back to `path`.
    pub(crate) fn confirmed(&self, web: &Web, path: &str) -> Result<(), Failure> {
        match self.member.session.is_confirmed(web.site.now()) {
            true => Ok(()),
            false => Err(Failure::Elsewhere(confirm::path(path))),
        }
    }
}

impl FromRequestParts<Web> for Inside {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, web: &Web) -> Result<Self, Failure> {
        let Ok(visitor) = Visitor::from_request_parts(parts, web).await;
        let path = parts.uri.path_and_query().map_or("/settings", |path| path.as_str());
        Self::of(visitor, path)
    }
}

/// A form of somebody who is signed in.
pub(crate) struct Sent<T> {
    pub(crate) inside: Inside,
    pub(crate) form: T,
}

impl<T: DeserializeOwned> FromRequest<Web> for Sent<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Failure> {
        let Posted { visitor, form } = Posted::from_request(request, web).await?;
        Ok(Self { inside: Inside::of(visitor, "/settings")?, form })
    }
}

/// A form with nothing but its secret.
#[derive(Deserialize)]
pub(crate) struct Nothing {}

/// What the address of a page says about what was just done.
#[derive(Deserialize)]
pub(crate) struct Done {
    done: Option<String>,
}

impl Done {
    /// The sentence for it, if it is one of these words.
    pub(crate) fn sentence(&self, words: Words, known: &[&str]) -> Option<String> {
        let word = self.done.as_deref().filter(|word| known.contains(word))?;
        Some(words.say(&format!("settings-done-{word}")))
    }
}

/// A moment, for programs and for people.
pub(crate) struct When {
    pub(crate) iso: String,
    pub(crate) text: String,
}

impl When {
    pub(crate) fn of(time: Timestamp) -> Self {
        let iso = time.to_rfc3339_seconds();
        let text = match (iso.get(..10), iso.get(11..16)) {
            (Some(day), Some(clock)) => format!("{day} {clock} UTC"),
            _ => iso.clone(),
        };
        Self { iso, text }
    }

    /// The same, where the hour does not matter.
    pub(crate) fn day(time: Timestamp) -> Self {
        let day = time.to_date();
        Self { iso: day.clone(), text: day }
    }
}

/// What somebody reads about what they sent.
pub(crate) fn explain(words: Words, error: Error) -> Result<String, Failure> {
    let problems = Problems::from_error(words, error)?;
    Ok(format!("{} {}", problems.all(), words.say("nothing-changed")))
}

/// A table as a file that the browser keeps.
pub(crate) fn table(name: &str, lines: String) -> Result<Response, Failure> {
    let disposition = HeaderValue::from_str(&format!("attachment; filename=\"{name}\""));
    let disposition = disposition.map_err(|_| Failure::NotFound)?;
    let kind = HeaderValue::from_static("text/csv; charset=utf-8");
    let headers = [(header::CONTENT_TYPE, kind), (header::CONTENT_DISPOSITION, disposition)];
    Ok(template::unkept((headers, lines).into_response()))
}

/// The key of what a kind of list is called.
pub(crate) fn kind_key(kind: Portable) -> &'static str {
    match kind {
        Portable::Following => "settings-kind-following",
        Portable::Blocks => "settings-kind-blocks",
        Portable::Mutes => "settings-kind-mutes",
        Portable::DomainBlocks => "settings-kind-domain-blocks",
        Portable::Bookmarks => "settings-kind-bookmarks",
        Portable::Lists => "settings-kind-lists",
    }
}
