//! What becomes due by time alone: polls that end.

use crate::{Result, Site, polls};

/// Does what is due; answers how much there was.
pub async fn run(site: &Site) -> Result<usize> {
    Ok(polls::close_due(site).await? + polls::tell_due(site).await?)
}
