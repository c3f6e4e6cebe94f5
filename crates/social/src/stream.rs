//! The live hub: what has just happened, for the apps that are watching. It carries ids; the edge renders them for
//! each viewer.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use model::{AccountId, NotificationId, StatusId, limits};
use tokio::sync::broadcast;

/// Something for a live stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Update {
    /// A status arrived in the home timeline.
    Status(StatusId),
    /// A status is gone.
    StatusDeleted(StatusId),
    /// There is a notification.
    Notification(NotificationId),
}

/// Live streams of accounts. Nobody watching costs nothing.
#[derive(Debug, Default)]
pub struct Hub {
    users: Mutex<HashMap<AccountId, broadcast::Sender<Update>>>,
}

impl Hub {
    /// Watches what happens in the account's home timeline and notifications.
    pub fn subscribe(&self, account: AccountId) -> broadcast::Receiver<Update> {
        let mut users = self.users.lock().unwrap_or_else(PoisonError::into_inner);
        users.retain(|_, sender| sender.receiver_count() > 0);
        users.entry(account).or_insert_with(|| broadcast::channel(limits::STREAM_BACKLOG).0).subscribe()
    }

    /// Tells those who watch the account.
    pub fn publish(&self, account: AccountId, update: Update) {
        let users = self.users.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = users.get(&account) {
            // Fails only when the last watcher has just left.
            drop(sender.send(update));
        }
    }

    /// Tells everybody who watches, for what may stand in any timeline.
    pub fn publish_to_all(&self, update: Update) {
        let users = self.users.lock().unwrap_or_else(PoisonError::into_inner);
        for sender in users.values() {
            drop(sender.send(update));
        }
    }
}
