//! Timelines as the database sees them: candidates in order of time. Who may see which is decided above.

use model::{AccountId, Page, Status, StatusId, TagId};

use crate::{Exec, Result, Sql, Value, row::FromRow};

/// Runs the downward or the upward form of a page's statement; the answer is always newest first.
pub(crate) async fn paged<T: FromRow>(
    mut db: impl Exec,
    [down, up]: [&'static Sql; 2],
    values: &[Value<'_>],
    page: &Page,
) -> Result<Vec<T>> {
    if page.is_upward() {
        let mut rows = db.rows(up, values).await?;
        rows.reverse();
        Ok(rows)
    } else {
        db.rows(down, values).await
    }
}

static HOME_DOWN: Sql = Sql::new(
    "SELECT {status s}
       FROM statuses s
      WHERE (s.account_id = $1
             OR s.account_id IN (SELECT f.target_account_id FROM follows f WHERE f.account_id = $1))
        AND s.id < $2
        AND s.id > $3
      ORDER BY s.id DESC
      LIMIT $4",
);
static HOME_UP: Sql = Sql::new(
    "SELECT {status s}
       FROM statuses s
      WHERE (s.account_id = $1
             OR s.account_id IN (SELECT f.target_account_id FROM follows f WHERE f.account_id = $1))
        AND s.id < $2
        AND s.id > $3
      ORDER BY s.id
      LIMIT $4",
);

/// Statuses by the account and by those it follows.
pub async fn home(db: impl Exec, account: AccountId, page: &Page) -> Result<Vec<Status>> {
    let values = [account.into(), page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&HOME_DOWN, &HOME_UP], &values, page).await
}

static TAGGED_DOWN: Sql = Sql::new(
    "SELECT {status s}
       FROM status_tags t
       JOIN statuses s ON s.id = t.status_id
      WHERE t.tag_id IN {in $1}
        AND t.status_id < $2
        AND t.status_id > $3
        AND s.visibility = 'public'
      GROUP BY s.id
      ORDER BY s.id DESC
      LIMIT $4",
);
static TAGGED_UP: Sql = Sql::new(
    "SELECT {status s}
       FROM status_tags t
       JOIN statuses s ON s.id = t.status_id
      WHERE t.tag_id IN {in $1}
        AND t.status_id < $2
        AND t.status_id > $3
        AND s.visibility = 'public'
      GROUP BY s.id
      ORDER BY s.id
      LIMIT $4",
);

/// Public statuses with any of these tags.
pub async fn tagged(db: impl Exec, tags: &[TagId], page: &Page) -> Result<Vec<Status>> {
    if tags.is_empty() {
        return Ok(Vec::new());
    }
    let values = [Value::ids(tags), page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&TAGGED_DOWN, &TAGGED_UP], &values, page).await
}

/// Which public statuses are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Origin {
    /// Only those published here.
    pub local: bool,
    /// Only those from neighbours.
    pub remote: bool,
}

static PUBLIC_DOWN: Sql = Sql::new(
    "SELECT s.id
       FROM statuses s
      WHERE s.visibility = 'public'
        AND s.reblog_of_id IS NULL
        AND (s.in_reply_to_account_id IS NULL OR s.in_reply_to_account_id = s.account_id)
        AND s.id < $1
        AND s.id > $2
        AND (NOT $3 OR s.is_local)
        AND (NOT $4 OR NOT s.is_local)
      ORDER BY s.id DESC
      LIMIT $5",
);
static PUBLIC_UP: Sql = Sql::new(
    "SELECT s.id
       FROM statuses s
      WHERE s.visibility = 'public'
        AND s.reblog_of_id IS NULL
        AND (s.in_reply_to_account_id IS NULL OR s.in_reply_to_account_id = s.account_id)
        AND s.id < $1
        AND s.id > $2
        AND (NOT $3 OR s.is_local)
        AND (NOT $4 OR NOT s.is_local)
      ORDER BY s.id
      LIMIT $5",
);

/// Public statuses that are neither reblogs nor answers to others.
pub async fn public(db: impl Exec, origin: Origin, page: &Page) -> Result<Vec<StatusId>> {
    let values = [
        page.below().into(),
        page.above().into(),
        origin.local.into(),
        origin.remote.into(),
        page.limit.into(),
    ];
    paged(db, [&PUBLIC_DOWN, &PUBLIC_UP], &values, page).await
}

static TAG_DOWN: Sql = Sql::new(
    "SELECT s.id
       FROM status_tags t
       JOIN statuses s ON s.id = t.status_id
      WHERE t.tag_id IN {in $1}
        AND s.visibility = 'public'
        AND t.status_id < $2
        AND t.status_id > $3
        AND (NOT $4 OR s.is_local)
        AND (NOT $5 OR NOT s.is_local)
        AND $6 = (SELECT COUNT(*) FROM status_tags y WHERE y.status_id = s.id AND y.tag_id IN {in $7})
        AND NOT EXISTS (SELECT 1 FROM status_tags n WHERE n.status_id = s.id AND n.tag_id IN {in $8})
      GROUP BY s.id
      ORDER BY s.id DESC
      LIMIT $9",
);
static TAG_UP: Sql = Sql::new(
    "SELECT s.id
       FROM status_tags t
       JOIN statuses s ON s.id = t.status_id
      WHERE t.tag_id IN {in $1}
        AND s.visibility = 'public'
        AND t.status_id < $2
        AND t.status_id > $3
        AND (NOT $4 OR s.is_local)
        AND (NOT $5 OR NOT s.is_local)
        AND $6 = (SELECT COUNT(*) FROM status_tags y WHERE y.status_id = s.id AND y.tag_id IN {in $7})
        AND NOT EXISTS (SELECT 1 FROM status_tags n WHERE n.status_id = s.id AND n.tag_id IN {in $8})
      GROUP BY s.id
      ORDER BY s.id
      LIMIT $9",
);

/// Which tags a status must and must not have.
#[derive(Clone, Debug, Default)]
pub struct TagChoice {
    /// At least one of these.
    pub any: Vec<TagId>,
    /// Every one of these.
    pub all: Vec<TagId>,
    /// None of these.
    pub none: Vec<TagId>,
}

/// Public statuses with these tags.
pub async fn tag(db: impl Exec, choice: &TagChoice, origin: Origin, page: &Page) -> Result<Vec<StatusId>> {
    let values = [
        Value::ids(&choice.any),
        page.below().into(),
        page.above().into(),
        origin.local.into(),
        origin.remote.into(),
        Value::Int(choice.all.len() as i64),
        Value::ids(&choice.all),
        Value::ids(&choice.none),
        page.limit.into(),
    ];
    paged(db, [&TAG_DOWN, &TAG_UP], &values, page).await
}

static FAVOURITED_DOWN: Sql = Sql::new(
    "SELECT f.id, f.status_id FROM favourites f
      WHERE f.account_id = $1 AND f.id < $2 AND f.id > $3 ORDER BY f.id DESC LIMIT $4",
);
static FAVOURITED_UP: Sql = Sql::new(
    "SELECT f.id, f.status_id FROM favourites f
      WHERE f.account_id = $1 AND f.id < $2 AND f.id > $3 ORDER BY f.id LIMIT $4",
);

/// What the account favourited, most recent first: the favourite's id (for paging) and the status's.
pub async fn favourited(
    db: impl Exec,
    account: AccountId,
    page: &Page,
) -> Result<Vec<(model::FavouriteId, StatusId)>> {
    let values = [account.into(), page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&FAVOURITED_DOWN, &FAVOURITED_UP], &values, page).await
}
