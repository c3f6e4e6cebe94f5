//! Clocks: what other servers say that the time is, as they answer. If most of them agree that ours is off, whoever runs
//! this server is told: signatures are refused because of it.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
};

use model::Timestamp;

use crate::{Federation, limits};

/// How far each of the hosts that answered last says that our clock is ahead of theirs.
#[derive(Debug, Default)]
pub(crate) struct Clocks(Mutex<Heard>);

#[derive(Debug, Default)]
struct Heard {
    /// The latest last.
    answers: VecDeque<Answered>,
    /// Whether it was told that our clock is off.
    is_told: bool,
}

#[derive(Debug)]
struct Answered {
    host: String,
    ahead_ms: i64,
    at: Timestamp,
}

impl Clocks {
    /// Notes what a host said that the time is, at a moment by our clock.
    pub(crate) fn note(&self, host: &str, theirs_ms: i64, now: Timestamp) {
        let mut heard = self.lock();
        // One host is one voice.
        heard.answers.retain(|answered| answered.host != host);
        if heard.answers.len() >= limits::CLOCKS {
            heard.answers.pop_front();
        }
        let ahead_ms = now.as_millis() - theirs_ms;
        heard.answers.push_back(Answered { host: host.to_owned(), ahead_ms, at: now });
    }

    /// How far our clock is ahead, in milliseconds, if enough hosts said so lately: the middle one of their voices, which
    /// no few can move.
    pub(crate) fn ahead_ms(&self, now: Timestamp) -> Option<i64> {
        let heard = self.lock();
        let is_late = |at: Timestamp| (now.as_millis() - at.as_millis()).abs() < limits::CLOCK_HEARD_MS;
        let mut said: Vec<i64> =
            heard.answers.iter().filter(|it| is_late(it.at)).map(|it| it.ahead_ms).collect();
        said.sort_unstable();
        (said.len() >= limits::CLOCKS_AGREEING).then(|| said[said.len() / 2])
    }

    /// Whether something changed since this was asked last: whether the clock is off.
    fn is_news(&self, is_off: bool) -> bool {
        let mut heard = self.lock();
        std::mem::replace(&mut heard.is_told, is_off) != is_off
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Heard> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Federation {
    /// Notes what a host said that the time is.
    pub(crate) fn note_clock(&self, host: &str, dated_ms: Option<i64>) {
        if let Some(theirs_ms) = dated_ms {
            self.0.clocks.note(host, theirs_ms, self.site().now());
        }
    }

    /// How far our clock is ahead of those of others, in milliseconds, if enough of them say so; whoever runs this server
    /// is told when that is much.
    pub fn look_at_clocks(&self) -> Option<i64> {
        let ahead_ms = self.0.clocks.ahead_ms(self.site().now())?;
        let is_off = ahead_ms.abs() >= limits::CLOCK_OFF_MS;
        match (self.0.clocks.is_news(is_off), is_off) {
            (true, true) => tracing::error!(
                ahead_seconds = ahead_ms / 1_000,
                "this machine's clock is off, other servers say; they and we refuse each other's signatures"
            ),
            (true, false) => tracing::info!("this machine's clock agrees with other servers' again"),
            (false, _) => {}
        }
        Some(ahead_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);

    #[test]
    fn the_middle_voice_counts_and_few_are_not_heard() {
        let clocks = Clocks::default();
        let says = |host: &str, ahead_ms: i64| clocks.note(host, NOW.as_millis() - ahead_ms, NOW);
        for host in ["a", "b", "a", "b"] {
            says(host, 90_000);
        }
        assert_eq!(clocks.ahead_ms(NOW), None, "two are few");
        for (host, ahead_ms) in [("c", 91_000), ("d", 0), ("e", -86_400_000)] {
            says(host, ahead_ms);
        }
        assert_eq!(clocks.ahead_ms(NOW), Some(90_000));
        assert_eq!(clocks.ahead_ms(NOW.plus_millis(limits::CLOCK_HEARD_MS)), None, "that was long ago");
        for number in 0..2 * limits::CLOCKS {
            says(&number.to_string(), 0);
        }
        assert_eq!(clocks.lock().answers.len(), limits::CLOCKS);
        assert_eq!(clocks.ahead_ms(NOW), Some(0));
        assert!(clocks.is_news(true) && !clocks.is_news(true) && clocks.is_news(false));
    }
}
