//! Agreements: to what somebody agreed when they joined. Rules and policies change; what was agreed to is kept as it was.

use aws_lc_rs::digest::{SHA256, digest};
use model::{Timestamp, UserId};
use store::Tx;

use crate::{Result, Site, rules, settings};

/// What somebody agreed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agreement {
    /// When.
    pub at: Timestamp,
    /// The rules, a line each.
    pub rules: String,
    /// The privacy policy, as HTML.
    pub privacy_policy: String,
}

/// What a user agreed to when they joined, if they were asked.
pub async fn of(site: &Site, user: UserId) -> Result<Option<Agreement>> {
    let found = store::agreements::of(&site.store, user).await?;
    Ok(found.map(|(at, rules, privacy_policy)| Agreement { at, rules, privacy_policy }))
}

/// What is agreed to now.
pub(crate) async fn now(site: &Site) -> Result<(String, String)> {
    let rules = rules::list(site).await?;
    let lines: Vec<&str> = rules.iter().map(|rule| rule.text.as_str()).collect();
    Ok((lines.join("\n"), settings::privacy_policy(site).0))
}

/// Keeps to what a user agrees, in the transaction in which they join.
pub(crate) async fn keep(
    site: &Site,
    tx: &mut Tx,
    user: UserId,
    (rules, policy): &(String, String),
) -> Result<()> {
    let sum = digest(&SHA256, format!("{rules}\0{policy}").as_bytes());
    let version: String = sum.as_ref().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    Ok(store::agreements::agree(tx, user, &version, (rules, policy), site.now()).await?)
}
