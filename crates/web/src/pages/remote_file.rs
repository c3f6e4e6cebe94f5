//! Files of other servers, as they are kept here.

use axum::{
    extract::{Path, State},
    response::Response,
};
use http::{HeaderMap, Method};
use social::remote_files::Shown;

use super::file;
use crate::{Web, failure::Failure};

/// `GET /media/remote/:kind/:id/:print/:form`, whole or a range of it.
pub(crate) async fn show(
    State(web): State<Web>,
    Path((kind, id, print, form)): Path<(String, String, String, String)>,
    method: Method,
    headers: HeaderMap,
) -> Result<Response, Failure> {
    let shown = Shown::parse(&kind, &id).ok_or(Failure::NotFound)?;
    let is_small = match form.as_str() {
        "small" => true,
        "original" => false,
        _ => return Err(Failure::NotFound),
    };
    let name = web.federation.remote_file(shown, &print, is_small).await?;
    let lasting = match shown {
        Shown::Avatar(_) | Shown::Header(_) | Shown::Emoji(_) => file::FOR_A_DAY,
        Shown::Attachment(_) | Shown::Card(_) => file::FOR_EVER,
    };
    let file = social::files::find(&web.site, &name).await?;
    file::serve(&web, file, lasting, &method, &headers).await
}
