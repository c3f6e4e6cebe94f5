//! Events waiting for their effects. An event is recorded in the transaction that made it true and removed when
//! its effects have run.

use model::{Event, EventId, Timestamp};

use crate::{
    Error, Exec, Result, Signal, Sql, Tx, Value,
    row::{Cursor, FromRow},
};

/// An event as stored.
#[derive(Clone, Debug)]
pub struct Recorded {
    /// Its id; events are handled in this order.
    pub id: EventId,
    /// What happened.
    pub event: Event,
    /// How often its effects have failed.
    pub tries: i64,
}

static INSERT: Sql = Sql::new("INSERT INTO events (id, body, due_at) VALUES ($1, $2, 0)");

/// Records an event as part of the transaction that made it true. It is due at once, whatever the clock says.
pub async fn record(mut tx: &mut Tx, id: EventId, event: &Event) -> Result<()> {
    tx.exec(&INSERT, &[id.into(), Value::json(event)]).await?;
    tx.signal(Signal::Events);
    Ok(())
}

static DUE: Sql =
    Sql::new("SELECT id, body, tries FROM events WHERE due_at <= $1 AND tries < $2 ORDER BY id LIMIT $3");

/// Events whose effects are due, oldest first.
pub async fn due(mut db: impl Exec, now: Timestamp, tries: i64, limit: i64) -> Result<Vec<Recorded>> {
    db.rows(&DUE, &[now.into(), tries.into(), limit.into()]).await
}

static DELETE: Sql = Sql::new("DELETE FROM events WHERE id IN {in $1}");

/// All effects of these events have run.
pub async fn delete(mut db: impl Exec, ids: &[EventId]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    db.exec(&DELETE, &[Value::ids(ids)]).await?;
    Ok(())
}

static FAIL: Sql =
    Sql::new("UPDATE events SET tries = tries + 1, due_at = $1, last_error = $2 WHERE id = $3");

/// An effect failed: try again at `due_at`.
pub async fn fail(mut db: impl Exec, id: EventId, due_at: Timestamp, error: &str) -> Result<()> {
    db.exec(&FAIL, &[due_at.into(), error.into(), id.into()]).await?;
    Ok(())
}

static COUNT: Sql = Sql::new("SELECT COUNT(*) FROM events");

/// How many events wait, those that were set aside included.
pub async fn count(mut db: impl Exec) -> Result<i64> {
    db.get(&COUNT, &[]).await
}

impl FromRow for Recorded {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self { id: row.take()?, event: row.json()?, tries: row.take()? })
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Corrupt { column: 0, problem: error.to_string() }
    }
}
