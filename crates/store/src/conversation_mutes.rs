//! Conversation mutes: threads of which somebody does not want to hear any more.

use model::{AccountId, StatusId};

use crate::{Exec, Result, Sql, Touch, Tx, Value};

static INSERT: Sql = Sql::new(
    "INSERT INTO conversation_mutes (account_id, conversation_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
)
.touching(Touch::Marks, 1);

/// Mutes a conversation.
pub async fn insert(mut tx: &mut Tx, by: AccountId, conversation: StatusId) -> Result<()> {
    tx.exec(&INSERT, &[by.into(), conversation.into()]).await?;
    Ok(())
}

static DELETE: Sql =
    Sql::new("DELETE FROM conversation_mutes WHERE account_id = $1 AND conversation_id = $2")
        .touching(Touch::Marks, 1);

/// Hears of a conversation again.
pub async fn delete(mut tx: &mut Tx, by: AccountId, conversation: StatusId) -> Result<()> {
    tx.exec(&DELETE, &[by.into(), conversation.into()]).await?;
    Ok(())
}

static AMONG: Sql = Sql::new(
    "SELECT m.conversation_id FROM conversation_mutes m
      WHERE m.account_id = $1 AND m.conversation_id IN {in $2}",
);

/// Which of these conversations the account has muted.
pub async fn among(mut db: impl Exec, by: AccountId, ids: &[StatusId]) -> Result<Vec<StatusId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&AMONG, &[by.into(), Value::ids(ids)]).await
}
