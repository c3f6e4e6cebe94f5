//! Attachments: pictures, videos and sounds, with the statuses that they belong to.

use model::{
    AccountId, Attachment, AttachmentId, AttachmentKind, AttachmentState, Focus, Id, ScheduledStatusId,
    StatusId, Timestamp, attachment::Seals,
};

use crate::{
    Exec, Result, Signal, Sql, Touch, Tx, Value, files,
    row::{Cursor, FromRow},
};

static INSERT: Sql = Sql::new(
    "INSERT INTO attachments
            (id, account_id, status_id, position, kind, state, remote_url, description, focus, blurhash, meta, small)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
)
.touching(Touch::Status, 3);

/// Adds an attachment; `position` is its place in its status.
pub async fn insert(mut tx: &mut Tx, new: &Attachment, position: Option<i64>) -> Result<()> {
    let focus = new.focus.as_ref().map(Value::json);
    let values: [Value<'_>; 12] = [
        new.id.into(),
        new.account_id.into(),
        new.status_id.into(),
        position.into(),
        new.kind.as_str().into(),
        new.state.as_str().into(),
        (&new.remote_url).into(),
        (&new.description).into(),
        focus.unwrap_or(Value::Null),
        (&new.blurhash).into(),
        (&new.meta).into(),
        (&new.small).into(),
    ];
    tx.exec(&INSERT, &values).await?;
    if new.state == AttachmentState::Waiting {
        tx.signal(Signal::Uploads);
    }
    Ok(())
}

static FIND: Sql = Sql::new("SELECT {attachment m} FROM attachments m WHERE m.id = $1");
static LIST: Sql = Sql::new("SELECT {attachment m} FROM attachments m WHERE m.id IN {in $1} ORDER BY m.id");
static OF_STATUSES: Sql = Sql::new(
    "SELECT {attachment m} FROM attachments m
      WHERE m.status_id IN {in $1} AND m.position IS NOT NULL
      ORDER BY m.status_id, m.position",
);
static EVER_OF: Sql =
    Sql::new("SELECT {attachment m} FROM attachments m WHERE m.status_id = $1 ORDER BY m.id");

/// The attachment with this id.
pub async fn find(mut db: impl Exec, id: AttachmentId) -> Result<Option<Attachment>> {
    db.find(&FIND, &[id.into()]).await
}

/// The attachments with these ids.
pub async fn list(mut db: impl Exec, ids: &[AttachmentId]) -> Result<Vec<Attachment>> {
    match ids {
        [] => Ok(Vec::new()),
        ids => db.rows(&LIST, &[Value::ids(ids)]).await,
    }
}

/// What these statuses carry now, each in order.
pub async fn of_statuses(mut db: impl Exec, ids: &[StatusId]) -> Result<Vec<Attachment>> {
    match ids {
        [] => Ok(Vec::new()),
        ids => db.rows(&OF_STATUSES, &[Value::ids(ids)]).await,
    }
}

/// What a status carries, and carried before it was edited.
pub async fn ever_of(mut db: impl Exec, status: StatusId) -> Result<Vec<Attachment>> {
    db.rows(&EVER_OF, &[status.into()]).await
}

static ATTACH: Sql = Sql::new(
    "UPDATE attachments SET status_id = $1, position = $2, scheduled_id = NULL
      WHERE id = $3 AND account_id = $4 AND state = 'ready' AND (status_id IS NULL OR status_id = $1)",
)
.touching(Touch::Status, 1);

/// Puts an attachment of the account's in its place in a status; answers false if it is not there, not ready, or belongs
/// to another status.
pub async fn attach(
    mut tx: &mut Tx,
    by: AccountId,
    id: AttachmentId,
    status: StatusId,
    position: i64,
) -> Result<bool> {
    Ok(tx.exec(&ATTACH, &[status.into(), position.into(), id.into(), by.into()]).await? > 0)
}

static DETACH_ALL: Sql =
    Sql::new("UPDATE attachments SET position = NULL WHERE status_id = $1 AND position IS NOT NULL")
        .touching(Touch::Status, 1);

/// Takes all attachments out of a status; its earlier versions still have them.
pub async fn detach_all(mut tx: &mut Tx, status: StatusId) -> Result<()> {
    tx.exec(&DETACH_ALL, &[status.into()]).await?;
    Ok(())
}

static SEAL: Sql =
    Sql::new("UPDATE attachments SET is_sealed = $1 WHERE status_id = $2").touching(Touch::Status, 2);
static SEAL_FILES: Sql = Sql::new(
    "UPDATE files SET is_sealed = $1
      WHERE name IN (
            SELECT m.file FROM attachments m WHERE m.status_id = $2
            UNION SELECT m.small FROM attachments m WHERE m.status_id = $2)",
);

/// What a status shows, and ever showed, is sealed from now on, or open.
pub async fn seal(mut tx: &mut Tx, status: StatusId, is_sealed: bool) -> Result<()> {
    tx.exec(&SEAL, &[is_sealed.into(), status.into()]).await?;
    tx.exec(&SEAL_FILES, &[is_sealed.into(), status.into()]).await?;
    Ok(())
}

static LOOSEN: Sql = Sql::new(
    "UPDATE attachments SET status_id = NULL, position = NULL WHERE status_id = $1 AND account_id = $2",
)
.touching(Touch::Status, 1);

/// A status goes and leaves its attachments for another to be made of them.
pub async fn loosen(mut tx: &mut Tx, status: StatusId, by: AccountId) -> Result<()> {
    tx.exec(&LOOSEN, &[status.into(), by.into()]).await?;
    Ok(())
}

