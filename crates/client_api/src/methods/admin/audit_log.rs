//! The audit log: what staff did. Mastodon has only a page for it.

use axum::{Json, extract::State};
use serde::Deserialize;
use social::audit::{self, Wanted};

use crate::{
    Answer, ApiError, ClientApi,
    entities::admin::AuditEntry,
    params::Query,
    staff::{Keeper, scope},
};

/// Which entries are wanted.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(crate) struct Form {
    account_id: Option<String>,
    target_kind: Option<String>,
    target_id: Option<String>,
    /// Entries before this number.
    max_id: Option<String>,
}

/// `GET /api/fanfare/v1/admin/audit_log`
pub(crate) async fn index(
    State(api): State<ClientApi>,
    me: Keeper<scope::Read>,
    Query(form): Query<Form>,
) -> Answer<Vec<AuditEntry>> {
    let number = |text: &str| text.parse().map_err(|_| ApiError::RECORD_NOT_FOUND);
    let by = form.account_id.as_deref().map(|id| id.parse().map_err(|_| ApiError::RECORD_NOT_FOUND));
    let id = form.target_id.as_deref().map(number).transpose()?;
    let wanted = Wanted {
        by: by.transpose()?,
        on: form.target_kind.zip(id),
        before: form.max_id.as_deref().map(number).transpose()?,
    };
    let found = audit::list(&api.site, &me.staff, &wanted).await?;
    Ok(Json(found.iter().map(AuditEntry::new).collect()))
}
