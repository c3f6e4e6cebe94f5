//! Accounts: <https://docs.joinmastodon.org/methods/accounts/>

use axum::{Json, extract::State};
use model::{Account, AccountId, limits};
use serde::Deserialize;
use social::{Viewer, follows::Choice, statuses::ByAccount};

use super::{accounts_page, ids, statuses_page};
use crate::{
    Answer, ApiError, ClientApi,
    auth::{Maybe, Signed, scope},
    entities,
    pagination::{Listed, Paging, Written, clamp},
    params::{At, Params},
};

/// `GET /api/v1/accounts/verify_credentials`
pub(crate) async fn verify_credentials(
    State(api): State<ClientApi>,
    me: Signed<scope::Profile>,
) -> Answer<entities::CredentialAccount> {
    own(&api, me.account.id).await
}

/// An account as its own user sees it.
pub(super) async fn own(api: &ClientApi, id: AccountId) -> Answer<entities::CredentialAccount> {
    let credentials = social::accounts::credentials(&api.site, id).await?;
    Ok(Json(entities::CredentialAccount::new(api.instance(), &credentials)))
}

/// Which account is looked up.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Lookup {
    acct: String,
}

/// `GET /api/v1/accounts/lookup`
pub(crate) async fn lookup(
    State(api): State<ClientApi>,
    _anybody: Maybe<scope::ReadAccounts>,
    Params(wanted): Params<Lookup>,
) -> Answer<entities::Account> {
    let view = social::accounts::lookup(&api.site, &wanted.acct).await?;
    Ok(Json(entities::Account::new(api.instance(), &view)))
}

/// Which accounts are searched for.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Search {
    q: String,
    limit: Option<i64>,
    offset: Option<i64>,
    resolve: bool,
    following: bool,
}

/// `GET /api/v1/accounts/search`
pub(crate) async fn search(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadAccounts>,
    Params(wanted): Params<Search>,
) -> Answer<Vec<entities::Account>> {
    let query = super::search::Accounts {
        text: &wanted.q,
        limit: clamp(wanted.limit, limits::ACCOUNTS_PAGE),
        offset: wanted.offset.unwrap_or(0).max(0),
        resolve: wanted.resolve,
        following: wanted.following,
    };
    super::search::find_accounts(&api, me.viewer(), query).await.map(Json)
}

/// Several accounts.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Several {
    id: Vec<String>,
}

/// `GET /api/v1/accounts/relationships`
pub(crate) async fn relationships(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadFollows>,
    Params(wanted): Params<Several>,
) -> Answer<Vec<entities::Relationship>> {
    let others = ids(&wanted.id, limits::RELATIONSHIPS)?;
    let between = social::relationships::between(&api.site, me.account.id, &others).await?;
    Ok(Json(between.iter().map(entities::Relationship::from).collect()))
}

/// `GET /api/v1/accounts`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    _anybody: Maybe<scope::ReadAccounts>,
    Params(wanted): Params<Several>,
) -> Answer<Vec<entities::Account>> {
    let wanted = ids(&wanted.id, limits::ACCOUNTS_PAGE.0 as usize)?;
    let views = social::accounts::show_all(&api.site, &wanted).await?;
    Ok(Json(views.iter().map(|view| entities::Account::new(api.instance(), view)).collect()))
}

/// `GET /api/v1/accounts/:id`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    _anybody: Maybe<scope::ReadAccounts>,
    At(id): At<Account>,
) -> Answer<entities::Account> {
    let view = social::accounts::show(&api.site, id).await?;
    if !social::accounts::has_joined(&api.site, &view.account).await? {
        return Err(ApiError::RECORD_NOT_FOUND);
    }
    Ok(Json(entities::Account::new(api.instance(), &view)))
}

/// Which statuses of an account are wanted.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Statuses {
    exclude_replies: bool,
    exclude_reblogs: bool,
    only_media: bool,
    pinned: bool,
    tagged: Option<String>,
}

impl From<Statuses> for ByAccount {
    fn from(wanted: Statuses) -> Self {
        let Statuses { exclude_replies, exclude_reblogs, only_media, pinned, tagged } = wanted;
        Self { exclude_replies, exclude_reblogs, only_media, pinned, tagged }
    }
}

