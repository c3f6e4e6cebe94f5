//! Allowed domains: the neighbours with whom this server has dealings, where it does not have them with everybody.

use model::{Id, Timestamp};

use crate::{Exec, Result, Sql};

/// A neighbour that is allowed.
#[derive(Debug)]
pub struct DomainAllow;

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
