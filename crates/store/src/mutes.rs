//! Mutes: whom an account does not want to see for a while.

use model::{Account, AccountId, Mute, MuteId, Page, Timestamp};

use crate::{
    Exec, Result, Sql, Tx, Value,
    row::{Cursor, FromRow},
    timelines::paged,
};

static UPSERT: Sql = Sql::new(
    "INSERT INTO mutes (id, account_id, target_account_id, hides_notifications, expires_at, created_at)
     VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (account_id, target_account_id)
         DO UPDATE SET hides_notifications = EXCLUDED.hides_notifications, expires_at = EXCLUDED.expires_at",
);

/// Adds a mute, or changes the one that is there.
pub async fn upsert(mut tx: &mut Tx, mute: &Mute, at: Timestamp) -> Result<()> {
    let values: [Value<'_>; 6] = [
        mute.id.into(),
        mute.account_id.into(),
        mute.target_account_id.into(),
        mute.hides_notifications.into(),
        mute.expires_at.into(),
        at.into(),
    ];
    tx.exec(&UPSERT, &values).await?;
    Ok(())
}

static DELETE: Sql = Sql::new("DELETE FROM mutes WHERE account_id = $1 AND target_account_id = $2");

/// Removes a mute; answers whether there was one.
pub async fn delete(mut tx: &mut Tx, account: AccountId, target: AccountId) -> Result<bool> {
    Ok(tx.exec(&DELETE, &[account.into(), target.into()]).await? > 0)
}

static FIND: Sql =
    Sql::new("SELECT {mute m} FROM mutes m WHERE m.account_id = $1 AND m.target_account_id = $2");

/// The mute of `target` by `account`.
pub async fn find(mut db: impl Exec, account: AccountId, target: AccountId) -> Result<Option<Mute>> {
    db.find(&FIND, &[account.into(), target.into()]).await
}

static LIST_TO: Sql = Sql::new(
    "SELECT {mute m} FROM mutes m
      WHERE m.target_account_id = $1 AND m.id > $2 AND (m.expires_at IS NULL OR m.expires_at > $3)
      ORDER BY m.id LIMIT $4",
);

/// Mutes of `target` that hold now, in order of id.
pub async fn list_to(
    mut db: impl Exec,
    target: AccountId,
    now: Timestamp,
    after: MuteId,
    limit: i64,
) -> Result<Vec<Mute>> {
    db.rows(&LIST_TO, &[target.into(), after.into(), now.into(), limit.into()]).await
}

static DOWN: Sql = Sql::new(
    "SELECT {mute m}, {account a} FROM mutes m JOIN accounts a ON a.id = m.target_account_id
      WHERE m.account_id = $1 AND m.id < $2 AND m.id > $3 AND (m.expires_at IS NULL OR m.expires_at > $4)
      ORDER BY m.id DESC LIMIT $5",
);
static UP: Sql = Sql::new(
    "SELECT {mute m}, {account a} FROM mutes m JOIN accounts a ON a.id = m.target_account_id
      WHERE m.account_id = $1 AND m.id < $2 AND m.id > $3 AND (m.expires_at IS NULL OR m.expires_at > $4)
      ORDER BY m.id LIMIT $5",
);

/// Whom `account` mutes now, most recent first.
pub async fn list(
    db: impl Exec,
    account: AccountId,
    now: Timestamp,
    page: &Page,
) -> Result<Vec<(Mute, Account)>> {
    let values = [account.into(), page.below().into(), page.above().into(), now.into(), page.limit.into()];
    paged(db, [&DOWN, &UP], &values, page).await
}

static DELETE_EXPIRED: Sql =
    Sql::new("DELETE FROM mutes WHERE expires_at IS NOT NULL AND expires_at <= $1 RETURNING account_id");

/// Removes the mutes that have ended; answers whose they were.
pub async fn delete_expired(mut tx: &mut Tx, now: Timestamp) -> Result<Vec<AccountId>> {
    tx.rows(&DELETE_EXPIRED, &[now.into()]).await
}

impl FromRow for Mute {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            account_id: row.take()?,
            target_account_id: row.take()?,
            hides_notifications: row.take()?,
            expires_at: row.take()?,
        })
    }
}
