//! What people do with tags: following them, showing them on their profile, and using them.

use model::{AccountId, FeaturedTagId, Page, StatusId, Tag, TagFollowId, TagId, Timestamp};

use crate::{Exec, Result, Sql, Tx, Value, timelines::paged};

static FOLLOW: Sql =
    Sql::new("INSERT INTO tag_follows (id, account_id, tag_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
static UNFOLLOW: Sql = Sql::new("DELETE FROM tag_follows WHERE account_id = $1 AND tag_id = $2");

/// Follows a tag; answers whether that is new.
pub async fn follow(mut tx: &mut Tx, id: TagFollowId, by: AccountId, tag: TagId) -> Result<bool> {
    Ok(tx.exec(&FOLLOW, &[id.into(), by.into(), tag.into()]).await? > 0)
}

/// Stops following a tag.
pub async fn unfollow(mut tx: &mut Tx, by: AccountId, tag: TagId) -> Result<()> {
    tx.exec(&UNFOLLOW, &[by.into(), tag.into()]).await?;
    Ok(())
}

static FOLLOWED_AMONG: Sql =
    Sql::new("SELECT f.tag_id FROM tag_follows f WHERE f.account_id = $1 AND f.tag_id IN {in $2}");
static FEATURED_AMONG: Sql =
    Sql::new("SELECT f.tag_id FROM featured_tags f WHERE f.account_id = $1 AND f.tag_id IN {in $2}");

/// Which of these tags the account follows.
pub async fn followed_among(mut db: impl Exec, by: AccountId, tags: &[TagId]) -> Result<Vec<TagId>> {
    if tags.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&FOLLOWED_AMONG, &[by.into(), Value::ids(tags)]).await
}

/// Which of these tags the account features.
pub async fn featured_among(mut db: impl Exec, by: AccountId, tags: &[TagId]) -> Result<Vec<TagId>> {
    if tags.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&FEATURED_AMONG, &[by.into(), Value::ids(tags)]).await
}

static DOWN: Sql = Sql::new(
    "SELECT f.id, {tag t} FROM tag_follows f JOIN tags t ON t.id = f.tag_id
      WHERE f.account_id = $1 AND f.id < $2 AND f.id > $3 ORDER BY f.id DESC LIMIT $4",
);
static UP: Sql = Sql::new(
    "SELECT f.id, {tag t} FROM tag_follows f JOIN tags t ON t.id = f.tag_id
      WHERE f.account_id = $1 AND f.id < $2 AND f.id > $3 ORDER BY f.id LIMIT $4",
);

/// The tags that the account follows, most recent first, with the follow's id for paging.
pub async fn list(db: impl Exec, by: AccountId, page: &Page) -> Result<Vec<(TagFollowId, Tag)>> {
    let values = [by.into(), page.below().into(), page.above().into(), page.limit.into()];
    paged(db, [&DOWN, &UP], &values, page).await
}

static FOLLOWERS: Sql = Sql::new("SELECT DISTINCT f.account_id FROM tag_follows f WHERE f.tag_id IN {in $1}");

/// Who follows any of these tags.
pub async fn followers(mut db: impl Exec, tags: &[TagId]) -> Result<Vec<AccountId>> {
    if tags.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&FOLLOWERS, &[Value::ids(tags)]).await
}

static ALL: Sql = Sql::new("SELECT f.tag_id FROM tag_follows f WHERE f.account_id = $1");

/// Every tag that the account follows.
pub async fn list_all(mut db: impl Exec, by: AccountId) -> Result<Vec<TagId>> {
    db.rows(&ALL, &[by.into()]).await
}

static CARRYING: Sql = Sql::new(
    "SELECT DISTINCT s.status_id FROM status_tags s WHERE s.status_id IN {in $1} AND s.tag_id IN {in $2}",
);

/// Which of these statuses carry any of these tags.
pub async fn carrying(mut db: impl Exec, statuses: &[StatusId], tags: &[TagId]) -> Result<Vec<StatusId>> {
    if statuses.is_empty() || tags.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&CARRYING, &[Value::ids(statuses), Value::ids(tags)]).await
}

static FEATURE: Sql =
    Sql::new("INSERT INTO featured_tags (id, account_id, tag_id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING");
static UNFEATURE: Sql = Sql::new("DELETE FROM featured_tags WHERE account_id = $1 AND tag_id = $2");
static UNFEATURE_BY_ID: Sql =
    Sql::new("DELETE FROM featured_tags WHERE id = $1 AND account_id = $2 RETURNING tag_id");
