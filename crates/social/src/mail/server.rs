//! What a mail server is called: `smtps://user:password@host:465` or `smtp://…:587`.

use std::{fmt, net::IpAddr};

use url::{Host, Url};

/// What stands for a password where a mail server is shown.
const MASK: &str = "***";

/// A mail server and how it is spoken to.
#[derive(Clone, PartialEq, Eq)]
pub struct MailServer {
    /// Its host.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How what is said there is kept from others.
    pub security: Security,
    /// As whom to sign in, and with which password.
    pub login: Option<(String, String)>,
}

/// How what is said to a mail server is kept from others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// `smtps://`: TLS from the first word.
    Tls,
    /// `smtp://`: TLS after a few words, or nothing is sent.
    StartTls,
    /// `smtp://` to this machine itself, which needs none.
    None,
}

impl fmt::Debug for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("MailServer")
            .field("host", &self.host)
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}

impl MailServer {
    /// Reads an address; says in words what is wrong with it.
    pub fn parse(text: &str) -> Result<Self, String> {
        let shape = || "must be an address such as smtps://user:password@mail.example:465".to_owned();
        let url = Url::parse(text.trim()).map_err(|_| shape())?;
        let host = url.host_str().filter(|host| !host.is_empty()).ok_or_else(shape)?;
        let host = host.trim_start_matches('[').trim_end_matches(']').to_owned();
        if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
            return Err(shape());
        }
        let security = match url.scheme() {
            "smtps" => Security::Tls,
            "smtp" if is_this_machine(&host) => Security::None,
            "smtp" => Security::StartTls,
            _ => return Err("must begin with smtps:// or smtp://".to_owned()),
        };
        let usual = if security == Security::Tls { 465 } else { 587 };
        let login = match (decoded(url.username())?, url.password()) {
            (user, None) if user.is_empty() => None,
            (_, None) => return Err("has a user without a password".to_owned()),
            (user, Some(password)) => Some((user, decoded(password)?)),
        };
        Ok(Self { host, port: url.port().unwrap_or(usual), security, login })
    }
}

/// `%40` in a user's name stands for `@`.
fn decoded(text: &str) -> Result<String, String> {
    let decoded = url::form_urlencoded::parse(
        text.replace('+', "%2B").replace('&', "%26").replace('=', "%3D").as_bytes(),
    )
    .next()
    .map(|(name, _)| name.into_owned())
    .unwrap_or_default();
    if decoded.contains(['\r', '\n', '\0']) {
        return Err("has a line break in it".to_owned());
    }
    Ok(decoded)
}

fn is_this_machine(host: &str) -> bool {
    match Host::parse(host) {
        Ok(Host::Domain(name)) => name == "localhost",
        _ => host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback()),
    }
}

/// Checks an address that letters are from or go to: `name@host`, perhaps as `Name <name@host>`.
pub fn check_from(text: &str) -> Result<(), String> {
    let text = text.trim();
    let address = match text.strip_suffix('>').and_then(|text| text.rsplit_once('<')) {
        Some((_, address)) => address,
        None => text,
    };
    let is_whole = address.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && !host.is_empty() && !host.contains('@') && !address.contains(char::is_whitespace)
    });
    match is_whole && !text.contains(char::is_control) {
        true => Ok(()),
        false => Err("must be an address such as hello@social.example".to_owned()),
    }
}

/// The address of a mail server as it may be shown: without its password.
pub fn masked(address: &str) -> String {
    match Url::parse(address) {
        Ok(mut url) if url.password().is_some() => {
            // Only addresses without a host cannot have one, and those are not set.
            let _masked = url.set_password(Some(MASK));
            url.to_string()
        }
        _ => address.to_owned(),
    }
}

/// What was given, with the password that is known already where only what stands for it was given: a form shows no
/// more, and sends it back.
pub(crate) fn with_password_of(given: &str, known: &str) -> String {
    match given.trim() == masked(known) {
        true => known.to_owned(),
        false => given.trim().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_how_to_speak_to_a_server() {
        let whole = MailServer::parse("smtps://me%40mail.example:a%2Bb%3D%25+c@mail.example").unwrap();
        assert_eq!((whole.port, whole.security), (465, Security::Tls));
        assert_eq!(whole.login, Some(("me@mail.example".to_owned(), "a+b=%+c".to_owned())));
        let later = MailServer::parse("smtp://mail.example:2525").unwrap();
        assert_eq!((later.port, later.security, later.login), (2525, Security::StartTls, None));
        for here in ["smtp://localhost:25", "smtp://127.0.0.1:25", "smtp://[::1]:25"] {
            assert_eq!(MailServer::parse(here).unwrap().security, Security::None, "{here}");
        }
        for wrong in ["", "mail.example", "https://mail.example", "smtps://", "smtps://me@mail.example"] {
            assert!(MailServer::parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_password_is_not_shown_and_survives_a_form_that_does_not_know_it() {
        let whole = "smtps://me:secret@mail.example:465";
        assert_eq!(masked(whole), "smtps://me:***@mail.example:465");
        assert_eq!(with_password_of("smtps://me:***@mail.example:465", whole), whole);
        assert_eq!(
            with_password_of("smtps://me:***@evil.example:465", whole),
            "smtps://me:***@evil.example:465"
        );
        assert!(!format!("{:?}", MailServer::parse(whole)).contains("secret"));
    }

    #[test]
    fn senders_have_addresses() {
        for good in ["a@b.example", "Tea house <tea@b.example>"] {
            assert!(check_from(good).is_ok(), "{good}");
        }
        for bad in ["", "tea", "tea@", "@b.example", "a b@c.example", "a@b\r\nBcc: c@d.example"] {
            assert!(check_from(bad).is_err(), "{bad}");
        }
    }
}
