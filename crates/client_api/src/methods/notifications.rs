//! Notifications: <https://docs.joinmastodon.org/methods/notifications/>

use axum::{Json, extract::State};
use model::{Id, Notification, NotificationKind, limits};
use serde::Deserialize;

use crate::{
    Answer, ApiError, ClientApi,
    auth::{Signed, scope},
    entities::{self, Empty},
    pagination::{Listed, Paging},
    params::{At, Params},
};

/// Which notifications are wanted.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    types: Vec<String>,
    exclude_types: Vec<String>,
    account_id: Option<String>,
}

impl Wanted {
    /// The kinds that are asked for and exist here. None of them is not the same as all of them.
    fn kinds(&self) -> Vec<NotificationKind> {
        let named = |names: &[String], kind: NotificationKind| names.iter().any(|name| name == kind.as_str());
        NotificationKind::ALL
            .into_iter()
            .filter(|kind| self.types.is_empty() || named(&self.types, *kind))
            .filter(|kind| !named(&self.exclude_types, *kind))
            .collect()
    }
}

/// `GET /api/v1/notifications`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadNotifications>,
    paging: Paging,
    Params(wanted): Params<Wanted>,
) -> Result<Listed<entities::Notification>, ApiError> {
    // What cannot be an id is nobody's, and nobody has the id 0 either.
    let nobody = Id::new(-1);
    let from = wanted
        .account_id
        .as_ref()
        .map(|id| id.parse().ok().filter(|id: &Id<_>| id.get() > 0).unwrap_or(nobody));
    let page = paging.page(limits::NOTIFICATIONS_PAGE);
    let found = social::notifications::list(&api.site, me.account.id, &wanted.kinds(), from, &page).await?;
    let shown = |view| entities::Notification::new(api.instance(), view);
    let found = found.iter().map(|view| (view.notification.id.get(), shown(view)));
    Ok(paging.list(api.instance(), found.collect()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_chosen_and_left_out_by_name() {
        let kinds = |types: &[&str], exclude: &[&str]| {
            let list = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
            Wanted { types: list(types), exclude_types: list(exclude), account_id: None }.kinds()
        };
        assert_eq!(kinds(&[], &[]), NotificationKind::ALL);
        assert_eq!(kinds(&["mention", "nonsense"], &[]), [NotificationKind::Mention]);
        assert_eq!(kinds(&[], &["mention"]).len(), NotificationKind::ALL.len() - 1);
        assert!(kinds(&["nonsense"], &[]).is_empty());
    }
}
