//! What is going on: links, numbers for trends, people to follow, the directory.

use model::{Account, AccountId, Id, Page, Status, StatusId, TagId};

use crate::{Exec, Result, Sql, Touch, Tx, timelines::paged};

static INSERT_LINK: Sql = Sql::new(
    "INSERT INTO status_links (status_id, url, position) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
)
.touching(Touch::Status, 1);

/// Notes that a status points to a page, at this place among its links.
pub async fn insert_link(mut tx: &mut Tx, status: StatusId, url: &str, position: i64) -> Result<()> {
    tx.exec(&INSERT_LINK, &[status.into(), url.into(), position.into()]).await?;
    Ok(())
}

static DELETE_LINKS: Sql =
    Sql::new("DELETE FROM status_links WHERE status_id = $1").touching(Touch::Status, 1);

/// Forgets what a status pointed to.
pub async fn delete_links(mut tx: &mut Tx, status: StatusId) -> Result<()> {
    tx.exec(&DELETE_LINKS, &[status.into()]).await?;
    Ok(())
}

static WITH_LINK_DOWN: Sql = Sql::new(
    "SELECT {status s} FROM status_links l CROSS JOIN statuses s
      WHERE l.url = $1 AND l.status_id < $2 AND l.status_id > $3 AND s.id = l.status_id
        AND s.visibility = 'public'
      ORDER BY l.status_id DESC LIMIT $4",
);
static WITH_LINK_UP: Sql = Sql::new(
    "SELECT {status s} FROM status_links l CROSS JOIN statuses s
      WHERE l.url = $1 AND l.status_id < $2 AND l.status_id > $3 AND s.id = l.status_id
        AND s.visibility = 'public'
      ORDER BY l.status_id LIMIT $4",
);

/// Public statuses that point to a page.
pub async fn with_link(db: impl Exec, url: &str, page: &Page) -> Result<Vec<Status>> {
    let values = [url.into(), page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&WITH_LINK_DOWN, &WITH_LINK_UP], &values, page).await
}

static LINKS: Sql = Sql::new(
    "SELECT l.url, s.id, s.account_id FROM statuses s CROSS JOIN status_links l
      WHERE s.id > $1 AND l.status_id = s.id AND s.visibility = 'public' AND NOT s.sensitive
        AND s.reblog_of_id IS NULL
      ORDER BY s.id DESC LIMIT $2",
);

/// Pages that public statuses since an id point to: the page, the status and its author, newest first.
pub async fn links_since(
    mut db: impl Exec,
    id: StatusId,
    limit: i64,
) -> Result<Vec<(String, StatusId, AccountId)>> {
    db.rows(&LINKS, &[id.into(), limit.into()]).await
}

static TAG_USES: Sql = Sql::new(
    "SELECT u.tag_id, u.day, COUNT(*), CAST(SUM(u.uses) AS BIGINT) FROM tag_uses u
      WHERE u.day >= $1
        AND NOT EXISTS (SELECT 1 FROM accounts a WHERE a.id = u.account_id AND a.limited_at IS NOT NULL)
      GROUP BY u.tag_id, u.day ORDER BY COUNT(*) DESC LIMIT $2",
);

/// How many accounts used each tag on each day from `since` on, and how often; the most used first.
pub async fn tag_uses_since(
    mut db: impl Exec,
    since: i64,
    limit: i64,
) -> Result<Vec<(TagId, i64, i64, i64)>> {
    db.rows(&TAG_USES, &[since.into(), limit.into()]).await
}

static FAVOURITED: Sql = Sql::new(
    "SELECT v.status_id, COUNT(*) FROM favourites v WHERE v.id > $1 GROUP BY v.status_id
      ORDER BY COUNT(*) DESC LIMIT $2",
);