static RESERVE: Sql = Sql::new(
    "UPDATE attachments SET scheduled_id = $1
      WHERE id = $2 AND account_id = $3 AND state = 'ready' AND status_id IS NULL",
)
.touching_nothing();

/// Keeps an attachment for a scheduled status; answers whether it is there and free.
pub async fn reserve(
    mut tx: &mut Tx,
    by: AccountId,
    id: AttachmentId,
    scheduled: ScheduledStatusId,
) -> Result<bool> {
    Ok(tx.exec(&RESERVE, &[scheduled.into(), id.into(), by.into()]).await? > 0)
}

static DESCRIBE: Sql =
    Sql::new("UPDATE attachments SET description = $1, focus = $2 WHERE id = $3").touching_nothing();

/// Replaces what is said of an attachment. Copies of its status must be told apart from this.
pub async fn describe(
    mut tx: &mut Tx,
    of: &Attachment,
    description: Option<&str>,
    focus: Option<Focus>,
) -> Result<()> {
    let focus = focus.as_ref().map_or(Value::Null, Value::json);
    tx.exec(&DESCRIBE, &[description.map_or(Value::Null, Value::from), focus, of.id.into()]).await?;
    if let Some(status) = of.status_id {
        tx.touch(Touch::Status, status.get());
    }
    Ok(())
}

static READY: Sql = Sql::new(
    "UPDATE attachments SET state = 'ready', kind = $1, file = $2, small = $3, blurhash = $4, meta = $5
      WHERE id = $6 AND state = 'waiting'",
)
.touching_nothing();

/// It can be shown now, as what was made of it; answers false if it is gone, or was done before.
pub async fn ready(mut tx: &mut Tx, made: &Attachment) -> Result<bool> {
    let values: [Value<'_>; 6] = [
        made.kind.as_str().into(),
        (&made.file).into(),
        (&made.small).into(),
        (&made.blurhash).into(),
        (&made.meta).into(),
        made.id.into(),
    ];
    Ok(tx.exec(&READY, &values).await? > 0)
}

static SET_SMALL: Sql =
    Sql::new("UPDATE attachments SET kind = $1, small = $2, blurhash = $3, meta = $4 WHERE id = $5")
        .touching_nothing();

/// Another preview stands for it, or it is known by now what it is.
pub async fn set_small(mut tx: &mut Tx, made: &Attachment) -> Result<()> {
    let values = [
        made.kind.as_str().into(),
        (&made.small).into(),
        (&made.blurhash).into(),
        (&made.meta).into(),
        made.id.into(),
    ];
    tx.exec(&SET_SMALL, &values).await?;
    if let Some(status) = made.status_id {
        tx.touch(Touch::Status, status.get());
    }
    Ok(())
}

static FAIL: Sql =
    Sql::new("UPDATE attachments SET state = 'failed', problem = $1 WHERE id = $2 AND state = 'waiting'")
        .touching_nothing();

/// It cannot be shown, for this reason.
pub async fn fail(mut tx: &mut Tx, id: AttachmentId, problem: &str) -> Result<()> {
    tx.exec(&FAIL, &[problem.into(), id.into()]).await?;
    Ok(())
}

static WAITING: Sql =
    Sql::new("SELECT {attachment m} FROM attachments m WHERE m.state = 'waiting' ORDER BY m.id LIMIT $1");

/// What waits to be worked on, oldest first.
pub async fn waiting(mut db: impl Exec, limit: i64) -> Result<Vec<Attachment>> {
    db.rows(&WAITING, &[limit.into()]).await
}

static COUNT_WAITING: Sql =
    Sql::new("SELECT COUNT(*) FROM attachments WHERE state = 'waiting' AND account_id = $1");

/// How much of the account's waits to be worked on.
pub async fn count_waiting(mut db: impl Exec, by: AccountId) -> Result<i64> {
    db.get(&COUNT_WAITING, &[by.into()]).await
}

static DELETE: Sql = Sql::new("DELETE FROM attachments WHERE id = $1").touching_nothing();

/// Removes an attachment with its files.
pub async fn delete(mut tx: &mut Tx, gone: &Attachment) -> Result<()> {
    tx.exec(&DELETE, &[gone.id.into()]).await?;
    if let Some(status) = gone.status_id {
        tx.touch(Touch::Status, status.get());
    }
    for name in [&gone.file, &gone.small].into_iter().flatten() {
        files::doom(tx, name).await?;
    }
    Ok(())
}

static LOOSE: Sql = Sql::new(
    "SELECT {attachment m} FROM attachments m
      WHERE m.status_id IS NULL AND m.id < $1
        AND (m.scheduled_id IS NULL
             OR NOT EXISTS (SELECT 1 FROM scheduled_statuses s WHERE s.id = m.scheduled_id))
      ORDER BY m.id LIMIT $2",
);

/// Attachments from before `before` that nobody has published.
pub async fn loose(mut db: impl Exec, before: Timestamp, limit: i64) -> Result<Vec<Attachment>> {
    let before: AttachmentId = Id::new(before.as_millis() << model::id::SEQUENCE_BITS);
    db.rows(&LOOSE, &[before.into(), limit.into()]).await
}

impl FromRow for Attachment {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            account_id: row.take()?,
            status_id: row.take()?,
            kind: row.word(AttachmentKind::parse)?,
            state: row.word(AttachmentState::parse)?,
            problem: row.take()?,
            file: row.take()?,
            small: row.take()?,
            remote_url: row.take()?,
            description: row.take()?,
            focus: row.take::<Option<String>>()?.and_then(|text| serde_json::from_str(&text).ok()),
            blurhash: row.take()?,
            meta: row.take()?,
            seals: row.take::<bool>()?.then(Seals::default),
        })
    }
}
