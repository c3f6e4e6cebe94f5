//! Fresh databases, for tests, which each get one of their own. Bringing one to this program's schema costs more than most
//! stories do, so it is done once, in a template that the others are copies of.

use std::{
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

use model::Timestamp;

use crate::{Durability, Error, Result, Store, dialect::postgres, migrate};

/// What `applied_at` says in templates.
const LONG_AGO: Timestamp = Timestamp::from_millis(0);

/// A copy of the template at `path`. The template lies in `folder`, where others may look for it too.
pub async fn sqlite(folder: &Path, path: &Path) -> Result<()> {
    let template = sqlite_template(folder).await?;
    std::fs::copy(&template, path)
        .map_err(|error| Error::Open(format!("{}: {error}", template.display())))?;
    Ok(())
}

async fn sqlite_template(folder: &Path) -> Result<PathBuf> {
    let template = folder.join(format!("fanfare-{}.sqlite", migrate::fingerprint()));
    if !template.exists() {
        // Whoever is first to finish gives it its name; nobody sees one that is not finished.
        static NEXT: AtomicU32 = AtomicU32::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let unfinished = template.with_extension(format!("{}-{number}", std::process::id()));
        let store = Store::sqlite(&unfinished, Durability::Normal)?;
        migrate::run(&store, LONG_AGO).await?;
        // The last connection takes the log along.
        drop(store);
        std::fs::rename(&unfinished, &template)
            .map_err(|error| Error::Open(format!("{}: {error}", unfinished.display())))?;
    }
    Ok(template)
}

/// A copy of the template on the server that `url` names, called `name`, a plain word; answers its address.
pub async fn postgres(url: &str, name: &str) -> Result<String> {
    let template = format!("fanfare_{}", migrate::fingerprint());
    postgres::create_database_once(url, &template, async |url| {
        migrate::run(&Store::postgres(&url, 1).await?, LONG_AGO).await
    })
    .await?;
    postgres::create_database(url, name, Some(&template)).await
}

/// An empty database on the server that `url` names; answers its address.
pub async fn empty_postgres(url: &str, name: &str) -> Result<String> {
    postgres::create_database(url, name, None).await
}

/// Removes such a database, even while it is used.
pub async fn drop_postgres(url: &str, name: &str) -> Result<()> {
    postgres::drop_database(url, name).await
}
