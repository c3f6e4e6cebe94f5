//! Strikes, notes and presets as staff see them. Mastodon has only pages for them.

use model::{Instance, Timestamp};
use serde::Serialize;
use social::AccountView;

use crate::entities::{self, AccountWarning};

/// A strike with what only staff see of it.
#[derive(Clone, Debug, Serialize)]
pub struct Strike {
    /// What the person sees.
    #[serde(flatten)]
    pub warning: AccountWarning,
    /// Who decided; nobody if it was done on the command line or by the program.
    pub account_id: Option<String>,
    /// The report from which it came.
    pub report_id: Option<String>,
    /// When it was taken back.
    pub overruled_at: Option<String>,
    /// When the person objected.
    pub appealed_at: Option<String>,
}

impl Strike {
    /// A strike as staff see it.
    pub fn new(instance: &Instance, strike: &model::Strike, about: &AccountView) -> Self {
        Self {
            warning: AccountWarning::new(instance, strike, about),
            account_id: strike.by_account_id.map(|id| id.to_string()),
            report_id: strike.report_id.map(|id| id.to_string()),
            overruled_at: strike.overruled_at.map(Timestamp::to_rfc3339_millis),
            appealed_at: strike.appeal.as_ref().map(|appeal| appeal.made_at.to_rfc3339_millis()),
        }
    }
}

/// A note of staff.
#[derive(Clone, Debug, Serialize)]
pub struct StaffNote {
    /// Its number.
    pub id: String,
    /// What it says.
    pub content: String,
    /// When it was written.
    pub created_at: String,
    /// Who wrote it; nobody if it was written on the command line.
    pub account: Option<entities::Account>,
}

impl StaffNote {
    /// A note with whoever wrote it.
    pub fn new(instance: &Instance, note: &model::StaffNote, by: Option<&AccountView>) -> Self {
        Self {
            id: note.id.to_string(),
            content: note.text.clone(),
            created_at: note.id.time().to_rfc3339_millis(),
            account: by.map(|view| entities::Account::new(instance, view)),
        }
    }
}

/// Something that staff and somebody who was reported say to each other.
#[derive(Clone, Debug, Serialize)]
pub struct ReportMessage {
    /// Its number.
    pub id: String,
    /// What it says.
    pub text: String,
    /// When it was written.
    pub created_at: String,
    /// Whether staff wrote it, and not whom the report is about.
    pub by_staff: bool,
    /// When the one whom it is about saw what staff wrote.
    pub seen_at: Option<String>,
    /// Who of the staff wrote it; nobody if it was written on the command line, or by the other side.
    pub account: Option<entities::Account>,
}

impl ReportMessage {
    /// A message with whoever of the staff wrote it.
    pub fn new(instance: &Instance, message: &model::ReportMessage, by: Option<&AccountView>) -> Self {
        Self {
            id: message.id.to_string(),
            text: message.text.clone(),
            created_at: message.id.time().to_rfc3339_millis(),
            by_staff: message.is_by_staff,
            seen_at: message.seen_at.map(Timestamp::to_rfc3339_millis),
            account: by.map(|view| entities::Account::new(instance, view)),
        }
    }
}

/// A text that staff tell again and again.
#[derive(Clone, Debug, Serialize)]
pub struct WarningPreset {
    /// Its number.
    pub id: String,
    /// What staff call it.
    pub title: String,
    /// What people are told.
    pub text: String,
}

impl From<&model::WarningPreset> for WarningPreset {
    fn from(preset: &model::WarningPreset) -> Self {
        let (title, text) = (preset.title.clone(), preset.text.clone());
        Self { id: preset.id.to_string(), title, text }
    }
}
