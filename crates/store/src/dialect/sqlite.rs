//! SQLite: many readers, one writer whose turns are fair. Reads run inline, since they take microseconds.
//! Transactions that finish while others wait share one synced commit (group commit).

use std::{
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use crossbeam_queue::ArrayQueue;
use rusqlite::{Connection, config::DbConfig};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use super::checkpoints::{self, Checkpoints};
use crate::{
    Durability, Error, Result, Value, limits,
    row::{Cursor, FromRow, Row},
};

/// Kilobytes of page cache of the writer, and of each reader.
const CACHE_KIB: (u32, u32) = (16_384, 2_048);

/// An open database file.
pub(crate) struct Sqlite {
    path: PathBuf,
    durability: Durability,
    readers: ArrayQueue<Connection>,
    writer: Arc<Mutex<Writer>>,
    waiting: Arc<AtomicUsize>,
    _checkpoints: Checkpoints,
}

/// The one connection that writes, with the transactions that await its commit.
pub(super) struct Writer {
    pub(super) connection: Connection,
    is_open: bool,
    group: Vec<oneshot::Sender<std::result::Result<(), String>>>,
}

/// A transaction: a savepoint within the group's transaction.
pub(crate) struct Tx {
    writer: Option<OwnedMutexGuard<Writer>>,
    shared: Arc<Mutex<Writer>>,
    waiting: Arc<AtomicUsize>,
}

impl Sqlite {
    pub(crate) fn open(path: &Path, durability: Durability) -> Result<Self> {
        let connection = connect(path, durability, CACHE_KIB.0)?;
        let writer = Arc::new(Mutex::new(Writer { connection, is_open: false, group: Vec::new() }));
        Ok(Self {
            path: path.to_owned(),
            durability,
            readers: ArrayQueue::new(limits::READERS),
            _checkpoints: checkpoints::watch(path, durability, &writer)?,
            writer,
            waiting: Arc::default(),
        })
    }

    pub(crate) fn rows<T: FromRow>(&self, sql: &str, values: &[Value<'_>]) -> Result<Vec<T>> {
        let connection = match self.readers.pop() {
            Some(connection) => connection,
            None => connect(&self.path, self.durability, CACHE_KIB.1)?,
        };
        let rows = rows(&connection, sql, values);
        // A reader too many is simply closed.
        drop(self.readers.push(connection));
        rows
    }

    pub(crate) fn prepare(&self, sql: &str) -> Result<()> {
        let connection = connect(&self.path, self.durability, CACHE_KIB.1)?;
        connection.prepare(sql)?;
        Ok(())
    }

    #[cfg(test)]
    pub(crate) fn explain(&self, sql: &str) -> Result<Vec<String>> {
        let connection = connect(&self.path, self.durability, CACHE_KIB.1)?;
        let mut statement = connection.prepare(&format!("EXPLAIN QUERY PLAN {sql}"))?;
        let mut rows = statement.raw_query();
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            lines.push(row.get::<_, String>(3)?);
        }
        Ok(lines)
    }

    pub(crate) async fn script(&self, script: &str) -> Result<()> {
        let writer = self.writer.lock().await;
        let script = script.replace("{id}", "INTEGER PRIMARY KEY").replace("{blob}", "BLOB");
        writer.connection.execute_batch(&format!("BEGIN IMMEDIATE; {script}; COMMIT")).inspect_err(|_| {
            // The script failed halfway: leave nothing of it. Without an open transaction this is a no-op.
            drop(writer.connection.execute_batch("ROLLBACK"));
        })?;
        Ok(())
    }

    pub(crate) async fn begin(&self) -> Result<Tx> {
        let turn = Waiting::new(&self.waiting);
        let mut writer = Arc::clone(&self.writer).lock_owned().await;
        drop(turn);
        if !writer.is_open {
            writer.connection.prepare_cached("BEGIN IMMEDIATE")?.raw_execute()?;
            writer.is_open = true;
        }
        writer.connection.prepare_cached("SAVEPOINT tx")?.raw_execute()?;
        Ok(Tx { writer: Some(writer), shared: Arc::clone(&self.writer), waiting: Arc::clone(&self.waiting) })
    }
}

impl Writer {
    /// Commits what others wait for, if there is any.
    pub(super) fn finish(&mut self) -> Result<()> {
        if self.is_open { self.flush() } else { Ok(()) }
    }

    /// Commits the group and tells everyone in it.
    fn flush(&mut self) -> Result<()> {
        let outcome = self
            .connection
            .prepare_cached("COMMIT")
            .and_then(|mut commit| commit.raw_execute())
            .map(drop)
            .map_err(|error| error.to_string());
        if outcome.is_err() {
            // Disk full or broken: nothing of the group may stay half-written.
            drop(self.connection.execute_batch("ROLLBACK"));
        }
        self.is_open = false;
        for member in self.group.drain(..) {
            drop(member.send(outcome.clone()));
        }
        outcome.map_err(Error::Commit)
    }

    /// Takes back the savepoint; the rest of the group is kept.
    fn roll_back(&mut self, others_wait: bool) -> Result<()> {
        self.connection.execute_batch("ROLLBACK TO tx; RELEASE tx")?;
        if self.group.is_empty() {
            self.connection.execute_batch("ROLLBACK")?;
            self.is_open = false;
        } else if !others_wait {
            self.flush()?;
        }
        Ok(())
    }
}

impl Tx {
    pub(crate) fn rows<T: FromRow>(&mut self, sql: &str, values: &[Value<'_>]) -> Result<Vec<T>> {
        rows(self.connection(), sql, values)
    }

    pub(crate) fn exec(&mut self, sql: &str, values: &[Value<'_>]) -> Result<u64> {
        let mut statement = self.connection().prepare_cached(sql)?;
        bind(&mut statement, values)?;
        Ok(statement.raw_execute()? as u64)
    }

    pub(crate) async fn commit(mut self) -> Result<()> {
        let mut writer = self.writer.take().expect("an unfinished transaction holds the writer");
        writer.connection.prepare_cached("RELEASE tx")?.raw_execute()?;
        if self.waiting.load(Ordering::Acquire) == 0 || writer.group.len() >= limits::COMMIT_GROUP {
            return writer.flush();
        }
        let (member, outcome) = oneshot::channel();
        writer.group.push(member);
        drop(writer);
        tokio::pin!(outcome);
        let outcome = match tokio::time::timeout(limits::GROUP_PATIENCE, &mut outcome).await {
            Ok(outcome) => outcome,
            // Whoever was waiting went away or is slow: commit for them.
            Err(_) => {
                let mut writer = self.shared.lock().await;
                if writer.is_open && !writer.group.is_empty() {
                    // The outcome is told to all, this transaction included.
                    drop(writer.flush());
                }
                drop(writer);
                outcome.await
            }
        };
        outcome.map_err(|_| Error::Commit("the group was abandoned".to_owned()))?.map_err(Error::Commit)
    }

    fn connection(&self) -> &Connection {
        &self.writer.as_ref().expect("an unfinished transaction holds the writer").connection
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        if let Some(writer) = &mut self.writer
            && let Err(error) = writer.roll_back(self.waiting.load(Ordering::Acquire) > 0)
        {
            tracing::error!(%error, "a transaction could not be rolled back");
        }
    }
}

/// Counts somebody who waits for the writer, also if they give up.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn new(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::AcqRel);
        Self(count)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::AcqRel);
    }
}

