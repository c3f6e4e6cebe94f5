//! Deciding about accounts and statuses, and answering those who object.

use axum::{Json, extract::State};
use model::{Account, AccountId, Report, Strike, StrikeAction, limits};
use serde::Deserialize;
use social::moderation::{
    appeals,
    decide::{self, Decision},
    reports, strikes,
};

use crate::{
    Answer, ApiError, ClientApi,
    auth::{Signed, scope as own},
    entities::{self, AccountWarning, Empty},
    methods::ids,
    pagination::{Listed, Paging},
    params::{At, Params},
    staff::{Keeper, scope},
};

/// What is decided.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    #[serde(rename = "type")]
    kind: String,
    report_id: Option<String>,
    warning_preset_id: Option<String>,
    text: String,
    send_email_notification: Option<bool>,
    status_ids: Vec<String>,
}

impl Form {
    fn decision(self) -> Result<Decision, ApiError> {
        let action = StrikeAction::parse(&self.kind)
            .ok_or_else(|| ApiError::invalid("type", "is not included in the list"))?;
        Ok(Decision {
            action,
            text: self.text,
            preset: number(self.warning_preset_id.as_deref())?,
            report: number(self.report_id.as_deref())?,
            statuses: ids(&self.status_ids, limits::STRIKE_STATUSES)?,
            by_mail: self.send_email_notification.unwrap_or(true),
        })
    }
}

/// A number that may be left out.
fn number<T>(word: Option<&str>) -> Result<Option<model::Id<T>>, ApiError> {
    let word = word.filter(|word| !word.is_empty());
    word.map(|word| word.parse().map_err(|_| ApiError::RECORD_NOT_FOUND)).transpose()
}

/// `POST /api/v1/admin/accounts/:id/action`: <https://docs.joinmastodon.org/methods/admin/accounts/#action>
pub(crate) async fn act(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteAccounts>,
    At(id): At<Account>,
    Params(form): Params<Form>,
) -> Answer<Empty> {
    let decision = form.decision()?;
    if decision.action.is_about_statuses() {
        return Err(ApiError::invalid("type", "is not included in the list"));
    }
    decide::decide(&api.site, &me.staff, id, decision).await?;
    Ok(Json(Empty {}))
}

/// `POST /api/fanfare/v1/admin/accounts/:id/statuses`: marks or deletes statuses of an account.
pub(crate) async fn act_on_statuses(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteAccounts>,
    At(id): At<Account>,
    Params(form): Params<Form>,
) -> Answer<entities::admin::Strike> {
    let strike = decide::decide(&api.site, &me.staff, id, form.decision()?).await?;
    shown(&api, strike).await
}

/// `POST /api/fanfare/v1/admin/reports/:id/actions`
pub(crate) async fn act_on_report(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteReports>,
    At(id): At<Report>,
    Params(form): Params<Form>,
) -> Answer<entities::admin::Strike> {
    let about = reports::find(&api.site, &me.staff, id).await?.target_account_id;
    let decision = Decision { report: Some(id), ..form.decision()? };
    let strike = decide::decide(&api.site, &me.staff, about, decision).await?;
    shown(&api, strike).await
}

async fn shown(api: &ClientApi, strike: Strike) -> Answer<entities::admin::Strike> {
    let about = social::accounts::show(&api.site, strike.account_id).await?;
    Ok(Json(entities::admin::Strike::new(api.instance(), &strike, &about)))
}

async fn listed(
    api: &ClientApi,
    paging: &Paging,
    found: Vec<Strike>,
) -> Result<Listed<entities::admin::Strike>, ApiError> {
    let about: Vec<AccountId> = found.iter().map(|strike| strike.account_id).collect();
    let people = social::accounts::show_all(&api.site, &about).await?;
    let shown = found.iter().filter_map(|strike| {
        let about = people.iter().find(|view| view.account.id == strike.account_id)?;
        Some((strike.id.get(), entities::admin::Strike::new(api.instance(), strike, about)))
    });
    Ok(paging.list(api.instance(), shown.collect()))
}

/// `GET /api/fanfare/v1/admin/accounts/:id/strikes`
pub(crate) async fn strikes_of(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadAccounts>,
    paging: Paging,
    At(id): At<Account>,
) -> Result<Listed<entities::admin::Strike>, ApiError> {
    let found = strikes::of(&api.site, &me.staff, id, &paging.page(limits::REPORTS_PAGE)).await?;
    listed(&api, &paging, found).await
}

/// `GET /api/fanfare/v1/admin/appeals`: strikes to which somebody objects, and nobody has answered.
pub(crate) async fn appeals(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadAccounts>,
    paging: Paging,
) -> Result<Listed<entities::admin::Strike>, ApiError> {
    let found = appeals::waiting(&api.site, &me.staff, &paging.page(limits::REPORTS_PAGE)).await?;
    listed(&api, &paging, found).await
}

/// `POST /api/fanfare/v1/admin/appeals/:id/approve`, by the number of the strike.
pub(crate) async fn approve_appeal(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteAccounts>,
    At(id): At<Strike>,
) -> Answer<entities::admin::Strike> {
    let strike = appeals::answer(&api.site, &me.staff, id, true).await?;
    shown(&api, strike).await
}

/// `POST /api/fanfare/v1/admin/appeals/:id/reject`, by the number of the strike.
pub(crate) async fn reject_appeal(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteAccounts>,
    At(id): At<Strike>,
) -> Answer<entities::admin::Strike> {
    let strike = appeals::answer(&api.site, &me.staff, id, false).await?;
    shown(&api, strike).await
}

/// `GET /api/fanfare/v1/strikes`: one's own.
pub(crate) async fn mine(
    State(api): State<ClientApi>,
    me: Signed<own::ReadAccounts>,
) -> Answer<Vec<AccountWarning>> {
    let about = social::accounts::show(&api.site, me.account.id).await?;
    let found = strikes::mine(&api.site, me.account.id).await?;
    Ok(Json(found.iter().map(|strike| AccountWarning::new(api.instance(), strike, &about)).collect()))
}

/// What somebody says against a strike.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Objection {
    text: String,
}

/// `POST /api/fanfare/v1/strikes/:id/appeal`
pub(crate) async fn appeal(
    State(api): State<ClientApi>,
    me: Signed<own::WriteAccounts>,
    At(id): At<Strike>,
    Params(form): Params<Objection>,
) -> Answer<AccountWarning> {
    let user = social::accounts::find_user(&api.site, me.account.id).await?;
    appeals::appeal(&api.site, &user.ok_or(ApiError::RECORD_NOT_FOUND)?, id, &form.text).await?;
    let about = social::accounts::show(&api.site, me.account.id).await?;
    let found = strikes::mine(&api.site, me.account.id).await?;
    let strike = found.iter().find(|strike| strike.id == id).ok_or(ApiError::RECORD_NOT_FOUND)?;
    Ok(Json(AccountWarning::new(api.instance(), strike, &about)))
}
