//! Web hooks, and what they are still to be told.

use model::{EventId, Id, Timestamp, WebHook, WebHookEvent, WebHookId, web_hook::WebHookMessage};

use crate::{
    Exec, Result, Signal, Sql, Tx, Value,
    row::{Cursor, FromRow},
};

static LIST: Sql = Sql::new("SELECT {web_hook w} FROM web_hooks w ORDER BY w.id");

/// All of them, oldest first.
pub async fn list(mut db: impl Exec) -> Result<Vec<WebHook>> {
    db.rows(&LIST, &[]).await
}

static FIND: Sql = Sql::new("SELECT {web_hook w} FROM web_hooks w WHERE w.id = $1");

/// The one with this id.
pub async fn find(mut db: impl Exec, id: WebHookId) -> Result<Option<WebHook>> {
    db.find(&FIND, &[id.into()]).await
}

static PUT: Sql = Sql::new(
    "INSERT INTO web_hooks (id, url, secret, events, is_enabled, created_at, updated_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (id) DO UPDATE
        SET url = EXCLUDED.url, secret = EXCLUDED.secret, events = EXCLUDED.events,
            is_enabled = EXCLUDED.is_enabled, updated_at = EXCLUDED.updated_at,
            failures = 0, last_error = NULL, due_at = 0",
);

/// Adds one, or changes the one with its id, which is tried at once; fails if another has its address.
pub async fn put(mut tx: &mut Tx, hook: &WebHook) -> Result<()> {
    let values: [Value<'_>; 7] = [
        hook.id.into(),
        (&hook.url).into(),
        (&hook.secret).into(),
        Value::json(&hook.events),
        hook.is_enabled.into(),
        hook.created_at.into(),
        hook.updated_at.into(),
    ];
    tx.exec(&PUT, &values).await?;
    tx.signal(Signal::WebHooks);
    Ok(())
}

static DELETE: Sql = Sql::new("DELETE FROM web_hooks WHERE id = $1");

/// Removes one, with what it was still to be told.
pub async fn delete(mut tx: &mut Tx, id: WebHookId) -> Result<()> {
    tx.exec(&DELETE, &[id.into()]).await?;
    Ok(())
}

static QUEUE: Sql = Sql::new(
    "INSERT INTO web_hook_messages (id, web_hook_id, cause_id, event, subject_id)
     VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
);

/// Notes that one is to be told of something, once for each cause.
pub async fn queue(mut tx: &mut Tx, hook: WebHookId, cause: EventId, message: &WebHookMessage) -> Result<()> {
    let WebHookMessage { id, event, subject_id } = message;
    let values: [Value<'_>; 5] =
        [(*id).into(), hook.into(), cause.into(), event.as_str().into(), (*subject_id).into()];
    tx.exec(&QUEUE, &values).await?;
    tx.signal(Signal::WebHooks);
    Ok(())
}

static DUE: Sql = Sql::new(
    "SELECT {web_hook w} FROM web_hooks w
      WHERE w.is_enabled AND w.due_at <= $1
        AND EXISTS (SELECT 1 FROM web_hook_messages m WHERE m.web_hook_id = w.id)
      ORDER BY w.id LIMIT $2",
);

/// Those that are to be told something now.
pub async fn due(mut db: impl Exec, now: Timestamp, limit: i64) -> Result<Vec<WebHook>> {
    db.rows(&DUE, &[now.into(), limit.into()]).await
}

static MESSAGES: Sql = Sql::new(
    "SELECT m.id, m.event, m.subject_id FROM web_hook_messages m
      WHERE m.web_hook_id = $1 ORDER BY m.id LIMIT $2",
);

/// What one is still to be told, in order.
pub async fn messages(mut db: impl Exec, hook: WebHookId, limit: i64) -> Result<Vec<WebHookMessage>> {
    db.rows(&MESSAGES, &[hook.into(), limit.into()]).await
}

static DONE: Sql = Sql::new("DELETE FROM web_hook_messages WHERE id = $1");
static FINE: Sql =
    Sql::new("UPDATE web_hooks SET failures = 0, last_error = NULL WHERE id = $1 AND failures > 0");

/// One was told something, or there is nothing to tell any more.
pub async fn done(mut tx: &mut Tx, hook: WebHookId, message: Id<WebHookMessage>) -> Result<()> {
    tx.exec(&DONE, &[message.into()]).await?;
    tx.exec(&FINE, &[hook.into()]).await?;
    Ok(())
}

static FAIL: Sql =
    Sql::new("UPDATE web_hooks SET failures = failures + 1, last_error = $1, due_at = $2 WHERE id = $3");
static GIVE_UP: Sql = Sql::new("DELETE FROM web_hook_messages WHERE web_hook_id = $1 AND id < $2");

/// One took nothing: it is tried again at `due_at`, and not told any more what is older than a message.
pub async fn fail(
    mut tx: &mut Tx,
    hook: WebHookId,
    error: &str,
    due_at: Timestamp,
    oldest: Id<WebHookMessage>,
) -> Result<()> {
    tx.exec(&FAIL, &[error.into(), due_at.into(), hook.into()]).await?;
    tx.exec(&GIVE_UP, &[hook.into(), oldest.into()]).await?;
    Ok(())
}

static COUNT: Sql = Sql::new("SELECT COUNT(*) FROM web_hook_messages");

/// How much waits to be told.
pub async fn count_waiting(mut db: impl Exec) -> Result<i64> {
    db.get(&COUNT, &[]).await
}

static FAILING: Sql = Sql::new(
    "SELECT w.url, COALESCE(w.last_error, '') FROM web_hooks w
      WHERE w.is_enabled AND w.failures > 0 ORDER BY w.id LIMIT $1",
);

/// Those that take nothing, and why.
pub async fn failing(mut db: impl Exec, limit: i64) -> Result<Vec<(String, String)>> {
    db.rows(&FAILING, &[limit.into()]).await
}

impl FromRow for WebHook {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            url: row.take()?,
            secret: row.take()?,
            events: row.json()?,
            is_enabled: row.take()?,
            created_at: row.take()?,
            updated_at: row.take()?,
            failures: row.take()?,
            last_error: row.take()?,
        })
    }
}

impl FromRow for WebHookMessage {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self { id: row.take()?, event: row.word(WebHookEvent::parse)?, subject_id: row.take()? })
    }
}
