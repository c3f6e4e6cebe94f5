//! Pins: statuses at the top of their author's profile.

use model::{AccountId, PinId, StatusId};

use crate::{Exec, Result, Sql, Touch, Tx, Value};

static INSERT: Sql =
    Sql::new("INSERT INTO pins (id, account_id, status_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
        .touching(Touch::Marks, 2);

/// Adds a pin; answers whether it was new.
pub async fn insert(mut tx: &mut Tx, id: PinId, by: AccountId, status: StatusId) -> Result<bool> {
    Ok(tx.exec(&INSERT, &[id.into(), by.into(), status.into()]).await? > 0)
}

static DELETE: Sql =
    Sql::new("DELETE FROM pins WHERE account_id = $1 AND status_id = $2").touching(Touch::Marks, 1);

/// Removes a pin; answers whether there was one.
pub async fn delete(mut tx: &mut Tx, by: AccountId, status: StatusId) -> Result<bool> {
    Ok(tx.exec(&DELETE, &[by.into(), status.into()]).await? > 0)
}

static AMONG: Sql =
    Sql::new("SELECT p.status_id FROM pins p WHERE p.status_id IN {in $1} AND p.account_id = $2");

/// Which of these statuses the account has pinned.
pub async fn among(mut db: impl Exec, by: AccountId, ids: &[StatusId]) -> Result<Vec<StatusId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&AMONG, &[Value::ids(ids), by.into()]).await
}

static LIST: Sql =
    Sql::new("SELECT p.status_id FROM pins p WHERE p.account_id = $1 ORDER BY p.id DESC LIMIT $2");

/// What the account pinned, most recent first.
pub async fn list(mut db: impl Exec, by: AccountId, limit: i64) -> Result<Vec<StatusId>> {
    db.rows(&LIST, &[by.into(), limit.into()]).await
}

static COUNT: Sql = Sql::new("SELECT COUNT(*) FROM pins WHERE account_id = $1");

/// How much the account has pinned.
pub async fn count(mut db: impl Exec, by: AccountId) -> Result<i64> {
    db.get(&COUNT, &[by.into()]).await
}
