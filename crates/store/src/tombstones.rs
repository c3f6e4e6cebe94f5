//! Tombstones: addresses of statuses that are gone and must not come back.

use model::Timestamp;

use crate::{Exec, Result, Sql};

static INSERT: Sql =
    Sql::new("INSERT INTO tombstones (uri, deleted_at) VALUES ($1, $2) ON CONFLICT DO NOTHING");

/// Notes that what had this address is gone.
pub async fn insert(mut db: impl Exec, uri: &str, now: Timestamp) -> Result<()> {
    db.exec(&INSERT, &[uri.into(), now.into()]).await?;
    Ok(())
}

static EXISTS: Sql = Sql::new("SELECT COUNT(*) FROM tombstones WHERE uri = $1");

/// Whether what had this address is gone.
pub async fn exists(mut db: impl Exec, uri: &str) -> Result<bool> {
    Ok(db.get::<i64>(&EXISTS, &[uri.into()]).await? > 0)
}

static DELETE_OLD: Sql = Sql::new("DELETE FROM tombstones WHERE deleted_at <= $1 AND uri NOT LIKE $2");

/// Forgets tombstones from before `before`, except those of this server's own addresses.
pub async fn delete_old(mut db: impl Exec, before: Timestamp, home_url: &str) -> Result<u64> {
    let home = format!("{home_url}%");
    db.exec(&DELETE_OLD, &[before.into(), (&home).into()]).await
}
