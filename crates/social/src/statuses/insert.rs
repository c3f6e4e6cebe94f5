//! Storing a status under an id of its own.

use model::Status;
use store::Tx;

use crate::{Fault, Result, Site};

/// Stores a status; answers whether it was new. Ids of neighbours' statuses are drawn for the second in which they
/// were published, so two of one second may draw the same: then another is drawn.
pub(crate) async fn insert(site: &Site, tx: &mut Tx, status: &mut Status, is_local: bool) -> Result<bool> {
    for _ in 0..model::limits::ID_TRIES {
        if store::statuses::insert(&mut *tx, status, is_local).await? {
            return Ok(true);
        }
        if is_known(tx, status).await? {
            return Ok(false);
        }
        let begins_conversation = status.conversation_id == status.id;
        status.id = site.id_at(status.created_at);
        if begins_conversation {
            status.conversation_id = status.id;
        }
    }
    Err(Fault::new(format!("find a free id for {}", status.uri)).into())
}

/// Whether the status, or the same reblog, is there already.
async fn is_known(tx: &mut Tx, status: &Status) -> Result<bool> {
    if store::statuses::find_by_uri(&mut *tx, &status.uri).await?.is_some() {
        return Ok(true);
    }
    Ok(match status.reblog_of_id {
        None => false,
        Some(of) => store::statuses::find_reblog(&mut *tx, status.account_id, of).await?.is_some(),
    })
}
