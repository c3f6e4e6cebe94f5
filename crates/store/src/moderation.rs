//! What staff decide about accounts, users and statuses: marks that stand on their rows, and when suspended accounts go.

use model::{AccountId, StatusId, Timestamp, UserId};

use crate::{Exec, Result, Sql, Touch, Tx, Value};

static SET_LIMITED: Sql =
    Sql::new("UPDATE accounts SET limited_at = $1 WHERE id = $2").touching(Touch::Account, 2);
static SET_SENSITIZED: Sql = Sql::new("UPDATE accounts SET sensitized_at = $1 WHERE id = $2")
    .touching(Touch::Account, 2)
    .touching_all(Touch::Status);

/// Only those who follow the account meet it, or everybody does again.
pub async fn set_limited(mut tx: &mut Tx, id: AccountId, at: Option<Timestamp>) -> Result<()> {
    tx.exec(&SET_LIMITED, &[at.into(), id.into()]).await?;
    Ok(())
}

/// What the account shows is hidden until somebody asks for it, or no longer.
pub async fn set_sensitized(mut tx: &mut Tx, id: AccountId, at: Option<Timestamp>) -> Result<()> {
    tx.exec(&SET_SENSITIZED, &[at.into(), id.into()]).await?;
    Ok(())
}

static SUSPEND: Sql = Sql::new(
    "UPDATE accounts SET suspended_at = $1, suspended_by_home = FALSE
      WHERE id = $2 AND (suspended_at IS NULL OR suspended_by_home)",
)
.touching(Touch::Account, 2);
static RESTORE: Sql = Sql::new(
    "UPDATE accounts SET suspended_at = NULL, suspended_by_home = FALSE, fetched_at = NULL
      WHERE id = $1 AND suspended_at IS NOT NULL AND NOT suspended_by_home",
)
.touching(Touch::Account, 1);

/// The account is shown to nobody any more, whatever its own server says; answers whether this server showed it until now.
pub async fn suspend(mut tx: &mut Tx, id: AccountId, at: Timestamp) -> Result<bool> {
    Ok(tx.exec(&SUSPEND, &[at.into(), id.into()]).await? > 0)
}

/// The account is shown again, and asked about anew where it lives elsewhere; answers whether it had been suspended here.
pub async fn restore(mut tx: &mut Tx, id: AccountId) -> Result<bool> {
    Ok(tx.exec(&RESTORE, &[id.into()]).await? > 0)
}

static SET_DISABLED: Sql =
    Sql::new("UPDATE users SET disabled_at = $1 WHERE id = $2").touching_all(Touch::Access);

/// The user may not act, or may again.
pub async fn set_disabled(mut tx: &mut Tx, id: UserId, at: Option<Timestamp>) -> Result<()> {
    tx.exec(&SET_DISABLED, &[at.into(), id.into()]).await?;
    Ok(())
}

static PLAN: Sql = Sql::new(
    "INSERT INTO erasures (account_id, due_at) VALUES ($1, $2)
         ON CONFLICT (account_id) DO UPDATE SET due_at = EXCLUDED.due_at",
);
static UNPLAN: Sql = Sql::new("DELETE FROM erasures WHERE account_id = $1");
static IS_PLANNED: Sql = Sql::new("SELECT COUNT(*) FROM erasures e WHERE e.account_id = $1");
static DUE: Sql =
    Sql::new("SELECT e.account_id FROM erasures e WHERE e.due_at <= $1 ORDER BY e.due_at LIMIT $2");

/// What an account published goes at a time.
pub async fn plan_erasure(mut tx: &mut Tx, id: AccountId, due_at: Timestamp) -> Result<()> {
    tx.exec(&PLAN, &[id.into(), due_at.into()]).await?;
    Ok(())
}

/// It stays, or has gone; answers whether it was to go.
pub async fn drop_erasure(mut tx: &mut Tx, id: AccountId) -> Result<bool> {
    Ok(tx.exec(&UNPLAN, &[id.into()]).await? > 0)
}

/// Whether there is still a way back for an account.
pub async fn is_erasure_planned(mut db: impl Exec, id: AccountId) -> Result<bool> {
    Ok(db.get::<i64>(&IS_PLANNED, &[id.into()]).await? > 0)
}

/// Accounts whose time is over.
pub async fn due_erasures(mut db: impl Exec, now: Timestamp, limit: i64) -> Result<Vec<AccountId>> {
    db.rows(&DUE, &[now.into(), limit.into()]).await
}

static SET_SENSITIVE: Sql =
    Sql::new("UPDATE statuses SET sensitive = $1 WHERE id = $2").touching(Touch::Status, 2);

/// A status is hidden until somebody asks for it, or no longer.
pub async fn set_sensitive(mut tx: &mut Tx, id: StatusId, is_sensitive: bool) -> Result<()> {
    tx.exec(&SET_SENSITIVE, &[is_sensitive.into(), id.into()]).await?;
    Ok(())
}

static LIMITED_AMONG: Sql =
    Sql::new("SELECT a.id FROM accounts a WHERE a.id IN {in $1} AND a.limited_at IS NOT NULL");
static SENSITIZED_AMONG: Sql =
    Sql::new("SELECT a.id FROM accounts a WHERE a.id IN {in $1} AND a.sensitized_at IS NOT NULL");

/// Which of these accounts are limited.
pub async fn limited_among(mut db: impl Exec, ids: &[AccountId]) -> Result<Vec<AccountId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&LIMITED_AMONG, &[Value::ids(ids)]).await
}

/// Of which of these accounts everything is hidden until somebody asks for it.
pub async fn sensitized_among(mut db: impl Exec, ids: &[AccountId]) -> Result<Vec<AccountId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&SENSITIZED_AMONG, &[Value::ids(ids)]).await
}
