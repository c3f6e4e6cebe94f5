//! Presets: texts that staff tell again and again.

use model::{AuditTarget, Permissions, WarningPreset, WarningPresetId, limits};
use serde_json::json;

use super::{ACTING, check_text, needs_one};
use crate::{Refusal, Result, Site, Staff, audit};

/// All presets, oldest first.
pub async fn list(site: &Site, by: &Staff) -> Result<Vec<WarningPreset>> {
    needs_one(by, &[ACTING[0], ACTING[1], Permissions::MANAGE_SETTINGS])?;
    Ok(store::strikes::presets(&site.store, limits::WARNING_PRESETS).await?)
}

/// Adds a preset.
pub async fn make(site: &Site, by: &Staff, title: &str, text: &str) -> Result<WarningPreset> {
    by.needs(Permissions::MANAGE_SETTINGS)?;
    let known = store::strikes::presets(&site.store, limits::WARNING_PRESETS).await?;
    if known.len() as i64 >= limits::WARNING_PRESETS {
        return Err(Refusal::Forbidden("have more presets").into());
    }
    put(site, by, "create", WarningPreset { id: site.id(), title: title.into(), text: text.into() }).await
}

/// Changes a preset.
pub async fn change(
    site: &Site,
    by: &Staff,
    id: WarningPresetId,
    title: Option<&str>,
    text: Option<&str>,
) -> Result<WarningPreset> {
    by.needs(Permissions::MANAGE_SETTINGS)?;
    let old = store::strikes::preset(&site.store, id).await?.ok_or(Refusal::NotFound)?;
    let title = title.map_or(old.title, str::to_owned);
    let text = text.map_or(old.text, str::to_owned);
    put(site, by, "update", WarningPreset { id, title, text }).await
}

async fn put(site: &Site, by: &Staff, action: &str, preset: WarningPreset) -> Result<WarningPreset> {
    let (title, text) = (preset.title.trim().to_owned(), preset.text.trim().to_owned());
    if title.chars().count() > limits::PRESET_TITLE_CHARACTERS {
        check_text("title", &title, limits::PRESET_TITLE_CHARACTERS)?;
    }
    check_text("text", &text, limits::STRIKE_CHARACTERS)?;
    let preset = WarningPreset { title, text, ..preset };
    let mut tx = site.store.begin().await?;
    store::strikes::put_preset(&mut tx, &preset).await?;
    let target = AuditTarget::new("warning_preset", preset.id.get(), preset.title.clone());
    audit::record(site, &mut tx, by, action, target, json!({ "text": preset.text })).await?;
    tx.commit().await?;
    Ok(preset)
}

/// Removes a preset.
pub async fn remove(site: &Site, by: &Staff, id: WarningPresetId) -> Result<()> {
    by.needs(Permissions::MANAGE_SETTINGS)?;
    let old = store::strikes::preset(&site.store, id).await?.ok_or(Refusal::NotFound)?;
    let mut tx = site.store.begin().await?;
    store::strikes::delete_preset(&mut tx, id).await?;
    let target = AuditTarget::new("warning_preset", id.get(), old.title);
    audit::record(site, &mut tx, by, "destroy", target, json!({ "text": old.text })).await?;
    Ok(tx.commit().await?)
}
