//! Forms that come back: only from a page of ours, only with the secret that the page carried, and small.

use axum::{
    Form,
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Multipart, Request, multipart::MultipartError},
    response::{IntoResponse as _, Response},
};
use http::{HeaderMap, StatusCode, header};
use model::Instance;
use serde::{Deserialize, de::DeserializeOwned};

use social::secrets;

use crate::{Web, cookies::Cookie, failure::Failure, limits, template, visitor::Visitor};

/// A form that this server gave to this browser, and who sent it.
pub(crate) struct Posted<T> {
    pub(crate) visitor: Visitor,
    pub(crate) form: T,
}

#[derive(Deserialize)]
struct Guarded<T> {
    #[serde(default)]
    csrf: String,
    #[serde(flatten)]
    form: T,
}

impl<T: DeserializeOwned> FromRequest<Web> for Posted<T> {
    type Rejection = Failure;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Failure> {
        let (mut parts, body) = request.into_parts();
        if !is_from_here(&web.site.instance, &parts.headers) {
            return Err(Failure::Forged);
        }
        let Ok(visitor) = Visitor::from_request_parts(&mut parts, web).await;
        let guarded = Form::<Guarded<T>>::from_request(Request::from_parts(parts, body), web).await;
        let Form(Guarded { csrf, form }) =
            guarded.map_err(|rejection| Failure::Unreadable(rejection.into_response().status()))?;
        if visitor.owns_form(&csrf) { Ok(Self { visitor, form }) } else { Err(Failure::Forged) }
    }
}

/// A form with a file, that this server gave to this browser.
pub(crate) struct Uploaded {
    pub(crate) visitor: Visitor,
    /// The fields that are words.
    pub(crate) fields: Vec<(String, String)>,
    /// What the file says.
    pub(crate) file: Bytes,
}

impl Uploaded {
    /// A field, or nothing.
    pub(crate) fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(known, _)| known == name).map_or("", |(_, value)| value)
    }
}

impl FromRequest<Web> for Uploaded {
    type Rejection = Failure;

    async fn from_request(request: Request, web: &Web) -> Result<Self, Failure> {
        let (mut parts, body) = request.into_parts();
        if !is_from_here(&web.site.instance, &parts.headers) {
            return Err(Failure::Forged);
        }
        let Ok(visitor) = Visitor::from_request_parts(&mut parts, web).await;
        if visitor.form_secret().is_none() {
            // Whoever has no page of ours need not send us megabytes.
            return Err(Failure::Forged);
        }
        let form = Multipart::from_request(Request::from_parts(parts, body), web).await;
        let mut form = form.map_err(|rejection| Failure::Unreadable(rejection.into_response().status()))?;
        let mut uploaded = Self { visitor, fields: Vec::new(), file: Bytes::new() };
        let unreadable = |error: MultipartError| Failure::Unreadable(error.status());
        let mut file = Vec::new();
        while let Some(mut field) = form.next_field().await.map_err(unreadable)? {
            let name = field.name().unwrap_or_default().to_owned();
            if field.file_name().is_some() {
                while let Some(chunk) = field.chunk().await.map_err(unreadable)? {
                    // What is beyond the limit is read and dropped.
                    if file.len() <= model::limits::IMPORT_BYTES {
                        file.extend_from_slice(&chunk);
                    }
                }
            } else if uploaded.fields.len() < limits::FORM_FIELDS {
                uploaded.fields.push((name, field.text().await.map_err(unreadable)?));
            }
        }
        if file.len() > model::limits::IMPORT_BYTES {
            return Err(Failure::Unreadable(StatusCode::PAYLOAD_TOO_LARGE));
        }
        uploaded.file = file.into();
        match uploaded.visitor.owns_form(uploaded.field("csrf")) {
            true => Ok(uploaded),
            false => Err(Failure::Forged),
        }
    }
}

/// Whether the page that sent a form was ours. Old browsers do not say; the form's secret guards those alone.
fn is_from_here(instance: &Instance, headers: &HeaderMap) -> bool {
    let read = |name| headers.get(name).and_then(|value: &http::HeaderValue| value.to_str().ok());
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let Ok(origin) = origin.to_str() else { return false };
    if origin == instance.url("") {
        return true;
    }
    // A trial server may be opened as 127.0.0.1 although its name is localhost.
    let host = origin.strip_prefix("http://");
    instance.scheme == "http" && host.is_some() && host == read(header::HOST)
}

/// The secret that the forms of one page carry: the visitor's, or a new one, which their browser is given with the page.
pub(crate) struct FormSecret {
    secret: String,
    is_new: bool,
}

impl FormSecret {
    /// The secret for a visitor.
    pub(crate) fn of(visitor: &Visitor) -> social::Result<Self> {
        match visitor.form_secret() {
            Some(secret) => Ok(Self { secret: secret.to_owned(), is_new: false }),
            None => Ok(Self { secret: secrets::make()?, is_new: true }),
        }
    }

    /// As a page shows it.
    pub(crate) fn as_str(&self) -> &str {
        &self.secret
    }

    /// The answer with the page, which no cache keeps, and which gives the browser the secret if it had none.
    pub(crate) fn give(&self, web: &Web, page: Response) -> Response {
        let mut response = template::unkept(page);
        if self.is_new {
            let cookie = Cookie::Form.set(&web.site.instance, &self.secret);
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_accepted(scheme: &'static str, origin: &str, host: &str) -> bool {
        let instance = Instance { scheme, domain: "home.example".to_owned(), media_host: None };
        let headers = HeaderMap::from_iter([
            (header::ORIGIN, origin.parse().unwrap()),
            (header::HOST, host.parse().unwrap()),
        ]);
        is_from_here(&instance, &headers)
    }

    #[test]
    fn forms_of_other_sites_are_refused() {
        assert!(is_accepted("https", "https://home.example", "home.example"));
        for origin in ["https://evil.example", "http://home.example", "null", "https://home.example.evil", ""]
        {
            assert!(!is_accepted("https", origin, "home.example"), "{origin}");
        }
        assert!(!is_accepted("https", "https://evil.example", "evil.example"));
        assert!(!is_accepted("http", "http://evil.example", "home.example"));
    }

    #[test]
    fn a_trial_server_has_several_names() {
        assert!(is_accepted("http", "http://127.0.0.1:3000", "127.0.0.1:3000"));
    }
}
