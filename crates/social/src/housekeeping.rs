//! Housekeeping: forgetting what has served its time, in small steps, by a worker.

use model::{Id, limits};

use crate::{
    Result, Site, archives, clean_up, confirmation, content_rules, door, figures, moderation, mutes,
    remote_files, uploads,
};

const HOUR_MS: i64 = 3_600_000;

/// Forgets what has served its time, and does what has come due.
pub async fn tidy(site: &Site) -> Result<()> {
    forget(site).await?;
    confirmation::forget_old(site).await?;
    door::emails::forget(site).await?;
    door::watch::attend(site).await?;
    remote_files::expire(site).await?;
    uploads::clear_away(site).await?;
    archives::expire(site).await?;
    clean_up::run(site).await?;
    figures::tidy(site).await?;
    moderation::accounts::erase_due(site).await?;
    content_rules::held::expire(site).await?;
    remote_files::count(site).await
}

/// Forgets expired sessions, codes and keys, old tombstones, and traces of activities that have arrived.
async fn forget(site: &Site) -> Result<()> {
    let now = site.now();
    let store = &site.store;
    let days = |days: i64| now.plus_millis(-days * 24 * HOUR_MS);
    mutes::expire(site).await?;
    store::sessions::delete_ended(store, now).await?;
    store::authenticators::delete_expired(store, now).await?;
    store::passkeys::delete_expired(store, now).await?;
    store::imports::delete_old(store, days(limits::IMPORT_DAYS)).await?;
    store::tokens::delete_expired_codes(store, now).await?;
    store::applications::delete_unused(store, days(limits::APPLICATION_UNUSED_DAYS)).await?;
    store::idempotency_keys::delete_old(store, now.plus_millis(-limits::IDEMPOTENCY_HOURS * HOUR_MS)).await?;
    store::tombstones::delete_old(store, days(limits::TOMBSTONE_DAYS), &site.instance.url("/")).await?;
    store::inbox::delete_old(store, days(limits::SEEN_DAYS)).await?;
    store::inquiries::delete_old(store, days(limits::INQUIRY_DAYS)).await?;
    store::preview_cards::delete_old(store, days(limits::CARD_KEPT_DAYS), limits::CARDS_FORGOTTEN).await?;
    store::deliveries::delete_done(store, days(limits::DELIVERY_DAYS)).await?;
    store::one_time_codes::delete_expired(store, now).await?;
    store::letters::delete_old(store, days(limits::LETTER_KEPT_DAYS)).await?;
    store::known_places::delete_old(store, days(limits::PLACE_KEPT_DAYS)).await?;
    store::door::expire_ips(store, now).await?;
    store::rule_hits::delete_before(store, Id::floor(days(limits::HIT_DAYS))).await?;
    store::severances::delete_before(store, Id::floor(days(limits::SEVERANCE_DAYS))).await?;
    Ok(())
}
