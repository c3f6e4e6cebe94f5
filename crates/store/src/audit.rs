//! The audit log: entries are added and read, never changed.

use model::{AccountId, AuditEntry, AuditTarget};

use crate::{
    Exec, Result, Sql, Tx, Value,
    row::{Cursor, FromRow},
};

static NEXT: Sql =
    Sql::new("UPDATE audit_head SET entries = entries + 1 WHERE id = 1 RETURNING entries, seal");

/// The number of the next entry and the seal of the last. Until the transaction ends, nobody else adds one.
pub async fn next(mut tx: &mut Tx) -> Result<(i64, String)> {
    tx.get(&NEXT, &[]).await
}

static INSERT: Sql = Sql::new(
    "INSERT INTO audit_entries (number, at, account_id, actor, action, target_kind, target_id, target, details, seal)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
);
static SEAL: Sql = Sql::new("UPDATE audit_head SET seal = $1 WHERE id = 1");

/// Adds an entry.
pub async fn insert(mut tx: &mut Tx, entry: &AuditEntry) -> Result<()> {
    let values: [Value<'_>; 10] = [
        entry.number.into(),
        entry.at.into(),
        entry.account_id.into(),
        (&entry.actor).into(),
        (&entry.action).into(),
        (&entry.target.kind).into(),
        entry.target.id.into(),
        (&entry.target.name).into(),
        Value::json(&entry.details),
        (&entry.seal).into(),
    ];
    tx.exec(&INSERT, &values).await?;
    tx.exec(&SEAL, &[(&entry.seal).into()]).await?;
    Ok(())
}

static HEAD: Sql = Sql::new("SELECT h.entries, h.seal FROM audit_head h WHERE h.id = 1");

/// How many entries there are, and the seal of the last.
pub async fn head(mut db: impl Exec) -> Result<(i64, String)> {
    db.get(&HEAD, &[]).await
}

static AFTER: Sql =
    Sql::new("SELECT {audit e} FROM audit_entries e WHERE e.number > $1 ORDER BY e.number LIMIT $2");

/// Entries after a number, in order.
pub async fn after(mut db: impl Exec, number: i64, limit: i64) -> Result<Vec<AuditEntry>> {
    db.rows(&AFTER, &[number.into(), limit.into()]).await
}

static BEFORE: Sql =
    Sql::new("SELECT {audit e} FROM audit_entries e WHERE e.number < $1 ORDER BY e.number DESC LIMIT $2");
static BEFORE_BY: Sql = Sql::new(
    "SELECT {audit e} FROM audit_entries e
      WHERE e.account_id = $1 AND e.number < $2 ORDER BY e.number DESC LIMIT $3",
);
static BEFORE_ON: Sql = Sql::new(
    "SELECT {audit e} FROM audit_entries e
      WHERE e.target_kind = $1 AND e.target_id = $2 AND e.number < $3 ORDER BY e.number DESC LIMIT $4",
);

/// Entries before a number, the latest first.
pub async fn before(mut db: impl Exec, number: i64, limit: i64) -> Result<Vec<AuditEntry>> {
    db.rows(&BEFORE, &[number.into(), limit.into()]).await
}

/// What one person did, the latest first.
pub async fn before_by(
    mut db: impl Exec,
    account: AccountId,
    number: i64,
    limit: i64,
) -> Result<Vec<AuditEntry>> {
    db.rows(&BEFORE_BY, &[account.into(), number.into(), limit.into()]).await
}

/// What was done to one thing, the latest first.
pub async fn before_on(
    mut db: impl Exec,
    (kind, id): (&str, i64),
    number: i64,
    limit: i64,
) -> Result<Vec<AuditEntry>> {
    db.rows(&BEFORE_ON, &[kind.into(), id.into(), number.into(), limit.into()]).await
}

impl FromRow for AuditEntry {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            number: row.take()?,
            at: row.take()?,
            account_id: row.take()?,
            actor: row.take()?,
            action: row.take()?,
            target: AuditTarget { kind: row.take()?, id: row.take()?, name: row.take()? },
            details: row.json()?,
            seal: row.take()?,
        })
    }
}
