//! Settings: what an admin decides about the site while it runs, by name. Values are kept as the text in which they
//! are set, so that what is shown is what was said. Who may decide, and how that is noted, is in `decisions`.

mod decisions;
mod texts;

use model::{
    Registrations, Settings, Timestamp, limits,
    settings::{FeedAccess, Shown, StatusLimits, Text},
};

use crate::{
    Result, Site, bytes, content_rules, door, featured,
    mail::{self, MailServer},
    media_policies, neighbour_blocks, neighbours, roles, trend_reviews, updates, web_hooks,
};
pub use decisions::{SettingView, change, list, reset, set, set_all};
pub use texts::{html, privacy_policy};

/// What can be said in a setting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line of text.
    Line,
    /// A text in Markdown.
    Text,
    /// A number, from one to another.
    Number(usize, usize),
    /// `true` or `false`.
    Flag,
    /// Words, separated by spaces.
    Words,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// An amount of bytes, such as `20 GB`.
    Size,
    /// One line of text, of which a part is shown to nobody.
    Secret,
}

impl Kind {
    /// The word for it.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::Text => "text",
            Self::Number(..) => "number",
            Self::Flag => "flag",
            Self::Words => "words",
            Self::Choice(_) => "choice",
            Self::Size => "size",
            Self::Secret => "secret",
        }
    }
}

/// A setting.
pub struct Setting {
    /// What it is called.
    pub name: &'static str,
    /// What it is for.
    pub about: &'static str,
    /// What can be said there.
    pub kind: Kind,
    read: fn(&Settings) -> String,
    write: fn(&mut Settings, &str, Timestamp) -> std::result::Result<(), String>,
}

impl Setting {
    /// Its value as text.
    pub fn value(&self, settings: &Settings) -> String {
        (self.read)(settings)
    }
}

/// A setting that is one line of text.
macro_rules! line {
    ($name:literal, $about:literal, $field:ident) => {
        Setting {
            name: $name,
            about: $about,
            kind: Kind::Line,
            read: |settings| settings.$field.clone(),
            write: |settings, value, _| {
                settings.$field = short(value)?;
                Ok(())
            },
        }
    };
}

/// A setting that is a text in Markdown.
macro_rules! text {
    ($name:expr, $about:literal, $field:ident) => {
        Setting {
            name: $name,
            about: $about,
            kind: Kind::Text,
            read: |settings| settings.$field.markdown.clone(),
            write: |settings, value, at| {
                if value.len() > limits::SETTING_TEXT_BYTES {
                    return Err(format!("must have at most {} bytes", limits::SETTING_TEXT_BYTES));
                }
                settings.$field = Text { markdown: value.to_owned(), updated_at: Some(at) };
                Ok(())
            },
        }
    };
}

/// A setting that is a number.
macro_rules! number {
    ($name:literal, $about:literal, $field:ident, $range:expr) => {
        Setting {
            name: $name,
            about: $about,
            kind: Kind::Number(*$range.start(), *$range.end()),
            read: |settings| settings.statuses.$field.to_string(),
            write: |settings, value, _| {
                settings.statuses.$field = number(value, $range)?;
                Ok(())
            },
        }
    };
}

/// A setting that names what visitors are shown first.
macro_rules! chosen {
    ($name:literal, $about:literal, $field:ident) => {
        Setting {
            name: $name,
            about: $about,
            kind: Kind::Words,
            read: |settings| featured::write(&settings.featured.$field),
            write: |settings, value, _| {
                settings.featured.$field = featured::read(value, featured::$field)?;
                Ok(())
            },
        }
    };
}

/// A setting that is true or false.
macro_rules! flag {
    ($name:literal, $about:literal, $field:ident) => {
        Setting {
            name: $name,
            about: $about,
            kind: Kind::Flag,
            read: |settings| settings.$field.to_string(),
            write: |settings, value, _| {
                settings.$field = value.trim().parse().map_err(|_| "must be true or false".to_owned())?;
                Ok(())
            },
        }
    };
}

/// A setting that says who may read some timelines.
macro_rules! access {
    ($name:literal, $about:literal, $field:ident) => {
        Setting {
            name: $name,
            about: $about,
            kind: Kind::Choice(&["public", "authenticated", "disabled"]),
            read: |settings| settings.feeds.$field.as_str().to_owned(),
            write: |settings, value, _| {
                let access = FeedAccess::parse(value.trim());
                settings.feeds.$field = access.ok_or("must be public, authenticated or disabled")?;
                Ok(())
            },
        }
    };
}

/// A setting of the door that is a number.
macro_rules! door {
    ($name:literal, $about:literal, $field:ident, $range:expr) => {
        Setting {
            name: $name,
            about: $about,
            kind: Kind::Number(*$range.start(), *$range.end()),
            read: |settings| settings.door.$field.to_string(),
            write: |settings, value, _| {
                settings.door.$field = u32::try_from(number(value, $range)?).unwrap_or_default();
                Ok(())
            },
        }
    };
}

