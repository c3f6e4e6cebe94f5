//! Reports about accounts.

use model::{AccountId, Page, Report, ReportCategory, ReportId, Timestamp};

use crate::{
    Exec, Result, Sql, Tx, Value,
    row::{Cursor, FromRow},
    timelines::paged,
};

static INSERT: Sql = Sql::new(
    "INSERT INTO reports
            (id, account_id, target_account_id, category, comment, status_ids, rule_ids, uri, forwarded, updated_at,
             is_automatic)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT DO NOTHING",
);

/// Adds a report; answers whether it is new: another server may send its report twice.
pub async fn insert(mut db: impl Exec, report: &Report) -> Result<bool> {
    let values: [Value<'_>; 11] = [
        report.id.into(),
        report.account_id.into(),
        report.target_account_id.into(),
        report.category.as_str().into(),
        (&report.comment).into(),
        Value::json(&report.status_ids),
        Value::json(&report.rule_ids),
        (&report.uri).into(),
        report.forwarded.into(),
        report.updated_at.into(),
        report.is_automatic.into(),
    ];
    Ok(db.exec(&INSERT, &values).await? > 0)
}

static FIND: Sql = Sql::new("SELECT {report r} FROM reports r WHERE r.id = $1");

/// The report with this id.
pub async fn find(mut db: impl Exec, id: ReportId) -> Result<Option<Report>> {
    db.find(&FIND, &[id.into()]).await
}

static AMONG: Sql = Sql::new("SELECT {report r} FROM reports r WHERE r.id IN {in $1}");

/// The reports with these ids.
pub async fn among(mut db: impl Exec, ids: &[ReportId]) -> Result<Vec<Report>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&AMONG, &[Value::ids(ids)]).await
}

static LIST_OPEN: Sql =
    Sql::new("SELECT {report r} FROM reports r WHERE r.resolved_at IS NULL ORDER BY r.id LIMIT $1");

/// Reports that nobody has dealt with, oldest first.
pub async fn list_open(mut db: impl Exec, limit: i64) -> Result<Vec<Report>> {
    db.rows(&LIST_OPEN, &[limit.into()]).await
}

static OPEN_DOWN: Sql = Sql::new(
    "SELECT {report r} FROM reports r
      WHERE r.resolved_at IS NULL AND r.id < $1 AND r.id > $2 ORDER BY r.id DESC LIMIT $3",
);
static OPEN_UP: Sql = Sql::new(
    "SELECT {report r} FROM reports r
      WHERE r.resolved_at IS NULL AND r.id < $1 AND r.id > $2 ORDER BY r.id LIMIT $3",
);
static RESOLVED_DOWN: Sql = Sql::new(
    "SELECT {report r} FROM reports r
      WHERE r.resolved_at IS NOT NULL AND r.id < $1 AND r.id > $2 ORDER BY r.id DESC LIMIT $3",
);
static RESOLVED_UP: Sql = Sql::new(
    "SELECT {report r} FROM reports r
      WHERE r.resolved_at IS NOT NULL AND r.id < $1 AND r.id > $2 ORDER BY r.id LIMIT $3",
);
static ABOUT_DOWN: Sql = Sql::new(
    "SELECT {report r} FROM reports r
      WHERE r.target_account_id = $1 AND r.id < $2 AND r.id > $3 AND (r.resolved_at IS NOT NULL) = $4
        AND (r.account_id = $5 OR $5 = 0)
      ORDER BY r.id DESC LIMIT $6",
);
static ABOUT_UP: Sql = Sql::new(
    "SELECT {report r} FROM reports r
      WHERE r.target_account_id = $1 AND r.id < $2 AND r.id > $3 AND (r.resolved_at IS NOT NULL) = $4
        AND (r.account_id = $5 OR $5 = 0)
      ORDER BY r.id LIMIT $6",
);
static BY_DOWN: Sql = Sql::new(
    "SELECT {report r} FROM reports r
      WHERE r.account_id = $1 AND r.id < $2 AND r.id > $3 AND (r.resolved_at IS NOT NULL) = $4
      ORDER BY r.id DESC LIMIT $5",
);
static BY_UP: Sql = Sql::new(
    "SELECT {report r} FROM reports r
      WHERE r.account_id = $1 AND r.id < $2 AND r.id > $3 AND (r.resolved_at IS NOT NULL) = $4
      ORDER BY r.id LIMIT $5",
);

