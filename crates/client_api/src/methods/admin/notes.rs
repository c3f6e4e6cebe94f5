//! Notes of staff about accounts and reports. Mastodon has only pages for them.

use axum::{
    Json,
    extract::{Path, State},
};
use model::{Account, AccountId, Report, StaffNote, StaffNoteId};
use serde::Deserialize;
use social::{
    Staff,
    moderation::notes::{self, About},
};

use crate::{
    Answer, ApiError, ClientApi,
    entities::{self, Empty},
    params::{At, Params},
    staff::{Keeper, scope},
};

/// What a note says.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    content: String,
}

async fn shown(api: &ClientApi, found: &[StaffNote]) -> Result<Vec<entities::admin::StaffNote>, ApiError> {
    let by: Vec<AccountId> = found.iter().filter_map(|note| note.by_account_id).collect();
    let people = social::accounts::show_all(&api.site, &by).await?;
    let author = |note: &StaffNote| people.iter().find(|view| Some(view.account.id) == note.by_account_id);
    let shown = found.iter().map(|note| entities::admin::StaffNote::new(api.instance(), note, author(note)));
    Ok(shown.collect())
}

async fn listed(api: &ClientApi, by: &Staff, about: About) -> Answer<Vec<entities::admin::StaffNote>> {
    let found = notes::list(&api.site, by, about).await?;
    Ok(Json(shown(api, &found).await?))
}

async fn written(
    api: &ClientApi,
    by: &Staff,
    about: About,
    text: &str,
) -> Answer<entities::admin::StaffNote> {
    let note = notes::write(&api.site, by, about, text).await?;
    shown(api, &[note]).await?.pop().map(Json).ok_or(ApiError::RECORD_NOT_FOUND)
}

/// The two numbers of a path.
fn numbers<T>((one, other): (String, String)) -> Result<(model::Id<T>, StaffNoteId), ApiError> {
    let unknown = |_| ApiError::RECORD_NOT_FOUND;
    Ok((one.parse().map_err(unknown)?, other.parse().map_err(unknown)?))
}

/// `GET /api/fanfare/v1/admin/accounts/:id/notes`
pub(crate) async fn of_account(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadAccounts>,
    At(id): At<Account>,
) -> Answer<Vec<entities::admin::StaffNote>> {
    listed(&api, &me.staff, About::Account(id)).await
}

/// `POST /api/fanfare/v1/admin/accounts/:id/notes`
pub(crate) async fn write_about_account(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteAccounts>,
    At(id): At<Account>,
    Params(form): Params<Form>,
) -> Answer<entities::admin::StaffNote> {
    written(&api, &me.staff, About::Account(id), &form.content).await
}

/// `DELETE /api/fanfare/v1/admin/accounts/:id/notes/:note`
pub(crate) async fn remove_from_account(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteAccounts>,
    Path(place): Path<(String, String)>,
) -> Answer<Empty> {
    let (account, note) = numbers::<Account>(place)?;
    notes::remove(&api.site, &me.staff, About::Account(account), note).await?;
    Ok(Json(Empty {}))
}

/// `GET /api/fanfare/v1/admin/reports/:id/notes`
pub(crate) async fn of_report(
    State(api): State<ClientApi>,
    me: Keeper<scope::ReadReports>,
    At(id): At<Report>,
) -> Answer<Vec<entities::admin::StaffNote>> {
    listed(&api, &me.staff, About::Report(id)).await
}

/// `POST /api/fanfare/v1/admin/reports/:id/notes`
pub(crate) async fn write_about_report(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteReports>,
    At(id): At<Report>,
    Params(form): Params<Form>,
) -> Answer<entities::admin::StaffNote> {
    written(&api, &me.staff, About::Report(id), &form.content).await
}

/// `DELETE /api/fanfare/v1/admin/reports/:id/notes/:note`
pub(crate) async fn remove_from_report(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteReports>,
    Path(place): Path<(String, String)>,
) -> Answer<Empty> {
    let (report, note) = numbers::<Report>(place)?;
    notes::remove(&api.site, &me.staff, About::Report(report), note).await?;
    Ok(Json(Empty {}))
}
