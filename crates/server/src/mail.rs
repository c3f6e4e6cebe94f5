//! The postman: how a mail server is spoken to (SMTP, RFC 5321), step by step, so that each step that fails can be told
//! in words. Which letters there are, and when they are tried again, is decided in `social::mail`.

use std::{error::Error as _, fmt, net::SocketAddr, sync::Arc};

use federation::Guide;
use ipnet::IpNet;
use lettre::{
    Address, Message,
    message::{Mailbox, header},
    transport::smtp::{
        Error as SmtpError,
        authentication::{Credentials, Mechanism},
        client::{AsyncSmtpConnection, Certificate, TlsParameters},
        commands::{Data, Mail, Rcpt},
        extension::ClientId,
    },
};
use model::LetterKind;
use social::{
    Site,
    mail::{MailServer, NotSent, Outgoing, Postman, Security},
};
use tokio::time::timeout;

use crate::limits;

/// What a postman needs to know besides the server.
struct Round {
    guide: Guide,
    /// One more certificate authority to trust.
    extra_ca_pem: Option<Vec<u8>>,
    /// As whom this server greets.
    greeting: ClientId,
}

/// Sets up who sends this site's letters: to hosts on the public network, on this machine, and in these ranges.
pub fn set_up(site: &Site, options: &federation::Options, ranges: &[IpNet]) {
    let here = ["127.0.0.0/8", "::1/128"].map(|range| range.parse().expect("a range"));
    let guide = Guide::new(options, ranges.iter().copied().chain(here).collect());
    let host = site.instance.domain.split(':').next().unwrap_or_default().to_owned();
    let (greeting, extra_ca_pem) = (ClientId::Domain(host), options.extra_ca_pem.clone());
    let round = Arc::new(Round { guide, extra_ca_pem, greeting });
    let send = move |server: MailServer, letter: Outgoing| {
        let round = Arc::clone(&round);
        let sending: futures_util::future::BoxFuture<'static, Result<(), NotSent>> = Box::pin(async move {
            let sent = timeout(limits::LETTER_PATIENCE, round.send(&server, &letter)).await;
            sent.unwrap_or_else(|_| {
                let seconds = limits::LETTER_PATIENCE.as_secs();
                Err(NotSent::Server(format!(
                    "the mail server {} was not done after {seconds} s",
                    server.host
                )))
            })
        });
        sending
    };
    social::mail::set_postman(site, Postman(Arc::new(send)));
}

impl Round {
    async fn send(&self, server: &MailServer, letter: &Outgoing) -> Result<(), NotSent> {
        let message = compose(letter)?;
        let (from, to) = (sender(letter)?, recipient(letter)?);
        let mut connection = self.open(server).await?;
        let sent = hand_over(&mut connection, from, to, &message.formatted()).await;
        // What was taken is taken, whether or not it says goodbye.
        drop(timeout(limits::GOODBYE_PATIENCE, connection.quit()).await);
        sent
    }

    /// A connection over which letters can go: encrypted and signed in, as far as the address of the server says so.
    async fn open(&self, server: &MailServer) -> Result<AsyncSmtpConnection, NotSent> {
        let mut connection = self.connect(server).await?;
        if server.security == Security::StartTls {
            if !connection.can_starttls() {
                return Err(NotSent::Server(format!(
                    "{} does not offer STARTTLS on port {}, and without it passwords could be read on the way. \
                     Perhaps it wants smtps:// with port 465",
                    server.host, server.port
                )));
            }
            let upgraded = connection.starttls(self.tls(server)?, &self.greeting).await;
            upgraded.map_err(|error| unreachable(server, &error))?;
        }
        if let Some((user, password)) = &server.login {
            let credentials = Credentials::new(user.clone(), password.clone());
            let greeted = connection.auth(&[Mechanism::Plain, Mechanism::Login], &credentials).await;
            greeted.map_err(|error| unknown(server, user, &error))?;
        }
        Ok(connection)
    }

