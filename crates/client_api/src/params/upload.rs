//! Bodies that bring files: each file goes to the disk as it arrives, whatever length it claims; the rest are parameters.

use axum::extract::{FromRequest, Multipart, Request, multipart::Field};
use model::limits;
use serde::de::DeserializeOwned;
use social::{Site, workshop::Incoming};
use tokio::io::AsyncWriteExt;

use super::{brackets, lenient, written};
use crate::{ApiError, ClientApi};

/// The parameters of a request, and the files that came with it, by name.
pub(crate) struct Upload<T> {
    pub(crate) params: T,
    files: Vec<(String, Incoming)>,
}

impl<T> Upload<T> {
    /// The file that was sent under this name.
    pub(crate) fn take(&mut self, name: &str) -> Option<Incoming> {
        let at = self.files.iter().position(|(known, _)| known == name)?;
        Some(self.files.swap_remove(at).1)
    }
}

impl<T: DeserializeOwned> FromRequest<ClientApi> for Upload<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, api: &ClientApi) -> Result<Self, ApiError> {
        let kind = request.headers().get(http::header::CONTENT_TYPE);
        let is_multipart = kind
            .and_then(|kind| kind.to_str().ok())
            .is_some_and(|kind| kind.trim_start().to_ascii_lowercase().starts_with("multipart/form-data"));
        if !is_multipart {
            let (parts, body) = request.into_parts();
            let (body, _place) = written::read(api, &parts.headers, body).await?;
            let mut tree = super::tree(parts, body).await?;
            let files = written::take(&api.site, &mut tree).await?;
            return Ok(Self { params: lenient::read(tree)?, files });
        }
        let mut tree = brackets::parse(request.uri().query().unwrap_or_default().as_bytes())?;
        let mut files = Vec::new();
        let mut parts = Multipart::from_request(request, &()).await.map_err(|_| super::broken())?;
        let mut count = 0;
        while let Some(part) = parts.next_field().await.map_err(|error| cut_off(&error))? {
            brackets::check_count(count)?;
            count += 1;
            let name = part.name().unwrap_or_default().to_owned();
            match part.file_name() {
                // How browsers send a field for a file that nobody chose.
                Some("") => {}
                Some(_) if files.len() < limits::FILES_PER_REQUEST => {
                    files.push((name, receive(&api.site, part).await?));
                }
                Some(_) => return Err(ApiError::malformed("There are too many files in the request")),
                None => {
                    let text = part.text().await.map_err(|_| super::broken())?;
                    brackets::insert(&mut tree, &name, text)?;
                }
            }
        }
        files.extend(written::take(&api.site, &mut tree).await?);
        Ok(Self { params: lenient::read(tree)?, files })
    }
}

/// Writes a file to the disk as it arrives, and has the disk keep it.
async fn receive(site: &Site, mut part: Field<'_>) -> Result<Incoming, ApiError> {
    let incoming = site.workshop()?.receive()?;
    let fault = |error: std::io::Error| ApiError::from(social::Fault::caused_by("write an upload", error));
    let mut file = tokio::fs::File::create(incoming.file()).await.map_err(fault)?;
    let mut bytes = 0;
    while let Some(chunk) = part.chunk().await.map_err(|error| cut_off(&error))? {
        bytes += chunk.len();
        if bytes > limits::UPLOAD_BYTES {
            return Err(ApiError::TOO_LARGE);
        }
        file.write_all(&chunk).await.map_err(fault)?;
    }
    file.sync_all().await.map_err(fault)?;
    Ok(incoming)
}

fn cut_off(error: &axum::extract::multipart::MultipartError) -> ApiError {
    match error.status() {
        http::StatusCode::PAYLOAD_TOO_LARGE => ApiError::TOO_LARGE,
        _ => ApiError::malformed("The upload broke off"),
    }
}
