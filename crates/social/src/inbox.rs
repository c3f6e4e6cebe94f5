//! Received activities that were set aside because they failed again and again: those who run the server look at them,
//! have them processed anew after a change of the program, or drop them. Nothing else waits for them.

use model::{Id, limits};
use store::inbox::{Quarantined, Received};

use crate::{Refusal, Result, Site};

/// Activities that were set aside, in order of arrival.
pub async fn quarantined(site: &Site) -> Result<Vec<Quarantined>> {
    let (tries, limit) = (limits::INBOX_TRIES, limits::QUARANTINED_SHOWN);
    Ok(store::inbox::quarantined(&site.store, tries, Id::new(0), limit).await?)
}

/// An activity that was set aside.
pub async fn show(site: &Site, id: Id<Received>) -> Result<Received> {
    let found = store::inbox::find_quarantined(&site.store, id, limits::INBOX_TRIES).await?;
    Ok(found.ok_or(Refusal::NotFound)?)
}

/// An activity that was set aside is processed anew; a running server notices within a second or two.
pub async fn replay(site: &Site, id: Id<Received>) -> Result<()> {
    found(store::inbox::replay(&site.store, id, limits::INBOX_TRIES).await?)
}

/// All activities that were set aside are processed anew; answers how many.
pub async fn replay_all(site: &Site) -> Result<u64> {
    Ok(store::inbox::replay_all(&site.store, limits::INBOX_TRIES).await?)
}

/// Nothing is done with an activity that was set aside.
pub async fn drop_quarantined(site: &Site, id: Id<Received>) -> Result<()> {
    found(store::inbox::drop_quarantined(&site.store, id, site.now(), limits::INBOX_TRIES).await?)
}

fn found(is_there: bool) -> Result<()> {
    if is_there { Ok(()) } else { Err(Refusal::NotFound.into()) }
}
