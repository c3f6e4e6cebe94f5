//! Drafts: statuses being checked, not stored yet.

use model::{
    AccountId, ApplicationId, AttachmentId, Focus, QuotePolicy, ScheduledStatusId, Status, StatusId,
    Visibility, limits, settings::StatusLimits,
};

use crate::{Problem, Refusal, Result, polls::NewPoll};

/// A status that somebody is about to publish.
#[derive(Clone, Debug, Default, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub struct Draft {
    /// The text.
    pub text: String,
    /// Content warning; empty for none.
    pub spoiler_text: String,
    /// Whether to hide media until asked; if not said, as the author prefers.
    pub sensitive: Option<bool>,
    /// ISO 639 code; if not said, as the author prefers.
    pub language: Option<String>,
    /// Who may see it; if not said, as the author prefers, and nobody who may not see what it answers.
    pub visibility: Option<Visibility>,
    /// What it answers.
    pub in_reply_to_id: Option<StatusId>,
    /// The app it is written with.
    pub application_id: Option<ApplicationId>,
    /// What it shows.
    pub media: Vec<AttachmentId>,
    /// What is said of that from now on, in an edit.
    #[serde(skip)]
    pub descriptions: Vec<Described>,
    /// Answers to choose from.
    pub poll: Option<NewPoll>,
    /// What it quotes.
    pub quoted_status_id: Option<StatusId>,
    /// Who may quote it; if not said, as the author prefers.
    pub quote_policy: Option<QuotePolicy>,
    /// Whether it stays on this server.
    pub local_only: bool,
    /// The plan that it fulfils, if it was scheduled.
    #[serde(skip)]
    pub scheduled_id: Option<ScheduledStatusId>,
    /// A second draft with the same key is the same status.
    pub idempotency_key: Option<String>,
}

/// What is said of an attachment from now on.
#[derive(Clone, Debug)]
pub struct Described {
    /// The attachment.
    pub id: AttachmentId,
    /// What it shows, if that is said; empty for nothing.
    pub description: Option<String>,
    /// What of it matters most, if that is said.
    pub focus: Option<Focus>,
}

impl Draft {
    /// Names everything that is wrong with the draft at once.
    pub fn check(&self, most: &StatusLimits) -> Result<()> {
        let mut problems = Vec::new();
        let has_more = !self.media.is_empty() || self.quoted_status_id.is_some();
        if self.text.trim().is_empty() && !has_more {
            problems.push(Problem::new("text", "can't be blank"));
        }
        if markup::count::characters(&self.text, &self.spoiler_text) > most.characters {
            let limit = most.characters;
            problems.push(Problem::new("text", format!("character limit of {limit} exceeded")));
        }
        if self.language.as_deref().is_some_and(|code| !is_language(code)) {
            problems.push(Problem::new("language", "is not an ISO 639 code"));
        }
        if self.idempotency_key.as_ref().is_some_and(|key| key.len() > limits::IDEMPOTENCY_KEY_BYTES) {
            problems.push(Problem::new("idempotency_key", "is too long"));
        }
        problems.extend(self.poll.iter().flat_map(|poll| poll.problems(most)));
        if problems.is_empty() { Ok(()) } else { Err(Refusal::Invalid(problems).into()) }
    }
}

impl Draft {
    /// Fits the draft to what it quotes: it is not shown to more people, and speaks to whom it names.
    pub(super) fn beside(&mut self, quoted: &Status, mentioned: &[AccountId]) -> Result<()> {
        let visibility = self.visibility.unwrap_or(Visibility::Public);
        if visibility == Visibility::Direct && !mentioned.contains(&quoted.account_id) {
            let message = "must be mentioned in a direct status that quotes them";
            return Err(Refusal::Invalid(vec![Problem::new("quoted_author", message)]).into());
        }
        if !quoted.visibility.is_open() {
            self.visibility = Some(visibility.max(quoted.visibility));
        }
        self.local_only |= quoted.local_only;
        Ok(())
    }
}

/// `de`, `gsw`, `zh-TW`: two or three letters and perhaps a region or script.
pub(crate) fn is_language(code: &str) -> bool {
    let mut parts = code.split('-');
    let first = parts.next().unwrap_or_default();
    (2..=3).contains(&first.len())
        && first.bytes().all(|byte| byte.is_ascii_lowercase())
        && parts.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric()))
}
