//! Bookmarks: statuses that people keep for themselves.

use model::{AccountId, BookmarkId, Page, StatusId};

use crate::{Exec, Result, Sql, Touch, Tx, Value, timelines::paged};

static INSERT: Sql =
    Sql::new("INSERT INTO bookmarks (id, account_id, status_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
        .touching(Touch::Marks, 2);

/// Adds a bookmark; answers whether it was new.
pub async fn insert(mut tx: &mut Tx, id: BookmarkId, by: AccountId, status: StatusId) -> Result<bool> {
    Ok(tx.exec(&INSERT, &[id.into(), by.into(), status.into()]).await? > 0)
}

static DELETE: Sql =
    Sql::new("DELETE FROM bookmarks WHERE account_id = $1 AND status_id = $2").touching(Touch::Marks, 1);

/// Removes a bookmark; answers whether there was one.
pub async fn delete(mut tx: &mut Tx, by: AccountId, status: StatusId) -> Result<bool> {
    Ok(tx.exec(&DELETE, &[by.into(), status.into()]).await? > 0)
}

static AMONG: Sql =
    Sql::new("SELECT b.status_id FROM bookmarks b WHERE b.status_id IN {in $1} AND b.account_id = $2");

/// Which of these statuses the account has bookmarked.
pub async fn among(mut db: impl Exec, by: AccountId, ids: &[StatusId]) -> Result<Vec<StatusId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&AMONG, &[Value::ids(ids), by.into()]).await
}

static DOWN: Sql = Sql::new(
    "SELECT b.id, b.status_id FROM bookmarks b
      WHERE b.account_id = $1 AND b.id < $2 AND b.id > $3 ORDER BY b.id DESC LIMIT $4",
);
static UP: Sql = Sql::new(
    "SELECT b.id, b.status_id FROM bookmarks b
      WHERE b.account_id = $1 AND b.id < $2 AND b.id > $3 ORDER BY b.id LIMIT $4",
);

/// What the account bookmarked, most recent first: the bookmark's id (for paging) and the status's.
pub async fn list(db: impl Exec, by: AccountId, page: &Page) -> Result<Vec<(BookmarkId, StatusId)>> {
    let values = [by.into(), page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&DOWN, &UP], &values, page).await
}
