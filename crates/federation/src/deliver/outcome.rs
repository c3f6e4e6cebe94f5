//! What an answer to a delivery means, and how long to wait after one that was none.

use model::Id;
use reqwest::StatusCode;
use store::deliveries::Delivery;

use crate::limits;

/// What became of a try.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    /// It arrived.
    Arrived,
    /// It never will: the reason.
    Refused(String),
    /// The host is in trouble, all that is for it waits: the reason, and how long it asks us to wait.
    HostFailed(String, Option<i64>),
    /// This one inbox is in trouble: the reason.
    InboxFailed(String),
}

/// What an answer means.
pub(super) fn judge(status: StatusCode, retry_after: Option<i64>, tries: i64) -> Outcome {
    let reason = format!("it answered {status}");
    let wish = retry_after.map(|seconds| seconds.saturating_mul(1000).clamp(1000, limits::RETRY_AFTER_MS));
    match status {
        status if status.is_success() => Outcome::Arrived,
        StatusCode::TOO_MANY_REQUESTS | StatusCode::SERVICE_UNAVAILABLE => Outcome::HostFailed(reason, wish),
        StatusCode::REQUEST_TIMEOUT => Outcome::HostFailed(reason, None),
        // Their copy of our key may be old, or our clock or theirs wrong: it may pass.
        StatusCode::UNAUTHORIZED if tries + 1 < limits::UNAUTHORIZED_TRIES => Outcome::InboxFailed(reason),
        status if status.is_server_error() => Outcome::HostFailed(reason, None),
        _ => Outcome::Refused(reason),
    }
}

/// How long to wait after so many failures, in milliseconds. The long waits differ by up to a fifth, so that
/// hosts that went down together are not all tried in the same second.
pub(super) fn wait_ms(failures: i64, delivery: Id<Delivery>) -> i64 {
    let step = usize::try_from(failures).unwrap_or(0);
    limits::RETRY_MS.get(step).copied().unwrap_or_else(|| {
        let percent = 80 + delivery.get().wrapping_mul(0x9E37).rem_euclid(41);
        limits::RETRY_LAST_MS / 100 * percent
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: i64) -> Id<Delivery> {
        Id::new(number)
    }

    #[test]
    fn answers_mean_what_they_say() {
        let judged = |code: u16| judge(StatusCode::from_u16(code).unwrap(), None, 0);
        for code in [200, 201, 202, 204] {
            assert_eq!(judged(code), Outcome::Arrived, "{code}");
        }
        for code in [301, 302, 307, 400, 403, 404, 405, 406, 410, 413, 415, 422] {
            assert!(matches!(judged(code), Outcome::Refused(_)), "{code}");
        }
        for code in [408, 429, 500, 502, 503, 504, 521] {
            assert!(matches!(judged(code), Outcome::HostFailed(_, None)), "{code}");
        }
        assert!(matches!(judged(401), Outcome::InboxFailed(_)));
        let last = judge(StatusCode::UNAUTHORIZED, None, limits::UNAUTHORIZED_TRIES - 1);
        assert!(matches!(last, Outcome::Refused(_)));
    }

    #[test]
    fn a_wish_to_wait_is_honoured_within_reason() {
        let wish = |seconds: i64| match judge(StatusCode::TOO_MANY_REQUESTS, Some(seconds), 0) {
            Outcome::HostFailed(_, wish) => wish.unwrap(),
            other => panic!("{other:?}"),
        };
        assert_eq!(wish(90), 90_000);
        assert_eq!(wish(-5), 1000);
        assert_eq!(wish(i64::MAX), limits::RETRY_AFTER_MS);
    }

    #[test]
    fn waits_grow_and_then_stay_near_an_hour() {
        let waits: Vec<i64> = (0..7).map(|failures| wait_ms(failures, id(1))).collect();
        assert_eq!(waits, limits::RETRY_MS);
        for number in 0..100 {
            let wait = wait_ms(7 + number, id(number));
            assert!(
                (limits::RETRY_LAST_MS * 8 / 10..=limits::RETRY_LAST_MS * 12 / 10).contains(&wait),
                "{wait}"
            );
        }
        assert_ne!(wait_ms(9, id(1)), wait_ms(9, id(2)));
    }
}
