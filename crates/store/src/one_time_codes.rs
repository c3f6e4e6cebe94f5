//! One-time codes that were sent to people. Only their hashes are kept.

use model::{OneTimeCode, Timestamp, UserId, one_time_code::Purpose};

use crate::{
    Exec, Result, Sql, Tx,
    row::{Cursor, FromRow},
};

static INSERT: Sql = Sql::new(
    "INSERT INTO one_time_codes (code_hash, user_id, purpose, email, expires_at) VALUES ($1, $2, $3, $4, $5)",
);

/// Adds a code in place of an earlier one for the same.
pub async fn replace(tx: &mut Tx, code_hash: &[u8], code: &OneTimeCode) -> Result<()> {
    delete_all(&mut *tx, code.user_id, code.purpose).await?;
    let values = [
        code_hash.into(),
        code.user_id.into(),
        code.purpose.as_str().into(),
        (&code.email).into(),
        code.expires_at.into(),
    ];
    let mut tx = tx;
    tx.exec(&INSERT, &values).await?;
    Ok(())
}

static FIND: Sql = Sql::new(
    "SELECT c.user_id, c.purpose, c.email, c.expires_at FROM one_time_codes c
      WHERE c.code_hash = $1 AND c.purpose = $2",
);

/// The code for this purpose, without using it up.
pub async fn find(mut db: impl Exec, code_hash: &[u8], purpose: Purpose) -> Result<Option<OneTimeCode>> {
    db.find(&FIND, &[code_hash.into(), purpose.as_str().into()]).await
}

static FIND_OF: Sql = Sql::new(
    "SELECT c.user_id, c.purpose, c.email, c.expires_at FROM one_time_codes c
      WHERE c.user_id = $1 AND c.purpose = $2
      ORDER BY c.expires_at DESC
      LIMIT 1",
);

/// The code that was sent to a user for this purpose.
pub async fn find_of(mut db: impl Exec, user: UserId, purpose: Purpose) -> Result<Option<OneTimeCode>> {
    db.find(&FIND_OF, &[user.into(), purpose.as_str().into()]).await
}

static TAKE: Sql = Sql::new(
    "DELETE FROM one_time_codes
      WHERE code_hash = $1 AND purpose = $2
  RETURNING user_id, purpose, email, expires_at",
);

/// Takes the code out, so that it works once.
pub async fn take(mut tx: &mut Tx, code_hash: &[u8], purpose: Purpose) -> Result<Option<OneTimeCode>> {
    tx.find(&TAKE, &[code_hash.into(), purpose.as_str().into()]).await
}

static DELETE_ALL: Sql = Sql::new("DELETE FROM one_time_codes WHERE user_id = $1 AND purpose = $2");

/// No code that was sent to this user for this purpose works any more.
pub async fn delete_all(mut db: impl Exec, user: UserId, purpose: Purpose) -> Result<()> {
    db.exec(&DELETE_ALL, &[user.into(), purpose.as_str().into()]).await?;
    Ok(())
}

static DELETE_EXPIRED: Sql = Sql::new("DELETE FROM one_time_codes WHERE expires_at <= $1");

/// Forgets codes that were never shown.
pub async fn delete_expired(mut db: impl Exec, now: Timestamp) -> Result<u64> {
    db.exec(&DELETE_EXPIRED, &[now.into()]).await
}

impl FromRow for OneTimeCode {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            user_id: row.take()?,
            purpose: row.word(Purpose::parse)?,
            email: row.take()?,
            expires_at: row.take()?,
        })
    }
}
