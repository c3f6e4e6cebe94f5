//! Letters: mail on its way.

use model::{Letter, LetterId, LetterKind, Timestamp};

use crate::{
    Exec, Result, Signal, Sql, Tx, Value,
    row::{Cursor, FromRow},
};

static INSERT: Sql = Sql::new(
    "INSERT INTO letters (id, user_id, recipient, kind, subject, body, unsubscribe, due_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 0)",
);

/// Adds a letter, due at once.
pub async fn insert(mut tx: &mut Tx, letter: &Letter) -> Result<()> {
    let values: [Value<'_>; 7] = [
        letter.id.into(),
        letter.user_id.into(),
        (&letter.recipient).into(),
        letter.kind.as_str().into(),
        (&letter.subject).into(),
        (&letter.text).into(),
        (&letter.unsubscribe).into(),
    ];
    tx.exec(&INSERT, &values).await?;
    tx.signal(Signal::Letters);
    Ok(())
}

static DUE: Sql = Sql::new(
    "SELECT l.id, l.user_id, l.recipient, l.kind, l.subject, l.body, l.unsubscribe, l.tries
       FROM letters l
      WHERE l.due_at <= $1
      ORDER BY l.due_at, l.id
      LIMIT $2",
);

/// Letters that are due, those first that have been for longest.
pub async fn due(mut db: impl Exec, now: Timestamp, limit: i64) -> Result<Vec<Letter>> {
    db.rows(&DUE, &[now.into(), limit.into()]).await
}

static BEGIN: Sql = Sql::new(
    "UPDATE letters SET tries = tries + 1, due_at = $1
      WHERE id = $2 AND tries = $3 AND due_at IS NOT NULL",
);

/// A try begins: if nothing more is heard of it, the next is due at `again_at`. Answers false if somebody else has begun
/// meanwhile.
pub async fn begin(mut db: impl Exec, letter: &Letter, again_at: Timestamp) -> Result<bool> {
    Ok(db.exec(&BEGIN, &[again_at.into(), letter.id.into(), letter.tries.into()]).await? > 0)
}

static SENT: Sql = Sql::new(
    "UPDATE letters SET done_at = $1, due_at = NULL, body = '', subject = '', unsubscribe = NULL, last_error = NULL
      WHERE id = $2",
);

/// The letter was taken by the mail server; what it said is not kept.
pub async fn sent(mut db: impl Exec, id: LetterId, now: Timestamp) -> Result<()> {
    db.exec(&SENT, &[now.into(), id.into()]).await?;
    Ok(())
}

static GIVE_UP: Sql = Sql::new(
    "UPDATE letters SET done_at = $1, due_at = NULL, body = '', subject = '', unsubscribe = NULL, last_error = $2
      WHERE id = $3",
);

/// The letter will never be sent; what it said is not kept.
pub async fn give_up(mut db: impl Exec, id: LetterId, now: Timestamp, error: &str) -> Result<()> {
    db.exec(&GIVE_UP, &[now.into(), error.into(), id.into()]).await?;
    Ok(())
}

static FAIL: Sql = Sql::new("UPDATE letters SET due_at = $1, last_error = $2 WHERE id = $3");

/// The try failed: the next is due at `again_at`.
pub async fn fail(mut db: impl Exec, id: LetterId, again_at: Timestamp, error: &str) -> Result<()> {
    db.exec(&FAIL, &[again_at.into(), error.into(), id.into()]).await?;
    Ok(())
}

static POSTPONE: Sql = Sql::new("UPDATE letters SET due_at = $1 WHERE due_at <= $2");

/// The mail server is away: whatever is due waits until `again_at`.
pub async fn postpone(mut db: impl Exec, now: Timestamp, again_at: Timestamp) -> Result<()> {
    db.exec(&POSTPONE, &[again_at.into(), now.into()]).await?;
    Ok(())
}

static HASTEN: Sql = Sql::new("UPDATE letters SET due_at = 0 WHERE due_at > $1");

/// Whatever waits is due at once: another mail server was named.
pub async fn hasten(mut tx: &mut Tx, now: Timestamp) -> Result<()> {
    tx.exec(&HASTEN, &[now.into()]).await?;
    tx.signal(Signal::Letters);
    Ok(())
}

static COUNT_DONE: Sql = Sql::new("SELECT COUNT(*) FROM letters l WHERE l.done_at > $1");

/// How many letters were sent, or given up, since `since`.
pub async fn count_done(mut db: impl Exec, since: Timestamp) -> Result<i64> {
    db.get(&COUNT_DONE, &[since.into()]).await
}

static COUNT_WAITING: Sql = Sql::new("SELECT COUNT(*) FROM letters l WHERE l.due_at IS NOT NULL");

/// How many letters wait.
pub async fn count_waiting(mut db: impl Exec) -> Result<i64> {
    db.get(&COUNT_WAITING, &[]).await
}

static LAST_ERROR: Sql = Sql::new(
    "SELECT l.last_error FROM letters l
      WHERE l.due_at IS NOT NULL AND l.last_error IS NOT NULL
      ORDER BY l.due_at DESC, l.id DESC
      LIMIT 1",
);

/// What failed last, of what still waits.
pub async fn last_error(mut db: impl Exec) -> Result<Option<String>> {
    db.find(&LAST_ERROR, &[]).await
}

static DELETE_OLD: Sql = Sql::new("DELETE FROM letters WHERE done_at < $1");

/// Forgets letters that were sent or given up before `before`.
pub async fn delete_old(mut db: impl Exec, before: Timestamp) -> Result<u64> {
    db.exec(&DELETE_OLD, &[before.into()]).await
}

impl FromRow for Letter {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            user_id: row.take()?,
            recipient: row.take()?,
            kind: row.word(LetterKind::parse)?,
            subject: row.take()?,
            text: row.take()?,
            unsubscribe: row.take()?,
            tries: row.take()?,
        })
    }
}
