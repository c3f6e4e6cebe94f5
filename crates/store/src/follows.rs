//! Follows: who reads whom.

use model::{Account, AccountId, Follow, FollowId, Page};

use crate::{Exec, Result, Sql, Tx, Value, timelines::paged};

static INSERT: Sql = Sql::new(
    "INSERT INTO follows (id, account_id, target_account_id, uri, show_reblogs, notify, languages)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT DO NOTHING",
);

/// Adds a follow; answers whether it was new.
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

static UPDATE: Sql =
    Sql::new("UPDATE follows SET show_reblogs = $1, notify = $2, uri = $3, languages = $4 WHERE id = $5");

/// Changes what the follow shows and under which address other servers know it.
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

static DELETE: Sql = Sql::new("DELETE FROM follows WHERE id = $1");

/// Removes a follow; answers whether there was one.
pub async fn delete(mut tx: &mut Tx, id: FollowId) -> Result<bool> {
    Ok(tx.exec(&DELETE, &[id.into()]).await? > 0)
}

static FIND_BY_URI: Sql =
    Sql::new("SELECT {follow f} FROM follows f WHERE f.account_id = $1 AND f.uri = $2 ORDER BY f.id LIMIT 1");

/// The follow by `account` that other servers know under this address.
pub async fn find_by_uri(mut db: impl Exec, account: AccountId, uri: &str) -> Result<Option<Follow>> {
    db.find(&FIND_BY_URI, &[account.into(), uri.into()]).await
}

static FIND: Sql =
    Sql::new("SELECT {follow f} FROM follows f WHERE f.account_id = $1 AND f.target_account_id = $2");

/// The follow of `target` by `account`.
pub async fn find(mut db: impl Exec, account: AccountId, target: AccountId) -> Result<Option<Follow>> {
    db.find(&FIND, &[account.into(), target.into()]).await
}

static FOLLOWED_ELSEWHERE: Sql = Sql::new(
    "SELECT a.uri FROM accounts a
      WHERE a.domain IS NOT NULL
        AND a.suspended_at IS NULL
        AND EXISTS (SELECT 1 FROM follows f JOIN accounts m ON m.id = f.account_id
                     WHERE f.target_account_id = a.id AND m.domain IS NULL)
      ORDER BY COALESCE(a.last_status_at, 0) DESC, a.id LIMIT $1",
);

/// Addresses of those elsewhere whom somebody here follows, those first who published last.
pub async fn followed_elsewhere(mut db: impl Exec, limit: i64) -> Result<Vec<String>> {
    db.rows(&FOLLOWED_ELSEWHERE, &[limit.into()]).await
}

static HOMES_OF_FOLLOWED: Sql = Sql::new(
    "SELECT MIN(a.uri) FROM follows f
       JOIN accounts a ON a.id = f.target_account_id
      WHERE f.account_id = $1
        AND a.domain IS NOT NULL
        AND a.suspended_at IS NULL
      GROUP BY a.domain
      ORDER BY COUNT(*) DESC, a.domain
      LIMIT $2",
);

/// An address on each of the servers on which most of those live whom the account follows, the first of most.
pub async fn homes_of_followed(mut db: impl Exec, account: AccountId, limit: i64) -> Result<Vec<String>> {
    db.rows(&HOMES_OF_FOLLOWED, &[account.into(), limit.into()]).await
}

static HAS_FOLLOWERS: Sql =
    Sql::new("SELECT COUNT(*) FROM (SELECT 1 FROM follows WHERE target_account_id = $1 LIMIT 1) x");

/// Whether anybody follows the account.
pub async fn has_followers(mut db: impl Exec, account: AccountId) -> Result<bool> {
    Ok(db.get::<i64>(&HAS_FOLLOWERS, &[account.into()]).await? > 0)
}

static FROM_AMONG: Sql =
    Sql::new("SELECT {follow f} FROM follows f WHERE f.account_id = $1 AND f.target_account_id IN {in $2}");

