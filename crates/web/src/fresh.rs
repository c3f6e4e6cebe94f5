//! Answers that are sent again only if they have changed since whoever asks had them.

use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, StatusCode, header};
use model::Timestamp;

/// For how long a file with a lasting address is kept, in a browser's words.
pub(crate) const FOR_EVER: &str = "public, max-age=31536000, immutable";
/// For how long a picture or a script is kept before asking again.
pub(crate) const FOR_A_DAY: &str = "public, max-age=86400";
/// For how long what people say is kept before asking again.
pub(crate) const FOR_A_MINUTE: &str = "public, max-age=60";

/// Bytes, and how they are served.
pub(crate) struct Content<'a> {
    /// The media type.
    pub(crate) kind: &'static str,
    /// How long they may be kept.
    pub(crate) keep: &'static str,
    /// When they were last changed, if that is known.
    pub(crate) modified: Option<Timestamp>,
    /// The bytes themselves.
    pub(crate) bytes: &'a [u8],
}

impl Content<'_> {
    /// The answer to somebody with these headers: the bytes, or that nothing has changed.
    pub(crate) fn answer(&self, headers: &HeaderMap) -> Response {
        // Weak, since compression changes the bytes and not what they say.
        let tag = format!("W/\"{:016x}\"", fingerprint(self.bytes));
        let modified = self.modified.map(Timestamp::to_http_date);
        let mut response = if is_known(headers, &tag, modified.as_deref()) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            ([(header::CONTENT_TYPE, self.kind)], self.bytes.to_vec()).into_response()
        };
        let tag = HeaderValue::from_str(&tag).expect("hexadecimal digits fit in a header");
        response.headers_mut().insert(header::ETAG, tag);
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(self.keep));
        if let Some(modified) = modified.and_then(|date| HeaderValue::from_str(&date).ok()) {
            response.headers_mut().insert(header::LAST_MODIFIED, modified);
        }
        response
    }
}

/// Whether whoever asks has it already. A tag says more than a date, so where there is one it alone counts (RFC 9110
/// section 13.2.2). The date must be the very same: when the newest status is deleted, the date goes back.
fn is_known(headers: &HeaderMap, tag: &str, modified: Option<&str>) -> bool {
    let said = |name| headers.get(name).and_then(|value: &HeaderValue| value.to_str().ok());
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    match said(header::IF_NONE_MATCH) {
        Some(known) => known.split(',').any(|one| one.trim() == "*" || bare(one) == bare(tag)),
        None => modified.is_some() && said(header::IF_MODIFIED_SINCE) == modified,
    }
}

/// FNV-1a: tells apart what we wrote ourselves; no secret rests on it.
pub(crate) const fn fingerprint(bytes: &[u8]) -> u64 {
    let (mut hash, mut index) = (0xcbf2_9ce4_8422_2325_u64, 0);
    while index < bytes.len() {
        hash = (hash ^ bytes[index] as u64).wrapping_mul(0x0000_0100_0000_01b3);
        index += 1;
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ask(name: header::HeaderName, value: &HeaderValue) -> StatusCode {
        content().answer(&HeaderMap::from_iter([(name, value.clone())])).status()
    }

    fn content() -> Content<'static> {
        let modified = Some(Timestamp::from_millis(1_763_892_000_045));
        Content { kind: "text/plain", keep: FOR_A_DAY, modified, bytes: b"words" }
    }

    #[test]
    fn what_is_known_is_not_sent_again() {
        let first = content().answer(&HeaderMap::new());
        let (tag, date) = (&first.headers()[header::ETAG], &first.headers()[header::LAST_MODIFIED]);
        assert_eq!(first.status(), 200);
        assert_eq!(ask(header::IF_NONE_MATCH, tag), 304);
        assert_eq!(ask(header::IF_MODIFIED_SINCE, date), 304);
        let strong = tag.to_str().unwrap().trim_start_matches("W/");
        let among = HeaderValue::from_str(&format!("\"x\", {strong}")).unwrap();
        assert_eq!(ask(header::IF_NONE_MATCH, &among), 304);
        let other = HeaderValue::from_static("\"x\"");
        assert_eq!(ask(header::IF_NONE_MATCH, &other), 200);
        let later = HeaderValue::from_static("Sun, 23 Nov 2025 10:00:01 GMT");
        assert_eq!(ask(header::IF_MODIFIED_SINCE, &later), 200);
        let both = [(header::IF_NONE_MATCH, other), (header::IF_MODIFIED_SINCE, date.clone())];
        assert_eq!(content().answer(&HeaderMap::from_iter(both)).status(), 200, "the tag alone counts");
    }
}
