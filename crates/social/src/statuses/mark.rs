//! Staff hide what a status shows until somebody asks for it, or take that back.

use model::{Event, Status};
use store::Tx;

use super::edit;
use crate::{Result, Site};

/// Marks a status. That of somebody here is edited by it, so that other servers hear of it; of one that came from elsewhere
/// only what is shown here changes.
pub(crate) async fn mark(site: &Site, tx: &mut Tx, status: &Status, is_sensitive: bool) -> Result<()> {
    let event = if site.instance.owns(&status.uri) {
        edit::remark(site, tx, status, is_sensitive).await?;
        Event::StatusEdited { status_id: status.id, newly_mentioned: Vec::new() }
    } else {
        store::moderation::set_sensitive(tx, status.id, is_sensitive).await?;
        Event::StatusRefreshed { status_id: status.id }
    };
    Ok(store::events::record(tx, site.id(), &event).await?)
}
