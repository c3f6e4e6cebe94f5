//! Announcements, who has read them, and reactions to them.

use model::{AccountId, Announcement, AnnouncementId, Id, Reaction, Timestamp};

use crate::{
    Exec, Result, Sql, Tx, Value,
    row::{Cursor, FromRow},
};

static PUT: Sql = Sql::new(
    "INSERT INTO announcements
            (id, text, content, starts_at, ends_at, all_day, published_at, updated_at, is_draft, is_told)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (id) DO UPDATE
        SET text = EXCLUDED.text, content = EXCLUDED.content, starts_at = EXCLUDED.starts_at,
            ends_at = EXCLUDED.ends_at, all_day = EXCLUDED.all_day, published_at = EXCLUDED.published_at,
            updated_at = EXCLUDED.updated_at, is_draft = EXCLUDED.is_draft, is_told = EXCLUDED.is_told",
);

/// Adds an announcement, or changes the one with its id.
pub async fn put(mut tx: &mut Tx, announcement: &Announcement) -> Result<()> {
    let values: [Value<'_>; 10] = [
        announcement.id.into(),
        (&announcement.text).into(),
        (&announcement.content).into(),
        announcement.starts_at.into(),
        announcement.ends_at.into(),
        announcement.all_day.into(),
        announcement.published_at.into(),
        announcement.updated_at.into(),
        announcement.is_draft.into(),
        announcement.is_told.into(),
    ];
    tx.exec(&PUT, &values).await?;
    Ok(())
}

static DELETE: Sql = Sql::new("DELETE FROM announcements WHERE id = $1");

/// Removes an announcement; answers whether there was one.
pub async fn delete(mut tx: &mut Tx, id: AnnouncementId) -> Result<bool> {
    Ok(tx.exec(&DELETE, &[id.into()]).await? > 0)
}

static FIND: Sql = Sql::new("SELECT {announcement n} FROM announcements n WHERE n.id = $1");

/// The announcement with this id.
pub async fn find(mut db: impl Exec, id: AnnouncementId) -> Result<Option<Announcement>> {
    db.find(&FIND, &[id.into()]).await
}

static LIST: Sql = Sql::new(
    "SELECT {announcement n} FROM announcements n
      WHERE n.published_at <= $1 AND (n.ends_at IS NULL OR n.ends_at > $2) AND NOT n.is_draft
      ORDER BY n.id LIMIT $3",
);

/// What is shown at `now`, oldest first.
pub async fn list(mut db: impl Exec, now: Timestamp, limit: i64) -> Result<Vec<Announcement>> {
    db.rows(&LIST, &[now.into(), now.into(), limit.into()]).await
}

static LIST_ALL: Sql = Sql::new(
    "SELECT {announcement n} FROM announcements n
      WHERE n.id < $1
      ORDER BY n.id DESC LIMIT $2",
);

/// All announcements before an id, whether or not people see them, the latest first.
pub async fn list_all(mut db: impl Exec, before: AnnouncementId, limit: i64) -> Result<Vec<Announcement>> {
    db.rows(&LIST_ALL, &[before.into(), limit.into()]).await
}

static UNTOLD: Sql = Sql::new(
    "SELECT {announcement n} FROM announcements n
      WHERE NOT n.is_told AND NOT n.is_draft AND n.published_at <= $1
      ORDER BY n.published_at, n.id LIMIT $2",
);

/// Announcements whose time has come and that nobody has been told of.
pub async fn untold(mut db: impl Exec, now: Timestamp, limit: i64) -> Result<Vec<Announcement>> {
    db.rows(&UNTOLD, &[now.into(), limit.into()]).await
}

static DISMISS: Sql = Sql::new(
    "INSERT INTO announcement_dismissals (announcement_id, account_id) VALUES ($1, $2) ON CONFLICT DO NOTHING",
);

/// Remembers that somebody has read an announcement.
pub async fn dismiss(mut db: impl Exec, id: AnnouncementId, by: AccountId) -> Result<()> {
    db.exec(&DISMISS, &[id.into(), by.into()]).await?;
    Ok(())
}

static DISMISSED: Sql = Sql::new(
    "SELECT d.announcement_id FROM announcement_dismissals d
      WHERE d.announcement_id IN {in $1} AND d.account_id = $2",
);

/// Which of these announcements somebody has read.
pub async fn dismissed(
    mut db: impl Exec,
    ids: &[AnnouncementId],
    by: AccountId,
) -> Result<Vec<AnnouncementId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&DISMISSED, &[Value::ids(ids), by.into()]).await
}

static REACT: Sql = Sql::new(
    "INSERT INTO announcement_reactions (id, announcement_id, account_id, name)
     VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
);

/// Adds a reaction unless it is there.
pub async fn react(mut db: impl Exec, id: Id<Reaction>, reaction: &Reaction) -> Result<()> {
    let Reaction { announcement_id, account_id, name } = reaction;
    let values = [id.into(), (*announcement_id).into(), (*account_id).into(), name.into()];
    db.exec(&REACT, &values).await?;
    Ok(())
}

static UNREACT: Sql = Sql::new(
    "DELETE FROM announcement_reactions WHERE announcement_id = $1 AND name = $2 AND account_id = $3",
);

/// Takes a reaction back.
pub async fn unreact(mut db: impl Exec, reaction: &Reaction) -> Result<()> {
    let Reaction { announcement_id, account_id, name } = reaction;
    db.exec(&UNREACT, &[(*announcement_id).into(), name.into(), (*account_id).into()]).await?;
    Ok(())
}

static REACTIONS: Sql = Sql::new(
    "SELECT r.announcement_id, r.name, COUNT(*)
       FROM announcement_reactions r
      WHERE r.announcement_id IN {in $1}
      GROUP BY r.announcement_id, r.name
      ORDER BY MIN(r.id)",
);

/// How often each of these announcements got each reaction, in order of the first.
pub async fn reactions(
    mut db: impl Exec,
    ids: &[AnnouncementId],
) -> Result<Vec<(AnnouncementId, String, i64)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&REACTIONS, &[Value::ids(ids)]).await
}

static REACTIONS_BY: Sql = Sql::new(
    "SELECT r.announcement_id, r.name FROM announcement_reactions r
      WHERE r.announcement_id IN {in $1} AND r.account_id = $2",
);

/// Somebody's own reactions to these announcements.
pub async fn reactions_by(
    mut db: impl Exec,
    ids: &[AnnouncementId],
    by: AccountId,
) -> Result<Vec<(AnnouncementId, String)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&REACTIONS_BY, &[Value::ids(ids), by.into()]).await
}

impl FromRow for Announcement {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            text: row.take()?,
            content: row.take()?,
            starts_at: row.take()?,
            ends_at: row.take()?,
            all_day: row.take()?,
            published_at: row.take()?,
            updated_at: row.take()?,
            is_draft: row.take()?,
            is_told: row.take()?,
        })
    }
}
