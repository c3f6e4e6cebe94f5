//! Blocklists: those that were applied, what each changed, and those of others that are read once a day.

use model::{
    Blocklist, BlocklistChange, BlocklistId, BlocklistSubscription, BlocklistSubscriptionId, Page, Severity,
    Timestamp,
};

use crate::{
    Exec, Result, Sql, Tx, Value,
    row::{Cursor, FromRow},
    timelines::paged,
};

static INSERT: Sql = Sql::new(
    "INSERT INTO blocklists (id, name, subscription_id, by_name, created_at) VALUES ($1, $2, $3, $4, $5)",
);

/// Adds a list that is applied.
pub async fn insert(mut tx: &mut Tx, list: &Blocklist) -> Result<()> {
    let Blocklist { id, name, subscription_id, by_name, created_at, .. } = list;
    let values: [Value<'_>; 5] =
        [(*id).into(), name.into(), (*subscription_id).into(), by_name.into(), (*created_at).into()];
    tx.exec(&INSERT, &values).await?;
    Ok(())
}

static FIND: Sql = Sql::new("SELECT {blocklist l} FROM blocklists l WHERE l.id = $1");

/// The list with this id.
pub async fn find(mut db: impl Exec, id: BlocklistId) -> Result<Option<Blocklist>> {
    db.find(&FIND, &[id.into()]).await
}

static DOWN: Sql = Sql::new(
    "SELECT {blocklist l} FROM blocklists l WHERE l.id < $1 AND l.id > $2 ORDER BY l.id DESC LIMIT $3",
);
static UP: Sql =
    Sql::new("SELECT {blocklist l} FROM blocklists l WHERE l.id < $1 AND l.id > $2 ORDER BY l.id LIMIT $3");

/// A page of lists, the latest first.
pub async fn page(db: impl Exec, page: &Page) -> Result<Vec<Blocklist>> {
    paged(db, [&DOWN, &UP], &[page.below().into(), page.above().into(), page.limit.into()], page).await
}

static UNDO: Sql = Sql::new("UPDATE blocklists SET undone_at = $1 WHERE id = $2 AND undone_at IS NULL");

/// Notes that a list is undone; answers whether it was not before.
pub async fn undo(mut tx: &mut Tx, id: BlocklistId, at: Timestamp) -> Result<bool> {
    Ok(tx.exec(&UNDO, &[at.into(), id.into()]).await? > 0)
}

static NOTE: Sql = Sql::new(
    "INSERT INTO blocklist_changes (blocklist_id, domain, before, after) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING",
);

/// Notes what a list changed.
pub async fn note(mut tx: &mut Tx, list: BlocklistId, change: &BlocklistChange) -> Result<()> {
    let before = change.before.as_ref().map(Value::json);
    let values: [Value<'_>; 4] =
        [list.into(), (&change.domain).into(), before.unwrap_or(Value::Null), Value::json(&change.after)];
    tx.exec(&NOTE, &values).await?;
    Ok(())
}

static CHANGES: Sql = Sql::new(
    "SELECT c.domain, c.before, c.after FROM blocklist_changes c
      WHERE c.blocklist_id = $1 ORDER BY c.domain LIMIT $2",
);

/// What a list changed, by domain.
pub async fn changes(mut db: impl Exec, list: BlocklistId, limit: i64) -> Result<Vec<BlocklistChange>> {
    db.rows(&CHANGES, &[list.into(), limit.into()]).await
}

static OF_SUBSCRIPTION: Sql = Sql::new(
    "SELECT c.domain, c.before, c.after FROM blocklists l
       JOIN blocklist_changes c ON c.blocklist_id = l.id
      WHERE l.subscription_id = $1 AND l.undone_at IS NULL ORDER BY l.id, c.domain LIMIT $2",
);

/// What a list of others changed over time, the oldest first.
pub async fn changes_of_subscription(
    mut db: impl Exec,
    id: BlocklistSubscriptionId,
    limit: i64,
) -> Result<Vec<BlocklistChange>> {
    db.rows(&OF_SUBSCRIPTION, &[id.into(), limit.into()]).await
}

static SUBSCRIBE: Sql = Sql::new(
    "INSERT INTO blocklist_subscriptions (id, url, name, applies, least, due_at, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (id) DO UPDATE
        SET name = EXCLUDED.name, applies = EXCLUDED.applies, least = EXCLUDED.least, due_at = EXCLUDED.due_at",
);

/// Adds a list of others, or changes how it is read; fails if its address is taken.
pub async fn put_subscription(mut tx: &mut Tx, list: &BlocklistSubscription) -> Result<()> {
    let values: [Value<'_>; 7] = [
        list.id.into(),
        (&list.url).into(),
        (&list.name).into(),
        list.applies.into(),
        list.least.as_str().into(),
        list.due_at.into(),
        list.created_at.into(),
    ];
    tx.exec(&SUBSCRIBE, &values).await?;
    Ok(())
}

static UNSUBSCRIBE: Sql = Sql::new("DELETE FROM blocklist_subscriptions WHERE id = $1");

/// Removes a list of others.
pub async fn delete_subscription(mut tx: &mut Tx, id: BlocklistSubscriptionId) -> Result<()> {
    tx.exec(&UNSUBSCRIBE, &[id.into()]).await?;
    Ok(())
}

static READ: Sql = Sql::new(
    "UPDATE blocklist_subscriptions
        SET text = $1, read_at = $2, due_at = $3, failures = 0, last_error = NULL WHERE id = $4",
);

/// A list of others was read.
pub async fn read(
    mut db: impl Exec,
    id: BlocklistSubscriptionId,
    text: &str,
    (now, due_at): (Timestamp, Timestamp),
) -> Result<()> {
    db.exec(&READ, &[text.into(), now.into(), due_at.into(), id.into()]).await?;
    Ok(())
}

static FAIL: Sql = Sql::new(
    "UPDATE blocklist_subscriptions SET failures = failures + 1, last_error = $1, due_at = $2 WHERE id = $3",
);

/// A list of others could not be read.
pub async fn fail(
    mut db: impl Exec,
    id: BlocklistSubscriptionId,
    error: &str,
    due_at: Timestamp,
) -> Result<()> {
    db.exec(&FAIL, &[error.into(), due_at.into(), id.into()]).await?;
    Ok(())
}

static FIND_SUBSCRIPTION: Sql =
    Sql::new("SELECT {blocklist_subscription s} FROM blocklist_subscriptions s WHERE s.id = $1");

/// The list of others with this id.
pub async fn find_subscription(
    mut db: impl Exec,
    id: BlocklistSubscriptionId,
) -> Result<Option<BlocklistSubscription>> {
    db.find(&FIND_SUBSCRIPTION, &[id.into()]).await
}

static FIND_AT: Sql =
    Sql::new("SELECT {blocklist_subscription s} FROM blocklist_subscriptions s WHERE s.url = $1");

/// The list of others at this address.
pub async fn find_subscription_at(mut db: impl Exec, url: &str) -> Result<Option<BlocklistSubscription>> {
    db.find(&FIND_AT, &[url.into()]).await
}

static SUBSCRIPTIONS: Sql =
    Sql::new("SELECT {blocklist_subscription s} FROM blocklist_subscriptions s ORDER BY s.id LIMIT $1");

/// All lists of others.
pub async fn subscriptions(mut db: impl Exec, limit: i64) -> Result<Vec<BlocklistSubscription>> {
    db.rows(&SUBSCRIPTIONS, &[limit.into()]).await
}

static DUE: Sql = Sql::new(
    "SELECT {blocklist_subscription s} FROM blocklist_subscriptions s
      WHERE s.due_at <= $1 ORDER BY s.due_at LIMIT $2",
);

/// The lists of others that are to be read.
pub async fn due(mut db: impl Exec, now: Timestamp, limit: i64) -> Result<Vec<BlocklistSubscription>> {
    db.rows(&DUE, &[now.into(), limit.into()]).await
}

impl FromRow for Blocklist {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            name: row.take()?,
            subscription_id: row.take()?,
            by_name: row.take()?,
            created_at: row.take()?,
            undone_at: row.take()?,
        })
    }
}

impl FromRow for BlocklistChange {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        let domain = row.take()?;
        let before: Option<String> = row.take()?;
        let before = before.and_then(|text| serde_json::from_str(&text).ok());
        Ok(Self { domain, before, after: row.json()? })
    }
}

impl FromRow for BlocklistSubscription {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            url: row.take()?,
            name: row.take()?,
            applies: row.take()?,
            least: row.word(Severity::parse)?,
            text: row.take()?,
            read_at: row.take()?,
            due_at: row.take()?,
            failures: row.take()?,
            last_error: row.take()?,
            created_at: row.take()?,
        })
    }
}
