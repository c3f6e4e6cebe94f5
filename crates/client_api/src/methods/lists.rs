//! Lists: <https://docs.joinmastodon.org/methods/lists/>. Lists may hold hashtags, too; that is our own addition.

use axum::{Json, extract::State};
use model::{Account, List, RepliesPolicy, limits};
use serde::Deserialize;
use social::lists::{self, Wish};

use super::{ids, statuses_page};
use crate::{
    Answer, ApiError, ClientApi,
    auth::{Signed, scope},
    entities::{self, Empty},
    limits::LIST_CHANGES,
    pagination::{Listed, Paging, Written},
    params::{At, Params},
};

/// What a list is to be.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    title: Option<String>,
    replies_policy: Option<String>,
    exclusive: Option<bool>,
}

impl Wanted {
    /// What is not said stays as it is.
    fn wish(self, before: Wish) -> Result<Wish, ApiError> {
        let replies_policy = match self.replies_policy.as_deref() {
            None => before.replies_policy,
            Some(word) => RepliesPolicy::parse(word)
                .ok_or_else(|| ApiError::invalid("replies_policy", "must be followed, list or none"))?,
        };
        Ok(Wish {
            title: self.title.unwrap_or(before.title),
            replies_policy,
            is_exclusive: self.exclusive.unwrap_or(before.is_exclusive),
        })
    }
}

/// `GET /api/v1/lists`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadLists>,
) -> Answer<Vec<entities::List>> {
    Ok(Json(lists::list(&api.site, me.account.id).await?.iter().map(Into::into).collect()))
}

/// `POST /api/v1/lists`
pub(crate) async fn create(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteLists>,
    Params(wanted): Params<Wanted>,
) -> Answer<entities::List> {
    let fresh = Wish { title: String::new(), replies_policy: RepliesPolicy::List, is_exclusive: false };
    let list = lists::create(&api.site, me.account.id, wanted.wish(fresh)?).await?;
    Ok(Json((&list).into()))
}

/// `GET /api/v1/lists/:id`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadLists>,
    At(id): At<List>,
) -> Answer<entities::List> {
    Ok(Json((&lists::find(&api.site, me.account.id, id).await?).into()))
}

/// `PUT /api/v1/lists/:id`
pub(crate) async fn update(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteLists>,
    At(id): At<List>,
    Params(wanted): Params<Wanted>,
) -> Answer<entities::List> {
    let List { title, replies_policy, is_exclusive, .. } = lists::find(&api.site, me.account.id, id).await?;
    let wish = wanted.wish(Wish { title, replies_policy, is_exclusive })?;
    Ok(Json((&lists::change(&api.site, me.account.id, id, wish).await?).into()))
}

/// `DELETE /api/v1/lists/:id`
pub(crate) async fn delete(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteLists>,
    At(id): At<List>,
) -> Answer<Empty> {
    lists::delete(&api.site, me.account.id, id).await?;
    Ok(Json(Empty {}))
}

/// `GET /api/v1/lists/:list_id/accounts`: a limit of 0 asks for all.
pub(crate) async fn accounts(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadLists>,
    At(id): At<List>,
    paging: Paging,
) -> Result<Listed<entities::Account>, ApiError> {
    let page = (!paging.wants_all()).then(|| paging.page(limits::ACCOUNTS_PAGE));
    let members = lists::members(&api.site, me.account.id, id, page.as_ref()).await?;
    let shown = |view| entities::Account::new(api.instance(), view);
    let shown = members.iter().map(|view| (view.account.id.get(), shown(view)));
    Ok(paging.list(api.instance(), shown.collect()))
}

/// Which accounts.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Members {
    account_ids: Vec<String>,
}

/// `POST /api/v1/lists/:list_id/accounts`
pub(crate) async fn add(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteLists>,
    At(id): At<List>,
    Params(wanted): Params<Members>,
) -> Answer<Empty> {
    let members = ids(&wanted.account_ids, LIST_CHANGES)?;
    if members.len() != wanted.account_ids.len() {
        return Err(ApiError::RECORD_NOT_FOUND);
    }
    lists::add(&api.site, &me.account, id, &members).await?;
    Ok(Json(Empty {}))
}

/// `DELETE /api/v1/lists/:list_id/accounts`
pub(crate) async fn remove(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteLists>,
    At(id): At<List>,
    Params(wanted): Params<Members>,
) -> Answer<Empty> {
    let members = ids(&wanted.account_ids, LIST_CHANGES)?;
    lists::remove(&api.site, me.account.id, id, &members).await?;
    Ok(Json(Empty {}))
}

/// `GET /api/v1/accounts/:account_id/lists`
pub(crate) async fn with_account(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadLists>,
    At(id): At<Account>,
) -> Answer<Vec<entities::List>> {
    Ok(Json(lists::with(&api.site, me.account.id, id).await?.iter().map(Into::into).collect()))
}

/// `GET /api/v1/timelines/list/:id`
pub(crate) async fn timeline(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadLists>,
    At(id): At<List>,
    paging: Paging,
) -> Result<Written, ApiError> {
    let page = paging.page(limits::STATUSES_PAGE);
    let found = social::timelines::list(&api.site, me.account.id, id, &page).await?;
    Ok(statuses_page(api.instance(), me.viewer(), &paging, &found))
}

/// `GET /api/v1/lists/:id/tags`
pub(crate) async fn tags(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadLists>,
    At(id): At<List>,
) -> Answer<Vec<entities::Tag>> {
    let tags = lists::tags(&api.site, me.account.id, id).await?;
    let tags = social::tags::dress(&api.site, me.viewer(), tags).await?;
    Ok(Json(tags.iter().map(|view| entities::Tag::new(api.instance(), view)).collect()))
}

/// Which tag.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Named {
    name: String,
}

/// `POST /api/v1/lists/:id/tags`
pub(crate) async fn add_tag(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteLists>,
    At(id): At<List>,
    Params(wanted): Params<Named>,
) -> Answer<Empty> {
    lists::add_tag(&api.site, me.account.id, id, &wanted.name).await?;
    Ok(Json(Empty {}))
}

/// `DELETE /api/v1/lists/:id/tags`
pub(crate) async fn remove_tag(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteLists>,
    At(id): At<List>,
    Params(wanted): Params<Named>,
) -> Answer<Empty> {
    lists::remove_tag(&api.site, me.account.id, id, &wanted.name).await?;
    Ok(Json(Empty {}))
}
