//! Conversation: direct statuses among the same people.

use model::Instance;
use serde::Serialize;
use social::{ConversationView, Viewer};

use super::{Account, Status};

/// <https://docs.joinmastodon.org/entities/Conversation/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Conversation {
    pub id: String,
    pub unread: bool,
    pub accounts: Vec<Account>,
    pub last_status: Option<Status>,
}

impl Conversation {
    /// A conversation as the one whose it is sees it.
    pub fn new(instance: &Instance, view: &ConversationView) -> Self {
        let viewer = Viewer::Account(view.conversation.account_id);
        Self {
            id: view.conversation.id.to_string(),
            unread: view.conversation.unread,
            accounts: view.participants.iter().map(|person| Account::new(instance, person)).collect(),
            last_status: view.last_status.as_ref().map(|status| Status::new(instance, viewer, status)),
        }
    }
}
