//! Telling people which follows they lost because dealings with others ended.

use std::collections::HashMap;

use model::{AccountSeverance, Id, Notification, NotificationKind};

use crate::{
    Result, Site, push,
    stream::{Topic, Update},
};

/// Tells somebody what they lost. It comes from nobody else, so no policy keeps it aside.
pub(crate) async fn severed(site: &Site, lost: &AccountSeverance) -> Result<()> {
    let notification = Notification {
        id: site.id(),
        account_id: lost.account_id,
        from_account_id: lost.account_id,
        kind: NotificationKind::SeveredRelationships,
        status_id: None,
        about: Some(lost.id.get()),
        created_at: site.now(),
        group_key: None,
        filtered: false,
    };
    let mut tx = site.store.begin().await?;
    if store::notifications::insert(&mut tx, &notification).await? {
        push::record(site, &mut tx, &notification).await?;
    }
    store::severances::told(&mut tx, lost.id).await?;
    tx.commit().await?;
    site.hub.publish(Topic::User(lost.account_id), &Update::Notification(notification.id));
    Ok(())
}

/// What these notifications tell of losses, by the number in them.
pub(super) async fn among<'a>(
    site: &Site,
    notifications: impl Iterator<Item = &'a Notification>,
) -> Result<HashMap<i64, AccountSeverance>> {
    let about = notifications.filter(|told| told.kind == NotificationKind::SeveredRelationships);
    let ids: Vec<_> = about.filter_map(|told| told.about.map(Id::new)).collect();
    let found = store::severances::among(&site.store, &ids).await?;
    Ok(found.into_iter().map(|lost| (lost.id.get(), lost)).collect())
}

/// What a notification tells of, among these.
pub(super) fn of(told: &Notification, among: &HashMap<i64, AccountSeverance>) -> Option<AccountSeverance> {
    let about = told.about.filter(|_| told.kind == NotificationKind::SeveredRelationships)?;
    among.get(&about).cloned()
}
