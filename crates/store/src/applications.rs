//! Applications: programs registered to act for people.

use model::{Application, ApplicationId, Timestamp};

use crate::{Exec, Result, Sql, Value};

static INSERT: Sql = Sql::new(
    "INSERT INTO applications
            (id, name, website, redirect_uris, scopes, client_id, client_secret_hash, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
);

/// Adds an application.
pub async fn insert(mut db: impl Exec, application: &Application) -> Result<()> {
    let values: [Value<'_>; 8] = [
        application.id.into(),
        (&application.name).into(),
        (&application.website).into(),
        Value::json(&application.redirect_uris),
        (&application.scopes).into(),
        (&application.client_id).into(),
        (&application.client_secret_hash).into(),
        application.created_at.into(),
    ];
    db.exec(&INSERT, &values).await?;
    Ok(())
}

static FIND: Sql = Sql::new("SELECT {application a} FROM applications a WHERE a.id = $1");

/// The application with this id.
pub async fn find(mut db: impl Exec, id: ApplicationId) -> Result<Option<Application>> {
    db.find(&FIND, &[id.into()]).await
}

static FIND_BY_CLIENT_ID: Sql = Sql::new("SELECT {application a} FROM applications a WHERE a.client_id = $1");

/// The application with this OAuth client identifier.
pub async fn find_by_client_id(mut db: impl Exec, client_id: &str) -> Result<Option<Application>> {
    db.find(&FIND_BY_CLIENT_ID, &[client_id.into()]).await
}

static LIST: Sql = Sql::new("SELECT {application a} FROM applications a WHERE a.id IN {in $1} ORDER BY a.id");

/// The applications with these ids.
pub async fn list(mut db: impl Exec, ids: &[ApplicationId]) -> Result<Vec<Application>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    db.rows(&LIST, &[Value::ids(ids)]).await
}

static DELETE_UNUSED: Sql = Sql::new(
    "DELETE FROM applications
      WHERE used_at IS NULL AND created_at < $1
        AND NOT EXISTS (SELECT 1 FROM tokens t WHERE t.application_id = applications.id)
        AND NOT EXISTS (SELECT 1 FROM authorization_codes c WHERE c.application_id = applications.id)",
);

/// Forgets applications that registered before then and that nobody ever let in.
pub async fn delete_unused(mut db: impl Exec, before: Timestamp) -> Result<u64> {
    db.exec(&DELETE_UNUSED, &[before.into()]).await
}