/// A setting that says who may read something.
macro_rules! shown {
    ($name:literal, $about:literal, $field:ident) => {
        Setting {
            name: $name,
            about: $about,
            kind: Kind::Choice(&["nobody", "members", "everybody"]),
            read: |settings| settings.$field.as_str().to_owned(),
            write: |settings, value, _| {
                settings.$field = Shown::parse(value.trim()).ok_or("must be nobody, members or everybody")?;
                Ok(())
            },
        }
    };
}

/// The setting that may have a password in it.
const MAIL_SERVER: &str = "mail.server";

/// The setting whose former values are kept.
const PRIVACY_POLICY_NAME: &str = "privacy_policy";

/// Every setting.
pub static SETTINGS: [Setting; 36] = [
    line!("title", "What the server is called; empty for its domain", title),
    line!("description", "What it is, in a sentence or two", description),
    text!("about", "What it is, at length, in Markdown", about),
    text!(PRIVACY_POLICY_NAME, "What it keeps and tells of people, in Markdown", privacy_policy),
    line!("contact_email", "An address for questions, which everybody can read", contact_email),
    line!("contact_account", "The username of whom to ask; empty for the first owner", contact_account),
    Setting {
        name: "languages",
        about: "What is spoken here: ISO 639 codes, separated by spaces",
        kind: Kind::Words,
        read: |settings| settings.languages.join(" "),
        write: |settings, value, _| {
            let codes = value.split_whitespace();
            if codes.clone().any(|code| !(2..=3).contains(&code.len()) || !code.is_ascii()) {
                return Err("must be codes of two or three letters, such as: en de".to_owned());
            }
            settings.languages = codes.map(str::to_lowercase).collect();
            Ok(())
        },
    },
    Setting {
        name: "registrations",
        about: "Who may join: closed, invitation, approval or open",
        kind: Kind::Choice(&["closed", "invitation", "approval", "open"]),
        read: |settings| settings.registrations.as_str().to_owned(),
        write: |settings, value, _| {
            settings.registrations =
                Registrations::parse(value.trim()).ok_or("must be closed, invitation, approval or open")?;
            Ok(())
        },
    },
    line!("registrations_message", "What those are told who may not join", registrations_message),
    flag!(
        "trends.reviewed",
        "Whether somebody must say yes before something new is shown as a trend",
        trends_reviewed
    ),
    access!(
        "local_live_feed_access",
        "Who may read all public posts of this server as they come",
        local_live
    ),
    access!(
        "remote_live_feed_access",
        "Who may read all public posts of other servers as they come",
        remote_live
    ),
    access!(
        "local_topic_feed_access",
        "Who may read posts of this server with a hashtag or link",
        local_topic
    ),
    access!(
        "remote_topic_feed_access",
        "Who may read posts of other servers with a hashtag or link",
        remote_topic
    ),
    door!(
        "registrations.min_age",
        "How many years old those must be who join; 0 for nothing",
        min_age,
        0..=120
    ),
    Setting {
        name: "registrations.questions",
        about: "What those are asked who wait for a yes, a question a line",
        kind: Kind::Text,
        read: |settings| settings.door.questions.join("\n"),
        write: |settings, value, _| {
            let lines: Vec<&str> = value.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
            if lines.len() > limits::QUESTIONS {
                return Err(format!("must be {} at most", limits::QUESTIONS));
            }
            settings.door.questions = lines.into_iter().map(short).collect::<std::result::Result<_, _>>()?;
            Ok(())
        },
    },
    door!(
        "registrations.proof_bits",
        "How hard the sums are that a browser does to join, such as 16; 0 for none",
        proof_bits,
        0..=limits::PROOF_BITS_MOST
    ),
    door!(
        "registrations.flood",
        "How many may join within an hour before the others wait for a yes; 0 for any number",
        flood,
        0..=100_000
    ),
    door!(
        "registrations.unattended_days",
        "After how many days without staff everybody waits for a yes; 0 for never",
        unattended_days,
        0..=365
    ),
    chosen!("featured.accounts", "Whose profiles visitors see first: handles, separated by spaces", accounts),
    chosen!("featured.tags", "Which hashtags visitors see first, separated by spaces", tags),
    chosen!(
        "featured.statuses",
        "Which posts visitors see first: their addresses or numbers, separated by spaces",
        statuses
    ),
    number!("statuses.characters", "Characters in a status", characters, 1..=limits::STATUS_CHARACTERS_MOST),
    number!("statuses.pinned", "Statuses that one can pin", pinned, 0..=limits::PINS_SHOWN as usize),
    number!("polls.options", "Options of a poll", poll_options, 2..=limits::POLL_OPTIONS_MOST),
    number!(
        "polls.characters",
        "Characters in an option of a poll",
        poll_option_characters,
        1..=limits::POLL_OPTION_CHARACTERS_MOST
    ),
    number!(
        "statuses.attachments",
        "Attachments of a status",
        attachments,
        0..=limits::STATUS_ATTACHMENTS_MOST
    ),
    flag!(
        "federation.limited",
        "Whether there are dealings only with servers named by `fanfare neighbour allow`",
        limited_federation
    ),
    flag!(
        "federation.authorized_fetch",
        "Whether other servers must sign what they ask for, so that blocks hold for reading, too",
        authorized_fetch
    ),
    shown!(
        "federation.blocks_shown",
        "Who may read which servers are limited or suspended: nobody, members or everybody",
        blocks_shown
    ),
    shown!(
        "federation.block_reasons_shown",
        "Who of them may read why: nobody, members or everybody",
        block_reasons_shown
    ),
    Setting {
        name: "storage.budget",
        about: "How much of the disk all files and the database may take, unless the configuration says so",
        kind: Kind::Size,
        read: |settings| bytes::written(disk_budget(settings)),
        write: |settings, value, _| {
            settings.disk_budget = Some(bytes::read(value)?);
            Ok(())
        },
    },
    flag!(
        "storage.sealed",
        "Whether files of posts that not everybody may see are found only under addresses that end after some days",
        sealed_files
    ),
    Setting {
        name: MAIL_SERVER,
        about: "Who sends mail: smtps://user:password@host:465, or smtp://…:587; empty for nobody",
        kind: Kind::Secret,
        read: |settings| mail::masked(&settings.mail.server),
        write: |settings, value, _| {
            let whole = mail::with_password_of(value, &settings.mail.server);
            if !whole.is_empty() {
                MailServer::parse(&whole)?;
            }
            settings.mail.server = whole;
            Ok(())
        },
    },
    Setting {
        name: "mail.from",
        about: "Whom letters are from, such as: Tea house <hello@social.example>",
        kind: Kind::Line,
        read: |settings| settings.mail.from.clone(),
        write: |settings, value, _| {
            let value = short(value)?;
            if !value.is_empty() {
                mail::check_from(&value)?;
            }
            settings.mail.from = value;
            Ok(())
        },
    },
    Setting {
        name: "updates.url",
        about: "An address that says which versions of Fanfare there are, read once a day; empty to ask nobody",
        kind: Kind::Line,
        read: |settings| settings.updates_url.clone(),
        write: |settings, value, _| {
            settings.updates_url = updates::address(&short(value)?)?;
            Ok(())
        },
    },
];

