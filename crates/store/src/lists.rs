//! Lists: chosen accounts and tags, read on their own.

use model::{Account, AccountId, List, ListId, Page, RepliesPolicy, Status, Tag, TagId};

use crate::{
    Exec, Result, Sql, Tx, Value,
    row::{Cursor, FromRow},
    timelines::paged,
};

static INSERT: Sql = Sql::new(
    "INSERT INTO lists (id, account_id, title, replies_policy, exclusive) VALUES ($1, $2, $3, $4, $5)",
);

/// Adds a list.
pub async fn insert(mut tx: &mut Tx, list: &List) -> Result<()> {
    let policy = list.replies_policy.as_str();
    let values = [
        list.id.into(),
        list.account_id.into(),
        (&list.title).into(),
        policy.into(),
        list.is_exclusive.into(),
    ];
    tx.exec(&INSERT, &values).await?;
    Ok(())
}

static UPDATE: Sql =
    Sql::new("UPDATE lists SET title = $1, replies_policy = $2, exclusive = $3 WHERE id = $4");

/// Changes a list.
pub async fn update(mut tx: &mut Tx, list: &List) -> Result<()> {
    let policy = list.replies_policy.as_str();
    let values = [(&list.title).into(), policy.into(), list.is_exclusive.into(), list.id.into()];
    tx.exec(&UPDATE, &values).await?;
    Ok(())
}

static DELETE: Sql = Sql::new("DELETE FROM lists WHERE id = $1");

/// Removes a list.
pub async fn delete(mut tx: &mut Tx, id: ListId) -> Result<()> {
    tx.exec(&DELETE, &[id.into()]).await?;
    Ok(())
}

static FIND: Sql = Sql::new("SELECT {list l} FROM lists l WHERE l.id = $1 AND l.account_id = $2");

/// The account's list with this id.
pub async fn find(mut db: impl Exec, account: AccountId, id: ListId) -> Result<Option<List>> {
    db.find(&FIND, &[id.into(), account.into()]).await
}

static BY_ACCOUNT: Sql =
    Sql::new("SELECT {list l} FROM lists l WHERE l.account_id = $1 ORDER BY l.id LIMIT $2");

/// The account's lists, oldest first.
pub async fn list(mut db: impl Exec, account: AccountId, limit: i64) -> Result<Vec<List>> {
    db.rows(&BY_ACCOUNT, &[account.into(), limit.into()]).await
}

static HOLDING: Sql = Sql::new(
    "SELECT {list l} FROM list_accounts m JOIN lists l ON l.id = m.list_id
      WHERE m.account_id = $1 ORDER BY l.id",
);

/// Everybody's lists that hold an account.
pub async fn holding(mut db: impl Exec, member: AccountId) -> Result<Vec<List>> {
    db.rows(&HOLDING, &[member.into()]).await
}

static OF_HOLDING: Sql = Sql::new(
    "SELECT m.list_id FROM list_accounts m JOIN lists l ON l.id = m.list_id
      WHERE m.account_id = $1 AND l.account_id = $2 ORDER BY m.list_id",
);

/// The lists of `owner` that hold an account.
pub async fn of_holding(mut db: impl Exec, owner: AccountId, member: AccountId) -> Result<Vec<ListId>> {
    db.rows(&OF_HOLDING, &[member.into(), owner.into()]).await
}

static HOLDING_TAGS: Sql = Sql::new(
    "SELECT {list l} FROM list_tags m JOIN lists l ON l.id = m.list_id
      WHERE m.tag_id IN {in $1} ORDER BY l.id",
);

/// Everybody's lists that hold any of these tags, perhaps more than once.
pub async fn holding_tags(mut db: impl Exec, tags: &[TagId]) -> Result<Vec<List>> {
    if tags.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&HOLDING_TAGS, &[Value::ids(tags)]).await
}

static ADD: Sql =
    Sql::new("INSERT INTO list_accounts (list_id, account_id) VALUES ($1, $2) ON CONFLICT DO NOTHING");
static REMOVE: Sql = Sql::new("DELETE FROM list_accounts WHERE list_id = $1 AND account_id = $2");

/// Puts an account on a list; answers whether it is new there.
pub async fn add(mut tx: &mut Tx, list: ListId, member: AccountId) -> Result<bool> {
    Ok(tx.exec(&ADD, &[list.into(), member.into()]).await? > 0)
}

/// Takes an account off a list.
pub async fn remove(mut tx: &mut Tx, list: ListId, member: AccountId) -> Result<()> {
    tx.exec(&REMOVE, &[list.into(), member.into()]).await?;
    Ok(())
}

static REMOVE_FROM_ALL: Sql = Sql::new(
    "DELETE FROM list_accounts
      WHERE account_id = $1 AND list_id IN (SELECT l.id FROM lists l WHERE l.account_id = $2)",
);

/// Takes an account off all lists of somebody.
pub async fn remove_from_all_of(mut tx: &mut Tx, owner: AccountId, member: AccountId) -> Result<u64> {
    tx.exec(&REMOVE_FROM_ALL, &[member.into(), owner.into()]).await
}

static MEMBERS: Sql = Sql::new("SELECT m.account_id FROM list_accounts m WHERE m.list_id = $1");

/// Who is on a list.
pub async fn members(mut db: impl Exec, list: ListId) -> Result<Vec<AccountId>> {
    db.rows(&MEMBERS, &[list.into()]).await
}

