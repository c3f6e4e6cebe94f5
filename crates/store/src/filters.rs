//! Filters with their keywords and statuses.

use model::{
    AccountId, Filter, FilterAction, FilterId, FilterKeyword, FilterKeywordId, FilterStatus, FilterStatusId,
    StatusId,
};

use crate::{
    Exec, Result, Sql, Tx, Value,
    row::{Cursor, FromRow},
};

static INSERT: Sql = Sql::new(
    "INSERT INTO filters (id, account_id, title, contexts, action, expires_at) VALUES ($1, $2, $3, $4, $5, $6)",
);

/// Adds a filter, without its keywords and statuses.
pub async fn insert(mut tx: &mut Tx, filter: &Filter) -> Result<()> {
    let values: [Value<'_>; 6] = [
        filter.id.into(),
        filter.account_id.into(),
        (&filter.title).into(),
        Value::json(&filter.contexts),
        filter.action.as_str().into(),
        filter.expires_at.into(),
    ];
    tx.exec(&INSERT, &values).await?;
    Ok(())
}

static UPDATE: Sql =
    Sql::new("UPDATE filters SET title = $1, contexts = $2, action = $3, expires_at = $4 WHERE id = $5");

/// Changes a filter; its keywords and statuses stay.
pub async fn update(mut tx: &mut Tx, filter: &Filter) -> Result<()> {
    let values: [Value<'_>; 5] = [
        (&filter.title).into(),
        Value::json(&filter.contexts),
        filter.action.as_str().into(),
        filter.expires_at.into(),
        filter.id.into(),
    ];
    tx.exec(&UPDATE, &values).await?;
    Ok(())
}

static DELETE: Sql = Sql::new("DELETE FROM filters WHERE id = $1");

/// Removes a filter with all that belongs to it.
pub async fn delete(mut tx: &mut Tx, id: FilterId) -> Result<()> {
    tx.exec(&DELETE, &[id.into()]).await?;
    Ok(())
}

static LIST: Sql =
    Sql::new("SELECT {filter f} FROM filters f WHERE f.account_id = $1 ORDER BY f.id LIMIT $2");
static KEYWORDS: Sql = Sql::new(
    "SELECT k.filter_id, k.id, k.keyword, k.whole_word
       FROM filters f JOIN filter_keywords k ON k.filter_id = f.id
      WHERE f.account_id = $1 ORDER BY k.id",
);
static STATUSES: Sql = Sql::new(
    "SELECT s.filter_id, s.id, s.status_id
       FROM filters f JOIN filter_statuses s ON s.filter_id = f.id
      WHERE f.account_id = $1 ORDER BY s.id",
);

/// The account's filters, oldest first, each in full.
pub async fn list(mut db: impl Exec, account: AccountId, limit: i64) -> Result<Vec<Filter>> {
    let mut filters: Vec<Filter> = db.rows(&LIST, &[account.into(), limit.into()]).await?;
    if filters.is_empty() {
        return Ok(filters);
    }
    let keywords: Vec<(FilterId, FilterKeyword)> = db.rows(&KEYWORDS, &[account.into()]).await?;
    let statuses: Vec<(FilterId, FilterStatus)> = db.rows(&STATUSES, &[account.into()]).await?;
    for filter in &mut filters {
        let of = filter.id;
        filter.keywords = keywords.iter().filter(|(id, _)| *id == of).map(|(_, word)| word.clone()).collect();
        filter.statuses = statuses.iter().filter(|(id, _)| *id == of).map(|(_, one)| one.clone()).collect();
    }
    Ok(filters)
}

static INSERT_KEYWORD: Sql =
    Sql::new("INSERT INTO filter_keywords (id, filter_id, keyword, whole_word) VALUES ($1, $2, $3, $4)");
static UPDATE_KEYWORD: Sql =
    Sql::new("UPDATE filter_keywords SET keyword = $1, whole_word = $2 WHERE id = $3");
static DELETE_KEYWORD: Sql = Sql::new("DELETE FROM filter_keywords WHERE id = $1");

/// Adds a keyword to a filter.
pub async fn insert_keyword(mut tx: &mut Tx, filter: FilterId, word: &FilterKeyword) -> Result<()> {
    let values = [word.id.into(), filter.into(), (&word.keyword).into(), word.whole_word.into()];
    tx.exec(&INSERT_KEYWORD, &values).await?;
    Ok(())
}

/// Changes a keyword.
pub async fn update_keyword(mut tx: &mut Tx, word: &FilterKeyword) -> Result<()> {
    tx.exec(&UPDATE_KEYWORD, &[(&word.keyword).into(), word.whole_word.into(), word.id.into()]).await?;
    Ok(())
}

/// Removes a keyword.
pub async fn delete_keyword(mut tx: &mut Tx, id: FilterKeywordId) -> Result<()> {
    tx.exec(&DELETE_KEYWORD, &[id.into()]).await?;
    Ok(())
}

static INSERT_STATUS: Sql = Sql::new(
    "INSERT INTO filter_statuses (id, filter_id, status_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
);
static DELETE_STATUS: Sql = Sql::new("DELETE FROM filter_statuses WHERE id = $1");

/// Adds a status to a filter; answers whether it is new there.
pub async fn insert_status(
    mut tx: &mut Tx,
    filter: FilterId,
    id: FilterStatusId,
    status: StatusId,
) -> Result<bool> {
    Ok(tx.exec(&INSERT_STATUS, &[id.into(), filter.into(), status.into()]).await? > 0)
}

/// Takes a status out of a filter.
pub async fn delete_status(mut tx: &mut Tx, id: FilterStatusId) -> Result<()> {
    tx.exec(&DELETE_STATUS, &[id.into()]).await?;
    Ok(())
}

impl FromRow for Filter {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            account_id: row.take()?,
            title: row.take()?,
            contexts: row.json()?,
            action: row.word(FilterAction::parse)?,
            expires_at: row.take()?,
            keywords: Vec::new(),
            statuses: Vec::new(),
        })
    }
}

impl FromRow for FilterKeyword {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self { id: row.take()?, keyword: row.take()?, whole_word: row.take()? })
    }
}

impl FromRow for FilterStatus {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self { id: row.take()?, status_id: row.take()? })
    }
}
