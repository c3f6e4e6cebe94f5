//! Mentions: which accounts a status names.

use model::{AccountId, Mention, StatusId};

use crate::{Exec, Result, Sql, Touch, Tx, Value};

static INSERT: Sql = Sql::new(
    "INSERT INTO mentions (status_id, account_id) VALUES ($1, $2)
         ON CONFLICT (status_id, account_id) DO UPDATE SET silent = FALSE",
)
.touching(Touch::Status, 1);
static SILENCE: Sql =
    Sql::new("UPDATE mentions SET silent = TRUE WHERE status_id = $1").touching(Touch::Status, 1);

/// An edited status no longer names those whom it did; they may see it all the same.
pub async fn silence(mut tx: &mut Tx, status: StatusId) -> Result<()> {
    tx.exec(&SILENCE, &[status.into()]).await?;
    Ok(())
}

/// Notes that a status names an account.
pub async fn insert(mut tx: &mut Tx, status: StatusId, account: AccountId) -> Result<()> {
    tx.exec(&INSERT, &[status.into(), account.into()]).await?;
    Ok(())
}

static LIST: Sql = Sql::new(
    "SELECT m.status_id, a.id, a.username, a.domain, a.url, a.uri
       FROM mentions m
       JOIN accounts a ON a.id = m.account_id
      WHERE m.status_id IN {in $1} AND NOT m.silent
      ORDER BY m.status_id, a.id",
);

/// Everybody that these statuses name.
pub async fn list(mut db: impl Exec, statuses: &[StatusId]) -> Result<Vec<Mention>> {
    if statuses.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&LIST, &[Value::ids(statuses)]).await
}

static MENTIONING: Sql =
    Sql::new("SELECT m.status_id FROM mentions m WHERE m.status_id IN {in $1} AND m.account_id = $2");

/// Which of these statuses name the account.
pub async fn mentioning(mut db: impl Exec, account: AccountId, ids: &[StatusId]) -> Result<Vec<StatusId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&MENTIONING, &[Value::ids(ids), account.into()]).await
}