    async fn connect(&self, server: &MailServer) -> Result<AsyncSmtpConnection, NotSent> {
        let found = self.guide.addresses(&server.host).await;
        let found = found.map_err(|problem| NotSent::Server(format!("{}: {problem}", server.host)))?;
        let mut last = None;
        for address in found {
            let tls = match server.security {
                Security::Tls => Some(self.tls(server)?),
                Security::StartTls | Security::None => None,
            };
            // Lettre would resolve the name anew, and might be told something else.
            let address = SocketAddr::new(address, server.port);
            let patience = Some(limits::CONNECT_PATIENCE);
            let connected = timeout(
                limits::GREETING_PATIENCE,
                AsyncSmtpConnection::connect_tokio1(address, patience, &self.greeting, tls, None),
            );
            match connected.await {
                Ok(Ok(connection)) => return Ok(connection),
                Ok(Err(error)) => last = Some(unreachable(server, &error)),
                Err(_) => {
                    last = Some(NotSent::Server(format!(
                        "{} took the connection to port {} and said nothing. Perhaps another port or scheme is \
                         right: smtps:// with 465, smtp:// with 587",
                        server.host, server.port
                    )));
                }
            }
        }
        Err(last.unwrap_or_else(|| NotSent::Server(format!("{} has no address", server.host))))
    }

    fn tls(&self, server: &MailServer) -> Result<TlsParameters, NotSent> {
        let wrong = |error: SmtpError| NotSent::Server(format!("TLS cannot be used: {}", chain(&error)));
        let mut builder = TlsParameters::builder(server.host.clone());
        if let Some(pem) = &self.extra_ca_pem {
            builder = builder.add_root_certificate(Certificate::from_pem(pem).map_err(wrong)?);
        }
        builder.build_rustls().map_err(wrong)
    }
}

/// Says who sends, who gets, and what; tells which of them the mail server does not like.
async fn hand_over(
    connection: &mut AsyncSmtpConnection,
    from: Address,
    to: Address,
    message: &[u8],
) -> Result<(), NotSent> {
    let (from_said, to_said) = (from.to_string(), to.to_string());
    let taken = connection.command(Mail::new(Some(from), Vec::new())).await;
    // Another sender would not be of this letter alone.
    taken
        .map_err(|error| NotSent::Server(format!("the sender {from_said} was refused: {}", chain(&error))))?;
    let taken = connection.command(Rcpt::new(to, Vec::new())).await;
    taken.map_err(|error| refused(&format!("the recipient {to_said} was refused"), &error))?;
    let taken = connection.command(Data).await;
    taken.map_err(|error| refused("the letter was refused", &error))?;
    let taken = connection.message(message).await;
    taken.map_err(|error| refused("the letter was refused", &error)).map(|_| ())
}

/// What a refusal of one letter means for it.
fn refused(what: &str, error: &SmtpError) -> NotSent {
    let told = format!("{what}: {}", chain(error));
    match (error.is_permanent(), error.is_response() || error.status().is_some()) {
        (true, _) => NotSent::Never(told),
        (false, true) => NotSent::Later(told),
        (false, false) => NotSent::Server(told),
    }
}

fn unreachable(server: &MailServer, error: &SmtpError) -> NotSent {
    let (host, port) = (&server.host, server.port);
    let told = chain(error);
    NotSent::Server(if error.is_tls() || is_of_tls(error) {
        format!("no TLS connection to {host} on port {port}: {told}")
    } else if told.contains("refused") {
        format!("{host} takes no connections on port {port}: {told}")
    } else {
        format!("{host} cannot be spoken to on port {port}: {told}")
    })
}

/// Whether TLS is why, which the library tells only of some errors.
fn is_of_tls(error: &SmtpError) -> bool {
    let mut cause = error.source();
    while let Some(next) = cause {
        let inner = next.downcast_ref::<std::io::Error>().and_then(std::io::Error::get_ref);
        if next.is::<rustls::Error>() || inner.is_some_and(|inner| inner.is::<rustls::Error>()) {
            return true;
        }
        cause = next.source();
    }
    false
}

