//! Filters as the first version of the API knows them: each keyword of a filter is one.
//! <https://docs.joinmastodon.org/methods/filters/#v1>

use axum::{Json, extract::State};
use model::{FilterAction, FilterContext, FilterKeyword, Timestamp};
use serde::Deserialize;
use social::filters::{self, KeywordWish, Wish};

use super::filters::{contexts, end, unsaid};
use crate::{
    Answer, ApiError, ClientApi,
    auth::{Signed, scope},
    entities::{Empty, FilterV1},
    params::{At, Params},
};

/// What a filter is to be.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    phrase: Option<String>,
    context: Option<Vec<String>>,
    irreversible: Option<bool>,
    whole_word: Option<bool>,
    #[serde(default = "unsaid")]
    expires_in: String,
}

impl Wanted {
    fn wish(
        self,
        api: &ClientApi,
        id: Option<model::FilterKeywordId>,
        before: (String, Vec<FilterContext>, FilterAction, Option<Timestamp>),
    ) -> Result<Wish, ApiError> {
        let (title, places, action, expires_at) = before;
        let action = match self.irreversible {
            None => action,
            Some(true) => FilterAction::Hide,
            Some(false) => FilterAction::Warn,
        };
        let whole_word = self.whole_word.or(id.is_none().then_some(false));
        let keyword = KeywordWish { id, keyword: self.phrase.clone(), whole_word, is_removed: false };
        Ok(Wish {
            title: if title.is_empty() { self.phrase.unwrap_or_default() } else { title },
            contexts: self.context.map_or(Ok(places), |words| contexts(&words))?,
            action,
            expires_at: end(&api.site, &self.expires_in, expires_at)?,
            keywords: vec![keyword],
        })
    }
}

/// `GET /api/v1/filters`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadFilters>,
) -> Answer<Vec<FilterV1>> {
    let filters = filters::list(&api.site, me.account.id).await?;
    let each = |filter| move |word| FilterV1::new(filter, word);
    Ok(Json(filters.iter().flat_map(|filter| filter.keywords.iter().map(each(filter))).collect()))
}

/// `POST /api/v1/filters`
pub(crate) async fn create(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteFilters>,
    Params(wanted): Params<Wanted>,
) -> Answer<FilterV1> {
    if wanted.phrase.as_deref().is_none_or(|phrase| phrase.trim().is_empty()) {
        return Err(ApiError::invalid("phrase", "can't be blank"));
    }
    let wish = wanted.wish(&api, None, (String::new(), Vec::new(), FilterAction::Warn, None))?;
    let filter = filters::create(&api.site, me.account.id, wish).await?;
    let word = filter.keywords.last().ok_or(ApiError::RECORD_NOT_FOUND)?;
    Ok(Json(FilterV1::new(&filter, word)))
}

/// `GET /api/v1/filters/:id`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    me: Signed<scope::ReadFilters>,
    At(id): At<FilterKeyword>,
) -> Answer<FilterV1> {
    let (filter, word) = filters::find_keyword(&api.site, me.account.id, id).await?;
    Ok(Json(FilterV1::new(&filter, &word)))
}

/// `PUT /api/v1/filters/:id`
pub(crate) async fn update(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteFilters>,
    At(id): At<FilterKeyword>,
    Params(wanted): Params<Wanted>,
) -> Answer<FilterV1> {
    let (filter, _) = filters::find_keyword(&api.site, me.account.id, id).await?;
    let before = (filter.title.clone(), filter.contexts.clone(), filter.action, filter.expires_at);
    let wish = wanted.wish(&api, Some(id), before)?;
    let is_changed = wish.contexts != filter.contexts
        || wish.action != filter.action
        || wish.expires_at != filter.expires_at;
    if is_changed && filter.keywords.len() > 1 {
        let message = "has more keywords than this version of the API can change at once; use another app";
        return Err(ApiError::invalid("filter", message));
    }
    filters::change(&api.site, me.account.id, filter.id, wish).await?;
    let (filter, word) = filters::find_keyword(&api.site, me.account.id, id).await?;
    Ok(Json(FilterV1::new(&filter, &word)))
}

/// `DELETE /api/v1/filters/:id`: with its last keyword, the filter goes.
pub(crate) async fn delete(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteFilters>,
    At(id): At<FilterKeyword>,
) -> Answer<Empty> {
    let (filter, _) = filters::find_keyword(&api.site, me.account.id, id).await?;
    if filter.keywords.len() == 1 && filter.statuses.is_empty() {
        filters::delete(&api.site, me.account.id, filter.id).await?;
    } else {
        let wish = KeywordWish { id: Some(id), keyword: None, whole_word: None, is_removed: true };
        filters::change_keywords(&api.site, me.account.id, filter.id, &[wish]).await?;
    }
    Ok(Json(Empty {}))
}
