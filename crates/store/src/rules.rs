//! Rules that everybody on this server agrees to.

use model::{Rule, RuleId};

use crate::{
    Exec, Result, Sql, Value,
    row::{Cursor, FromRow},
};

static LIST: Sql = Sql::new("SELECT {rule r} FROM rules r ORDER BY r.id");

/// All rules, oldest first.
pub async fn list(mut db: impl Exec) -> Result<Vec<Rule>> {
    db.rows(&LIST, &[]).await
}

static AMONG: Sql = Sql::new("SELECT r.id FROM rules r WHERE r.id IN {in $1} ORDER BY r.id");

/// Which of these ids are rules.
pub async fn among(mut db: impl Exec, ids: &[RuleId]) -> Result<Vec<RuleId>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&AMONG, &[Value::ids(ids)]).await
}

static INSERT: Sql = Sql::new("INSERT INTO rules (id, text, hint) VALUES ($1, $2, $3)");

/// Adds a rule.
pub async fn insert(mut db: impl Exec, rule: &Rule) -> Result<()> {
    db.exec(&INSERT, &[rule.id.into(), (&rule.text).into(), (&rule.hint).into()]).await?;
    Ok(())
}

static DELETE: Sql = Sql::new("DELETE FROM rules WHERE id = $1");

/// Removes a rule; answers whether there was one.
pub async fn delete(mut db: impl Exec, id: RuleId) -> Result<bool> {
    Ok(db.exec(&DELETE, &[id.into()]).await? > 0)
}

impl FromRow for Rule {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self { id: row.take()?, text: row.take()?, hint: row.take()? })
    }
}
