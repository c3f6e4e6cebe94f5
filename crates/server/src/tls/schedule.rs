//! When a certificate is renewed, and when it is tried again after a failure.

use std::time::Duration;

use model::Timestamp;

use super::Validity;

const MINUTE: u64 = 60;

/// When a certificate is renewed: at two thirds of its life, and up to a thirtieth of it later, lest everybody come to the
/// authority at the same time. `chance` is from 0 to 255.
pub fn due_at(validity: Validity, chance: u8) -> Timestamp {
    let life = (validity.ends_at.as_millis() - validity.begins_at.as_millis()).max(0);
    let later = life / 30 * i64::from(chance) / 255;
    validity.begins_at.plus_millis(life / 3 * 2 + later)
}

/// How long to wait after so many failures in a row. Authorities take five of them in an hour at most; this makes four.
pub(super) fn pause(failures: u32) -> Duration {
    let minutes = match failures {
        0 | 1 => 1,
        2 => 5,
        3 => 15,
        4 => 60,
        5 => 4 * 60,
        _ => 12 * 60,
    };
    Duration::from_secs(minutes * MINUTE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ninety_days_are_renewed_after_sixty_to_sixty_three() {
        const DAY_MS: i64 = 24 * 3_600_000;
        let of_days = |days: i64| Timestamp::from_millis(days * DAY_MS);
        let validity = Validity { begins_at: of_days(100), ends_at: of_days(190) };
        assert_eq!([due_at(validity, 0), due_at(validity, 255)], [of_days(160), of_days(163)]);
    }

    #[test]
    fn an_authority_is_not_asked_more_than_four_times_in_an_hour() {
        let mut seconds = 0;
        let asked_at = (0..12).map(|failures| {
            let at = seconds;
            seconds += pause(failures + 1).as_secs();
            at
        });
        assert_eq!(asked_at.filter(|at| *at < 3_600).count(), 4);
    }
}
