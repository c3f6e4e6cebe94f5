//! Files that stand in a body as text: `data:` URLs (RFC 2397) in JSON or a form, as some apps send pictures. Such bodies
//! are in memory, so only a few are read at once.

use axum::body::{Body, Bytes};
use base64::{
    Engine as _,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use http::HeaderMap;
use serde_json::{Map, Value};
use social::{Site, workshop::Incoming};
use tokio::sync::SemaphorePermit;

use crate::{ApiError, ClientApi, limits};

/// The parameters that may be files written as text.
const FIELDS: [&str; 2] = ["avatar", "header"];
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Reads a body in which files may stand; what is long has its place until the permit is dropped.
pub(super) async fn read<'api>(
    api: &'api ClientApi,
    headers: &HeaderMap,
    body: Body,
) -> Result<(Bytes, Option<SemaphorePermit<'api>>), ApiError> {
    let mut reading = super::Reading::new(headers, body, limits::WRITTEN_FILES_BYTES)?;
    if reading.until(model::limits::BODY_BYTES).await? {
        return Ok((reading.whole.into(), None));
    }
    let place = api.written_files.acquire().await.map_err(|_| too_slow())?;
    let rest = reading.until(limits::WRITTEN_FILES_BYTES);
    tokio::time::timeout(limits::WRITTEN_FILES_TIME, rest).await.map_err(|_| too_slow())??;
    Ok((reading.whole.into(), Some(place)))
}

fn too_slow() -> ApiError {
    ApiError::malformed("The body took too long")
}

/// Takes the files that stand in a tree of parameters out of it.
pub(super) async fn take(
    site: &Site,
    tree: &mut Map<String, Value>,
) -> Result<Vec<(String, Incoming)>, ApiError> {
    let mut files = Vec::new();
    for field in FIELDS {
        if !tree.get(field).and_then(Value::as_str).is_some_and(|text| text.starts_with("data:")) {
            continue;
        }
        let Some(Value::String(text)) = tree.remove(field) else { continue };
        let read = tokio::task::spawn_blocking(move || bytes(&text)).await;
        let read = read.map_err(|error| social::Fault::caused_by("read a file", error))?;
        let bytes =
            read.ok_or_else(|| ApiError::invalid(field, "must be a file, or a data: URL in Base64"))?;
        let incoming = site.workshop()?.receive()?;
        tokio::fs::write(incoming.file(), bytes).await.map_err(fault)?;
        files.push((field.to_owned(), incoming));
    }
    Ok(files)
}

fn fault(error: std::io::Error) -> ApiError {
    social::Fault::caused_by("write an upload", error).into()
}

/// What a `data:` URL says. What it calls that is not looked at.
fn bytes(url: &str) -> Option<Vec<u8>> {
    let (kind, text) = url.strip_prefix("data:")?.split_once(',')?;
    let is_base64 = kind.rsplit(';').next()?.trim().eq_ignore_ascii_case("base64");
    // Some encoders break lines.
    let text: String = text.split_ascii_whitespace().collect();
    BASE64.decode(text).ok().filter(|_| is_base64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_data_url_is_read_whatever_it_calls_itself() {
        for url in
            ["data:image/png;base64,aGVsbG8=", "data:;base64,aGVs\r\nbG8", "data:a/b;x=y;BASE64,aGVsbG8="]
        {
            assert_eq!(bytes(url).as_deref(), Some(&b"hello"[..]), "{url}");
        }
        for url in
            ["data:image/png,hello", "data:image/png;base64", "data:;base64,a!", "https://far.example/a.png"]
        {
            assert_eq!(bytes(url), None, "{url}");
        }
    }
}
