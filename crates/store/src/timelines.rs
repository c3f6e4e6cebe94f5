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

// From each author no more is read than the page can take, so that it costs the same however much they all have written.
static HOME_DOWN: Sql = Sql::new(
    "WITH who AS (
         SELECT CAST($1 AS BIGINT) AS id
          UNION ALL SELECT f.target_account_id FROM follows f WHERE f.account_id = $1),
     author AS MATERIALIZED (
         SELECT k.id AS id,
                COALESCE((SELECT y.id FROM statuses y
                           WHERE y.account_id = k.id AND y.id < $2 AND y.id > $3
                           ORDER BY y.id DESC LIMIT 1 OFFSET $4), $3) AS floor
           FROM who k),
     newest AS MATERIALIZED (
         SELECT s.id AS id
           FROM author k CROSS JOIN statuses s
          WHERE s.account_id = k.id AND s.id > k.floor AND s.id < $2
          ORDER BY s.id DESC
          LIMIT $4)
     SELECT {status s} FROM newest x CROSS JOIN statuses s WHERE s.id = x.id ORDER BY s.id DESC",
);
static HOME_UP: Sql = Sql::new(
    "WITH who AS (
         SELECT CAST($1 AS BIGINT) AS id
          UNION ALL SELECT f.target_account_id FROM follows f WHERE f.account_id = $1),
     author AS MATERIALIZED (
         SELECT k.id AS id,
                COALESCE((SELECT y.id FROM statuses y
                           WHERE y.account_id = k.id AND y.id < $2 AND y.id > $3
                           ORDER BY y.id LIMIT 1 OFFSET $4), $2) AS ceiling
           FROM who k),
     oldest AS MATERIALIZED (
         SELECT s.id AS id
           FROM author k CROSS JOIN statuses s
          WHERE s.account_id = k.id AND s.id < k.ceiling AND s.id > $3
          ORDER BY s.id
          LIMIT $4)
     SELECT {status s} FROM oldest x CROSS JOIN statuses s WHERE s.id = x.id ORDER BY s.id",
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
    /// Only those with media.
    pub only_media: bool,
}

impl Origin {
    /// Whether what was published here, or elsewhere, is of this origin.
    pub fn has(self, is_local: bool) -> bool {
        (!self.local || is_local) && (!self.remote || !is_local)
    }
}

static PUBLIC_DOWN: Sql = Sql::new(
    "SELECT s.id
       FROM statuses s
      WHERE s.visibility = 'public'
        AND s.reblog_of_id IS NULL
        AND (s.in_reply_to_account_id IS NULL OR s.in_reply_to_account_id = s.account_id)
        AND s.id < $1
        AND s.id > $2
        AND (NOT $3 OR NOT s.is_local)
      ORDER BY s.id DESC
      LIMIT $4",
);
static PUBLIC_UP: Sql = Sql::new(
    "SELECT s.id
       FROM statuses s
      WHERE s.visibility = 'public'
        AND s.reblog_of_id IS NULL
        AND (s.in_reply_to_account_id IS NULL OR s.in_reply_to_account_id = s.account_id)
        AND s.id < $1
        AND s.id > $2
        AND (NOT $3 OR NOT s.is_local)
      ORDER BY s.id
      LIMIT $4",
);
// An index of its own, since what is published here may be rare among what is known.
static LOCAL_DOWN: Sql = Sql::new(
    "SELECT s.id
       FROM statuses s
      WHERE s.visibility = 'public'
        AND s.reblog_of_id IS NULL
        AND (s.in_reply_to_account_id IS NULL OR s.in_reply_to_account_id = s.account_id)
        AND s.id < $1
        AND s.id > $2
        AND s.is_local
      ORDER BY s.id DESC
      LIMIT $3",
);
static LOCAL_UP: Sql = Sql::new(
    "SELECT s.id
       FROM statuses s
      WHERE s.visibility = 'public'
        AND s.reblog_of_id IS NULL
        AND (s.in_reply_to_account_id IS NULL OR s.in_reply_to_account_id = s.account_id)
        AND s.id < $1
        AND s.id > $2
        AND s.is_local
      ORDER BY s.id
      LIMIT $3",
);

/// Public statuses that are neither reblogs nor answers to others.
pub async fn public(db: impl Exec, origin: Origin, page: &Page) -> Result<Vec<StatusId>> {
    let (below, above) = (page.below().into(), page.above().into());
    match (origin.local, origin.remote) {
        // Nothing is of both.
        (true, true) => Ok(Vec::new()),
        (true, false) => paged(db, [&LOCAL_DOWN, &LOCAL_UP], &[below, above, page.limit.into()], page).await,
        (false, remote) => {
            let values = [below, above, remote.into(), page.limit.into()];
            paged(db, [&PUBLIC_DOWN, &PUBLIC_UP], &values, page).await
        }
    }
}

static TAGS_DOWN: Sql = Sql::new(
    "SELECT t.status_id
       FROM status_tags t
      WHERE t.tag_id IN {in $1}
        AND t.status_id < $2
        AND t.status_id > $3
        AND $4 = (SELECT COUNT(*) FROM status_tags y WHERE y.status_id = t.status_id AND y.tag_id IN {in $5})
        AND NOT EXISTS (SELECT 1 FROM status_tags n WHERE n.status_id = t.status_id AND n.tag_id IN {in $6})
      GROUP BY t.status_id
      ORDER BY t.status_id DESC
      LIMIT $7",
);
static TAGS_UP: Sql = Sql::new(
    "SELECT t.status_id
       FROM status_tags t
      WHERE t.tag_id IN {in $1}
        AND t.status_id < $2
        AND t.status_id > $3
        AND $4 = (SELECT COUNT(*) FROM status_tags y WHERE y.status_id = t.status_id AND y.tag_id IN {in $5})
        AND NOT EXISTS (SELECT 1 FROM status_tags n WHERE n.status_id = t.status_id AND n.tag_id IN {in $6})
      GROUP BY t.status_id
      ORDER BY t.status_id
      LIMIT $7",
);
static TAG_DOWN: Sql = Sql::new(
    "SELECT t.status_id FROM status_tags t
      WHERE t.tag_id = $1 AND t.status_id < $2 AND t.status_id > $3 ORDER BY t.status_id DESC LIMIT $4",
);
static TAG_UP: Sql = Sql::new(
    "SELECT t.status_id FROM status_tags t
      WHERE t.tag_id = $1 AND t.status_id < $2 AND t.status_id > $3 ORDER BY t.status_id LIMIT $4",
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

/// Statuses with these tags, whoever may see them.
pub async fn tag(db: impl Exec, choice: &TagChoice, page: &Page) -> Result<Vec<StatusId>> {
    let (below, above) = (page.below().into(), page.above().into());
    if let ([tag], [], []) = (&choice.any[..], &choice.all[..], &choice.none[..]) {
        let values = [(*tag).into(), below, above, page.limit.into()];
        return paged(db, [&TAG_DOWN, &TAG_UP], &values, page).await;
    }
    let values = [
        Value::ids(&choice.any),
        below,
        above,
        Value::Int(choice.all.len() as i64),
        Value::ids(&choice.all),
        Value::ids(&choice.none),
        page.limit.into(),
    ];
    paged(db, [&TAGS_DOWN, &TAGS_UP], &values, page).await
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
