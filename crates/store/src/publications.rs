//! Publications: to how many servers a status went, where it has not arrived yet, and where it never will. What has
//! arrived is not written down: it is what remains.

use model::{Id, StatusId, Timestamp};

use crate::{
    Exec, Result, Sql, Tx, Value,
    deliveries::Activity,
    row::{Cursor, FromRow},
};

/// How far a status has got, in servers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Publication {
    /// The activity that publishes it.
    pub activity_id: Id<Activity>,
    /// To how many servers it went.
    pub servers: i64,
    /// On how many of them it has not arrived yet.
    pub waiting: i64,
    /// On how many of them it never will.
    pub given_up: i64,
}

/// A server on which a status has not arrived yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The server.
    pub host: String,
    /// When this delivery is tried again.
    pub due_at: Timestamp,
    /// Why it was not taken, if it was tried.
    pub last_error: Option<String>,
    /// Since when the server takes nothing.
    pub failing_since: Option<Timestamp>,
    /// When the server is tried again.
    pub host_due_at: Option<Timestamp>,
    /// Why it takes nothing.
    pub host_error: Option<String>,
}

/// A server on which a status will never arrive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undelivered {
    /// The server.
    pub host: String,
    /// Where it would have gone.
    pub inbox_url: String,
    /// The kind of reason.
    pub reason: String,
    /// What was answered.
    pub error: String,
    /// When it was given up.
    pub given_up_at: Timestamp,
}

static INSERT: Sql = Sql::new(
    "INSERT INTO publications (status_id, activity_id, servers) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
);

/// Notes to how many servers a status goes.
pub async fn insert(mut tx: &mut Tx, status: StatusId, activity: Id<Activity>, servers: i64) -> Result<()> {
    tx.exec(&INSERT, &[status.into(), activity.into(), servers.into()]).await?;
    Ok(())
}

static INSERT_UNDELIVERED: Sql = Sql::new(
    "INSERT INTO undelivered (status_id, inbox_url, host, reason, error, given_up_at)
     VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT DO NOTHING",
);

/// Notes that a status is not even sent somewhere.
pub async fn insert_undelivered(mut tx: &mut Tx, status: StatusId, undelivered: &Undelivered) -> Result<()> {
    let values: [Value<'_>; 6] = [
        status.into(),
        (&undelivered.inbox_url).into(),
        (&undelivered.host).into(),
        (&undelivered.reason).into(),
        (&undelivered.error).into(),
        undelivered.given_up_at.into(),
    ];
    tx.exec(&INSERT_UNDELIVERED, &values).await?;
    Ok(())
}

static FIND: Sql = Sql::new(
    "SELECT p.activity_id, p.servers,
            (SELECT COUNT(DISTINCT d.host) FROM deliveries d WHERE d.activity_id = p.activity_id),
            (SELECT COUNT(DISTINCT u.host) FROM undelivered u WHERE u.status_id = p.status_id)
       FROM publications p
      WHERE p.status_id = $1",
);

/// How far a status has got, if it went anywhere.
pub async fn find(mut db: impl Exec, status: StatusId) -> Result<Option<Publication>> {
    db.find(&FIND, &[status.into()]).await
}

static WAITING: Sql = Sql::new(
    "SELECT d.host, d.due_at, d.last_error, n.failing_since, n.due_at, n.last_error
       FROM deliveries d
       LEFT JOIN neighbours n ON n.host = d.host AND n.failures > 0
      WHERE d.activity_id = $1
      ORDER BY d.inbox_url
      LIMIT $2",
);

/// Where an activity has not arrived yet.
pub async fn list_waiting(mut db: impl Exec, activity: Id<Activity>, limit: i64) -> Result<Vec<Waiting>> {
    db.rows(&WAITING, &[activity.into(), limit.into()]).await
}

static UNDELIVERED: Sql = Sql::new(
    "SELECT u.host, u.inbox_url, u.reason, u.error, u.given_up_at
       FROM undelivered u
      WHERE u.status_id = $1
      ORDER BY u.inbox_url
      LIMIT $2",
);

/// Where a status will never arrive.
pub async fn list_undelivered(mut db: impl Exec, status: StatusId, limit: i64) -> Result<Vec<Undelivered>> {
    db.rows(&UNDELIVERED, &[status.into(), limit.into()]).await
}

impl FromRow for Publication {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            activity_id: row.take()?,
            servers: row.take()?,
            waiting: row.take()?,
            given_up: row.take()?,
        })
    }
}

impl FromRow for Waiting {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            host: row.take()?,
            due_at: row.take()?,
            last_error: row.take()?,
            failing_since: row.take()?,
            host_due_at: row.take()?,
            host_error: row.take()?,
        })
    }
}

impl FromRow for Undelivered {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            host: row.take()?,
            inbox_url: row.take()?,
            reason: row.take()?,
            error: row.take()?,
            given_up_at: row.take()?,
        })
    }
}
