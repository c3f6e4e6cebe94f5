//! Notifications: <https://docs.joinmastodon.org/methods/notifications/>

use axum::{Json, extract::State};
use model::{Id, Notification, NotificationKind, limits};
use serde::Deserialize;
use serde_json::{Value, json};
use social::notifications::Chosen;

use crate::{
    Answer, ApiError, ClientApi,
    auth::{Signed, scope},
    entities::{self, Empty},
    json::Text,
    pagination::{Paging, Written, clamp},
    params::{At, Params},
};

/// Which notifications are wanted.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    types: Vec<String>,
    exclude_types: Vec<String>,
    account_id: Option<String>,
    include_filtered: bool,
    limit: Option<i64>,
}

impl Wanted {
    /// The kinds that are asked for and exist here. None of them is not the same as all of them.
    pub(super) fn kinds(&self) -> Vec<NotificationKind> {
        let named = |names: &[String], kind: NotificationKind| names.iter().any(|name| name == kind.as_str());
        NotificationKind::ALL
            .into_iter()
            .filter(|kind| self.types.is_empty() || named(&self.types, *kind))
            .filter(|kind| !named(&self.exclude_types, *kind))
            .collect()
    }

    /// Which notifications those are.
    pub(super) fn chosen<'a>(&self, kinds: &'a [NotificationKind]) -> Chosen<'a> {
        // What cannot be an id is nobody's, and nobody has the id 0 either.
        let nobody = Id::new(-1);
        let from = self.account_id.as_ref();
        let from = from.map(|id| id.parse().ok().filter(|id: &Id<_>| id.get() > 0).unwrap_or(nobody));
        Chosen { kinds, from, filtered: self.include_filtered }
    }
}

/// `GET /api/v1/notifications`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadNotifications>,
    paging: Paging,
    Params(wanted): Params<Wanted>,
) -> Result<Written, ApiError> {
    let (kinds, page) = (wanted.kinds(), paging.page(limits::NOTIFICATIONS_PAGE));
    let found = social::notifications::list(&api.site, me.account.id, &wanted.chosen(&kinds), &page).await?;
    let mut text = Text::with_capacity(2 * crate::limits::STATUS_TEXT * found.len());
    text.list(&found, |text, view| entities::Notification::write(text, api.instance(), view));
    let ids = found.iter().map(|view| view.notification.id.get()).collect();
    Ok(paging.written(api.instance(), ids, text))
}

/// `GET /api/v1/notifications/:id`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadNotifications>,
    At(id): At<Notification>,
) -> Answer<entities::Notification> {
    let view = social::notifications::show(&api.site, me.account.id, id).await?;
    Ok(Json(entities::Notification::new(api.instance(), &view)))
}

/// `POST /api/v1/notifications/clear`
pub(crate) async fn clear(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteNotifications>,
) -> Answer<Empty> {
    social::notifications::clear(&api.site, me.account.id).await?;
    Ok(Json(Empty {}))
}

/// `POST /api/v1/notifications/:id/dismiss`
pub(crate) async fn dismiss(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteNotifications>,
    At(id): At<Notification>,
) -> Answer<Empty> {
    social::notifications::dismiss(&api.site, me.account.id, id).await?;
    Ok(Json(Empty {}))
}

/// `GET /api/v1/notifications/unread_count`
pub(crate) async fn unread_count(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadNotifications>,
    Params(wanted): Params<Wanted>,
) -> Answer<Value> {
    let (kinds, limit) = (wanted.kinds(), clamp(wanted.limit, limits::UNREAD_COUNT));
    let chosen = wanted.chosen(&kinds);
    let count = social::notifications::count_unread(&api.site, me.account.id, &chosen, limit).await?;
    Ok(Json(json!({ "count": count })))
}

/// Which notification.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct One {
    id: String,
}

/// `POST /api/v1/notifications/dismiss`
pub(crate) async fn dismiss_by_id(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteNotifications>,
    Params(wanted): Params<One>,
) -> Answer<Empty> {
    let id = wanted.id.parse().map_err(|_| ApiError::RECORD_NOT_FOUND)?;
    social::notifications::dismiss(&api.site, me.account.id, id).await?;
    Ok(Json(Empty {}))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_chosen_and_left_out_by_name() {
        let kinds = |types: &[&str], exclude: &[&str]| {
            let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
            Wanted { types: list(types), exclude_types: list(exclude), ..Wanted::default() }.kinds()
        };
        assert_eq!(kinds(&[], &[]), NotificationKind::ALL);
        assert_eq!(kinds(&["mention", "nonsense"], &[]), [NotificationKind::Mention]);
        assert_eq!(kinds(&[], &["mention"]).len(), NotificationKind::ALL.len() - 1);
        assert!(kinds(&["nonsense"], &[]).is_empty());
    }
}
