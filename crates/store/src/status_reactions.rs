//! Reactions to statuses: who answers which status with which emoji. The picture of an emoji of Unicode is kept as an
//! empty text, so that the same reaction is the same row.

use model::{AccountId, Favourite, StatusId, StatusReaction, limits};

use crate::{
    Exec, Result, Sql, Touch, Tx, Value,
    row::{Cursor, FromRow},
};

static INSERT: Sql = Sql::new(
    "INSERT INTO status_reactions (id, account_id, status_id, name, picture, uri)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
)
.touching(Touch::Status, 3);

/// Adds a reaction; answers whether it was new.
pub async fn insert(mut tx: &mut Tx, reaction: &StatusReaction) -> Result<bool> {
    let values: [Value<'_>; 6] = [
        reaction.id.into(),
        reaction.account_id.into(),
        reaction.status_id.into(),
        (&reaction.name).into(),
        reaction.picture.as_deref().unwrap_or_default().into(),
        (&reaction.uri).into(),
    ];
    Ok(tx.exec(&INSERT, &values).await? > 0)
}

static DELETE: Sql =
    Sql::new("DELETE FROM status_reactions WHERE id = $1 AND status_id = $2").touching(Touch::Status, 2);

/// Removes a reaction; answers whether it was there.
pub async fn delete(mut tx: &mut Tx, reaction: &StatusReaction) -> Result<bool> {
    Ok(tx.exec(&DELETE, &[reaction.id.into(), reaction.status_id.into()]).await? > 0)
}

static STAND_FOR: Sql =
    Sql::new("UPDATE favourites SET id = $1, uri = $2 WHERE account_id = $3 AND status_id = $4")
        .touching(Touch::Marks, 3);

/// The favourite of this account and status stands for something else from now on.
pub async fn stand_for(mut tx: &mut Tx, favourite: &Favourite) -> Result<()> {
    let values: [Value<'_>; 4] = [
        favourite.id.into(),
        (&favourite.uri).into(),
        favourite.account_id.into(),
        favourite.status_id.into(),
    ];
    tx.exec(&STAND_FOR, &values).await?;
    Ok(())
}

static OF: Sql = Sql::new(
    "SELECT r.id, r.account_id, r.status_id, r.name, r.picture, r.uri FROM status_reactions r
      WHERE r.account_id = $1 AND r.status_id = $2
      ORDER BY r.id LIMIT $3",
);

/// An account's reactions to a status, in order.
pub async fn of(mut db: impl Exec, by: AccountId, status: StatusId) -> Result<Vec<StatusReaction>> {
    let most = limits::REACTIONS_BY_ONE as i64;
    db.rows(&OF, &[by.into(), status.into(), most.into()]).await
}

static FIND_BY_URI: Sql = Sql::new(
    "SELECT r.id, r.account_id, r.status_id, r.name, r.picture, r.uri FROM status_reactions r
      WHERE r.account_id = $1 AND r.uri = $2
      ORDER BY r.id LIMIT 1",
);

/// The account's reaction that other servers know under this address.
pub async fn find_by_uri(mut db: impl Exec, uri: &str, by: AccountId) -> Result<Option<StatusReaction>> {
    db.find(&FIND_BY_URI, &[by.into(), uri.into()]).await
}

static TALLY: Sql = Sql::new(
    "SELECT r.status_id, r.name, r.picture, COUNT(*)
       FROM status_reactions r
      WHERE r.status_id IN {in $1}
      GROUP BY r.status_id, r.name, r.picture
      ORDER BY MIN(r.id) LIMIT $2",
);

/// How often each of these statuses got each reaction, in order of the first: status, name, picture, number.
pub async fn tally(
    mut db: impl Exec,
    ids: &[StatusId],
) -> Result<Vec<(StatusId, String, Option<String>, i64)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = db.rows(&TALLY, &[Value::ids(ids), limits::REACTIONS_READ.into()]).await?;
    Ok(rows.into_iter().map(|(status, name, picture, count)| (status, name, kept(picture), count)).collect())
}

static OWN: Sql = Sql::new(
    "SELECT r.status_id, r.name, r.picture FROM status_reactions r
      WHERE r.account_id = $1 AND r.status_id IN {in $2}
      ORDER BY r.id LIMIT $3",
);

/// An account's own reactions to these statuses: status, name, picture.
pub async fn own(
    mut db: impl Exec,
    by: AccountId,
    ids: &[StatusId],
) -> Result<Vec<(StatusId, String, Option<String>)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = db.rows(&OWN, &[by.into(), Value::ids(ids), limits::REACTIONS_READ.into()]).await?;
    Ok(rows.into_iter().map(|(status, name, picture)| (status, name, kept(picture))).collect())
}

static BY: Sql = Sql::new(
    "SELECT r.name, r.picture, r.account_id FROM status_reactions r
      WHERE r.status_id = $1
      ORDER BY r.id LIMIT $2",
);

/// Who reacted to a status, with what, the first ones first: name, picture, account.
pub async fn by(mut db: impl Exec, status: StatusId) -> Result<Vec<(String, Option<String>, AccountId)>> {
    let rows = db.rows(&BY, &[status.into(), limits::REACTED_BY.into()]).await?;
    Ok(rows.into_iter().map(|(name, picture, by)| (name, kept(picture), by)).collect())
}

/// An address of a picture as it is kept.
fn kept(picture: String) -> Option<String> {
    Some(picture).filter(|picture| !picture.is_empty())
}

impl FromRow for StatusReaction {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            account_id: row.take()?,
            status_id: row.take()?,
            name: row.take()?,
            picture: kept(row.take()?),
            uri: row.take()?,
        })
    }
}
