//! Severances: follows that ended all at once, kept so that they can be restored and read by those who lost them.

use model::{
    AccountId, AccountSeverance, AccountSeveranceId, Follow, Page, Severance, SeveranceId, SeveranceKind,
    SeveredFollow,
};

use crate::{
    Exec, Result, Sql, Tx, Value,
    row::{Cursor, FromRow},
    timelines::paged,
};

static INSERT: Sql =
    Sql::new("INSERT INTO severances (id, kind, target, created_at) VALUES ($1, $2, $3, $4)");

/// Adds a severance.
pub async fn insert(mut tx: &mut Tx, severance: &Severance) -> Result<()> {
    let Severance { id, kind, target, created_at } = severance;
    let values = [(*id).into(), kind.as_str().into(), target.into(), (*created_at).into()];
    tx.exec(&INSERT, &values).await?;
    Ok(())
}

static TOUCHING: Sql = Sql::new(
    "SELECT {follow f} FROM accounts a
       JOIN follows f ON f.target_account_id = a.id
       JOIN accounts m ON m.id = f.account_id
      WHERE a.domain = $1 AND m.domain IS NULL
      UNION ALL
     SELECT {follow g} FROM accounts b
       JOIN follows g ON g.account_id = b.id
       JOIN accounts n ON n.id = g.target_account_id
      WHERE b.domain = $1 AND n.domain IS NULL
      LIMIT $2",
);

/// Some follows between people here and those of a domain.
pub async fn follows_with(mut db: impl Exec, domain: &str, limit: i64) -> Result<Vec<Follow>> {
    db.rows(&TOUCHING, &[domain.into(), limit.into()]).await
}

static WITH_ACCOUNT: Sql = Sql::new(
    "SELECT {follow f} FROM follows f JOIN accounts m ON m.id = f.account_id
      WHERE f.target_account_id = $1 AND m.domain IS NULL
      UNION ALL
     SELECT {follow g} FROM follows g JOIN accounts n ON n.id = g.target_account_id
      WHERE g.account_id = $1 AND n.domain IS NULL
      LIMIT $2",
);

/// Some follows between people here and one account elsewhere.
pub async fn follows_with_account(mut db: impl Exec, account: AccountId, limit: i64) -> Result<Vec<Follow>> {
    db.rows(&WITH_ACCOUNT, &[account.into(), limit.into()]).await
}

static DROP_REQUESTS_TO: Sql = Sql::new(
    "DELETE FROM follow_requests WHERE target_account_id IN (SELECT a.id FROM accounts a WHERE a.domain = $1)",
);
static DROP_REQUESTS_FROM: Sql = Sql::new(
    "DELETE FROM follow_requests WHERE account_id IN (SELECT a.id FROM accounts a WHERE a.domain = $1)",
);

/// Ends what people of a domain and people here asked of each other.
pub async fn drop_requests(mut tx: &mut Tx, domain: &str) -> Result<()> {
    tx.exec(&DROP_REQUESTS_TO, &[domain.into()]).await?;
    tx.exec(&DROP_REQUESTS_FROM, &[domain.into()]).await?;
    Ok(())
}

static KEEP: Sql = Sql::new(
    "INSERT INTO severed_follows
            (id, severance_id, local_account_id, remote_account_id, is_following, uri, show_reblogs, notify,
             languages, lists)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT DO NOTHING",
);

/// Keeps a follow that is ended.
pub async fn keep(mut tx: &mut Tx, severance: SeveranceId, follow: &SeveredFollow) -> Result<()> {
    let values: [Value<'_>; 10] = [
        follow.id.into(),
        severance.into(),
        follow.local_account_id.into(),
        follow.remote_account_id.into(),
        follow.is_following.into(),
        (&follow.uri).into(),
        follow.show_reblogs.into(),
        follow.notify.into(),
        Value::json(&follow.languages),
        Value::json(&follow.lists),
    ];
    tx.exec(&KEEP, &values).await?;
    Ok(())
}

