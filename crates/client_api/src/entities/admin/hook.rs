//! Web hooks as those see them who have other programs told, and what those are told.

use model::{Instance, Report, WebHook};
use serde::Serialize;
use serde_json::{Value, json};
use social::{AccountView, Credentials, StatusView, Viewer};

use crate::entities;

/// A web hook. Mastodon has only a page for it.
#[derive(Clone, Debug, Serialize)]
pub struct Hook {
    /// Identifier.
    pub id: String,
    /// Where it is told.
    pub url: String,
    /// What it is told of.
    pub events: Vec<&'static str>,
    /// Whether it is told.
    pub enabled: bool,
    /// When it was made.
    pub created_at: String,
    /// When it last changed.
    pub updated_at: String,
    /// How often in a row it took nothing.
    pub failures: i64,
    /// Why.
    pub last_error: Option<String>,
    /// What messages are signed with: only there when it is new.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
}

impl Hook {
    /// A web hook as shown.
    pub fn new(hook: &WebHook) -> Self {
        Self {
            id: hook.id.to_string(),
            url: hook.url.clone(),
            events: hook.events.iter().map(|event| event.as_str()).collect(),
            enabled: hook.is_enabled,
            created_at: hook.created_at.to_rfc3339_millis(),
            updated_at: hook.updated_at.to_rfc3339_millis(),
            failures: hook.failures,
            last_error: hook.last_error.clone(),
            secret: None,
        }
    }

    /// A web hook whose secret is new.
    pub fn with_secret(hook: &WebHook) -> Self {
        Self { secret: Some(hook.secret.clone()), ..Self::new(hook) }
    }
}

/// What other programs are told of a status: what everybody sees.
pub fn status(instance: &Instance, view: &StatusView) -> Value {
    serde_json::to_value(entities::Status::new(instance, Viewer::Nobody, view)).unwrap_or_default()
}

/// What other programs are told of a member, under the names of Mastodon's Admin::Account.
pub fn member(instance: &Instance, member: &Credentials) -> Value {
    let Credentials { view, user, .. } = member;
    json!({
        "id": view.account.id.to_string(),
        "username": view.account.username,
        "domain": view.account.domain,
        "created_at": view.account.created_at.to_rfc3339_millis(),
        "email": user.email,
        "role": view.role.as_deref().map(entities::Role::new),
        "confirmed": user.confirmed_at.is_some(),
        "approved": user.approved_at.is_some(),
        "disabled": user.disabled_at.is_some(),
        "suspended": view.account.is_suspended(),
        "locale": user.preferences.language,
        "invite_request": user.reason,
        "account": entities::Account::new(instance, view),
    })
}

/// What other programs are told of a report, under the names of Mastodon's Admin::Report.
pub fn report(instance: &Instance, report: &Report, by: Option<&AccountView>, target: &AccountView) -> Value {
    let account = |view| entities::Account::new(instance, view);
    json!({
        "id": report.id.to_string(),
        "action_taken": report.resolved_at.is_some(),
        "action_taken_at": report.resolved_at.map(model::Timestamp::to_rfc3339_millis),
        "category": report.category.as_str(),
        "comment": report.comment,
        "forwarded": report.forwarded,
        "created_at": report.id.time().to_rfc3339_millis(),
        "status_ids": report.status_ids,
        "rule_ids": report.rule_ids,
        "account": by.map(account),
        "target_account": account(target),
    })
}
