//! Received activities, kept as they came until they are processed, and their ids afterwards so that a second
//! copy changes nothing.

use model::{Id, Timestamp};

use crate::{
    Exec, Result, Signal, Sql, Tx, Value,
    row::{Cursor, FromRow},
};

/// A received activity.
#[derive(Clone, Debug)]
pub struct Received {
    /// Identifier, in order of arrival.
    pub id: Id<Received>,
    /// Its address; some activities have none.
    pub activity_uri: Option<String>,
    /// The address of the account whose key signed it.
    pub signer: String,
    /// The document as it came.
    pub body: String,
    /// Tries so far.
    pub tries: i64,
}

static INSERT: Sql = Sql::new(
    "INSERT INTO inbox (id, activity_uri, signer, body, received_at, due_at) VALUES ($1, $2, $3, $4, $5, 0)
         ON CONFLICT DO NOTHING",
);

/// Keeps a received activity; answers false when it has been received before.
pub async fn insert(mut tx: &mut Tx, received: &Received) -> Result<bool> {
    let values = [
        received.id.into(),
        (&received.activity_uri).into(),
        (&received.signer).into(),
        (&received.body).into(),
        received.id.time().into(),
    ];
    let is_new = tx.exec(&INSERT, &values).await? > 0;
    tx.signal(Signal::Inbox);
    Ok(is_new)
}

static DUE: Sql = Sql::new(
    "SELECT id, activity_uri, signer, body, tries
       FROM inbox
      WHERE processed_at IS NULL
        AND id > $1
        AND due_at <= $2
        AND tries < $3
      ORDER BY id
      LIMIT $4",
);

/// Activities to process after this one, in order of arrival, except those that failed `tries` times.
pub async fn due(
    mut db: impl Exec,
    after: Id<Received>,
    now: Timestamp,
    tries: i64,
    limit: i64,
) -> Result<Vec<Received>> {
    db.rows(&DUE, &[after.into(), now.into(), tries.into(), limit.into()]).await
}

static DONE: Sql = Sql::new("UPDATE inbox SET processed_at = $1, body = '' WHERE id IN {in $2}");

/// The activities are processed; only their addresses are kept.
pub async fn done(mut db: impl Exec, ids: &[Id<Received>], now: Timestamp) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    db.exec(&DONE, &[now.into(), Value::ids(ids)]).await?;
    Ok(())
}

static FAIL: Sql = Sql::new("UPDATE inbox SET tries = tries + 1, due_at = $1, last_error = $2 WHERE id = $3");

/// Processing failed through a fault of ours: try again at `due_at`.
pub async fn fail(mut db: impl Exec, id: Id<Received>, due_at: Timestamp, error: &str) -> Result<()> {
    db.exec(&FAIL, &[due_at.into(), error.into(), id.into()]).await?;
    Ok(())
}

static DELETE_OLD: Sql = Sql::new("DELETE FROM inbox WHERE processed_at < $1");

/// Forgets activities processed before `before`.
pub async fn delete_old(mut db: impl Exec, before: Timestamp) -> Result<u64> {
    db.exec(&DELETE_OLD, &[before.into()]).await
}

impl FromRow for Received {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            activity_uri: row.take()?,
            signer: row.take()?,
            body: row.take()?,
            tries: row.take()?,
        })
    }
}
