//! Throttles: how often somebody may do something within a window of time. Windows are fixed, as Mastodon's are, so
//! that apps can be told exactly when they may go on. Counts live in memory: a restart forgives.

use std::{
    collections::hash_map::RandomState,
    hash::{BuildHasher, Hash},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use model::{Timestamp, limits};
use moka::sync::Cache;

/// Bits of a counter that hold the count; the window's number stands above them.
const COUNT_BITS: u32 = 24;
/// The part of a counter that is the count.
const COUNT: u64 = (1 << COUNT_BITS) - 1;

/// Something that may be done only so often. What is counted for each, and for how long, is Mastodon's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Throttle {
    /// Requests of one user to the client API.
    ApiUser,
    /// Requests with one token.
    ApiToken,
    /// Requests of one address without a token that works.
    ApiAddress,
    /// Pages after the first, of one user.
    PagingUser,
    /// Pages after the first, of one address without a token.
    PagingAddress,
    /// Uploads of one user.
    Media,
    /// Accounts made from one address.
    SignUp,
    /// Applications made from one address.
    Applications,
    /// Statuses and reblogs that one user takes back.
    Deletions,
    /// Statuses, edits and reblogs of one user.
    Statuses,
    /// Follows of accounts and tags by one user.
    Follows,
    /// Reports of one user.
    Reports,
    /// Forms for joining sent from one address, whatever became of them.
    SignUpTries,
    /// Codes tried for setting this server up from one address.
    SetupCode,
    /// Passwords tried from one address.
    SignInAddress,
    /// Passwords tried for one e-mail address or username.
    SignInName,
    /// Asking from one address where its own server meets something of ours.
    Elsewhere,
    /// Codes of a second factor tried for one user.
    SecondFactor,
    /// Letters with codes that are asked for from one address.
    CodesAddress,
    /// Letters with codes that are asked for one e-mail address.
    CodesName,
    /// Letters that tell staff of somebody who waits.
    WaitingLetters,
    /// People whom one server names.
    StrangersMentions,
    /// People whom somebody names who joined lately.
    NewcomersMentions,
    /// Reports that one server names too many people.
    FloodReports,
}

impl Throttle {
    /// How often, in how many seconds.
    pub const fn rule(self) -> (u32, i64) {
        match self {
            Self::ApiUser => limits::API_PER_USER,
            Self::ApiToken => limits::API_PER_TOKEN,
            Self::ApiAddress => limits::API_PER_ADDRESS,
            Self::PagingUser | Self::PagingAddress => limits::PAGES,
            Self::Media => limits::UPLOADS,
            Self::SignUp => limits::SIGN_UPS_PER_ADDRESS,
            Self::Applications => limits::APPLICATIONS_PER_ADDRESS,
            Self::Deletions => limits::DELETIONS,
            Self::Statuses => limits::STATUSES_PER_ACCOUNT,
            Self::Follows => limits::FOLLOWS_PER_ACCOUNT,
            Self::Reports => limits::REPORTS_PER_ACCOUNT,
            Self::SignUpTries => limits::SIGN_UP_TRIES_PER_ADDRESS,
            Self::SetupCode => limits::SETUP_CODES_PER_ADDRESS,
            Self::SignInAddress => limits::PASSWORDS_PER_ADDRESS,
            Self::SignInName => limits::PASSWORDS_PER_NAME,
            Self::Elsewhere => limits::ELSEWHERE_PER_ADDRESS,
            Self::SecondFactor => limits::CODES_PER_USER,
            Self::CodesAddress => limits::CODES_PER_ADDRESS,
            Self::CodesName => limits::CODES_PER_NAME,
            Self::WaitingLetters => limits::WAITING_LETTERS,
            Self::StrangersMentions => limits::STRANGERS_MENTIONS,
            Self::NewcomersMentions => limits::NEWCOMERS_MENTIONS,
            Self::FloodReports => limits::FLOOD_REPORTS,
        }
    }
}

