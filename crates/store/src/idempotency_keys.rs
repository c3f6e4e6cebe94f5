//! Idempotency keys: which status a request with this key has made.

use model::{AccountId, StatusId, Timestamp};

use crate::{Exec, Result, Sql, Tx};

static FIND: Sql =
    Sql::new("SELECT status_id FROM idempotency_keys WHERE account_id = $1 AND key = $2 AND created_at > $3");

/// The status that this key made since `since`.
pub async fn find(
    mut db: impl Exec,
    account: AccountId,
    key: &str,
    since: Timestamp,
) -> Result<Option<StatusId>> {
    db.find(&FIND, &[account.into(), key.into(), since.into()]).await
}

static INSERT: Sql = Sql::new(
    "INSERT INTO idempotency_keys (account_id, key, status_id, created_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (account_id, key)
         DO UPDATE SET status_id = excluded.status_id, created_at = excluded.created_at
      WHERE idempotency_keys.created_at <= $5",
);

/// Claims the key for a status; answers false when another request has claimed it since `since`.
pub async fn claim(
    mut tx: &mut Tx,
    account: AccountId,
    key: &str,
    status: StatusId,
    now: Timestamp,
    since: Timestamp,
) -> Result<bool> {
    let values = [account.into(), key.into(), status.into(), now.into(), since.into()];
    Ok(tx.exec(&INSERT, &values).await? > 0)
}

static DELETE_OLD: Sql = Sql::new("DELETE FROM idempotency_keys WHERE created_at <= $1");

/// Forgets keys older than `since`.
pub async fn delete_old(mut db: impl Exec, since: Timestamp) -> Result<u64> {
    db.exec(&DELETE_OLD, &[since.into()]).await
}
