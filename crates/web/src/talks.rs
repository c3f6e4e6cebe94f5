//! What the moderators ask somebody who was reported, and what they answer: a part of the pages of strikes.

use model::{ReportId, ReportMessage, User};
use serde::Deserialize;
use social::{Refusal, moderation::talks};

use crate::{Web, failure::Failure, settings::When, words::Words};

/// What was said about one report.
pub(crate) struct Talk {
    pub(crate) report: ReportId,
    pub(crate) messages: Vec<Said>,
}

/// One message.
pub(crate) struct Said {
    pub(crate) by: String,
    pub(crate) when: When,
    pub(crate) text: Vec<String>,
}

impl Said {
    fn of(words: Words, message: &ReportMessage) -> Self {
        Self {
            by: words.say(if message.is_by_staff { "talks-they" } else { "talks-you" }),
            when: When::day(message.id.time()),
            text: message.text.lines().map(str::to_owned).filter(|line| !line.is_empty()).collect(),
        }
    }
}

/// What somebody answers.
#[derive(Deserialize)]
pub(crate) struct Answer {
    #[serde(default)]
    pub(crate) code: String,
    #[serde(default)]
    report: String,
    #[serde(default)]
    text: String,
}

/// The talks with somebody, who has seen them from now on.
pub(crate) async fn of(web: &Web, words: Words, user: &User) -> Result<Vec<Talk>, Failure> {
    let found = talks::mine(&web.site, user).await?;
    let talk = |talk: &talks::Talk| Talk {
        report: talk.report_id,
        messages: talk.messages.iter().map(|message| Said::of(words, message)).collect(),
    };
    Ok(found.iter().map(talk).collect())
}

/// Says what somebody answers.
pub(crate) async fn answer(web: &Web, by: &User, answer: &Answer) -> social::Result<()> {
    let report = answer.report.parse().map_err(|_| Refusal::NotFound)?;
    talks::answer(&web.site, by, report, &answer.text).await
}
