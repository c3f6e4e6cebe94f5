//! Checkpoints: what the log of SQLite has collected is moved into the database by a thread of its own, so that no commit
//! waits until thousands of pages are written.

use std::{
    path::Path,
    sync::{
        Arc, Weak,
        atomic::{AtomicU32, Ordering},
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread::JoinHandle,
    time::Duration,
};

use rusqlite::Connection;
use tokio::sync::Mutex;

use super::sqlite::{Writer, connect};
use crate::{Durability, Result, limits};

/// Kilobytes of page cache.
const CACHE_KIB: u32 = 256;

/// The thread that makes checkpoints. It ends when this is dropped.
pub(super) struct Checkpoints {
    wake: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Checkpoints {
    fn drop(&mut self) {
        self.wake = None;
        if let Some(thread) = self.thread.take() {
            drop(thread.join());
        }
    }
}

/// Watches how long the log of a writer becomes. To be called before anybody writes.
pub(super) fn watch(path: &Path, durability: Durability, writer: &Arc<Mutex<Writer>>) -> Result<Checkpoints> {
    let (wake, woken) = sync_channel(1);
    let pages = Arc::new(AtomicU32::new(0));
    let due = Arc::new(AtomicU32::new(limits::CHECKPOINT_PAGES));
    let hook = {
        let (pages, due, wake) = (Arc::clone(&pages), Arc::clone(&due), wake.clone());
        move |_: &mut rusqlite::hooks::Wal, count: std::ffi::c_int| {
            let count = u32::try_from(count).unwrap_or(0);
            pages.store(count, Ordering::Relaxed);
            if count >= due.load(Ordering::Relaxed) {
                // Full means that it is awake already.
                let _ = wake.try_send(());
            }
            Ok(())
        }
    };
    let mut locked = writer.try_lock().expect("nobody writes yet");
    locked.connection.wal_hook(Some(hook))?;
    drop(locked);
    let connection = connect(path, durability, CACHE_KIB)?;
    connection.busy_timeout(Duration::from_millis(limits::CHECKPOINT_BUSY_MS))?;
    let work = Work { connection, writer: Arc::downgrade(writer), pages, due };
    let thread = std::thread::Builder::new().name("checkpoints".to_owned()).spawn(move || work.run(&woken));
    let thread = thread.map_err(|error| crate::Error::Open(format!("cannot start a thread: {error}")))?;
    Ok(Checkpoints { wake: Some(wake), thread: Some(thread) })
}

struct Work {
    connection: Connection,
    // It must not keep alive what wakes it.
    writer: Weak<Mutex<Writer>>,
    pages: Arc<AtomicU32>,
    due: Arc<AtomicU32>,
}

impl Work {
    fn run(&self, woken: &Receiver<()>) {
        while woken.recv().is_ok() {
            if self.pages.load(Ordering::Relaxed) < self.due.load(Ordering::Relaxed) {
                continue;
            }
            match self.checkpoint() {
                Ok(()) => {}
                Err(error) => {
                    tracing::warn!(%error, "the log could not be moved into the database; it grows until it can");
                }
            }
        }
    }

    /// Most of the log while others write, then what they have written meanwhile, so that the log begins anew.
    fn checkpoint(&self) -> Result<()> {
        self.move_log("PASSIVE")?;
        let Some(writer) = self.writer.upgrade() else { return Ok(()) };
        let mut writer = writer.blocking_lock();
        writer.finish()?;
        let is_whole = self.move_log("RESTART")?;
        let due = if is_whole {
            limits::CHECKPOINT_PAGES
        } else {
            self.pages.load(Ordering::Relaxed) + limits::CHECKPOINT_PAGES_MORE
        };
        self.due.store(due.max(limits::CHECKPOINT_PAGES), Ordering::Relaxed);
        drop(writer);
        Ok(())
    }

    /// Whether nobody stood in the way.
    fn move_log(&self, how: &str) -> Result<bool> {
        let sql = format!("PRAGMA wal_checkpoint({how})");
        Ok(self.connection.query_row(&sql, [], |row| row.get::<_, i64>(0))? == 0)
    }
}
