//! Measures: how much of something there was on each day, and how much on as many days before.

use std::collections::BTreeMap;

use model::Timestamp;
use store::figures::{self, OfDomain, OfTag, Series};

use super::{About, DAY_MS, Days};
use crate::{Result, Site, bytes};

/// How much of something there was.
#[derive(Clone, Debug)]
pub struct Measure {
    /// What is counted.
    pub key: String,
    /// In what, unless it is a number of things.
    pub unit: Option<&'static str>,
    /// How much there was in all; of a neighbour, how much there is.
    pub total: i64,
    /// The same in words, where it has a unit.
    pub human_total: Option<String>,
    /// How much there was on as many days before.
    pub previous_total: Option<i64>,
    /// How much on each day.
    pub days: Vec<(Timestamp, i64)>,
}

/// Where a measure comes from.
enum Source<'a> {
    Series(&'static [Series]),
    Tag(OfTag, model::TagId),
    Domain(OfDomain, &'a str),
}

impl<'a> Source<'a> {
    fn of(key: &str, about: &'a About) -> Option<Self> {
        let tag = |what| about.tag.map(|tag| Self::Tag(what, tag));
        let domain = |what| about.domain.as_deref().map(|domain| Self::Domain(what, domain));
        match key {
            "new_users" => Some(Self::Series(&[Series::NewUsers])),
            "active_users" => Some(Self::Series(&[Series::ActiveUsers])),
            "interactions" => Some(Self::Series(&[Series::Favourites, Series::Answers])),
            "opened_reports" => Some(Self::Series(&[Series::OpenedReports])),
            "resolved_reports" => Some(Self::Series(&[Series::ResolvedReports])),
            "tag_accounts" => tag(OfTag::Accounts),
            "tag_uses" => tag(OfTag::Uses),
            "tag_servers" => tag(OfTag::Servers),
            "instance_accounts" => domain(OfDomain::Accounts),
            "instance_statuses" => domain(OfDomain::Statuses),
            "instance_media_attachments" => domain(OfDomain::Media),
            "instance_follows" => domain(OfDomain::Follows),
            "instance_followers" => domain(OfDomain::Followers),
            "instance_reports" => domain(OfDomain::Reports),
            _ => None,
        }
    }

    async fn days(&self, site: &Site, days: Days) -> Result<BTreeMap<i64, i64>> {
        let mut found = BTreeMap::new();
        let rows = match self {
            Self::Tag(what, tag) => figures::of_tag(&site.store, *what, *tag, days.pair()).await?,
            Self::Domain(what, domain) => figures::of_domain(&site.store, *what, domain, days.pair()).await?,
            Self::Series(all) => {
                let mut rows = Vec::new();
                for series in *all {
                    rows.extend(figures::series(&site.store, *series, days.pair()).await?);
                }
                rows
            }
        };
        for (day, count) in rows {
            *found.entry(day).or_default() += count;
        }
        Ok(found)
    }

    /// How much there was on all these days: of people, each counted once.
    async fn total(&self, site: &Site, days: Days) -> Result<i64> {
        match self {
            Self::Series([Series::ActiveUsers]) => Ok(figures::active_in(&site.store, days.pair()).await?),
            Self::Tag(what @ (OfTag::Accounts | OfTag::Servers), tag) => {
                let is_servers = matches!(what, OfTag::Servers);
                Ok(figures::of_tag_in(&site.store, is_servers, *tag, days.pair()).await?)
            }
            _ => Ok(self.days(site, days).await?.values().sum()),
        }
    }
}

/// A measure; what has no such name is nothing.
pub(super) async fn work_out(site: &Site, key: &str, about: &About, days: Days) -> Result<Option<Measure>> {
    let Some(source) = Source::of(key, about) else { return Ok(None) };
    let each = source.days(site, days).await?;
    let is_domain = matches!(source, Source::Domain(..));
    let total = match is_domain {
        // What is there of a neighbour, whenever it came.
        true => source.total(site, Days { from: 0, until: super::today(site) + 1 }).await?,
        false => source.total(site, days).await?,
    };
    let previous_total = if is_domain { None } else { Some(source.total(site, days.before()).await?) };
    let is_bytes = matches!(source, Source::Domain(OfDomain::Media, _));
    let day = |day: i64| (Timestamp::from_millis(day * DAY_MS), each.get(&day).copied().unwrap_or_default());
    Ok(Some(Measure {
        key: key.to_owned(),
        unit: is_bytes.then_some("bytes"),
        total,
        human_total: is_bytes.then(|| bytes::rounded(total)),
        previous_total,
        days: (days.from..days.until).map(day).collect(),
    }))
}
