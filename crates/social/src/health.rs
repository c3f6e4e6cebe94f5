//! The health of neighbours, as those who run the server see it: what waits for whom, and why.

use std::collections::BTreeMap;

use model::{Timestamp, limits};
use store::neighbours::Neighbour;

use crate::{Refusal, Result, Site};

const DAY_MS: i64 = 24 * 3_600_000;

/// A neighbour, and what waits for it.
#[derive(Clone, Debug)]
pub struct NeighbourView {
    /// Its host, with a port if it is unusual.
    pub host: String,
    /// What is known of it, if anything is.
    pub neighbour: Option<Neighbour>,
    /// How many deliveries wait for it.
    pub waiting: i64,
    /// Since when the oldest of them does.
    pub waiting_since: Option<Timestamp>,
    /// How it is.
    pub health: Health,
}

/// Whether a neighbour takes what is for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// It does.
    Fine,
    /// It does not; everything is kept for it.
    Failing,
    /// It has not for so long that only what lasts is kept for it.
    Silent,
    /// It has not for so long that nothing is kept for it; it is tried once a day.
    Dead,
    /// It said that it is gone for good; it is tried once a week.
    Gone,
}

impl Health {
    /// The word for it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fine => "fine",
            Self::Failing => "failing",
            Self::Silent => "silent",
            Self::Dead => "dead",
            Self::Gone => "gone",
        }
    }

    fn of(neighbour: &Neighbour, now: Timestamp) -> Self {
        let days = neighbour.failing_since.map_or(0, |since| (now.as_millis() - since.as_millis()) / DAY_MS);
        match () {
            () if neighbour.failures == 0 => Self::Fine,
            () if neighbour.is_gone => Self::Gone,
            () if days >= limits::LASTING_DAYS => Self::Dead,
            () if days >= limits::DELIVERY_DAYS => Self::Silent,
            () => Self::Failing,
        }
    }
}

/// All neighbours with which this server has a history, by their hosts; if wished, only those for which something
/// waits or that take nothing.
pub async fn list(site: &Site, only_waiting: bool) -> Result<Vec<NeighbourView>> {
    let (store, now, limit) = (&site.store, site.now(), limits::NEIGHBOURS_SHOWN);
    let mut views: BTreeMap<String, NeighbourView> = BTreeMap::new();
    for neighbour in store::neighbours::list(store, "", limit).await? {
        let view = NeighbourView {
            host: neighbour.host.clone(),
            health: Health::of(&neighbour, now),
            neighbour: Some(neighbour),
            waiting: 0,
            waiting_since: None,
        };
        views.insert(view.host.clone(), view);
    }
    for (host, waiting, oldest) in store::neighbours::waiting(store, limit).await? {
        let view = views.entry(host.clone()).or_insert_with(|| NeighbourView {
            host,
            neighbour: None,
            waiting: 0,
            waiting_since: None,
            health: Health::Fine,
        });
        (view.waiting, view.waiting_since) = (waiting, Some(oldest.time()));
    }
    let is_wanted = |view: &NeighbourView| !only_waiting || view.waiting > 0 || view.health != Health::Fine;
    Ok(views.into_values().filter(is_wanted).collect())
}

/// How far this server's clock is ahead of its neighbours', in milliseconds, if enough of them said so when a running
/// server last looked.
pub async fn clock_ahead_ms(site: &Site) -> Result<Option<i64>> {
    Ok(store::pulse::clock_ahead_ms(&site.store).await?)
}

/// Tries a neighbour at once; a running server notices within a second or two. Answers how many deliveries wait for
/// it.
pub async fn retry(site: &Site, host: &str) -> Result<i64> {
    let host = host.to_ascii_lowercase();
    let known = list(site, false).await?;
    let view = known.into_iter().find(|view| view.host == host).ok_or(Refusal::NotFound)?;
    store::neighbours::ask(&site.store, &host, site.now()).await?;
    Ok(view.waiting)
}
