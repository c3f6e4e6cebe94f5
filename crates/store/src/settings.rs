//! Settings: what is decided while the server runs, or once for ever, by name.

use model::Timestamp;

use crate::{Exec, Result, Sql};

/// The name of the setting that holds the site's scheme and domain, which never change.
pub const ORIGIN: &str = "origin";

/// The name of the setting that holds the place where files are, as the configuration names it.
pub const FILES: &str = "files";

/// The name of the setting that holds the hash of the code with which a new server is set up.
pub const SETUP_CODE: &str = "setup.code";

/// The name of the setting that holds the hash of what whoever had the code is known by.
pub const SETUP_COOKIE: &str = "setup.cookie";

/// The name of the setting that holds how far the owner has come in setting the server up.
pub const SETUP_STEP: &str = "setup.step";

/// What the names of settings begin with that hold what is typed and not yet taken over.
pub const SETUP_DRAFT: &str = "setup.draft.";

static FIND: Sql = Sql::new("SELECT value FROM settings WHERE name = $1");

/// The value of a setting.
pub async fn find(mut db: impl Exec, name: &str) -> Result<Option<String>> {
    db.find(&FIND, &[name.into()]).await
}

static INSERT: Sql =
    Sql::new("INSERT INTO settings (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING");

/// Sets a value unless there is one.
pub async fn insert(mut db: impl Exec, name: &str, value: &str) -> Result<()> {
    db.exec(&INSERT, &[name.into(), value.into()]).await?;
    Ok(())
}

static LIST: Sql = Sql::new("SELECT name, value, updated_at FROM settings ORDER BY name");

/// All settings that have a value: name, value and when it was set.
pub async fn list(mut db: impl Exec) -> Result<Vec<(String, String, Timestamp)>> {
    db.rows(&LIST, &[]).await
}

static SET: Sql = Sql::new(
    "INSERT INTO settings (name, value, updated_at) VALUES ($1, $2, $3)
     ON CONFLICT (name) DO UPDATE SET value = EXCLUDED.value, updated_at = EXCLUDED.updated_at",
);

/// Sets a value.
pub async fn set(mut db: impl Exec, name: &str, value: &str, at: Timestamp) -> Result<()> {
    db.exec(&SET, &[name.into(), value.into(), at.into()]).await?;
    Ok(())
}

static DELETE: Sql = Sql::new("DELETE FROM settings WHERE name = $1");

/// Forgets a value; answers whether there was one.
pub async fn delete(mut db: impl Exec, name: &str) -> Result<bool> {
    Ok(db.exec(&DELETE, &[name.into()]).await? > 0)
}

static FIND_DATED: Sql = Sql::new("SELECT value, updated_at FROM settings WHERE name = $1");

/// The value of a setting, and when it was set.
pub async fn find_dated(mut db: impl Exec, name: &str) -> Result<Option<(String, Timestamp)>> {
    db.find(&FIND_DATED, &[name.into()]).await
}

static DELETE_VALUE: Sql = Sql::new("DELETE FROM settings WHERE name = $1 AND value = $2");

/// Forgets a value if it is this one; answers whether it was. Of several who ask at once, one is told so.
pub async fn delete_value(mut db: impl Exec, name: &str, value: &str) -> Result<bool> {
    Ok(db.exec(&DELETE_VALUE, &[name.into(), value.into()]).await? > 0)
}
