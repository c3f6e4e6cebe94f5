//! Reading answers: their headers, and their bodies up to a limit.

use std::{error::Error as _, path::Path};

use activitypub::{http_date, signature::Asked};
use reqwest::header::{AGE, DATE, ETAG, HeaderMap, LAST_MODIFIED, LOCATION};
use social::remote_files::Imprint;
use tokio::io::AsyncWriteExt;
use url::Url;

use super::{FetchError, Wanted};
use crate::{limits, policy::Forbidden};

/// How long to wait, told in seconds or as a moment, which is counted by the clock of whoever answers.
pub(super) fn seconds(text: &str, response: &reqwest::Response) -> Option<i64> {
    text.trim().parse().ok().or_else(|| {
        let dated = header(response.headers(), &DATE).and_then(|date| http_date::read(&date))?;
        Some((http_date::read(text)? - dated) / 1000)
    })
}

/// When an answer was made, by the clock of whoever made it; not one that was kept for a while on the way.
pub(super) fn dated_ms(headers: &HeaderMap) -> Option<i64> {
    let dated = header(headers, &DATE).filter(|_| !headers.contains_key(AGE))?;
    http_date::read(&dated)
}

/// By what an answer says that its server knows a file again.
pub(super) fn imprint(headers: &HeaderMap) -> Imprint {
    let short = |name| header(headers, name).filter(|text| text.len() <= limits::IMPRINT_BYTES);
    Imprint { tag: short(&ETAG), dated: short(&LAST_MODIFIED) }
}

/// What an answer says that its server wants to be signed.
pub(super) fn wanted(headers: &HeaderMap) -> Option<Asked> {
    headers.get("accept-signature")?.to_str().ok().and_then(Asked::read)
}

pub(super) fn next(url: &Url, headers: &HeaderMap) -> Result<Url, FetchError> {
    let target = header(headers, &LOCATION).unwrap_or_default();
    let mut next = url.join(&target).map_err(|_| FetchError::Malformed(target))?;
    next.set_fragment(None);
    Ok(next)
}

pub(super) fn header(headers: &HeaderMap, name: &reqwest::header::HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// Reads a body up to a limit, counted after unpacking so that a small packet cannot become a large one.
pub(super) async fn read(mut response: reqwest::Response, limit: usize) -> Result<Vec<u8>, FetchError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| read_error(&error))? {
        if body.len() + chunk.len() > limit {
            return Err(FetchError::Large);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// Writes a body to the disk, up to a limit.
pub(super) async fn write(mut response: reqwest::Response, path: &Path, most: u64) -> Result<(), FetchError> {
    let disk = |error: std::io::Error| FetchError::Unreachable(format!("it could not be written: {error}"));
    let mut file = tokio::fs::File::create(path).await.map_err(disk)?;
    let mut bytes = 0;
    while let Some(chunk) = response.chunk().await.map_err(|error| read_error(&error))? {
        bytes += chunk.len() as u64;
        if bytes > most {
            return Err(FetchError::Large);
        }
        file.write_all(&chunk).await.map_err(disk)?;
    }
    file.flush().await.map_err(disk)
}

/// Reads a body of a kind that is wanted up to a limit, and leaves the rest.
pub(super) async fn read_beginning(
    mut response: reqwest::Response,
    wanted: Wanted<'_>,
    content_type: &str,
) -> Result<Vec<u8>, FetchError> {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    if !wanted.kinds.iter().any(|known| kind.eq_ignore_ascii_case(known)) {
        return Err(FetchError::OtherKind(kind.to_owned()));
    }
    let mut body = Vec::new();
    while body.len() < wanted.most {
        let Some(chunk) = response.chunk().await.map_err(|error| read_error(&error))? else { break };
        let room = wanted.most - body.len();
        body.extend_from_slice(&chunk[..chunk.len().min(room)]);
    }
    Ok(body)
}

/// The resolver's refusal comes back wrapped in several layers.
pub(super) fn read_error(error: &reqwest::Error) -> FetchError {
    let mut cause = error.source();
    let mut last = error.to_string();
    while let Some(inner) = cause {
        if let Some(forbidden) = inner.downcast_ref::<Forbidden>() {
            return FetchError::Forbidden(*forbidden);
        }
        last = inner.to_string();
        cause = inner.source();
    }
    FetchError::Unreachable(last)
}
