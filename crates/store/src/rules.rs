//! Rules that everybody on this server agrees to.

use model::{Rule, RuleId, Timestamp};

use crate::{
    Exec, Result, Sql, Value,
    row::{Cursor, FromRow},
};

static LIST: Sql =
    Sql::new("SELECT {rule r} FROM rules r WHERE r.removed_at IS NULL ORDER BY r.position, r.id");

/// All rules that hold, in their order.
pub async fn list(mut db: impl Exec) -> Result<Vec<Rule>> {
    db.rows(&LIST, &[]).await
}

static FIND: Sql = Sql::new("SELECT {rule r} FROM rules r WHERE r.id = $1 AND r.removed_at IS NULL");

/// The rule with this id.
pub async fn find(mut db: impl Exec, id: RuleId) -> Result<Option<Rule>> {
    db.find(&FIND, &[id.into()]).await
}

static AMONG: Sql =
    Sql::new("SELECT r.id FROM rules r WHERE r.id IN {in $1} AND r.removed_at IS NULL ORDER BY r.id");

/// Which of these ids are rules that hold.
pub async fn among(mut db: impl Exec, ids: &[RuleId]) -> Result<Vec<RuleId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&AMONG, &[Value::ids(ids)]).await
}

static EVER: Sql = Sql::new("SELECT {rule r} FROM rules r WHERE r.id IN {in $1} ORDER BY r.position, r.id");

/// The rules with these ids, also those that hold no longer.
pub async fn ever(mut db: impl Exec, ids: &[RuleId]) -> Result<Vec<Rule>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&EVER, &[Value::ids(ids)]).await
}

static PUT: Sql = Sql::new(
    "INSERT INTO rules (id, text, hint, position, translations) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (id) DO UPDATE
        SET text = EXCLUDED.text, hint = EXCLUDED.hint, position = EXCLUDED.position,
            translations = EXCLUDED.translations",
);

/// Adds a rule, or changes the one with its id.
pub async fn put(mut db: impl Exec, rule: &Rule) -> Result<()> {
    let values: [Value<'_>; 5] = [
        rule.id.into(),
        (&rule.text).into(),
        (&rule.hint).into(),
        rule.position.into(),
        Value::json(&rule.translations),
    ];
    db.exec(&PUT, &values).await?;
    Ok(())
}

static REMOVE: Sql = Sql::new("UPDATE rules SET removed_at = $1 WHERE id = $2 AND removed_at IS NULL");

/// A rule holds no longer; answers whether it did.
pub async fn remove(mut db: impl Exec, id: RuleId, now: Timestamp) -> Result<bool> {
    Ok(db.exec(&REMOVE, &[now.into(), id.into()]).await? > 0)
}

impl FromRow for Rule {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self {
            id: row.take()?,
            text: row.take()?,
            hint: row.take()?,
            position: row.take()?,
            translations: row.json()?,
        })
    }
}