pub(super) fn connect(path: &Path, durability: Durability, cache_kib: u32) -> Result<Connection> {
    let connection = Connection::open(path)
        .map_err(|error| Error::Open(format!("cannot open the database {}: {error}", path.display())))?;
    let synchronous = match durability {
        Durability::Full => "FULL",
        Durability::Normal => "NORMAL",
    };
    connection.busy_timeout(Duration::from_millis(limits::BUSY_MS))?;
    connection.execute_batch(&format!(
        "PRAGMA journal_mode = WAL; PRAGMA synchronous = {synchronous}; PRAGMA foreign_keys = ON; \
         PRAGMA cache_size = -{cache_kib}; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 0"
    ))?;
    // A statement keeps its plan: without this it is planned anew whenever it is given other values.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.set_prepared_statement_cache_capacity(limits::STATEMENTS);
    Ok(connection)
}

fn bind(statement: &mut rusqlite::Statement<'_>, values: &[Value<'_>]) -> Result<()> {
    for (index, value) in values.iter().enumerate() {
        statement.raw_bind_parameter(index + 1, value)?;
    }
    Ok(())
}

fn rows<T: FromRow>(connection: &Connection, sql: &str, values: &[Value<'_>]) -> Result<Vec<T>> {
    let mut statement = connection.prepare_cached(sql)?;
    bind(&mut statement, values)?;
    let mut rows = statement.raw_query();
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(T::from_row(&mut Cursor::new(Row::Sqlite(row)))?);
    }
    Ok(found)
}
