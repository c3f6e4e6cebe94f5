//! Files that are part of the program: the style sheet and a few pictures. `assets/draw.py` draws the pictures.

use axum::{Router, extract::Path, response::Response, routing::get};
use http::HeaderMap;

use crate::{
    Web,
    failure::Failure,
    finish::FOR_ALL,
    fresh::{Content, FOR_A_DAY, FOR_EVER, fingerprint},
};

/// A file and how it is served.
struct Asset {
    kind: &'static str,
    bytes: &'static [u8],
}

const STYLE: Asset = Asset { kind: "text/css; charset=utf-8", bytes: include_bytes!("../assets/style.css") };
const MARK: Asset = Asset { kind: "image/svg+xml", bytes: include_bytes!("../assets/mark.svg") };
const SCRIPT: Asset =
    Asset { kind: "text/javascript; charset=utf-8", bytes: include_bytes!("../assets/embed.js") };
const PASSKEYS: Asset =
    Asset { kind: "text/javascript; charset=utf-8", bytes: include_bytes!("../assets/passkeys.js") };
const PROOF: Asset =
    Asset { kind: "text/javascript; charset=utf-8", bytes: include_bytes!("../assets/proof.js") };
const FAVICON: Asset = Asset { kind: "image/x-icon", bytes: include_bytes!("../assets/favicon.ico") };
const TOUCH_ICON: Asset = Asset { kind: "image/png", bytes: include_bytes!("../assets/touch_icon.png") };
const AVATAR: Asset = Asset { kind: "image/png", bytes: include_bytes!("../assets/missing_avatar.png") };
const HEADER: Asset = Asset { kind: "image/png", bytes: include_bytes!("../assets/missing_header.png") };
const THUMBNAIL: Asset = Asset { kind: "image/png", bytes: include_bytes!("../assets/thumbnail.png") };

/// Where the picture of whoever has none is.
pub(crate) const MISSING_AVATAR: &str = "/avatars/original/missing.png";

/// Where the script is that makes frames as high as what they show.
pub(crate) const SCRIPT_PATH: &str = "/embed.js";

/// What the style sheet's address carries, so that it can be kept for ever: another sheet has another address.
const STYLE_VERSION: u64 = fingerprint(STYLE.bytes);

/// The address of the style sheet.
pub(crate) fn style_path() -> String {
    format!("/assets/style-{STYLE_VERSION:016x}.css")
}

/// The same for the script that asks browsers for passkeys.
const PASSKEYS_VERSION: u64 = fingerprint(PASSKEYS.bytes);

/// The address of that script.
pub(crate) fn passkeys_path() -> String {
    format!("/assets/passkeys-{PASSKEYS_VERSION:016x}.js")
}

/// The routes of these files.
pub(crate) fn router() -> Router<Web> {
    Router::new()
        .route("/assets/{name}", get(versioned))
        .route(SCRIPT_PATH, get(script))
        .route("/proof.js", get(async |headers: HeaderMap| PROOF.answer(&headers, FOR_A_DAY)))
        .route("/favicon.ico", get(async |headers: HeaderMap| FAVICON.answer(&headers, FOR_A_DAY)))
        .route("/favicon.svg", get(async |headers: HeaderMap| MARK.answer(&headers, FOR_A_DAY)))
        .route(
            "/apple-touch-icon.png",
            get(async |headers: HeaderMap| TOUCH_ICON.answer(&headers, FOR_A_DAY)),
        )
        .route(MISSING_AVATAR, get(async |headers: HeaderMap| AVATAR.answer(&headers, FOR_A_DAY)))
        .route(
            "/headers/original/missing.png",
            get(async |headers: HeaderMap| HEADER.answer(&headers, FOR_A_DAY)),
        )
        .route("/site/thumbnail.png", get(async |headers: HeaderMap| THUMBNAIL.answer(&headers, FOR_A_DAY)))
}

/// Pages elsewhere load it, also those that take nothing that does not say that they may.
async fn script(headers: HeaderMap) -> Response {
    let mut response = SCRIPT.answer(&headers, FOR_A_DAY);
    response.headers_mut().insert(FOR_ALL.0, FOR_ALL.1);
    response
}

/// What has another address once it changes.
async fn versioned(Path(name): Path<String>, headers: HeaderMap) -> Result<Response, Failure> {
    let path = format!("/assets/{name}");
    let asset = match path {
        path if path == style_path() => STYLE,
        path if path == passkeys_path() => PASSKEYS,
        _ => return Err(Failure::NotFound),
    };
    Ok(asset.answer(&headers, FOR_EVER))
}

impl Asset {
    fn answer(&self, headers: &HeaderMap, keep: &'static str) -> Response {
        Content { kind: self.kind, keep, modified: None, bytes: self.bytes }.answer(headers)
    }
}

#[cfg(test)]
mod tests {
    use http::{StatusCode, header};

    use super::*;

    #[test]
    fn a_file_that_is_known_is_not_sent_again() {
        let first = FAVICON.answer(&HeaderMap::new(), FOR_A_DAY);
        let tag = first.headers()[header::ETAG].clone();
        let again = FAVICON.answer(&HeaderMap::from_iter([(header::IF_NONE_MATCH, tag)]), FOR_A_DAY);
        assert_eq!((first.status(), again.status()), (StatusCode::OK, StatusCode::NOT_MODIFIED));
    }

    #[test]
    fn pictures_are_what_they_claim() {
        for (asset, width, height) in
            [(AVATAR, 400, 400), (HEADER, 1500, 500), (THUMBNAIL, 1200, 630), (TOUCH_ICON, 180, 180)]
        {
            assert_eq!(&asset.bytes[..8], b"\x89PNG\r\n\x1a\n");
            let number = |at: usize| u32::from_be_bytes(asset.bytes[at..at + 4].try_into().unwrap());
            assert_eq!((number(16), number(20)), (width, height));
        }
    }
}
