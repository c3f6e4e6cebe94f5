//! Finding what is going on: <https://docs.joinmastodon.org/methods/trends/>,
//! <https://docs.joinmastodon.org/methods/suggestions/> and <https://docs.joinmastodon.org/methods/directory/>

use axum::{Json, extract::State};
use model::{Account, limits};
use serde::Deserialize;
use social::{
    feed_access::{self, Feed, Origin},
    suggestions, trends,
};

use crate::{
    Answer, ApiError, ClientApi,
    auth::{Maybe, Signed, scope},
    entities::{self, Empty},
    json::Text,
    pagination::{Paging, Written, clamp},
    params::{At, Params},
};

/// Which part of a list is wanted.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Part {
    limit: Option<i64>,
    offset: Option<i64>,
}

impl Part {
    fn of(&self, page: (i64, i64)) -> (i64, i64) {
        (clamp(self.limit, page), self.offset.unwrap_or(0).max(0))
    }
}

/// `GET /api/v1/trends/tags` and `GET /api/v1/trends`
pub(crate) async fn tags(
    State(api): State<ClientApi>,
    by: Maybe<scope::Anything>,
    Params(part): Params<Part>,
) -> Answer<Vec<entities::Tag>> {
    let (limit, offset) = part.of(limits::TRENDS_PAGE);
    let found = trends::trending_tags(&api.site, by.viewer, limit, offset).await?;
    Ok(Json(found.iter().map(|view| entities::Tag::new(api.instance(), view)).collect()))
}

/// `GET /api/v1/trends/statuses`
pub(crate) async fn statuses(
    State(api): State<ClientApi>,
    by: Maybe<scope::Anything>,
    Params(part): Params<Part>,
) -> Result<Text, ApiError> {
    let (limit, offset) = part.of(limits::STATUSES_PAGE);
    let found = trends::trending_statuses(&api.site, by.viewer, limit, offset).await?;
    Ok(entities::Status::list(api.instance(), by.viewer, &found))
}

/// `GET /api/v1/trends/links`
pub(crate) async fn links(
    State(api): State<ClientApi>,
    by: Maybe<scope::Anything>,
    Params(part): Params<Part>,
) -> Answer<Vec<entities::TrendsLink>> {
    let (limit, offset) = part.of(limits::TRENDS_PAGE);
    let found = trends::trending_links(&api.site, by.viewer, limit, offset).await?;
    let me = by.viewer.account_id();
    Ok(Json(found.iter().map(|view| entities::TrendsLink::new(api.instance(), me, view)).collect()))
}

/// Which page is pointed to.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Link {
    url: String,
}

/// `GET /api/v1/timelines/link`
pub(crate) async fn link_timeline(
    State(api): State<ClientApi>,
    by: Maybe<scope::ReadStatuses>,
    paging: Paging,
    Params(wanted): Params<Link>,
) -> Result<Written, ApiError> {
    feed_access::expect(&api.site, by.viewer, Feed::Topic, Origin::default())?;
    let page = paging.page(limits::STATUSES_PAGE);
    let found = social::search::with_link(&api.site, by.viewer, &wanted.url, &page).await?;
    Ok(super::statuses_page(api.instance(), by.viewer, &paging, &found))
}

/// `GET /api/v2/suggestions`
pub(crate) async fn suggestions(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadAccounts>,
    Params(part): Params<Part>,
) -> Answer<Vec<entities::Suggestion>> {
    let (limit, _) = part.of(limits::ACCOUNTS_PAGE);
    let found = suggestions::list(&api.site, me.account.id, limit).await?;
    Ok(Json(found.iter().map(|one| entities::Suggestion::new(api.instance(), one)).collect()))
}

/// `GET /api/v1/suggestions`
pub(crate) async fn suggested_accounts(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadAccounts>,
    Params(part): Params<Part>,
) -> Answer<Vec<entities::Account>> {
    let (limit, _) = part.of(limits::ACCOUNTS_PAGE);
    let found = suggestions::list(&api.site, me.account.id, limit).await?;
    Ok(Json(found.iter().map(|one| entities::Account::new(api.instance(), &one.view)).collect()))
}

/// `DELETE /api/v1/suggestions/:account_id`
pub(crate) async fn dismiss_suggestion(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteAccounts>,
    At(id): At<Account>,
) -> Answer<Empty> {
    suggestions::dismiss(&api.site, me.account.id, id).await?;
    Ok(Json(Empty {}))
}

/// Which part of the directory is wanted.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Directory {
    limit: Option<i64>,
    offset: Option<i64>,
    order: Option<String>,
    local: bool,
}

/// `GET /api/v1/directory`
pub(crate) async fn directory(
    State(api): State<ClientApi>,
    by: Maybe<scope::Anything>,
    Params(wanted): Params<Directory>,
) -> Answer<Vec<entities::Account>> {
    let newest = match wanted.order.as_deref() {
        None | Some("active") => false,
        Some("new") => true,
        Some(_) => return Err(ApiError::invalid("order", "must be active or new")),
    };
    let (limit, offset) = Part { limit: wanted.limit, offset: wanted.offset }.of(limits::ACCOUNTS_PAGE);
    let found = suggestions::directory(&api.site, by.viewer, newest, wanted.local, limit, offset).await?;
    Ok(Json(found.iter().map(|view| entities::Account::new(api.instance(), view)).collect()))
}

/// Which neighbours are searched for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Peers {
    q: String,
}

/// `GET /api/v1/peers/search`
pub(crate) async fn search_peers(
    State(api): State<ClientApi>,
    Params(wanted): Params<Peers>,
) -> Answer<Vec<String>> {
    Ok(Json(social::instance::search_peers(&api.site, &wanted.q).await?))
}
