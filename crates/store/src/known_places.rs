//! Where somebody has signed in before: prints of browsers and networks, from which neither can be read.

use model::{Timestamp, UserId};

use crate::{Exec, Result, Sql, Tx};

static COUNT: Sql = Sql::new("SELECT COUNT(*) FROM known_places p WHERE p.user_id = $1");

/// How many places of a user are known.
pub async fn count(mut db: impl Exec, user: UserId) -> Result<i64> {
    db.get(&COUNT, &[user.into()]).await
}

static SEEN: Sql = Sql::new("UPDATE known_places SET seen_at = $1 WHERE user_id = $2 AND print = $3");
static INSERT: Sql =
    Sql::new("INSERT INTO known_places (user_id, print, seen_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");

/// Notes that a user signed in from a place; answers whether it was known.
pub async fn note(mut tx: &mut Tx, user: UserId, print: &[u8], now: Timestamp) -> Result<bool> {
    if tx.exec(&SEEN, &[now.into(), user.into(), print.into()]).await? > 0 {
        return Ok(true);
    }
    tx.exec(&INSERT, &[user.into(), print.into(), now.into()]).await?;
    Ok(false)
}

static DELETE_OLD: Sql = Sql::new("DELETE FROM known_places WHERE seen_at < $1");

/// Forgets places that nobody came from since `before`.
pub async fn delete_old(mut db: impl Exec, before: Timestamp) -> Result<u64> {
    db.exec(&DELETE_OLD, &[before.into()]).await
}
