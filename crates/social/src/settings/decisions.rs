//! Deciding about settings: about all of several, or none, and never in secret.

use model::{AuditTarget, Permissions, Settings};
use serde_json::json;

use super::{MAIL_SERVER, PRIVACY_POLICY_NAME as PRIVACY_POLICY, SETTINGS, Setting, find, load};
use crate::{Problem, Refusal, Result, Site, audit, featured, house_texts, staff::Staff};

/// Decides about a setting.
pub async fn set(site: &Site, name: &str, value: &str) -> Result<()> {
    set_all(site, &[(name, value)]).await
}

/// Decides about several settings: about all of them, or none.
pub async fn set_all(site: &Site, values: &[(&str, &str)]) -> Result<()> {
    decide(site, None, values).await
}

/// One of the staff decides about several settings: about all of them, or none.
pub async fn change(site: &Site, by: &Staff, values: &[(&str, &str)]) -> Result<()> {
    by.needs(Permissions::MANAGE_SETTINGS)?;
    decide(site, Some(by), values).await
}

async fn decide(site: &Site, by: Option<&Staff>, values: &[(&str, &str)]) -> Result<()> {
    let before = site.settings();
    let (mut tried, mut problems) = ((*before).clone(), Vec::new());
    for (name, value) in values {
        let setting = find(name).ok_or(Refusal::NotFound)?;
        if let Err(problem) = (setting.write)(&mut tried, value, site.now()) {
            problems.push(Problem::new(setting.name, problem));
        }
    }
    if !problems.is_empty() {
        return Err(Refusal::Invalid(problems).into());
    }
    for (name, _) in values {
        let setting = find(name).ok_or(Refusal::NotFound)?;
        featured::check(site, setting.name, &tried.featured).await?;
    }
    let mut tx = site.store.begin().await?;
    for (name, value) in values {
        // A form that shows a password as stars sends them back.
        let whole = if *name == MAIL_SERVER { tried.mail.server.as_str() } else { value };
        store::settings::set(&mut tx, name, whole, site.now()).await?;
        if *name == PRIVACY_POLICY {
            house_texts::remember_policy(site, &mut tx, value).await?;
        }
        if let Some(by) = by {
            record(site, &mut tx, by, name, (&before, &tried)).await?;
        }
    }
    if values.iter().any(|(name, _)| *name == MAIL_SERVER) {
        // What the old one did not take may well be taken by the new one.
        store::letters::hasten(&mut tx, site.now()).await?;
    }
    tx.commit().await?;
    load(site).await
}

async fn record(
    site: &Site,
    tx: &mut store::Tx,
    by: &Staff,
    name: &str,
    (before, after): (&Settings, &Settings),
) -> Result<()> {
    let setting = find(name).ok_or(Refusal::NotFound)?;
    let details = json!({ "before": setting.value(before), "after": setting.value(after) });
    audit::record(site, tx, by, "update", AuditTarget::named("setting", name), details).await
}

/// Puts a setting back to what it was at first.
pub async fn reset(site: &Site, by: &Staff, name: &str) -> Result<()> {
    by.needs(Permissions::MANAGE_SETTINGS)?;
    find(name).ok_or(Refusal::NotFound)?;
    let mut tx = site.store.begin().await?;
    store::settings::delete(&mut tx, name).await?;
    record(site, &mut tx, by, name, (&site.settings(), &Settings::default())).await?;
    tx.commit().await?;
    load(site).await
}

/// Settings as those see them who may change them.
pub fn list(site: &Site, by: &Staff) -> Result<Vec<SettingView>> {
    by.needs(Permissions::MANAGE_SETTINGS)?;
    let (now, first) = (site.settings(), Settings::default());
    let view = |setting: &'static Setting| SettingView {
        setting,
        value: setting.value(&now),
        default: setting.value(&first),
    };
    Ok(SETTINGS.iter().map(view).collect())
}

/// A setting as those see it who may change it.
pub struct SettingView {
    /// The setting.
    pub setting: &'static Setting,
    /// Its value; what nobody is to see is masked.
    pub value: String,
    /// Its value at first.
    pub default: String,
}
