//! Notes of staff: what they tell each other about an account or a report.

use model::{AccountId, AuditTarget, ReportId, StaffNote, StaffNoteId, limits};
use serde_json::json;

use super::{ACTING, check_text, needs_one};
use crate::{Refusal, Result, Site, Staff, accounts, audit};

/// What a note is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// An account.
    Account(AccountId),
    /// A report.
    Report(ReportId),
}

impl About {
    fn key(self) -> (&'static str, i64) {
        match self {
            Self::Account(id) => ("account", id.get()),
            Self::Report(id) => ("report", id.get()),
        }
    }

    async fn target(self, site: &Site) -> Result<AuditTarget> {
        let (kind, id) = self.key();
        let name = match self {
            Self::Account(id) => accounts::find(site, id).await?.acct(),
            Self::Report(id) => {
                store::reports::find(&site.store, id).await?.ok_or(Refusal::NotFound)?;
                id.to_string()
            }
        };
        Ok(AuditTarget::new(kind, id, name))
    }
}

/// The notes about something, oldest first.
pub async fn list(site: &Site, by: &Staff, about: About) -> Result<Vec<StaffNote>> {
    needs_one(by, &ACTING)?;
    about.target(site).await?;
    Ok(store::staff_notes::list(&site.store, about.key(), limits::STAFF_NOTES_SHOWN).await?)
}

/// Writes a note.
pub async fn write(site: &Site, by: &Staff, about: About, text: &str) -> Result<StaffNote> {
    needs_one(by, &ACTING)?;
    let (target, text) = (about.target(site).await?, text.trim());
    check_text("content", text, limits::STAFF_NOTE_CHARACTERS)?;
    let note = StaffNote { id: site.id(), by_account_id: by.account_id(), text: text.to_owned() };
    let mut tx = site.store.begin().await?;
    store::staff_notes::insert(&mut tx, about.key(), &note).await?;
    let details = json!({ "note_id": note.id.to_string(), "content": note.text });
    audit::record(site, &mut tx, by, "create_note", target, details).await?;
    tx.commit().await?;
    Ok(note)
}

/// Removes a note.
pub async fn remove(site: &Site, by: &Staff, about: About, id: StaffNoteId) -> Result<()> {
    needs_one(by, &ACTING)?;
    let target = about.target(site).await?;
    let mut tx = site.store.begin().await?;
    if !store::staff_notes::delete(&mut tx, about.key(), id).await? {
        return Err(Refusal::NotFound.into());
    }
    let details = json!({ "note_id": id.to_string() });
    audit::record(site, &mut tx, by, "destroy_note", target, details).await?;
    Ok(tx.commit().await?)
}
