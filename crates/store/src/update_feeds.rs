//! The place that says which versions of this program there are.

use model::UpdateFeed;

use crate::{
    Exec, Result, Sql, Tx, Value,
    row::{Cursor, FromRow},
};

static FIND: Sql = Sql::new(
    "SELECT f.url, f.updates, f.read_at, f.due_at, f.failures, f.last_error FROM update_feeds f WHERE f.url = $1",
);

/// What is known of the place at this address.
pub async fn find(mut db: impl Exec, url: &str) -> Result<Option<UpdateFeed>> {
    db.find(&FIND, &[url.into()]).await
}

static FORGET: Sql = Sql::new("DELETE FROM update_feeds");
static INSERT: Sql = Sql::new(
    "INSERT INTO update_feeds (url, updates, read_at, due_at, failures, last_error)
     VALUES ($1, $2, $3, $4, $5, $6)",
);

/// Keeps this, and nothing of places that were named before.
pub async fn replace(mut tx: &mut Tx, feed: &UpdateFeed) -> Result<()> {
    tx.exec(&FORGET, &[]).await?;
    let values = [
        (&feed.url).into(),
        Value::json(&feed.updates),
        feed.read_at.into(),
        feed.due_at.into(),
        feed.failures.into(),
        feed.last_error.as_deref().into(),
    ];
    tx.exec(&INSERT, &values).await?;
    Ok(())
}

impl FromRow for UpdateFeed {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            url: row.take()?,
            updates: row.json()?,
            read_at: row.take()?,
            due_at: row.take()?,
            failures: row.take()?,
            last_error: row.take()?,
        })
    }
}
