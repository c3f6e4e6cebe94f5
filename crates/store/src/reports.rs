//! Reports about accounts.

use model::{Report, ReportCategory, ReportId, Timestamp};

use crate::{
    Exec, Result, Sql, Value,
    row::{Cursor, FromRow},
};

static INSERT: Sql = Sql::new(
    "INSERT INTO reports
            (id, account_id, target_account_id, category, comment, status_ids, rule_ids, uri, forwarded)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         ON CONFLICT DO NOTHING",
);

/// Adds a report; answers whether it is new: another server may send its report twice.
pub async fn insert(mut db: impl Exec, report: &Report) -> Result<bool> {
    let values: [Value<'_>; 9] = [
        report.id.into(),
        report.account_id.into(),
        report.target_account_id.into(),
        report.category.as_str().into(),
        (&report.comment).into(),
        Value::json(&report.status_ids),
        Value::json(&report.rule_ids),
        (&report.uri).into(),
        report.forwarded.into(),
    ];
    Ok(db.exec(&INSERT, &values).await? > 0)
}

static FIND: Sql = Sql::new("SELECT {report r} FROM reports r WHERE r.id = $1");

/// The report with this id.
pub async fn find(mut db: impl Exec, id: ReportId) -> Result<Option<Report>> {
    db.find(&FIND, &[id.into()]).await
}

static LIST_OPEN: Sql =
    Sql::new("SELECT {report r} FROM reports r WHERE r.resolved_at IS NULL ORDER BY r.id LIMIT $1");

/// Reports that nobody has dealt with, oldest first.
pub async fn list_open(mut db: impl Exec, limit: i64) -> Result<Vec<Report>> {
    db.rows(&LIST_OPEN, &[limit.into()]).await
}

static RESOLVE: Sql = Sql::new("UPDATE reports SET resolved_at = $1 WHERE id = $2 AND resolved_at IS NULL");

/// Marks a report as dealt with; answers whether it was open.
pub async fn resolve(mut db: impl Exec, id: ReportId, at: Timestamp) -> Result<bool> {
    Ok(db.exec(&RESOLVE, &[at.into(), id.into()]).await? > 0)
}

static COUNT_OPEN: Sql = Sql::new("SELECT COUNT(*) FROM reports r WHERE r.resolved_at IS NULL");

/// How many nobody has dealt with.
pub async fn count_open(mut db: impl Exec) -> Result<i64> {
    db.get(&COUNT_OPEN, &[]).await
}

impl FromRow for Report {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            account_id: row.take()?,
            target_account_id: row.take()?,
            category: row.word(ReportCategory::parse)?,
            comment: row.take()?,
            status_ids: row.json()?,
            rule_ids: row.json()?,
            resolved_at: row.take()?,
            uri: row.take()?,
            forwarded: row.take()?,
        })
    }
}