static COUNT: Sql = Sql::new(
    "INSERT INTO account_severances (id, account_id, severance_id, followers_count, following_count)
     VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (account_id, severance_id) DO UPDATE
        SET followers_count = account_severances.followers_count + EXCLUDED.followers_count,
            following_count = account_severances.following_count + EXCLUDED.following_count",
);

/// Counts what somebody lost: followers and follows.
pub async fn count(
    mut tx: &mut Tx,
    id: AccountSeveranceId,
    account: AccountId,
    severance: SeveranceId,
    (followers, following): (i64, i64),
) -> Result<()> {
    let values = [id.into(), account.into(), severance.into(), followers.into(), following.into()];
    tx.exec(&COUNT, &values).await?;
    Ok(())
}

static UNTOLD: Sql = Sql::new(
    "SELECT {account_severance c}, v.kind, v.target, v.created_at
       FROM account_severances c JOIN severances v ON v.id = c.severance_id
      WHERE NOT c.told ORDER BY c.id LIMIT $1",
);

/// Some of those who were not told yet what they lost.
pub async fn untold(mut db: impl Exec, limit: i64) -> Result<Vec<AccountSeverance>> {
    db.rows(&UNTOLD, &[limit.into()]).await
}

static TOLD: Sql = Sql::new("UPDATE account_severances SET told = TRUE WHERE id = $1");

/// Somebody was told what they lost.
pub async fn told(mut db: impl Exec, id: AccountSeveranceId) -> Result<()> {
    db.exec(&TOLD, &[id.into()]).await?;
    Ok(())
}

static AMONG: Sql = Sql::new(
    "SELECT {account_severance c}, v.kind, v.target, v.created_at
       FROM account_severances c JOIN severances v ON v.id = c.severance_id
      WHERE c.id IN {in $1}",
);

/// Those with these numbers.
pub async fn among(mut db: impl Exec, ids: &[AccountSeveranceId]) -> Result<Vec<AccountSeverance>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&AMONG, &[Value::ids(ids)]).await
}

static LOST_BY: Sql = Sql::new(
    "SELECT s.id, a.username, a.domain, s.show_reblogs, s.notify, s.languages
       FROM account_severances c
       JOIN severed_follows s ON s.local_account_id = c.account_id AND s.severance_id = c.severance_id
       JOIN accounts a ON a.id = s.remote_account_id
      WHERE c.id = $1 AND c.account_id = $2 AND s.is_following = $3
      ORDER BY s.id LIMIT $4",
);

/// Whom somebody followed, or who followed them, of what they lost once.
pub async fn lost(
    mut db: impl Exec,
    (account, id): (AccountId, AccountSeveranceId),
    is_following: bool,
    limit: i64,
) -> Result<Vec<Lost>> {
    db.rows(&LOST_BY, &[id.into(), account.into(), is_following.into(), limit.into()]).await
}

/// Somebody elsewhere who was lost.
#[derive(Clone, Debug)]
pub struct Lost {
    /// Their handle.
    pub acct: String,
    /// Whether reblogs were wanted.
    pub show_reblogs: bool,
    /// Whether each status was to be told.
    pub notify: bool,
    /// The languages that were wanted.
    pub languages: Vec<String>,
}

static RESTORABLE: Sql = Sql::new(
    "SELECT {severed_follow s} FROM accounts a
       JOIN severed_follows s ON s.remote_account_id = a.id
       JOIN severances v ON v.id = s.severance_id
      WHERE a.domain = $1 AND v.kind = $2 AND NOT s.restored AND a.suspended_at IS NULL
      ORDER BY s.id LIMIT $3",
);

/// Some follows with people of a domain that were ended for this reason and can be restored.
pub async fn restorable(
    mut db: impl Exec,
    domain: &str,
    kind: SeveranceKind,
    limit: i64,
) -> Result<Vec<SeveredFollow>> {
    db.rows(&RESTORABLE, &[domain.into(), kind.as_str().into(), limit.into()]).await
}

