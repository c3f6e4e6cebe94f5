//! Blocks and mutes: <https://docs.joinmastodon.org/methods/blocks/>, <https://docs.joinmastodon.org/methods/mutes/>

use axum::extract::State;
use model::{Account, limits};
use serde::Deserialize;

use super::{accounts::relationship, accounts_page};
use crate::{
    Answer, ApiError, ClientApi,
    auth::{Signed, scope},
    entities,
    pagination::{Listed, Paging},
    params::{At, Params},
};

/// `POST /api/v1/accounts/:id/block`
pub(crate) async fn block(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteBlocks>,
    At(id): At<Account>,
) -> Answer<entities::Relationship> {
    social::blocks::block(&api.site, &me.account, id, None).await?;
    relationship(&api, &me.account, id).await
}

/// `POST /api/v1/accounts/:id/unblock`
pub(crate) async fn unblock(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteBlocks>,
    At(id): At<Account>,
) -> Answer<entities::Relationship> {
    social::blocks::unblock(&api.site, &me.account, id).await?;
    relationship(&api, &me.account, id).await
}

/// `GET /api/v1/blocks`
pub(crate) async fn blocks(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadBlocks>,
    paging: Paging,
) -> Result<Listed<entities::Account>, ApiError> {
    let page = paging.page(limits::ACCOUNTS_PAGE);
    let found = social::blocks::list(&api.site, me.account.id, &page).await?;
    Ok(accounts_page(api.instance(), &paging, &found))
}

/// How somebody is muted.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Mute {
    notifications: Option<bool>,
    /// Seconds; zero is for ever.
    duration: Option<i64>,
}

/// `POST /api/v1/accounts/:id/mute`
pub(crate) async fn mute(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteMutes>,
    At(id): At<Account>,
    Params(wanted): Params<Mute>,
) -> Answer<entities::Relationship> {
    let duration = wanted.duration.filter(|seconds| *seconds > 0);
    let until = duration.map(|seconds| api.site.now().plus_millis(seconds.saturating_mul(1_000)));
    let hides_notifications = wanted.notifications.unwrap_or(true);
    social::mutes::mute(&api.site, &me.account, id, hides_notifications, until).await?;
    relationship(&api, &me.account, id).await
}

/// `POST /api/v1/accounts/:id/unmute`
pub(crate) async fn unmute(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteMutes>,
    At(id): At<Account>,
) -> Answer<entities::Relationship> {
    social::mutes::unmute(&api.site, &me.account, id).await?;
    relationship(&api, &me.account, id).await
}

/// `GET /api/v1/mutes`
pub(crate) async fn mutes(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadMutes>,
    paging: Paging,
) -> Result<Listed<entities::MutedAccount>, ApiError> {
    let found = social::mutes::list(&api.site, me.account.id, &paging.page(limits::ACCOUNTS_PAGE)).await?;
    let shown = |view, until| entities::MutedAccount::new(api.instance(), view, until);
    Ok(paging
        .list(api.instance(), found.iter().map(|(id, view, until)| (*id, shown(view, *until))).collect()))
}
