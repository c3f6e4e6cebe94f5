//! Sessions of signed-in browsers. Only the hash of a session's secret is kept. With a session goes the token of its
//! web client, so ends of sessions touch what is known of tokens.

use model::{Session, Timestamp, UserId};

use crate::{
    Exec, Result, Sql, Touch,
    row::{Cursor, FromRow},
};

static INSERT: Sql = Sql::new(
    "INSERT INTO sessions (secret_hash, user_id, csrf, created_at, expires_at) VALUES ($1, $2, $3, $4, $5)",
)
.touching_nothing();

/// Adds a session.
pub async fn insert(mut db: impl Exec, secret_hash: &[u8], session: &Session, now: Timestamp) -> Result<()> {
    let values = [
        secret_hash.into(),
        session.user_id.into(),
        (&session.csrf).into(),
        now.into(),
        session.expires_at.into(),
    ];
    db.exec(&INSERT, &values).await?;
    Ok(())
}

static FIND: Sql =
    Sql::new("SELECT user_id, csrf, expires_at FROM sessions WHERE secret_hash = $1 AND expires_at > $2");

/// The session with this secret, unless it has ended.
pub async fn find(mut db: impl Exec, secret_hash: &[u8], now: Timestamp) -> Result<Option<Session>> {
    db.find(&FIND, &[secret_hash.into(), now.into()]).await
}

static DELETE: Sql = Sql::new("DELETE FROM sessions WHERE secret_hash = $1").touching_all(Touch::Access);

/// Ends a session.
pub async fn delete(mut db: impl Exec, secret_hash: &[u8]) -> Result<()> {
    db.exec(&DELETE, &[secret_hash.into()]).await?;
    Ok(())
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
        Ok(Self { user_id: row.take()?, csrf: row.take()?, expires_at: row.take()? })
    }
}
