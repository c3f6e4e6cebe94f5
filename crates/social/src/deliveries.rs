//! How far a status has got: on how many other servers it arrived, and where it waits. Only its author asks.

use model::{Account, StatusId, Timestamp, limits};
use store::publications::{Undelivered, Waiting};

use crate::{Refusal, Result, Site, Viewer, statuses};

/// How far a status has got, in servers.
#[derive(Clone, Debug, Default)]
pub struct DeliveryReport {
    /// To how many it went.
    pub total: i64,
    /// On how many it arrived.
    pub delivered: i64,
    /// On how many it is still waited for.
    pub waiting: i64,
    /// On how many it never will.
    pub given_up: i64,
    /// Those on which it has not arrived, as far as they are listed.
    pub places: Vec<Place>,
}

/// A server on which a status has not arrived.
#[derive(Clone, Debug)]
pub struct Place {
    /// The server.
    pub domain: String,
    /// What was answered, if anything was.
    pub error: Option<String>,
    /// What is going on there.
    pub state: PlaceState,
}

/// Why a status has not arrived on a server.
#[derive(Clone, Debug)]
pub enum PlaceState {
    /// It is tried again.
    Waiting {
        /// Since when the server takes nothing.
        since: Option<Timestamp>,
        /// When it is tried again.
        next_try_at: Option<Timestamp>,
    },
    /// It is tried no more.
    GivenUp {
        /// The kind of reason, as a word.
        reason: String,
        /// Since when.
        at: Timestamp,
    },
}

/// How far a status of mine has got.
pub async fn report(site: &Site, me: &Account, id: StatusId) -> Result<DeliveryReport> {
    let status = statuses::get_visible(site, Viewer::Account(me.id), id).await?;
    if status.account_id != me.id {
        return Err(Refusal::NotFound.into());
    }
    let store = &site.store;
    let Some(publication) = store::publications::find(store, id).await? else {
        return Ok(DeliveryReport::default());
    };
    let limit = limits::UNDELIVERED_SHOWN;
    let mut places: Vec<Place> = Vec::new();
    let waiting = store::publications::list_waiting(store, publication.activity_id, limit).await?;
    places.extend(waiting.into_iter().map(waits));
    let given_up = store::publications::list_undelivered(store, id, limit).await?;
    places.extend(given_up.into_iter().map(gave_up));
    Ok(DeliveryReport {
        total: publication.servers,
        delivered: (publication.servers - publication.waiting - publication.given_up).max(0),
        waiting: publication.waiting,
        given_up: publication.given_up,
        places,
    })
}

fn waits(waiting: Waiting) -> Place {
    let own = Some(waiting.due_at).filter(|at| at.as_millis() > 0);
    Place {
        domain: waiting.host,
        error: waiting.host_error.or(waiting.last_error),
        state: PlaceState::Waiting {
            since: waiting.failing_since,
            next_try_at: waiting.host_due_at.max(own),
        },
    }
}

fn gave_up(undelivered: Undelivered) -> Place {
    Place {
        domain: undelivered.host,
        error: Some(undelivered.error),
        state: PlaceState::GivenUp { reason: undelivered.reason, at: undelivered.given_up_at },
    }
}
