//! What happened on this server in each of the last weeks, as numbers that everybody may know.

use model::{Timestamp, limits};
use store::figures::{Series, active_in, series};

use super::{DAY_MS, today};
use crate::{Result, Site};

/// A week of this server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// When it began: a Monday, at midnight UTC.
    pub begins_at: Timestamp,
    /// Statuses by people here.
    pub statuses: i64,
    /// People who looked.
    pub logins: i64,
    /// People who joined.
    pub registrations: i64,
}

pub(super) async fn work_out(site: &Site) -> Result<Vec<Week>> {
    let today = today(site);
    // The first day of 1970 was a Thursday.
    let monday = today - (today + 3).rem_euclid(7);
    let first = monday - 7 * (limits::WEEKS_SHOWN - 1);
    let statuses = series(&site.store, Series::Statuses, (first, today + 1)).await?;
    let joined = series(&site.store, Series::NewUsers, (first, today + 1)).await?;
    let mut weeks = Vec::new();
    for back in 0..limits::WEEKS_SHOWN {
        let days = (monday - 7 * back, monday - 7 * back + 7);
        let sum = |all: &[(i64, i64)]| {
            all.iter().filter(|(day, _)| (days.0..days.1).contains(day)).map(|(_, count)| count).sum()
        };
        weeks.push(Week {
            begins_at: Timestamp::from_millis(days.0 * DAY_MS),
            statuses: sum(&statuses),
            logins: active_in(&site.store, days).await?,
            registrations: sum(&joined),
        });
    }
    Ok(weeks)
}
