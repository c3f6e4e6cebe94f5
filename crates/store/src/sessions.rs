//! Sessions of signed-in browsers. Only the hash of a session's secret is kept. With a session goes the token of its
//! web client, so ends of sessions touch what is known of tokens.

use model::{Session, SessionId, Timestamp, UserId};

use crate::{
    Exec, Result, Sql, Touch, Value,
    row::{Cursor, FromRow},
};

static INSERT: Sql = Sql::new(
    "INSERT INTO sessions
            (secret_hash, id, user_id, csrf, user_agent, network, created_at, last_seen_at, confirmed_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
)
.touching_nothing();

/// Adds a session.
pub async fn insert(mut db: impl Exec, secret_hash: &[u8], session: &Session) -> Result<()> {
    let values: [Value<'_>; 10] = [
        secret_hash.into(),
        session.id.into(),
        session.user_id.into(),
        (&session.csrf).into(),
        (&session.user_agent).into(),
        (&session.network).into(),
        session.created_at.into(),
        session.last_seen_at.into(),
        session.confirmed_at.into(),
        session.expires_at.into(),
    ];
    db.exec(&INSERT, &values).await?;
    Ok(())
}

static FIND: Sql =
    Sql::new("SELECT {session s} FROM sessions s WHERE s.secret_hash = $1 AND s.expires_at > $2");

/// The session with this secret, unless it has ended.
pub async fn find(mut db: impl Exec, secret_hash: &[u8], now: Timestamp) -> Result<Option<Session>> {
    db.find(&FIND, &[secret_hash.into(), now.into()]).await
}

static LIST: Sql = Sql::new(
    "SELECT {session s} FROM sessions s
      WHERE s.user_id = $1 AND s.expires_at > $2
      ORDER BY s.last_seen_at DESC, s.id DESC
      LIMIT $3",
);

/// The sessions of a user that have not ended, those used last first.
pub async fn list(mut db: impl Exec, user: UserId, now: Timestamp, limit: i64) -> Result<Vec<Session>> {
    db.rows(&LIST, &[user.into(), now.into(), limit.into()]).await
}

static SEEN: Sql =
    Sql::new("UPDATE sessions SET last_seen_at = $1 WHERE secret_hash = $2").touching_nothing();

/// Notes that a session is used.
pub async fn seen(mut db: impl Exec, secret_hash: &[u8], at: Timestamp) -> Result<()> {
    db.exec(&SEEN, &[at.into(), secret_hash.into()]).await?;
    Ok(())
}

static CONFIRM: Sql =
    Sql::new("UPDATE sessions SET confirmed_at = $1 WHERE user_id = $2 AND id = $3").touching_nothing();

/// Notes that the password was given in a session.
pub async fn confirm(mut db: impl Exec, session: &Session, at: Timestamp) -> Result<()> {
    db.exec(&CONFIRM, &[at.into(), session.user_id.into(), session.id.into()]).await?;
    Ok(())
}

static DELETE: Sql = Sql::new("DELETE FROM sessions WHERE secret_hash = $1").touching_all(Touch::Access);

/// Ends a session.
pub async fn delete(mut db: impl Exec, secret_hash: &[u8]) -> Result<()> {
    db.exec(&DELETE, &[secret_hash.into()]).await?;
    Ok(())
}

static DELETE_ONE: Sql =
    Sql::new("DELETE FROM sessions WHERE user_id = $1 AND id = $2").touching_all(Touch::Access);

/// Ends one session of a user; answers whether there was one.
pub async fn delete_one(mut db: impl Exec, user: UserId, id: SessionId) -> Result<bool> {
    Ok(db.exec(&DELETE_ONE, &[user.into(), id.into()]).await? > 0)
}

static DELETE_OTHERS: Sql =
    Sql::new("DELETE FROM sessions WHERE user_id = $1 AND id <> $2").touching_all(Touch::Access);

/// Ends all sessions of a user but one; answers how many that were.
pub async fn delete_others(mut db: impl Exec, user: UserId, kept: SessionId) -> Result<u64> {
    db.exec(&DELETE_OTHERS, &[user.into(), kept.into()]).await
}

static DELETE_ALL: Sql = Sql::new("DELETE FROM sessions WHERE user_id = $1").touching_all(Touch::Access);

/// Ends all sessions of a user.
pub async fn delete_all(mut db: impl Exec, user: UserId) -> Result<()> {
    db.exec(&DELETE_ALL, &[user.into()]).await?;
    Ok(())
}

static DELETE_ENDED: Sql =
    Sql::new("DELETE FROM sessions WHERE expires_at <= $1").touching_all(Touch::Access);

/// Forgets sessions that have ended.
pub async fn delete_ended(mut db: impl Exec, now: Timestamp) -> Result<u64> {
    db.exec(&DELETE_ENDED, &[now.into()]).await
}

impl FromRow for Session {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            user_id: row.take()?,
            csrf: row.take()?,
            user_agent: row.take()?,
            network: row.take()?,
            created_at: row.take()?,
            last_seen_at: row.take()?,
            confirmed_at: row.take()?,
            expires_at: row.take()?,
        })
    }
}