static COUNT_FEATURED: Sql = Sql::new("SELECT COUNT(*) FROM featured_tags WHERE account_id = $1");

/// Shows a tag on the profile; answers whether that is new.
pub async fn feature(mut tx: &mut Tx, id: FeaturedTagId, by: AccountId, tag: TagId) -> Result<bool> {
    Ok(tx.exec(&FEATURE, &[id.into(), by.into(), tag.into()]).await? > 0)
}

/// No longer shows a tag on the profile.
pub async fn unfeature(mut tx: &mut Tx, by: AccountId, tag: TagId) -> Result<()> {
    tx.exec(&UNFEATURE, &[by.into(), tag.into()]).await?;
    Ok(())
}

/// The same by the id of the featured tag; answers which it was.
pub async fn unfeature_by_id(mut tx: &mut Tx, by: AccountId, id: FeaturedTagId) -> Result<Option<TagId>> {
    tx.find(&UNFEATURE_BY_ID, &[id.into(), by.into()]).await
}

/// How many tags the account features.
pub async fn count_featured(mut db: impl Exec, by: AccountId) -> Result<i64> {
    db.get(&COUNT_FEATURED, &[by.into()]).await
}

static FEATURED: Sql = Sql::new(
    "SELECT f.id, {tag t},
            (SELECT COUNT(*) FROM status_tags x JOIN statuses s ON s.id = x.status_id
              WHERE x.tag_id = f.tag_id AND s.account_id = f.account_id
                AND s.visibility IN ('public', 'unlisted')),
            (SELECT MAX(s.created_at) FROM status_tags x JOIN statuses s ON s.id = x.status_id
              WHERE x.tag_id = f.tag_id AND s.account_id = f.account_id
                AND s.visibility IN ('public', 'unlisted'))
       FROM featured_tags f JOIN tags t ON t.id = f.tag_id
      WHERE f.account_id = $1
      ORDER BY f.id
      LIMIT $2",
);

/// A featured tag: its id, the tag, how many open statuses of the account carry it, and when the last came.
pub type Featured = (FeaturedTagId, Tag, i64, Option<Timestamp>);

/// What the account features, oldest first.
pub async fn featured(mut db: impl Exec, by: AccountId, limit: i64) -> Result<Vec<Featured>> {
    db.rows(&FEATURED, &[by.into(), limit.into()]).await
}

static RECENT: Sql = Sql::new(
    "SELECT {tag t}
       FROM tags t
      WHERE t.id IN (SELECT x.tag_id FROM statuses s JOIN status_tags x ON x.status_id = s.id
                      WHERE s.account_id = $1 AND s.id > $2)
        AND t.id NOT IN (SELECT f.tag_id FROM featured_tags f WHERE f.account_id = $1)
      ORDER BY t.id DESC
      LIMIT $3",
);

/// Tags that the account has used since `since` and does not feature.
pub async fn recent(mut db: impl Exec, by: AccountId, since: StatusId, limit: i64) -> Result<Vec<Tag>> {
    db.rows(&RECENT, &[by.into(), since.into(), limit.into()]).await
}

static USE: Sql = Sql::new(
    "INSERT INTO tag_uses (tag_id, day, account_id, uses) VALUES ($1, $2, $3, 1)
         ON CONFLICT (tag_id, day, account_id) DO UPDATE SET uses = tag_uses.uses + 1",
);

/// Counts that an account used a tag on a day, in days since the epoch.
pub async fn count_use(mut tx: &mut Tx, tag: TagId, day: i64, by: AccountId) -> Result<()> {
    tx.exec(&USE, &[tag.into(), day.into(), by.into()]).await?;
    Ok(())
}

static HISTORY: Sql = Sql::new(
    "SELECT u.tag_id, u.day, COUNT(*), CAST(SUM(u.uses) AS BIGINT) FROM tag_uses u
      WHERE u.tag_id IN {in $1} AND u.day >= $2
      GROUP BY u.tag_id, u.day",
);

/// How many accounts used each of these tags on each day from `since` on, and how often.
pub async fn history(mut db: impl Exec, tags: &[TagId], since: i64) -> Result<Vec<(TagId, i64, i64, i64)>> {
    if tags.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&HISTORY, &[Value::ids(tags), since.into()]).await
}
