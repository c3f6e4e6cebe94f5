//! Grouped notifications: <https://docs.joinmastodon.org/methods/grouped_notifications/>

use axum::{Json, extract::State};
use model::{NotificationKind, limits};
use serde::Deserialize;
use serde_json::{Value, json};
use social::notifications::groups;

use super::notifications::Wanted;
use crate::{
    Answer, ApiError, ClientApi,
    auth::{Signed, scope},
    entities::{self, Empty},
    json::Text,
    pagination::{Paging, Written, clamp},
    params::{Query, Word},
};

/// How groups are wanted.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Grouping {
    grouped_types: Vec<String>,
    expand_accounts: Option<String>,
    limit: Option<i64>,
}

impl Grouping {
    /// The kinds that are to be grouped: all that can be, unless the app names some.
    fn kinds(&self) -> Vec<NotificationKind> {
        let named = |kind: &NotificationKind| self.grouped_types.iter().any(|name| name == kind.as_str());
        NotificationKind::ALL
            .into_iter()
            .filter(|kind| kind.is_groupable() && (self.grouped_types.is_empty() || named(kind)))
            .collect()
    }

    fn only_avatars(&self) -> Result<bool, ApiError> {
        match self.expand_accounts.as_deref() {
            None | Some("" | "full") => Ok(false),
            Some("partial_avatars") => Ok(true),
            Some(_) => Err(ApiError::malformed("Invalid value for 'expand_accounts'")),
        }
    }
}

type Results = entities::GroupedNotificationsResults;

/// `GET /api/v2/notifications`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadNotifications>,
    paging: Paging,
    Query(wanted): Query<Wanted>,
    Query(grouping): Query<Grouping>,
) -> Result<Written, ApiError> {
    let only_avatars = grouping.only_avatars()?;
    let (kinds, page) = (wanted.kinds(), paging.page(limits::NOTIFICATIONS_PAGE));
    let found =
        groups::list(&api.site, me.account.id, &wanted.chosen(&kinds), &grouping.kinds(), &page).await?;
    let ids = found.groups.iter().map(|group| group.newest.id.get()).collect();
    let results = Results::new(api.instance(), me.viewer(), &found, only_avatars);
    Ok(paging.written(api.instance(), ids, results.into_text()))
}

/// `GET /api/v2/notifications/:group_key`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadNotifications>,
    Word(key): Word,
) -> Result<Text, ApiError> {
    let found = groups::show(&api.site, me.account.id, &key).await?;
    Ok(Results::new(api.instance(), me.viewer(), &found, false).into_text())
}

/// `GET /api/v2/notifications/:group_key/accounts`
pub(crate) async fn accounts(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadNotifications>,
    Word(key): Word,
) -> Answer<Vec<entities::Account>> {
    let people = groups::people(&api.site, me.account.id, &key).await?;
    Ok(Json(people.iter().map(|view| entities::Account::new(api.instance(), view)).collect()))
}

/// `POST /api/v2/notifications/:group_key/dismiss`
pub(crate) async fn dismiss(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteNotifications>,
    Word(key): Word,
) -> Answer<Empty> {
    groups::dismiss(&api.site, me.account.id, &key).await?;
    Ok(Json(Empty {}))
}

/// `GET /api/v2/notifications/unread_count`
pub(crate) async fn unread_count(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadNotifications>,
    Query(wanted): Query<Wanted>,
    Query(grouping): Query<Grouping>,
) -> Answer<Value> {
    let (kinds, limit) = (wanted.kinds(), clamp(grouping.limit, limits::UNREAD_COUNT));
    let chosen = wanted.chosen(&kinds);
    let count = groups::count_unread(&api.site, me.account.id, &chosen, &grouping.kinds(), limit).await?;
    Ok(Json(json!({ "count": count })))
}
