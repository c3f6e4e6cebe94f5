//! Moments, as milliseconds since the Unix epoch. The clock itself belongs to the site.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A moment in UTC, in milliseconds since the Unix epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Default)]
#[serde(transparent)]
pub struct Timestamp(i64);

impl Timestamp {
    /// A moment given in milliseconds since the epoch.
    pub const fn from_millis(millis: i64) -> Self {
        Self(millis)
    }

    /// Milliseconds since the epoch.
    pub const fn as_millis(self) -> i64 {
        self.0
    }

    /// Whole seconds since the epoch.
    pub const fn as_seconds(self) -> i64 {
        self.0.div_euclid(1000)
    }

    /// The moment `millis` milliseconds later (earlier when negative).
    #[must_use]
    pub const fn plus_millis(self, millis: i64) -> Self {
        Self(self.0.saturating_add(millis))
    }

    /// `2026-11-23T10:00:00.123Z`, as the Mastodon API writes times.
    pub fn to_rfc3339_millis(self) -> String {
        self.civil().map_or_else(String::new, |t| format!("{t:.3}"))
    }

    /// `2026-11-23T10:00:00.123000Z`, as rate limits are told.
    pub fn to_rfc3339_micros(self) -> String {
        self.civil().map_or_else(String::new, |t| format!("{t:.6}"))
    }

    /// `2026-11-23T10:00:00Z`, as ActivityPub documents write times.
    pub fn to_rfc3339_seconds(self) -> String {
        self.civil().map_or_else(String::new, |t| format!("{t:.0}"))
    }

    /// `2026-11-23`, the UTC day.
    pub fn to_date(self) -> String {
        self.civil().map_or_else(String::new, |t| t.strftime("%Y-%m-%d").to_string())
    }

    /// `Sun, 23 Nov 2025 10:00:00 GMT`, as headers of HTTP (RFC 9110) and RSS (RFC 822) write times.
    pub fn to_http_date(self) -> String {
        self.civil().map_or_else(String::new, |t| t.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string())
    }

    /// Reads a moment as people and programs write it: RFC 3339, or a date with or without a time, meant in UTC.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Ok(moment) = text.parse::<jiff::Timestamp>() {
            return Some(Self(moment.as_millisecond()));
        }
        let civil = text.parse::<jiff::civil::DateTime>().ok()?;
        let zoned = civil.to_zoned(jiff::tz::TimeZone::UTC).ok()?;
        Some(Self(zoned.timestamp().as_millisecond()))
    }

    fn civil(self) -> Option<jiff::Timestamp> {
        jiff::Timestamp::from_millisecond(self.0).ok()
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_rfc3339_millis())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_read_in_several_forms() {
        for text in [
            "2025-11-23T10:00:00Z",
            "2025-11-23T11:00:00+01:00",
            "2025-11-23 10:00",
            " 2025-11-23T10:00:00.000Z",
        ] {
            assert_eq!(Timestamp::parse(text), Some(Timestamp::from_millis(1_763_892_000_000)), "{text}");
        }
        assert!(Timestamp::parse("2025-11-23").is_some());
        for text in ["", "soon", "12", "2025-13-01"] {
            assert_eq!(Timestamp::parse(text), None, "{text}");
        }
    }

    #[test]
    fn times_are_written_as_each_protocol_wants_them() {
        let time = Timestamp::from_millis(1_763_892_000_045);
        assert_eq!(time.to_rfc3339_millis(), "2025-11-23T10:00:00.045Z");
        assert_eq!(time.to_rfc3339_seconds(), "2025-11-23T10:00:00Z");
        assert_eq!(time.to_date(), "2025-11-23");
        assert_eq!(time.to_http_date(), "Sun, 23 Nov 2025 10:00:00 GMT");
    }
}
