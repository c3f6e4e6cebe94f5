//! Domain blocks of accounts: neighbours of whom somebody wants to see nothing.

use model::{AccountId, DomainBlock, Page, Timestamp};

use crate::{
    Exec, Result, Sql, Tx,
    row::{Cursor, FromRow},
    timelines::paged,
};

static INSERT: Sql = Sql::new(
    "INSERT INTO account_domain_blocks (id, account_id, domain, created_at)
     VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING",
);

/// Adds a domain block; answers whether it was new.
pub async fn insert(mut tx: &mut Tx, account: AccountId, block: &DomainBlock, at: Timestamp) -> Result<bool> {
    let values = [block.id.into(), account.into(), (&block.domain).into(), at.into()];
    Ok(tx.exec(&INSERT, &values).await? > 0)
}

static DELETE: Sql = Sql::new("DELETE FROM account_domain_blocks WHERE account_id = $1 AND domain = $2");

/// Removes a domain block; answers whether there was one.
pub async fn delete(mut tx: &mut Tx, account: AccountId, domain: &str) -> Result<bool> {
    Ok(tx.exec(&DELETE, &[account.into(), domain.into()]).await? > 0)
}

static DOWN: Sql = Sql::new(
    "SELECT d.id, d.domain FROM account_domain_blocks d
      WHERE d.account_id = $1 AND d.id < $2 AND d.id > $3 ORDER BY d.id DESC LIMIT $4",
);
static UP: Sql = Sql::new(
    "SELECT d.id, d.domain FROM account_domain_blocks d
      WHERE d.account_id = $1 AND d.id < $2 AND d.id > $3 ORDER BY d.id LIMIT $4",
);

/// The domain blocks of `account`, most recent first.
pub async fn list(db: impl Exec, account: AccountId, page: &Page) -> Result<Vec<DomainBlock>> {
    let values = [account.into(), page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&DOWN, &UP], &values, page).await
}

impl FromRow for DomainBlock {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self { id: row.take()?, domain: row.take()? })
    }
}
