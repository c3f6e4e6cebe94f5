//! Tags and the statuses that carry them.

use model::{Page, StatusId, Tag, TagId};

use crate::{Exec, Result, Sql, Touch, Tx, Value, timelines::paged};

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

static LIST_AFTER: Sql = Sql::new("SELECT {tag t} FROM tags t WHERE t.id > $1 ORDER BY t.id LIMIT $2");

/// The tags after this one, in order.
pub async fn list_after(mut db: impl Exec, after: TagId, limit: i64) -> Result<Vec<Tag>> {
    db.rows(&LIST_AFTER, &[after.into(), limit.into()]).await
}

static PAGE_DOWN: Sql = Sql::new(
    "SELECT {tag t} FROM tags t
      WHERE t.id < $1 AND t.id > $2 ORDER BY t.id DESC LIMIT $3",
);
static PAGE_UP: Sql = Sql::new(
    "SELECT {tag t} FROM tags t
      WHERE t.id < $1 AND t.id > $2 ORDER BY t.id LIMIT $3",
);

/// A page of all tags, the latest first.
pub async fn page(db: impl Exec, page: &Page) -> Result<Vec<Tag>> {
    let values = [page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&PAGE_DOWN, &PAGE_UP], &values, page).await
}

static RESPELL: Sql = Sql::new("UPDATE tags SET display_name = $1 WHERE id = $2").touching_all(Touch::Status);

/// Shows a tag in another spelling.
pub async fn respell(mut tx: &mut Tx, id: TagId, display_name: &str) -> Result<()> {
    tx.exec(&RESPELL, &[display_name.into(), id.into()]).await?;
    Ok(())
}

static RENAME: Sql = Sql::new("UPDATE tags SET name = $1 WHERE id = $2").touching_nothing();

/// Gives a tag another folded name, which must be free.
pub async fn rename(mut tx: &mut Tx, id: TagId, name: &str) -> Result<()> {
    tx.exec(&RENAME, &[name.into(), id.into()]).await?;
    Ok(())
}

static MOVE_STATUSES: Sql = Sql::new(
    "UPDATE status_tags SET tag_id = $1
      WHERE tag_id = $2 AND status_id NOT IN (SELECT o.status_id FROM status_tags o WHERE o.tag_id = $1)",
)
.touching_nothing();
static MOVE_USES: Sql = Sql::new(
    "UPDATE tag_uses SET tag_id = $1
      WHERE tag_id = $2
        AND NOT EXISTS (SELECT 1 FROM tag_uses o
                         WHERE o.tag_id = $1 AND o.day = tag_uses.day AND o.account_id = tag_uses.account_id)",
)
.touching_nothing();
static MOVE_LISTS: Sql = Sql::new(
    "UPDATE list_tags SET tag_id = $1
      WHERE tag_id = $2 AND list_id NOT IN (SELECT o.list_id FROM list_tags o WHERE o.tag_id = $1)",
)
.touching_nothing();
static MOVE_FOLLOWS: Sql = Sql::new(
    "UPDATE tag_follows SET tag_id = $1
      WHERE tag_id = $2 AND account_id NOT IN (SELECT o.account_id FROM tag_follows o WHERE o.tag_id = $1)",
)
.touching_nothing();
static MOVE_FEATURED: Sql = Sql::new(
    "UPDATE featured_tags SET tag_id = $1
      WHERE tag_id = $2 AND account_id NOT IN (SELECT o.account_id FROM featured_tags o WHERE o.tag_id = $1)",
)
.touching_nothing();
static DELETE: Sql = Sql::new("DELETE FROM tags WHERE id = $1").touching_nothing();

/// One tag takes the place of another wherever that stands, and the other is gone.
pub async fn merge(mut tx: &mut Tx, to: TagId, from: TagId) -> Result<()> {
    for sql in [&MOVE_STATUSES, &MOVE_USES, &MOVE_LISTS, &MOVE_FOLLOWS, &MOVE_FEATURED] {
        tx.exec(sql, &[to.into(), from.into()]).await?;
    }
    tx.exec(&DELETE, &[from.into()]).await?;
    Ok(())
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
