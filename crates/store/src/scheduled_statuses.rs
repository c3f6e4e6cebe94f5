//! Scheduled statuses: drafts with the time at which they are to be published. What a draft holds is decided above.

use model::{AccountId, Page, ScheduledStatusId, Timestamp};

use crate::{Exec, Result, Sql, Tx, timelines::paged};

/// A row: its id, whose it is, the draft as JSON, and when it is due.
pub type Row = (ScheduledStatusId, AccountId, String, Timestamp);

static INSERT: Sql =
    Sql::new("INSERT INTO scheduled_statuses (id, account_id, draft, scheduled_at) VALUES ($1, $2, $3, $4)");

/// Adds a scheduled status.
pub async fn insert(mut tx: &mut Tx, (id, account, draft, at): &Row) -> Result<()> {
    tx.exec(&INSERT, &[(*id).into(), (*account).into(), draft.into(), (*at).into()]).await?;
    Ok(())
}

static FIND: Sql = Sql::new(
    "SELECT s.id, s.account_id, s.draft, s.scheduled_at FROM scheduled_statuses s
      WHERE s.id = $1 AND s.account_id = $2",
);

/// The account's scheduled status with this id.
pub async fn find(mut db: impl Exec, account: AccountId, id: ScheduledStatusId) -> Result<Option<Row>> {
    db.find(&FIND, &[id.into(), account.into()]).await
}

static MOVE: Sql =
    Sql::new("UPDATE scheduled_statuses SET scheduled_at = $1 WHERE id = $2 AND account_id = $3");

/// Changes when it is due; answers whether there was one.
pub async fn postpone(
    mut tx: &mut Tx,
    account: AccountId,
    id: ScheduledStatusId,
    at: Timestamp,
) -> Result<bool> {
    Ok(tx.exec(&MOVE, &[at.into(), id.into(), account.into()]).await? > 0)
}

static DELETE: Sql = Sql::new("DELETE FROM scheduled_statuses WHERE id = $1 AND account_id = $2");

/// Removes a scheduled status; answers whether there was one.
pub async fn delete(mut tx: &mut Tx, account: AccountId, id: ScheduledStatusId) -> Result<bool> {
    Ok(tx.exec(&DELETE, &[id.into(), account.into()]).await? > 0)
}

static DOWN: Sql = Sql::new(
    "SELECT s.id, s.account_id, s.draft, s.scheduled_at FROM scheduled_statuses s
      WHERE s.account_id = $1 AND s.id < $2 AND s.id > $3 ORDER BY s.id DESC LIMIT $4",
);
static UP: Sql = Sql::new(
    "SELECT s.id, s.account_id, s.draft, s.scheduled_at FROM scheduled_statuses s
      WHERE s.account_id = $1 AND s.id < $2 AND s.id > $3 ORDER BY s.id LIMIT $4",
);

/// What the account has scheduled, most recent first.
pub async fn list(db: impl Exec, account: AccountId, page: &Page) -> Result<Vec<Row>> {
    let values = [account.into(), page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&DOWN, &UP], &values, page).await
}

static COUNT: Sql = Sql::new(
    "SELECT COUNT(*) FROM scheduled_statuses s
      WHERE s.account_id = $1 AND s.scheduled_at >= $2 AND s.scheduled_at < $3",
);

/// How much the account has scheduled from one moment until before another.
pub async fn count(mut db: impl Exec, account: AccountId, from: Timestamp, until: Timestamp) -> Result<i64> {
    db.get(&COUNT, &[account.into(), from.into(), until.into()]).await
}

static DUE: Sql = Sql::new(
    "SELECT s.id, s.account_id, s.draft, s.scheduled_at FROM scheduled_statuses s
      WHERE s.scheduled_at <= $1 ORDER BY s.scheduled_at, s.id LIMIT $2",
);

/// What is to be published now.
pub async fn due(mut db: impl Exec, now: Timestamp, limit: i64) -> Result<Vec<Row>> {
    db.rows(&DUE, &[now.into(), limit.into()]).await
}
