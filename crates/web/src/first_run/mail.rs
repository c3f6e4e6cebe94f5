//! The screen about mail: a provider, a mail server of one's own, or none at all. What is typed can be tried out at once
//! by a letter to the owner.

use askama::Template;
use axum::{extract::State, response::Response};
use serde::{Deserialize, Serialize};
use social::{
    first_run::Step,
    mail::{self, MailServer},
    settings,
};
use url::Url;

use super::{Frame, Guide, guide::Lead};
use crate::{Web, failure::Failure, forms::Posted, problems::Problems, template::Shell};

/// What the button for a letter to try it out sends.
const TEST: &str = "test";

/// What stands for a password that is known already.
const MASK: &str = "***";

/// A provider of mail: its word, its name, and where it takes letters, over TLS from the first word.
struct Provider {
    word: &'static str,
    name: &'static str,
    host: &'static str,
}

const PROVIDERS: [Provider; 8] = [
    Provider { word: "fastmail", name: "Fastmail", host: "smtp.fastmail.com" },
    Provider { word: "gmail", name: "Gmail", host: "smtp.gmail.com" },
    Provider { word: "ionos", name: "IONOS", host: "smtp.ionos.de" },
    Provider { word: "mailbox", name: "mailbox.org", host: "smtp.mailbox.org" },
    Provider { word: "mailgun", name: "Mailgun", host: "smtp.mailgun.org" },
    Provider { word: "mailgun-eu", name: "Mailgun (EU)", host: "smtp.eu.mailgun.org" },
    Provider { word: "posteo", name: "Posteo", host: "posteo.de" },
    Provider { word: "sendgrid", name: "SendGrid", host: "smtp.sendgrid.net" },
];

/// Ports at which TLS begins after a few words.
const LATER_TLS: [u16; 3] = [25, 587, 2525];

/// What the form says. The password is kept nowhere but in the setting.
#[derive(Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Form {
    /// `none`, or the word of a provider, or `own`.
    way: String,
    /// The mail server, where it is one's own.
    host: String,
    user: String,
    #[serde(skip_serializing)]
    password: String,
    from: String,
    #[serde(skip_serializing)]
    go: String,
}

#[derive(Template)]
#[template(path = "setup_mail.html")]
struct Page<'a> {
    shell: Shell,
    frame: &'a Frame,
    form: &'a Form,
    providers: &'static [Provider],
    /// The configuration says who sends mail.
    is_given: bool,
    has_password: bool,
    /// Where the letter goes that tries it out.
    email: &'a str,
    /// It went.
    is_sent: bool,
}

pub(super) async fn show(guide: &Guide<'_>) -> Result<Response, Failure> {
    let form = match guide.draft().await? {
        Some(form) => form,
        None => of_settings(guide.web),
    };
    Ok(draw(guide, &form, Problems::default(), false))
}

/// `POST /setup/mail`
pub(crate) async fn submit(
    State(web): State<Web>,
    Posted { visitor, form }: Posted<Form>,
) -> Result<Response, Failure> {
    let guide = match Guide::of(&web, &visitor, Step::Mail).await? {
        Ok(guide) => guide,
        Err(elsewhere) => return Ok(elsewhere),
    };
    guide.keep(&form).await?;
    let saved = save(&web, &form).await;
    if form.go == TEST && saved.is_ok() {
        return test(&guide, &form).await;
    }
    match guide.lead(&form.go, saved).await? {
        Lead::Elsewhere(response) => Ok(response),
        Lead::Again(problems) => Ok(draw(&guide, &form, problems, false)),
    }
}

async fn test(guide: &Guide<'_>, form: &Form) -> Result<Response, Failure> {
    let (site, set) = (&guide.web.site, guide.web.site.settings());
    let Some(owner) = guide.owner() else { return Err(Failure::Forged) };
    let tried = mail::try_out(site, &set.mail.server, &set.mail.from, &owner.user.email).await;
    let problems = match tried {
        Ok(()) => Problems::default(),
        Err(error) => Problems::from_error(guide.words, error)?,
    };
    let is_sent = problems.is_empty();
    Ok(draw(guide, form, problems, is_sent))
}

