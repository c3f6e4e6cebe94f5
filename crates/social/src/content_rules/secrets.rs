//! What others should not know: numbers of cards and accounts by their check digits, keys by how they are written.

use model::SecretKind;
use regex::Regex;

/// Digits that the number of a payment card has.
const CARD_DIGITS: std::ops::RangeInclusive<usize> = 13..=19;
/// Digits in a group of a number that is written in groups: 4-4-4-4, 4-6-5, 4-4-4-4-3.
const CARD_GROUPS: std::ops::RangeInclusive<usize> = 3..=6;
/// How many ways of putting groups together are tried, since nobody writes a card into a table of numbers.
const PARTS_LOOKED_AT: usize = 1_000;
/// How services write what lets programs in, so that it can be found: those of Amazon, GitHub, GitLab, Slack, Stripe and
/// Google.
const ACCESS_KEYS: &str = r"\b(?:(?:AKIA|ASIA)[A-Z0-9]{16}\b|gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{22}|glpat-[A-Za-z0-9_-]{20}|xox[abprs]-[A-Za-z0-9-]{10}|[rs]k_live_[A-Za-z0-9]{16}|AIza[A-Za-z0-9_-]{35})";
/// How many characters the number of an account has, by country (the registry of SWIFT).
const IBAN_LENGTHS: &str = "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BR29 CH21 CR22 CY28 CZ24 DE22 DK18 DO28 EE20 \
    EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LI21 \
    LT20 LU20 LV21 MC27 MD24 ME22 MK19 MR27 MT31 MU30 NL18 NO15 PK24 PL28 PS29 PT25 QA29 RO24 RS22 SA24 SE24 SI19 SK24 \
    SM27 TN24 TR26 UA29 VA22 VG24 XK20";

/// Finds secrets.
#[derive(Debug)]
pub(super) struct Finder {
    access_keys: Regex,
}

impl Finder {
    pub(super) fn new() -> Self {
        Self { access_keys: Regex::new(ACCESS_KEYS).expect("our own pattern is one") }
    }

    /// Whether there is a secret of a kind in a text.
    pub(super) fn finds(&self, kind: SecretKind, text: &str) -> bool {
        match kind {
            SecretKind::CardNumber => has_card(text),
            SecretKind::Iban => has_iban(text),
            SecretKind::PrivateKey => has_private_key(text),
            SecretKind::AccessKey => self.access_keys.is_match(text),
        }
    }
}

/// Whether some of the groups of digits that stand together are the number of a card.
fn has_card(text: &str) -> bool {
    runs(text).iter().any(|run| {
        let is_whole = is_card(&run.concat());
        let is_usual = |groups: &[String]| groups.iter().all(|group| CARD_GROUPS.contains(&group.len()));
        // What stands before or after may be an amount or the month in which it ends.
        let is_part = || {
            let starts = 0..run.len();
            let parts = starts.flat_map(|start| (start + 1..=run.len()).map(move |end| &run[start..end]));
            parts
                .take(PARTS_LOOKED_AT)
                .any(|part| (part.len() == 1 || is_usual(part)) && is_card(&part.concat()))
        };
        is_whole || is_part()
    })
}

/// Groups of digits that stand together, with a space or a hyphen between them at most, and not inside of a word or an
/// address.
fn runs(text: &str) -> Vec<Vec<String>> {
    let (mut found, mut run, mut group) = (Vec::new(), Vec::new(), String::new());
    let (mut gap, mut is_inside) = (false, false);
    for c in text.chars().chain(std::iter::once('\n')) {
        if c.is_ascii_digit() && !is_inside {
            if std::mem::take(&mut gap) {
                run.push(std::mem::take(&mut group));
            }
            group.push(c);
        } else if !group.is_empty() && !gap && matches!(c, ' ' | '-' | '\u{a0}' | '\u{202f}') {
            gap = true;
        } else {
            if (gap || !c.is_alphanumeric()) && !group.is_empty() {
                run.push(std::mem::take(&mut group));
            }
            group.clear();
            gap = false;
            found.push(std::mem::take(&mut run));
            is_inside = c.is_alphanumeric() || matches!(c, '/' | '=' | '#' | '@' | '_' | '.');
        }
    }
    found
}

fn is_card(digits: &str) -> bool {
    let is_issued = digits.starts_with(['3', '4', '5', '6'])
        || digits.get(..2).is_some_and(|first| ("22"..="27").contains(&first));
    let is_varied = digits.bytes().any(|digit| Some(digit) != digits.bytes().next());
    CARD_DIGITS.contains(&digits.len()) && is_issued && is_varied && has_check_digit(digits)
}