/// Which reports are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Those that somebody has dealt with, instead of the others.
    pub resolved: bool,
    /// Only those by this account.
    pub by: Option<AccountId>,
    /// Only those about this account.
    pub about: Option<AccountId>,
}

/// Those that are wanted, newest first.
pub async fn list(db: impl Exec, wanted: Wanted, page: &Page) -> Result<Vec<Report>> {
    let (below, above, limit) = (page.below().into(), page.above().into(), page.limit.into());
    let resolved = wanted.resolved.into();
    match (wanted.about, wanted.by) {
        (Some(about), by) => {
            let by = by.map_or(0, AccountId::get).into();
            paged(db, [&ABOUT_DOWN, &ABOUT_UP], &[about.into(), below, above, resolved, by, limit], page)
                .await
        }
        (None, Some(by)) => {
            paged(db, [&BY_DOWN, &BY_UP], &[by.into(), below, above, resolved, limit], page).await
        }
        (None, None) if wanted.resolved => {
            paged(db, [&RESOLVED_DOWN, &RESOLVED_UP], &[below, above, limit], page).await
        }
        (None, None) => paged(db, [&OPEN_DOWN, &OPEN_UP], &[below, above, limit], page).await,
    }
}

static OPEN_ABOUT: Sql = Sql::new(
    "SELECT {report r} FROM reports r
      WHERE r.target_account_id = $1 AND r.resolved_at IS NULL ORDER BY r.id LIMIT $2",
);

/// What nobody has dealt with about an account, oldest first.
pub async fn open_about(mut db: impl Exec, account: AccountId, limit: i64) -> Result<Vec<Report>> {
    db.rows(&OPEN_ABOUT, &[account.into(), limit.into()]).await
}

static UPDATE: Sql = Sql::new(
    "UPDATE reports
        SET category = $1, rule_ids = $2, assigned_account_id = $3, resolved_by_account_id = $4,
            resolved_at = $5, updated_at = $6
      WHERE id = $7",
);

/// Keeps what staff may change of a report.
pub async fn update(mut tx: &mut Tx, report: &Report) -> Result<()> {
    let values: [Value<'_>; 7] = [
        report.category.as_str().into(),
        Value::json(&report.rule_ids),
        report.assigned_to.into(),
        report.resolved_by.into(),
        report.resolved_at.into(),
        report.updated_at.into(),
        report.id.into(),
    ];
    tx.exec(&UPDATE, &values).await?;
    Ok(())
}

static COUNT_OPEN: Sql = Sql::new("SELECT COUNT(*) FROM reports r WHERE r.resolved_at IS NULL");

/// How many nobody has dealt with.
pub async fn count_open(mut db: impl Exec) -> Result<i64> {
    db.get(&COUNT_OPEN, &[]).await
}

impl FromRow for Report {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        let (id, account_id): (ReportId, AccountId) = (row.take()?, row.take()?);
        let report = Self {
            id,
            account_id,
            target_account_id: row.take()?,
            category: row.word(ReportCategory::parse)?,
            comment: row.take()?,
            status_ids: row.json()?,
            rule_ids: row.json()?,
            resolved_at: row.take()?,
            uri: row.take()?,
            forwarded: row.take()?,
            assigned_to: row.take()?,
            resolved_by: row.take()?,
            updated_at: row.take()?,
            is_automatic: row.take()?,
        };
        // Those from before it was noted.
        let updated_at: Timestamp = report.updated_at.max(id.time());
        Ok(Self { updated_at, ..report })
    }
}
