//! Reports about accounts.

use model::{Report, ReportCategory, ReportId, Timestamp};

use crate::{
    Exec, Result, Sql, Value,
    row::{Cursor, FromRow},
};

static INSERT: Sql = Sql::new(
    "INSERT INTO reports (id, account_id, target_account_id, category, comment, status_ids, rule_ids)
     VALUES ($1, $2, $3, $4, $5, $6, $7)",
);

/// Adds a report.
pub async fn insert(mut db: impl Exec, report: &Report) -> Result<()> {
    let values: [Value<'_>; 7] = [
        report.id.into(),
        report.account_id.into(),
        report.target_account_id.into(),
        report.category.as_str().into(),
        (&report.comment).into(),
        Value::json(&report.status_ids),
        Value::json(&report.rule_ids),
    ];
    db.exec(&INSERT, &values).await?;
    Ok(())
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
        })
    }
}
