//! The two ways to run a statement: on the store, or inside a transaction.

use std::{future::Future, path::Path, sync::Arc};

use tokio::sync::Notify;

use crate::{
    Error, Result, Sql, Value,
    dialect::{postgres, sqlite},
    epochs::{Epochs, Touch},
    row::FromRow,
};

/// The database, cheap to clone.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    engine: Engine,
    signals: [Notify; 8],
    epochs: Epochs,
}

enum Engine {
    Sqlite(Box<sqlite::Sqlite>),
    Postgres(postgres::Postgres),
}

/// What an acknowledged write on SQLite survives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// A power cut: every commit is synced to disk.
    Full,
    /// The end of the process, but a power cut may take the last commits.
    Normal,
}

/// Work that a commit may leave for a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signal {
    /// Events whose effects are to be run.
    Events,
    /// Deliveries to make.
    Deliveries,
    /// Received activities to process.
    Inbox,
    /// Messages to send to apps.
    Pushes,
    /// Questions to other servers.
    Inquiries,
    /// Files that somebody uploaded, and files to be removed.
    Uploads,
    /// Letters to send.
    Letters,
    /// What other programs are to be told.
    WebHooks,
}

/// A transaction. Dropped without `commit`, it leaves no trace.
pub struct Tx {
    engine: TxEngine,
    signals: Vec<Signal>,
    touched: Vec<(Touch, Option<i64>)>,
    store: Store,
}

enum TxEngine {
    Sqlite(sqlite::Tx),
    Postgres(Box<postgres::Tx>),
}

/// Something statements can be run on: `&Store` or `&mut Tx`.
pub trait Exec: Send {
    /// Every row of the answer.
    fn rows<T: FromRow>(
        &mut self,
        sql: &'static Sql,
        values: &[Value<'_>],
    ) -> impl Future<Output = Result<Vec<T>>> + Send;

    /// Runs the statement; answers how many rows it changed.
    fn exec(&mut self, sql: &'static Sql, values: &[Value<'_>]) -> impl Future<Output = Result<u64>> + Send;

    /// The first row, if there is one.
    fn find<T: FromRow>(
        &mut self,
        sql: &'static Sql,
        values: &[Value<'_>],
    ) -> impl Future<Output = Result<Option<T>>> + Send {
        async move { Ok(self.rows(sql, values).await?.into_iter().next()) }
    }

    /// The first row, which must exist.
    fn get<T: FromRow>(
        &mut self,
        sql: &'static Sql,
        values: &[Value<'_>],
    ) -> impl Future<Output = Result<T>> + Send {
        async move { self.find(sql, values).await?.ok_or(Error::NotFound) }
    }
}

impl Store {
    /// Opens (and creates) a SQLite database at `path`.
    pub fn sqlite(path: &Path, durability: Durability) -> Result<Self> {
        Ok(Self::new(Engine::Sqlite(Box::new(sqlite::Sqlite::open(path, durability)?))))
    }

    /// Connects to PostgreSQL with at most `connections` connections.
    pub async fn postgres(url: &str, connections: usize) -> Result<Self> {
        Ok(Self::new(Engine::Postgres(postgres::Postgres::connect(url, connections).await?)))
    }

    fn new(engine: Engine) -> Self {
        Self(Arc::new(Inner { engine, signals: Default::default(), epochs: Epochs::default() }))
    }

    /// Begins a transaction. On SQLite writers take turns, in order of arrival.
    pub async fn begin(&self) -> Result<Tx> {
        let engine = match &self.0.engine {
            Engine::Sqlite(engine) => TxEngine::Sqlite(engine.begin().await?),
            Engine::Postgres(engine) => TxEngine::Postgres(Box::new(engine.begin().await?)),
        };
        Ok(Tx { engine, signals: Vec::new(), touched: Vec::new(), store: self.clone() })
    }

    /// Waits until a commit has left work of this kind (or returns at once if one has since the last wait).
    pub async fn signalled(&self, signal: Signal) {
        self.0.signals[signal as usize].notified().await;
    }

    /// Wakes the worker for this kind of work.
    pub fn signal(&self, signal: Signal) {
        self.0.signals[signal as usize].notify_one();
    }

    /// The epoch of one of a kind: as long as it is the same, what was read after asking for it is true. While it is
    /// being changed there is none.
    pub fn epoch(&self, what: Touch, id: i64) -> Option<u64> {
        self.0.epochs.of(what, id)
    }

    /// The engine's name, for the operator.
    pub fn engine_name(&self) -> &'static str {
        match &self.0.engine {
            Engine::Sqlite(_) => "sqlite",
            Engine::Postgres(_) => "postgresql",
        }
    }

    /// Which version of it this is, where the program brings it along; its name otherwise.
    pub fn engine_version(&self) -> String {
        match &self.0.engine {
            Engine::Sqlite(_) => rusqlite::version().to_owned(),
            Engine::Postgres(_) => self.engine_name().to_owned(),
        }
    }

    /// Whether SQLite is the engine.
    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(&self.0.engine, Engine::Sqlite(_))
    }

