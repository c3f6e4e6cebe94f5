//! Channels: what an app can subscribe to, and which news belongs to each.

use model::{ListId, Scopes, TagId};
use social::{
    Viewer,
    feed_access::{self, Feed, Origin},
    stream::{Topic, Update},
};

use super::watch::Watch;
use crate::ApiError;

/// How an app names a channel.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Deserialize)]
#[serde(default)]
pub(super) struct Name {
    /// `user`, `public:local`, `hashtag` …
    pub(super) stream: String,
    /// Which tag, for hashtags.
    pub(super) tag: Option<String>,
    /// Which list.
    pub(super) list: Option<String>,
}

/// Something that an app has subscribed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Channel {
    kind: Kind,
    /// The words that stand beside its news: its name, and which tag or list.
    pub(super) words: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    User,
    UserNotification,
    Direct,
    /// Of this server, of neighbours; perhaps only those that show something.
    Public {
        local: bool,
        remote: bool,
        media: bool,
    },
    Tag {
        tag: Option<TagId>,
        local: bool,
        remote: bool,
    },
    List(ListId),
}

impl Kind {
    /// The same without what the one who watches may not read.
    async fn narrowed(self, watch: &Watch) -> Result<Self, ApiError> {
        let (feed, local, remote) = match self {
            Self::Public { local, remote, .. } => (Feed::Live, local, remote),
            Self::Tag { local, remote, .. } => (Feed::Topic, local, remote),
            _ => return Ok(self),
        };
        let wanted = Origin { local: !remote, remote: !local, only_media: false };
        let viewer = Viewer::Account(watch.watcher.account);
        let open = feed_access::narrow(watch.site(), viewer, feed, wanted).await?;
        let (local, remote) = open.map_or((false, false), |open| (open.has(true), open.has(false)));
        Ok(match self {
            Self::Public { media, .. } => Self::Public { local, remote, media },
            Self::Tag { tag, .. } => Self::Tag { tag, local, remote },
            other => other,
        })
    }
}

impl Channel {
    /// The channel that an app calls so, if the one who watches may.
    pub(super) async fn open(watch: &Watch, name: &Name) -> Result<Self, ApiError> {
        let mut words = vec![name.stream.clone()];
        let kind = match name.stream.as_str() {
            "user" => Kind::User,
            "user:notification" => Kind::UserNotification,
            "direct" => Kind::Direct,
            "public" => Kind::Public { local: true, remote: true, media: false },
            "public:local" => Kind::Public { local: true, remote: false, media: false },
            "public:remote" => Kind::Public { local: false, remote: true, media: false },
            "public:media" => Kind::Public { local: true, remote: true, media: true },
            "public:local:media" => Kind::Public { local: true, remote: false, media: true },
            "public:remote:media" => Kind::Public { local: false, remote: true, media: true },
            "hashtag" | "hashtag:local" => {
                let tag = name.tag.as_deref().map(str::trim).filter(|tag| !tag.is_empty());
                let tag = tag.ok_or_else(|| ApiError::malformed("Missing tag name parameter"))?;
                words.push(tag.to_lowercase());
                let tag = social::tags::watched(watch.site(), tag).await?;
                Kind::Tag { tag, local: true, remote: name.stream == "hashtag" }
            }
            "list" => {
                let missing = || ApiError::malformed("Missing list name parameter");
                let list = name.list.as_deref().ok_or_else(missing)?;
                words.push(list.to_owned());
                let id = list.parse().map_err(|_| ApiError::RECORD_NOT_FOUND)?;
                Kind::List(social::lists::find(watch.site(), watch.watcher.account, id).await?.id)
            }
            _ => return Err(ApiError::malformed("Unknown stream type")),
        };
        let channel = Self { kind: kind.narrowed(watch).await?, words };
        if watch.watcher.scopes.allows(channel.scope()) { Ok(channel) } else { Err(ApiError::BAD_TOKEN) }
    }

    /// What a token must allow to subscribe.
    fn scope(&self) -> &'static str {
        match self.kind {
            Kind::UserNotification => "read:notifications",
            Kind::List(_) => "read:lists",
            _ => "read:statuses",
        }
    }

    /// Where its news comes from.
    pub(super) fn topics(&self, me: model::AccountId) -> Vec<Topic> {
        let chosen = |one: Option<Topic>, other: Option<Topic>| one.into_iter().chain(other).collect();
        match self.kind {
            Kind::User | Kind::UserNotification => vec![Topic::User(me)],
            Kind::Direct => vec![Topic::Direct(me)],
            Kind::Public { local, remote, media: false } => {
                chosen(local.then_some(Topic::Local), remote.then_some(Topic::Remote))
            }
            Kind::Public { local, remote, media: true } => {
                chosen(local.then_some(Topic::LocalMedia), remote.then_some(Topic::RemoteMedia))
            }
            Kind::Tag { tag, local, remote } => chosen(
                tag.filter(|_| local).map(Topic::LocalTag),
                tag.filter(|_| remote).map(Topic::RemoteTag),
            ),
            Kind::List(list) => vec![Topic::List(list)],
        }
    }

    /// Whether news belongs here, as far as the token may see it.
    pub(super) fn carries(&self, update: &Update, scopes: &Scopes) -> bool {
        match update {
            Update::Notification(_) | Update::NotificationsMerged => scopes.allows("read:notifications"),
            Update::Announcement(_)
            | Update::AnnouncementDeleted(_)
            | Update::AnnouncementReaction { .. } => self.kind == Kind::User,
            _ => self.kind != Kind::UserNotification,
        }
    }
}

#[cfg(test)]
mod tests {
    use model::Id;

    use super::*;

    fn channel(kind: Kind) -> Channel {
        Channel { kind, words: Vec::new() }
    }

    #[test]
    fn notifications_need_their_own_scope() {
        let (all, narrow): (Scopes, Scopes) = ("read".parse().unwrap(), "read:statuses".parse().unwrap());
        let (status, told) = (Update::Status(Id::new(1)), Update::Notification(Id::new(2)));
        let (user, alone) = (channel(Kind::User), channel(Kind::UserNotification));
        assert!(user.carries(&status, &narrow) && user.carries(&told, &all));
        assert!(!user.carries(&told, &narrow));
        assert!(alone.carries(&told, &all));
        assert!(!alone.carries(&status, &all));
    }

    #[test]
    fn each_channel_has_its_own_news() {
        let me = Id::new(1);
        let topics = |kind| channel(kind).topics(me);
        let public = |local, remote, media| topics(Kind::Public { local, remote, media });
        assert_eq!(public(true, true, false), [Topic::Local, Topic::Remote]);
        assert_eq!(public(true, true, true), [Topic::LocalMedia, Topic::RemoteMedia]);
        assert_eq!(public(false, true, true), [Topic::RemoteMedia]);
        let tag = Some(Id::new(5));
        assert_eq!(topics(Kind::Tag { tag, local: true, remote: false }), [Topic::LocalTag(Id::new(5))]);
    }
}
