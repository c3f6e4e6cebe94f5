//! Notes of staff about accounts and reports.

use model::{AccountId, StaffNote, StaffNoteId};

use crate::{
    Exec, Result, Sql, Tx, Value,
    row::{Cursor, FromRow},
};

static INSERT: Sql = Sql::new(
    "INSERT INTO staff_notes (id, kind, target_id, by_account_id, text) VALUES ($1, $2, $3, $4, $5)",
);

/// Adds a note about a thing: a kind and a number.
pub async fn insert(mut tx: &mut Tx, (kind, target): (&str, i64), note: &StaffNote) -> Result<()> {
    let values: [Value<'_>; 5] = [
        note.id.into(),
        kind.into(),
        target.into(),
        note.by_account_id.map(AccountId::get).into(),
        (&note.text).into(),
    ];
    tx.exec(&INSERT, &values).await?;
    Ok(())
}

static LIST: Sql = Sql::new(
    "SELECT n.id, n.by_account_id, n.text FROM staff_notes n
      WHERE n.kind = $1 AND n.target_id = $2 ORDER BY n.id LIMIT $3",
);

/// The notes about a thing, oldest first.
pub async fn list(mut db: impl Exec, (kind, target): (&str, i64), limit: i64) -> Result<Vec<StaffNote>> {
    db.rows(&LIST, &[kind.into(), target.into(), limit.into()]).await
}

static DELETE: Sql = Sql::new("DELETE FROM staff_notes WHERE kind = $1 AND target_id = $2 AND id = $3");

/// Removes a note about a thing; answers whether there was one.
pub async fn delete(mut tx: &mut Tx, (kind, target): (&str, i64), id: StaffNoteId) -> Result<bool> {
    Ok(tx.exec(&DELETE, &[kind.into(), target.into(), id.into()]).await? > 0)
}

impl FromRow for StaffNote {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self { id: row.take()?, by_account_id: row.take()?, text: row.take()? })
    }
}
