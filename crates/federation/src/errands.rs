//! Errands: work that goes on although whoever began it waits no longer, such as the fetch of a key from a slow
//! server. They end with the room.

use std::sync::{Mutex, PoisonError};

use tokio::{sync::oneshot, task::JoinSet};

/// The errands under way.
#[derive(Default)]
pub(crate) struct Errands(Mutex<JoinSet<()>>);

impl Errands {
    /// Begins an errand; what comes of it may be waited for.
    pub(crate) fn begin<T: Send + 'static>(
        &self,
        errand: impl Future<Output = T> + Send + 'static,
    ) -> oneshot::Receiver<T> {
        let (tell, told) = oneshot::channel();
        let mut under_way = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        while under_way.try_join_next().is_some() {}
        under_way.spawn(async move {
            // Nobody may be waiting any more.
            drop(tell.send(errand.await));
        });
        told
    }
}
