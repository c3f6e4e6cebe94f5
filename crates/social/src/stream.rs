//! The live hub: what has just happened, for the apps that are watching. It carries ids; the edge renders them.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use model::{AccountId, AnnouncementId, ConversationId, ListId, NotificationId, StatusId, TagId, limits};
use tokio::sync::mpsc;

/// Something for a live stream.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Update {
    /// A status arrived.
    Status(StatusId),
    /// A status says something else now.
    StatusEdited {
        /// The status.
        id: StatusId,
        /// Tells one edit from another.
        revision: i64,
    },
    /// A status is gone.
    StatusDeleted(StatusId),
    /// There is a notification.
    Notification(NotificationId),
    /// The filters changed: what they find is found anew.
    FiltersChanged,
    /// What was kept aside stands among the other notifications now.
    NotificationsMerged,
    /// There is something new in a conversation.
    Conversation(ConversationId),
    /// Everybody here is told something.
    Announcement(AnnouncementId),
    /// What everybody was told does not count any more.
    AnnouncementDeleted(AnnouncementId),
    /// Somebody reacted to an announcement, or no longer does.
    AnnouncementReaction {
        /// To which.
        announcement_id: AnnouncementId,
        /// How.
        name: Arc<str>,
    },
}

/// What can be watched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Topic {
    /// An account's home timeline and notifications.
    User(AccountId),
    /// An account's conversations.
    Direct(AccountId),
    /// The timeline of a list.
    List(ListId),
    /// Public statuses of this server.
    Local,
    /// Public statuses of neighbours.
    Remote,
    /// Public statuses of this server that show something.
    LocalMedia,
    /// Public statuses of neighbours that show something.
    RemoteMedia,
    /// Public statuses of this server with a tag.
    LocalTag(TagId),
    /// Public statuses of neighbours with a tag.
    RemoteTag(TagId),
    /// What may matter wherever one watches; every watcher hears of it once.
    Everywhere,
}

/// What a watcher hears: where, and what.
pub type News = (Topic, Update);

/// Live streams by topic. Nobody watching costs nothing.
#[derive(Debug, Default)]
pub struct Hub {
    topics: Mutex<HashMap<Topic, Vec<mpsc::Sender<News>>>>,
}

/// Somebody who watches topics of their choice. Whoever does not keep up hears nothing more, and should begin anew.
#[derive(Debug)]
pub struct Watcher {
    sender: mpsc::Sender<News>,
    news: mpsc::Receiver<News>,
    topics: Vec<Topic>,
    /// Set once something could not be told.
    is_behind: bool,
}

impl Default for Watcher {
    fn default() -> Self {
        let (sender, news) = mpsc::channel(limits::STREAM_BACKLOG);
        Self { sender, news, topics: Vec::new(), is_behind: false }
    }
}

impl Watcher {
    /// The next thing that happens; `None` when too much happened to keep up. If the wait is dropped, nothing is lost.
    pub async fn next(&mut self) -> Option<News> {
        if self.is_behind {
            return None;
        }
        // A full queue means that something after it was not told.
        self.is_behind = self.news.len() == limits::STREAM_BACKLOG;
        self.news.recv().await
    }

    /// The topics that it watches and need not.
    pub fn unwanted(&self, wanted: &[Topic]) -> Vec<Topic> {
        let is_needed = |topic: &Topic| *topic == Topic::Everywhere || wanted.contains(topic);
        self.topics.iter().copied().filter(|topic| !is_needed(topic)).collect()
    }

    /// Whether it watches a topic.
    pub fn watches(&self, topic: Topic) -> bool {
        self.topics.contains(&topic)
    }
}

impl Hub {
    fn topics(&self) -> MutexGuard<'_, HashMap<Topic, Vec<mpsc::Sender<News>>>> {
        self.topics.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Tells the watcher what happens there from now on.
    pub fn watch(&self, watcher: &mut Watcher, topic: Topic) {
        for topic in [topic, Topic::Everywhere] {
            if !watcher.watches(topic) {
                watcher.topics.push(topic);
                let mut topics = self.topics();
                let senders = topics.entry(topic).or_default();
                senders.retain(|sender| !sender.is_closed());
                senders.push(watcher.sender.clone());
            }
        }
    }

    /// Tells the watcher no more of what happens there.
    pub fn leave(&self, watcher: &mut Watcher, topic: Topic) {
        watcher.topics.retain(|watched| *watched != topic);
        let mut topics = self.topics();
        if let Some(senders) = topics.get_mut(&topic) {
            senders.retain(|sender| !sender.same_channel(&watcher.sender));
        }
    }

    /// Tells those who watch.
    pub fn publish(&self, topic: Topic, update: &Update) {
        let mut topics = self.topics();
        let Some(senders) = topics.get_mut(&topic) else { return };
        senders.retain(|sender| tell(sender, topic, update));
        if senders.is_empty() {
            topics.remove(&topic);
        }
    }

    /// Whether anybody watches a topic.
    pub fn is_watched(&self, topic: Topic) -> bool {
        self.topics().contains_key(&topic)
    }
}

/// Answers whether the watcher is still there. One whose queue is full finds out by itself.
fn tell(sender: &mpsc::Sender<News>, topic: Topic, update: &Update) -> bool {
    !matches!(sender.try_send((topic, update.clone())), Err(mpsc::error::TrySendError::Closed(_)))
}

#[cfg(test)]
mod tests {
    use model::Id;

    use super::*;

    const ALICE: Topic = Topic::User(Id::new(1));

    #[tokio::test]
    async fn a_watcher_hears_what_it_watches() {
        let (hub, mut watcher) = (Hub::default(), Watcher::default());
        hub.watch(&mut watcher, ALICE);
        hub.watch(&mut watcher, ALICE);
        hub.publish(Topic::Local, &Update::FiltersChanged);
        hub.publish(ALICE, &Update::Status(Id::new(5)));
        assert_eq!(watcher.next().await, Some((ALICE, Update::Status(Id::new(5)))));
        hub.leave(&mut watcher, ALICE);
        hub.publish(ALICE, &Update::Status(Id::new(6)));
        hub.watch(&mut watcher, Topic::Local);
        let gone = (Topic::Everywhere, Update::StatusDeleted(Id::new(5)));
        hub.publish(gone.0, &gone.1);
        assert_eq!(watcher.next().await, Some(gone));
        drop(watcher);
        hub.publish(Topic::Local, &Update::FiltersChanged);
        assert!(!hub.is_watched(Topic::Local));
    }

    #[tokio::test]
    async fn whoever_does_not_keep_up_is_told_so() {
        let (hub, mut watcher) = (Hub::default(), Watcher::default());
        hub.watch(&mut watcher, ALICE);
        for number in 0..=limits::STREAM_BACKLOG as i64 {
            hub.publish(ALICE, &Update::Status(Id::new(number)));
        }
        assert!(watcher.next().await.is_some());
        assert_eq!(watcher.next().await, None);
    }
}
