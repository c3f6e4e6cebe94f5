//! Endorsements: accounts that others show on their profiles.

use model::{Account, AccountId, EndorsementId, Page};

use crate::{Exec, Result, Sql, Tx, Value, timelines::paged};

static INSERT: Sql = Sql::new(
    "INSERT INTO endorsements (id, account_id, target_account_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
);

/// Adds an endorsement; answers whether it was new.
pub async fn insert(
    mut tx: &mut Tx,
    id: EndorsementId,
    account: AccountId,
    target: AccountId,
) -> Result<bool> {
    Ok(tx.exec(&INSERT, &[id.into(), account.into(), target.into()]).await? > 0)
}

static DELETE: Sql = Sql::new("DELETE FROM endorsements WHERE account_id = $1 AND target_account_id = $2");

/// Removes an endorsement; answers whether there was one.
pub async fn delete(mut tx: &mut Tx, account: AccountId, target: AccountId) -> Result<bool> {
    Ok(tx.exec(&DELETE, &[account.into(), target.into()]).await? > 0)
}

static AMONG: Sql = Sql::new(
    "SELECT e.target_account_id FROM endorsements e
      WHERE e.account_id = $1 AND e.target_account_id IN {in $2}",
);

/// Which of these accounts `account` endorses.
pub async fn among(mut db: impl Exec, account: AccountId, ids: &[AccountId]) -> Result<Vec<AccountId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&AMONG, &[account.into(), Value::ids(ids)]).await
}

static DOWN: Sql = Sql::new(
    "SELECT e.id, {account a} FROM endorsements e JOIN accounts a ON a.id = e.target_account_id
      WHERE e.account_id = $1 AND e.id < $2 AND e.id > $3 ORDER BY e.id DESC LIMIT $4",
);
static UP: Sql = Sql::new(
    "SELECT e.id, {account a} FROM endorsements e JOIN accounts a ON a.id = e.target_account_id
      WHERE e.account_id = $1 AND e.id < $2 AND e.id > $3 ORDER BY e.id LIMIT $4",
);

/// Whom `account` endorses, most recent first, with the endorsement's id for paging.
pub async fn list(db: impl Exec, account: AccountId, page: &Page) -> Result<Vec<(EndorsementId, Account)>> {
    let values = [account.into(), page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&DOWN, &UP], &values, page).await
}
