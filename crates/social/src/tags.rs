//! Tags: how people find each other across servers.

use model::Tag;

use crate::{Result, Site};

/// Tags whose name begins with `text`, with or without the `#`.
pub async fn search(site: &Site, text: &str, limit: i64, offset: i64) -> Result<Vec<Tag>> {
    let name = markup::extract::tag_key(text.trim().trim_start_matches('#'));
    if name.is_empty() {
        return Ok(Vec::new());
    }
    Ok(store::tags::search(&site.store, &name, limit, offset).await?)
}

/// The tag with this name, in whatever spelling.
pub async fn find(site: &Site, name: &str) -> Result<Option<Tag>> {
    Ok(store::tags::find(&site.store, &markup::extract::tag_key(name)).await?)
}
