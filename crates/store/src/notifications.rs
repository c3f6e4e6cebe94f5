//! Notifications: what happened that concerns somebody.

use model::{AccountId, Notification, NotificationId, NotificationKind, Page, StatusId};

use crate::{Exec, Result, Sql, Value, timelines::paged};

static INSERT: Sql = Sql::new(
    "INSERT INTO notifications
            (id, account_id, from_account_id, kind, status_id, created_at, group_key, filtered, about_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT DO NOTHING",
);

/// Adds a notification; answers whether it was new (the same act notifies once).
pub async fn insert(mut db: impl Exec, notification: &Notification) -> Result<bool> {
    let values: [Value<'_>; 9] = [
        notification.id.into(),
        notification.account_id.into(),
        notification.from_account_id.into(),
        notification.kind.into(),
        notification.status_id.into(),
        notification.created_at.into(),
        (&notification.group_key).into(),
        notification.filtered.into(),
        notification.about.into(),
    ];
    Ok(db.exec(&INSERT, &values).await? > 0)
}

/// Which notifications are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Chosen<'a> {
    /// Of these kinds.
    pub kinds: &'a [NotificationKind],
    /// Only caused by this account.
    pub from: Option<AccountId>,
    /// Those kept aside, too.
    pub filtered: bool,
}

/// Kinds as a list for `{words $1}`.
pub(crate) fn words(kinds: &[NotificationKind]) -> Value<'static> {
    Value::json(&kinds.iter().map(|kind| kind.as_str()).collect::<Vec<_>>())
}

static DOWN: Sql = Sql::new(
    "SELECT {notification n}
       FROM notifications n
      WHERE n.account_id = $1
        AND n.id < $2
        AND n.id > $3
        AND (n.from_account_id = $4 OR $4 = 0)
        AND ($5 OR n.kind IN {words $6})
        AND ($7 OR NOT n.filtered)
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
        AND ($5 OR n.kind IN {words $6})
        AND ($7 OR NOT n.filtered)
      ORDER BY n.id
      LIMIT $8",
);

/// A page of an account's notifications, newest first.
pub async fn list(
    db: impl Exec,
    account: AccountId,
    chosen: &Chosen<'_>,
    page: &Page,
) -> Result<Vec<Notification>> {
    let values = [
        account.into(),
        page.below().into(),
        page.above().into(),
        chosen.from.map_or(0, AccountId::get).into(),
        (chosen.kinds.len() == NotificationKind::ALL.len()).into(),
        words(chosen.kinds),
        chosen.filtered.into(),
        page.limit.into(),
    ];
    paged(db, [&DOWN, &UP], &values, page).await
}

static FIND: Sql =
    Sql::new("SELECT {notification n} FROM notifications n WHERE n.id = $1 AND n.account_id = $2");

/// The account's notification with this id.
pub async fn find(mut db: impl Exec, account: AccountId, id: NotificationId) -> Result<Option<Notification>> {
    db.find(&FIND, &[id.into(), account.into()]).await
}

static DELETE: Sql = Sql::new("DELETE FROM notifications WHERE id = $1 AND account_id = $2");

/// Removes one of the account's notifications.
pub async fn delete(mut db: impl Exec, account: AccountId, id: NotificationId) -> Result<bool> {
    Ok(db.exec(&DELETE, &[id.into(), account.into()]).await? > 0)
}

static DELETE_ALL: Sql = Sql::new("DELETE FROM notifications WHERE account_id = $1");

/// Removes all notifications of the account.
pub async fn delete_all(mut db: impl Exec, account: AccountId) -> Result<()> {
    db.exec(&DELETE_ALL, &[account.into()]).await?;
    Ok(())
}

static DELETE_ACT: Sql = Sql::new(
    "DELETE FROM notifications
      WHERE from_account_id = $1 AND account_id = $2 AND kind = $3 AND COALESCE(status_id, 0) = $4",
);

/// Removes the notification of an act that was taken back.
pub async fn delete_act(
    mut db: impl Exec,
    from: AccountId,
    to: AccountId,
    kind: NotificationKind,
    status: Option<StatusId>,
) -> Result<()> {
    let status = status.map_or(0, StatusId::get);
    db.exec(&DELETE_ACT, &[from.into(), to.into(), kind.into(), status.into()]).await?;
    Ok(())
}

static DELETE_BETWEEN: Sql =
    Sql::new("DELETE FROM notifications WHERE account_id = $1 AND from_account_id = $2");

/// Removes everything that one account was told about another.
pub async fn delete_between(mut db: impl Exec, to: AccountId, from: AccountId) -> Result<()> {
    db.exec(&DELETE_BETWEEN, &[to.into(), from.into()]).await?;
    Ok(())
}

static DELETE_FROM_DOMAIN: Sql = Sql::new(
    "DELETE FROM notifications
      WHERE account_id = $1
        AND from_account_id IN (SELECT a.id FROM accounts a WHERE a.domain = $2)",
);

/// Removes everything that an account was told about a neighbour's people.
pub async fn delete_from_domain(mut db: impl Exec, to: AccountId, domain: &str) -> Result<()> {
    db.exec(&DELETE_FROM_DOMAIN, &[to.into(), domain.into()]).await?;
    Ok(())
}
