//! Reports as staff deal with them: <https://docs.joinmastodon.org/methods/admin/reports/>

use axum::{Json, extract::State};
use model::{Report, ReportCategory, ReportId, limits};
use serde::Deserialize;
use social::moderation::reports::{self, Step, Wanted};

use crate::{
    Answer, ApiError, ClientApi, entities,
    methods::ids,
    pagination::{Listed, Paging},
    params::{At, Params},
    staff::{Keeper, scope},
};

/// Which reports are wanted.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Filter {
    resolved: bool,
    account_id: Option<String>,
    target_account_id: Option<String>,
}

/// `GET /api/v1/admin/reports`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadReports>,
    paging: Paging,
    Params(filter): Params<Filter>,
) -> Result<Listed<entities::admin::Report>, ApiError> {
    let account = |word: Option<String>| {
        let word = word.filter(|word| !word.is_empty());
        word.map(|word| word.parse().map_err(|_| ApiError::RECORD_NOT_FOUND)).transpose()
    };
    let wanted = Wanted {
        resolved: filter.resolved,
        by: account(filter.account_id)?,
        about: account(filter.target_account_id)?,
    };
    let page = paging.page(limits::REPORTS_PAGE);
    let found = reports::list(&api.site, &me.staff, wanted, &page).await?;
    let shown =
        found.iter().map(|view| (view.report.id.get(), entities::admin::Report::new(api.instance(), view)));
    Ok(paging.list(api.instance(), shown.collect()))
}

/// `GET /api/v1/admin/reports/:id`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadReports>,
    At(id): At<Report>,
) -> Answer<entities::admin::Report> {
    let view = reports::show(&api.site, &me.staff, id).await?;
    Ok(Json(entities::admin::Report::new(api.instance(), &view)))
}

/// What is said of a report; what is left out stays as it is.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    category: Option<String>,
    rule_ids: Option<Vec<String>>,
}

/// `PUT /api/v1/admin/reports/:id`
pub(crate) async fn update(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteReports>,
    At(id): At<Report>,
    Params(form): Params<Form>,
) -> Answer<entities::admin::Report> {
    let category = match form.category.as_deref() {
        None => None,
        Some(word) => Some(
            ReportCategory::parse(word)
                .ok_or_else(|| ApiError::invalid("category", "is not included in the list"))?,
        ),
    };
    let rules = form.rule_ids.map(|words| ids(&words, limits::RULES)).transpose()?;
    reports::change(&api.site, &me.staff, id, category, rules.as_deref()).await?;
    shown(&api, &me, id).await
}

/// The report after something was done with it, without what only looking at it shows.
async fn shown(
    api: &ClientApi,
    me: &Keeper<scope::WriteReports>,
    id: ReportId,
) -> Answer<entities::admin::Report> {
    let view = reports::glance(&api.site, &me.staff, id).await?;
    Ok(Json(entities::admin::Report::new(api.instance(), &view)))
}

async fn stepped(
    api: &ClientApi,
    me: &Keeper<scope::WriteReports>,
    id: ReportId,
    step: Step,
) -> Answer<entities::admin::Report> {
    reports::step(&api.site, &me.staff, id, step).await?;
    shown(api, me, id).await
}

/// `POST /api/v1/admin/reports/:id/assign_to_self`
pub(crate) async fn assign_to_self(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteReports>,
    At(id): At<Report>,
) -> Answer<entities::admin::Report> {
    stepped(&api, &me, id, Step::Assign).await
}

/// `POST /api/v1/admin/reports/:id/unassign`
pub(crate) async fn unassign(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteReports>,
    At(id): At<Report>,
) -> Answer<entities::admin::Report> {
    stepped(&api, &me, id, Step::Unassign).await
}

/// `POST /api/v1/admin/reports/:id/resolve`
pub(crate) async fn resolve(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteReports>,
    At(id): At<Report>,
) -> Answer<entities::admin::Report> {
    stepped(&api, &me, id, Step::Resolve).await
}

/// `POST /api/v1/admin/reports/:id/reopen`
pub(crate) async fn reopen(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteReports>,
    At(id): At<Report>,
) -> Answer<entities::admin::Report> {
    stepped(&api, &me, id, Step::Reopen).await
}
