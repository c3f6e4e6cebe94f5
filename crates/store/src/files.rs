//! Files: what lies in the storage, and what is to be removed from it. A file's row is written after it lies there, and a
//! file is removed after nothing names it any more, so that a row always means a file.

use model::{AccountId, Timestamp};

use crate::{
    Exec, Result, Signal, Sql, Tx,
    row::{Cursor, FromRow},
};

/// A file in the storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name.
    pub name: String,
    /// Its length.
    pub bytes: i64,
    /// SHA-256 of what is in it, in hexadecimal digits.
    pub digest: String,
}

static INSERT: Sql = Sql::new(
    "INSERT INTO files (name, bytes, digest, created_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
);

/// Notes a file that lies in the storage, which was announced.
pub async fn insert(mut tx: &mut Tx, file: &File, now: Timestamp) -> Result<()> {
    tx.exec(&REMOVED, &[(&file.name).into()]).await?;
    tx.exec(&INSERT, &[(&file.name).into(), file.bytes.into(), (&file.digest).into(), now.into()]).await?;
    Ok(())
}

static FIND: Sql = Sql::new("SELECT f.name, f.bytes, f.digest FROM files f WHERE f.name = $1");

/// The file with this name, if there is one.
pub async fn find(mut db: impl Exec, name: &str) -> Result<Option<File>> {
    db.find(&FIND, &[name.into()]).await
}

static IS_SEALED: Sql = Sql::new("SELECT f.is_sealed FROM files f WHERE f.name = $1");

/// Whether a file is shown only to whoever has an address that counts still.
pub async fn is_sealed(mut db: impl Exec, name: &str) -> Result<bool> {
    Ok(db.find(&IS_SEALED, &[name.into()]).await?.unwrap_or(false))
}

impl FromRow for File {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self { name: row.take()?, bytes: row.take()?, digest: row.take()? })
    }
}

static DELETE: Sql = Sql::new("DELETE FROM files WHERE name = $1");
static DOOM: Sql = Sql::new(
    "INSERT INTO doomed_files (name, not_before) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET not_before = excluded.not_before",
);

/// A file will lie in the storage under this name. If it is not noted by then, whoever stored it has not come that far, and
/// it is removed.
pub async fn announce(mut tx: &mut Tx, name: &str, by: Timestamp) -> Result<()> {
    tx.exec(&DOOM, &[name.into(), by.into()]).await?;
    Ok(())
}

/// Nothing names this file any more: it is gone for everybody, and is removed from the storage afterwards.
pub async fn doom(mut tx: &mut Tx, name: &str) -> Result<()> {
    tx.exec(&DELETE, &[name.into()]).await?;
    tx.exec(&DOOM, &[name.into(), 0_i64.into()]).await?;
    tx.signal(Signal::Uploads);
    Ok(())
}

static DOOM_OF: Sql = Sql::new(
    "INSERT INTO doomed_files (name)
     SELECT f.name
       FROM files f
      WHERE f.name IN (
            SELECT m.file FROM attachments m WHERE m.account_id = $1
            UNION SELECT m.small FROM attachments m WHERE m.account_id = $1
            UNION SELECT r.file FROM remote_files r WHERE r.url IN (
                SELECT m.remote_url FROM attachments m WHERE m.account_id = $1
                UNION SELECT a.avatar_url FROM accounts a WHERE a.id = $1
                UNION SELECT a.header_url FROM accounts a WHERE a.id = $1)
            UNION SELECT r.small FROM remote_files r WHERE r.url IN (
                SELECT m.remote_url FROM attachments m WHERE m.account_id = $1
                UNION SELECT a.avatar_url FROM accounts a WHERE a.id = $1
                UNION SELECT a.header_url FROM accounts a WHERE a.id = $1))
         ON CONFLICT (name) DO UPDATE SET not_before = 0",
);
static FORGET_OF: Sql = Sql::new(
    "DELETE FROM remote_files
      WHERE url IN (
            SELECT m.remote_url FROM attachments m WHERE m.account_id = $1
            UNION SELECT a.avatar_url FROM accounts a WHERE a.id = $1
            UNION SELECT a.header_url FROM accounts a WHERE a.id = $1)",
);
static DELETE_DOOMED: Sql = Sql::new("DELETE FROM files WHERE name IN (SELECT d.name FROM doomed_files d)");

/// An account goes: so do its files, those that were uploaded here and those that were fetched.
pub async fn doom_of(mut tx: &mut Tx, account: AccountId) -> Result<()> {
    tx.exec(&DOOM_OF, &[account.into()]).await?;
    tx.exec(&FORGET_OF, &[account.into()]).await?;
    tx.exec(&DELETE_DOOMED, &[]).await?;
    tx.signal(Signal::Uploads);
    Ok(())
}

static DOOMED: Sql =
    Sql::new("SELECT d.name FROM doomed_files d WHERE d.not_before <= $1 ORDER BY d.name LIMIT $2");

/// Names of files to be removed from the storage by now.
pub async fn doomed(mut db: impl Exec, now: Timestamp, limit: i64) -> Result<Vec<String>> {
    db.rows(&DOOMED, &[now.into(), limit.into()]).await
}

static REMOVED: Sql = Sql::new("DELETE FROM doomed_files WHERE name = $1");

/// The file is no longer in the storage.
pub async fn removed(mut db: impl Exec, name: &str) -> Result<()> {
    db.exec(&REMOVED, &[name.into()]).await?;
    Ok(())
}

static TOTAL: Sql = Sql::new("SELECT COUNT(*), CAST(COALESCE(SUM(f.bytes), 0) AS BIGINT) FROM files f");

/// How many files lie in the storage, and their bytes.
pub async fn total(mut db: impl Exec) -> Result<(i64, i64)> {
    db.get(&TOTAL, &[]).await
}

static SINCE: Sql =
    Sql::new("SELECT CAST(COALESCE(SUM(f.bytes), 0) AS BIGINT) FROM files f WHERE f.created_at >= $1");

/// Bytes of what was stored since then and is there still.
pub async fn bytes_since(mut db: impl Exec, since: Timestamp) -> Result<i64> {
    db.get(&SINCE, &[since.into()]).await
}
