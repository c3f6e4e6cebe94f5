//! Favourites: who likes which status.

use model::{Account, AccountId, Favourite, FavouriteId, Page, StatusId};

use crate::{
    Exec, Result, Sql, Touch, Tx, Value,
    row::{Cursor, FromRow},
    timelines::paged,
};

static INSERT: Sql = Sql::new(
    "INSERT INTO favourites (id, account_id, status_id, uri) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING",
)
.touching(Touch::Marks, 2);

/// Adds a favourite; answers whether it was new.
pub async fn insert(mut tx: &mut Tx, favourite: &Favourite) -> Result<bool> {
    let values: [Value<'_>; 4] = [
        favourite.id.into(),
        favourite.account_id.into(),
        favourite.status_id.into(),
        (&favourite.uri).into(),
    ];
    Ok(tx.exec(&INSERT, &values).await? > 0)
}

static DELETE: Sql = Sql::new(
    "DELETE FROM favourites WHERE account_id = $1 AND status_id = $2 RETURNING id, account_id, status_id, uri",
).touching(Touch::Marks, 1);

/// Removes a favourite; answers what it was.
pub async fn delete(mut tx: &mut Tx, by: AccountId, status: StatusId) -> Result<Option<Favourite>> {
    tx.find(&DELETE, &[by.into(), status.into()]).await
}

static FIND_BY_URI: Sql =
    Sql::new("SELECT id, account_id, status_id, uri FROM favourites WHERE uri = $1 AND account_id = $2");

/// The account's favourite that other servers know under this address.
pub async fn find_by_uri(mut db: impl Exec, uri: &str, by: AccountId) -> Result<Option<Favourite>> {
    db.find(&FIND_BY_URI, &[uri.into(), by.into()]).await
}

static FIND: Sql = Sql::new(
    "SELECT id, account_id, status_id, uri FROM favourites WHERE account_id = $1 AND status_id = $2",
);

/// The account's favourite of a status.
pub async fn find(mut db: impl Exec, by: AccountId, status: StatusId) -> Result<Option<Favourite>> {
    db.find(&FIND, &[by.into(), status.into()]).await
}

static GET: Sql = Sql::new("SELECT id, account_id, status_id, uri FROM favourites WHERE id = $1");

/// The favourite with this id.
pub async fn find_by_id(mut db: impl Exec, id: FavouriteId) -> Result<Option<Favourite>> {
    db.find(&GET, &[id.into()]).await
}

static AMONG: Sql =
    Sql::new("SELECT f.status_id FROM favourites f WHERE f.status_id IN {in $1} AND f.account_id = $2");

/// Which of these statuses the account has favourited.
pub async fn among(mut db: impl Exec, by: AccountId, ids: &[StatusId]) -> Result<Vec<StatusId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&AMONG, &[Value::ids(ids), by.into()]).await
}

static BY_DOWN: Sql = Sql::new(
    "SELECT f.id, {account a} FROM favourites f JOIN accounts a ON a.id = f.account_id
      WHERE f.status_id = $1 AND f.id < $2 AND f.id > $3 ORDER BY f.id DESC LIMIT $4",
);
static BY_UP: Sql = Sql::new(
    "SELECT f.id, {account a} FROM favourites f JOIN accounts a ON a.id = f.account_id
      WHERE f.status_id = $1 AND f.id < $2 AND f.id > $3 ORDER BY f.id LIMIT $4",
);

/// Who favourited a status, most recent first, with the favourite's id for paging.
pub async fn list_by(db: impl Exec, status: StatusId, page: &Page) -> Result<Vec<(FavouriteId, Account)>> {
    let values = [status.into(), page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&BY_DOWN, &BY_UP], &values, page).await
}

impl FromRow for Favourite {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self { id: row.take()?, account_id: row.take()?, status_id: row.take()?, uri: row.take()? })
    }
}
