//! What an answer to a delivery means, and how long to wait after one that was none.

use model::Id;
use reqwest::StatusCode;
use store::deliveries::Delivery;

use crate::{fetch::Answer, limits};

/// Why a delivery will never arrive, in words that authors of statuses are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    /// The server, or we, said no to this very delivery.
    Refused,
    /// There is no such inbox.
    Missing,
    /// Whoever it was for is gone.
    Gone,
    /// The server has been silent for too long.
    Unreachable,
}

impl Why {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Refused => "refused",
            Self::Missing => "missing",
            Self::Gone => "gone",
            Self::Unreachable => "unreachable",
        }
    }
}

/// What became of a try.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It arrived.
    Arrived,
    /// It never will: the reason.
    Refused(Why, String),
    /// The host is in trouble, all that is for it waits: the reason, and how long it asks us to wait.
    HostFailed(String, Option<i64>),
    /// The host stumbles, over this very delivery or over all of them: the reason.
    Stumbled(String),
    /// The host says that it is gone for good.
    HostGone(String),
    /// This one inbox is in trouble: the reason, and how long to wait.
    InboxFailed(String, Option<i64>),
}

/// What an answer means. A host that is known to read our signatures means what it says of a delivery that it calls
/// malformed; of another, that may be about the signature.
pub(super) fn judge(answer: &Answer, tries: i64, reads_us: bool) -> Outcome {
    let reason = format!("it answered {}", answer.status);
    let wish =
        answer.retry_after.map(|seconds| seconds.saturating_mul(1000).clamp(1000, limits::RETRY_AFTER_MS));
    match answer.status {
        status if status.is_success() => Outcome::Arrived,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => Outcome::HostFailed(reason, wish),
        StatusCode::REQUEST_TIMEOUT => Outcome::HostFailed(reason, None),
        StatusCode::BAD_REQUEST if reads_us => Outcome::Refused(Why::Refused, reason),
        // Their copy of our key may be old, or our clock or theirs wrong: it may pass.
        StatusCode::UNAUTHORIZED | StatusCode::BAD_REQUEST => {
            match usize::try_from(tries).ok().and_then(|tries| limits::UNAUTHORIZED_MS.get(tries)) {
                Some(wait_ms) => Outcome::InboxFailed(reason, Some(*wait_ms)),
                None => Outcome::Refused(Why::Refused, reason),
            }
        }
        StatusCode::NOT_FOUND => Outcome::Refused(Why::Missing, reason),
        StatusCode::GONE => Outcome::Refused(Why::Gone, reason),
        // What stands before a server says so when that is away.
        status if matches!(status.as_u16(), 502..=504 | 520..=530) => Outcome::HostFailed(reason, None),
        status if status.is_server_error() => Outcome::Stumbled(reason),
        _ => Outcome::Refused(Why::Refused, reason),
    }
}

/// How much has gone wrong with a host, or an inbox.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Patience {
    /// Failures before this one.
    pub(super) failures: i64,
    /// For how long it has been silent.
    pub(super) silent_ms: i64,
    /// Whether it said that it is gone for good.
    pub(super) is_gone: bool,
}

