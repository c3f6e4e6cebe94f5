//! Who sends mail, for machines that are set up without a browser. People set the same while the server runs.

use ipnet::IpNet;
use social::mail::{MailServer, check_from};

use super::{ConfigError, Given, Secret, Sources, parse_ranges};

/// Who sends mail. What is given here goes before the settings of the same names.
#[derive(Clone, Debug, Default)]
pub struct Mail {
    /// `mail.server`: such as `smtps://user:password@mail.example:465`. Default: that of the settings.
    server: Option<Secret>,
    /// `mail.from`: whom letters are from. Default: that of the settings.
    from: Option<String>,
    /// `mail.allow_private_addresses`: ranges in which the mail server may be although they are not public. This machine
    /// needs no listing. Default: none.
    pub allow_private_addresses: Vec<IpNet>,
}

impl Mail {
    pub(super) fn build(given: &Sources) -> Result<Self, ConfigError> {
        Ok(Self {
            server: given.read("mail.server", parse_server)?.map(Secret),
            from: given.read("mail.from", parse_from)?,
            allow_private_addresses: given
                .read("mail.allow_private_addresses", parse_ranges)?
                .unwrap_or_default(),
        })
    }

    /// For the room that writes letters.
    pub fn given(&self) -> model::settings::Mail {
        model::settings::Mail {
            server: self.server.as_ref().map(|server| server.0.clone()).unwrap_or_default(),
            from: self.from.clone().unwrap_or_default(),
        }
    }
}

fn parse_server(given: &Given) -> Result<String, String> {
    let text = given.text()?;
    MailServer::parse(text).map(|_| text.to_owned())
}

fn parse_from(given: &Given) -> Result<String, String> {
    let text = given.text()?;
    check_from(text).map(|()| text.to_owned())
}
