//! Archives that people asked for, and what goes into them.

use model::{AccountId, Archive, ArchiveId, Timestamp};

use crate::{
    Exec, Result, Sql, Tx, files,
    row::{Cursor, FromRow},
};

static INSERT: Sql = Sql::new("INSERT INTO archives (id, account_id, requested_at) VALUES ($1, $2, $3)");

/// Adds an archive that is to be made.
pub async fn insert(mut db: impl Exec, id: ArchiveId, account: AccountId, at: Timestamp) -> Result<()> {
    db.exec(&INSERT, &[id.into(), account.into(), at.into()]).await?;
    Ok(())
}

static LATEST: Sql =
    Sql::new("SELECT {archive r} FROM archives r WHERE r.account_id = $1 ORDER BY r.id DESC LIMIT 1");

/// The archive that somebody asked for last.
pub async fn latest(mut db: impl Exec, account: AccountId) -> Result<Option<Archive>> {
    db.find(&LATEST, &[account.into()]).await
}

static WAITING: Sql =
    Sql::new("SELECT {archive r} FROM archives r WHERE r.finished_at IS NULL ORDER BY r.id LIMIT 1");

/// The archive that has waited longest.
pub async fn waiting(mut db: impl Exec) -> Result<Option<Archive>> {
    db.find(&WAITING, &[]).await
}

static BEGIN: Sql = Sql::new("UPDATE archives SET tries = tries + 1 WHERE id = $1");

/// Making an archive begins.
pub async fn begin(mut db: impl Exec, id: ArchiveId) -> Result<()> {
    db.exec(&BEGIN, &[id.into()]).await?;
    Ok(())
}

static FINISH: Sql = Sql::new(
    "UPDATE archives SET finished_at = $1, file = $2, bytes = $3 WHERE id = $4 AND finished_at IS NULL",
);

/// An archive is made, or without a file, given up; answers whether it was still wanted.
pub async fn finish(
    mut tx: &mut Tx,
    id: ArchiveId,
    at: Timestamp,
    file: Option<&files::File>,
) -> Result<bool> {
    let (name, bytes) = (file.map(|file| file.name.as_str()), file.map_or(0, |file| file.bytes));
    Ok(tx.exec(&FINISH, &[at.into(), name.into(), bytes.into(), id.into()]).await? > 0)
}

static KEPT: Sql = Sql::new(
    "SELECT {archive r} FROM archives r
      WHERE r.finished_at IS NOT NULL AND r.finished_at <= $1 AND r.file IS NOT NULL
      ORDER BY r.finished_at LIMIT $2",
);

/// Archives with a file that were made before then.
pub async fn made_before(mut db: impl Exec, before: Timestamp, limit: i64) -> Result<Vec<Archive>> {
    db.rows(&KEPT, &[before.into(), limit.into()]).await
}

static EMPTY: Sql = Sql::new("UPDATE archives SET file = NULL WHERE id = $1");

/// The file of an archive goes.
pub async fn empty(mut tx: &mut Tx, archive: &Archive) -> Result<()> {
    if let Some(file) = &archive.file {
        files::doom(&mut *tx, file).await?;
    }
    tx.exec(&EMPTY, &[archive.id.into()]).await?;
    Ok(())
}

static FAVOURITED: Sql = Sql::new(
    "SELECT f.id, s.uri FROM favourites f JOIN statuses s ON s.id = f.status_id
      WHERE f.account_id = $1 AND f.id > $2 ORDER BY f.id LIMIT $3",
);
static BOOKMARKED: Sql = Sql::new(
    "SELECT b.id, s.uri FROM bookmarks b JOIN statuses s ON s.id = b.status_id
      WHERE b.account_id = $1 AND b.id > $2 ORDER BY b.id LIMIT $3",
);

/// Addresses of what somebody favourited, after the favourite with this id, with the ids to go on by.
pub async fn favourited(
    mut db: impl Exec,
    by: AccountId,
    after: i64,
    limit: i64,
) -> Result<Vec<(i64, String)>> {
    db.rows(&FAVOURITED, &[by.into(), after.into(), limit.into()]).await
}

/// Addresses of what somebody bookmarked, in the same way.
pub async fn bookmarked(
    mut db: impl Exec,
    by: AccountId,
    after: i64,
    limit: i64,
) -> Result<Vec<(i64, String)>> {
    db.rows(&BOOKMARKED, &[by.into(), after.into(), limit.into()]).await
}

impl FromRow for Archive {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            account_id: row.take()?,
            requested_at: row.take()?,
            tries: row.take()?,
            finished_at: row.take()?,
            file: row.take()?,
            bytes: row.take()?,
        })
    }
}
