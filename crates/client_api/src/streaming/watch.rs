//! Watching: waiting for news as long as the token works, and rendering it for the one who watches. What looks the
//! same to everybody is rendered once.

use std::sync::Arc;

use axum::extract::ws::Utf8Bytes;
use model::StatusId;
use serde_json::json as object;
use social::{
    Site, StatusView, Viewer, filters, hiding,
    stream::{self, News, Topic, Update},
};
use tokio::{
    sync::OnceCell,
    time::{Interval, MissedTickBehavior, interval},
};

use super::{Watcher, channel::Channel};
use crate::{ApiError, ClientApi, entities, limits};

/// Why there is nothing more to hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The token was revoked.
    Revoked,
    /// The app was too slow, or the server stops: it should connect again.
    Behind,
}

/// News as apps hear it.
pub(super) struct Told {
    pub(super) event: &'static str,
    /// JSON, or the bare id of what was deleted; some news says all by itself.
    pub(super) payload: Option<Utf8Bytes>,
}

/// A public status as everybody sees it, rendered once for all who watch.
pub(crate) struct Shared {
    view: StatusView,
    payload: Utf8Bytes,
}

/// Somebody who watches. What happens from the moment a channel is opened is not missed.
pub(super) struct Watch {
    api: ClientApi,
    pub(super) watcher: Watcher,
    pub(super) channels: Vec<Channel>,
    news: stream::Watcher,
    check: Interval,
}

impl Watch {
    /// Begins to watch; nothing yet.
    pub(super) fn begin(api: ClientApi, watcher: Watcher) -> Self {
        let mut check = interval(limits::STREAM_TOKEN_CHECK);
        check.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { api, watcher, channels: Vec::new(), news: stream::Watcher::default(), check }
    }

    pub(super) fn site(&self) -> &Site {
        &self.api.site
    }

    /// Watches a channel, too.
    pub(super) fn subscribe(&mut self, channel: Channel) {
        for topic in channel.topics(self.watcher.account) {
            self.api.site.hub.watch(&mut self.news, topic);
        }
        if !self.channels.contains(&channel) {
            self.channels.push(channel);
        }
    }

    /// No longer watches the channel with these words.
    pub(super) fn unsubscribe(&mut self, words: &[String]) {
        self.channels.retain(|channel| channel.words != words);
        let me = self.watcher.account;
        let wanted: Vec<Topic> = self.channels.iter().flat_map(|channel| channel.topics(me)).collect();
        for topic in self.news.unwanted(&wanted) {
            self.api.site.hub.leave(&mut self.news, topic);
        }
    }

    /// Waits for the next news. If the wait is dropped, nothing is lost.
    pub(super) async fn next(&mut self) -> Result<News, End> {
        loop {
            tokio::select! {
                news = self.news.next() => return news.ok_or(End::Behind),
                _ = self.check.tick() => self.check_token().await?,
            }
        }
    }

    async fn check_token(&self) -> Result<(), End> {
        match social::oauth::is_token_live(&self.api.site, self.watcher.token).await {
            Ok(true) => Ok(()),
            Ok(false) => Err(End::Revoked),
            Err(error) => {
                // Logged by the conversion. Without an answer, the app may as well ask again.
                drop(ApiError::from(error));
                Err(End::Behind)
            }
        }
    }

    /// The channels that news belongs to.
    pub(super) fn channels_of(&self, (topic, update): &News) -> Vec<&Channel> {
        let me = self.watcher.account;
        let belongs = |channel: &&Channel| {
            let is_there = *topic == Topic::Everywhere || channel.topics(me).contains(topic);
            is_there && channel.carries(update, &self.watcher.scopes)
        };
        self.channels.iter().filter(belongs).collect()
    }

    /// Renders news for the one who watches. `None` if it is gone meanwhile, or not for them.
    pub(super) async fn tell(&self, news: &News) -> Option<Told> {
        // A refusal is no news, and a fault is logged by the conversion.
        self.render(news).await.ok().flatten()
    }

