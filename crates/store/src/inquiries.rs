//! Inquiries: what other servers are to be asked, outside of any request. Each waits here until it is done, and stays
//! for a while after that, so that nobody is asked the same again at once.

use model::{Id, Timestamp};

use crate::{
    Exec, Result, Signal, Sql, Tx, Value,
    row::{Cursor, FromRow},
};

/// What is to be found out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InquiryKind {
    /// What somebody published last, and shows on their profile.
    Profile,
    /// What stands above and below a status.
    Thread,
    /// What was published with a tag.
    Tag,
    /// What somebody published while this server was away.
    Missed,
    /// What a page of the web says of itself.
    Page,
    /// Whether a page of the web leads back to the profile that leads to it.
    Link,
}

impl InquiryKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Profile => "profile",
            Self::Thread => "thread",
            Self::Tag => "tag",
            Self::Missed => "missed",
            Self::Page => "page",
            Self::Link => "link",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Profile, Self::Thread, Self::Tag, Self::Missed, Self::Page, Self::Link]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }
}

/// A question to another server.
#[derive(Clone, Debug)]
pub struct Inquiry {
    /// Identifier.
    pub id: Id<Inquiry>,
    /// What is to be found out.
    pub kind: InquiryKind,
    /// The address that it is about.
    pub subject: String,
    /// The host that is asked.
    pub host: String,
    /// How often it has failed.
    pub tries: i64,
    /// How many statuses it has brought.
    pub found: i64,
    /// When it was done, if it is.
    pub done_at: Option<Timestamp>,
}

static INSERT: Sql = Sql::new(
    "INSERT INTO inquiries (id, kind, subject, host, due_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (kind, subject)
            DO UPDATE SET due_at = excluded.due_at, tries = 0, found = 0, done_at = NULL
                    WHERE inquiries.done_at < $6",
);

/// Adds an inquiry, or begins a known one anew if it was done before `before`; answers whether there was anything
/// to do.
pub async fn insert(mut tx: &mut Tx, new: &Inquiry, due_at: Timestamp, before: Timestamp) -> Result<bool> {
    let values = [
        new.id.into(),
        new.kind.as_str().into(),
        (&new.subject).into(),
        (&new.host).into(),
        due_at.into(),
        before.into(),
    ];
    let is_new = tx.exec(&INSERT, &values).await? > 0;
    if is_new {
        tx.signal(Signal::Inquiries);
    }
    Ok(is_new)
}

static FIND: Sql = Sql::new(
    "SELECT i.id, i.kind, i.subject, i.host, i.tries, i.found, i.done_at FROM inquiries i WHERE i.id = $1",
);

/// The inquiry with this id.
pub async fn find(mut db: impl Exec, id: Id<Inquiry>) -> Result<Option<Inquiry>> {
    db.find(&FIND, &[id.into()]).await
}

static FIND_ABOUT: Sql = Sql::new(
    "SELECT i.id, i.kind, i.subject, i.host, i.tries, i.found, i.done_at
       FROM inquiries i WHERE i.kind = $1 AND i.subject = $2",
);

/// The inquiry of this kind about an address.
pub async fn find_about(mut db: impl Exec, kind: InquiryKind, subject: &str) -> Result<Option<Inquiry>> {
    db.find(&FIND_ABOUT, &[kind.as_str().into(), subject.into()]).await
}

static DUE: Sql = Sql::new(
    "SELECT i.id, i.kind, i.subject, i.host, i.tries, i.found, i.done_at
       FROM inquiries i
      WHERE i.done_at IS NULL
        AND i.due_at <= $1
        AND i.host NOT IN {words $2}
      ORDER BY i.due_at, i.id
      LIMIT $3",
);

/// Inquiries that are due, except those to hosts that are being asked already.
pub async fn due(mut db: impl Exec, now: Timestamp, busy: &[String], limit: i64) -> Result<Vec<Inquiry>> {
    db.rows(&DUE, &[now.into(), Value::json(&busy), limit.into()]).await
}

static COUNT_WAITING: Sql =
    Sql::new("SELECT COUNT(*) FROM (SELECT 1 FROM inquiries WHERE done_at IS NULL LIMIT $1) x");

/// How many wait, counted no further than `limit`.
pub async fn count_waiting(mut db: impl Exec, limit: i64) -> Result<i64> {
    db.get(&COUNT_WAITING, &[limit.into()]).await
}

static SET_FOUND: Sql = Sql::new("UPDATE inquiries SET found = $1 WHERE id = $2");

/// Notes how many statuses an inquiry has brought so far.
pub async fn set_found(mut db: impl Exec, id: Id<Inquiry>, found: i64) -> Result<()> {
    db.exec(&SET_FOUND, &[found.into(), id.into()]).await?;
    Ok(())
}

static DONE: Sql = Sql::new("UPDATE inquiries SET done_at = $1, last_error = $2 WHERE id = $3");

/// The inquiry is over: it was answered, or given up for the reason given.
pub async fn done(mut db: impl Exec, id: Id<Inquiry>, now: Timestamp, error: Option<&str>) -> Result<()> {
    let error = error.map_or(Value::Null, Value::from);
    db.exec(&DONE, &[now.into(), error, id.into()]).await?;
    Ok(())
}

static FAIL: Sql =
    Sql::new("UPDATE inquiries SET tries = tries + 1, due_at = $1, last_error = $2 WHERE id = $3");

/// Nobody answered: try again at `due_at`.
pub async fn fail(mut db: impl Exec, id: Id<Inquiry>, due_at: Timestamp, error: &str) -> Result<()> {
    db.exec(&FAIL, &[due_at.into(), error.into(), id.into()]).await?;
    Ok(())
}

static DELETE_OLD: Sql = Sql::new("DELETE FROM inquiries WHERE done_at < $1");

/// Forgets inquiries that were done before `before`.
pub async fn delete_old(mut db: impl Exec, before: Timestamp) -> Result<u64> {
    db.exec(&DELETE_OLD, &[before.into()]).await
}

impl FromRow for Inquiry {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            kind: row.word(InquiryKind::parse)?,
            subject: row.take()?,
            host: row.take()?,
            tries: row.take()?,
            found: row.take()?,
            done_at: row.take()?,
        })
    }
}
