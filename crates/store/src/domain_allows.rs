//! Allowed domains: the neighbours with whom this server has dealings, where it does not have them with everybody.

use model::{Id, Page, Timestamp};

use crate::{
    Exec, Result, Sql,
    row::{Cursor, FromRow},
    timelines::paged,
};

/// A neighbour that is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainAllow {
    /// Identifier.
    pub id: Id<DomainAllow>,
    /// Its domain.
    pub domain: String,
    /// Since when it is allowed.
    pub created_at: Timestamp,
}

static INSERT: Sql = Sql::new(
    "INSERT INTO domain_allows (id, domain, created_at) VALUES ($1, $2, $3) ON CONFLICT (domain) DO NOTHING",
);

/// Allows a domain; answers whether it was not allowed before.
pub async fn insert(mut db: impl Exec, id: Id<DomainAllow>, domain: &str, at: Timestamp) -> Result<bool> {
    Ok(db.exec(&INSERT, &[id.into(), domain.into(), at.into()]).await? > 0)
}

static DELETE: Sql = Sql::new("DELETE FROM domain_allows WHERE domain = $1");

/// Allows a domain no longer; answers whether it was allowed.
pub async fn delete(mut db: impl Exec, domain: &str) -> Result<bool> {
    Ok(db.exec(&DELETE, &[domain.into()]).await? > 0)
}

static LIST: Sql = Sql::new("SELECT a.domain FROM domain_allows a ORDER BY a.domain");

/// All allowed domains, in order.
pub async fn list(mut db: impl Exec) -> Result<Vec<String>> {
    db.rows(&LIST, &[]).await
}

static FIND: Sql = Sql::new("SELECT a.id, a.domain, a.created_at FROM domain_allows a WHERE a.id = $1");

/// The one with this id.
pub async fn find(mut db: impl Exec, id: Id<DomainAllow>) -> Result<Option<DomainAllow>> {
    db.find(&FIND, &[id.into()]).await
}

static FIND_OF: Sql =
    Sql::new("SELECT a.id, a.domain, a.created_at FROM domain_allows a WHERE a.domain = $1");

/// The one of this domain.
pub async fn find_of(mut db: impl Exec, domain: &str) -> Result<Option<DomainAllow>> {
    db.find(&FIND_OF, &[domain.into()]).await
}

static DOWN: Sql = Sql::new(
    "SELECT a.id, a.domain, a.created_at FROM domain_allows a
      WHERE a.id < $1 AND a.id > $2 ORDER BY a.id DESC LIMIT $3",
);
static UP: Sql = Sql::new(
    "SELECT a.id, a.domain, a.created_at FROM domain_allows a
      WHERE a.id < $1 AND a.id > $2 ORDER BY a.id LIMIT $3",
);

/// A page of them, the latest first.
pub async fn page(db: impl Exec, page: &Page) -> Result<Vec<DomainAllow>> {
    paged(db, [&DOWN, &UP], &[page.below().into(), page.above().into(), page.limit.into()], page).await
}

impl FromRow for DomainAllow {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self { id: row.take()?, domain: row.take()?, created_at: row.take()? })
    }
}
