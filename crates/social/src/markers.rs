//! Markers: how far somebody has read, the same on all their devices.

use model::{AccountId, Marker};

use crate::{Result, Site};

/// The timelines of which it is remembered.
pub const TIMELINES: [&str; 2] = ["home", "notifications"];

/// How far I have read each timeline.
pub async fn list(site: &Site, me: AccountId) -> Result<Vec<Marker>> {
    Ok(store::conversations::markers(&site.store, me).await?)
}

/// Notes how far I have read these timelines; unknown ones are left out.
pub async fn set(site: &Site, me: AccountId, read: &[(&str, i64)]) -> Result<Vec<Marker>> {
    let mut tx = site.store.begin().await?;
    for (timeline, last_read_id) in read.iter().filter(|(timeline, _)| TIMELINES.contains(timeline)) {
        store::conversations::set_marker(&mut tx, me, timeline, *last_read_id, site.now()).await?;
    }
    tx.commit().await?;
    let mut markers = list(site, me).await?;
    markers.retain(|marker| read.iter().any(|(timeline, _)| *timeline == marker.timeline));
    Ok(markers)
}

/// The newest that I have read of a timeline.
pub(crate) async fn last_read(site: &Site, me: AccountId, timeline: &str) -> Result<Option<i64>> {
    let markers = list(site, me).await?;
    Ok(markers.into_iter().find(|marker| marker.timeline == timeline).map(|marker| marker.last_read_id))
}
