//! Filter: what somebody does not want to meet unprepared, and what was found of it in a status.

use model::{FilterContext, Timestamp};
use serde::Serialize;
use social::filters::Match;

/// <https://docs.joinmastodon.org/entities/Filter/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Filter {
    pub id: String,
    pub title: String,
    pub context: Vec<&'static str>,
    pub expires_at: Option<String>,
    pub filter_action: &'static str,
    /// Left out where something was found.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keywords: Option<Vec<FilterKeyword>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statuses: Option<Vec<FilterStatus>>,
}

/// <https://docs.joinmastodon.org/entities/FilterKeyword/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct FilterKeyword {
    pub id: String,
    pub keyword: String,
    pub whole_word: bool,
}

/// <https://docs.joinmastodon.org/entities/FilterStatus/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct FilterStatus {
    pub id: String,
    pub status_id: String,
}

/// <https://docs.joinmastodon.org/entities/FilterResult/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct FilterResult {
    pub filter: Filter,
    pub keyword_matches: Option<Vec<String>>,
    pub status_matches: Option<Vec<String>>,
}

/// <https://docs.joinmastodon.org/entities/V1_Filter/>: one keyword of a filter
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct FilterV1 {
    pub id: String,
    pub phrase: String,
    pub context: Vec<&'static str>,
    pub whole_word: bool,
    pub expires_at: Option<String>,
    pub irreversible: bool,
}

fn contexts(filter: &model::Filter) -> Vec<&'static str> {
    filter.contexts.iter().copied().map(FilterContext::as_str).collect()
}

impl Filter {
    /// A filter with all that belongs to it.
    pub fn new(filter: &model::Filter) -> Self {
        Self {
            keywords: Some(filter.keywords.iter().map(Into::into).collect()),
            statuses: Some(filter.statuses.iter().map(Into::into).collect()),
            ..Self::bare(filter)
        }
    }

    fn bare(filter: &model::Filter) -> Self {
        Self {
            id: filter.id.to_string(),
            title: filter.title.clone(),
            context: contexts(filter),
            expires_at: filter.expires_at.map(Timestamp::to_rfc3339_millis),
            filter_action: filter.action.as_str(),
            keywords: None,
            statuses: None,
        }
    }
}

impl From<&model::FilterKeyword> for FilterKeyword {
    fn from(word: &model::FilterKeyword) -> Self {
        Self { id: word.id.to_string(), keyword: word.keyword.clone(), whole_word: word.whole_word }
    }
}

impl From<&model::FilterStatus> for FilterStatus {
    fn from(status: &model::FilterStatus) -> Self {
        Self { id: status.id.to_string(), status_id: status.status_id.to_string() }
    }
}

impl From<&Match> for FilterResult {
    fn from(found: &Match) -> Self {
        Self {
            filter: Filter::bare(&found.filter),
            keyword_matches: (!found.keywords.is_empty()).then(|| found.keywords.clone()),
            status_matches: found.status.map(|id| vec![id.to_string()]),
        }
    }
}

impl FilterV1 {
    /// One keyword, as the first version of the API knows filters.
    pub fn new(filter: &model::Filter, word: &model::FilterKeyword) -> Self {
        Self {
            id: word.id.to_string(),
            phrase: word.keyword.clone(),
            context: contexts(filter),
            whole_word: word.whole_word,
            expires_at: filter.expires_at.map(Timestamp::to_rfc3339_millis),
            irreversible: filter.action == model::FilterAction::Hide,
        }
    }
}
