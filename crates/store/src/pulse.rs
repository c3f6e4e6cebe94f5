//! The pulse: when the program last ran, so that it knows for how long it was away.

use model::Timestamp;

use crate::{Exec, Result, Sql};

static BEAT: Sql = Sql::new(
    "INSERT INTO pulse (id, beat_at) VALUES (1, $1) ON CONFLICT (id) DO UPDATE SET beat_at = excluded.beat_at",
);

/// Notes that the program runs.
pub async fn beat(mut db: impl Exec, now: Timestamp) -> Result<()> {
    db.exec(&BEAT, &[now.into()]).await?;
    Ok(())
}

static LAST: Sql = Sql::new("SELECT p.beat_at FROM pulse p WHERE p.id = 1");

/// When the program last ran, if it has run before.
pub async fn last(mut db: impl Exec) -> Result<Option<Timestamp>> {
    db.find(&LAST, &[]).await
}
