//! How old somebody must be to join. The date is looked at and forgotten.

use model::Timestamp;

use crate::Problem;

/// What is wrong with a date of birth, where people must be so many years old.
pub(super) fn problem(years: u32, born: Option<&str>, now: Timestamp) -> Option<Problem> {
    if years == 0 {
        return None;
    }
    let message = match born.map(str::trim).filter(|born| !born.is_empty()) {
        None => "can't be blank",
        Some(born) => match is_old_enough(years, born, now) {
            Some(true) => return None,
            Some(false) => "is below the age limit",
            None => "is invalid",
        },
    };
    Some(Problem::new("date_of_birth", message))
}

fn is_old_enough(years: u32, born: &str, now: Timestamp) -> Option<bool> {
    // Dates as they are written compare as they follow each other.
    let (born, today) = (Timestamp::parse(born)?.to_date(), now.to_date());
    if born > today || born.as_str() < "1890-01-01" {
        return None;
    }
    let (year, rest) = born.split_once('-')?;
    let of_age = format!("{:04}-{rest}", year.parse::<u32>().ok()? + years);
    Some(of_age <= today)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_birthday_is_the_day_on_which_somebody_is_old_enough() {
        let now = Timestamp::parse("2026-11-30").unwrap();
        let said = |born| problem(16, born, now).map(|problem| problem.message);
        assert_eq!(said(Some("2010-11-30")), None);
        assert_eq!(said(Some("2010-12-01")).as_deref(), Some("is below the age limit"));
        assert_eq!(said(Some("2008-02-29")), None);
        for wrong in ["tomorrow", "2027-01-01", "1066-10-14", "2010-13-01"] {
            assert_eq!(said(Some(wrong)).as_deref(), Some("is invalid"), "{wrong}");
        }
        assert_eq!(said(None).as_deref(), Some("can't be blank"));
        assert_eq!(problem(0, None, now), None);
    }
}
