//! Floods of mentions. A server of which nobody was known here a week ago, and that names very many people within a minute,
//! is slowed down, and staff are told; whoever joined this week names only so many people within an hour.

use model::{Account, Id, limits};

use crate::{Problem, Refusal, Result, Site, Throttle, reports};

const DAY_MS: i64 = 24 * 3_600_000;

/// Puts off a status of a neighbour's person if it is one too many that names people; it comes when the minute is over.
pub(crate) async fn check_arrival(site: &Site, author: &Account, named: usize) -> Result<()> {
    let Some(host) = author.domain.as_deref().filter(|_| named > 0) else { return Ok(()) };
    // One that alone names more than may be comes through when nothing else does, or it would wait for ever.
    let counted = named.min(limits::STRANGERS_MENTIONS.0 as usize);
    if !take(site, Throttle::StrangersMentions, host, counted) || !is_new(site, host).await? {
        return Ok(());
    }
    let told = site.throttles.take(site.now(), Throttle::FloodReports, host);
    if told.is_some_and(|allowance| !allowance.is_exceeded) {
        let (most, _) = limits::STRANGERS_MENTIONS;
        let comment = format!("{host}, which is new here, names more than {most} people within a minute.");
        reports::by_itself(site, author, comment).await?;
    }
    Err(Refusal::NotNow("Too many people are named from there; the rest waits").into())
}

/// Refuses what somebody writes who joined lately and names too many people.
pub(crate) fn check_newcomer(site: &Site, by: &Account, named: usize) -> Result<()> {
    let since = site.now().plus_millis(-limits::NEWCOMER_DAYS * DAY_MS);
    if named == 0 || by.created_at < since || !take(site, Throttle::NewcomersMentions, by.id, named) {
        return Ok(());
    }
    let problem = "names more people than somebody new may within an hour; try again later";
    Err(Refusal::Invalid(vec![Problem::new("text", problem)]).into())
}

/// Counts so many more; answers whether that is too many.
fn take(site: &Site, throttle: Throttle, key: impl std::hash::Hash + Copy, count: usize) -> bool {
    let now = site.now();
    let last = (0..count).map(|_| site.throttles.take(now, throttle, key)).last();
    last.flatten().is_some_and(|allowance| allowance.is_exceeded)
}

/// Whether nobody of a host was known here a week ago.
async fn is_new(site: &Site, host: &str) -> Result<bool> {
    let since = Id::floor(site.now().plus_millis(-limits::NEWCOMER_DAYS * DAY_MS));
    Ok(!store::accounts::is_any_before(&site.store, host, since).await?)
}
