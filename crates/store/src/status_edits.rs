//! Versions of statuses that were edited.

use model::{AccountId, Status, StatusEdit, StatusId};

use crate::{
    Exec, Result, Sql, Touch, Tx, Value,
    row::{Cursor, FromRow},
};

static INSERT: Sql = Sql::new(
    "INSERT INTO status_edits
            (id, status_id, content, spoiler_text, sensitive, emojis, poll_options, attachments, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
);

/// Adds a version.
pub async fn insert(mut tx: &mut Tx, edit: &StatusEdit) -> Result<()> {
    let values: [Value<'_>; 9] = [
        edit.id.into(),
        edit.status_id.into(),
        (&edit.content).into(),
        (&edit.spoiler_text).into(),
        edit.sensitive.into(),
        Value::json(&edit.emojis),
        Value::json(&edit.poll_options),
        Value::json(&edit.attachments),
        edit.created_at.into(),
    ];
    tx.exec(&INSERT, &values).await?;
    Ok(())
}

static LIST: Sql =
    Sql::new("SELECT {edit e} FROM status_edits e WHERE e.status_id = $1 ORDER BY e.id LIMIT $2");

/// The versions of a status, oldest first.
pub async fn list(mut db: impl Exec, status: StatusId, limit: i64) -> Result<Vec<StatusEdit>> {
    db.rows(&LIST, &[status.into(), limit.into()]).await
}

static UPDATE: Sql = Sql::new(
    "UPDATE statuses
        SET text = $1, content = $2, spoiler_text = $3, sensitive = $4, language = $5, emojis = $6, edited_at = $7
      WHERE id = $8",
).touching(Touch::Status, 8);

/// Replaces what a status says.
pub async fn apply(mut tx: &mut Tx, status: &Status) -> Result<()> {
    let values: [Value<'_>; 8] = [
        (&status.text).into(),
        (&status.content).into(),
        (&status.spoiler_text).into(),
        status.sensitive.into(),
        (&status.language).into(),
        Value::json(&status.emojis),
        status.edited_at.into(),
        status.id.into(),
    ];
    tx.exec(&UPDATE, &values).await?;
    Ok(())
}

static LOCAL_REBLOGGERS: Sql = Sql::new(
    "SELECT a.id FROM statuses s JOIN accounts a ON a.id = s.account_id
      WHERE s.reblog_of_id = $1 AND a.domain IS NULL",
);

/// Who of this server reblogged a status.
pub async fn local_rebloggers(mut db: impl Exec, of: StatusId) -> Result<Vec<AccountId>> {
    db.rows(&LOCAL_REBLOGGERS, &[of.into()]).await
}

impl FromRow for StatusEdit {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            status_id: row.take()?,
            content: row.take()?,
            spoiler_text: row.take()?,
            sensitive: row.take()?,
            emojis: row.json()?,
            poll_options: row.json()?,
            attachments: row.json()?,
            created_at: row.take()?,
        })
    }
}
