//! Watching the door: where nobody looks after a server, or very many come at once, those who wish to join wait for a yes.

use model::{AuditTarget, Permissions, Registrations, Timestamp, UserId, limits};
use serde_json::json;

use crate::{Refusal, Result, Site, audit, notices, roles, settings, staff::Staff};

const HOUR_MS: i64 = 3_600_000;
const DAY_MS: i64 = 24 * HOUR_MS;

/// Refuses those who would wait where as many wait as can be looked at.
pub(crate) async fn check_queue(site: &Site) -> Result<()> {
    match store::users::count_waiting(&site.store, limits::WAITING_MOST).await? >= limits::WAITING_MOST {
        true => Err(Refusal::Forbidden("join while so many wait for an answer").into()),
        false => Ok(()),
    }
}

/// Somebody joined by themselves. Where more do within an hour than the settings allow, the others wait for a yes.
pub(crate) async fn joined(site: &Site) -> Result<()> {
    let settings = site.settings();
    let most = i64::from(settings.door.flood);
    if settings.registrations != Registrations::Open || most == 0 {
        return Ok(());
    }
    let since = site.now().plus_millis(-HOUR_MS);
    if store::users::count_since(&site.store, since, most + 1).await? <= most {
        return Ok(());
    }
    ask_from_now_on(site, "flood", &[("count", &most.to_string())]).await
}

/// Where nobody who can say yes has looked for some days, nobody joins without one.
pub(crate) async fn attend(site: &Site) -> Result<()> {
    if !is_watched(site) {
        return Ok(());
    }
    let days = i64::from(site.settings().door.unattended_days);
    let since = site.now().plus_millis(-days * DAY_MS);
    if last_looked(site).await? >= since {
        return Ok(());
    }
    ask_from_now_on(site, "unattended", &[("count", &days.to_string())]).await
}

/// Whether it counts here when staff last looked.
pub(crate) fn is_watched(site: &Site) -> bool {
    let settings = site.settings();
    settings.registrations == Registrations::Open && settings.door.unattended_days > 0
}

/// Whether a user is one of those who can say yes.
pub(crate) async fn keeps(site: &Site, user: UserId) -> Result<bool> {
    let user = store::users::find(&site.store, user).await?;
    Ok(user.is_some_and(|user| roles::may(site, &user, Permissions::MANAGE_USERS)))
}

/// When somebody who can say yes last looked, or the door was opened.
async fn last_looked(site: &Site) -> Result<Timestamp> {
    let opened = store::settings::find_dated(&site.store, "registrations").await?;
    let mut last = opened.map(|(_, at)| at).unwrap_or_default();
    for role in roles::with(site, Permissions::MANAGE_USERS) {
        let seen = store::visits::last_of_role(&site.store, role).await?;
        last = last.max(seen.unwrap_or_default());
    }
    Ok(last)
}

/// From now on somebody must say yes. Staff are told why.
async fn ask_from_now_on(site: &Site, why: &'static str, names: &[(&'static str, &str)]) -> Result<()> {
    let after = Registrations::Approval.as_str();
    settings::set(site, "registrations", after).await?;
    let mut tx = site.store.begin().await?;
    let details = json!({ "before": Registrations::Open.as_str(), "after": after, "because": why });
    let target = AuditTarget::named("setting", "registrations");
    audit::record(site, &mut tx, &Staff::operator(site), "update", target, details).await?;
    notices::tell_staff(site, &mut tx, &format!("door-{why}"), names).await?;
    tx.commit().await?;
    tracing::warn!(why, "whoever wishes to join waits for a yes from now on");
    Ok(())
}
