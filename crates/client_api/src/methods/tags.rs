//! Tags: <https://docs.joinmastodon.org/methods/tags/>, followed and featured ones.

use axum::{Json, extract::State};
use model::{Account, FeaturedTag, limits};
use serde::Deserialize;
use social::tags;

use crate::{
    Answer, ApiError, ClientApi,
    auth::{Maybe, Signed, scope},
    entities::{self, Empty},
    pagination::{Listed, Paging},
    params::{At, Params, Word},
};

/// `GET /api/v1/tags/:id`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    by: Maybe<scope::Anything>,
    Word(name): Word,
) -> Answer<entities::Tag> {
    let view = tags::show(&api.site, by.viewer, &name).await?;
    Ok(Json(entities::Tag::new(api.instance(), &view)))
}

/// `POST /api/v1/tags/:id/follow`
pub(crate) async fn follow(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteFollows>,
    Word(name): Word,
) -> Answer<entities::Tag> {
    let view = tags::follow(&api.site, me.account.id, &name).await?;
    api.federation.tag_opened(me.account.id, &name).await?;
    Ok(Json(entities::Tag::new(api.instance(), &view)))
}

/// `POST /api/v1/tags/:id/unfollow`
pub(crate) async fn unfollow(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteFollows>,
    Word(name): Word,
) -> Answer<entities::Tag> {
    let view = tags::unfollow(&api.site, me.account.id, &name).await?;
    Ok(Json(entities::Tag::new(api.instance(), &view)))
}

/// `POST /api/v1/tags/:id/feature`
pub(crate) async fn feature(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteAccounts>,
    Word(name): Word,
) -> Answer<entities::Tag> {
    let view = tags::feature(&api.site, me.account.id, &name).await?;
    Ok(Json(entities::Tag::new(api.instance(), &view)))
}

/// `POST /api/v1/tags/:id/unfeature`
pub(crate) async fn unfeature(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteAccounts>,
    Word(name): Word,
) -> Answer<entities::Tag> {
    let view = tags::unfeature(&api.site, me.account.id, &name).await?;
    Ok(Json(entities::Tag::new(api.instance(), &view)))
}

/// `GET /api/v1/followed_tags`
pub(crate) async fn followed(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadFollows>,
    paging: Paging,
) -> Result<Listed<entities::Tag>, ApiError> {
    let found = tags::followed(&api.site, me.account.id, &paging.page(limits::TAGS_PAGE)).await?;
    let shown = found.iter().map(|(id, view)| (*id, entities::Tag::new(api.instance(), view)));
    Ok(paging.list(api.instance(), shown.collect()))
}

/// `GET /api/v1/featured_tags`
pub(crate) async fn featured(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadAccounts>,
) -> Answer<Vec<entities::FeaturedTag>> {
    shown(&api, &me.account).await
}

/// `GET /api/v1/accounts/:account_id/featured_tags`
pub(crate) async fn featured_by(
    State(api): State<ClientApi>,
    _anybody: Maybe<scope::Anything>,
    At(id): At<Account>,
) -> Answer<Vec<entities::FeaturedTag>> {
    let account = social::accounts::find(&api.site, id).await?;
    shown(&api, &account).await
}

async fn shown(api: &ClientApi, account: &Account) -> Answer<Vec<entities::FeaturedTag>> {
    let featured = tags::featured(&api.site, account.id).await?;
    Ok(Json(featured.iter().map(|view| entities::FeaturedTag::new(account, view)).collect()))
}

/// Which tag.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Named {
    name: String,
}

/// `POST /api/v1/featured_tags`
pub(crate) async fn add_featured(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteAccounts>,
    Params(wanted): Params<Named>,
) -> Answer<entities::FeaturedTag> {
    let tag = tags::feature(&api.site, me.account.id, &wanted.name).await?;
    let featured = tags::featured(&api.site, me.account.id).await?;
    let view = featured.iter().find(|view| view.tag.id == tag.tag.id).ok_or(ApiError::RECORD_NOT_FOUND)?;
    Ok(Json(entities::FeaturedTag::new(&me.account, view)))
}

/// `DELETE /api/v1/featured_tags/:id`
pub(crate) async fn remove_featured(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteAccounts>,
    At(id): At<FeaturedTag>,
) -> Answer<Empty> {
    tags::unfeature_by_id(&api.site, me.account.id, id).await?;
    Ok(Json(Empty {}))
}

/// `GET /api/v1/featured_tags/suggestions`
pub(crate) async fn suggestions(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadAccounts>,
) -> Answer<Vec<entities::Tag>> {
    let found = tags::suggestions(&api.site, me.account.id).await?;
    Ok(Json(found.iter().map(|view| entities::Tag::new(api.instance(), view)).collect()))
}
