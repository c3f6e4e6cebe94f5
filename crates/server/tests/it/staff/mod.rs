//! Stories about those who keep the place.

mod accounts;
mod announcement_mail;
mod blocklists;
mod content_rules;
mod door;
mod figures;
mod held_statuses;
mod house;
mod limits;
mod matrix;
mod neighbours;
mod reports;
mod roles;
mod strikes;
mod suspending;
mod talks;
mod trends;
mod updates;
mod web_hooks;

use social::{Result, Staff, moderation::users};
use testkit::Home;

/// Whoever runs the program says yes to somebody who waits.
pub(crate) async fn approve(home: &Home, name: &str) -> Result<()> {
    let account = users::named(&home.site, name).await?;
    users::approve(&home.site, &Staff::operator(&home.site), account.id).await
}

/// Whoever runs the program says no to somebody who waits.
pub(crate) async fn reject(home: &Home, name: &str) -> Result<()> {
    let account = users::named(&home.site, name).await?;
    users::reject(&home.site, &Staff::operator(&home.site), account.id).await.map(drop)
}
