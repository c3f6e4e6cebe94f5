//! Moved files: what of the storage lies in another place already, checked, while all of it is being brought there.

use crate::{Exec, Result, Sql, files::File};

static LEFT: Sql = Sql::new(
    "SELECT f.name, f.bytes, f.digest
       FROM files f
      WHERE f.name > $1
        AND NOT EXISTS (SELECT 1 FROM moved_files m WHERE m.place = $2 AND m.name = f.name)
      ORDER BY f.name
      LIMIT $3",
);

/// Files that are not at a place yet, by their names, after this one.
pub async fn left(mut db: impl Exec, place: &str, after: &str, limit: i64) -> Result<Vec<File>> {
    db.rows(&LEFT, &[after.into(), place.into(), limit.into()]).await
}

static TOTAL: Sql = Sql::new(
    "SELECT COUNT(*), CAST(COALESCE(SUM(f.bytes), 0) AS BIGINT)
       FROM moved_files m
       JOIN files f ON f.name = m.name
      WHERE m.place = $1",
);

/// How many files are at a place already, and their bytes.
pub async fn total(mut db: impl Exec, place: &str) -> Result<(i64, i64)> {
    db.get(&TOTAL, &[place.into()]).await
}

static INSERT: Sql =
    Sql::new("INSERT INTO moved_files (place, name) VALUES ($1, $2) ON CONFLICT (place, name) DO NOTHING");

/// Notes that a file is at a place.
pub async fn insert(mut db: impl Exec, place: &str, name: &str) -> Result<()> {
    db.exec(&INSERT, &[place.into(), name.into()]).await?;
    Ok(())
}

static GONE: Sql = Sql::new(
    "SELECT m.name
       FROM moved_files m
      WHERE m.place = $1
        AND NOT EXISTS (SELECT 1 FROM files f WHERE f.name = m.name)
      ORDER BY m.name
      LIMIT $2",
);

/// Files that were brought to a place, and that nothing names any more.
pub async fn gone(mut db: impl Exec, place: &str, limit: i64) -> Result<Vec<String>> {
    db.rows(&GONE, &[place.into(), limit.into()]).await
}

static DELETE: Sql = Sql::new("DELETE FROM moved_files WHERE place = $1 AND name = $2");

/// A file is no longer at a place.
pub async fn delete(mut db: impl Exec, place: &str, name: &str) -> Result<()> {
    db.exec(&DELETE, &[place.into(), name.into()]).await?;
    Ok(())
}

static FORGET: Sql = Sql::new("DELETE FROM moved_files");

/// All files are where they should be: nothing is being moved.
pub async fn forget(mut db: impl Exec) -> Result<()> {
    db.exec(&FORGET, &[]).await?;
    Ok(())
}
