//! Settings: what is decided while the server runs, or once for ever, by name.

use crate::{Exec, Result, Sql};

/// The name of the setting that holds the site's scheme and domain, which never change.
pub const ORIGIN: &str = "origin";

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
