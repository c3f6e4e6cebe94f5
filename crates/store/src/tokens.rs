//! Tokens and the codes traded for them. Only hashes of their secrets are kept.

use model::{ApplicationId, AuthorizationCode, Timestamp, Token, TokenId, UserId};

use crate::{
    Exec, Result, Sql, Touch, Tx, Value,
    row::{self, Cursor, FromRow},
};

static INSERT: Sql = Sql::new(
    "INSERT INTO tokens (id, secret_hash, application_id, user_id, scopes, created_at)
     VALUES ($1, $2, $3, $4, $5, $6)",
)
.touching_nothing();
static USED: Sql = Sql::new("UPDATE applications SET used_at = $1 WHERE id = $2 AND used_at IS NULL");

/// An application is used once somebody lets it in.
async fn note_use(mut db: impl Exec, token: &Token) -> Result<()> {
    if token.user_id.is_some() {
        db.exec(&USED, &[token.created_at.into(), token.application_id.into()]).await?;
    }
    Ok(())
}

/// Adds a token.
pub async fn insert(mut db: impl Exec, secret_hash: &[u8], token: &Token) -> Result<()> {
    let values: [Value<'_>; 6] = [
        token.id.into(),
        secret_hash.into(),
        token.application_id.into(),
        token.user_id.into(),
        (&token.scopes).into(),
        token.created_at.into(),
    ];
    db.exec(&INSERT, &values).await?;
    note_use(db, token).await
}

static INSERT_OF_SESSION: Sql = Sql::new(
    "INSERT INTO tokens (id, secret_hash, application_id, user_id, scopes, created_at, session_hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7)",
)
.touching_nothing();

/// Adds a token that ends with a session.
pub async fn insert_of_session(
    mut db: impl Exec,
    secret_hash: &[u8],
    session_hash: &[u8],
    token: &Token,
) -> Result<()> {
    let values: [Value<'_>; 7] = [
        token.id.into(),
        secret_hash.into(),
        token.application_id.into(),
        token.user_id.into(),
        (&token.scopes).into(),
        token.created_at.into(),
        session_hash.into(),
    ];
    db.exec(&INSERT_OF_SESSION, &values).await?;
    note_use(db, token).await
}

static FIND: Sql = Sql::new("SELECT {token t} FROM tokens t WHERE t.secret_hash = $1");

/// The token with this secret.
pub async fn find(mut db: impl Exec, secret_hash: &[u8]) -> Result<Option<Token>> {
    db.find(&FIND, &[secret_hash.into()]).await
}

static FIND_BY_ID: Sql = Sql::new("SELECT {token t} FROM tokens t WHERE t.id = $1");

/// The token with this id, if it has not been revoked.
pub async fn find_by_id(mut db: impl Exec, id: TokenId) -> Result<Option<Token>> {
    db.find(&FIND_BY_ID, &[id.into()]).await
}

static DELETE: Sql =
    Sql::new("DELETE FROM tokens WHERE secret_hash = $1 AND application_id = $2").touching_all(Touch::Access);

/// Revokes a token of this application; answers whether there was one.
pub async fn delete(mut db: impl Exec, secret_hash: &[u8], application: ApplicationId) -> Result<bool> {
    Ok(db.exec(&DELETE, &[secret_hash.into(), application.into()]).await? > 0)
}

static DELETE_ALL_OF: Sql = Sql::new("DELETE FROM tokens WHERE user_id = $1").touching_all(Touch::Access);
static DELETE_CODES_OF: Sql = Sql::new("DELETE FROM authorization_codes WHERE user_id = $1");

/// Revokes every token of a user, and every code that could be traded for one.
pub async fn delete_all_of(mut tx: &mut Tx, user: UserId) -> Result<()> {
    tx.exec(&DELETE_CODES_OF, &[user.into()]).await?;
    tx.exec(&DELETE_ALL_OF, &[user.into()]).await?;
    Ok(())
}

static INSERT_CODE: Sql = Sql::new(
    "INSERT INTO authorization_codes
            (code_hash, application_id, user_id, redirect_uri, scopes, code_challenge, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)",
);

/// Adds an authorization code.
pub async fn insert_code(mut db: impl Exec, code_hash: &[u8], code: &AuthorizationCode) -> Result<()> {
    let values: [Value<'_>; 7] = [
        code_hash.into(),
        code.application_id.into(),
        code.user_id.into(),
        (&code.redirect_uri).into(),
        (&code.scopes).into(),
        (&code.code_challenge).into(),
        code.expires_at.into(),
    ];
    db.exec(&INSERT_CODE, &values).await?;
    Ok(())
}

static TAKE_CODE: Sql = Sql::new(
    "DELETE FROM authorization_codes
      WHERE code_hash = $1 AND application_id = $2
  RETURNING application_id, user_id, redirect_uri, scopes, code_challenge, expires_at",
);

/// Takes a code out, so that it works once.
pub async fn take_code(
    mut tx: &mut Tx,
    code_hash: &[u8],
    application: ApplicationId,
) -> Result<Option<AuthorizationCode>> {
    tx.find(&TAKE_CODE, &[code_hash.into(), application.into()]).await
}

static DELETE_EXPIRED_CODES: Sql = Sql::new("DELETE FROM authorization_codes WHERE expires_at <= $1");

/// Forgets codes that were never traded.
pub async fn delete_expired_codes(mut db: impl Exec, now: Timestamp) -> Result<u64> {
    db.exec(&DELETE_EXPIRED_CODES, &[now.into()]).await
}

impl FromRow for AuthorizationCode {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            application_id: row.take()?,
            user_id: row.take()?,
            redirect_uri: row.take()?,
            scopes: row::scopes(row)?,
            code_challenge: row.take()?,
            expires_at: row.take()?,
        })
    }
}