/// How long to wait after so many failures, in milliseconds. The long waits differ by up to a fifth, so that
/// hosts that went down together are not all tried in the same second.
pub(super) fn wait_ms(patience: Patience, delivery: Id<Delivery>) -> i64 {
    if patience.is_gone {
        return limits::GONE_PROBE_MS;
    }
    let step = usize::try_from(patience.failures).unwrap_or(0);
    let last_ms = match patience.silent_ms {
        silent_ms if silent_ms >= limits::LASTING_MS => limits::DEAD_PROBE_MS,
        silent_ms if silent_ms >= limits::RETRY_OFTEN_FOR_MS => limits::RETRY_LAST_MS,
        _ => limits::RETRY_OFTEN_MS,
    };
    limits::RETRY_MS.get(step).copied().unwrap_or_else(|| {
        let percent = 80 + delivery.get().wrapping_mul(0x9E37).rem_euclid(41);
        last_ms / 100 * percent
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: i64) -> Id<Delivery> {
        Id::new(number)
    }

    fn answer(code: u16, retry_after: Option<i64>) -> Answer {
        Answer { status: StatusCode::from_u16(code).unwrap(), retry_after, wanted: None, dated_ms: None }
    }

    #[test]
    fn answers_mean_what_they_say() {
        let judged = |code: u16| judge(&answer(code, None), 0, true);
        for code in [200, 201, 202, 204] {
            assert_eq!(judged(code), Outcome::Arrived, "{code}");
        }
        for code in [301, 302, 307, 400, 403, 405, 406, 413, 415, 422] {
            assert!(matches!(judged(code), Outcome::Refused(Why::Refused, _)), "{code}");
        }
        assert!(matches!(judged(404), Outcome::Refused(Why::Missing, _)));
        assert!(matches!(judged(410), Outcome::Refused(Why::Gone, _)));
        for code in [408, 429, 502, 503, 504, 521] {
            assert!(matches!(judged(code), Outcome::HostFailed(_, None)), "{code}");
        }
        for code in [500, 501, 507] {
            assert!(matches!(judged(code), Outcome::Stumbled(_)), "{code}");
        }
    }

    #[test]
    fn a_signature_that_is_not_taken_may_be_taken_within_the_hour() {
        for code in [400, 401] {
            let waits = (0..9).map(|tries| match judge(&answer(code, None), tries, false) {
                Outcome::InboxFailed(_, wait_ms) => wait_ms,
                Outcome::Refused(Why::Refused, _) => None,
                other => panic!("{other:?}"),
            });
            let waits: Vec<i64> = waits.map_while(|wait_ms| wait_ms).collect();
            assert_eq!((waits.len(), waits.iter().sum()), (2, 3_600_000), "three tries over an hour");
        }
    }

    #[test]
    fn a_wish_to_wait_is_honoured_within_reason() {
        let wish = |seconds: i64| match judge(&answer(429, Some(seconds)), 0, true) {
            Outcome::HostFailed(_, wish) => wish.unwrap(),
            other => panic!("{other:?}"),
        };
        assert_eq!(wish(90), 90_000);
        assert_eq!(wish(-5), 1000);
        assert_eq!(wish(i64::MAX), limits::RETRY_AFTER_MS);
    }

    #[test]
    fn f_015_waits_grow_and_then_stay_within_a_quarter_of_an_hour_and_longer_for_the_dead() {
        let wait = |failures, silent_ms, number| {
            wait_ms(Patience { failures, silent_ms, is_gone: false }, id(number))
        };
        let waits: Vec<i64> = (0..6).map(|failures| wait(failures, 0, 1)).collect();
        assert_eq!(waits, limits::RETRY_MS);
        let three_days = 3 * 24 * 3_600_000;
        for number in 0..1_000 {
            assert!(wait(20, three_days, number) <= 15 * 60_000, "F-015: all is there 15 minutes after");
            assert!(wait(20, three_days, number) >= 60_000, "F-015: one probe a minute at most");
        }
        for (silent_ms, last_ms) in [
            (0, limits::RETRY_OFTEN_MS),
            (three_days, limits::RETRY_OFTEN_MS),
            (limits::RETRY_OFTEN_FOR_MS, limits::RETRY_LAST_MS),
            (limits::LASTING_MS, limits::DEAD_PROBE_MS),
        ] {
            for number in 0..100 {
                let wait = wait(7 + number, silent_ms, number);
                assert!((last_ms * 8 / 10..=last_ms * 12 / 10).contains(&wait), "{wait}");
            }
        }
        assert_ne!(wait(9, 0, 1), wait(9, 0, 2));
    }
}
