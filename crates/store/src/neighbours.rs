//! Neighbours: other servers, and whether they take what is for them.

use model::Timestamp;

use crate::{
    Exec, Result, Sql,
    row::{Cursor, FromRow},
};

/// A server that does not take its deliveries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failing {
    /// Its host, with a port if it is unusual.
    pub host: String,
    /// Failures in a row.
    pub failures: i64,
    /// When the next try is due.
    pub due_at: Timestamp,
}

static FAILING: Sql = Sql::new("SELECT host, failures, due_at FROM neighbours WHERE failures > 0");

/// The servers that do not take their deliveries.
pub async fn failing(mut db: impl Exec) -> Result<Vec<Failing>> {
    db.rows(&FAILING, &[]).await
}

static FAIL: Sql = Sql::new(
    "INSERT INTO neighbours (host, failures, failing_since, due_at, last_error) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (host)
         DO UPDATE SET failures = excluded.failures, due_at = excluded.due_at,
                       last_error = excluded.last_error,
                       failing_since = COALESCE(neighbours.failing_since, excluded.failing_since)",
);

/// The server has failed once more, for this reason.
pub async fn fail(mut db: impl Exec, failing: &Failing, now: Timestamp, error: &str) -> Result<()> {
    let values =
        [(&failing.host).into(), failing.failures.into(), now.into(), failing.due_at.into(), error.into()];
    db.exec(&FAIL, &values).await?;
    Ok(())
}

static RECOVER: Sql = Sql::new(
    "UPDATE neighbours SET failures = 0, failing_since = NULL, due_at = 0, last_error = NULL WHERE host = $1",
);

/// The server is there again.
pub async fn recover(mut db: impl Exec, host: &str) -> Result<()> {
    db.exec(&RECOVER, &[host.into()]).await?;
    Ok(())
}

impl FromRow for Failing {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self { host: row.take()?, failures: row.take()?, due_at: row.take()? })
    }
}
