//! Private notes: what somebody wrote down about an account, for their own eyes.

use model::AccountId;

use crate::{Exec, Result, Sql, Tx, Value};

static UPSERT: Sql = Sql::new(
    "INSERT INTO account_notes (account_id, target_account_id, comment)
     VALUES ($1, $2, $3)
         ON CONFLICT (account_id, target_account_id) DO UPDATE SET comment = EXCLUDED.comment",
);

/// Writes the note on `target`, in place of an older one.
pub async fn upsert(mut tx: &mut Tx, account: AccountId, target: AccountId, comment: &str) -> Result<()> {
    tx.exec(&UPSERT, &[account.into(), target.into(), comment.into()]).await?;
    Ok(())
}

static DELETE: Sql = Sql::new("DELETE FROM account_notes WHERE account_id = $1 AND target_account_id = $2");

/// Removes the note on `target`.
pub async fn delete(mut tx: &mut Tx, account: AccountId, target: AccountId) -> Result<()> {
    tx.exec(&DELETE, &[account.into(), target.into()]).await?;
    Ok(())
}

static ABOUT: Sql = Sql::new(
    "SELECT n.account_id, n.comment FROM account_notes n
      WHERE n.target_account_id = $1 AND n.account_id > $2 ORDER BY n.account_id LIMIT $3",
);

/// The notes on `target`, each with who wrote it, in order of who did.
pub async fn about(
    mut db: impl Exec,
    target: AccountId,
    after: AccountId,
    limit: i64,
) -> Result<Vec<(AccountId, String)>> {
    db.rows(&ABOUT, &[target.into(), after.into(), limit.into()]).await
}

static AMONG: Sql = Sql::new(
    "SELECT n.target_account_id, n.comment FROM account_notes n
      WHERE n.account_id = $1 AND n.target_account_id IN {in $2}",
);

/// The notes of `account` on these accounts.
pub async fn among(
    mut db: impl Exec,
    account: AccountId,
    ids: &[AccountId],
) -> Result<Vec<(AccountId, String)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&AMONG, &[account.into(), Value::ids(ids)]).await
}