/// What `account` has of follows among these accounts.
pub async fn from_among(mut db: impl Exec, account: AccountId, ids: &[AccountId]) -> Result<Vec<Follow>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&FROM_AMONG, &[account.into(), Value::ids(ids)]).await
}

static TO_AMONG: Sql =
    Sql::new("SELECT f.account_id FROM follows f WHERE f.target_account_id = $1 AND f.account_id IN {in $2}");

/// Which of these accounts have a follow of `target`.
pub async fn to_among(mut db: impl Exec, target: AccountId, ids: &[AccountId]) -> Result<Vec<AccountId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&TO_AMONG, &[target.into(), Value::ids(ids)]).await
}

static TO_DOWN: Sql = Sql::new(
    "SELECT f.id, {account a} FROM follows f JOIN accounts a ON a.id = f.account_id
      WHERE f.target_account_id = $1 AND f.id < $2 AND f.id > $3 ORDER BY f.id DESC LIMIT $4",
);
static TO_UP: Sql = Sql::new(
    "SELECT f.id, {account a} FROM follows f JOIN accounts a ON a.id = f.account_id
      WHERE f.target_account_id = $1 AND f.id < $2 AND f.id > $3 ORDER BY f.id LIMIT $4",
);

/// Who follows `target`, most recent first, with the follow's id for paging.
pub async fn list_to(db: impl Exec, target: AccountId, page: &Page) -> Result<Vec<(FollowId, Account)>> {
    let values = [target.into(), page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&TO_DOWN, &TO_UP], &values, page).await
}

static FROM_DOWN: Sql = Sql::new(
    "SELECT f.id, {account a} FROM follows f JOIN accounts a ON a.id = f.target_account_id
      WHERE f.account_id = $1 AND f.id < $2 AND f.id > $3 ORDER BY f.id DESC LIMIT $4",
);
static FROM_UP: Sql = Sql::new(
    "SELECT f.id, {account a} FROM follows f JOIN accounts a ON a.id = f.target_account_id
      WHERE f.account_id = $1 AND f.id < $2 AND f.id > $3 ORDER BY f.id LIMIT $4",
);

/// Whom `account` follows, most recent first, with the follow's id for paging.
pub async fn list_from(db: impl Exec, account: AccountId, page: &Page) -> Result<Vec<(FollowId, Account)>> {
    let values = [account.into(), page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&FROM_DOWN, &FROM_UP], &values, page).await
}

static LOCAL_FOLLOWERS: Sql = Sql::new(
    "SELECT {follow f} FROM follows f JOIN accounts a ON a.id = f.account_id
      WHERE f.target_account_id = $1 AND a.domain IS NULL",
);

/// The follows of `target` by accounts of this server.
pub async fn list_local(mut db: impl Exec, target: AccountId) -> Result<Vec<Follow>> {
    db.rows(&LOCAL_FOLLOWERS, &[target.into()]).await
}

static HAS_FOLLOWER_AT: Sql = Sql::new(
    "SELECT COUNT(*) FROM (
         SELECT 1 FROM follows f JOIN accounts a ON a.id = f.account_id
          WHERE f.target_account_id = $1 AND a.domain = $2 LIMIT 1) x",
);

/// Whether anybody of a neighbour follows the account.
pub async fn has_follower_at(mut db: impl Exec, account: AccountId, domain: &str) -> Result<bool> {
    Ok(db.get::<i64>(&HAS_FOLLOWER_AT, &[account.into(), domain.into()]).await? > 0)
}

static LOCAL_AFTER: Sql = Sql::new(
    "SELECT {follow f} FROM follows f JOIN accounts a ON a.id = f.account_id
      WHERE f.target_account_id = $1 AND f.id > $2 AND a.domain IS NULL ORDER BY f.id LIMIT $3",
);

