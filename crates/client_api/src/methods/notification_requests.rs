//! Notification policy and requests: <https://docs.joinmastodon.org/methods/notifications/#get-policy>

use axum::{Json, extract::State};
use model::{NotificationPolicy, NotificationRequest, Reception, limits};
use serde::Deserialize;
use serde_json::{Value, json};
use social::notifications::{policy, requests};

use super::ids;
use crate::{
    Answer, ApiError, ClientApi,
    auth::{Signed, scope},
    entities::{self, Empty, notification_request},
    pagination::{Listed, Paging},
    params::{At, Params},
};

/// `GET /api/v2/notifications/policy`
pub(crate) async fn show_policy(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadNotifications>,
) -> Answer<Value> {
    Ok(Json(notification_request::policy(&policy::show(&api.site, me.account.id).await?)))
}

/// `GET /api/v1/notifications/policy`
pub(crate) async fn show_policy_v1(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadNotifications>,
) -> Answer<Value> {
    Ok(Json(notification_request::policy_v1(&policy::show(&api.site, me.account.id).await?)))
}

/// What is chosen; what is not said stays as it is.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Choice {
    for_not_following: Option<String>,
    for_not_followers: Option<String>,
    for_new_accounts: Option<String>,
    for_private_mentions: Option<String>,
    for_limited_accounts: Option<String>,
    for_bots: Option<String>,
}

impl Choice {
    fn apply(&self, policy: &mut NotificationPolicy) -> Result<(), ApiError> {
        for (field, word, place) in [
            ("for_not_following", &self.for_not_following, &mut policy.for_not_following),
            ("for_not_followers", &self.for_not_followers, &mut policy.for_not_followers),
            ("for_new_accounts", &self.for_new_accounts, &mut policy.for_new_accounts),
            ("for_private_mentions", &self.for_private_mentions, &mut policy.for_private_mentions),
            ("for_limited_accounts", &self.for_limited_accounts, &mut policy.for_limited_accounts),
            ("for_bots", &self.for_bots, &mut policy.for_bots),
        ] {
            *place = match word.as_deref() {
                None => continue,
                Some("accept") => Reception::Accept,
                Some("filter") => Reception::Filter,
                Some("drop") => Reception::Drop,
                Some(_) => return Err(ApiError::invalid(field, "must be accept, filter or drop")),
            };
        }
        Ok(())
    }
}

/// `PATCH /api/v2/notifications/policy`
pub(crate) async fn choose(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteNotifications>,
    Params(choice): Params<Choice>,
) -> Answer<Value> {
    let mut chosen = policy::show(&api.site, me.account.id).await?.policy;
    choice.apply(&mut chosen)?;
    policy::choose(&api.site, me.account.id, &chosen).await?;
    Ok(Json(notification_request::policy(&policy::show(&api.site, me.account.id).await?)))
}

/// What is chosen, in the first form of the method.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct ChoiceV1 {
    filter_not_following: Option<bool>,
    filter_not_followers: Option<bool>,
    filter_new_accounts: Option<bool>,
    filter_private_mentions: Option<bool>,
}

/// `PUT /api/v1/notifications/policy`
pub(crate) async fn choose_v1(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteNotifications>,
    Params(choice): Params<ChoiceV1>,
) -> Answer<Value> {
    let mut chosen = policy::show(&api.site, me.account.id).await?.policy;
    for (wish, place) in [
        (choice.filter_not_following, &mut chosen.for_not_following),
        (choice.filter_not_followers, &mut chosen.for_not_followers),
        (choice.filter_new_accounts, &mut chosen.for_new_accounts),
        (choice.filter_private_mentions, &mut chosen.for_private_mentions),
    ] {
        match wish {
            None => {}
            Some(true) => *place = Reception::Filter,
            Some(false) => *place = Reception::Accept,
        }
    }
    policy::choose(&api.site, me.account.id, &chosen).await?;
    Ok(Json(notification_request::policy_v1(&policy::show(&api.site, me.account.id).await?)))
}

/// `GET /api/v1/notifications/requests`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadNotifications>,
    paging: Paging,
) -> Result<Listed<entities::NotificationRequest>, ApiError> {
    let page = paging.page(limits::NOTIFICATIONS_PAGE);
    let found = requests::list(&api.site, me.account.id, &page).await?;
    let shown = |view| entities::NotificationRequest::new(api.instance(), view);
    Ok(paging.list(api.instance(), found.iter().map(|view| (view.request.id.get(), shown(view))).collect()))
}

/// `GET /api/v1/notifications/requests/:id`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadNotifications>,
    At(id): At<NotificationRequest>,
) -> Answer<entities::NotificationRequest> {
    let view = requests::show(&api.site, me.account.id, id).await?;
    Ok(Json(entities::NotificationRequest::new(api.instance(), &view)))
}

/// `POST /api/v1/notifications/requests/:id/accept`
pub(crate) async fn accept(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteNotifications>,
    At(id): At<NotificationRequest>,
) -> Answer<Empty> {
    requests::accept(&api.site, me.account.id, &[id]).await?;
    Ok(Json(Empty {}))
}

/// `POST /api/v1/notifications/requests/:id/dismiss`
pub(crate) async fn dismiss(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteNotifications>,
    At(id): At<NotificationRequest>,
) -> Answer<Empty> {
    requests::dismiss(&api.site, me.account.id, &[id]).await?;
    Ok(Json(Empty {}))
}

/// Several requests.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Several {
    id: Vec<String>,
}

/// `POST /api/v1/notifications/requests/accept`
pub(crate) async fn accept_several(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteNotifications>,
    Params(wanted): Params<Several>,
) -> Answer<Empty> {
    let wanted = ids(&wanted.id, limits::NOTIFICATIONS_PAGE.1 as usize)?;
    requests::accept(&api.site, me.account.id, &wanted).await?;
    Ok(Json(Empty {}))
}

/// `POST /api/v1/notifications/requests/dismiss`
pub(crate) async fn dismiss_several(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteNotifications>,
    Params(wanted): Params<Several>,
) -> Answer<Empty> {
    let wanted = ids(&wanted.id, limits::NOTIFICATIONS_PAGE.1 as usize)?;
    requests::dismiss(&api.site, me.account.id, &wanted).await?;
    Ok(Json(Empty {}))
}

/// `GET /api/v1/notifications/requests/merged`: accepting puts everything in its place before it answers.
pub(crate) async fn merged(_me: Signed<scope::ReadNotifications>) -> Json<Value> {
    Json(json!({ "merged": true }))
}
