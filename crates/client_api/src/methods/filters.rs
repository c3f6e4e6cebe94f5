//! Filters: <https://docs.joinmastodon.org/methods/filters/>

use axum::{Json, extract::State};
use model::{Filter, FilterAction, FilterContext, FilterKeyword, FilterStatus, FilterStatusId, Timestamp};
use serde::Deserialize;
use social::{
    Site,
    filters::{self, KeywordWish, Wish},
};

use crate::{
    Answer, ApiError, ClientApi,
    auth::{Signed, scope},
    entities::{self, Empty},
    params::{At, Params},
};

/// What a filter is to be.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    title: Option<String>,
    context: Option<Vec<String>>,
    filter_action: Option<String>,
    /// Seconds; empty is for ever.
    #[serde(default = "unsaid")]
    expires_in: String,
    keywords_attributes: Vec<Keyword>,
}

/// What happens to a keyword.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Keyword {
    id: Option<String>,
    keyword: Option<String>,
    whole_word: Option<bool>,
    #[serde(rename = "_destroy")]
    is_removed: bool,
}

impl Keyword {
    fn wish(self) -> Result<KeywordWish, ApiError> {
        let id = self.id.map(|id| id.parse().map_err(|_| ApiError::RECORD_NOT_FOUND)).transpose()?;
        let Self { keyword, whole_word, is_removed, .. } = self;
        Ok(KeywordWish { id, keyword, whole_word, is_removed })
    }
}

/// The places with these names.
pub(super) fn contexts(words: &[String]) -> Result<Vec<FilterContext>, ApiError> {
    let known = words.iter().map(|word| FilterContext::parse(word));
    known.collect::<Option<Vec<_>>>().ok_or_else(|| {
        ApiError::invalid("context", "must be some of home, notifications, public, thread and account")
    })
}

/// What stands for "nothing was said" where saying nothing and an empty word are different things.
pub(super) fn unsaid() -> String {
    "-".to_owned()
}

/// When something ends that lasts so many seconds: empty and nought are for ever, unsaid is as before.
pub(super) fn end(
    site: &Site,
    seconds: &str,
    before: Option<Timestamp>,
) -> Result<Option<Timestamp>, ApiError> {
    if seconds == unsaid() {
        return Ok(before);
    }
    if seconds.trim().is_empty() {
        return Ok(None);
    }
    let seconds: i64 =
        seconds.trim().parse().map_err(|_| ApiError::invalid("expires_in", "must be a number of seconds"))?;
    Ok((seconds > 0).then(|| site.now().plus_millis(seconds.saturating_mul(1_000))))
}

impl Wanted {
    /// What is not said stays as it is.
    fn wish(self, site: &Site, before: Wish) -> Result<Wish, ApiError> {
        let action = match self.filter_action.as_deref() {
            None | Some("") => before.action,
            Some(word) => FilterAction::parse(word)
                .ok_or_else(|| ApiError::invalid("filter_action", "must be warn, hide or blur"))?,
        };
        Ok(Wish {
            title: self.title.unwrap_or(before.title),
            contexts: self.context.map_or(Ok(before.contexts), |words| contexts(&words))?,
            action,
            expires_at: end(site, &self.expires_in, before.expires_at)?,
            keywords: self.keywords_attributes.into_iter().map(Keyword::wish).collect::<Result<_, _>>()?,
        })
    }
}

/// `GET /api/v2/filters`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadFilters>,
) -> Answer<Vec<entities::Filter>> {
    Ok(Json(filters::list(&api.site, me.account.id).await?.iter().map(entities::Filter::new).collect()))
}

/// `POST /api/v2/filters`
pub(crate) async fn create(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteFilters>,
    Params(wanted): Params<Wanted>,
) -> Answer<entities::Filter> {
    let fresh = Wish {
        title: String::new(),
        contexts: Vec::new(),
        action: FilterAction::Warn,
        expires_at: None,
        keywords: Vec::new(),
    };
    let filter = filters::create(&api.site, me.account.id, wanted.wish(&api.site, fresh)?).await?;
    Ok(Json(entities::Filter::new(&filter)))
}

/// `GET /api/v2/filters/:id`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadFilters>,
    At(id): At<Filter>,
) -> Answer<entities::Filter> {
    Ok(Json(entities::Filter::new(&filters::find(&api.site, me.account.id, id).await?)))
}

