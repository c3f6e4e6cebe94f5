//! Who has the certificate: a proxy, somebody else who keeps it in files, or the program itself.

use std::{net::SocketAddr, path::PathBuf};

use social::mail::check_from;

use super::{ConfigError, Given, Sources, domain, parse_listen};
use crate::tls::Authority;

/// Where certificates come from if nothing else is said.
const LETS_ENCRYPT: &str = "https://acme-v02.api.letsencrypt.org/directory";
/// Where plain HTTP is answered beside TLS.
const PLAIN: &str = "[::]:80";

/// Who has the certificate.
#[derive(Clone, Debug)]
pub struct Tls {
    /// `tls.mode`: `off`, `files` or `acme`. Default: `files` with a certificate; `acme` if the terms of the authority are
    /// accepted, `domain` is a public name without a port, and `listen` is not given; otherwise `off`.
    pub mode: Mode,
    /// `tls.plain_listen`: where plain HTTP is answered beside TLS, to prove whose the name is and to send browsers to
    /// https. Default: `[::]:80`.
    pub plain_listen: SocketAddr,
}

/// Who has the certificate.
#[derive(Clone, Debug)]
pub enum Mode {
    /// A proxy in front, or nobody.
    Off,
    /// `tls.certificate` and `tls.key`: somebody else, who keeps them in these files, as PEM. They are read anew when they
    /// change.
    Files {
        /// The certificate and those that lead from it to an authority.
        certificate: PathBuf,
        /// Its key.
        key: PathBuf,
    },
    /// The program itself, which obtains and renews it.
    ///
    /// `tls.acme_directory`: the authority. Default: Let's Encrypt. `tls.acme_ca_file`: PEM file by which the authority
    /// itself is known, for one of your own. `tls.contact`: an e-mail address at which the authority may write; default:
    /// none. `tls.accept_terms`: that you agree to the authority's terms of service; needed.
    Acme(Authority),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Word {
    Off,
    Files,
    Acme,
}

impl Tls {
    /// `host` is the domain that was given, if it was; `is_listen_given` whether it was said where to answer.
    pub(super) fn build(
        given: &Sources,
        host: Option<&str>,
        is_listen_given: bool,
    ) -> Result<Self, ConfigError> {
        let words = [("off", Word::Off), ("files", Word::Files), ("acme", Word::Acme)];
        let certificate = given.read("tls.certificate", Given::path)?;
        let key = given.read("tls.key", Given::path)?;
        let accepts = given.read("tls.accept_terms", Given::flag)?.unwrap_or(false);
        let is_public = host.is_some_and(|host| domain::check_public(host).is_ok());
        let by_itself = if certificate.is_some() {
            Word::Files
        } else if accepts && is_public && !is_listen_given {
            Word::Acme
        } else {
            Word::Off
        };
        let word = given.read("tls.mode", |given| given.choice(&words))?.unwrap_or(by_itself);
        let wrong = |reason: &str| {
            let told = given.read("tls.mode", |_| Err::<(), _>(reason.to_owned()));
            told.and_then(|_| given.read("tls.certificate", |_| Err::<(), _>(reason.to_owned())))
        };
        let mode = match (word, certificate, key) {
            (Word::Off, ..) => Mode::Off,
            (Word::Files, Some(certificate), Some(key)) => Mode::Files { certificate, key },
            (Word::Files, ..) => {
                wrong("needs tls.certificate and tls.key, too")?;
                Mode::Off
            }
            (Word::Acme, ..) => {
                if !accepts {
                    wrong(
                        "needs tls.accept_terms = true, too: that you agree to the terms of the authority",
                    )?;
                }
                if let Err(reason) = host.ok_or("needs domain, too").and_then(domain::check_public) {
                    wrong(reason)?;
                }
                Mode::Acme(Authority {
                    directory: given
                        .read("tls.acme_directory", parse_directory)?
                        .unwrap_or(LETS_ENCRYPT.to_owned()),
                    ca_file: given.read("tls.acme_ca_file", Given::path)?,
                    contact: given.read("tls.contact", parse_contact)?,
                })
            }
        };
        let plain_listen = given.read("tls.plain_listen", parse_listen)?;
        Ok(Self { mode, plain_listen: plain_listen.unwrap_or_else(|| PLAIN.parse().expect("an address")) })
    }

    /// Whether connections are encrypted by the program itself.
    pub fn is_on(&self) -> bool {
        !matches!(self.mode, Mode::Off)
    }
}

fn parse_directory(given: &Given) -> Result<String, String> {
    let text = given.text()?;
    match text.starts_with("https://") {
        true => Ok(text.to_owned()),
        false => Err("must begin with https://".to_owned()),
    }
}

fn parse_contact(given: &Given) -> Result<String, String> {
    let text = given.text()?;
    check_from(text).map(|()| text.to_owned())
}