/// Statuses that were favourited since an id, and how often.
pub async fn favourited_since<T>(mut db: impl Exec, id: Id<T>, limit: i64) -> Result<Vec<(StatusId, i64)>> {
    db.rows(&FAVOURITED, &[id.into(), limit.into()]).await
}

static REBLOGGED: Sql = Sql::new(
    "SELECT s.reblog_of_id, COUNT(*) FROM statuses s WHERE s.id > $1 AND s.reblog_of_id IS NOT NULL
      GROUP BY s.reblog_of_id ORDER BY COUNT(*) DESC LIMIT $2",
);

/// Statuses that were reblogged since an id, and how often.
pub async fn reblogged_since(mut db: impl Exec, id: StatusId, limit: i64) -> Result<Vec<(StatusId, i64)>> {
    db.rows(&REBLOGGED, &[id.into(), limit.into()]).await
}

static FRIENDS_OF_FRIENDS: Sql = Sql::new(
    "SELECT b.target_account_id, COUNT(*)
       FROM follows a CROSS JOIN follows b
      WHERE a.account_id = $1 AND b.account_id = a.target_account_id
      GROUP BY b.target_account_id
      ORDER BY COUNT(*) DESC, b.target_account_id
      LIMIT $2",
);

/// Whom those follow whom the account follows, and how many of them do; the most followed first.
pub async fn friends_of_friends(
    mut db: impl Exec,
    of: AccountId,
    limit: i64,
) -> Result<Vec<(AccountId, i64)>> {
    db.rows(&FRIENDS_OF_FRIENDS, &[of.into(), limit.into()]).await
}

static POPULAR: Sql = Sql::new(
    "SELECT a.id FROM accounts a WHERE a.discoverable AND a.suspended_at IS NULL AND a.limited_at IS NULL
      ORDER BY a.followers_count DESC, a.id DESC LIMIT $1",
);

/// The discoverable accounts with the most followers.
pub async fn popular(mut db: impl Exec, limit: i64) -> Result<Vec<AccountId>> {
    db.rows(&POPULAR, &[limit.into()]).await
}

static DISMISS: Sql = Sql::new(
    "INSERT INTO suggestion_dismissals (account_id, target_account_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
);

/// Never suggests one account to another again.
pub async fn dismiss(mut db: impl Exec, by: AccountId, target: AccountId) -> Result<()> {
    db.exec(&DISMISS, &[by.into(), target.into()]).await?;
    Ok(())
}

static DISMISSED: Sql =
    Sql::new("SELECT d.target_account_id FROM suggestion_dismissals d WHERE d.account_id = $1");

/// Who is never suggested to an account again.
pub async fn dismissed(mut db: impl Exec, by: AccountId) -> Result<Vec<AccountId>> {
    db.rows(&DISMISSED, &[by.into()]).await
}

static DIRECTORY_ACTIVE: Sql = Sql::new(
    "SELECT {account a} FROM accounts a
      WHERE a.discoverable AND a.suspended_at IS NULL AND a.limited_at IS NULL AND a.last_status_at IS NOT NULL
        AND (NOT $1 OR a.domain IS NULL)
      ORDER BY a.last_status_at DESC, a.id DESC LIMIT $2 OFFSET $3",
);
static DIRECTORY_NEW: Sql = Sql::new(
    "SELECT {account a} FROM accounts a
      WHERE a.discoverable AND a.suspended_at IS NULL AND a.limited_at IS NULL AND (NOT $1 OR a.domain IS NULL)
      ORDER BY a.created_at DESC, a.id DESC LIMIT $2 OFFSET $3",
);

/// Discoverable accounts: those who published last, or came last, first.
pub async fn directory(
    mut db: impl Exec,
    newest: bool,
    local: bool,
    limit: i64,
    offset: i64,
) -> Result<Vec<Account>> {
    let statement = if newest { &DIRECTORY_NEW } else { &DIRECTORY_ACTIVE };
    db.rows(statement, &[local.into(), limit.into(), offset.into()]).await
}