/// Luhn's sum.
fn has_check_digit(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(digit - b'0') << (place % 2);
            if digit > 9 { digit - 9 } else { digit }
        })
        .sum();
    sum.is_multiple_of(10)
}

fn has_iban(text: &str) -> bool {
    let upper = text.to_uppercase();
    let starts = upper.char_indices().filter(|(at, c)| {
        c.is_ascii_uppercase() && !upper[..*at].chars().next_back().is_some_and(char::is_alphanumeric)
    });
    starts.into_iter().any(|(at, _)| {
        let rest = &upper[at..];
        let Some(country) = rest.get(..2) else { return false };
        let known = IBAN_LENGTHS.split_ascii_whitespace().find(|entry| entry.starts_with(country));
        let length = known.and_then(|entry| entry[2..].parse().ok());
        length.is_some_and(|length| is_iban(rest, length))
    })
}

fn is_iban(text: &str, length: usize) -> bool {
    let mut found = String::with_capacity(length);
    for c in text.chars() {
        match c {
            _ if found.len() == length => return !c.is_ascii_alphanumeric() && has_right_remainder(&found),
            ' ' | '-' | '\u{a0}' | '\u{202f}' => {}
            c if c.is_ascii_alphanumeric() => found.push(c),
            _ => return false,
        }
    }
    found.len() == length && has_right_remainder(&found)
}

/// ISO 7064, MOD 97-10.
fn has_right_remainder(iban: &str) -> bool {
    if !iban[2..4].bytes().all(|digit| digit.is_ascii_digit()) {
        return false;
    }
    let turned = iban[4..].chars().chain(iban[..4].chars());
    let remainder = turned.filter_map(|c| c.to_digit(36)).fold(0_u32, |rest, value| {
        let shifted = if value < 10 { rest * 10 } else { rest * 100 };
        (shifted + value) % 97
    });
    remainder == 1
}

fn has_private_key(text: &str) -> bool {
    text.split("-----BEGIN ").skip(1).any(|after| {
        let label = after.split("-----").next().unwrap_or_default();
        label.ends_with("PRIVATE KEY") || label.ends_with("PRIVATE KEY BLOCK")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finds(kind: SecretKind, text: &str) -> bool {
        Finder::new().finds(kind, text)
    }

    #[test]
    fn cards_are_told_by_their_check_digit() {
        for card in [
            "4111111111111111",
            "my card: 4111 1111 1111 1111!",
            "5555-5555-5555-4444",
            "378282246310005",
            "3782 822463 10005 is mine",
            "6011111111111117 is mine",
            "6011 1111 1111 1117 12/27",
            "12 5555555555554444 3",
            "card 5555555555554444 now",
            "@alice 4111111111111111 hey",
            "4111 1111 1111 1111 x",
        ] {
            assert!(finds(SecretKind::CardNumber, card), "{card}");
        }
        for other in [
            "4111111111111112",
            "https://far.example/@x/4111111111111111",
            "4444444444444444444444",
            "call 0049 30 1234567",
            "id4111111111111111",
            "4111111111111111th",
            "4111 1111 1111 1111th",
            "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15",
            "0000000000000000",
        ] {
            assert!(!finds(SecretKind::CardNumber, other), "{other}");
        }
    }

    #[test]
    fn accounts_are_told_by_their_check_digits() {
        for iban in [
            "DE89370400440532013000",
            "to gb29 nwbk 6016 1331 9268 19.",
            "IBAN: FR14 2004 1010 0505 0001 3M02 606",
        ] {
            assert!(finds(SecretKind::Iban, iban), "{iban}");
        }
        for other in ["DE88370400440532013000", "XDE89370400440532013000", "DE89 3704", "deep thoughts, 89"] {
            assert!(!finds(SecretKind::Iban, other), "{other}");
        }
    }

    #[test]
    fn keys_are_told_by_how_they_are_written() {
        let key = format!("-----BEGIN {}PRIVATE KEY-----\nMIIE", "RSA ");
        assert!(finds(SecretKind::PrivateKey, &key));
        assert!(!finds(SecretKind::PrivateKey, "-----BEGIN CERTIFICATE-----"));
        let token = format!("use ghp_{}", "a1B2".repeat(9));
        assert!(finds(SecretKind::AccessKey, &token));
        assert!(finds(SecretKind::AccessKey, concat!("AKIA", "IOSFODNN7EXAMPLE")));
        assert!(!finds(SecretKind::AccessKey, "the AKIA prefix, ghp_short"));
    }
}
