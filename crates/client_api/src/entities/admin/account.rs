//! Accounts as staff see them.

use model::Instance;
use serde::Serialize;
use social::moderation::dossiers::Dossier;

use crate::entities;

/// <https://docs.joinmastodon.org/entities/Admin_Account/>. What only somebody who signs in here has is nothing for accounts
/// of other servers.
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Account {
    pub id: String,
    pub username: String,
    pub domain: Option<String>,
    pub created_at: String,
    pub email: Option<String>,
    /// The network: the address itself is not kept.
    pub ip: Option<String>,
    pub ips: Vec<Ip>,
    pub role: Option<entities::Role>,
    pub confirmed: Option<bool>,
    pub approved: Option<bool>,
    pub disabled: Option<bool>,
    pub silenced: bool,
    pub suspended: bool,
    pub sensitized: bool,
    pub locale: Option<String>,
    pub invite_request: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by_application_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invited_by_account_id: Option<String>,
    pub account: entities::Account,
}

/// <https://docs.joinmastodon.org/entities/Admin_Ip/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Ip {
    pub ip: String,
    pub used_at: String,
}

impl Account {
    /// An account as staff see it.
    pub fn new(instance: &Instance, dossier: &Dossier) -> Self {
        let (account, user) = (&dossier.view.account, dossier.user.as_ref());
        let ips: Vec<Ip> = dossier
            .networks
            .iter()
            .map(|(ip, at)| Ip { ip: ip.clone(), used_at: at.to_rfc3339_millis() })
            .collect();
        Self {
            id: account.id.to_string(),
            username: account.username.clone(),
            domain: account.domain.clone(),
            created_at: account.created_at.to_rfc3339_millis(),
            email: user.map(|user| user.email.clone()),
            ip: ips.first().map(|ip| ip.ip.clone()),
            ips,
            role: dossier.role.as_deref().map(entities::Role::new),
            confirmed: user.map(|user| user.confirmed_at.is_some()),
            approved: user.map(|user| user.approved_at.is_some()),
            disabled: user.map(|user| user.disabled_at.is_some()),
            silenced: account.is_limited(),
            suspended: account.is_suspended(),
            sensitized: account.sensitized_at.is_some(),
            locale: user.and_then(|user| user.preferences.language.clone()),
            invite_request: user.map(|user| user.reason.clone()).filter(|reason| !reason.is_empty()),
            created_by_application_id: dossier.application.map(|id| id.to_string()),
            invited_by_account_id: dossier.invited_by.map(|id| id.to_string()),
            account: entities::Account::new(instance, &dossier.view),
        }
    }
}
