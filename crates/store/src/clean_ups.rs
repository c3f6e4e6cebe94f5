//! Clean-ups: old statuses that go by themselves, looked for a few at a time.

use model::{AccountId, CleanUp, CleanUpWish, StatusId, Timestamp};

use crate::{
    Exec, Result, Sql, Value,
    row::{Cursor, FromRow},
};

static UPSERT: Sql = Sql::new(
    "INSERT INTO clean_ups (account_id, wish, updated_at) VALUES ($1, $2, $3)
         ON CONFLICT (account_id)
         DO UPDATE SET wish = excluded.wish, updated_at = excluded.updated_at, looked_until = 0",
);

/// Keeps what somebody wishes; what was looked at before is looked at again.
pub async fn upsert(mut db: impl Exec, account: AccountId, wish: &CleanUpWish, at: Timestamp) -> Result<()> {
    db.exec(&UPSERT, &[account.into(), Value::json(wish), at.into()]).await?;
    Ok(())
}

static DELETE: Sql = Sql::new("DELETE FROM clean_ups WHERE account_id = $1");

/// Nothing goes by itself any more.
pub async fn delete(mut db: impl Exec, account: AccountId) -> Result<()> {
    db.exec(&DELETE, &[account.into()]).await?;
    Ok(())
}

static FIND: Sql = Sql::new("SELECT account_id, wish, looked_until FROM clean_ups WHERE account_id = $1");

/// What somebody wishes.
pub async fn find(mut db: impl Exec, account: AccountId) -> Result<Option<CleanUp>> {
    db.find(&FIND, &[account.into()]).await
}

static LIST: Sql = Sql::new(
    "SELECT account_id, wish, looked_until FROM clean_ups WHERE account_id > $1 ORDER BY account_id LIMIT $2",
);

/// What people wish, in order of their accounts.
pub async fn list(mut db: impl Exec, after: AccountId, limit: i64) -> Result<Vec<CleanUp>> {
    db.rows(&LIST, &[after.into(), limit.into()]).await
}

static OLD: Sql = Sql::new(
    "SELECT s.id FROM statuses s
      WHERE s.account_id = $1 AND s.id > $2 AND s.id < $3 ORDER BY s.id LIMIT $4",
);

/// Statuses of an account that may be old enough, oldest first.
pub async fn old(
    mut db: impl Exec,
    account: AccountId,
    above: StatusId,
    below: StatusId,
    limit: i64,
) -> Result<Vec<StatusId>> {
    db.rows(&OLD, &[account.into(), above.into(), below.into(), limit.into()]).await
}

static LOOKED: Sql = Sql::new("UPDATE clean_ups SET looked_until = $1 WHERE account_id = $2");

/// Notes how far it has come in this round.
pub async fn looked(mut db: impl Exec, account: AccountId, until: StatusId) -> Result<()> {
    db.exec(&LOOKED, &[until.into(), account.into()]).await?;
    Ok(())
}

impl FromRow for CleanUp {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self { account_id: row.take()?, wish: row.json()?, looked_until: row.take()? })
    }
}
