//! Reports: <https://docs.joinmastodon.org/methods/reports/>

use axum::{Json, extract::State};
use model::{ReportCategory, limits};
use serde::Deserialize;
use social::reports::NewReport;

use super::ids;
use crate::{
    Answer, ApiError, ClientApi,
    auth::{Signed, scope},
    entities,
    params::Params,
};

/// What somebody tells, and who should hear of it.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    account_id: String,
    status_ids: Vec<String>,
    comment: String,
    category: Option<String>,
    rule_ids: Vec<String>,
    forward: bool,
    forward_to_domains: Option<Vec<String>>,
}

/// `POST /api/v1/reports`
pub(crate) async fn create(
    State(api): State<ClientApi>,
    me: Signed<scope::WriteReports>,
    Params(form): Params<Form>,
) -> Answer<entities::Report> {
    let category = match form.category.as_deref() {
        None => ReportCategory::Other,
        Some(word) => ReportCategory::parse(word)
            .ok_or_else(|| ApiError::invalid("category", "must be spam, legal, violation or other"))?,
    };
    let new = NewReport {
        target: form.account_id.parse().map_err(|_| ApiError::RECORD_NOT_FOUND)?,
        status_ids: ids(&form.status_ids, limits::REPORT_STATUSES)?,
        comment: form.comment,
        category,
        rule_ids: ids(&form.rule_ids, limits::REPORT_STATUSES)?,
        forward: form.forward,
        forward_to: form.forward_to_domains,
    };
    let report = social::reports::report(&api.site, &me.account, new).await?;
    let target = social::accounts::show(&api.site, report.target_account_id).await?;
    Ok(Json(entities::Report::new(api.instance(), &report, &target)))
}
