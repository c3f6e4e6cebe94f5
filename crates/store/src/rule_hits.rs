//! What content rules did.

use model::{AccountId, ContentRuleId, HitState, Page, RuleAction, RuleHit, RuleHitId, StatusId};

use crate::{
    Exec, Result, Sql, Tx, Value,
    row::{Cursor, FromRow},
    timelines::paged,
};

static INSERT: Sql = Sql::new(
    "INSERT INTO rule_hits (id, rule_id, rule_name, action, because, account_id, status_id, digest, report_id, state)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
);

/// Adds one.
pub async fn insert(mut tx: &mut Tx, hit: &RuleHit) -> Result<()> {
    let values: [Value<'_>; 10] = [
        hit.id.into(),
        hit.rule_id.into(),
        (&hit.rule_name).into(),
        hit.action.as_str().into(),
        Value::json(&hit.because),
        hit.account_id.into(),
        hit.status_id.into(),
        (&hit.digest).into(),
        hit.report_id.into(),
        hit.state.as_str().into(),
    ];
    tx.exec(&INSERT, &values).await?;
    Ok(())
}

static FIND: Sql = Sql::new("SELECT {rule_hit h} FROM rule_hits h WHERE h.id = $1");

/// The one with this id.
pub async fn find(mut db: impl Exec, id: RuleHitId) -> Result<Option<RuleHit>> {
    db.find(&FIND, &[id.into()]).await
}

/// Which are wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wanted {
    /// Those of this rule.
    pub rule: Option<ContentRuleId>,
    /// Those about this account.
    pub account: Option<AccountId>,
    /// Those that did this.
    pub action: Option<RuleAction>,
    /// Those that were taken back, or those that were not.
    pub undone: Option<bool>,
}

static ALL_DOWN: Sql = Sql::new(
    "SELECT {rule_hit h} FROM rule_hits h
      WHERE h.id < $1 AND h.id > $2 AND (h.action = $3 OR $3 = '')
        AND (CAST($4 AS BIGINT) = 0 OR ($4 = 1) = (h.undone_at IS NOT NULL))
      ORDER BY h.id DESC LIMIT $5",
);
static ALL_UP: Sql = Sql::new(
    "SELECT {rule_hit h} FROM rule_hits h
      WHERE h.id < $1 AND h.id > $2 AND (h.action = $3 OR $3 = '')
        AND (CAST($4 AS BIGINT) = 0 OR ($4 = 1) = (h.undone_at IS NOT NULL))
      ORDER BY h.id LIMIT $5",
);
static OF_RULE_DOWN: Sql = Sql::new(
    "SELECT {rule_hit h} FROM rule_hits h
      WHERE h.rule_id = $1 AND h.id < $2 AND h.id > $3 AND (h.action = $4 OR $4 = '')
        AND (CAST($5 AS BIGINT) = 0 OR ($5 = 1) = (h.undone_at IS NOT NULL))
        AND (h.account_id = $6 OR $6 = 0)
      ORDER BY h.id DESC LIMIT $7",
);
static OF_RULE_UP: Sql = Sql::new(
    "SELECT {rule_hit h} FROM rule_hits h
      WHERE h.rule_id = $1 AND h.id < $2 AND h.id > $3 AND (h.action = $4 OR $4 = '')
        AND (CAST($5 AS BIGINT) = 0 OR ($5 = 1) = (h.undone_at IS NOT NULL))
        AND (h.account_id = $6 OR $6 = 0)
      ORDER BY h.id LIMIT $7",
);
static ABOUT_DOWN: Sql = Sql::new(
    "SELECT {rule_hit h} FROM rule_hits h
      WHERE h.account_id = $1 AND h.id < $2 AND h.id > $3 AND (h.action = $4 OR $4 = '')
        AND (CAST($5 AS BIGINT) = 0 OR ($5 = 1) = (h.undone_at IS NOT NULL))
      ORDER BY h.id DESC LIMIT $6",
);
static ABOUT_UP: Sql = Sql::new(
    "SELECT {rule_hit h} FROM rule_hits h
      WHERE h.account_id = $1 AND h.id < $2 AND h.id > $3 AND (h.action = $4 OR $4 = '')
        AND (CAST($5 AS BIGINT) = 0 OR ($5 = 1) = (h.undone_at IS NOT NULL))
      ORDER BY h.id LIMIT $6",
);

