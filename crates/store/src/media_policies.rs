//! Media policies: what becomes of the files of a neighbour, where it is not the usual.

use crate::{Exec, Result, Sql};

static SET: Sql = Sql::new(
    "INSERT INTO media_policies (domain, policy) VALUES ($1, $2)
     ON CONFLICT (domain) DO UPDATE SET policy = EXCLUDED.policy",
);

/// Decides about a domain; `policy` is the word of a policy.
pub async fn set(mut db: impl Exec, domain: &str, policy: &str) -> Result<()> {
    db.exec(&SET, &[domain.into(), policy.into()]).await?;
    Ok(())
}

static DELETE: Sql = Sql::new("DELETE FROM media_policies WHERE domain = $1");

/// From now on the usual holds for a domain.
pub async fn delete(mut db: impl Exec, domain: &str) -> Result<()> {
    db.exec(&DELETE, &[domain.into()]).await?;
    Ok(())
}

static LIST: Sql = Sql::new("SELECT p.domain, p.policy FROM media_policies p ORDER BY p.domain");

/// All domains about which something was decided, with the word of it.
pub async fn list(mut db: impl Exec) -> Result<Vec<(String, String)>> {
    db.rows(&LIST, &[]).await
}
