//! What becomes due by time alone: polls that end, statuses that were scheduled.

use crate::{Result, Site, announcements, polls, schedule, settings};

/// Does what is due; answers how much there was.
pub async fn run(site: &Site) -> Result<usize> {
    settings::load(site).await?;
    let published = schedule::publish_due(site).await? + announcements::tell_due(site).await?;
    Ok(published + polls::close_due(site).await? + polls::tell_due(site).await?)
}