/// `GET /api/v1/accounts/:id/statuses`
pub(crate) async fn statuses(
    State(api): State<ClientApi>,
    by: Maybe<scope::ReadStatuses>,
    At(id): At<Account>,
    paging: Paging,
    Params(wanted): Params<Statuses>,
) -> Result<Written, ApiError> {
    let page = paging.page(limits::STATUSES_PAGE);
    let is_opened = wanted.pinned && by.viewer != Viewer::Nobody;
    if is_opened {
        api.federation.profile_opened(id).await?;
    }
    let found = social::statuses::by_account(&api.site, by.viewer, id, wanted.into(), &page).await?;
    Ok(statuses_page(api.instance(), by.viewer, &paging, &found))
}

/// `GET /api/v1/accounts/:id/followers`
pub(crate) async fn followers(
    State(api): State<ClientApi>,
    by: Maybe<scope::ReadAccounts>,
    At(id): At<Account>,
    paging: Paging,
) -> Result<Listed<entities::Account>, ApiError> {
    let page = paging.page(limits::ACCOUNTS_PAGE);
    let found = social::follows::followers(&api.site, by.viewer, id, &page).await?;
    Ok(accounts_page(api.instance(), &paging, &found))
}

/// `GET /api/v1/accounts/:id/following`
pub(crate) async fn following(
    State(api): State<ClientApi>,
    by: Maybe<scope::ReadAccounts>,
    At(id): At<Account>,
    paging: Paging,
) -> Result<Listed<entities::Account>, ApiError> {
    let page = paging.page(limits::ACCOUNTS_PAGE);
    let found = social::follows::following(&api.site, by.viewer, id, &page).await?;
    Ok(accounts_page(api.instance(), &paging, &found))
}

/// What a follower wants to see.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Follow {
    reblogs: Option<bool>,
    notify: Option<bool>,
    languages: Option<Vec<String>>,
}

impl From<Follow> for Choice {
    fn from(Follow { reblogs, notify, languages }: Follow) -> Self {
        // An empty word is how a form says "none".
        let languages =
            languages.map(|chosen| chosen.into_iter().filter(|language| !language.is_empty()).collect());
        Self { reblogs, notify, languages }
    }
}

/// `POST /api/v1/accounts/:id/follow`
pub(crate) async fn follow(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteFollows>,
    At(id): At<Account>,
    Params(wish): Params<Follow>,
) -> Answer<entities::Relationship> {
    social::follows::follow(&api.site, &me.account, id, wish.into(), None).await?;
    relationship(&api, &me.account, id).await
}

/// `POST /api/v1/accounts/:id/unfollow`
pub(crate) async fn unfollow(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteFollows>,
    At(id): At<Account>,
) -> Answer<entities::Relationship> {
    social::follows::unfollow(&api.site, &me.account, id).await?;
    relationship(&api, &me.account, id).await
}

/// `POST /api/v1/accounts/:id/remove_from_followers`
pub(crate) async fn remove_from_followers(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteFollows>,
    At(id): At<Account>,
) -> Answer<entities::Relationship> {
    social::follows::remove_follower(&api.site, &me.account, id).await?;
    relationship(&api, &me.account, id).await
}

/// `GET /api/v1/accounts/familiar_followers`
pub(crate) async fn familiar_followers(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadFollows>,
    Params(wanted): Params<Several>,
) -> Answer<Vec<entities::FamiliarFollowers>> {
    let others = ids(&wanted.id, limits::FAMILIAR_FOLLOWERS)?;
    let familiar = social::follows::familiar(&api.site, me.account.id, &others).await?;
    let shown =
        |(of, list): &(AccountId, Vec<_>)| entities::FamiliarFollowers::new(api.instance(), *of, list);
    Ok(Json(familiar.iter().map(shown).collect()))
}

/// How an account stands to another now.
pub(super) async fn relationship(
    api: &ClientApi,
    me: &Account,
    other: AccountId,
) -> Answer<entities::Relationship> {
    let between = social::relationships::between(&api.site, me.id, &[other]).await?;
    let between = between.first().ok_or(ApiError::RECORD_NOT_FOUND)?;
    Ok(Json(between.into()))
}
