//! Neighbours: other servers, whether they take what is for them, and what they were found to understand.

use model::Timestamp;
use serde::{Deserialize, Serialize};

use crate::{
    Exec, Result, Sql, Value,
    row::{Cursor, FromRow},
};

/// A server that does not take its deliveries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failing {
    /// Its host, with a port if it is unusual.
    pub host: String,
    /// Failures in a row.
    pub failures: i64,
    /// Since when.
    pub since: Timestamp,
    /// When the next try is due.
    pub due_at: Timestamp,
    /// Whether it said that it is gone for good.
    pub is_gone: bool,
}

/// A server, as far as talking with it has a history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Neighbour {
    /// Its host, with a port if it is unusual.
    pub host: String,
    /// Failures in a row.
    pub failures: i64,
    /// Since when it takes nothing.
    pub failing_since: Option<Timestamp>,
    /// When the next try is due.
    pub due_at: Timestamp,
    /// Why it takes nothing.
    pub last_error: Option<String>,
    /// Whether it said that it is gone for good.
    pub is_gone: bool,
    /// How requests to it may be signed.
    pub manners: Manners,
}

/// How requests to a server may be signed, as far as that has been found out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manners {
    /// After the draft that everybody read first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<Verdict>,
    /// After RFC 9421, with RSA.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rsa: Option<Verdict>,
    /// After RFC 9421, with Ed25519.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ed25519: Option<Verdict>,
    /// When something better than what is known to work was last tried.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tried_at: Option<Timestamp>,
}

/// Whether a server takes requests that are signed in one way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Verdict {
    /// Whether it does.
    pub is_taken: bool,
    /// When that was found out.
    pub at: Timestamp,
}

static FAILING: Sql =
    Sql::new("SELECT host, failures, failing_since, due_at, is_gone FROM neighbours WHERE failures > 0");

/// The servers that do not take their deliveries.
pub async fn failing(mut db: impl Exec) -> Result<Vec<Failing>> {
    db.rows(&FAILING, &[]).await
}

static RETURNED: Sql = Sql::new("SELECT n.host FROM neighbours n WHERE n.returned_at > $1");

/// The servers that came back after a long silence, since then.
pub async fn returned(mut db: impl Exec, since: Timestamp) -> Result<Vec<String>> {
    db.rows(&RETURNED, &[since.into()]).await
}

static FAIL: Sql = Sql::new(
    "INSERT INTO neighbours (host, failures, failing_since, due_at, is_gone, last_error)
     VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (host)
         DO UPDATE SET failures = excluded.failures, failing_since = excluded.failing_since,
                       due_at = excluded.due_at, is_gone = excluded.is_gone, last_error = excluded.last_error",
);

/// The server has failed once more, for this reason.
pub async fn fail(mut db: impl Exec, failing: &Failing, error: &str) -> Result<()> {
    let values: [Value<'_>; 6] = [
        (&failing.host).into(),
        failing.failures.into(),
        failing.since.into(),
        failing.due_at.into(),
        failing.is_gone.into(),
        error.into(),
    ];
    db.exec(&FAIL, &values).await?;
    Ok(())
}

static RECOVER: Sql = Sql::new(
    "UPDATE neighbours
        SET failures = 0, failing_since = NULL, due_at = 0, last_error = NULL, is_gone = FALSE,
            returned_at = COALESCE($1, returned_at)
      WHERE host = $2",
);

/// The server is there again; `returned_at`, if it has been silent for long.
pub async fn recover(mut db: impl Exec, host: &str, returned_at: Option<Timestamp>) -> Result<()> {
    db.exec(&RECOVER, &[returned_at.into(), host.into()]).await?;
    Ok(())
}

static ASK: Sql = Sql::new(
    "INSERT INTO neighbours (host, failures, due_at, asked_at) VALUES ($1, 0, 0, $2)
         ON CONFLICT (host) DO UPDATE SET asked_at = excluded.asked_at",
);

/// The operator wants the server to be tried at once.
pub async fn ask(mut db: impl Exec, host: &str, now: Timestamp) -> Result<()> {
    db.exec(&ASK, &[host.into(), now.into()]).await?;
    Ok(())
}

static ASKED: Sql =
    Sql::new("SELECT host FROM neighbours WHERE asked_at IS NOT NULL ORDER BY asked_at LIMIT $1");

/// The servers that the operator wants to be tried at once.
pub async fn asked(mut db: impl Exec, limit: i64) -> Result<Vec<String>> {
    db.rows(&ASKED, &[limit.into()]).await
}

static HEEDED: Sql = Sql::new("UPDATE neighbours SET asked_at = NULL WHERE host = $1");

/// The server is being tried, as the operator wants.
pub async fn heeded(mut db: impl Exec, host: &str) -> Result<()> {
    db.exec(&HEEDED, &[host.into()]).await?;
    Ok(())
}

static FIND_MANNERS: Sql = Sql::new("SELECT manners FROM neighbours WHERE host = $1");

/// How requests to the server may be signed.
pub async fn find_manners(mut db: impl Exec, host: &str) -> Result<Manners> {
    let found: Option<Manners> = db.find(&FIND_MANNERS, &[host.into()]).await?;
    Ok(found.unwrap_or_default())
}

static SET_MANNERS: Sql = Sql::new(
    "INSERT INTO neighbours (host, failures, due_at, manners) VALUES ($1, 0, 0, $2)
         ON CONFLICT (host) DO UPDATE SET manners = excluded.manners",
);

/// Notes how requests to the server may be signed.
pub async fn set_manners(mut db: impl Exec, host: &str, manners: &Manners) -> Result<()> {
    db.exec(&SET_MANNERS, &[host.into(), Value::json(manners)]).await?;
    Ok(())
}

static LIST: Sql = Sql::new(
    "SELECT n.host, n.failures, n.failing_since, n.due_at, n.last_error, n.is_gone, n.manners
       FROM neighbours n WHERE n.host > $1 ORDER BY n.host LIMIT $2",
);

/// All servers with a history, by their hosts.
pub async fn list(mut db: impl Exec, after: &str, limit: i64) -> Result<Vec<Neighbour>> {
    db.rows(&LIST, &[after.into(), limit.into()]).await
}

static WAITING: Sql =
    Sql::new("SELECT d.host, COUNT(*), MIN(d.id) FROM deliveries d GROUP BY d.host ORDER BY d.host LIMIT $1");

/// How many deliveries wait for each host, and the oldest of them.
pub async fn waiting(
    mut db: impl Exec,
    limit: i64,
) -> Result<Vec<(String, i64, model::Id<crate::deliveries::Delivery>)>> {
    db.rows(&WAITING, &[limit.into()]).await
}

impl FromRow for Failing {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            host: row.take()?,
            failures: row.take()?,
            since: row.take::<Option<Timestamp>>()?.unwrap_or_default(),
            due_at: row.take()?,
            is_gone: row.take()?,
        })
    }
}

impl FromRow for Neighbour {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            host: row.take()?,
            failures: row.take()?,
            failing_since: row.take()?,
            due_at: row.take()?,
            last_error: row.take()?,
            is_gone: row.take()?,
            manners: row.json()?,
        })
    }
}

impl FromRow for Manners {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        row.json()
    }
}
