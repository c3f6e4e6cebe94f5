//! Requests, ours before they are signed and others' as they came, and what every signature must say of them.

use super::Refusal;

use crate::limits;

/// Headers that servers sign. Of any other, the value is not told to whom we refuse: a proxy between them and us
/// may have added it, and it may be a secret of ours.
const TOLD: [&str; 11] = [
    "accept",
    "accept-encoding",
    "cache-control",
    "collection-synchronization",
    "content-digest",
    "content-length",
    "content-type",
    "date",
    "digest",
    "host",
    "user-agent",
];

/// A request of ours before it is signed.
#[derive(Clone, Copy, Debug)]
pub struct Unsigned<'a> {
    /// `GET` or `POST`.
    pub method: &'a str,
    /// `https`, or `http` in trials.
    pub scheme: &'a str,
    /// Host, with a port if it is unusual.
    pub host: &'a str,
    /// The path with its query.
    pub path_and_query: &'a str,
    /// Now, in milliseconds since the epoch.
    pub date_ms: i64,
    /// The body of a `POST`.
    pub body: Option<&'a [u8]>,
    /// The type of the body.
    pub content_type: Option<&'a str>,
}

/// A request of somebody else.
#[derive(Clone, Copy)]
pub struct Received<'a> {
    /// `GET` or `POST`.
    pub method: &'a str,
    /// The scheme under which this server is known.
    pub scheme: &'a str,
    /// The host under which this server is known. Signatures count for this one, whatever the request says.
    pub host: &'a str,
    /// The path with its query, as received.
    pub path_and_query: &'a str,
    /// The headers with this name, which is lower case; several of them joined with `, `.
    pub header: &'a dyn Fn(&str) -> Option<String>,
    /// The body of a `POST`.
    pub body: Option<&'a [u8]>,
    /// Now, in milliseconds since the epoch.
    pub now_ms: i64,
}

impl Received<'_> {
    /// Whether there is something to digest.
    pub(super) fn has_body(&self) -> bool {
        self.body.is_some() || !matches!(self.method, "GET" | "HEAD")
    }

    /// A header that must be there since it is covered.
    pub(super) fn covered(&self, name: &str) -> Result<String, Refusal> {
        (self.header)(name).ok_or_else(|| Refusal::Absent(name.to_owned()))
    }

    /// What of a header's value may be told to whoever is refused.
    pub(super) fn told(name: &str, value: String) -> String {
        if name.starts_with('@') || TOLD.contains(&name) { value } else { "(not shown)".to_owned() }
    }

    /// Whether what is dated so, in milliseconds since the epoch, is of our time.
    pub(super) fn check_age(&self, dated_ms: i64) -> Result<(), Refusal> {
        let age_ms = self.now_ms.saturating_sub(dated_ms);
        if age_ms > limits::SIGNATURE_OLDEST_MS {
            return Err(Refusal::TooOld(age_ms / 1000));
        }
        if age_ms < -limits::SIGNATURE_EARLIEST_MS { Err(Refusal::TooEarly(-age_ms / 1000)) } else { Ok(()) }
    }

    /// Whether what expires then, in milliseconds since the epoch, still counts.
    pub(super) fn check_expiry(&self, expires_ms: i64, written: &str) -> Result<(), Refusal> {
        if expires_ms < self.now_ms.saturating_sub(limits::SIGNATURE_EARLIEST_MS) {
            return Err(Refusal::Expired(written.to_owned()));
        }
        Ok(())
    }

    /// A request captured elsewhere must not work here.
    pub(super) fn check_host(&self) -> Result<(), Refusal> {
        let host = self.covered("host")?;
        if self.host.eq_ignore_ascii_case(host.trim()) { Ok(()) } else { Err(Refusal::WrongHost(host)) }
    }
}