static EXCLUSIVE_MEMBERS: Sql = Sql::new(
    "SELECT DISTINCT m.account_id FROM lists l JOIN list_accounts m ON m.list_id = l.id
      WHERE l.account_id = $1 AND l.exclusive",
);

/// Whose statuses the account reads in lists instead of its home timeline.
pub async fn exclusive_members(mut db: impl Exec, owner: AccountId) -> Result<Vec<AccountId>> {
    db.rows(&EXCLUSIVE_MEMBERS, &[owner.into()]).await
}

static HOLDING_AMONG: Sql =
    Sql::new("SELECT m.list_id FROM list_accounts m WHERE m.account_id = $1 AND m.list_id IN {in $2}");

/// Which of these lists hold the account.
pub async fn holding_among(mut db: impl Exec, member: AccountId, lists: &[ListId]) -> Result<Vec<ListId>> {
    if lists.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&HOLDING_AMONG, &[member.into(), Value::ids(lists)]).await
}

static ACCOUNTS_DOWN: Sql = Sql::new(
    "SELECT {account a} FROM list_accounts m JOIN accounts a ON a.id = m.account_id
      WHERE m.list_id = $1 AND m.account_id < $2 AND m.account_id > $3 ORDER BY m.account_id DESC LIMIT $4",
);
static ACCOUNTS_UP: Sql = Sql::new(
    "SELECT {account a} FROM list_accounts m JOIN accounts a ON a.id = m.account_id
      WHERE m.list_id = $1 AND m.account_id < $2 AND m.account_id > $3 ORDER BY m.account_id LIMIT $4",
);

/// A page of who is on a list, by account id.
pub async fn accounts(db: impl Exec, list: ListId, page: &Page) -> Result<Vec<Account>> {
    let values = [list.into(), page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&ACCOUNTS_DOWN, &ACCOUNTS_UP], &values, page).await
}

static ADD_TAG: Sql =
    Sql::new("INSERT INTO list_tags (list_id, tag_id) VALUES ($1, $2) ON CONFLICT DO NOTHING");
static REMOVE_TAG: Sql = Sql::new("DELETE FROM list_tags WHERE list_id = $1 AND tag_id = $2");
static TAGS: Sql = Sql::new(
    "SELECT {tag t} FROM list_tags m JOIN tags t ON t.id = m.tag_id WHERE m.list_id = $1 ORDER BY t.name LIMIT $2",
);

/// Puts a tag on a list.
pub async fn add_tag(mut tx: &mut Tx, list: ListId, tag: TagId) -> Result<()> {
    tx.exec(&ADD_TAG, &[list.into(), tag.into()]).await?;
    Ok(())
}

/// Takes a tag off a list.
pub async fn remove_tag(mut tx: &mut Tx, list: ListId, tag: TagId) -> Result<()> {
    tx.exec(&REMOVE_TAG, &[list.into(), tag.into()]).await?;
    Ok(())
}

/// The tags of a list, by name.
pub async fn tags(mut db: impl Exec, list: ListId, limit: i64) -> Result<Vec<Tag>> {
    db.rows(&TAGS, &[list.into(), limit.into()]).await
}

// As in `timelines`, no more is read from each author than the page can take.
static TIMELINE_DOWN: Sql = Sql::new(
    "WITH who AS (
         SELECT m.account_id AS id FROM list_accounts m WHERE m.list_id = $1),
     author AS MATERIALIZED (
         SELECT k.id AS id,
                COALESCE((SELECT y.id FROM statuses y
                           WHERE y.account_id = k.id AND y.id < $2 AND y.id > $3
                           ORDER BY y.id DESC LIMIT 1 OFFSET $4), $3) AS floor
           FROM who k),
     newest AS MATERIALIZED (
         SELECT s.id AS id
           FROM author k CROSS JOIN statuses s
          WHERE s.account_id = k.id AND s.id > k.floor AND s.id < $2
          ORDER BY s.id DESC
          LIMIT $4)
     SELECT {status s} FROM newest x CROSS JOIN statuses s WHERE s.id = x.id ORDER BY s.id DESC",
);
static TIMELINE_UP: Sql = Sql::new(
    "WITH who AS (
         SELECT m.account_id AS id FROM list_accounts m WHERE m.list_id = $1),
     author AS MATERIALIZED (
         SELECT k.id AS id,
                COALESCE((SELECT y.id FROM statuses y
                           WHERE y.account_id = k.id AND y.id < $2 AND y.id > $3
                           ORDER BY y.id LIMIT 1 OFFSET $4), $2) AS ceiling
           FROM who k),
     oldest AS MATERIALIZED (
         SELECT s.id AS id
           FROM author k CROSS JOIN statuses s
          WHERE s.account_id = k.id AND s.id < k.ceiling AND s.id > $3
          ORDER BY s.id
          LIMIT $4)
     SELECT {status s} FROM oldest x CROSS JOIN statuses s WHERE s.id = x.id ORDER BY s.id",
);

/// Statuses by the members of a list.
pub async fn timeline(db: impl Exec, list: ListId, page: &Page) -> Result<Vec<Status>> {
    let values = [list.into(), page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&TIMELINE_DOWN, &TIMELINE_UP], &values, page).await
}

impl FromRow for List {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            account_id: row.take()?,
            title: row.take()?,
            replies_policy: row.word(RepliesPolicy::parse)?,
            is_exclusive: row.take()?,
        })
    }
}
