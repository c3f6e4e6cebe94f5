//! Ranges: which bytes of a file a request asks for (RFC 9110, section 14).

use std::ops::Range;

/// What of a file is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Asked {
    /// All of it: nothing else is said, or nothing that must be understood.
    Whole,
    /// Some of it.
    Part(Range<u64>),
    /// What is not in it.
    Beyond,
}

/// Reads the header `Range` for a file of so many bytes. Several ranges at once are answered with the whole.
pub(super) fn read(header: Option<&str>, bytes: u64) -> Asked {
    let Some((from, to)) = header
        .and_then(|text| text.trim().strip_prefix("bytes="))
        .filter(|text| !text.contains(','))
        .and_then(|text| text.trim().split_once('-'))
    else {
        return Asked::Whole;
    };
    let number =
        |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u64>().ok()).flatten();
    match (from, number(from), to, number(to)) {
        ("", _, _, Some(last)) => part(bytes.saturating_sub(last)..bytes),
        (_, Some(from), "", _) => part(from..bytes),
        (_, Some(from), _, Some(to)) if from <= to => part(from..to.saturating_add(1).min(bytes)),
        _ => Asked::Whole,
    }
}

fn part(range: Range<u64>) -> Asked {
    if range.is_empty() { Asked::Beyond } else { Asked::Part(range) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_is_part_of_a_file_or_beyond_it() {
        let cases = [
            ("bytes=0-1", Asked::Part(0..2)),
            ("bytes=0-", Asked::Part(0..10)),
            ("bytes=9-9", Asked::Part(9..10)),
            ("bytes=4-100", Asked::Part(4..10)),
            ("bytes=4-18446744073709551615", Asked::Part(4..10)),
            ("bytes=-3", Asked::Part(7..10)),
            ("bytes=-30", Asked::Part(0..10)),
            ("bytes=-0", Asked::Beyond),
            ("bytes=10-", Asked::Beyond),
            ("bytes=10-12", Asked::Beyond),
        ];
        for (header, asked) in cases {
            assert_eq!(read(Some(header), 10), asked, "{header}");
        }
        for header in [
            "bytes=3-2",
            "bytes=0-1,3-4",
            "bytes=",
            "bytes=-",
            "bytes=a-b",
            "bytes=+1-2",
            "lines=0-1",
            "bytes=99999999999999999999-",
        ] {
            assert_eq!(read(Some(header), 10), Asked::Whole, "{header}");
        }
        assert_eq!((read(None, 10), read(Some("bytes=0-"), 0)), (Asked::Whole, Asked::Beyond));
    }
}
