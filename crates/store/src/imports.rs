//! Imports: lists that are brought in, line by line.

use model::{AccountId, Import, ImportId, ImportLine, ImportProblem, Portable, Timestamp};

use crate::{
    Exec, Result, Sql, Tx, Value,
    row::{Cursor, FromRow},
};

static INSERT: Sql = Sql::new(
    "INSERT INTO imports (id, account_id, kind, overwrites, lines_total, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
);
static INSERT_LINE: Sql =
    Sql::new("INSERT INTO import_lines (import_id, position, cells) VALUES ($1, $2, $3)");

/// Adds an import with its lines.
pub async fn insert(mut tx: &mut Tx, import: &Import, lines: &[ImportLine]) -> Result<()> {
    let values: [Value<'_>; 6] = [
        import.id.into(),
        import.account_id.into(),
        import.kind.as_str().into(),
        import.overwrites.into(),
        import.lines_total.into(),
        import.created_at.into(),
    ];
    tx.exec(&INSERT, &values).await?;
    for line in lines {
        tx.exec(&INSERT_LINE, &[import.id.into(), line.position.into(), Value::json(&line.cells)]).await?;
    }
    Ok(())
}

static WAITING: Sql =
    Sql::new("SELECT {import i} FROM imports i WHERE i.finished_at IS NULL ORDER BY i.id LIMIT $1");

/// Imports that are not finished, those that have waited longest first.
pub async fn waiting(mut db: impl Exec, limit: i64) -> Result<Vec<Import>> {
    db.rows(&WAITING, &[limit.into()]).await
}

static LIST: Sql =
    Sql::new("SELECT {import i} FROM imports i WHERE i.account_id = $1 ORDER BY i.id DESC LIMIT $2");

/// The imports of an account, newest first.
pub async fn list(mut db: impl Exec, account: AccountId, limit: i64) -> Result<Vec<Import>> {
    db.rows(&LIST, &[account.into(), limit.into()]).await
}

static FIND: Sql = Sql::new("SELECT {import i} FROM imports i WHERE i.id = $1 AND i.account_id = $2");

/// An import of an account.
pub async fn find(mut db: impl Exec, account: AccountId, id: ImportId) -> Result<Option<Import>> {
    db.find(&FIND, &[id.into(), account.into()]).await
}

static LINES: Sql = Sql::new(
    "SELECT l.position, l.cells, l.problem FROM import_lines l
      WHERE l.import_id = $1 AND l.position > $2 AND l.problem IS NULL
      ORDER BY l.position LIMIT $3",
);

/// Lines that are to be looked at, in order, after the one at `after`.
pub async fn lines(mut db: impl Exec, id: ImportId, after: i64, limit: i64) -> Result<Vec<ImportLine>> {
    db.rows(&LINES, &[id.into(), after.into(), limit.into()]).await
}

static FAILED: Sql = Sql::new(
    "SELECT l.position, l.cells, l.problem FROM import_lines l
      WHERE l.import_id = $1 AND l.problem IS NOT NULL
      ORDER BY l.position LIMIT $2",
);

/// Lines that came to nothing, in order.
pub async fn failed(mut db: impl Exec, id: ImportId, limit: i64) -> Result<Vec<ImportLine>> {
    db.rows(&FAILED, &[id.into(), limit.into()]).await
}

static LINE_DONE: Sql =
    Sql::new("DELETE FROM import_lines WHERE import_id = $1 AND position = $2 AND problem IS NULL");
static LINE_FAILED: Sql = Sql::new(
    "UPDATE import_lines SET problem = $1 WHERE import_id = $2 AND position = $3 AND problem IS NULL",
);
static COUNT: Sql = Sql::new(
    "UPDATE imports SET lines_done = lines_done + 1, lines_failed = lines_failed + $1 WHERE id = $2",
);

/// A line was looked at; counted once, however often that is said.
pub async fn line_done(
    mut tx: &mut Tx,
    id: ImportId,
    position: i64,
    problem: Option<ImportProblem>,
) -> Result<()> {
    let changed = match problem {
        None => tx.exec(&LINE_DONE, &[id.into(), position.into()]).await?,
        Some(problem) => {
            tx.exec(&LINE_FAILED, &[problem.as_str().into(), id.into(), position.into()]).await?
        }
    };
    if changed > 0 {
        tx.exec(&COUNT, &[i64::from(problem.is_some()).into(), id.into()]).await?;
    }
    Ok(())
}

static PRUNED: Sql = Sql::new("UPDATE imports SET is_pruned = TRUE WHERE id = $1");

/// What is not on the list is gone.
pub async fn pruned(mut db: impl Exec, id: ImportId) -> Result<()> {
    db.exec(&PRUNED, &[id.into()]).await?;
    Ok(())
}

static FINISH: Sql = Sql::new("UPDATE imports SET finished_at = $1 WHERE id = $2 AND finished_at IS NULL");

/// No line is left.
pub async fn finish(mut db: impl Exec, id: ImportId, at: Timestamp) -> Result<()> {
    db.exec(&FINISH, &[at.into(), id.into()]).await?;
    Ok(())
}

static DELETE_OLD: Sql = Sql::new("DELETE FROM imports WHERE finished_at IS NOT NULL AND finished_at < $1");

/// Forgets imports that were finished before then, with what came to nothing.
pub async fn delete_old(mut db: impl Exec, before: Timestamp) -> Result<u64> {
    db.exec(&DELETE_OLD, &[before.into()]).await
}

impl FromRow for Import {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            account_id: row.take()?,
            kind: row.word(Portable::parse)?,
            overwrites: row.take()?,
            is_pruned: row.take()?,
            lines_total: row.take()?,
            lines_done: row.take()?,
            lines_failed: row.take()?,
            created_at: row.take()?,
            finished_at: row.take()?,
        })
    }
}

impl FromRow for ImportLine {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        let (position, cells) = (row.take()?, row.json()?);
        let problem: Option<String> = row.take()?;
        Ok(Self { position, cells, problem: problem.as_deref().and_then(ImportProblem::parse) })
    }
}
