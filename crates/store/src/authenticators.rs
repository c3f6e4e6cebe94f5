//! The second factor of a sign-in: secrets that programs make codes of, recovery codes, and sign-ins that wait for a
//! code. Nothing else reads these tables, so that a secret is never beside what is shown or logged of a user.

use model::{Timestamp, UserId};

use crate::{
    Exec, Result, Sql, Tx,
    row::{Cursor, FromRow},
};

/// What somebody's program makes codes of.
#[derive(Clone, PartialEq, Eq)]
pub struct Authenticator {
    /// The secret. It must be readable to check codes; a reader of the database can make codes of it, but still needs
    /// the password.
    pub secret: Vec<u8>,
    /// Since when it is asked for; until then it is only being set up.
    pub enabled_at: Option<Timestamp>,
    /// When the secret was made.
    pub created_at: Timestamp,
}

static FIND: Sql = Sql::new("SELECT secret, enabled_at, created_at FROM authenticators WHERE user_id = $1");

/// The authenticator of a user.
pub async fn find(mut db: impl Exec, user: UserId) -> Result<Option<Authenticator>> {
    db.find(&FIND, &[user.into()]).await
}

static PREPARE: Sql = Sql::new(
    "INSERT INTO authenticators (user_id, secret, created_at) VALUES ($1, $2, $3)
         ON CONFLICT (user_id)
         DO UPDATE SET secret = excluded.secret, created_at = excluded.created_at, last_step = 0
      WHERE authenticators.enabled_at IS NULL",
);

/// Keeps a secret that is being set up; one that is in use stays.
pub async fn prepare(mut db: impl Exec, user: UserId, secret: &[u8], now: Timestamp) -> Result<()> {
    db.exec(&PREPARE, &[user.into(), secret.into(), now.into()]).await?;
    Ok(())
}

static ENABLE: Sql =
    Sql::new("UPDATE authenticators SET enabled_at = $1 WHERE user_id = $2 AND enabled_at IS NULL");

/// From now on codes are asked for; answers whether they were not before.
pub async fn enable(mut tx: &mut Tx, user: UserId, at: Timestamp) -> Result<bool> {
    Ok(tx.exec(&ENABLE, &[at.into(), user.into()]).await? > 0)
}

static SPEND: Sql =
    Sql::new("UPDATE authenticators SET last_step = $1 WHERE user_id = $2 AND last_step < $3");

/// Takes the code of a step in time; answers whether neither it nor a later one was taken before.
pub async fn spend(mut db: impl Exec, user: UserId, step: i64) -> Result<bool> {
    Ok(db.exec(&SPEND, &[step.into(), user.into(), step.into()]).await? > 0)
}

static DELETE: Sql = Sql::new("DELETE FROM authenticators WHERE user_id = $1");
static DELETE_CODES: Sql = Sql::new("DELETE FROM recovery_codes WHERE user_id = $1");

/// No codes are asked for any more; answers whether there was anything to remove.
pub async fn delete(mut tx: &mut Tx, user: UserId) -> Result<bool> {
    tx.exec(&DELETE_CODES, &[user.into()]).await?;
    Ok(tx.exec(&DELETE, &[user.into()]).await? > 0)
}

static INSERT_CODE: Sql = Sql::new("INSERT INTO recovery_codes (user_id, code_hash) VALUES ($1, $2)");

/// Replaces the recovery codes of a user.
pub async fn replace_codes(mut tx: &mut Tx, user: UserId, hashes: &[Vec<u8>]) -> Result<()> {
    tx.exec(&DELETE_CODES, &[user.into()]).await?;
    for hash in hashes {
        tx.exec(&INSERT_CODE, &[user.into(), hash.into()]).await?;
    }
    Ok(())
}

static TAKE_CODE: Sql = Sql::new("DELETE FROM recovery_codes WHERE user_id = $1 AND code_hash = $2");

