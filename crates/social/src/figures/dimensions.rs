//! Dimensions: in which shares something was there.

use std::collections::BTreeMap;

use model::limits;
use store::figures::{self, Shares};

use super::{About, Days};
use crate::{Result, Site, bytes, remote_files};

/// In which shares something was there, the largest first.
#[derive(Clone, Debug)]
pub struct Dimension {
    /// What is told apart.
    pub key: String,
    /// The shares.
    pub data: Vec<Datum>,
}

/// A share.
#[derive(Clone, Debug)]
pub struct Datum {
    /// What it is of, for programs.
    pub key: String,
    /// What it is of, for people.
    pub human_key: String,
    /// How much it is, or which version.
    pub value: String,
    /// In what, unless it is a number of things.
    pub unit: Option<&'static str>,
    /// The same in words.
    pub human_value: Option<String>,
}

impl Datum {
    fn count(key: &str, human_key: &str, count: i64) -> Self {
        let (key, human_key, value) = (key.to_owned(), human_key.to_owned(), count.to_string());
        Self { key, human_key, value, unit: None, human_value: None }
    }

    fn version(key: &str, human_key: &str, version: &str) -> Self {
        Self {
            human_value: Some(version.to_owned()),
            value: version.to_owned(),
            ..Self::count(key, human_key, 0)
        }
    }

    fn bytes(key: &str, human_key: &str, count: i64) -> Self {
        let human_value = Some(bytes::rounded(count));
        Self { unit: Some("bytes"), human_value, ..Self::count(key, human_key, count) }
    }
}

/// A dimension; what has no such name is nothing.
pub(super) async fn work_out(
    site: &Site,
    key: &str,
    about: &About,
    days: Days,
    limit: i64,
) -> Result<Option<Dimension>> {
    let (store, pair) = (&site.store, days.pair());
    let here = site.instance.domain.as_str();
    let data = match (key, about.tag, about.domain.as_deref()) {
        ("languages", ..) => languages(site, days, limit).await?,
        ("sources", ..) => {
            let found = figures::sources(store, limits::SOURCE_MS, pair, limit).await?;
            named(found, "web", "Website")
        }
        ("servers", ..) => named(figures::servers(store, pair, limit).await?, here, here),
        ("software_versions", ..) => versions(site),
        ("space_usage", ..) => space(site).await?,
        ("tag_servers", Some(tag), _) => {
            named(figures::shares_of_tag(store, true, tag, pair, limit).await?, here, here)
        }
        ("tag_languages", Some(tag), _) => {
            named(figures::shares_of_tag(store, false, tag, pair, limit).await?, "und", "und")
        }
        ("instance_accounts", _, Some(domain)) => {
            named(figures::accounts_of(store, domain, limit).await?, "", "")
        }
        ("instance_languages", _, Some(domain)) => {
            named(figures::languages_of(store, domain, pair, limit).await?, "und", "und")
        }
        _ => return Ok(None),
    };
    Ok(Some(Dimension { key: key.to_owned(), data }))
}

/// Shares under their names, and under these where they have none.
fn named(shares: Shares, key: &str, human_key: &str) -> Vec<Datum> {
    let datum = |(name, count): (Option<String>, i64)| match name {
        Some(name) => Datum::count(&name, &name, count),
        None => Datum::count(key, human_key, count),
    };
    shares.into_iter().map(datum).collect()
}

/// What those speak who looked.
async fn languages(site: &Site, days: Days, limit: i64) -> Result<Vec<Datum>> {
    let found = figures::preferences_of_active(&site.store, days.pair(), limits::LANGUAGES_READ).await?;
    let mut counts: BTreeMap<String, i64> = BTreeMap::new();
    for preferences in found {
        *counts.entry(preferences.language.unwrap_or_else(|| "und".to_owned())).or_default() += 1;
    }
    let mut ranked: Vec<(String, i64)> = counts.into_iter().collect();
    ranked.sort_by(|one, other| other.1.cmp(&one.1).then_with(|| one.0.cmp(&other.0)));
    ranked.truncate(usize::try_from(limit).unwrap_or_default());
    Ok(ranked.iter().map(|(code, count)| Datum::count(code, code, *count)).collect())
}

fn versions(site: &Site) -> Vec<Datum> {
    let engine = site.store.engine_name();
    let human = if engine == "sqlite" { "SQLite" } else { "PostgreSQL" };
    vec![
        Datum::version("fanfare", "Fanfare", env!("CARGO_PKG_VERSION")),
        Datum::version(engine, human, &site.store.engine_version()),
    ]
}

/// What files and the database take; a site without a place for files has nothing to tell.
async fn space(site: &Site) -> Result<Vec<Datum>> {
    let Ok(workshop) = site.workshop() else { return Ok(Vec::new()) };
    let budget = workshop.budget(&site.settings());
    let usage = remote_files::usage(site, workshop.database_bytes(), budget).await?;
    Ok(vec![
        Datum::bytes("database", "Database", usage.database),
        Datum::bytes("media", "Files uploaded here", usage.own.1),
        Datum::bytes("remote_media", "Files of other servers", usage.remote.1),
    ])
}
