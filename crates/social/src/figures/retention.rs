//! Retention: how many of those who joined in each day or month still look at the server in those after it.

use model::{Timestamp, limits};

use super::{DAY_MS, Days};
use crate::{Result, Site};

/// How long those are put together who join.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Frequency {
    /// A day.
    #[default]
    Day,
    /// A month.
    Month,
}

impl Frequency {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
        }
    }

    /// Reads the word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Day, Self::Month].into_iter().find(|every| every.as_str() == word)
    }

    /// The first day of the period in which a day lies.
    fn begin(self, day: i64) -> i64 {
        match self {
            Self::Day => day,
            // Its date ends with the number of days since the month began, and one.
            Self::Month => {
                let date = Timestamp::from_millis(day * DAY_MS).to_date();
                day - date.rsplit('-').next().and_then(|number| number.parse().ok()).unwrap_or(1) + 1
            }
        }
    }

    /// The first day of the next period.
    fn next(self, begin: i64) -> i64 {
        match self {
            Self::Day => begin + 1,
            Self::Month => self.begin(begin + 31),
        }
    }
}

/// Those who joined in one period.
#[derive(Clone, Debug)]
pub struct Cohort {
    /// When it begins.
    pub period: Timestamp,
    /// How long it is.
    pub every: Frequency,
    /// How many of them still looked, in it and each period after it.
    pub retained: Vec<Retained>,
}

/// Those of a cohort who still looked in a period.
#[derive(Clone, Copy, Debug)]
pub struct Retained {
    /// When the period begins.
    pub period: Timestamp,
    /// Which part of all of them.
    pub rate: f64,
    /// How many.
    pub count: i64,
}

pub(super) async fn work_out(site: &Site, days: Days, every: Frequency) -> Result<Vec<Cohort>> {
    let mut periods = Vec::new();
    let mut begin = every.begin(days.from);
    while begin < days.until {
        periods.push(begin);
        begin = every.next(begin);
    }
    let moment = |day: i64| Timestamp::from_millis(day * DAY_MS);
    let first = periods.first().copied().unwrap_or(days.from);
    let range = (moment(first), moment(begin));
    let joined = store::figures::joined(&site.store, range, limits::COHORT_USERS).await?;
    // Of each who joined, in which period that was, and the last in which they looked.
    let period = |day: i64| every.begin(day);
    let people: Vec<(i64, i64)> = joined
        .iter()
        .map(|(at, last)| (period(at.as_millis().div_euclid(DAY_MS)), period((*last).max(-1))))
        .collect();
    let cohort = |(place, begin): (usize, &i64)| {
        let members = || people.iter().filter(|(joined, _)| joined == begin);
        let size = members().count() as i64;
        let retained = |period: &i64| {
            let count = members().filter(|(_, last)| last >= period).count() as i64;
            let rate = if size == 0 { 0.0 } else { count as f64 / size as f64 };
            Retained { period: moment(*period), rate, count }
        };
        let retained = periods[place..].iter().map(retained).collect();
        Cohort { period: moment(*begin), every, retained }
    };
    Ok(periods.iter().enumerate().map(cohort).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_begin_on_their_first_day() {
        let day = |text: &str| Timestamp::parse(text).unwrap().as_millis() / DAY_MS;
        assert_eq!(Frequency::Month.begin(day("2024-02-29")), day("2024-02-01"));
        assert_eq!(Frequency::Month.next(day("2024-01-01")), day("2024-02-01"));
        assert_eq!(Frequency::Month.next(day("2024-02-01")), day("2024-03-01"));
        assert_eq!(Frequency::Day.next(7), 8);
    }
}
