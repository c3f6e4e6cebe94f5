//! Invites, and who came with which.

use model::{AccountId, Invite, InviteId, Timestamp};

use crate::{
    Exec, Result, Sql, Tx,
    row::{Cursor, FromRow},
};

static INSERT: Sql = Sql::new(
    "INSERT INTO invites (id, account_id, code, uses, uses_most, expires_at, follows_maker, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
);

/// Adds an invite.
pub async fn insert(mut db: impl Exec, invite: &Invite) -> Result<()> {
    let values = [
        invite.id.into(),
        invite.account_id.into(),
        (&invite.code).into(),
        invite.uses.into(),
        invite.uses_most.into(),
        invite.expires_at.into(),
        invite.follows_maker.into(),
        invite.created_at.into(),
    ];
    db.exec(&INSERT, &values).await?;
    Ok(())
}

static FIND: Sql = Sql::new("SELECT {invite i} FROM invites i WHERE i.code = $1");

/// The invite with this code.
pub async fn find(mut db: impl Exec, code: &str) -> Result<Option<Invite>> {
    db.find(&FIND, &[code.into()]).await
}

static LIST: Sql =
    Sql::new("SELECT {invite i} FROM invites i WHERE i.account_id = $1 ORDER BY i.id DESC LIMIT $2");

/// The invites that somebody made, newest first.
pub async fn list(mut db: impl Exec, by: AccountId, limit: i64) -> Result<Vec<Invite>> {
    db.rows(&LIST, &[by.into(), limit.into()]).await
}

static LIST_ALL: Sql = Sql::new("SELECT {invite i} FROM invites i ORDER BY i.id DESC LIMIT $1");

/// The invites of everybody, newest first.
pub async fn list_all(mut db: impl Exec, limit: i64) -> Result<Vec<Invite>> {
    db.rows(&LIST_ALL, &[limit.into()]).await
}

static COUNT_OPEN: Sql = Sql::new(
    "SELECT COUNT(*) FROM invites
      WHERE account_id = $1 AND (uses_most IS NULL OR uses < uses_most)
        AND (expires_at IS NULL OR expires_at > $2)",
);

/// How many open invites somebody has.
pub async fn count_open(mut db: impl Exec, by: AccountId, now: Timestamp) -> Result<i64> {
    db.get(&COUNT_OPEN, &[by.into(), now.into()]).await
}

static USE: Sql = Sql::new(
    "UPDATE invites SET uses = uses + 1
      WHERE id = $1 AND (uses_most IS NULL OR uses < uses_most) AND (expires_at IS NULL OR expires_at > $2)",
);

static REMEMBER: Sql = Sql::new("INSERT INTO invite_uses (account_id, invite_id) VALUES ($1, $2)");

/// Lets somebody in by an invite; answers whether it was still open. Of several who want the last place, one is told so.
pub async fn take(tx: &mut Tx, id: InviteId, by: AccountId, now: Timestamp) -> Result<bool> {
    let mut tx = tx;
    if tx.exec(&USE, &[id.into(), now.into()]).await? == 0 {
        return Ok(false);
    }
    tx.exec(&REMEMBER, &[by.into(), id.into()]).await?;
    Ok(true)
}

static END: Sql =
    Sql::new("UPDATE invites SET expires_at = $1 WHERE id = $2 AND (expires_at IS NULL OR expires_at > $3)");

/// Ends an invite; answers whether it was open.
pub async fn end(mut db: impl Exec, id: InviteId, now: Timestamp) -> Result<bool> {
    Ok(db.exec(&END, &[now.into(), id.into(), now.into()]).await? > 0)
}

static MADE_BY: Sql = Sql::new(
    "SELECT i.account_id FROM invite_uses u JOIN invites i ON i.id = u.invite_id WHERE u.account_id = $1",
);

/// Who invited somebody.
pub async fn inviter(mut db: impl Exec, account: AccountId) -> Result<Option<AccountId>> {
    db.find(&MADE_BY, &[account.into()]).await
}

impl FromRow for Invite {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            account_id: row.take()?,
            code: row.take()?,
            uses: row.take()?,
            uses_most: row.take()?,
            expires_at: row.take()?,
            follows_maker: row.take()?,
            created_at: row.take()?,
        })
    }
}
