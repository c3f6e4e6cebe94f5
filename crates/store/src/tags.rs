//! Tags and the statuses that carry them.

use model::{StatusId, Tag, TagId};

use crate::{Exec, Result, Sql, Touch, Tx, Value};

static INSERT: Sql =
    Sql::new("INSERT INTO tags (id, name, display_name) VALUES ($1, $2, $3) ON CONFLICT (name) DO NOTHING");
static FIND: Sql = Sql::new("SELECT {tag t} FROM tags t WHERE t.name = $1");

/// The tag with this name, made with `id` and `display_name` if it is new.
pub async fn find_or_insert(mut tx: &mut Tx, id: TagId, name: &str, display_name: &str) -> Result<Tag> {
    if let Some(tag) = tx.find(&FIND, &[name.into()]).await? {
        return Ok(tag);
    }
    tx.exec(&INSERT, &[id.into(), name.into(), display_name.into()]).await?;
    tx.get(&FIND, &[name.into()]).await
}

/// The tag with this folded name.
pub async fn find(mut db: impl Exec, name: &str) -> Result<Option<Tag>> {
    db.find(&FIND, &[name.into()]).await
}

static ATTACH: Sql = Sql::new(
    "INSERT INTO status_tags (tag_id, status_id, position) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
)
.touching(Touch::Status, 2);

/// Notes that a status carries a tag, as its `position`th.
pub async fn attach(mut tx: &mut Tx, tag: TagId, status: StatusId, position: i64) -> Result<()> {
    tx.exec(&ATTACH, &[tag.into(), status.into(), position.into()]).await?;
    Ok(())
}

static DETACH_ALL: Sql = Sql::new("DELETE FROM status_tags WHERE status_id = $1").touching(Touch::Status, 1);

/// Takes all tags off a status.
pub async fn detach_all(mut tx: &mut Tx, status: StatusId) -> Result<()> {
    tx.exec(&DETACH_ALL, &[status.into()]).await?;
    Ok(())
}

static LIST: Sql = Sql::new(
    "SELECT s.status_id, {tag t}
       FROM status_tags s
       JOIN tags t ON t.id = s.tag_id
      WHERE s.status_id IN {in $1}
      ORDER BY s.status_id, s.position",
);

/// The tags of these statuses, in the order in which each carries them.
pub async fn list(mut db: impl Exec, statuses: &[StatusId]) -> Result<Vec<(StatusId, Tag)>> {
    if statuses.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&LIST, &[Value::ids(statuses)]).await
}

static LIST_BY_IDS: Sql = Sql::new("SELECT {tag t} FROM tags t WHERE t.id IN {in $1} ORDER BY t.id");

/// The tags with these ids.
pub async fn list_by_ids(mut db: impl Exec, ids: &[TagId]) -> Result<Vec<Tag>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&LIST_BY_IDS, &[Value::ids(ids)]).await
}

static SEARCH: Sql = Sql::new(
    "SELECT {tag t} FROM tags t WHERE t.name LIKE $1 ESCAPE '\\' ORDER BY LENGTH(t.name), t.name LIMIT $2 OFFSET $3",
);

/// Tags whose folded name begins with `text`, the shortest first.
pub async fn search(mut db: impl Exec, text: &str, limit: i64, offset: i64) -> Result<Vec<Tag>> {
    let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let pattern = format!("{escaped}%");
    db.rows(&SEARCH, &[(&pattern).into(), limit.into(), offset.into()]).await
}
