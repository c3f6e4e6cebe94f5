//! Signing keys: private ones of this server and its accounts, public ones of remote accounts.

use model::{AccountId, Timestamp};

use crate::{
    Exec, Result, Sql, Value,
    row::{Cursor, FromRow},
};

/// A key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    /// Whose it is; id 0 is the server itself.
    pub owner_id: AccountId,
    /// The key's address.
    pub key_id: String,
    /// Public part, PEM.
    pub public_key_pem: String,
    /// Private part, PEM, for keys of this server.
    pub private_key_pem: Option<String>,
    /// When it ends, if its owner says so.
    pub expires_at: Option<Timestamp>,
}

static UPSERT: Sql = Sql::new(
    "INSERT INTO keys (owner_id, key_id, public_key_pem, private_key_pem, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (key_id)
         DO UPDATE SET owner_id = excluded.owner_id, public_key_pem = excluded.public_key_pem,
                       expires_at = excluded.expires_at
      WHERE keys.private_key_pem IS NULL",
);

/// Adds a key or replaces a remote one that changed. A key with a private part is never replaced.
pub async fn upsert(mut db: impl Exec, key: &Key, now: Timestamp) -> Result<()> {
    let values: [Value<'_>; 6] = [
        key.owner_id.into(),
        (&key.key_id).into(),
        (&key.public_key_pem).into(),
        (&key.private_key_pem).into(),
        now.into(),
        key.expires_at.into(),
    ];
    db.exec(&UPSERT, &values).await?;
    Ok(())
}

static FIND: Sql = Sql::new(
    "SELECT owner_id, key_id, public_key_pem, private_key_pem, expires_at FROM keys WHERE key_id = $1",
);

/// The key with this address.
pub async fn find(mut db: impl Exec, key_id: &str) -> Result<Option<Key>> {
    db.find(&FIND, &[key_id.into()]).await
}

static LIST: Sql = Sql::new(
    "SELECT owner_id, key_id, public_key_pem, private_key_pem, expires_at FROM keys
      WHERE owner_id = $1 AND private_key_pem IS NULL ORDER BY created_at, key_id",
);

/// The public keys of a remote account.
pub async fn list(mut db: impl Exec, owner: AccountId) -> Result<Vec<Key>> {
    db.rows(&LIST, &[owner.into()]).await
}

static DELETE_OTHERS: Sql =
    Sql::new("DELETE FROM keys WHERE owner_id = $1 AND private_key_pem IS NULL AND key_id <> $2");

/// Forgets all public keys of a remote account but this one.
pub async fn delete_others(mut db: impl Exec, owner: AccountId, key_id: &str) -> Result<()> {
    db.exec(&DELETE_OTHERS, &[owner.into(), key_id.into()]).await?;
    Ok(())
}

impl FromRow for Key {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            owner_id: row.take()?,
            key_id: row.take()?,
            public_key_pem: row.take()?,
            private_key_pem: row.take()?,
            expires_at: row.take()?,
        })
    }
}