/// What is left of a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// How often it may be done in a window.
    pub limit: u32,
    /// How often it may still be done in this window.
    pub remaining: u32,
    /// When the next window begins.
    pub reset_at: Timestamp,
    /// Whether this time was one too many.
    pub is_exceeded: bool,
}

/// The counts of everybody who did something lately.
#[derive(Debug)]
pub struct Throttles {
    counters: Cache<u64, Arc<AtomicU64>>,
    /// Counters are found by a keyed hash, so that nobody can aim at another's.
    hasher: RandomState,
    is_on: AtomicBool,
}

impl Default for Throttles {
    fn default() -> Self {
        let counters = Cache::new(limits::THROTTLE_COUNTERS);
        Self { counters, hasher: RandomState::new(), is_on: AtomicBool::new(true) }
    }
}

impl Throttles {
    /// Whether anything is counted at all: not in trials that measure how fast the server is.
    pub fn set_on(&self, is_on: bool) {
        self.is_on.store(is_on, Ordering::Relaxed);
    }

    /// Counts one more try by whoever `key` stands for. `None` when nothing is counted.
    pub fn take(&self, now: Timestamp, throttle: Throttle, key: impl Hash) -> Option<Allowance> {
        if !self.is_on.load(Ordering::Relaxed) {
            return None;
        }
        let (limit, seconds) = throttle.rule();
        let window = now.as_seconds().div_euclid(seconds);
        let counter = self.counters.get_with(self.hasher.hash_one((throttle, key)), Arc::default);
        let count = count_up(&counter, window.cast_unsigned());
        Some(Allowance {
            limit,
            remaining: limit.saturating_sub(count),
            reset_at: Timestamp::from_millis((window + 1) * seconds * 1_000),
            is_exceeded: count > limit,
        })
    }

    /// Takes one try back, for what was not done after all.
    pub fn give_back(&self, now: Timestamp, throttle: Throttle, key: impl Hash) {
        let (_, seconds) = throttle.rule();
        let window = now.as_seconds().div_euclid(seconds).cast_unsigned();
        if let Some(counter) = self.counters.get(&self.hasher.hash_one((throttle, key))) {
            let step = |held: u64| (held >> COUNT_BITS == window && held & COUNT > 0).then(|| held - 1);
            // Without a count there is nothing to take back.
            counter.fetch_update(Ordering::AcqRel, Ordering::Acquire, step).ok();
        }
    }
}

/// Counts up within the window, or from nothing if it is a new one.
fn count_up(counter: &AtomicU64, window: u64) -> u32 {
    let step = |held: u64| {
        let count = if held >> COUNT_BITS == window { (held & COUNT).min(COUNT - 1) + 1 } else { 1 };
        Some((window << COUNT_BITS) | count)
    };
    let before = counter
        .fetch_update(Ordering::AcqRel, Ordering::Acquire, step)
        .expect("the step always gives a number");
    (step(before).unwrap_or(1) & COUNT) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_ends_when_it_says_and_everybody_has_their_own() {
        let throttles = Throttles::default();
        let (limit, seconds) = Throttle::Applications.rule();
        let now = Timestamp::from_millis(1_000 * seconds * 7 + 5);
        let take = |now, key| throttles.take(now, Throttle::Applications, key).unwrap();
        for used in 1..=limit {
            let allowance = take(now, "a");
            assert_eq!((allowance.remaining, allowance.is_exceeded), (limit - used, false));
        }
        let over = take(now, "a");
        assert_eq!((over.remaining, over.is_exceeded), (0, true));
        assert_eq!(over.reset_at.as_millis(), 1_000 * seconds * 8);
        assert!(!take(now, "b").is_exceeded);
        assert!(!take(over.reset_at, "a").is_exceeded);
    }

    #[test]
    fn nothing_is_counted_when_that_is_off() {
        let throttles = Throttles::default();
        throttles.set_on(false);
        assert_eq!(throttles.take(Timestamp::from_millis(0), Throttle::ApiUser, 1), None);
    }
}
