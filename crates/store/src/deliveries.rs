//! Deliveries: activities on their way to neighbours. The document is kept once, each inbox as a row.

use model::{AccountId, Id, StatusId, Timestamp};

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
    /// What has to be known of it while it is delivered.
    pub traits: Traits,
}

/// What has to be known of an activity while it is delivered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Traits {
    /// Whether it concerns a single person, who should not wait for what goes to many.
    pub is_personal: bool,
    /// Whether it is kept for a server that is away for long.
    pub outlasts: bool,
    /// The state of what it tells: of two that tell of the same, the later counts.
    pub about: Option<String>,
    /// Whether it goes to its author's followers, among others.
    pub is_for_followers: bool,
    /// Whether everybody may read it.
    pub is_open: bool,
    /// The status that it publishes.
    pub status_id: Option<StatusId>,
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
    /// Whether the activity concerns a single person.
    pub is_personal: bool,
    /// Whether it is kept for a server that is away for long.
    pub outlasts: bool,
}

static INSERT_ACTIVITY: Sql = Sql::new(
    "INSERT INTO activities
            (id, uri, account_id, body, created_at, is_personal, outlasts, about, is_for_followers, is_open,
             status_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT DO NOTHING",
);

/// Adds an activity; answers false when it was added before (an effect that runs again).
pub async fn insert_activity(mut tx: &mut Tx, activity: &Activity) -> Result<bool> {
    let traits = &activity.traits;
    let values: [Value<'_>; 11] = [
        activity.id.into(),
        (&activity.uri).into(),
        activity.account_id.into(),
        (&activity.body).into(),
        activity.id.time().into(),
        traits.is_personal.into(),
        traits.outlasts.into(),
        (&traits.about).into(),
        traits.is_for_followers.into(),
        traits.is_open.into(),
        traits.status_id.into(),
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
    "SELECT d.id, d.activity_id, a.account_id, d.inbox_url, d.host, d.tries, d.due_at, a.is_personal, a.outlasts
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

static BETWEEN_FOR_HOST: Sql = Sql::new(
    "SELECT d.id, d.activity_id, a.account_id, d.inbox_url, d.host, d.tries, d.due_at, a.is_personal, a.outlasts
       FROM deliveries d
       JOIN activities a ON a.id = d.activity_id
      WHERE d.host = $1
        AND d.id > $2
        AND d.id <= $3
      ORDER BY d.id
      LIMIT $4",
);

/// Deliveries for this host after this one, up to that one, oldest first.
pub async fn between_for_host(
    mut db: impl Exec,
    host: &str,
    after: Id<Delivery>,
    until: Id<Delivery>,
    limit: i64,
) -> Result<Vec<Delivery>> {
    db.rows(&BETWEEN_FOR_HOST, &[host.into(), after.into(), until.into(), limit.into()]).await
}

/// A delivery for a server that has been away for long.
#[derive(Clone, Debug)]
pub struct Lasting {
    /// The delivery.
    pub id: Id<Delivery>,
    /// The activity.
    pub activity_id: Id<Activity>,
    /// Whose it is.
    pub account_id: AccountId,
    /// Where it goes.
    pub inbox_url: String,
    /// Whether it is kept for a server that is away for long.
    pub outlasts: bool,
    /// The state of what it tells.
    pub about: Option<String>,
}

static NEWEST_FOR_HOST: Sql = Sql::new(
    "SELECT d.id, d.activity_id, a.account_id, d.inbox_url, a.outlasts, a.about
       FROM deliveries d
       JOIN activities a ON a.id = d.activity_id
      WHERE d.host = $1
        AND d.id < $2
      ORDER BY d.id DESC
      LIMIT $3",
);

/// Deliveries for this host before this one, newest first.
pub async fn newest_for_host(
    mut db: impl Exec,
    host: &str,
    before: Id<Delivery>,
    limit: i64,
) -> Result<Vec<Lasting>> {
    db.rows(&NEWEST_FOR_HOST, &[host.into(), before.into(), limit.into()]).await
}

static FIND_ACTIVITY: Sql = Sql::new(
    "SELECT id, uri, account_id, body, is_personal, outlasts, about, is_for_followers, is_open, status_id
       FROM activities WHERE id = $1",
);

/// The activity with this id.
pub async fn find_activity(mut db: impl Exec, id: Id<Activity>) -> Result<Option<Activity>> {
    db.find(&FIND_ACTIVITY, &[id.into()]).await
}

static DELETE: Sql = Sql::new("DELETE FROM deliveries WHERE id IN {in $1}");

/// These deliveries arrived.
pub async fn delete(mut db: impl Exec, ids: &[Id<Delivery>]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    db.exec(&DELETE, &[Value::ids(ids)]).await?;
    Ok(())
}

static NOTE_UNDELIVERED: Sql = Sql::new(
    "INSERT INTO undelivered (status_id, inbox_url, host, reason, error, given_up_at)
     SELECT s.id, d.inbox_url, d.host, $1, $2, CAST($3 AS BIGINT)
       FROM deliveries d
       JOIN activities a ON a.id = d.activity_id
       JOIN statuses s ON s.id = a.status_id
      WHERE d.id IN {in $4}
         ON CONFLICT DO NOTHING",
);

/// These deliveries will never arrive, for this kind of reason; the authors of statuses can see that.
pub async fn give_up(
    mut tx: &mut Tx,
    ids: &[Id<Delivery>],
    reason: &str,
    error: &str,
    now: Timestamp,
) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let values = [reason.into(), error.into(), now.into(), Value::ids(ids)];
    tx.exec(&NOTE_UNDELIVERED, &values).await?;
    delete(tx, ids).await
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
        Ok(Self {
            id: row.take()?,
            uri: row.take()?,
            account_id: row.take()?,
            body: row.take()?,
            traits: Traits {
                is_personal: row.take()?,
                outlasts: row.take()?,
                about: row.take()?,
                is_for_followers: row.take()?,
                is_open: row.take()?,
                status_id: row.take()?,
            },
        })
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
            is_personal: row.take()?,
            outlasts: row.take()?,
        })
    }
}

impl FromRow for Lasting {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            activity_id: row.take()?,
            account_id: row.take()?,
            inbox_url: row.take()?,
            outlasts: row.take()?,
            about: row.take()?,
        })
    }
}
