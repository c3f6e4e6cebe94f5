//! Conversations: what an account wrote and received in direct statuses, by thread and people. And markers.

use model::{AccountId, Conversation, ConversationId, Marker, Page, StatusId, Timestamp};

use crate::{
    Exec, Result, Sql, Tx, Value,
    row::{Cursor, FromRow},
    timelines::paged,
};

static FIND_LIKE: Sql = Sql::new(
    "SELECT {conversation c} FROM conversations c
      WHERE c.account_id = $1 AND c.thread_id = $2 AND c.participants = $3",
);

/// The account's conversation in this thread with exactly these people.
pub async fn find_like(
    mut db: impl Exec,
    account: AccountId,
    thread: StatusId,
    participants: &[AccountId],
) -> Result<Option<Conversation>> {
    db.find(&FIND_LIKE, &[account.into(), thread.into(), Value::json(&participants)]).await
}

static UPSERT: Sql = Sql::new(
    "INSERT INTO conversations (id, account_id, thread_id, participants, statuses, last_status_id, unread)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (account_id, thread_id, participants)
         DO UPDATE SET statuses = EXCLUDED.statuses, last_status_id = EXCLUDED.last_status_id,
                       unread = EXCLUDED.unread",
);

/// Keeps a conversation as it is now.
pub async fn upsert(mut tx: &mut Tx, conversation: &Conversation) -> Result<()> {
    let values: [Value<'_>; 7] = [
        conversation.id.into(),
        conversation.account_id.into(),
        conversation.thread_id.into(),
        Value::json(&conversation.participants),
        Value::json(&conversation.statuses),
        conversation.last_status_id.into(),
        conversation.unread.into(),
    ];
    tx.exec(&UPSERT, &values).await?;
    Ok(())
}

static FIND: Sql =
    Sql::new("SELECT {conversation c} FROM conversations c WHERE c.id = $1 AND c.account_id = $2");

/// The account's conversation with this id.
pub async fn find(mut db: impl Exec, account: AccountId, id: ConversationId) -> Result<Option<Conversation>> {
    db.find(&FIND, &[id.into(), account.into()]).await
}

static BY_THREAD: Sql =
    Sql::new("SELECT {conversation c} FROM conversations c WHERE c.thread_id = $1 ORDER BY c.id");

/// Everybody's conversations in a thread.
pub async fn list_by_thread(mut db: impl Exec, thread: StatusId) -> Result<Vec<Conversation>> {
    db.rows(&BY_THREAD, &[thread.into()]).await
}

static MARK: Sql = Sql::new("UPDATE conversations SET unread = $1 WHERE id = $2 AND account_id = $3");

/// Marks a conversation as read or unread; answers whether there is one.
pub async fn mark(mut tx: &mut Tx, account: AccountId, id: ConversationId, unread: bool) -> Result<bool> {
    Ok(tx.exec(&MARK, &[unread.into(), id.into(), account.into()]).await? > 0)
}

static DELETE: Sql = Sql::new("DELETE FROM conversations WHERE id = $1 AND account_id = $2");

/// Removes a conversation; answers whether there was one.
pub async fn delete(mut tx: &mut Tx, account: AccountId, id: ConversationId) -> Result<bool> {
    Ok(tx.exec(&DELETE, &[id.into(), account.into()]).await? > 0)
}

static ALL: Sql = Sql::new("SELECT {conversation c} FROM conversations c WHERE c.account_id = $1");

/// Removes the account's conversations in which somebody takes part.
pub async fn delete_with(mut tx: &mut Tx, account: AccountId, other: AccountId) -> Result<()> {
    let all: Vec<Conversation> = tx.rows(&ALL, &[account.into()]).await?;
    for conversation in all.iter().filter(|one| one.participants.contains(&other)) {
        delete(&mut *tx, account, conversation.id).await?;
    }
    Ok(())
}

static DOWN: Sql = Sql::new(
    "SELECT {conversation c} FROM conversations c
      WHERE c.account_id = $1 AND c.last_status_id < $2 AND c.last_status_id > $3
      ORDER BY c.last_status_id DESC, c.id LIMIT $4",
);
static UP: Sql = Sql::new(
    "SELECT {conversation c} FROM conversations c
      WHERE c.account_id = $1 AND c.last_status_id < $2 AND c.last_status_id > $3
      ORDER BY c.last_status_id, c.id LIMIT $4",
);

/// A page of the account's conversations, the one with the newest status first; paged by that status.
pub async fn list(db: impl Exec, account: AccountId, page: &Page) -> Result<Vec<Conversation>> {
    let values = [account.into(), page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&DOWN, &UP], &values, page).await
}

static MARKERS: Sql = Sql::new(
    "SELECT m.timeline, m.last_read_id, m.version, m.updated_at FROM markers m
      WHERE m.account_id = $1 ORDER BY m.timeline",
);
static SET_MARKER: Sql = Sql::new(
    "INSERT INTO markers (account_id, timeline, last_read_id, version, updated_at) VALUES ($1, $2, $3, 1, $4)
         ON CONFLICT (account_id, timeline)
         DO UPDATE SET last_read_id = EXCLUDED.last_read_id, version = markers.version + 1,
                       updated_at = EXCLUDED.updated_at",
);

/// How far the account has read each timeline.
pub async fn markers(mut db: impl Exec, account: AccountId) -> Result<Vec<Marker>> {
    db.rows(&MARKERS, &[account.into()]).await
}

/// Notes how far the account has read a timeline.
pub async fn set_marker(
    mut tx: &mut Tx,
    account: AccountId,
    timeline: &str,
    last_read_id: i64,
    now: Timestamp,
) -> Result<()> {
    tx.exec(&SET_MARKER, &[account.into(), timeline.into(), last_read_id.into(), now.into()]).await?;
    Ok(())
}

impl FromRow for Conversation {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            account_id: row.take()?,
            thread_id: row.take()?,
            participants: row.json()?,
            statuses: row.json()?,
            last_status_id: row.take()?,
            unread: row.take()?,
        })
    }
}

impl FromRow for Marker {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            timeline: row.take()?,
            last_read_id: row.take()?,
            version: row.take()?,
            updated_at: row.take()?,
        })
    }
}