/// Bytes of the disk that all files and the database may take, where the configuration does not say so.
pub fn disk_budget(settings: &Settings) -> u64 {
    settings.disk_budget.unwrap_or(limits::DISK_BUDGET_BYTES)
}

fn short(value: &str) -> std::result::Result<String, String> {
    let value = value.trim();
    if value.chars().count() > limits::SETTING_LINE_CHARACTERS {
        return Err(format!("must have at most {} characters", limits::SETTING_LINE_CHARACTERS));
    }
    Ok(value.to_owned())
}

fn number(value: &str, range: std::ops::RangeInclusive<usize>) -> std::result::Result<usize, String> {
    let wrong = || format!("must be a number from {} to {}", range.start(), range.end());
    value.trim().parse().ok().filter(|number| range.contains(number)).ok_or_else(wrong)
}

/// The setting with this name.
pub fn find(name: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.name == name)
}

/// Takes over what is stored, so that changes made on the command line count within a second.
pub async fn load(site: &Site) -> Result<()> {
    let mut settings = Settings { statuses: StatusLimits::default(), ..Settings::default() };
    for (name, value, at) in store::settings::list(&site.store).await? {
        let Some(setting) = find(&name) else { continue };
        if let Err(problem) = (setting.write)(&mut settings, &value, at) {
            tracing::warn!(setting = name, problem, "a stored setting does not count");
        }
    }
    if *site.settings() != settings {
        site.set_settings(settings);
        // Something else may be shown now.
        site.trends.forget();
    }
    roles::load(site).await?;
    door::networks::load(site).await?;
    neighbour_blocks::load(site).await?;
    media_policies::load(site).await?;
    trend_reviews::load(site).await?;
    web_hooks::load(site).await?;
    content_rules::load(site).await?;
    neighbours::load(site).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_takes_what_it_shows() {
        let settings = Settings::default();
        for setting in &SETTINGS {
            let mut copy = settings.clone();
            let shown = setting.value(&settings);
            (setting.write)(&mut copy, &shown, Timestamp::from_millis(1)).unwrap();
            assert_eq!(setting.value(&copy), shown, "{}", setting.name);
        }
    }

    #[test]
    fn what_makes_no_sense_is_refused() {
        for (name, value) in [
            ("registrations", "perhaps"),
            ("languages", "english"),
            ("statuses.characters", "0"),
            ("statuses.characters", "many"),
            ("polls.options", "1"),
            ("federation.limited", "yes"),
            ("storage.budget", "20"),
            ("storage.budget", "1 MB"),
            ("mail.server", "mail.example"),
            ("mail.from", "nobody"),
            ("featured.accounts", "alice <b>"),
            ("featured.tags", "#two-words"),
            ("featured.statuses", "https://home.example/@alice"),
        ] {
            let setting = find(name).unwrap();
            let tried = (setting.write)(&mut Settings::default(), value, Timestamp::from_millis(1));
            assert!(tried.is_err(), "{name} = {value}");
        }
    }
}
