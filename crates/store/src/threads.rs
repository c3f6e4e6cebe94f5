//! Threads across servers: where they can be read whole, and answers that came before what they answer.

use model::{Status, StatusId};

use crate::{Exec, Result, Sql, Touch, Tx};

static INSERT_ORPHAN: Sql =
    Sql::new("INSERT INTO orphans (status_id, parent_uri) VALUES ($1, $2) ON CONFLICT DO NOTHING");

/// Notes that a status answers one that is not known here.
pub async fn insert_orphan(mut tx: &mut Tx, status: StatusId, parent_uri: &str) -> Result<()> {
    tx.exec(&INSERT_ORPHAN, &[status.into(), parent_uri.into()]).await?;
    Ok(())
}

static ORPHANS: Sql = Sql::new(
    "SELECT {status s} FROM orphans o JOIN statuses s ON s.id = o.status_id
      WHERE o.parent_uri = $1 ORDER BY s.id LIMIT $2",
);

/// Statuses that wait for the one with this address.
pub async fn orphans_of(mut db: impl Exec, parent_uri: &str, limit: i64) -> Result<Vec<Status>> {
    db.rows(&ORPHANS, &[parent_uri.into(), limit.into()]).await
}

static DELETE_ORPHAN: Sql = Sql::new("DELETE FROM orphans WHERE status_id = $1");
static SET_PARENT: Sql =
    Sql::new("UPDATE statuses SET in_reply_to_id = $1, in_reply_to_account_id = $2 WHERE id = $3")
        .touching(Touch::Status, 3);
static OF_CONVERSATION: Sql = Sql::new("SELECT s.id FROM statuses s WHERE s.conversation_id = $1");
// Which ones are changed is only known here, so that each is touched by hand.
static MOVE_CONVERSATION: Sql =
    Sql::new("UPDATE statuses SET conversation_id = $1 WHERE conversation_id = $2").touching_nothing();

/// Puts an orphan, with all that hangs on it, below what it answers.
pub async fn adopt(tx: &mut Tx, orphan: &Status, parent: &Status) -> Result<()> {
    let mut db = &mut *tx;
    db.exec(&DELETE_ORPHAN, &[orphan.id.into()]).await?;
    db.exec(&SET_PARENT, &[parent.id.into(), parent.account_id.into(), orphan.id.into()]).await?;
    let moved: Vec<StatusId> = db.rows(&OF_CONVERSATION, &[orphan.conversation_id.into()]).await?;
    let values = [parent.conversation_id.into(), orphan.conversation_id.into()];
    db.exec(&MOVE_CONVERSATION, &values).await?;
    for status in moved {
        tx.touch(Touch::Status, status.get());
    }
    Ok(())
}

static INSERT_CONTEXT: Sql =
    Sql::new("INSERT INTO contexts (status_id, uri) VALUES ($1, $2) ON CONFLICT DO NOTHING");

/// Notes where the thread that begins with a status can be read whole.
pub async fn insert_context(mut tx: &mut Tx, root: StatusId, uri: &str) -> Result<()> {
    tx.exec(&INSERT_CONTEXT, &[root.into(), uri.into()]).await?;
    Ok(())
}

static CONTEXT: Sql = Sql::new("SELECT c.uri FROM contexts c WHERE c.status_id = $1");

/// Where the thread that begins with this status can be read whole, if its server says so.
pub async fn context(mut db: impl Exec, root: StatusId) -> Result<Option<String>> {
    db.find(&CONTEXT, &[root.into()]).await
}

static OPEN_URIS: Sql = Sql::new(
    "SELECT s.id, s.uri
       FROM statuses s
      WHERE s.conversation_id = $1
        AND s.id > $2
        AND s.reblog_of_id IS NULL
        AND s.visibility IN ('public', 'unlisted')
        AND NOT s.local_only
      ORDER BY s.id
      LIMIT $3",
);

/// The open statuses of a thread, oldest first, after the one with id `above`: ids and addresses.
pub async fn open_uris(
    mut db: impl Exec,
    root: StatusId,
    above: i64,
    limit: i64,
) -> Result<Vec<(StatusId, String)>> {
    db.rows(&OPEN_URIS, &[root.into(), above.into(), limit.into()]).await
}
