//! Groups of notifications: what is alike and happened at about the same time stands together.

use model::{AccountId, Notification, NotificationId, NotificationKind, Page, StatusId, Timestamp};

use crate::{
    Exec, Result, Sql, Value,
    notifications::{Chosen, words},
    row::{Cursor, FromRow},
    timelines::paged,
};

static LAST_KEY: Sql = Sql::new(
    "SELECT n.group_key FROM notifications n
      WHERE n.account_id = $1 AND n.kind = $2 AND COALESCE(n.status_id, 0) = $3 AND n.group_key IS NOT NULL
      ORDER BY n.id DESC LIMIT 1",
);

/// The group of the newest notification of this kind about this status.
pub async fn last_key(
    mut db: impl Exec,
    account: AccountId,
    kind: NotificationKind,
    status: Option<StatusId>,
) -> Result<Option<String>> {
    let status = status.map_or(0, StatusId::get);
    db.find(&LAST_KEY, &[account.into(), kind.into(), status.into()]).await
}

// Of each group the newest in the page's window stands for all of it; what is not to be grouped stands for itself.
static DOWN: Sql = Sql::new(
    "SELECT {notification n}
       FROM notifications n
      WHERE n.account_id = $1
        AND n.id < $2
        AND n.id > $3
        AND (n.from_account_id = $4 OR $4 = 0)
        AND n.kind IN {words $5}
        AND ($6 OR NOT n.filtered)
        AND (n.group_key IS NULL OR n.kind NOT IN {words $7}
             OR NOT EXISTS (SELECT 1 FROM notifications m
                             WHERE m.account_id = $1 AND m.group_key = n.group_key AND m.id > n.id
                               AND m.id < $2 AND ($6 OR NOT m.filtered) AND (m.from_account_id = $4 OR $4 = 0)))
      ORDER BY n.id DESC
      LIMIT $8",
);
static UP: Sql = Sql::new(
    "SELECT {notification n}
       FROM notifications n
      WHERE n.account_id = $1
        AND n.id < $2
        AND n.id > $3
        AND (n.from_account_id = $4 OR $4 = 0)
        AND n.kind IN {words $5}
        AND ($6 OR NOT n.filtered)
        AND (n.group_key IS NULL OR n.kind NOT IN {words $7}
             OR NOT EXISTS (SELECT 1 FROM notifications m
                             WHERE m.account_id = $1 AND m.group_key = n.group_key AND m.id < n.id
                               AND m.id > $3 AND ($6 OR NOT m.filtered) AND (m.from_account_id = $4 OR $4 = 0)))
      ORDER BY n.id
      LIMIT $8",
);

/// A page of groups, each by one notification that stands for it, newest first.
pub async fn list(
    db: impl Exec,
    account: AccountId,
    chosen: &Chosen<'_>,
    grouped: &[NotificationKind],
    page: &Page,
) -> Result<Vec<Notification>> {
    let values = [
        account.into(),
        page.below().into(),
        page.above().into(),
        chosen.from.map_or(0, AccountId::get).into(),
        words(chosen.kinds),
        chosen.filtered.into(),
        words(grouped),
        page.limit.into(),
    ];
    paged(db, [&DOWN, &UP], &values, page).await
}

/// How large a group is, and where it lies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extent {
    /// The group.
    pub key: String,
    /// How many notifications it has, without those that are newer than the page.
    pub count: i64,
    /// The newest of these.
    pub newest: NotificationId,
    /// The newest in the window.
    pub page_newest: NotificationId,
    /// The oldest in the window.
    pub page_oldest: NotificationId,
    /// When the newest in the window happened.
    pub page_newest_at: Timestamp,
}

static EXTENTS: Sql = Sql::new(
    "SELECT n.group_key, COUNT(*), MAX(n.id),
            COALESCE(MAX(CASE WHEN n.id > $1 THEN n.id END), MAX(n.id)),
            COALESCE(MIN(CASE WHEN n.id > $1 THEN n.id END), MAX(n.id)),
            COALESCE(MAX(CASE WHEN n.id > $1 THEN n.created_at END), MAX(n.created_at))
       FROM notifications n
      WHERE n.account_id = $2 AND n.group_key IN {words $3} AND ($4 OR NOT n.filtered) AND n.id < $5
      GROUP BY n.group_key",
);

/// How large these groups are. The window is that of the page on which they are shown.
pub async fn extents(
    mut db: impl Exec,
    account: AccountId,
    keys: &[String],
    filtered: bool,
    (above, below): (i64, i64),
) -> Result<Vec<Extent>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let values = [above.into(), account.into(), Value::json(&keys), filtered.into(), below.into()];
    db.rows(&EXTENTS, &values).await
}

static SAMPLES: Sql = Sql::new(
    "SELECT x.group_key, x.from_account_id
       FROM (SELECT n.group_key, n.from_account_id, n.id,
                    ROW_NUMBER() OVER (PARTITION BY n.group_key ORDER BY n.id DESC) AS place
               FROM notifications n
              WHERE n.account_id = $1 AND n.group_key IN {words $2} AND ($3 OR NOT n.filtered) AND n.id < $4) x
      WHERE x.place <= $5
      ORDER BY x.group_key, x.place",
);

/// Who caused the newest notifications of these groups, newest first, without those that are newer than the page.
pub async fn samples(
    mut db: impl Exec,
    account: AccountId,
    keys: &[String],
    filtered: bool,
    below: i64,
    count: i64,
) -> Result<Vec<(String, AccountId)>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let values = [account.into(), Value::json(&keys), filtered.into(), below.into(), count.into()];
    db.rows(&SAMPLES, &values).await
}

static NEWEST: Sql = Sql::new(
    "SELECT {notification n} FROM notifications n
      WHERE n.account_id = $1 AND n.group_key = $2 ORDER BY n.id DESC LIMIT 1",
);

/// The newest notification of a group.
pub async fn newest(mut db: impl Exec, account: AccountId, key: &str) -> Result<Option<Notification>> {
    db.find(&NEWEST, &[account.into(), key.into()]).await
}

static ACCOUNTS: Sql = Sql::new(
    "SELECT n.from_account_id FROM notifications n
      WHERE n.account_id = $1 AND n.group_key = $2 ORDER BY n.id DESC LIMIT $3",
);

/// Who caused the notifications of a group, newest first.
pub async fn accounts(
    mut db: impl Exec,
    account: AccountId,
    key: &str,
    limit: i64,
) -> Result<Vec<AccountId>> {
    db.rows(&ACCOUNTS, &[account.into(), key.into(), limit.into()]).await
}

static DELETE: Sql = Sql::new("DELETE FROM notifications WHERE account_id = $1 AND group_key = $2");

/// Removes a group; answers how many notifications it had.
pub async fn delete(mut db: impl Exec, account: AccountId, key: &str) -> Result<u64> {
    db.exec(&DELETE, &[account.into(), key.into()]).await
}

impl FromRow for Extent {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            key: row.take()?,
            count: row.take()?,
            newest: row.take()?,
            page_newest: row.take()?,
            page_oldest: row.take()?,
            page_newest_at: row.take()?,
        })
    }
}