async fn save(web: &Web, form: &Form) -> social::Result<()> {
    if mail::is_given(&web.site) {
        return Ok(());
    }
    let (server, from) = match form.way.as_str() {
        "none" | "" => (String::new(), ""),
        _ => (address(form, &web.site.settings().mail.server), form.from.trim()),
    };
    let values = [("mail.server", server.as_str()), ("mail.from", from)];
    settings::set_all(&web.site, &values).await
}

/// The address of the mail server that a form describes. Without a password, the one that is known is meant, if it is
/// of the same user there.
fn address(form: &Form, known: &str) -> String {
    let host = match PROVIDERS.iter().find(|provider| provider.word == form.way) {
        Some(provider) => provider.host,
        None => form.host.trim(),
    };
    let port = host.rsplit_once(':').and_then(|(_, port)| port.parse::<u16>().ok());
    let scheme = if port.is_some_and(|port| LATER_TLS.contains(&port)) { "smtp" } else { "smtps" };
    let whole = format!("{scheme}://{host}");
    let Ok(mut url) = Url::parse(&whole) else { return whole };
    let user = form.user.trim();
    if user.is_empty() {
        return whole;
    }
    let password = if form.password.is_empty() { MASK } else { &form.password };
    // Only addresses without a host have no user, and those are refused where they are read.
    let _named = url.set_username(user).and_then(|()| url.set_password(Some(password)));
    if form.password.is_empty() && mail::masked(known) != url.as_str() {
        // A user without a password is told so.
        let _bare = url.set_password(None);
    }
    url.to_string()
}

/// What the form says at first: what is set.
fn of_settings(web: &Web) -> Form {
    let set = web.site.settings();
    let Ok(server) = MailServer::parse(&set.mail.server) else {
        let host = web.site.instance.domain.split(':').next().unwrap_or_default();
        let from = if host.contains('.') { format!("hello@{host}") } else { String::new() };
        return Form { way: "none".to_owned(), from, ..Form::default() };
    };
    let provider = PROVIDERS.iter().find(|provider| provider.host == server.host);
    Form {
        way: provider.map_or("own", |provider| provider.word).to_owned(),
        host: if provider.is_some() { String::new() } else { format!("{}:{}", server.host, server.port) },
        user: server.login.map(|(user, _)| user).unwrap_or_default(),
        from: set.mail.from.clone(),
        ..Form::default()
    }
}

fn draw(guide: &Guide<'_>, form: &Form, problems: Problems, is_sent: bool) -> Response {
    let frame = guide.frame(problems);
    let set = guide.web.site.settings();
    let page = Page {
        shell: guide.shell(&frame),
        frame: &frame,
        form,
        providers: &PROVIDERS,
        is_given: mail::is_given(&guide.web.site),
        has_password: mail::masked(&set.mail.server) != set.mail.server,
        email: guide.owner().map_or("", |owner| owner.user.email.as_str()),
        is_sent,
    };
    guide.page(&frame, &page)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form(way: &str, host: &str, user: &str, password: &str) -> Form {
        let words = [way, host, user, password].map(str::to_owned);
        let [way, host, user, password] = words;
        Form { way, host, user, password, ..Form::default() }
    }

    #[test]
    fn what_is_typed_becomes_an_address_that_is_read_as_it_was_meant() {
        let known = address(&form("gmail", "", "me@mail.example", "a b:c@d/é%"), "");
        let server = MailServer::parse(&known).unwrap();
        assert_eq!((server.host.as_str(), server.port), ("smtp.gmail.com", 465));
        assert_eq!(server.login, Some(("me@mail.example".to_owned(), "a b:c@d/é%".to_owned())));
        let again = address(&form("gmail", "", "me@mail.example", ""), &known);
        assert_eq!(again, mail::masked(&known), "the known password is meant");
        for other in [form("gmail", "", "you@mail.example", ""), form("posteo", "", "me@mail.example", "")] {
            assert!(MailServer::parse(&address(&other, &known)).is_err(), "a password goes nowhere else");
        }
        assert_eq!(address(&form("own", "mail.example:587", "", ""), ""), "smtp://mail.example:587");
        assert_eq!(address(&form("own", " mail.example ", "", ""), ""), "smtps://mail.example");
        assert!(MailServer::parse(&address(&form("own", "", "", ""), "")).is_err());
    }
}
