//! Neighbour blocks: what was decided about other servers, and what that does to their people.

use model::{NeighbourBlock, NeighbourBlockId, Page, Severity, Timestamp};

use crate::{
    Exec, Result, Sql, Touch, Tx, Value,
    row::{Cursor, FromRow},
    timelines::paged,
};

static PUT: Sql = Sql::new(
    "INSERT INTO neighbour_blocks
            (id, domain, severity, reject_media, reject_reports, private_comment, public_comment, obfuscate,
             created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT (id) DO UPDATE
        SET severity = EXCLUDED.severity, reject_media = EXCLUDED.reject_media,
            reject_reports = EXCLUDED.reject_reports, private_comment = EXCLUDED.private_comment,
            public_comment = EXCLUDED.public_comment, obfuscate = EXCLUDED.obfuscate",
);

/// Adds a block, or changes the one with its id; fails if there is another of the domain.
pub async fn put(mut tx: &mut Tx, block: &NeighbourBlock) -> Result<()> {
    let values: [Value<'_>; 9] = [
        block.id.into(),
        (&block.domain).into(),
        block.severity.as_str().into(),
        block.reject_media.into(),
        block.reject_reports.into(),
        (&block.private_comment).into(),
        (&block.public_comment).into(),
        block.obfuscate.into(),
        block.created_at.into(),
    ];
    tx.exec(&PUT, &values).await?;
    Ok(())
}

static DELETE: Sql = Sql::new("DELETE FROM neighbour_blocks WHERE id = $1");

/// Removes a block; answers whether there was one.
pub async fn delete(mut tx: &mut Tx, id: NeighbourBlockId) -> Result<bool> {
    Ok(tx.exec(&DELETE, &[id.into()]).await? > 0)
}

static FIND: Sql = Sql::new("SELECT {neighbour_block b} FROM neighbour_blocks b WHERE b.id = $1");

/// The block with this id.
pub async fn find(mut db: impl Exec, id: NeighbourBlockId) -> Result<Option<NeighbourBlock>> {
    db.find(&FIND, &[id.into()]).await
}

static FIND_OF: Sql = Sql::new("SELECT {neighbour_block b} FROM neighbour_blocks b WHERE b.domain = $1");

/// The block of exactly this domain.
pub async fn find_of(mut db: impl Exec, domain: &str) -> Result<Option<NeighbourBlock>> {
    db.find(&FIND_OF, &[domain.into()]).await
}

static LIST: Sql = Sql::new("SELECT {neighbour_block b} FROM neighbour_blocks b ORDER BY b.domain");

/// All blocks, by their domains.
pub async fn list(mut db: impl Exec) -> Result<Vec<NeighbourBlock>> {
    db.rows(&LIST, &[]).await
}

static DOWN: Sql = Sql::new(
    "SELECT {neighbour_block b} FROM neighbour_blocks b
      WHERE b.id < $1 AND b.id > $2 ORDER BY b.id DESC LIMIT $3",
);
static UP: Sql = Sql::new(
    "SELECT {neighbour_block b} FROM neighbour_blocks b
      WHERE b.id < $1 AND b.id > $2 ORDER BY b.id LIMIT $3",
);

/// A page of the blocks, the latest first.
pub async fn page(db: impl Exec, page: &Page) -> Result<Vec<NeighbourBlock>> {
    paged(db, [&DOWN, &UP], &[page.below().into(), page.above().into(), page.limit.into()], page).await
}

static SUSPEND: Sql = Sql::new(
    "UPDATE accounts SET suspended_at = $1, suspended_with_domain_at = $1
      WHERE domain = $2 AND suspended_at IS NULL",
)
.touching_all(Touch::Account);

/// Suspends everybody of a domain who is not suspended yet.
pub async fn suspend(mut tx: &mut Tx, domain: &str, at: Timestamp) -> Result<()> {
    tx.exec(&SUSPEND, &[at.into(), domain.into()]).await?;
    Ok(())
}

static LIMIT: Sql = Sql::new(
    "UPDATE accounts SET limited_at = $1, limited_with_domain_at = $1
      WHERE domain = $2 AND limited_at IS NULL",
)
.touching_all(Touch::Account);

/// Limits everybody of a domain who is not limited yet.
pub async fn limit(mut tx: &mut Tx, domain: &str, at: Timestamp) -> Result<()> {
    tx.exec(&LIMIT, &[at.into(), domain.into()]).await?;
    Ok(())
}

static RELEASE: Sql = Sql::new(
    "UPDATE accounts
        SET suspended_at = CASE WHEN suspended_at = suspended_with_domain_at THEN NULL ELSE suspended_at END,
            suspended_with_domain_at = NULL
      WHERE domain = $1 AND suspended_with_domain_at IS NOT NULL",
)
.touching_all(Touch::Account);

/// Suspends nobody of a domain any more because of it; who was suspended by themselves since then stays so.
pub async fn release(mut tx: &mut Tx, domain: &str) -> Result<()> {
    tx.exec(&RELEASE, &[domain.into()]).await?;
    Ok(())
}

static UNLIMIT: Sql = Sql::new(
    "UPDATE accounts
        SET limited_at = CASE WHEN limited_at = limited_with_domain_at THEN NULL ELSE limited_at END,
            limited_with_domain_at = NULL
      WHERE domain = $1 AND limited_with_domain_at IS NOT NULL",
)
.touching_all(Touch::Account);

/// Limits nobody of a domain any more because of it; who was limited by themselves since then stays so.
pub async fn unlimit(mut tx: &mut Tx, domain: &str) -> Result<()> {
    tx.exec(&UNLIMIT, &[domain.into()]).await?;
    Ok(())
}

static COUNT_FOLLOWING: Sql = Sql::new(
    "SELECT COUNT(*) FROM accounts a
       JOIN follows f ON f.target_account_id = a.id
       JOIN accounts m ON m.id = f.account_id
      WHERE a.domain = $1 AND m.domain IS NULL",
);
static COUNT_FOLLOWERS: Sql = Sql::new(
    "SELECT COUNT(*) FROM accounts a
       JOIN follows f ON f.account_id = a.id
       JOIN accounts m ON m.id = f.target_account_id
      WHERE a.domain = $1 AND m.domain IS NULL",
);

/// How many follows go from people here to those of a domain, and how many from there to here.
pub async fn count_follows(mut db: impl Exec, domain: &str) -> Result<(i64, i64)> {
    let following = db.get(&COUNT_FOLLOWING, &[domain.into()]).await?;
    Ok((following, db.get(&COUNT_FOLLOWERS, &[domain.into()]).await?))
}

impl FromRow for NeighbourBlock {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            domain: row.take()?,
            severity: row.word(Severity::parse)?,
            reject_media: row.take()?,
            reject_reports: row.take()?,
            private_comment: row.take()?,
            public_comment: row.take()?,
            obfuscate: row.take()?,
            created_at: row.take()?,
        })
    }
}