/// Takes a recovery code out, so that it works once; answers whether there was such a one.
pub async fn take_code(mut db: impl Exec, user: UserId, hash: &[u8]) -> Result<bool> {
    Ok(db.exec(&TAKE_CODE, &[user.into(), hash.into()]).await? > 0)
}

static COUNT_CODES: Sql = Sql::new("SELECT COUNT(*) FROM recovery_codes WHERE user_id = $1");

/// How many recovery codes a user has left.
pub async fn count_codes(mut db: impl Exec, user: UserId) -> Result<i64> {
    db.get(&COUNT_CODES, &[user.into()]).await
}

/// A sign-in of which the password was right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pending {
    /// Whose password it was.
    pub user_id: UserId,
    /// Where the browser wants to go.
    pub return_to: String,
    /// How many codes were tried.
    pub tries: i64,
}

static INSERT_PENDING: Sql = Sql::new(
    "INSERT INTO pending_sign_ins (secret_hash, user_id, return_to, expires_at) VALUES ($1, $2, $3, $4)",
);

/// Keeps that a password was right.
pub async fn insert_pending(
    mut db: impl Exec,
    secret_hash: &[u8],
    pending: &Pending,
    expires_at: Timestamp,
) -> Result<()> {
    let values = [secret_hash.into(), pending.user_id.into(), (&pending.return_to).into(), expires_at.into()];
    db.exec(&INSERT_PENDING, &values).await?;
    Ok(())
}

static FIND_PENDING: Sql = Sql::new(
    "SELECT user_id, return_to, tries FROM pending_sign_ins WHERE secret_hash = $1 AND expires_at > $2",
);

/// The sign-in that waits under this secret.
pub async fn find_pending(mut db: impl Exec, secret_hash: &[u8], now: Timestamp) -> Result<Option<Pending>> {
    db.find(&FIND_PENDING, &[secret_hash.into(), now.into()]).await
}

static TRY_PENDING: Sql = Sql::new(
    "UPDATE pending_sign_ins SET tries = tries + 1
      WHERE secret_hash = $1 AND expires_at > $2 AND tries < $3
  RETURNING user_id, return_to, tries",
);

/// Counts one more code; answers the sign-in unless too many were tried.
pub async fn try_pending(
    db: &crate::Store,
    secret_hash: &[u8],
    now: Timestamp,
    most: i64,
) -> Result<Option<Pending>> {
    let mut tx = db.begin().await?;
    let found = (&mut tx).find(&TRY_PENDING, &[secret_hash.into(), now.into(), most.into()]).await?;
    tx.commit().await?;
    Ok(found)
}

static DELETE_PENDING: Sql = Sql::new("DELETE FROM pending_sign_ins WHERE secret_hash = $1");

/// The sign-in is done; answers whether it waited still, so that two codes at once make one session.
pub async fn delete_pending(mut db: impl Exec, secret_hash: &[u8]) -> Result<bool> {
    Ok(db.exec(&DELETE_PENDING, &[secret_hash.into()]).await? > 0)
}

static DELETE_PENDING_OF: Sql = Sql::new("DELETE FROM pending_sign_ins WHERE user_id = $1");

/// Whoever waits to be signed in as this user begins anew.
pub async fn delete_pending_of(mut db: impl Exec, user: UserId) -> Result<()> {
    db.exec(&DELETE_PENDING_OF, &[user.into()]).await?;
    Ok(())
}

static DELETE_EXPIRED: Sql = Sql::new("DELETE FROM pending_sign_ins WHERE expires_at <= $1");

/// Forgets sign-ins that nobody finished.
pub async fn delete_expired(mut db: impl Exec, now: Timestamp) -> Result<u64> {
    db.exec(&DELETE_EXPIRED, &[now.into()]).await
}

impl FromRow for Authenticator {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self { secret: row.take()?, enabled_at: row.take()?, created_at: row.take()? })
    }
}

impl FromRow for Pending {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self { user_id: row.take()?, return_to: row.take()?, tries: row.take()? })
    }
}
