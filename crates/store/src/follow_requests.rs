//! Follow requests: follows that await consent, here or at a neighbour.

use model::{Account, AccountId, Follow, FollowId, Page};

use crate::{Exec, Result, Sql, Tx, Value, timelines::paged};

static INSERT: Sql = Sql::new(
    "INSERT INTO follow_requests (id, account_id, target_account_id, uri, show_reblogs, notify, languages)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT DO NOTHING",
);

/// Adds a follow request; answers whether it was new.
pub async fn insert(mut tx: &mut Tx, follow: &Follow) -> Result<bool> {
    let values: [Value<'_>; 7] = [
        follow.id.into(),
        follow.account_id.into(),
        follow.target_account_id.into(),
        (&follow.uri).into(),
        follow.show_reblogs.into(),
        follow.notify.into(),
        Value::json(&follow.languages),
    ];
    Ok(tx.exec(&INSERT, &values).await? > 0)
}

static UPDATE: Sql = Sql::new(
    "UPDATE follow_requests SET show_reblogs = $1, notify = $2, uri = $3, languages = $4 WHERE id = $5",
);

/// Changes what the follow request shows and under which address other servers know it.
pub async fn update(mut tx: &mut Tx, follow: &Follow) -> Result<()> {
    let values: [Value<'_>; 5] = [
        follow.show_reblogs.into(),
        follow.notify.into(),
        (&follow.uri).into(),
        Value::json(&follow.languages),
        follow.id.into(),
    ];
    tx.exec(&UPDATE, &values).await?;
    Ok(())
}

static DELETE: Sql = Sql::new("DELETE FROM follow_requests WHERE id = $1");

/// Removes a follow request; answers whether there was one.
pub async fn delete(mut tx: &mut Tx, id: FollowId) -> Result<bool> {
    Ok(tx.exec(&DELETE, &[id.into()]).await? > 0)
}

static FIND_BY_URI: Sql = Sql::new(
    "SELECT {follow f} FROM follow_requests f WHERE f.account_id = $1 AND f.uri = $2 ORDER BY f.id LIMIT 1",
);

/// The request to follow by `account` that other servers know under this address.
pub async fn find_by_uri(mut db: impl Exec, account: AccountId, uri: &str) -> Result<Option<Follow>> {
    db.find(&FIND_BY_URI, &[account.into(), uri.into()]).await
}

static FIND: Sql =
    Sql::new("SELECT {follow f} FROM follow_requests f WHERE f.account_id = $1 AND f.target_account_id = $2");

/// The follow request of `target` by `account`.
pub async fn find(mut db: impl Exec, account: AccountId, target: AccountId) -> Result<Option<Follow>> {
    db.find(&FIND, &[account.into(), target.into()]).await
}

static FROM_AMONG: Sql = Sql::new(
    "SELECT {follow f} FROM follow_requests f WHERE f.account_id = $1 AND f.target_account_id IN {in $2}",
);

/// What `account` has of follow requests among these accounts.
pub async fn from_among(mut db: impl Exec, account: AccountId, ids: &[AccountId]) -> Result<Vec<Follow>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&FROM_AMONG, &[account.into(), Value::ids(ids)]).await
}

static TO_AMONG: Sql = Sql::new(
    "SELECT f.account_id FROM follow_requests f WHERE f.target_account_id = $1 AND f.account_id IN {in $2}",
);

/// Which of these accounts have a follow request of `target`.
pub async fn to_among(mut db: impl Exec, target: AccountId, ids: &[AccountId]) -> Result<Vec<AccountId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&TO_AMONG, &[target.into(), Value::ids(ids)]).await
}

static TO_DOWN: Sql = Sql::new(
    "SELECT f.id, {account a} FROM follow_requests f JOIN accounts a ON a.id = f.account_id
      WHERE f.target_account_id = $1 AND f.id < $2 AND f.id > $3 ORDER BY f.id DESC LIMIT $4",
);
static TO_UP: Sql = Sql::new(
    "SELECT f.id, {account a} FROM follow_requests f JOIN accounts a ON a.id = f.account_id
      WHERE f.target_account_id = $1 AND f.id < $2 AND f.id > $3 ORDER BY f.id LIMIT $4",
);

/// Who asks to follow `target`, most recent first, with the follow request's id for paging.
pub async fn list_to(db: impl Exec, target: AccountId, page: &Page) -> Result<Vec<(FollowId, Account)>> {
    let values = [target.into(), page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&TO_DOWN, &TO_UP], &values, page).await
}

static COUNT_TO: Sql = Sql::new("SELECT COUNT(*) FROM follow_requests WHERE target_account_id = $1");

/// How many await the consent of `target`.
pub async fn count_to(mut db: impl Exec, target: AccountId) -> Result<i64> {
    db.get(&COUNT_TO, &[target.into()]).await
}