/// Those that are wanted, newest first.
pub async fn list(db: impl Exec, wanted: Wanted, page: &Page) -> Result<Vec<RuleHit>> {
    let (below, above, limit) = (page.below().into(), page.above().into(), page.limit.into());
    let action = wanted.action.map_or("", RuleAction::as_str).into();
    let undone = wanted.undone.map_or(0_i64, |undone| if undone { 1 } else { 2 }).into();
    match (wanted.rule, wanted.account) {
        (Some(rule), account) => {
            let account = account.map_or(0, AccountId::get).into();
            let values = [rule.into(), below, above, action, undone, account, limit];
            paged(db, [&OF_RULE_DOWN, &OF_RULE_UP], &values, page).await
        }
        (None, Some(account)) => {
            let values = [account.into(), below, above, action, undone, limit];
            paged(db, [&ABOUT_DOWN, &ABOUT_UP], &values, page).await
        }
        (None, None) => paged(db, [&ALL_DOWN, &ALL_UP], &[below, above, action, undone, limit], page).await,
    }
}

static WAITING_DOWN: Sql = Sql::new(
    "SELECT {rule_hit h} FROM rule_hits h
      WHERE h.state = 'waiting' AND h.status_id IS NOT NULL AND h.id < $1 AND h.id > $2
      ORDER BY h.id DESC LIMIT $3",
);
static WAITING_UP: Sql = Sql::new(
    "SELECT {rule_hit h} FROM rule_hits h
      WHERE h.state = 'waiting' AND h.status_id IS NOT NULL AND h.id < $1 AND h.id > $2
      ORDER BY h.id LIMIT $3",
);

static COUNT_WAITING: Sql = Sql::new(
    "SELECT COUNT(*) FROM (
        SELECT 1 FROM rule_hits h WHERE h.state = 'waiting' AND h.status_id IS NOT NULL LIMIT $1) x",
);

/// How many statuses are held, up to a limit.
pub async fn count_waiting(mut db: impl Exec, limit: i64) -> Result<i64> {
    db.get(&COUNT_WAITING, &[limit.into()]).await
}

/// Those whose statuses are held, newest first.
pub async fn waiting(db: impl Exec, page: &Page) -> Result<Vec<RuleHit>> {
    let values = [page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&WAITING_DOWN, &WAITING_UP], &values, page).await
}

static SET: Sql = Sql::new(
    "UPDATE rule_hits SET state = $1, undone_at = $2, allowed_until = $3, report_id = $4, status_id = $5 WHERE id = $6",
);

/// Keeps how one stands.
pub async fn update(mut tx: &mut Tx, hit: &RuleHit) -> Result<()> {
    let values: [Value<'_>; 6] = [
        hit.state.as_str().into(),
        hit.undone_at.into(),
        hit.allowed_until.into(),
        hit.report_id.into(),
        hit.status_id.into(),
        hit.id.into(),
    ];
    tx.exec(&SET, &values).await?;
    Ok(())
}

static OF_STATUS: Sql =
    Sql::new("SELECT {rule_hit h} FROM rule_hits h WHERE h.status_id = $1 ORDER BY h.id LIMIT 100");

/// What was done with a status.
pub async fn of_status(mut db: impl Exec, status: StatusId) -> Result<Vec<RuleHit>> {
    db.rows(&OF_STATUS, &[status.into()]).await
}

static SAME: Sql = Sql::new(
    "SELECT {rule_hit h} FROM rule_hits h
      WHERE h.account_id = $1 AND h.digest = $2 AND h.id > $3 ORDER BY h.id DESC LIMIT 50",
);

/// What was done when an account said the same before, newest first.
pub async fn of_same(
    mut db: impl Exec,
    account: AccountId,
    digest: &str,
    after: RuleHitId,
) -> Result<Vec<RuleHit>> {
    db.rows(&SAME, &[account.into(), digest.into(), after.into()]).await
}

static COUNTS: Sql = Sql::new(
    "SELECT COUNT(*), COALESCE(SUM(CASE WHEN h.id > $1 THEN 1 ELSE 0 END), 0) FROM rule_hits h
      WHERE h.rule_id = $2",
);

/// How often a rule acted, and how often since a moment.
pub async fn counts(mut db: impl Exec, rule: ContentRuleId, since: RuleHitId) -> Result<(i64, i64)> {
    db.get(&COUNTS, &[since.into(), rule.into()]).await
}

static DELETE_OLD: Sql = Sql::new("DELETE FROM rule_hits WHERE id < $1 AND state <> 'waiting'");

/// Forgets those from before a moment about which nothing is to be decided.
pub async fn delete_before(mut db: impl Exec, before: RuleHitId) -> Result<()> {
    db.exec(&DELETE_OLD, &[before.into()]).await?;
    Ok(())
}

impl FromRow for RuleHit {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            rule_id: row.take()?,
            rule_name: row.take()?,
            action: row.word(RuleAction::parse)?,
            because: row.json()?,
            account_id: row.take()?,
            status_id: row.take()?,
            digest: row.take()?,
            report_id: row.take()?,
            state: row.word(HitState::parse)?,
            undone_at: row.take()?,
            allowed_until: row.take()?,
        })
    }
}