static RESTORABLE_WITH: Sql = Sql::new(
    "SELECT {severed_follow s} FROM severed_follows s
       JOIN severances v ON v.id = s.severance_id
      WHERE s.remote_account_id = $1 AND v.kind = $2 AND NOT s.restored
      ORDER BY s.id LIMIT $3",
);

/// Some follows with an account elsewhere that were ended for this reason and can be restored.
pub async fn restorable_with(
    mut db: impl Exec,
    account: AccountId,
    kind: SeveranceKind,
    limit: i64,
) -> Result<Vec<SeveredFollow>> {
    db.rows(&RESTORABLE_WITH, &[account.into(), kind.as_str().into(), limit.into()]).await
}

static LATEST_RESTORED: Sql = Sql::new(
    "SELECT {severed_follow s} FROM severed_follows s
      WHERE s.local_account_id = $1 AND s.remote_account_id = $2 AND s.is_following AND s.restored
      ORDER BY s.id DESC LIMIT 1",
);

/// The last follow of the one by the other that was ended, and asked for again.
pub async fn latest_restored(
    mut db: impl Exec,
    account: AccountId,
    target: AccountId,
) -> Result<Option<SeveredFollow>> {
    db.find(&LATEST_RESTORED, &[account.into(), target.into()]).await
}

static RESTORED: Sql = Sql::new("UPDATE severed_follows SET restored = TRUE WHERE id = $1");

/// A follow is as it was, or asked for again.
pub async fn restored(mut tx: &mut Tx, follow: &SeveredFollow) -> Result<()> {
    tx.exec(&RESTORED, &[follow.id.into()]).await?;
    Ok(())
}

static DELETE_OLD: Sql = Sql::new("DELETE FROM severances WHERE id < $1");

/// Forgets severances from before this one.
pub async fn delete_before(mut db: impl Exec, id: SeveranceId) -> Result<u64> {
    db.exec(&DELETE_OLD, &[id.into()]).await
}

static DOWN: Sql = Sql::new(
    "SELECT {account_severance c}, v.kind, v.target, v.created_at
       FROM account_severances c JOIN severances v ON v.id = c.severance_id
      WHERE c.account_id = $1 AND c.id < $2 AND c.id > $3 ORDER BY c.id DESC LIMIT $4",
);
static UP: Sql = Sql::new(
    "SELECT {account_severance c}, v.kind, v.target, v.created_at
       FROM account_severances c JOIN severances v ON v.id = c.severance_id
      WHERE c.account_id = $1 AND c.id < $2 AND c.id > $3 ORDER BY c.id LIMIT $4",
);

/// A page of what somebody lost, the latest first.
pub async fn page(db: impl Exec, account: AccountId, page: &Page) -> Result<Vec<AccountSeverance>> {
    let values = [account.into(), page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&DOWN, &UP], &values, page).await
}

impl FromRow for AccountSeverance {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            account_id: row.take()?,
            followers_count: row.take()?,
            following_count: row.take()?,
            kind: row.word(SeveranceKind::parse)?,
            target: row.take()?,
            created_at: row.take()?,
        })
    }
}

impl FromRow for SeveredFollow {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            local_account_id: row.take()?,
            remote_account_id: row.take()?,
            is_following: row.take()?,
            uri: row.take()?,
            show_reblogs: row.take()?,
            notify: row.take()?,
            languages: row.json()?,
            lists: row.json()?,
        })
    }
}

impl FromRow for Lost {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        let (_, username, domain): (i64, String, Option<String>) = (row.take()?, row.take()?, row.take()?);
        Ok(Self {
            acct: domain.map_or_else(|| username.clone(), |domain| format!("{username}@{domain}")),
            show_reblogs: row.take()?,
            notify: row.take()?,
            languages: row.json()?,
        })
    }
}
