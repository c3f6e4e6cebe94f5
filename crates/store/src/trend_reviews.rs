//! What may be shown as a trend, as somebody decided, and the publishers about whom somebody can decide.

use model::{Page, TagId, Timestamp};

use crate::{Exec, Result, Sql, Tx, Value, timelines::paged};

static AMONG: Sql = Sql::new(
    "SELECT r.name, r.is_trendable FROM trend_reviews r
      WHERE r.kind = $1 AND r.name IN {words $2} ORDER BY r.name",
);

/// What was decided about some of a kind.
pub async fn among(mut db: impl Exec, kind: &str, names: &[String]) -> Result<Vec<(String, bool)>> {
    if names.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&AMONG, &[kind.into(), Value::json(&names)]).await
}

static PUT: Sql = Sql::new(
    "INSERT INTO trend_reviews (kind, name, is_trendable, reviewed_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (kind, name) DO UPDATE
        SET is_trendable = EXCLUDED.is_trendable, reviewed_at = EXCLUDED.reviewed_at",
);

/// Decides about one.
pub async fn put(mut tx: &mut Tx, kind: &str, name: &str, is_trendable: bool, at: Timestamp) -> Result<()> {
    tx.exec(&PUT, &[kind.into(), name.into(), is_trendable.into(), at.into()]).await?;
    Ok(())
}

static RULES: Sql =
    Sql::new("SELECT t.tag_id, t.is_usable, t.is_listable FROM tag_rules t ORDER BY t.tag_id LIMIT $1");

/// Tags that are not found, or not shown: whether they are shown, and whether they are found.
pub async fn tag_rules(mut db: impl Exec, limit: i64) -> Result<Vec<(TagId, bool, bool)>> {
    db.rows(&RULES, &[limit.into()]).await
}

static PUT_RULE: Sql = Sql::new(
    "INSERT INTO tag_rules (tag_id, is_usable, is_listable) VALUES ($1, $2, $3)
         ON CONFLICT (tag_id) DO UPDATE
        SET is_usable = EXCLUDED.is_usable, is_listable = EXCLUDED.is_listable",
);
static DELETE_RULE: Sql = Sql::new("DELETE FROM tag_rules WHERE tag_id = $1");

/// Decides whether a tag is shown and found.
pub async fn put_tag_rule(mut tx: &mut Tx, tag: TagId, is_usable: bool, is_listable: bool) -> Result<()> {
    match is_usable && is_listable {
        true => tx.exec(&DELETE_RULE, &[tag.into()]).await?,
        false => tx.exec(&PUT_RULE, &[tag.into(), is_usable.into(), is_listable.into()]).await?,
    };
    Ok(())
}

/// A host of pages, with what was decided about it and when.
pub type Publisher = (i64, String, (Option<bool>, Option<Timestamp>));

static KEEP: Sql =
    Sql::new("INSERT INTO publishers (id, domain) VALUES ($1, $2) ON CONFLICT (domain) DO NOTHING");

/// Remembers a host of pages that many point to.
pub async fn keep_publisher(mut db: impl Exec, id: i64, domain: &str) -> Result<()> {
    db.exec(&KEEP, &[id.into(), domain.into()]).await?;
    Ok(())
}

static PUBLISHERS_DOWN: Sql = Sql::new(
    "SELECT p.id, p.domain, r.is_trendable, r.reviewed_at
       FROM publishers p LEFT JOIN trend_reviews r ON r.kind = 'publisher' AND r.name = p.domain
      WHERE p.id < $1 AND p.id > $2 ORDER BY p.id DESC LIMIT $3",
);
static PUBLISHERS_UP: Sql = Sql::new(
    "SELECT p.id, p.domain, r.is_trendable, r.reviewed_at
       FROM publishers p LEFT JOIN trend_reviews r ON r.kind = 'publisher' AND r.name = p.domain
      WHERE p.id < $1 AND p.id > $2 ORDER BY p.id LIMIT $3",
);

/// Hosts of pages that many pointed to, the latest first.
pub async fn publishers(db: impl Exec, page: &Page) -> Result<Vec<Publisher>> {
    let values = [page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&PUBLISHERS_DOWN, &PUBLISHERS_UP], &values, page).await
}

static PUBLISHER: Sql = Sql::new(
    "SELECT p.id, p.domain, r.is_trendable, r.reviewed_at
       FROM publishers p LEFT JOIN trend_reviews r ON r.kind = 'publisher' AND r.name = p.domain
      WHERE p.id = $1",
);

/// The host with this id.
pub async fn publisher(mut db: impl Exec, id: i64) -> Result<Option<Publisher>> {
    db.find(&PUBLISHER, &[id.into()]).await
}
