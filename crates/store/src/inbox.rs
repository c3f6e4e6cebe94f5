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
    /// What the signer's server says of their followers here, as it came (FEP-8fcf).
    pub synchronization: Option<String>,
    /// Tries so far.
    pub tries: i64,
}

static INSERT: Sql = Sql::new(
    "INSERT INTO inbox (id, activity_uri, signer, body, received_at, synchronization, due_at)
     VALUES ($1, $2, $3, $4, $5, $6, 0)
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
        (&received.synchronization).into(),
    ];
    let is_new = tx.exec(&INSERT, &values).await? > 0;
    tx.signal(Signal::Inbox);
    Ok(is_new)
}

static DUE: Sql = Sql::new(
    "SELECT id, activity_uri, signer, body, synchronization, tries
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

static WAITING: Sql =
    Sql::new("SELECT signer, COUNT(*) FROM inbox WHERE processed_at IS NULL AND tries < $1 GROUP BY signer");

/// How many of each signer wait, those aside that failed `tries` times.
pub async fn waiting(mut db: impl Exec, tries: i64) -> Result<Vec<(String, i64)>> {
    db.rows(&WAITING, &[tries.into()]).await
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

static PUT_OFF: Sql = Sql::new("UPDATE inbox SET due_at = $1, last_error = $2 WHERE id IN {in $3}");

/// The activities wait until then, which does not count as a try.
pub async fn put_off(mut db: impl Exec, ids: &[Id<Received>], until: Timestamp, reason: &str) -> Result<()> {
    if !ids.is_empty() {
        db.exec(&PUT_OFF, &[until.into(), reason.into(), Value::ids(ids)]).await?;
    }
    Ok(())
}

/// An activity that failed so often that it was set aside.
#[derive(Clone, Debug)]
pub struct Quarantined {
    /// Identifier, in order of arrival.
    pub id: Id<Received>,
    /// Its address; some activities have none.
    pub activity_uri: Option<String>,
    /// The address of the account whose key signed it.
    pub signer: String,
    /// How long it is.
    pub size_bytes: i64,
    /// Why it failed the last time.
    pub last_error: Option<String>,
}

static QUARANTINED: Sql = Sql::new(
    "SELECT id, activity_uri, signer, CAST(OCTET_LENGTH(body) AS BIGINT), last_error
       FROM inbox
      WHERE processed_at IS NULL
        AND tries >= $1
        AND id > $2
      ORDER BY id
      LIMIT $3",
);

/// Activities that failed `tries` times, after this one, in order of arrival.
pub async fn quarantined(
    mut db: impl Exec,
    tries: i64,
    after: Id<Received>,
    limit: i64,
) -> Result<Vec<Quarantined>> {
    db.rows(&QUARANTINED, &[tries.into(), after.into(), limit.into()]).await
}

static FIND_QUARANTINED: Sql = Sql::new(
    "SELECT id, activity_uri, signer, body, synchronization, tries
       FROM inbox
      WHERE id = $1
        AND processed_at IS NULL
        AND tries >= $2",
);

/// An activity that failed `tries` times.
pub async fn find_quarantined(mut db: impl Exec, id: Id<Received>, tries: i64) -> Result<Option<Received>> {
    db.find(&FIND_QUARANTINED, &[id.into(), tries.into()]).await
}

static REPLAY: Sql =
    Sql::new("UPDATE inbox SET tries = 0, due_at = 0 WHERE id = $1 AND processed_at IS NULL AND tries >= $2");

/// An activity that failed `tries` times is processed anew; answers whether there was such a one.
pub async fn replay(mut db: impl Exec, id: Id<Received>, tries: i64) -> Result<bool> {
    Ok(db.exec(&REPLAY, &[id.into(), tries.into()]).await? > 0)
}

static REPLAY_ALL: Sql =
    Sql::new("UPDATE inbox SET tries = 0, due_at = 0 WHERE processed_at IS NULL AND id > 0 AND tries >= $1");

/// All activities that failed `tries` times are processed anew; answers how many.
pub async fn replay_all(mut db: impl Exec, tries: i64) -> Result<u64> {
    db.exec(&REPLAY_ALL, &[tries.into()]).await
}

static DROP: Sql = Sql::new(
    "UPDATE inbox SET processed_at = $1, body = '' WHERE id = $2 AND processed_at IS NULL AND tries >= $3",
);

/// Nothing is done with an activity that failed `tries` times; answers whether there was such a one.
pub async fn drop_quarantined(
    mut db: impl Exec,
    id: Id<Received>,
    now: Timestamp,
    tries: i64,
) -> Result<bool> {
    Ok(db.exec(&DROP, &[now.into(), id.into(), tries.into()]).await? > 0)
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
            synchronization: row.take()?,
            tries: row.take()?,
        })
    }
}

impl FromRow for Quarantined {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            activity_uri: row.take()?,
            signer: row.take()?,
            size_bytes: row.take()?,
            last_error: row.take()?,
        })
    }
}
