//! What staff and those who were reported say to each other.

use model::{AccountId, ReportId, ReportMessage, Timestamp};

use crate::{
    Exec, Result, Sql, Tx, Value,
    row::{Cursor, FromRow},
};

static INSERT: Sql = Sql::new(
    "INSERT INTO report_messages (id, report_id, account_id, by_account_id, is_by_staff, text)
     VALUES ($1, $2, $3, $4, $5, $6)",
);

/// Adds a message that nobody has seen yet.
pub async fn insert(mut tx: &mut Tx, message: &ReportMessage) -> Result<()> {
    let values: [Value<'_>; 6] = [
        message.id.into(),
        message.report_id.into(),
        message.account_id.into(),
        message.by_account_id.map(AccountId::get).into(),
        message.is_by_staff.into(),
        (&message.text).into(),
    ];
    tx.exec(&INSERT, &values).await?;
    Ok(())
}

static OF_REPORT: Sql = Sql::new(
    "SELECT m.id, m.report_id, m.account_id, m.by_account_id, m.is_by_staff, m.text, m.seen_at
       FROM report_messages m
      WHERE m.report_id = $1 ORDER BY m.id LIMIT $2",
);

/// What was said about a report, oldest first.
pub async fn of_report(mut db: impl Exec, report: ReportId, limit: i64) -> Result<Vec<ReportMessage>> {
    db.rows(&OF_REPORT, &[report.into(), limit.into()]).await
}

static OF_ACCOUNT: Sql = Sql::new(
    "SELECT m.id, m.report_id, m.account_id, m.by_account_id, m.is_by_staff, m.text, m.seen_at
       FROM report_messages m
      WHERE m.account_id = $1 ORDER BY m.id DESC LIMIT $2",
);

/// What was said about reports of somebody, the latest first.
pub async fn of_account(mut db: impl Exec, account: AccountId, limit: i64) -> Result<Vec<ReportMessage>> {
    db.rows(&OF_ACCOUNT, &[account.into(), limit.into()]).await
}

static SEE: Sql = Sql::new(
    "UPDATE report_messages SET seen_at = $1 WHERE account_id = $2 AND is_by_staff AND seen_at IS NULL",
);

/// Somebody sees what staff told them.
pub async fn see(mut db: impl Exec, account: AccountId, now: Timestamp) -> Result<()> {
    db.exec(&SEE, &[now.into(), account.into()]).await?;
    Ok(())
}

static IS_UNSEEN: Sql = Sql::new(
    "SELECT EXISTS (SELECT 1 FROM report_messages m
                     WHERE m.account_id = $1 AND m.is_by_staff AND m.seen_at IS NULL)",
);

/// Whether staff told somebody something that they have not seen yet.
pub async fn is_unseen(mut db: impl Exec, account: AccountId) -> Result<bool> {
    db.get(&IS_UNSEEN, &[account.into()]).await
}

impl FromRow for ReportMessage {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            report_id: row.take()?,
            account_id: row.take()?,
            by_account_id: row.take()?,
            is_by_staff: row.take()?,
            text: row.take()?,
            seen_at: row.take()?,
        })
    }
}
