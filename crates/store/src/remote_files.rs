//! Files of other servers that are kept here for their readers.

use model::{Id, Timestamp};

use crate::{
    Exec, Result, Sql, Tx, files,
    row::{Cursor, FromRow},
};

/// A file of another server, as it is kept here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteFile {
    /// Identifier.
    pub id: Id<RemoteFile>,
    /// Where it is.
    pub url: String,
    /// What it is kept for: an attachment, an avatar or a header.
    pub purpose: String,
    /// The name under which it is kept here.
    pub file: Option<String>,
    /// The name of its preview, or of the picture that stands still.
    pub small: Option<String>,
    /// Bytes of both.
    pub bytes: i64,
    /// Why it is not kept.
    pub problem: Option<String>,
    /// When it was fetched, or that was tried.
    pub fetched_at: Timestamp,
    /// When somebody last looked at it, to the hour.
    pub viewed_at: Timestamp,
    /// When it is kept no longer, if it is only passed on.
    pub expires_at: Option<Timestamp>,
    /// By what its server knows it again.
    pub imprint: Imprint,
}

/// By what a server knows a file again, so that it sends it anew only if it is another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imprint {
    /// The server's word for what is in it (`ETag`).
    pub tag: Option<String>,
    /// When it was changed, as the server writes that (`Last-Modified`).
    pub dated: Option<String>,
}

static PUT: Sql = Sql::new(
    "INSERT INTO remote_files (id, url, purpose, file, small, bytes, problem, fetched_at, viewed_at, expires_at,
                               tag, dated)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
         ON CONFLICT (url, purpose)
         DO UPDATE SET file = excluded.file, small = excluded.small, bytes = excluded.bytes,
                       problem = excluded.problem, fetched_at = excluded.fetched_at, viewed_at = excluded.viewed_at,
                       expires_at = excluded.expires_at, tag = excluded.tag, dated = excluded.dated",
);

/// Notes how a file is kept, in the place of what was known of it.
pub async fn put(mut tx: &mut Tx, file: &RemoteFile) -> Result<()> {
    let values = [
        file.id.into(),
        (&file.url).into(),
        (&file.purpose).into(),
        (&file.file).into(),
        (&file.small).into(),
        file.bytes.into(),
        (&file.problem).into(),
        file.fetched_at.into(),
        file.viewed_at.into(),
        file.expires_at.into(),
        (&file.imprint.tag).into(),
        (&file.imprint.dated).into(),
    ];
    tx.exec(&PUT, &values).await?;
    Ok(())
}

static FIND: Sql = Sql::new(
    "SELECT r.id, r.url, r.purpose, r.file, r.small, r.bytes, r.problem, r.fetched_at, r.viewed_at, r.expires_at,
            r.tag, r.dated
       FROM remote_files r WHERE r.url = $1 AND r.purpose = $2",
);

/// How the file at an address is kept for a purpose.
pub async fn find(mut db: impl Exec, url: &str, purpose: &str) -> Result<Option<RemoteFile>> {
    db.find(&FIND, &[url.into(), purpose.into()]).await
}

static VIEWED: Sql = Sql::new("UPDATE remote_files SET viewed_at = $1 WHERE id = $2");

/// Somebody looked at it.
pub async fn viewed(mut db: impl Exec, id: Id<RemoteFile>, now: Timestamp) -> Result<()> {
    db.exec(&VIEWED, &[now.into(), id.into()]).await?;
    Ok(())
}

static ASKED: Sql = Sql::new("UPDATE remote_files SET fetched_at = $1 WHERE id = $2");

/// Its server is asked whether it is another now.
pub async fn asked(mut db: impl Exec, id: Id<RemoteFile>, now: Timestamp) -> Result<()> {
    db.exec(&ASKED, &[now.into(), id.into()]).await?;
    Ok(())
}

static LEAST_VIEWED: Sql = Sql::new(
    "SELECT r.id, r.url, r.purpose, r.file, r.small, r.bytes, r.problem, r.fetched_at, r.viewed_at, r.expires_at,
            r.tag, r.dated
       FROM remote_files r WHERE r.bytes > 0 ORDER BY r.viewed_at, r.id LIMIT $1",
);

