//! Consents: what needs the consent of an author elsewhere before it is told to others.

use model::{Consent, StatusId};

use crate::{
    Exec, Result, Sql, Tx,
    row::{Cursor, FromRow},
};

static INSERT: Sql = Sql::new(
    "INSERT INTO consents (status_id, account_id, authorization_uri) VALUES ($1, $2, $3)
         ON CONFLICT DO NOTHING",
);

/// Notes that a status needs consent, or has it; answers whether that was not known.
pub async fn insert(mut tx: &mut Tx, consent: &Consent) -> Result<bool> {
    let values = [consent.status_id.into(), consent.account_id.into(), (&consent.authorization_uri).into()];
    Ok(tx.exec(&INSERT, &values).await? > 0)
}

static GIVE: Sql =
    Sql::new("UPDATE consents SET authorization_uri = $1 WHERE status_id = $2 AND authorization_uri IS NULL");

/// Notes that consent is given, and where it can be read; answers whether it was waited for.
pub async fn give(mut tx: &mut Tx, status: StatusId, authorization_uri: &str) -> Result<bool> {
    Ok(tx.exec(&GIVE, &[authorization_uri.into(), status.into()]).await? > 0)
}

static FIND: Sql =
    Sql::new("SELECT c.status_id, c.account_id, c.authorization_uri FROM consents c WHERE c.status_id = $1");

/// The consent that a status needs.
pub async fn find(mut db: impl Exec, status: StatusId) -> Result<Option<Consent>> {
    db.find(&FIND, &[status.into()]).await
}

impl FromRow for Consent {
    fn from_row(row: &mut Cursor<'_>) -> Result<Self> {
        Ok(Self { status_id: row.take()?, account_id: row.take()?, authorization_uri: row.take()? })
    }
}
