//! Content rules, and how they were tried out.

use model::{
    AccountId, ContentRule, ContentRuleId, LooksAt, Rehearsal, RehearsalMatch, RuleAction, StatusId,
    Timestamp,
};

use crate::{
    Exec, Result, Sql, Tx, Value,
    row::{Cursor, FromRow},
};

static LIST: Sql = Sql::new("SELECT {content_rule r} FROM content_rules r ORDER BY r.id");

/// All of them, oldest first.
pub async fn list(mut db: impl Exec) -> Result<Vec<ContentRule>> {
    db.rows(&LIST, &[]).await
}

static FIND: Sql = Sql::new("SELECT {content_rule r} FROM content_rules r WHERE r.id = $1");

/// The one with this id.
pub async fn find(mut db: impl Exec, id: ContentRuleId) -> Result<Option<ContentRule>> {
    db.find(&FIND, &[id.into()]).await
}

static PUT: Sql = Sql::new(
    "INSERT INTO content_rules (id, name, is_live, looks_at, conditions, action, notice, expires_at, created_at,
                                updated_at, rehearsed_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (id) DO UPDATE
        SET name = EXCLUDED.name, is_live = EXCLUDED.is_live, looks_at = EXCLUDED.looks_at,
            conditions = EXCLUDED.conditions, action = EXCLUDED.action, notice = EXCLUDED.notice,
            expires_at = EXCLUDED.expires_at, updated_at = EXCLUDED.updated_at,
            rehearsed_at = EXCLUDED.rehearsed_at",
);

/// Adds one, or changes the one with its id.
pub async fn put(mut tx: &mut Tx, rule: &ContentRule) -> Result<()> {
    let values: [Value<'_>; 11] = [
        rule.id.into(),
        (&rule.name).into(),
        rule.is_live.into(),
        rule.looks_at.as_str().into(),
        Value::json(&rule.conditions),
        rule.action.as_str().into(),
        (&rule.notice).into(),
        rule.expires_at.into(),
        rule.created_at.into(),
        rule.updated_at.into(),
        rule.rehearsed_at.into(),
    ];
    tx.exec(&PUT, &values).await?;
    Ok(())
}

static DELETE: Sql = Sql::new("DELETE FROM content_rules WHERE id = $1");

/// Removes one; answers whether it was there.
pub async fn delete(mut tx: &mut Tx, id: ContentRuleId) -> Result<bool> {
    Ok(tx.exec(&DELETE, &[id.into()]).await? > 0)
}

static BEGIN: Sql = Sql::new(
    "INSERT INTO rehearsals (rule_id, read, total, matched, authors, started_at, at)
     VALUES ($1, 0, $2, 0, 0, $3, $4)",
);
static FORGET: Sql = Sql::new("DELETE FROM rehearsals WHERE rule_id = $1");
static FORGET_MATCHES: Sql = Sql::new("DELETE FROM rehearsal_matches WHERE rule_id = $1");

/// Forgets how one was tried out.
pub async fn forget_rehearsal(mut tx: &mut Tx, id: ContentRuleId) -> Result<()> {
    tx.exec(&FORGET, &[id.into()]).await?;
    tx.exec(&FORGET_MATCHES, &[id.into()]).await?;
    Ok(())
}

/// Begins to try one out, on about so many statuses after one.
pub async fn begin_rehearsal(
    mut tx: &mut Tx,
    id: ContentRuleId,
    total: i64,
    now: Timestamp,
    after: StatusId,
) -> Result<()> {
    forget_rehearsal(tx, id).await?;
    tx.exec(&BEGIN, &[id.into(), total.into(), now.into(), after.into()]).await?;
    Ok(())
}

static REHEARSAL: Sql = Sql::new(
    "SELECT r.rule_id, r.read, r.total, r.matched, r.authors, r.started_at, r.ended_at, r.at
       FROM rehearsals r WHERE r.rule_id = $1",
);

/// How one was tried out last.
pub async fn rehearsal(mut db: impl Exec, id: ContentRuleId) -> Result<Option<Rehearsal>> {
    db.find(&REHEARSAL, &[id.into()]).await
}

static UNDER_WAY: Sql = Sql::new(
    "SELECT r.rule_id, r.read, r.total, r.matched, r.authors, r.started_at, r.ended_at, r.at
       FROM rehearsals r WHERE r.ended_at IS NULL ORDER BY r.rule_id LIMIT 1",
);

/// One that is being tried out.
pub async fn under_way(mut db: impl Exec) -> Result<Option<Rehearsal>> {
    db.find(&UNDER_WAY, &[]).await
}

static ADVANCE: Sql = Sql::new(
    "UPDATE rehearsals SET read = $1, matched = $2, authors = $3, ended_at = $4, at = $5
      WHERE rule_id = $6 AND started_at = $7 AND ended_at IS NULL",
);

/// Notes how far that has come; answers whether it is still wanted.
pub async fn advance(mut tx: &mut Tx, now: &Rehearsal) -> Result<bool> {
    let values: [Value<'_>; 7] = [
        now.read.into(),
        now.matched.into(),
        now.authors.into(),
        now.ended_at.into(),
        now.at.into(),
        now.rule_id.into(),
        now.started_at.into(),
    ];
    Ok(tx.exec(&ADVANCE, &values).await? > 0)
}

