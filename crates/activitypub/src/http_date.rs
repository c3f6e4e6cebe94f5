//! Dates in HTTP headers (RFC 9110 section 5.6.7).

/// `Mon, 23 Nov 2026 10:00:00 GMT`, of milliseconds since the epoch.
pub fn write(millis: i64) -> String {
    jiff::Timestamp::from_millisecond(millis)
        .map_or_else(|_| String::new(), |time| time.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string())
}

/// Milliseconds since the epoch of a date in a header.
pub fn read(text: &str) -> Option<i64> {
    jiff::fmt::rfc2822::parse(text.trim()).ok().map(|time| time.timestamp().as_millisecond())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_go_out_and_come_back() {
        assert_eq!(write(1_763_892_000_000), "Sun, 23 Nov 2025 10:00:00 GMT");
        assert_eq!(read("Sun, 23 Nov 2025 10:00:00 GMT"), Some(1_763_892_000_000));
        assert_eq!(read("yesterday"), None);
    }
}
