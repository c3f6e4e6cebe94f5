//! Content rules: writing them, trying them out, and having them act. Mastodon has no such thing.

use axum::{Json, extract::State};
use http::Method;
use model::{Condition, ContentRule, LooksAt, Permissions, RuleAction, StatusId, Timestamp};
use serde::Deserialize;
use serde_json::{Value, json};
use social::content_rules::{self, Draft, rehearse, undo};

use crate::{
    Answer, ApiError, ClientApi,
    entities::{Empty, admin},
    params::{At, Params, Query, Said},
    staff::{Keeper, scope},
};

/// What is said of a rule; what is left out stays as it is, but for its end in a rule that is put whole.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    name: Option<String>,
    looks_at: Option<String>,
    conditions: Option<Vec<Value>>,
    action: Option<String>,
    notice: Said,
    expires_at: Said,
}

impl Form {
    fn over(self, old: Draft, is_whole: bool) -> Result<Draft, ApiError> {
        let unknown = |field| move || ApiError::invalid(field, "is not included in the list");
        let looks_at = self.looks_at.map(|word| LooksAt::parse(&word).ok_or_else(unknown("looks_at")));
        let action = self.action.map(|word| RuleAction::parse(&word).ok_or_else(unknown("action")));
        let conditions = self.conditions.map(|given| given.into_iter().map(condition).collect());
        Ok(Draft {
            name: self.name.unwrap_or(old.name),
            looks_at: looks_at.transpose()?.unwrap_or(old.looks_at),
            conditions: conditions.transpose()?.unwrap_or(old.conditions),
            action: action.transpose()?.unwrap_or(old.action),
            notice: self.notice.0.unwrap_or(old.notice),
            expires_at: match self.expires_at.0.as_deref().map(str::trim) {
                None if is_whole => None,
                None => old.expires_at,
                Some("") => None,
                Some(text) => Some(
                    Timestamp::parse(text)
                        .ok_or_else(|| ApiError::invalid("expires_at", "must be a date and time"))?,
                ),
            },
        })
    }
}

fn condition(given: Value) -> Result<Condition, ApiError> {
    serde_json::from_value(given)
        .map_err(|error| ApiError::invalid("conditions", format!("cannot be read: {error}")))
}

/// A rule about which nothing was said yet.
fn blank() -> Draft {
    Draft {
        name: String::new(),
        looks_at: LooksAt::Everywhere,
        conditions: Vec::new(),
        action: RuleAction::Report,
        notice: String::new(),
        expires_at: None,
    }
}

/// `GET /api/fanfare/v1/admin/content_rules`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Keeper<scope::Read>,
) -> Answer<Vec<admin::ContentRule>> {
    let found = content_rules::list(&api.site, &me.staff).await?;
    Ok(Json(found.iter().map(admin::ContentRule::new).collect()))
}

/// `GET /api/fanfare/v1/admin/content_rules/:id`
pub(crate) async fn show(
    State(api): State<ClientApi>,
    me: Keeper<scope::Read>,
    At(id): At<ContentRule>,
) -> Answer<admin::ContentRule> {
    let view = content_rules::show(&api.site, &me.staff, id).await?;
    Ok(Json(admin::ContentRule::new(&view)))
}

/// `POST /api/fanfare/v1/admin/content_rules`
pub(crate) async fn create(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    Params(form): Params<Form>,
) -> Answer<admin::ContentRule> {
    me.staff.needs(Permissions::MANAGE_SETTINGS)?;
    let view = content_rules::add(&api.site, &me.staff, form.over(blank(), true)?).await?;
    Ok(Json(admin::ContentRule::new(&view)))
}

/// `PUT` and `PATCH /api/fanfare/v1/admin/content_rules/:id`
pub(crate) async fn update(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<ContentRule>,
    method: Method,
    Params(form): Params<Form>,
) -> Answer<admin::ContentRule> {
    me.staff.needs(Permissions::MANAGE_SETTINGS)?;
    let old = content_rules::show(&api.site, &me.staff, id).await?;
    let draft = form.over(Draft::of(&old.rule), method == Method::PUT)?;
    let view = content_rules::change(&api.site, &me.staff, id, draft).await?;
    Ok(Json(admin::ContentRule::new(&view)))
}

