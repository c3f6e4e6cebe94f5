//! Deliveries: activities on their way to neighbours. The document is kept once, each inbox as a row.

use model::{AccountId, Id, Timestamp};

use crate::{
    Exec, Result, Signal, Sql, Tx,
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
    /// Identifier.
    pub id: Id<Delivery>,
    /// The activity.
    pub activity: Activity,
    /// Where it goes.
    pub inbox_url: String,
    /// Tries so far.
    pub tries: i64,
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

static DUE: Sql = Sql::new(
    "SELECT d.id, a.id, a.uri, a.account_id, a.body, d.inbox_url, d.tries
       FROM deliveries d
       JOIN activities a ON a.id = d.activity_id
      WHERE d.due_at <= $1
        AND NOT EXISTS (SELECT 1 FROM deliveries e
                         WHERE e.host = d.host AND e.id < d.id AND e.inbox_url = d.inbox_url)
      ORDER BY d.due_at, d.id
      LIMIT $2",
);

/// Deliveries that are due. To one inbox they are made in order: the oldest must arrive before the next is due.
pub async fn due(mut db: impl Exec, now: Timestamp, limit: i64) -> Result<Vec<Delivery>> {
    db.rows(&DUE, &[now.into(), limit.into()]).await
}

static NEXT_DUE: Sql = Sql::new("SELECT MIN(due_at) FROM deliveries");

/// When the next delivery is due.
pub async fn next_due(mut db: impl Exec) -> Result<Option<Timestamp>> {
    db.get(&NEXT_DUE, &[]).await
}

static DELETE: Sql = Sql::new("DELETE FROM deliveries WHERE id = $1");

/// The delivery arrived, or was given up.
pub async fn delete(mut db: impl Exec, id: Id<Delivery>) -> Result<()> {
    db.exec(&DELETE, &[id.into()]).await?;
    Ok(())
}

static FAIL: Sql =
    Sql::new("UPDATE deliveries SET tries = tries + 1, due_at = $1, last_error = $2 WHERE id = $3");

/// The delivery failed: try again at `due_at`.
pub async fn fail(mut db: impl Exec, id: Id<Delivery>, due_at: Timestamp, error: &str) -> Result<()> {
    db.exec(&FAIL, &[due_at.into(), error.into(), id.into()]).await?;
    Ok(())
}

static POSTPONE_HOST: Sql = Sql::new("UPDATE deliveries SET due_at = $1 WHERE host = $2 AND due_at < $1");

/// Nothing goes to this host before `until`.
pub async fn postpone_host(mut db: impl Exec, host: &str, until: Timestamp) -> Result<u64> {
    db.exec(&POSTPONE_HOST, &[until.into(), host.into()]).await
}

static HASTEN_HOST: Sql = Sql::new("UPDATE deliveries SET due_at = $1 WHERE host = $2 AND due_at > $1");

/// The host shows signs of life: everything for it is due now.
pub async fn hasten_host(mut db: impl Exec, host: &str, now: Timestamp) -> Result<u64> {
    db.exec(&HASTEN_HOST, &[now.into(), host.into()]).await
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

impl FromRow for Delivery {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            activity: Activity {
                id: row.take()?,
                uri: row.take()?,
                account_id: row.take()?,
                body: row.take()?,
            },
            inbox_url: row.take()?,
            tries: row.take()?,
        })
    }
}
