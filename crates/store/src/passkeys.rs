//! Passkeys, and what browsers were asked to sign with them. What checks a signature is read here alone, so that it is
//! never beside what is shown of a user.

use model::{Passkey, PasskeyId, Timestamp, UserId};

use crate::{
    Exec, Result, Sql, Store, Tx, Value,
    row::{Cursor, FromRow},
};

/// What is kept of a passkey to check its signatures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// The passkey.
    pub id: PasskeyId,
    /// Whom it lets in.
    pub user_id: UserId,
    /// What the device knows its person by.
    pub handle: Vec<u8>,
    /// The public key and what goes with it, as the library writes it.
    pub credential: String,
}

static LIST: Sql = Sql::new(
    "SELECT p.id, p.user_id, p.name, p.created_at, p.last_used_at FROM passkeys p
      WHERE p.user_id = $1
      ORDER BY p.id
      LIMIT $2",
);

/// The passkeys of a user, the oldest first.
pub async fn list(mut db: impl Exec, user: UserId, limit: i64) -> Result<Vec<Passkey>> {
    db.rows(&LIST, &[user.into(), limit.into()]).await
}

static COUNT: Sql = Sql::new("SELECT COUNT(*) FROM passkeys p WHERE p.user_id = $1");

/// How many passkeys a user has.
pub async fn count(mut db: impl Exec, user: UserId) -> Result<i64> {
    db.get(&COUNT, &[user.into()]).await
}

static KEYS: Sql = Sql::new(
    "SELECT p.id, p.user_id, p.handle, p.credential FROM passkeys p
      WHERE p.user_id = $1
      ORDER BY p.id
      LIMIT $2",
);

/// What checks the signatures of a user's passkeys.
pub async fn keys(mut db: impl Exec, user: UserId, limit: i64) -> Result<Vec<Key>> {
    db.rows(&KEYS, &[user.into(), limit.into()]).await
}

static FIND: Sql = Sql::new(
    "SELECT p.id, p.user_id, p.handle, p.credential FROM passkeys p
      WHERE p.credential_id = $1",
);

/// The passkey that a device calls this.
pub async fn find(mut db: impl Exec, credential_id: &[u8]) -> Result<Option<Key>> {
    db.find(&FIND, &[credential_id.into()]).await
}

static INSERT: Sql = Sql::new(
    "INSERT INTO passkeys (id, user_id, credential_id, handle, credential, name, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)",
);

/// Adds a passkey; fails when it is there already.
pub async fn insert(
    tx: &mut Tx,
    passkey: &Passkey,
    credential_id: &[u8],
    handle: &[u8],
    credential: &str,
) -> Result<()> {
    let values: [Value<'_>; 7] = [
        passkey.id.into(),
        passkey.user_id.into(),
        credential_id.into(),
        handle.into(),
        credential.into(),
        (&passkey.name).into(),
        passkey.created_at.into(),
    ];
    let mut tx = tx;
    tx.exec(&INSERT, &values).await?;
    Ok(())
}

static USED: Sql = Sql::new("UPDATE passkeys SET credential = $1, last_used_at = $2 WHERE id = $3");

/// Notes that a passkey let somebody in, and how often it has signed; answers whether it is still there.
pub async fn used(mut db: impl Exec, id: PasskeyId, credential: &str, at: Timestamp) -> Result<bool> {
    Ok(db.exec(&USED, &[credential.into(), at.into(), id.into()]).await? > 0)
}

static RENAME: Sql = Sql::new("UPDATE passkeys SET name = $1 WHERE user_id = $2 AND id = $3");

/// Calls a passkey of a user otherwise; answers whether there is such a one.
pub async fn rename(mut db: impl Exec, user: UserId, id: PasskeyId, name: &str) -> Result<bool> {
    Ok(db.exec(&RENAME, &[name.into(), user.into(), id.into()]).await? > 0)
}

static DELETE: Sql = Sql::new("DELETE FROM passkeys WHERE user_id = $1 AND id = $2");

/// Removes a passkey of a user; answers whether there was such a one.
pub async fn delete(mut tx: &mut Tx, user: UserId, id: PasskeyId) -> Result<bool> {
    Ok(tx.exec(&DELETE, &[user.into(), id.into()]).await? > 0)
}

static KEEP_CHALLENGE: Sql = Sql::new(
    "INSERT INTO passkey_challenges (browser_hash, purpose, state, expires_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (browser_hash, purpose)
         DO UPDATE SET state = excluded.state, expires_at = excluded.expires_at",
);

/// Keeps what a browser was asked, in place of what it was asked before.
pub async fn keep_challenge(
    mut db: impl Exec,
    browser_hash: &[u8],
    purpose: &str,
    state: &str,
    expires_at: Timestamp,
) -> Result<()> {
    let values = [browser_hash.into(), purpose.into(), state.into(), expires_at.into()];
    db.exec(&KEEP_CHALLENGE, &values).await?;
    Ok(())
}

static TAKE_CHALLENGE: Sql = Sql::new(
    "DELETE FROM passkey_challenges
      WHERE browser_hash = $1 AND purpose = $2
  RETURNING state, expires_at",
);

/// Takes out what a browser was asked, so that it is answered once.
pub async fn take_challenge(
    db: &Store,
    browser_hash: &[u8],
    purpose: &str,
    now: Timestamp,
) -> Result<Option<String>> {
    let mut tx = db.begin().await?;
    let found: Option<Challenge> =
        (&mut tx).find(&TAKE_CHALLENGE, &[browser_hash.into(), purpose.into()]).await?;
    tx.commit().await?;
    Ok(found.filter(|challenge| challenge.expires_at > now).map(|challenge| challenge.state))
}

static DELETE_EXPIRED: Sql = Sql::new("DELETE FROM passkey_challenges WHERE expires_at <= $1");

/// Forgets what no browser answered.
pub async fn delete_expired(mut db: impl Exec, now: Timestamp) -> Result<u64> {
    db.exec(&DELETE_EXPIRED, &[now.into()]).await
}

/// What a browser was asked.
struct Challenge {
    state: String,
    expires_at: Timestamp,
}

impl FromRow for Challenge {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self { state: row.take()?, expires_at: row.take()? })
    }
}

impl FromRow for Passkey {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            user_id: row.take()?,
            name: row.take()?,
            created_at: row.take()?,
            last_used_at: row.take()?,
        })
    }
}

impl FromRow for Key {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self { id: row.take()?, user_id: row.take()?, handle: row.take()?, credential: row.take()? })
    }
}
