//! The pulse: when the program last ran, so that it knows for how long it was away.

use model::Timestamp;

use crate::{Exec, Result, Sql};

static BEAT: Sql = Sql::new(
    "INSERT INTO pulse (id, beat_at, clock_ahead_ms) VALUES (1, $1, $2)
         ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at, clock_ahead_ms = excluded.clock_ahead_ms",
);

/// Notes that the program runs, and how far its clock is ahead of other servers', if they say so.
pub async fn beat(mut db: impl Exec, now: Timestamp, clock_ahead_ms: Option<i64>) -> Result<()> {
    db.exec(&BEAT, &[now.into(), clock_ahead_ms.into()]).await?;
    Ok(())
}

static CLOCK: Sql =
    Sql::new("SELECT p.clock_ahead_ms FROM pulse p WHERE p.id = 1 AND p.clock_ahead_ms IS NOT NULL");

/// How far the clock was ahead of other servers' when the program last looked, in milliseconds, if they said so.
pub async fn clock_ahead_ms(mut db: impl Exec) -> Result<Option<i64>> {
    db.find(&CLOCK, &[]).await
}

static LAST: Sql = Sql::new("SELECT p.beat_at FROM pulse p WHERE p.id = 1");

/// When the program last ran, if it has run before.
pub async fn last(mut db: impl Exec) -> Result<Option<Timestamp>> {
    db.find(&LAST, &[]).await
}
