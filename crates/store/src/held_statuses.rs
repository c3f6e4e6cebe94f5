//! Statuses that nobody but their author sees until staff decide.

use model::{HeldStatus, StatusId, Timestamp, Visibility};

use crate::{
    Exec, Result, Sql, Touch, Tx, Value,
    row::{Cursor, FromRow},
};

static INSERT: Sql = Sql::new(
    "INSERT INTO held_statuses (status_id, visibility, was_published, is_news, expires_at)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
);
static HIDE: Sql =
    Sql::new("UPDATE statuses SET visibility = 'held' WHERE id = $1").touching(Touch::Status, 1);

/// Holds a status.
pub async fn hold(mut tx: &mut Tx, held: &HeldStatus) -> Result<()> {
    let values: [Value<'_>; 5] = [
        held.status_id.into(),
        held.visibility.into(),
        held.was_published.into(),
        held.is_news.into(),
        held.expires_at.into(),
    ];
    tx.exec(&INSERT, &values).await?;
    tx.exec(&HIDE, &[held.status_id.into()]).await?;
    Ok(())
}

static FIND: Sql = Sql::new(
    "SELECT h.status_id, h.visibility, h.was_published, h.is_news, h.expires_at FROM held_statuses h
      WHERE h.status_id = $1",
);

/// How a status is held.
pub async fn find(mut db: impl Exec, id: StatusId) -> Result<Option<HeldStatus>> {
    db.find(&FIND, &[id.into()]).await
}

static AMONG: Sql = Sql::new(
    "SELECT h.status_id, h.visibility, h.was_published, h.is_news, h.expires_at FROM held_statuses h
      WHERE h.status_id IN {in $1}",
);

/// How these statuses are held.
pub async fn among(mut db: impl Exec, ids: &[StatusId]) -> Result<Vec<HeldStatus>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&AMONG, &[Value::ids(ids)]).await
}

static LET_GO: Sql = Sql::new("DELETE FROM held_statuses WHERE status_id = $1");
static SHOW: Sql =
    Sql::new("UPDATE statuses SET visibility = $1, created_at = $2 WHERE id = $3").touching(Touch::Status, 3);

/// A status is seen by whom it is for, as published at a moment; answers whether it was held.
pub async fn release(
    mut tx: &mut Tx,
    id: StatusId,
    visibility: Visibility,
    created_at: Timestamp,
) -> Result<bool> {
    if tx.exec(&LET_GO, &[id.into()]).await? == 0 {
        return Ok(false);
    }
    tx.exec(&SHOW, &[visibility.into(), created_at.into(), id.into()]).await?;
    Ok(true)
}

static EXPIRED: Sql = Sql::new(
    "SELECT h.status_id, h.visibility, h.was_published, h.is_news, h.expires_at FROM held_statuses h
      WHERE h.expires_at <= $1 ORDER BY h.expires_at LIMIT $2",
);

/// Those whose time is over.
pub async fn expired(mut db: impl Exec, now: Timestamp, limit: i64) -> Result<Vec<HeldStatus>> {
    db.rows(&EXPIRED, &[now.into(), limit.into()]).await
}

impl FromRow for HeldStatus {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            status_id: row.take()?,
            visibility: row.word(Visibility::stored)?,
            was_published: row.take()?,
            is_news: row.take()?,
            expires_at: row.take()?,
        })
    }
}
