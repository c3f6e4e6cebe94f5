//! The live hub: what has just happened, for the apps that are watching. It carries ids; the edge renders them for
//! each viewer.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use model::{AccountId, ListId, NotificationId, StatusId, limits};
use tokio::sync::broadcast;

/// Something for a live stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Update {
    /// A status arrived in the home timeline.
    Status(StatusId),
    /// A status says something else now.
    StatusEdited(StatusId),
    /// A status is gone.
    StatusDeleted(StatusId),
    /// There is a notification.
    Notification(NotificationId),
    /// The filters changed: what they find is found anew.
    FiltersChanged,
    /// What was kept aside stands among the other notifications now.
    NotificationsMerged,
}

/// What can be watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// An account's home timeline and notifications.
    User(AccountId),
    /// The timeline of a list.
    List(ListId),
}

/// Live streams by topic. Nobody watching costs nothing.
#[derive(Debug, Default)]
pub struct Hub {
    topics: Mutex<HashMap<Topic, broadcast::Sender<Update>>>,
}

impl Hub {
    /// Watches what happens there from now on.
    pub fn subscribe(&self, topic: Topic) -> broadcast::Receiver<Update> {
        let mut topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
        topics.retain(|_, sender| sender.receiver_count() > 0);
        topics.entry(topic).or_insert_with(|| broadcast::channel(limits::STREAM_BACKLOG).0).subscribe()
    }

    /// Tells those who watch.
    pub fn publish(&self, topic: Topic, update: Update) {
        let topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(sender) = topics.get(&topic) {
            // Fails only when the last watcher has just left.
            drop(sender.send(update));
        }
    }

    /// Tells everybody who watches, for what may stand in any timeline.
    pub fn publish_to_all(&self, update: Update) {
        let topics = self.topics.lock().unwrap_or_else(PoisonError::into_inner);
        for sender in topics.values() {
            drop(sender.send(update));
        }
    }
}
