//! Channels: what an app can subscribe to, and which updates belong to each.

use model::Scopes;
use social::stream::Update;

/// Something an app can subscribe to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Channel {
    /// The home timeline, and notifications if the token may read them.
    User,
    /// Notifications alone.
    UserNotification,
}

impl Channel {
    /// All channels.
    pub(super) const ALL: [Self; 2] = [Self::User, Self::UserNotification];

    /// The name by which apps call it.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::UserNotification => "user:notification",
        }
    }

    /// The channel that apps call so.
    pub(super) fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.name() == name)
    }

    /// What a token must allow to subscribe.
    pub(super) const fn scope(self) -> &'static str {
        match self {
            Self::User => "read:statuses",
            Self::UserNotification => "read:notifications",
        }
    }

    /// Whether an update belongs here, as far as the token may see it.
    pub(super) fn carries(self, update: Update, scopes: &Scopes) -> bool {
        match (self, update) {
            (_, Update::Notification(_) | Update::NotificationsMerged) => scopes.allows("read:notifications"),
            (
                Self::User,
                Update::FiltersChanged
                | Update::Status(_)
                | Update::StatusEdited(_)
                | Update::StatusDeleted(_),
            ) => true,
            (Self::UserNotification, _) => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use model::Id;

    use super::*;

    #[test]
    fn notifications_need_their_own_scope() {
        let (all, narrow): (Scopes, Scopes) = ("read".parse().unwrap(), "read:statuses".parse().unwrap());
        let (status, told) = (Update::Status(Id::new(1)), Update::Notification(Id::new(2)));
        assert!(Channel::User.carries(status, &narrow) && Channel::User.carries(told, &all));
        assert!(!Channel::User.carries(told, &narrow));
        assert!(Channel::UserNotification.carries(told, &all));
        assert!(!Channel::UserNotification.carries(status, &all));
    }

    #[test]
    fn channels_are_known_by_name() {
        for channel in Channel::ALL {
            assert_eq!(Channel::parse(channel.name()), Some(channel));
        }
        assert_eq!(Channel::parse("public"), None);
    }
}