/// The files that nobody has looked at for longest.
pub async fn least_viewed(mut db: impl Exec, limit: i64) -> Result<Vec<RemoteFile>> {
    db.rows(&LEAST_VIEWED, &[limit.into()]).await
}

static EXPIRED: Sql = Sql::new(
    "SELECT r.id, r.url, r.purpose, r.file, r.small, r.bytes, r.problem, r.fetched_at, r.viewed_at, r.expires_at,
            r.tag, r.dated
       FROM remote_files r WHERE r.expires_at < $1 ORDER BY r.expires_at, r.id LIMIT $2",
);

/// Files that were only passed on, and are kept no longer.
pub async fn expired(mut db: impl Exec, now: Timestamp, limit: i64) -> Result<Vec<RemoteFile>> {
    db.rows(&EXPIRED, &[now.into(), limit.into()]).await
}

static DELETE: Sql = Sql::new("DELETE FROM remote_files WHERE id = $1");
static EVICTED: Sql = Sql::new(
    "INSERT INTO evictions (day, files, bytes) VALUES ($1, 1, $2)
         ON CONFLICT (day) DO UPDATE SET files = evictions.files + 1, bytes = evictions.bytes + excluded.bytes",
);

/// A file is kept no longer.
pub async fn delete(mut tx: &mut Tx, file: &RemoteFile) -> Result<()> {
    tx.exec(&DELETE, &[file.id.into()]).await?;
    for name in [&file.file, &file.small].into_iter().flatten() {
        files::doom(&mut *tx, name).await?;
    }
    Ok(())
}

/// A file is kept no longer, since there is no room for it; `day` is counted since the epoch.
pub async fn evict(mut tx: &mut Tx, file: &RemoteFile, day: i64) -> Result<()> {
    delete(&mut *tx, file).await?;
    tx.exec(&EVICTED, &[day.into(), file.bytes.into()]).await?;
    Ok(())
}

static EVICTIONS: Sql =
    Sql::new("SELECT e.day, e.files, e.bytes FROM evictions e WHERE e.day >= $1 ORDER BY e.day");

/// How many files, and bytes, were removed on each day since `day` to stay within the budget.
pub async fn evictions(mut db: impl Exec, day: i64) -> Result<Vec<(i64, i64, i64)>> {
    db.rows(&EVICTIONS, &[day.into()]).await
}

static TOTAL: Sql =
    Sql::new("SELECT COUNT(*), CAST(COALESCE(SUM(r.bytes), 0) AS BIGINT) FROM remote_files r");

/// How many files of others are kept, and their bytes.
pub async fn total(mut db: impl Exec) -> Result<(i64, i64)> {
    db.get(&TOTAL, &[]).await
}

static COUNT_FILES: Sql = Sql::new(
    "SELECT CAST(COALESCE(SUM(CASE WHEN r.file IS NULL THEN 0 WHEN r.small IS NULL THEN 1 ELSE 2 END), 0) AS BIGINT)
       FROM remote_files r",
);

/// How many files in the storage are of others, previews included.
pub async fn count_files(mut db: impl Exec) -> Result<i64> {
    db.get(&COUNT_FILES, &[]).await
}

static FORGET: Sql = Sql::new("DELETE FROM remote_files WHERE file IS NULL AND fetched_at < $1");

/// Forgets why files were not kept, from before `before`.
pub async fn forget_problems(mut db: impl Exec, before: Timestamp) -> Result<()> {
    db.exec(&FORGET, &[before.into()]).await?;
    Ok(())
}

impl FromRow for RemoteFile {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            url: row.take()?,
            purpose: row.take()?,
            file: row.take()?,
            small: row.take()?,
            bytes: row.take()?,
            problem: row.take()?,
            fetched_at: row.take()?,
            viewed_at: row.take()?,
            expires_at: row.take()?,
            imprint: Imprint { tag: row.take()?, dated: row.take()? },
        })
    }
}
