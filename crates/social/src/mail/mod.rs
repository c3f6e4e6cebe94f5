//! Mail: who sends it, what waits to be sent, and trying it out. How a mail server is spoken to is unknown here: the
//! postman, which the server brings, knows that. What letters say is in `words`, who gets them in `notices` and `digest`.

pub(crate) mod letters;
mod queue;
pub(crate) mod requests;
mod server;
pub(crate) mod words;

use std::{fmt, sync::Arc};

use futures_util::future::BoxFuture;
use model::{LetterKind, Timestamp, settings::Mail};
pub use queue::{Letter, queue, send_due};
pub(crate) use server::with_password_of;
pub use server::{MailServer, Security, check_from, masked};

use crate::{Fault, Problem, Refusal, Result, Site};

/// Sends letters. Brought by whoever opens a site that sends.
#[derive(Clone)]
pub struct Postman(pub Arc<Send>);

/// Brings a letter to a mail server; returns once that has taken it.
pub type Send = dyn Fn(MailServer, Outgoing) -> BoxFuture<'static, std::result::Result<(), NotSent>>
    + std::marker::Send
    + Sync;

impl fmt::Debug for Postman {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Postman(..)")
    }
}

/// A letter as the postman gets it.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// What it is known by, the same at every try: `<…@social.example>`.
    pub message_id: String,
    /// When it was written.
    pub written_at: Timestamp,
    /// Whom it is from: an address, perhaps with a name before it.
    pub from: String,
    /// Where it goes.
    pub to: String,
    /// What stands above it.
    pub subject: String,
    /// What it says.
    pub text: String,
    /// What it is about; none for one that only tries out a server.
    pub kind: Option<LetterKind>,
    /// Where its like can be ended with one click.
    pub unsubscribe: Option<String>,
}

/// Why a letter was not sent, in words for whoever runs the server.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotSent {
    /// The mail server is not there, or wants nothing of us: no other letter would go either.
    #[error("{0}")]
    Server(String),
    /// This letter cannot go now; later perhaps.
    #[error("{0}")]
    Later(String),
    /// This letter will never go, as when nobody has the address.
    #[error("{0}")]
    Never(String),
}

/// Sets up how letters are sent, once.
pub fn set_postman(site: &Site, postman: Postman) {
    drop(site.postman.set(postman));
}

/// Notes what the configuration says of mail, which goes before the settings, once.
pub fn set_given(site: &Site, given: Mail) {
    drop(site.given_mail.set(given));
}

/// The mail server and whom letters are from, if there is one.
pub fn server(site: &Site) -> Option<(MailServer, String)> {
    let (settings, given) = (site.settings(), site.given_mail.get());
    let chosen =
        |given: Option<&str>, set: &str| given.filter(|value| !value.is_empty()).unwrap_or(set).to_owned();
    let address = chosen(given.map(|given| given.server.as_str()), &settings.mail.server);
    let from = chosen(given.map(|given| given.from.as_str()), &settings.mail.from);
    // Both were checked when they were set.
    let server = MailServer::parse(&address).ok()?;
    check_from(&from).ok().map(|()| (server, from))
}

/// Whether this server sends mail.
pub fn is_on(site: &Site) -> bool {
    server(site).is_some()
}

/// Whether the configuration names the mail server, so that the settings change nothing.
pub fn is_given(site: &Site) -> bool {
    site.given_mail.get().is_some_and(|given| !given.server.is_empty())
}

/// How it stands with what is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct State {
    /// Letters that wait.
    pub waiting: i64,
    /// What went wrong last, of what still waits.
    pub problem: Option<String>,
}

/// How it stands with what is to be sent.
pub async fn state(site: &Site) -> Result<State> {
    Ok(State {
        waiting: store::letters::count_waiting(&site.store).await?,
        problem: store::letters::last_error(&site.store).await?,
    })
}

/// Sends a letter at once through a mail server that need not be set, to find out whether it works. What does not work
/// is told in words.
pub async fn try_out(site: &Site, server: &str, from: &str, to: &str) -> Result<()> {
    let wrong = |field, problem: String| Refusal::Invalid(vec![Problem::new(field, problem)]);
    let known = with_password_of(server, &site.settings().mail.server);
    let server = MailServer::parse(&known).map_err(|problem| wrong("server", problem))?;
    check_from(from).map_err(|problem| wrong("from", problem))?;
    check_from(to).map_err(|problem| wrong("to", problem))?;
    let Some(postman) = site.postman.get() else {
        return Err(Fault::new("this site was opened without a postman").into());
    };
    let words = words::Words::of_site(site);
    let name = site.settings().name(&site.instance.domain).to_owned();
    let letter = Outgoing {
        message_id: queue::message_id(site, &crate::secrets::file_name()?),
        written_at: site.now(),
        from: from.to_owned(),
        to: to.to_owned(),
        subject: words.fill("test-subject", &[("server", &name)]),
        text: words.fill("test-text", &[("server", &name), ("domain", &site.instance.domain)]),
        kind: None,
        unsubscribe: None,
    };
    let sent = (postman.0)(server, letter).await;
    Ok(sent.map_err(|problem| wrong("mail", problem.to_string()))?)
}
