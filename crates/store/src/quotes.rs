//! Quotes: which status shows which, and whether its author allows it.

use model::{AccountId, Page, Quote, QuoteState, Status, StatusId};

use crate::{
    Exec, Result, Sql, Touch, Tx, Value,
    row::{Cursor, FromRow},
    timelines::paged,
};

static INSERT: Sql = Sql::new(
    "INSERT INTO quotes
            (status_id, account_id, quoted_status_id, quoted_account_id, state, authorization_uri)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING",
)
.touching(Touch::Status, 1);

/// Adds a quote unless the status has one.
pub async fn insert(mut tx: &mut Tx, quote: &Quote) -> Result<bool> {
    let values: [Value<'_>; 6] = [
        quote.status_id.into(),
        quote.account_id.into(),
        quote.quoted_status_id.into(),
        quote.quoted_account_id.into(),
        quote.state.as_str().into(),
        (&quote.authorization_uri).into(),
    ];
    Ok(tx.exec(&INSERT, &values).await? > 0)
}

static SET: Sql =
    Sql::new("UPDATE quotes SET state = $1, authorization_uri = $2 WHERE status_id = $3 AND state <> $1")
        .touching_nothing();

/// Gives a quote another state; answers whether it had not got it.
pub async fn set(
    mut tx: &mut Tx,
    status: StatusId,
    state: QuoteState,
    authorization_uri: Option<&str>,
) -> Result<bool> {
    let values = [state.as_str().into(), authorization_uri.into(), status.into()];
    Ok(tx.exec(&SET, &values).await? > 0)
}

static FIND: Sql = Sql::new("SELECT {quote q} FROM quotes q WHERE q.status_id = $1");

/// What a status quotes.
pub async fn find(mut db: impl Exec, status: StatusId) -> Result<Option<Quote>> {
    db.find(&FIND, &[status.into()]).await
}

static LIST: Sql =
    Sql::new("SELECT {quote q} FROM quotes q WHERE q.status_id IN {in $1} ORDER BY q.status_id");

/// What these statuses quote.
pub async fn list(mut db: impl Exec, statuses: &[StatusId]) -> Result<Vec<Quote>> {
    if statuses.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&LIST, &[Value::ids(statuses)]).await
}

static QUOTING_AMONG: Sql = Sql::new("SELECT q.status_id FROM quotes q WHERE q.status_id IN {in $1}");

/// Which of these statuses quote something.
pub async fn quoting_among(mut db: impl Exec, statuses: &[StatusId]) -> Result<Vec<StatusId>> {
    if statuses.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&QUOTING_AMONG, &[Value::ids(statuses)]).await
}

static FIND_BY_AUTHORIZATION: Sql =
    Sql::new("SELECT {quote q} FROM quotes q WHERE q.authorization_uri = $1 ORDER BY q.status_id LIMIT 1");

/// The quote whose consent can be read there.
pub async fn find_by_authorization(mut db: impl Exec, uri: &str) -> Result<Option<Quote>> {
    db.find(&FIND_BY_AUTHORIZATION, &[uri.into()]).await
}

static QUOTING_DOWN: Sql = Sql::new(
    "SELECT {status s} FROM quotes q CROSS JOIN statuses s
      WHERE q.quoted_status_id = $1 AND q.status_id < $2 AND q.status_id > $3 AND q.state = 'accepted'
        AND s.id = q.status_id
      ORDER BY q.status_id DESC LIMIT $4",
);
static QUOTING_UP: Sql = Sql::new(
    "SELECT {status s} FROM quotes q CROSS JOIN statuses s
      WHERE q.quoted_status_id = $1 AND q.status_id < $2 AND q.status_id > $3 AND q.state = 'accepted'
        AND s.id = q.status_id
      ORDER BY q.status_id LIMIT $4",
);

/// Statuses that quote one with consent.
pub async fn quoting(db: impl Exec, of: StatusId, page: &Page) -> Result<Vec<Status>> {
    let values = [of.into(), page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&QUOTING_DOWN, &QUOTING_UP], &values, page).await
}

static LOCAL_QUOTERS: Sql = Sql::new(
    "SELECT q.status_id, q.account_id FROM quotes q CROSS JOIN accounts a
      WHERE q.quoted_status_id = $1 AND q.state = 'accepted' AND a.id = q.account_id AND a.domain IS NULL
      ORDER BY q.status_id",
);

/// Who here quotes a status with consent, and where.
pub async fn local_quoters(mut db: impl Exec, of: StatusId) -> Result<Vec<(StatusId, AccountId)>> {
    db.rows(&LOCAL_QUOTERS, &[of.into()]).await
}

impl FromRow for Quote {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            status_id: row.take()?,
            account_id: row.take()?,
            quoted_status_id: row.take()?,
            quoted_account_id: row.take()?,
            state: row.word(QuoteState::parse)?,
            authorization_uri: row.take()?,
        })
    }
}
