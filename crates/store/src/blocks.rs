//! Blocks: who is kept apart from whom.

use model::{Account, AccountId, Block, BlockId, Page, Timestamp};

use crate::{
    Exec, Result, Sql, Tx, Value,
    row::{Cursor, FromRow},
    timelines::paged,
};

static INSERT: Sql = Sql::new(
    "INSERT INTO blocks (id, account_id, target_account_id, uri, created_at)
     VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING",
);

/// Adds a block; answers whether it was new.
pub async fn insert(mut tx: &mut Tx, block: &Block, at: Timestamp) -> Result<bool> {
    let values: [Value<'_>; 5] = [
        block.id.into(),
        block.account_id.into(),
        block.target_account_id.into(),
        (&block.uri).into(),
        at.into(),
    ];
    Ok(tx.exec(&INSERT, &values).await? > 0)
}

static FIND_BY_URI: Sql =
    Sql::new("SELECT {block b} FROM blocks b WHERE b.account_id = $1 AND b.uri = $2 ORDER BY b.id LIMIT 1");

/// The block by `account` that other servers know under this address.
pub async fn find_by_uri(mut db: impl Exec, account: AccountId, uri: &str) -> Result<Option<Block>> {
    db.find(&FIND_BY_URI, &[account.into(), uri.into()]).await
}

static FIND: Sql =
    Sql::new("SELECT {block b} FROM blocks b WHERE b.account_id = $1 AND b.target_account_id = $2");

/// The block of `target` by `account`.
pub async fn find(mut db: impl Exec, account: AccountId, target: AccountId) -> Result<Option<Block>> {
    db.find(&FIND, &[account.into(), target.into()]).await
}

static DELETE: Sql = Sql::new("DELETE FROM blocks WHERE id = $1");

/// Removes a block; answers whether there was one.
pub async fn delete(mut tx: &mut Tx, id: BlockId) -> Result<bool> {
    Ok(tx.exec(&DELETE, &[id.into()]).await? > 0)
}

static LOCAL_TO: Sql = Sql::new(
    "SELECT b.account_id FROM blocks b JOIN accounts a ON a.id = b.account_id
      WHERE b.target_account_id = $1 AND b.account_id > $2 AND a.domain IS NULL
      ORDER BY b.account_id LIMIT $3",
);

/// Who of this server blocks `target`, in order of id.
pub async fn local_to(
    mut db: impl Exec,
    target: AccountId,
    after: AccountId,
    limit: i64,
) -> Result<Vec<AccountId>> {
    db.rows(&LOCAL_TO, &[target.into(), after.into(), limit.into()]).await
}

static DOWN: Sql = Sql::new(
    "SELECT b.id, {account a} FROM blocks b JOIN accounts a ON a.id = b.target_account_id
      WHERE b.account_id = $1 AND b.id < $2 AND b.id > $3 ORDER BY b.id DESC LIMIT $4",
);
static UP: Sql = Sql::new(
    "SELECT b.id, {account a} FROM blocks b JOIN accounts a ON a.id = b.target_account_id
      WHERE b.account_id = $1 AND b.id < $2 AND b.id > $3 ORDER BY b.id LIMIT $4",
);

/// Whom `account` blocks, most recent first, with the block's id for paging.
pub async fn list(db: impl Exec, account: AccountId, page: &Page) -> Result<Vec<(BlockId, Account)>> {
    let values = [account.into(), page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&DOWN, &UP], &values, page).await
}

impl FromRow for Block {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            account_id: row.take()?,
            target_account_id: row.take()?,
            uri: row.take()?,
        })
    }
}
