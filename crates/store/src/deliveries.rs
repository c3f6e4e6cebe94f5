//! Deliveries: activities on their way to neighbours. The document is kept once, each inbox as a row.

use model::{AccountId, Id, Timestamp};

use crate::{
    Exec, Result, Signal, Sql, Tx, Value,
    row::{Cursor, FromRow},
};

/// An activity that this server sends.
#[derive(Clone, Debug)]
pub struct Activity {
    /// Identifier, in order of time.
    pub id: Id<Activity>,
    /// Its address.
    pub uri: String,
    /// Whose it is, and whose key signs the deliveries.
    pub account_id: AccountId,
    /// The document as sent.
    pub body: String,
}

/// One activity to one inbox.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Identifier, in the order in which deliveries are made.
    pub id: Id<Delivery>,
    /// The activity.
    pub activity_id: Id<Activity>,
    /// Whose it is.
    pub account_id: AccountId,
    /// Where it goes.
    pub inbox_url: String,
    /// The host of the inbox.
    pub host: String,
    /// Tries so far.
    pub tries: i64,
    /// When the next try is due.
    pub due_at: Timestamp,
}

static INSERT_ACTIVITY: Sql = Sql::new(
    "INSERT INTO activities (id, uri, account_id, body, created_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING",
);

/// Adds an activity; answers false when it was added before (an effect that runs again).
pub async fn insert_activity(mut tx: &mut Tx, activity: &Activity) -> Result<bool> {
    let values = [
        activity.id.into(),
        (&activity.uri).into(),
        activity.account_id.into(),
        (&activity.body).into(),
        activity.id.time().into(),
    ];
    Ok(tx.exec(&INSERT_ACTIVITY, &values).await? > 0)
}

static INSERT: Sql = Sql::new(
    "INSERT INTO deliveries (id, activity_id, inbox_url, host, due_at) VALUES ($1, $2, $3, $4, 0)
         ON CONFLICT DO NOTHING",
);

/// Adds a delivery of the activity, due at once.
pub async fn insert(
    mut tx: &mut Tx,
    id: Id<Delivery>,
    activity: Id<Activity>,
    inbox_url: &str,
    host: &str,
) -> Result<()> {
    let values = [id.into(), activity.into(), inbox_url.into(), host.into()];
    tx.exec(&INSERT, &values).await?;
    tx.signal(Signal::Deliveries);
    Ok(())
}

static AFTER: Sql = Sql::new(
    "SELECT d.id, d.activity_id, a.account_id, d.inbox_url, d.host, d.tries, d.due_at
       FROM deliveries d
       JOIN activities a ON a.id = d.activity_id
      WHERE d.id > $1
      ORDER BY d.id
      LIMIT $2",
);

/// Deliveries after this one, oldest first.
pub async fn after(mut db: impl Exec, id: Id<Delivery>, limit: i64) -> Result<Vec<Delivery>> {
    db.rows(&AFTER, &[id.into(), limit.into()]).await
}

static AFTER_FOR_HOST: Sql = Sql::new(
    "SELECT d.id, d.activity_id, a.account_id, d.inbox_url, d.host, d.tries, d.due_at
       FROM deliveries d
       JOIN activities a ON a.id = d.activity_id
      WHERE d.host = $1
        AND d.id > $2
      ORDER BY d.id
      LIMIT $3",
);

/// Deliveries for this host after this one, oldest first.
pub async fn after_for_host(
    mut db: impl Exec,
    host: &str,
    id: Id<Delivery>,
    limit: i64,
) -> Result<Vec<Delivery>> {
    db.rows(&AFTER_FOR_HOST, &[host.into(), id.into(), limit.into()]).await
}

static FIND_ACTIVITY: Sql = Sql::new("SELECT id, uri, account_id, body FROM activities WHERE id = $1");

/// The activity with this id.
pub async fn find_activity(mut db: impl Exec, id: Id<Activity>) -> Result<Option<Activity>> {
    db.find(&FIND_ACTIVITY, &[id.into()]).await
}

static DELETE: Sql = Sql::new("DELETE FROM deliveries WHERE id IN {in $1}");

/// These deliveries arrived, or were given up.
pub async fn delete(mut db: impl Exec, ids: &[Id<Delivery>]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    db.exec(&DELETE, &[Value::ids(ids)]).await?;
    Ok(())
}

static FAIL: Sql =
    Sql::new("UPDATE deliveries SET tries = tries + 1, due_at = $1, last_error = $2 WHERE id = $3");

/// The delivery failed: try again at `due_at`.
pub async fn fail(mut db: impl Exec, id: Id<Delivery>, due_at: Timestamp, error: &str) -> Result<()> {
    db.exec(&FAIL, &[due_at.into(), error.into(), id.into()]).await?;
    Ok(())
}

static COUNT: Sql = Sql::new("SELECT COUNT(*) FROM deliveries");

/// How many deliveries wait.
pub async fn count(mut db: impl Exec) -> Result<i64> {
    db.get(&COUNT, &[]).await
}

static DELETE_DONE: Sql = Sql::new(
    "DELETE FROM activities
      WHERE created_at < $1
        AND NOT EXISTS (SELECT 1 FROM deliveries d WHERE d.activity_id = activities.id)",
);

/// Forgets activities from before `before` that have all arrived.
pub async fn delete_done(mut db: impl Exec, before: Timestamp) -> Result<u64> {
    db.exec(&DELETE_DONE, &[before.into()]).await
}

impl FromRow for Activity {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self { id: row.take()?, uri: row.take()?, account_id: row.take()?, body: row.take()? })
    }
}

impl FromRow for Delivery {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            activity_id: row.take()?,
            account_id: row.take()?,
            inbox_url: row.take()?,
            host: row.take()?,
            tries: row.take()?,
            due_at: row.take()?,
        })
    }
}
