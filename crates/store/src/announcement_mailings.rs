//! Announcements on their way by mail, and how far that is.

use model::{AnnouncementId, AnnouncementMailing, Timestamp, User, UserId};

use crate::{
    Exec, Result, Signal, Sql, Tx, Value,
    row::{Cursor, FromRow},
};

static INSERT: Sql = Sql::new(
    "INSERT INTO announcement_mailings (announcement_id, after_user_id, written, begun_at)
     VALUES ($1, 0, 0, $2)
         ON CONFLICT (announcement_id) DO NOTHING",
);

/// An announcement goes out by mail; answers false if it did before.
pub async fn insert(mut tx: &mut Tx, announcement: AnnouncementId, now: Timestamp) -> Result<bool> {
    let is_new = tx.exec(&INSERT, &[announcement.into(), now.into()]).await? > 0;
    tx.signal(Signal::Letters);
    Ok(is_new)
}

static LIST: Sql = Sql::new(
    "SELECT m.announcement_id, m.after_user_id, m.written, m.begun_at, m.ended_at
       FROM announcement_mailings m
      WHERE m.announcement_id IN {in $1}",
);

/// How far each of these announcements is that go out by mail.
pub async fn list(mut db: impl Exec, announcements: &[AnnouncementId]) -> Result<Vec<AnnouncementMailing>> {
    if announcements.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&LIST, &[Value::ids(announcements)]).await
}

static OPEN: Sql = Sql::new(
    "SELECT m.announcement_id, m.after_user_id, m.written, m.begun_at, m.ended_at
       FROM announcement_mailings m
      WHERE m.ended_at IS NULL
      ORDER BY m.announcement_id
      LIMIT 1",
);

/// The first whose letters are not all written.
pub async fn open(mut db: impl Exec) -> Result<Option<AnnouncementMailing>> {
    db.find(&OPEN, &[]).await
}

static USERS: Sql = Sql::new("SELECT {user u} FROM users u WHERE u.id > $1 ORDER BY u.id LIMIT $2");

/// The users after one, in the order of their ids.
pub async fn users_after(mut db: impl Exec, user: UserId, limit: i64) -> Result<Vec<User>> {
    db.rows(&USERS, &[user.into(), limit.into()]).await
}

static ADVANCE: Sql = Sql::new(
    "UPDATE announcement_mailings SET after_user_id = $1, written = $2, ended_at = $3
      WHERE announcement_id = $4 AND after_user_id = $5",
);

/// It went on from `before`; answers false if somebody else was faster.
pub async fn advance(mut tx: &mut Tx, mailing: &AnnouncementMailing, before: UserId) -> Result<bool> {
    let values = [
        mailing.after_user_id.into(),
        mailing.written.into(),
        mailing.ended_at.into(),
        mailing.announcement_id.into(),
        before.into(),
    ];
    Ok(tx.exec(&ADVANCE, &values).await? > 0)
}

impl FromRow for AnnouncementMailing {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            announcement_id: row.take()?,
            after_user_id: row.take()?,
            written: row.take()?,
            begun_at: row.take()?,
            ended_at: row.take()?,
        })
    }
}