static INSERT_MATCH: Sql = Sql::new(
    "INSERT INTO rehearsal_matches (rule_id, status_id, account_id, because)
     SELECT CAST($1 AS BIGINT), s.id, s.account_id, CAST($2 AS TEXT) FROM statuses s WHERE s.id = $3
         ON CONFLICT DO NOTHING",
);

/// Keeps what was found, if it is still there.
pub async fn insert_match(mut tx: &mut Tx, rule: ContentRuleId, found: &RehearsalMatch) -> Result<()> {
    tx.exec(&INSERT_MATCH, &[rule.into(), Value::json(&found.because), found.status_id.into()]).await?;
    Ok(())
}

static AUTHORS: Sql =
    Sql::new("SELECT COUNT(DISTINCT m.account_id) FROM rehearsal_matches m WHERE m.rule_id = $1");

/// By how many that was written.
pub async fn count_authors(mut db: impl Exec, rule: ContentRuleId) -> Result<i64> {
    db.get(&AUTHORS, &[rule.into()]).await
}

static MATCHES: Sql = Sql::new(
    "SELECT m.status_id, m.account_id, m.because, m.is_right FROM rehearsal_matches m
      WHERE m.rule_id = $1 ORDER BY m.status_id DESC LIMIT $2",
);

/// The newest of what was found.
pub async fn matches(mut db: impl Exec, rule: ContentRuleId, limit: i64) -> Result<Vec<RehearsalMatch>> {
    db.rows(&MATCHES, &[rule.into(), limit.into()]).await
}

static JUDGE: Sql =
    Sql::new("UPDATE rehearsal_matches SET is_right = $1 WHERE rule_id = $2 AND status_id = $3");

/// Notes whether what was found is right; answers whether it was found.
pub async fn set_verdict(
    mut tx: &mut Tx,
    rule: ContentRuleId,
    status: StatusId,
    is_right: Option<bool>,
) -> Result<bool> {
    Ok(tx.exec(&JUDGE, &[is_right.into(), rule.into(), status.into()]).await? > 0)
}

static COUNT_ALL: Sql = Sql::new(
    "SELECT COUNT(*) FROM (
         SELECT 1 FROM statuses s WHERE s.id > $1 AND s.id < $2 AND s.reblog_of_id IS NULL
            AND s.visibility IN ('public', 'unlisted') AND (s.is_local = $3 OR s.is_local = $4) LIMIT $5) x",
);
static SOME: Sql = Sql::new(
    "SELECT s.id FROM statuses s WHERE s.id > $1 AND s.id < $2 AND s.reblog_of_id IS NULL
        AND s.visibility IN ('public', 'unlisted') AND (s.is_local = $3 OR s.is_local = $4) ORDER BY s.id LIMIT $5",
);

/// How many open statuses there are between two, of those that a rule looks at.
pub async fn count_open(
    mut db: impl Exec,
    after: StatusId,
    before: StatusId,
    looks_at: LooksAt,
    limit: i64,
) -> Result<i64> {
    let (local, remote) = (looks_at.includes(true), !looks_at.includes(false));
    db.get(&COUNT_ALL, &[after.into(), before.into(), local.into(), remote.into(), limit.into()]).await
}

/// The open statuses between two, oldest first, of those that a rule looks at.
pub async fn open_between(
    mut db: impl Exec,
    after: StatusId,
    before: StatusId,
    looks_at: LooksAt,
    limit: i64,
) -> Result<Vec<StatusId>> {
    let (local, remote) = (looks_at.includes(true), !looks_at.includes(false));
    db.rows(&SOME, &[after.into(), before.into(), local.into(), remote.into(), limit.into()]).await
}

static DIGESTS: Sql = Sql::new("SELECT f.name, f.digest FROM files f WHERE f.name IN {words $1}");
static REMOTE_DIGESTS: Sql = Sql::new(
    "SELECT r.url, f.digest FROM remote_files r JOIN files f ON f.name = r.file WHERE r.url IN {words $1}",
);

/// What files are, by their names: SHA-256 in hexadecimal digits.
pub async fn digests(mut db: impl Exec, names: &[&str]) -> Result<Vec<(String, String)>> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&DIGESTS, &[Value::json(&names)]).await
}

/// What files of other servers are, by their addresses, as far as they are kept here.
pub async fn remote_digests(mut db: impl Exec, urls: &[&str]) -> Result<Vec<(String, String)>> {
    if urls.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&REMOTE_DIGESTS, &[Value::json(&urls)]).await
}

impl FromRow for ContentRule {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            name: row.take()?,
            is_live: row.take()?,
            looks_at: row.word(LooksAt::parse)?,
            conditions: row.json()?,
            action: row.word(RuleAction::parse)?,
            notice: row.take()?,
            expires_at: row.take()?,
            created_at: row.take()?,
            updated_at: row.take()?,
            rehearsed_at: row.take()?,
        })
    }
}

impl FromRow for Rehearsal {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            rule_id: row.take()?,
            read: row.take()?,
            total: row.take()?,
            matched: row.take()?,
            authors: row.take()?,
            started_at: row.take()?,
            ended_at: row.take()?,
            at: row.take()?,
        })
    }
}

impl FromRow for RehearsalMatch {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        let (status_id, account_id): (StatusId, AccountId) = (row.take()?, row.take()?);
        Ok(Self { status_id, account_id, because: row.json()?, is_right: row.take()? })
    }
}
