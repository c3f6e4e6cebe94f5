//! Figures about the community, for those who take care of it: how much of something there was on each day, in which
//! shares, and how many of those who join come back. They are worked out when somebody asks, and kept for minutes.

pub mod dashboard;
mod dimensions;
mod measures;
mod retention;
mod weeks;

use std::sync::Arc;

use model::{Permissions, TagId, Timestamp, UserId, limits};

pub use self::{
    dimensions::{Datum, Dimension},
    measures::Measure,
    retention::{Cohort, Frequency, Retained},
    weeks::Week,
};
use crate::{Result, Site, staff::Staff};

pub(crate) const DAY_MS: i64 = 24 * 3_600_000;

/// What was worked out last, and on which day it was noted that somebody looks.
#[derive(Debug)]
pub(crate) struct Figures {
    known: moka::sync::Cache<String, (Timestamp, Known)>,
    seen: moka::sync::Cache<UserId, i64>,
}

#[derive(Clone, Debug)]
enum Known {
    Measure(Arc<Measure>),
    Dimension(Arc<Dimension>),
    Cohorts(Arc<Vec<Cohort>>),
    Weeks(Arc<Vec<Week>>),
}

impl Default for Figures {
    fn default() -> Self {
        Self {
            known: moka::sync::Cache::new(limits::FIGURES_KEPT),
            seen: moka::sync::Cache::new(limits::VISITORS_NOTED),
        }
    }
}

/// Notes that somebody looks at this server, once a day.
pub(crate) async fn note(site: &Site, user: UserId) -> Result<()> {
    let today = today(site);
    if site.figures.seen.get(&user) != Some(today) {
        store::figures::seen(&site.store, today, user).await?;
        site.figures.seen.insert(user, today);
    }
    Ok(())
}

/// Forgets who looked so long ago that no figure tells of it.
pub(crate) async fn tidy(site: &Site) -> Result<()> {
    Ok(store::figures::delete_old(&site.store, today(site) - limits::ACTIVE_DAYS_KEPT).await?)
}

pub(crate) fn today(site: &Site) -> i64 {
    site.now().as_millis().div_euclid(DAY_MS)
}

/// Some days, one after another: the first, and the one after the last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    pub(crate) from: i64,
    pub(crate) until: i64,
}

impl Days {
    /// The days from one time to another, as far as figures go; the last month where nothing is said.
    pub fn between(site: &Site, start: Option<Timestamp>, end: Option<Timestamp>) -> Self {
        let day = |time: Timestamp| time.as_millis().div_euclid(DAY_MS);
        let last = end.map_or_else(|| today(site), day).clamp(0, today(site));
        let first = start.map_or(last - limits::FIGURE_DAYS_AT_FIRST + 1, day);
        Self { from: first.clamp((last - limits::FIGURE_DAYS + 1).max(0), last), until: last + 1 }
    }

    /// As many days before these.
    fn before(self) -> Self {
        Self { from: self.from - (self.until - self.from), until: self.from }
    }

    fn pair(self) -> (i64, i64) {
        (self.from, self.until)
    }
}

/// What figures are about, besides everybody.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// A tag.
    pub tag: Option<TagId>,
    /// A neighbour.
    pub domain: Option<String>,
}

/// How much of something there was on each day. What has no such name is nothing.
pub async fn measure(
    site: &Site,
    by: &Staff,
    key: &str,
    about: &About,
    days: Days,
) -> Result<Option<Arc<Measure>>> {
    by.needs(Permissions::VIEW_DASHBOARD)?;
    let name = format!("measure {key} {about:?} {days:?}");
    if let Some(Known::Measure(known)) = known(site, &name) {
        return Ok(Some(known));
    }
    let Some(found) = measures::work_out(site, key, about, days).await?.map(Arc::new) else {
        return Ok(None);
    };
    keep(site, name, Known::Measure(Arc::clone(&found)));
    Ok(Some(found))
}

/// In which shares something was there. What has no such name is nothing.
pub async fn dimension(
    site: &Site,
    by: &Staff,
    key: &str,
    about: &About,
    days: Days,
    limit: i64,
) -> Result<Option<Arc<Dimension>>> {
    by.needs(Permissions::VIEW_DASHBOARD)?;
    let limit = limit.clamp(1, limits::DIMENSION_SHARES);
    let name = format!("dimension {key} {about:?} {days:?} {limit}");
    if let Some(Known::Dimension(known)) = known(site, &name) {
        return Ok(Some(known));
    }
    let found = dimensions::work_out(site, key, about, days, limit).await?.map(Arc::new);
    let Some(found) = found else { return Ok(None) };
    keep(site, name, Known::Dimension(Arc::clone(&found)));
    Ok(Some(found))
}

/// How many of those who joined in each day or month still look at the server in those after it.
pub async fn retention(site: &Site, by: &Staff, days: Days, every: Frequency) -> Result<Arc<Vec<Cohort>>> {
    by.needs(Permissions::VIEW_DASHBOARD)?;
    let name = format!("retention {every:?} {days:?}");
    if let Some(Known::Cohorts(known)) = known(site, &name) {
        return Ok(known);
    }
    let found = Arc::new(retention::work_out(site, days, every).await?);
    keep(site, name, Known::Cohorts(Arc::clone(&found)));
    Ok(found)
}

/// What happened here in each of the last weeks, this one first. Everybody may know that.
pub async fn weeks(site: &Site) -> Result<Arc<Vec<Week>>> {
    let name = format!("weeks until {}", today(site));
    if let Some(Known::Weeks(known)) = known(site, &name) {
        return Ok(known);
    }
    let found = Arc::new(weeks::work_out(site).await?);
    keep(site, name, Known::Weeks(Arc::clone(&found)));
    Ok(found)
}

fn known(site: &Site, name: &str) -> Option<Known> {
    let (at, known) = site.figures.known.get(name)?;
    let age = site.now().as_millis() - at.as_millis();
    (0..limits::FIGURES_MS).contains(&age).then_some(known)
}

fn keep(site: &Site, name: String, figure: Known) {
    site.figures.known.insert(name, (site.now(), figure));
}