/// `DELETE /api/fanfare/v1/admin/content_rules/:id`
pub(crate) async fn destroy(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<ContentRule>,
) -> Answer<Empty> {
    content_rules::remove(&api.site, &me.staff, id).await?;
    Ok(Json(Empty {}))
}

/// `POST /api/fanfare/v1/admin/content_rules/:id/enable`
pub(crate) async fn enable(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<ContentRule>,
) -> Answer<admin::ContentRule> {
    let view = content_rules::enable(&api.site, &me.staff, id).await?;
    Ok(Json(admin::ContentRule::new(&view)))
}

/// `POST /api/fanfare/v1/admin/content_rules/:id/disable`
pub(crate) async fn disable(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<ContentRule>,
) -> Answer<admin::ContentRule> {
    let view = content_rules::disable(&api.site, &me.staff, id).await?;
    Ok(Json(admin::ContentRule::new(&view)))
}

/// `POST /api/fanfare/v1/admin/content_rules/:id/undo`
pub(crate) async fn undo_all(
    State(api): State<ClientApi>,
    me: Keeper<scope::WriteReports>,
    At(id): At<ContentRule>,
) -> Answer<Value> {
    let undone = undo::undo_all(&api.site, &me.staff, id).await?;
    Ok(Json(json!({ "undone": undone })))
}

/// `POST /api/fanfare/v1/admin/content_rules/:id/rehearsal`
pub(crate) async fn rehearse(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<ContentRule>,
) -> Answer<admin::Rehearsal> {
    let view = rehearse::begin(&api.site, &me.staff, id).await?;
    Ok(Json(admin::Rehearsal::new(api.instance(), &view)))
}

/// `GET /api/fanfare/v1/admin/content_rules/:id/rehearsal`
pub(crate) async fn rehearsal(
    State(api): State<ClientApi>,
    me: Keeper<scope::Read>,
    At(id): At<ContentRule>,
) -> Answer<admin::Rehearsal> {
    let view = rehearse::show(&api.site, &me.staff, id).await?;
    Ok(Json(admin::Rehearsal::new(api.instance(), &view)))
}

/// What staff think of something that a rule would have found.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Verdict {
    status_id: String,
    verdict: Option<String>,
}

/// `POST /api/fanfare/v1/admin/content_rules/:id/rehearsal/verdicts`
pub(crate) async fn judge(
    State(api): State<ClientApi>,
    me: Keeper<scope::Write>,
    At(id): At<ContentRule>,
    Params(said): Params<Verdict>,
) -> Answer<admin::Rehearsal> {
    me.staff.needs(Permissions::MANAGE_SETTINGS)?;
    let is_right = match said.verdict.as_deref() {
        None => None,
        Some("right") => Some(true),
        Some("wrong") => Some(false),
        Some(_) => return Err(ApiError::invalid("verdict", "must be right or wrong")),
    };
    let status = status(&said.status_id)?;
    let view = rehearse::judge_match(&api.site, &me.staff, id, status, is_right).await?;
    Ok(Json(admin::Rehearsal::new(api.instance(), &view)))
}

fn status(word: &str) -> Result<StatusId, ApiError> {
    word.parse().map_err(|_| ApiError::RECORD_NOT_FOUND)
}

/// Of which status the files are asked about.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Of {
    status_id: String,
}

/// `GET /api/fanfare/v1/admin/content_rules/media_hashes`
pub(crate) async fn media_hashes(
    State(api): State<ClientApi>,
    me: Keeper<scope::Read>,
    Query(of): Query<Of>,
) -> Answer<Vec<String>> {
    me.staff.needs(Permissions::MANAGE_SETTINGS)?;
    Ok(Json(content_rules::media_hashes(&api.site, &me.staff, status(&of.status_id)?).await?))
}