    /// Runs a script of several statements, for migrations. `{id}` and `{blob}` stand for column types.
    pub(crate) async fn script(&self, script: &str) -> Result<()> {
        match &self.0.engine {
            Engine::Sqlite(engine) => engine.script(script).await,
            Engine::Postgres(engine) => engine.script(script).await,
        }
    }

    /// How the engine would run a statement, line by line, for the test of all plans.
    #[cfg(test)]
    pub(crate) async fn explain(&self, sql: &Sql) -> Result<Vec<String>> {
        match &self.0.engine {
            Engine::Sqlite(engine) => engine.explain(sql.for_sqlite()),
            Engine::Postgres(engine) => engine.explain(sql.for_postgres()).await,
        }
    }

    /// Prepares a statement without running it, for the test of all statements.
    pub async fn prepare(&self, sql: &Sql) -> Result<()> {
        match &self.0.engine {
            Engine::Sqlite(engine) => engine.prepare(sql.for_sqlite()),
            Engine::Postgres(engine) => engine.prepare(sql.for_postgres()).await,
        }
    }
}

impl Exec for &Store {
    async fn rows<T: FromRow>(&mut self, sql: &'static Sql, values: &[Value<'_>]) -> Result<Vec<T>> {
        match &self.0.engine {
            Engine::Sqlite(engine) => engine.rows(sql.for_sqlite(), values),
            Engine::Postgres(engine) => engine.rows(sql.for_postgres(), values).await,
        }
    }

    async fn exec(&mut self, sql: &'static Sql, values: &[Value<'_>]) -> Result<u64> {
        let mut tx = self.begin().await?;
        let changed = (&mut tx).exec(sql, values).await?;
        tx.commit().await?;
        Ok(changed)
    }
}

impl Exec for &mut Tx {
    async fn rows<T: FromRow>(&mut self, sql: &'static Sql, values: &[Value<'_>]) -> Result<Vec<T>> {
        self.touched.extend(sql.touched(values));
        match &mut self.engine {
            TxEngine::Sqlite(tx) => tx.rows(sql.for_sqlite(), values),
            TxEngine::Postgres(tx) => tx.rows(sql.for_postgres(), values).await,
        }
    }

    async fn exec(&mut self, sql: &'static Sql, values: &[Value<'_>]) -> Result<u64> {
        self.touched.extend(sql.touched(values));
        match &mut self.engine {
            TxEngine::Sqlite(tx) => tx.exec(sql.for_sqlite(), values),
            TxEngine::Postgres(tx) => tx.exec(sql.for_postgres(), values).await,
        }
    }
}

impl Tx {
    /// What is kept in memory of this one is read anew after the commit, besides what statements say themselves.
    pub(crate) fn touch(&mut self, what: Touch, id: i64) {
        self.touched.push((what, Some(id)));
    }

    /// Wakes a worker once the transaction is committed.
    pub fn signal(&mut self, signal: Signal) {
        if !self.signals.contains(&signal) {
            self.signals.push(signal);
        }
    }

    /// Makes everything durable. When this returns, the write survives what the chosen durability promises.
    pub async fn commit(self) -> Result<()> {
        // A worker may find the change before this hears that it is made.
        let changing = self.store.0.epochs.changing(self.touched);
        match self.engine {
            TxEngine::Sqlite(tx) => tx.commit().await?,
            TxEngine::Postgres(tx) => tx.commit().await?,
        }
        drop(changing);
        for signal in self.signals {
            self.store.signal(signal);
        }
        Ok(())
    }
}