    async fn render(&self, (topic, update): &News) -> Result<Option<Told>, ApiError> {
        let (site, me) = (&self.api.site, self.watcher.account);
        let is_open = !matches!(topic, Topic::User(_) | Topic::Direct(_) | Topic::List(_));
        let told = |event, payload: String| Some(Told { event, payload: Some(payload.into()) });
        Ok(match update {
            &Update::Status(id) | &Update::StatusEdited { id, .. } => {
                let event = if matches!(update, Update::Status(_)) { "update" } else { "status.update" };
                if is_open {
                    let shared = self.api.shared.get(&self.api, update.clone(), id).await?;
                    return self.for_me(event, &shared).await;
                }
                let viewer = Viewer::Account(me);
                let view = social::statuses::show(site, viewer, id).await?;
                told(event, entities::Status::new(&site.instance, viewer, &view).into_text().into_string())
            }
            Update::FiltersChanged => Some(Told { event: "filters_changed", payload: None }),
            Update::NotificationsMerged => told("notifications_merged", "1".to_owned()),
            Update::StatusDeleted(id) => told("delete", id.to_string()),
            &Update::Notification(id) => {
                let view = social::notifications::show(site, me, id).await?;
                told("notification", json(&entities::Notification::new(&site.instance, &view))?)
            }
            &Update::Conversation(id) => {
                let view = social::conversations::show(site, me, id).await?;
                told("conversation", json(&entities::Conversation::new(&site.instance, &view))?)
            }
            &Update::Announcement(id) => {
                let view = social::announcements::show(site, me, id).await?;
                told("announcement", json(&entities::Announcement::new(&site.instance, &view))?)
            }
            Update::AnnouncementDeleted(id) => told("announcement.delete", id.to_string()),
            Update::AnnouncementReaction { announcement_id, name } => {
                let view = social::announcements::show(site, me, *announcement_id).await?;
                let count = view.reactions.iter().find(|it| *it.name == **name).map_or(0, |it| it.count);
                let reaction = object!({
                    "name": &**name, "count": count, "announcement_id": announcement_id.to_string(),
                });
                told("announcement.reaction", reaction.to_string())
            }
        })
    }

    /// What everybody sees, unless its author is hidden from the one who watches, or a filter of theirs finds something.
    async fn for_me(&self, event: &'static str, shared: &Shared) -> Result<Option<Told>, ApiError> {
        let (site, me) = (&self.api.site, self.watcher.account);
        let (hidden, now) = (hiding::of(site, me).await?, site.now());
        let mut named = shared.view.mentions.iter().map(|mention| mention.account_id);
        if hidden.hides(&shared.view.author.account, now) || named.any(|id| hidden.hides_id(id, now)) {
            return Ok(None);
        }
        let filtered = filters::found(site, me, &shared.view).await?;
        if filtered.is_empty() {
            return Ok(Some(Told { event, payload: Some(shared.payload.clone()) }));
        }
        let view = StatusView { filtered, has_viewer: true, ..shared.view.clone() };
        let status = entities::Status::new(&site.instance, Viewer::Account(me), &view);
        let payload = status.into_text().into_string();
        Ok(Some(Told { event, payload: Some(payload.into()) }))
    }
}

/// Public statuses rendered lately.
#[derive(Clone)]
pub(crate) struct SharedCache(moka::sync::Cache<Update, Arc<OnceCell<Arc<Shared>>>>);

impl Default for SharedCache {
    fn default() -> Self {
        let kept = moka::sync::Cache::builder()
            .max_capacity(limits::STREAM_SHARED)
            .time_to_live(limits::STREAM_SHARED_FOR)
            .build();
        Self(kept)
    }
}

impl SharedCache {
    /// A public status as everybody sees it; those who come at once wait for one rendering.
    async fn get(&self, api: &ClientApi, update: Update, id: StatusId) -> Result<Arc<Shared>, ApiError> {
        let place = self.0.get_with(update, Arc::default);
        let shared = place.get_or_try_init(async || {
            let view = social::statuses::show_open(&api.site, id).await?;
            let status = entities::Status::new(&api.site.instance, Viewer::Nobody, &view);
            let payload = status.into_text().into_string();
            Ok::<_, ApiError>(Arc::new(Shared { view, payload: payload.into() }))
        });
        shared.await.cloned()
    }
}

fn json(entity: &impl serde::Serialize) -> Result<String, ApiError> {
    serde_json::to_string(entity)
        .map_err(|error| social::Fault::caused_by("an entity cannot be written as JSON", error).into())
}