/// The same step by step, in order of id.
pub async fn list_local_after(
    mut db: impl Exec,
    target: AccountId,
    after: FollowId,
    limit: i64,
) -> Result<Vec<Follow>> {
    db.rows(&LOCAL_AFTER, &[target.into(), after.into(), limit.into()]).await
}

static REMOTE_FOLLOWER_URIS: Sql = Sql::new(
    "SELECT a.uri FROM follows f JOIN accounts a ON a.id = f.account_id
      WHERE f.target_account_id = $1 AND a.domain IS NOT NULL",
);

/// The addresses of all followers on other servers.
pub async fn remote_follower_uris(mut db: impl Exec, target: AccountId) -> Result<Vec<String>> {
    db.rows(&REMOTE_FOLLOWER_URIS, &[target.into()]).await
}

static FOLLOWER_WITH_INBOX: Sql = Sql::new(
    "SELECT {account a} FROM follows f JOIN accounts a ON a.id = f.account_id
      WHERE f.target_account_id = $1 AND a.inbox_url = $2 ORDER BY a.id LIMIT 1",
);

/// The follower to whom alone this inbox belongs.
pub async fn follower_with_inbox(
    mut db: impl Exec,
    target: AccountId,
    inbox: &str,
) -> Result<Option<Account>> {
    db.find(&FOLLOWER_WITH_INBOX, &[target.into(), inbox.into()]).await
}

static FOLLOWER_SHARING: Sql = Sql::new(
    "SELECT COUNT(*) FROM (
        SELECT 1 FROM follows f JOIN accounts a ON a.id = f.account_id
         WHERE f.target_account_id = $1 AND a.shared_inbox_url = $2 LIMIT 1) x",
);

/// Whether followers share this inbox with all of their server.
pub async fn is_shared_by_followers(mut db: impl Exec, target: AccountId, inbox: &str) -> Result<bool> {
    Ok(db.get::<i64>(&FOLLOWER_SHARING, &[target.into(), inbox.into()]).await? > 0)
}

static ALL_FROM: Sql = Sql::new("SELECT {follow f} FROM follows f WHERE f.account_id = $1");

/// Every follow by `account`.
pub async fn list_all_from(mut db: impl Exec, account: AccountId) -> Result<Vec<Follow>> {
    db.rows(&ALL_FROM, &[account.into()]).await
}

static WITH_DOMAIN: Sql = Sql::new(
    "SELECT {follow f} FROM follows f JOIN accounts a ON a.id = f.target_account_id
      WHERE f.account_id = $1 AND a.domain = $2
      UNION ALL
     SELECT {follow g} FROM follows g JOIN accounts b ON b.id = g.account_id
      WHERE g.target_account_id = $1 AND b.domain = $2
      LIMIT $3",
);

/// Follows of a neighbour's people by the account, and of the account by them.
pub async fn with_domain(
    mut db: impl Exec,
    account: AccountId,
    domain: &str,
    limit: i64,
) -> Result<Vec<Follow>> {
    db.rows(&WITH_DOMAIN, &[account.into(), domain.into(), limit.into()]).await
}

static FAMILIAR: Sql = Sql::new(
    "SELECT f.target_account_id, {account a}
       FROM follows mine
       JOIN follows f ON f.account_id = mine.target_account_id
       JOIN accounts a ON a.id = f.account_id
      WHERE mine.account_id = $1
        AND f.target_account_id IN {in $2}
        AND NOT a.hide_collections
        AND a.suspended_at IS NULL
      ORDER BY f.id DESC
      LIMIT $3",
);

/// Whom `account` follows among the followers of these, each with whom they follow.
pub async fn familiar(
    mut db: impl Exec,
    account: AccountId,
    targets: &[AccountId],
    limit: i64,
) -> Result<Vec<(AccountId, Account)>> {
    if targets.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&FAMILIAR, &[account.into(), Value::ids(targets), limit.into()]).await
}