fn unknown(server: &MailServer, user: &str, error: &SmtpError) -> NotSent {
    let host = &server.host;
    NotSent::Server(match error.status() {
        Some(_) => {
            format!("{host} refused to sign in {user}: {}. Check the user and the password", chain(error))
        }
        None => format!("{user} could not be signed in at {host}: {}", chain(error)),
    })
}

/// An error with its causes: libraries keep what matters in the last of them.
fn chain(error: &dyn std::error::Error) -> String {
    let mut told = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        let text = next.to_string();
        if !told.contains(&text) {
            told = format!("{told}: {text}");
        }
        cause = next.source();
    }
    told
}

fn sender(letter: &Outgoing) -> Result<Address, NotSent> {
    mailbox(&letter.from)
        .map(|mailbox| mailbox.email)
        .map_err(|error| NotSent::Server(format!("the sender {} is no address: {error}", letter.from)))
}

fn recipient(letter: &Outgoing) -> Result<Address, NotSent> {
    let told = |problem: &str| NotSent::Never(format!("the recipient {} {problem}", letter.to));
    let address = mailbox(&letter.to).map_err(|error| told(&format!("is no address: {error}")))?.email;
    match address.to_string().is_ascii() {
        true => Ok(address),
        false => Err(told("has letters in it that few mail servers take")),
    }
}

fn mailbox(text: &str) -> Result<Mailbox, lettre::address::AddressError> {
    text.parse()
}

/// The letter as it travels.
fn compose(letter: &Outgoing) -> Result<Message, NotSent> {
    let wrong = |error: &dyn fmt::Display| NotSent::Never(format!("the letter cannot be written: {error}"));
    let written = std::time::UNIX_EPOCH
        + std::time::Duration::from_millis(letter.written_at.as_millis().max(0).cast_unsigned());
    let mut message = Message::builder()
        .message_id(Some(letter.message_id.clone()))
        .date(written)
        .from(mailbox(&letter.from).map_err(|error| wrong(&error))?)
        .to(mailbox(&letter.to).map_err(|error| wrong(&error))?)
        .subject(letter.subject.clone())
        .raw_header(raw("Auto-Submitted", "auto-generated"));
    if let Some(address) = &letter.unsubscribe {
        message = message
            .raw_header(raw("List-Unsubscribe", &format!("<{address}>")))
            .raw_header(raw("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"));
    }
    if letter.kind == Some(LetterKind::Digest) {
        message = message.raw_header(raw("Precedence", "bulk"));
    }
    message.header(header::ContentType::TEXT_PLAIN).body(letter.text.clone()).map_err(|error| wrong(&error))
}

fn raw(name: &'static str, value: &str) -> header::HeaderValue {
    header::HeaderValue::new(header::HeaderName::new_from_ascii_str(name), value.to_owned())
}

#[cfg(test)]
mod tests {
    use model::Timestamp;

    use super::*;

    #[test]
    fn a_letter_says_what_it_is() {
        let letter = Outgoing {
            message_id: "<letter.1@social.example>".to_owned(),
            written_at: Timestamp::from_millis(1_795_392_000_000),
            from: "Teehäuser <hello@social.example>".to_owned(),
            to: "bob@mail.example".to_owned(),
            subject: "Bestätige\r\nBcc: mallory@evil.example".to_owned(),
            text: "Grüße\n".to_owned(),
            kind: Some(LetterKind::Digest),
            unsubscribe: Some("https://social.example/unsubscribe/x".to_owned()),
        };
        let text = String::from_utf8(compose(&letter).unwrap().formatted()).unwrap();
        let head: Vec<&str> = text.split("\r\n\r\n").next().unwrap().lines().collect();
        for line in [
            "Message-ID: <letter.1@social.example>",
            "Date: Mon, 23 Nov 2026 00:00:00 +0000",
            "To: bob@mail.example",
            "Auto-Submitted: auto-generated",
            "List-Unsubscribe: <https://social.example/unsubscribe/x>",
            "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
        ] {
            assert!(head.contains(&line), "{line}\n{text}");
        }
        assert!(!head.iter().any(|line| line.starts_with("Bcc")), "{text}");
        assert!(text.is_ascii(), "{text}");
    }
}
