//! The apps that somebody let in: their tokens, beside the applications that hold them. Tokens of sessions are none of
//! these: the web client comes and goes with the browser.

use model::{Application, ApplicationId, Timestamp, Token, TokenId, UserId};

use crate::{Exec, Result, Sql, Touch};

static LIST: Sql = Sql::new(
    "SELECT {application a}, {token t}, u.used_at
       FROM tokens t
       JOIN applications a ON a.id = t.application_id
       LEFT JOIN token_uses u ON u.token_id = t.id
      WHERE t.user_id = $1 AND t.session_hash IS NULL
      ORDER BY t.id DESC
      LIMIT $2",
);

/// The tokens that act for a user, newest first, with the application of each and when each was last used.
pub async fn list(
    mut db: impl Exec,
    user: UserId,
    limit: i64,
) -> Result<Vec<(Application, Token, Option<Timestamp>)>> {
    db.rows(&LIST, &[user.into(), limit.into()]).await
}

static REVOKE: Sql =
    Sql::new("DELETE FROM tokens WHERE user_id = $1 AND application_id = $2 AND session_hash IS NULL")
        .touching_all(Touch::Access);
static REVOKE_ALL: Sql =
    Sql::new("DELETE FROM tokens WHERE user_id = $1 AND session_hash IS NULL").touching_all(Touch::Access);
static DROP_CODES: Sql = Sql::new("DELETE FROM authorization_codes WHERE user_id = $1");

/// Revokes what an application may do for a user; answers whether it could do anything.
pub async fn revoke(mut db: impl Exec, user: UserId, application: ApplicationId) -> Result<bool> {
    Ok(db.exec(&REVOKE, &[user.into(), application.into()]).await? > 0)
}

/// Revokes whatever may act for a user, also what is about to.
pub async fn revoke_all(mut tx: &mut crate::Tx, user: UserId) -> Result<()> {
    tx.exec(&DROP_CODES, &[user.into()]).await?;
    tx.exec(&REVOKE_ALL, &[user.into()]).await?;
    Ok(())
}

static USED_AT: Sql = Sql::new("SELECT used_at FROM token_uses WHERE token_id = $1");
static USED: Sql = Sql::new(
    "INSERT INTO token_uses (token_id, used_at) VALUES ($1, $2)
         ON CONFLICT (token_id) DO UPDATE SET used_at = excluded.used_at",
);

/// When a token was last used, as far as that was noted.
pub async fn used_at(mut db: impl Exec, token: TokenId) -> Result<Option<Timestamp>> {
    db.find(&USED_AT, &[token.into()]).await
}

/// Notes that a token is used.
pub async fn used(mut db: impl Exec, token: TokenId, at: Timestamp) -> Result<()> {
    db.exec(&USED, &[token.into(), at.into()]).await?;
    Ok(())
}