/// `PUT /api/v2/filters/:id`
pub(crate) async fn update(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteFilters>,
    At(id): At<Filter>,
    Params(wanted): Params<Wanted>,
) -> Answer<entities::Filter> {
    let Filter { title, contexts, action, expires_at, .. } =
        filters::find(&api.site, me.account.id, id).await?;
    let before = Wish { title, contexts, action, expires_at, keywords: Vec::new() };
    let filter = filters::change(&api.site, me.account.id, id, wanted.wish(&api.site, before)?).await?;
    Ok(Json(entities::Filter::new(&filter)))
}

/// `DELETE /api/v2/filters/:id`
pub(crate) async fn delete(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteFilters>,
    At(id): At<Filter>,
) -> Answer<Empty> {
    filters::delete(&api.site, me.account.id, id).await?;
    Ok(Json(Empty {}))
}

/// `GET /api/v2/filters/:filter_id/keywords`
pub(crate) async fn keywords(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadFilters>,
    At(id): At<Filter>,
) -> Answer<Vec<entities::FilterKeyword>> {
    let filter = filters::find(&api.site, me.account.id, id).await?;
    Ok(Json(filter.keywords.iter().map(Into::into).collect()))
}

/// `POST /api/v2/filters/:filter_id/keywords`
pub(crate) async fn add_keyword(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteFilters>,
    At(id): At<Filter>,
    Params(wanted): Params<Keyword>,
) -> Answer<entities::FilterKeyword> {
    let Keyword { keyword, whole_word, .. } = wanted;
    let wish = KeywordWish { id: None, keyword, whole_word, is_removed: false };
    let filter = filters::change_keywords(&api.site, me.account.id, id, &[wish]).await?;
    let newest = filter.keywords.last().ok_or(ApiError::RECORD_NOT_FOUND)?;
    Ok(Json(newest.into()))
}

/// `GET /api/v2/filters/keywords/:id`
pub(crate) async fn show_keyword(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadFilters>,
    At(id): At<FilterKeyword>,
) -> Answer<entities::FilterKeyword> {
    let (_, word) = filters::find_keyword(&api.site, me.account.id, id).await?;
    Ok(Json((&word).into()))
}

/// `PUT /api/v2/filters/keywords/:id`
pub(crate) async fn update_keyword(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteFilters>,
    At(id): At<FilterKeyword>,
    Params(wanted): Params<Keyword>,
) -> Answer<entities::FilterKeyword> {
    let (filter, _) = filters::find_keyword(&api.site, me.account.id, id).await?;
    let Keyword { keyword, whole_word, .. } = wanted;
    let wish = KeywordWish { id: Some(id), keyword, whole_word, is_removed: false };
    filters::change_keywords(&api.site, me.account.id, filter.id, &[wish]).await?;
    let (_, word) = filters::find_keyword(&api.site, me.account.id, id).await?;
    Ok(Json((&word).into()))
}

/// `DELETE /api/v2/filters/keywords/:id`
pub(crate) async fn delete_keyword(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteFilters>,
    At(id): At<FilterKeyword>,
) -> Answer<Empty> {
    let (filter, _) = filters::find_keyword(&api.site, me.account.id, id).await?;
    let wish = KeywordWish { id: Some(id), keyword: None, whole_word: None, is_removed: true };
    filters::change_keywords(&api.site, me.account.id, filter.id, &[wish]).await?;
    Ok(Json(Empty {}))
}

/// `GET /api/v2/filters/:filter_id/statuses`
pub(crate) async fn statuses(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadFilters>,
    At(id): At<Filter>,
) -> Answer<Vec<entities::FilterStatus>> {
    let filter = filters::find(&api.site, me.account.id, id).await?;
    Ok(Json(filter.statuses.iter().map(Into::into).collect()))
}

/// Which status.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Which {
    status_id: String,
}

/// `POST /api/v2/filters/:filter_id/statuses`
pub(crate) async fn add_status(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteFilters>,
    At(id): At<Filter>,
    Params(wanted): Params<Which>,
) -> Answer<entities::FilterStatus> {
    let status = wanted.status_id.parse().map_err(|_| ApiError::RECORD_NOT_FOUND)?;
    let added = filters::add_status(&api.site, me.account.id, id, status).await?;
    Ok(Json((&added).into()))
}

/// `GET /api/v2/filters/statuses/:id`
pub(crate) async fn show_status(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadFilters>,
    At(id): At<FilterStatus>,
) -> Answer<entities::FilterStatus> {
    let found = filters::find_status(&api.site, me.account.id, id).await?;
    Ok(Json((&found).into()))
}

/// `DELETE /api/v2/filters/statuses/:id`
pub(crate) async fn delete_status(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteFilters>,
    At(id): At<FilterStatus>,
) -> Answer<Empty> {
    let id: FilterStatusId = id;
    filters::remove_status(&api.site, me.account.id, id).await?;
    Ok(Json(Empty {}))
}
