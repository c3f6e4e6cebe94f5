//! Notification policies, permissions and requests: what is kept aside, and who is let in.

use model::{
    AccountId, NotificationPolicy, NotificationRequest, NotificationRequestId, Page, StatusId, Timestamp,
};

use crate::{
    Exec, Result, Sql, Tx, Value,
    row::{Cursor, FromRow},
    timelines::paged,
};

static POLICY: Sql = Sql::new("SELECT p.policy FROM notification_policies p WHERE p.account_id = $1");
static SET_POLICY: Sql = Sql::new(
    "INSERT INTO notification_policies (account_id, policy) VALUES ($1, $2)
         ON CONFLICT (account_id) DO UPDATE SET policy = EXCLUDED.policy",
);

/// What the account has chosen; nothing chosen is the default.
pub async fn policy(mut db: impl Exec, account: AccountId) -> Result<NotificationPolicy> {
    let found: Option<Chosen> = db.find(&POLICY, &[account.into()]).await?;
    Ok(found.map(|Chosen(policy)| policy).unwrap_or_default())
}

/// Keeps what the account has chosen.
pub async fn set_policy(mut tx: &mut Tx, account: AccountId, policy: &NotificationPolicy) -> Result<()> {
    tx.exec(&SET_POLICY, &[account.into(), Value::json(policy)]).await?;
    Ok(())
}

struct Chosen(NotificationPolicy);

impl FromRow for Chosen {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        row.json().map(Self)
    }
}

static PERMIT: Sql = Sql::new(
    "INSERT INTO notification_permissions (account_id, from_account_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
);
static IS_PERMITTED: Sql = Sql::new(
    "SELECT p.account_id FROM notification_permissions p WHERE p.account_id = $1 AND p.from_account_id = $2",
);

/// Lets somebody in, whatever the policy says.
pub async fn permit(mut tx: &mut Tx, account: AccountId, from: AccountId) -> Result<()> {
    tx.exec(&PERMIT, &[account.into(), from.into()]).await?;
    Ok(())
}

/// Whether somebody was let in.
pub async fn is_permitted(mut db: impl Exec, account: AccountId, from: AccountId) -> Result<bool> {
    Ok(db.find::<AccountId>(&IS_PERMITTED, &[account.into(), from.into()]).await?.is_some())
}

static ADD: Sql = Sql::new(
    "INSERT INTO notification_requests
            (id, account_id, from_account_id, last_status_id, notifications_count, created_at, updated_at)
     VALUES ($1, $2, $3, $4, 1, $5, $5)
         ON CONFLICT (account_id, from_account_id)
         DO UPDATE SET last_status_id = EXCLUDED.last_status_id, updated_at = EXCLUDED.updated_at,
                       notifications_count = notification_requests.notifications_count + 1",
);

/// Notes that one more notification is kept aside.
pub async fn add(
    mut db: impl Exec,
    id: NotificationRequestId,
    (account, from): (AccountId, AccountId),
    status: StatusId,
    at: Timestamp,
) -> Result<()> {
    db.exec(&ADD, &[id.into(), account.into(), from.into(), status.into(), at.into()]).await?;
    Ok(())
}

static FIND: Sql = Sql::new(
    "SELECT {notification_request r} FROM notification_requests r WHERE r.id = $1 AND r.account_id = $2",
);

/// The account's request with this id.
pub async fn find(
    mut db: impl Exec,
    account: AccountId,
    id: NotificationRequestId,
) -> Result<Option<NotificationRequest>> {
    db.find(&FIND, &[id.into(), account.into()]).await
}

static DELETE: Sql = Sql::new("DELETE FROM notification_requests WHERE id = $1");

/// Removes a request.
pub async fn delete(mut tx: &mut Tx, id: NotificationRequestId) -> Result<()> {
    tx.exec(&DELETE, &[id.into()]).await?;
    Ok(())
}

static RELEASE: Sql = Sql::new(
    "UPDATE notifications SET filtered = FALSE WHERE account_id = $1 AND from_account_id = $2 AND filtered",
);
static DISCARD: Sql =
    Sql::new("DELETE FROM notifications WHERE account_id = $1 AND from_account_id = $2 AND filtered");

/// Puts what was kept aside among the others.
pub async fn release(mut tx: &mut Tx, account: AccountId, from: AccountId) -> Result<()> {
    tx.exec(&RELEASE, &[account.into(), from.into()]).await?;
    Ok(())
}

/// Forgets what was kept aside.
pub async fn discard(mut tx: &mut Tx, account: AccountId, from: AccountId) -> Result<()> {
    tx.exec(&DISCARD, &[account.into(), from.into()]).await?;
    Ok(())
}

static DOWN: Sql = Sql::new(
    "SELECT {notification_request r} FROM notification_requests r
      WHERE r.account_id = $1 AND r.id < $2 AND r.id > $3 ORDER BY r.id DESC LIMIT $4",
);
static UP: Sql = Sql::new(
    "SELECT {notification_request r} FROM notification_requests r
      WHERE r.account_id = $1 AND r.id < $2 AND r.id > $3 ORDER BY r.id LIMIT $4",
);

/// A page of the account's requests, newest first.
pub async fn list(db: impl Exec, account: AccountId, page: &Page) -> Result<Vec<NotificationRequest>> {
    let values = [account.into(), page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&DOWN, &UP], &values, page).await
}

static SUMMARY: Sql = Sql::new(
    "SELECT COUNT(*), COALESCE(CAST(SUM(r.notifications_count) AS BIGINT), 0)
       FROM notification_requests r WHERE r.account_id = $1",
);

/// How many requests there are, and how many notifications they keep.
pub async fn summary(mut db: impl Exec, account: AccountId) -> Result<(i64, i64)> {
    db.get(&SUMMARY, &[account.into()]).await
}

impl FromRow for NotificationRequest {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            account_id: row.take()?,
            from_account_id: row.take()?,
            last_status_id: row.take()?,
            notifications_count: row.take()?,
            created_at: row.take()?,
            updated_at: row.take()?,
        })
    }
}
