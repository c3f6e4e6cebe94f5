//! Notes of staff: what they tell each other about an account or a report. Nobody else reads them.

use crate::{AccountId, Id};

/// Identifies a note of staff.
pub type StaffNoteId = Id<StaffNote>;

/// What somebody of the staff tells the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StaffNote {
    /// Identifier; when it was written is part of it.
    pub id: StaffNoteId,
    /// Who wrote it; nobody if it was written on the command line.
    pub by_account_id: Option<AccountId>,
    /// What they say.
    pub text: String,
}
