//! Watching: waiting for the next update as long as the token works, and rendering it for the one who watches.

use social::{
    Viewer,
    stream::{Topic, Update},
};
use tokio::{
    sync::broadcast::Receiver,
    time::{Interval, MissedTickBehavior, interval},
};

use super::Watcher;
use crate::{ApiError, ClientApi, entities, limits};

/// Why there is nothing more to hear.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The token was revoked.
    Revoked,
    /// The app was too slow, or the server stops: it should connect again.
    Behind,
}

/// An update as apps hear it.
pub(super) struct Told {
    pub(super) event: &'static str,
    /// JSON, or the bare id of what was deleted.
    pub(super) payload: String,
}

/// Somebody who watches. What happens from the moment it is opened is not missed.
pub(super) struct Watch {
    api: ClientApi,
    pub(super) watcher: Watcher,
    updates: Receiver<Update>,
    check: Interval,
}

impl Watch {
    /// Begins to watch.
    pub(super) fn open(api: ClientApi, watcher: Watcher) -> Self {
        let updates = api.site.hub.subscribe(Topic::User(watcher.account));
        let mut check = interval(limits::STREAM_TOKEN_CHECK);
        check.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self { api, watcher, updates, check }
    }

    /// Waits for the next update. If the wait is dropped, nothing is lost.
    pub(super) async fn next(&mut self) -> Result<Update, End> {
        loop {
            tokio::select! {
                update = self.updates.recv() => {
                    // Too slow, or the hub is gone.
                    return update.map_err(|_| End::Behind);
                }
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

    /// Renders an update for the one who watches. `None` if it is gone meanwhile, or not for them.
    pub(super) async fn tell(&self, update: Update) -> Option<Told> {
        // A refusal is no news, and a fault is logged by the conversion.
        self.render(update).await.ok()
    }

    async fn render(&self, update: Update) -> Result<Told, ApiError> {
        let (site, me) = (&self.api.site, self.watcher.account);
        let (event, payload) = match update {
            Update::Status(id) | Update::StatusEdited(id) => {
                let viewer = Viewer::Account(me);
                let view = social::statuses::show(site, viewer, id).await?;
                let event = if matches!(update, Update::Status(_)) { "update" } else { "status.update" };
                (event, json(&entities::Status::new(&site.instance, viewer, &view))?)
            }
            Update::FiltersChanged => ("filters_changed", String::new()),
            Update::NotificationsMerged => ("notifications_merged", "1".to_owned()),
            Update::StatusDeleted(id) => ("delete", id.to_string()),
            Update::Notification(id) => {
                let view = social::notifications::show(site, me, id).await?;
                ("notification", json(&entities::Notification::new(&site.instance, &view))?)
            }
        };
        Ok(Told { event, payload })
    }
}

fn json(entity: &impl serde::Serialize) -> Result<String, ApiError> {
    serde_json::to_string(entity)
        .map_err(|error| social::Fault::caused_by("an entity cannot be written as JSON", error).into())
}
