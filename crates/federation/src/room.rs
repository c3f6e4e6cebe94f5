//! Room in the inbox: how much waits to be processed. Whoever brings more than there is room for is asked to come again
//! later, so that no server fills the disk or keeps out all others.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use axum::http::StatusCode;
use model::limits as shared;
use moka::sync::Cache;
use tokio::sync::OnceCell;

use crate::{Federation, authority::authority, limits, verify::Denied};

/// How much waits, of all and of each host.
pub(crate) struct Room {
    all: AtomicI64,
    hosts: Cache<String, Arc<AtomicI64>>,
    /// Whether what waited when the process began is counted.
    is_counted: OnceCell<()>,
}

impl Default for Room {
    fn default() -> Self {
        Self { all: AtomicI64::new(0), hosts: Cache::new(limits::HOSTS), is_counted: OnceCell::default() }
    }
}

impl Room {
    fn of(&self, host: &str) -> Arc<AtomicI64> {
        self.hosts.get_with_by_ref(host, Arc::default)
    }

    fn add(&self, host: &str, count: i64) {
        self.all.fetch_add(count, Ordering::Relaxed);
        self.of(host).fetch_add(count, Ordering::Relaxed);
    }

    /// Whether there is room for something more of this host.
    fn check(&self, host: Option<&str>) -> Result<(), Denied> {
        if host.is_some_and(|host| self.of(host).load(Ordering::Relaxed) >= limits::INBOX_WAITING_PER_HOST) {
            let reason = "too much of yours waits already; come again later";
            return Err(Denied::new(StatusCode::TOO_MANY_REQUESTS, reason));
        }
        if self.all.load(Ordering::Relaxed) >= limits::INBOX_WAITING {
            let reason = "too much waits already; come again later";
            return Err(Denied::new(StatusCode::SERVICE_UNAVAILABLE, reason));
        }
        Ok(())
    }
}

impl Federation {
    /// Whether there is room for something more of this host.
    pub(crate) async fn check_room(&self, host: Option<&str>) -> Result<(), Denied> {
        let room = &self.0.room;
        let counted = room.is_counted.get_or_try_init(|| async {
            let store = &self.site().store;
            for (signer, count) in store::inbox::waiting(store, shared::INBOX_TRIES).await? {
                room.add(&authority(&signer).unwrap_or_default(), count);
            }
            social::Result::Ok(())
        });
        counted.await.map_err(crate::trouble::Trouble::from)?;
        room.check(host)
    }

    /// Something that its signer brought waits now, or no longer.
    pub(crate) fn note_waiting(&self, signer: &str, count: i64) {
        self.0.room.add(&authority(signer).unwrap_or_default(), count);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_host_may_not_fill_the_inbox_nor_all_together() {
        let (room, status) =
            (Room::default(), |checked: Result<(), Denied>| checked.err().map(|denied| denied.status));
        room.add("far.example", limits::INBOX_WAITING_PER_HOST);
        assert_eq!(status(room.check(Some("far.example"))), Some(StatusCode::TOO_MANY_REQUESTS));
        assert_eq!((status(room.check(Some("other.example"))), status(room.check(None))), (None, None));
        room.add("far.example", -1);
        assert_eq!(status(room.check(Some("far.example"))), None, "what is done makes room");
        room.add("third.example", limits::INBOX_WAITING);
        assert_eq!(status(room.check(Some("other.example"))), Some(StatusCode::SERVICE_UNAVAILABLE));
    }
}
