//! Parameters: one extractor that reads the query and the body - form, JSON or multipart - into one tree, and the
//! tree leniently into a type. What takes their place in paths is in `path`, windows on lists in `pagination`.

mod brackets;
mod lenient;
mod path;
mod upload;
mod written;

use axum::{
    body::{Body, BodyDataStream, Bytes},
    extract::{FromRequest, FromRequestParts, Multipart, Request},
};
use futures_util::StreamExt;
use http::{HeaderMap, StatusCode, Uri, header, request::Parts};
use model::limits;
pub(crate) use path::{At, Word};
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
pub(crate) use upload::Upload;

use crate::ApiError;

/// The parameters of a request, read into a type whose fields may all be missing.
pub(crate) struct Params<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequest<S> for Params<T> {
    type Rejection = ApiError;

    async fn from_request(request: Request, _state: &S) -> Result<Self, ApiError> {
        let (parts, body) = request.into_parts();
        let body = read(&parts.headers, body).await?;
        lenient::read(tree(parts, body).await?).map(Self)
    }
}

/// The parameters of a request as a tree. As in Rails, the body wins over the query.
async fn tree(parts: Parts, body: Bytes) -> Result<Map<String, Value>, ApiError> {
    let mut tree = brackets::parse(parts.uri.query().unwrap_or_default().as_bytes())?;
    tree.extend(match Format::of(&parts.headers, &body)? {
        Format::Nothing => Map::new(),
        Format::Form => brackets::parse(&body)?,
        Format::Json => json(&body)?,
        Format::Multipart => multipart(Request::from_parts(parts, Body::from(body))).await?,
    });
    Ok(tree)
}

impl<T: DeserializeOwned> Params<T> {
    /// The parameters of a query alone.
    pub(crate) fn of_query(uri: &Uri) -> Result<Self, ApiError> {
        lenient::read(brackets::parse(uri.query().unwrap_or_default().as_bytes())?).map(Self)
    }
}

/// A text that may be empty on purpose: what is not said stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Said(pub(crate) Option<String>);

impl Said {
    /// Whether nothing is said, or only nothing.
    pub(crate) fn is_nothing(&self) -> bool {
        self.0.as_deref().is_none_or(str::is_empty)
    }
}

impl<'de> serde::Deserialize<'de> for Said {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(Some(text)))
    }
}

/// The parameters of a query, for methods without a body that read them into more than one type.
pub(crate) struct Query<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, ApiError> {
        let Params(read) = Params::of_query(&parts.uri)?;
        Ok(Self(read))
    }
}

/// What a body is written in.
enum Format {
    Nothing,
    Form,
    Json,
    Multipart,
}

impl Format {
    fn of(headers: &HeaderMap, body: &Bytes) -> Result<Self, ApiError> {
        if body.is_empty() {
            return Ok(Self::Nothing);
        }
        let named = headers.get(header::CONTENT_TYPE).map(|value| value.to_str().unwrap_or_default());
        let essence =
            named.map(|value| value.split(';').next().unwrap_or_default().trim().to_ascii_lowercase());
        match essence.as_deref() {
            None | Some("application/x-www-form-urlencoded") => Ok(Self::Form),
            Some("application/json") => Ok(Self::Json),
            Some("multipart/form-data") => Ok(Self::Multipart),
            Some(_) => Err(ApiError::new(
                StatusCode::UNSUPPORTED_MEDIA_TYPE,
                "The body must be a form, JSON or multipart/form-data",
            )),
        }
    }
}

/// Reads the body up to the limit, whatever length it claims.
async fn read(headers: &HeaderMap, body: Body) -> Result<Bytes, ApiError> {
    let mut reading = Reading::new(headers, body, limits::BODY_BYTES)?;
    reading.until(limits::BODY_BYTES).await?;
    Ok(reading.whole.into())
}

/// A body that is being read into memory.
struct Reading {
    chunks: BodyDataStream,
    whole: Vec<u8>,
    most: usize,
}

impl Reading {
    fn new(headers: &HeaderMap, body: Body, most: usize) -> Result<Self, ApiError> {
        let claimed = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
        if claimed.is_some_and(|bytes: usize| bytes > most) {
            return Err(ApiError::TOO_LARGE);
        }
        Ok(Self { chunks: body.into_data_stream(), whole: Vec::new(), most })
    }

    /// Reads until there are more bytes than so many; answers whether the body ended before.
    async fn until(&mut self, bytes: usize) -> Result<bool, ApiError> {
        while self.whole.len() <= bytes {
            let Some(chunk) = self.chunks.next().await else { return Ok(true) };
            let chunk = chunk.map_err(|_| ApiError::malformed("The body of the request broke off"))?;
            if self.whole.len() + chunk.len() > self.most {
                return Err(ApiError::TOO_LARGE);
            }
            self.whole.extend_from_slice(&chunk);
        }
        Ok(false)
    }
}

fn json(body: &[u8]) -> Result<Map<String, Value>, ApiError> {
    match serde_json::from_slice(body) {
        Ok(Value::Object(fields)) => Ok(fields),
        // What libraries send that were given nothing to say.
        Ok(Value::Null) => Ok(Map::new()),
        Ok(_) => Err(ApiError::malformed("The body must be a JSON object")),
        Err(error) => Err(ApiError::malformed(format!("The body is not JSON: {error}"))),
    }
}

fn broken() -> ApiError {
    ApiError::malformed("The body is not well-formed multipart/form-data")
}

async fn multipart(request: Request) -> Result<Map<String, Value>, ApiError> {
    let mut tree = Map::new();
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| broken())?;
    let mut count = 0;
    while let Some(part) = parts.next_field().await.map_err(|_| broken())? {
        brackets::check_count(count)?;
        count += 1;
        let name = part.name().unwrap_or_default().to_owned();
        let text = part.text().await.map_err(|_| broken())?;
        brackets::insert(&mut tree, &name, text)?;
    }
    Ok(tree)
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Default, PartialEq, Deserialize)]
    #[serde(default)]
    struct Post {
        status: String,
        sensitive: bool,
        id: Vec<String>,
        q: Option<String>,
    }

    async fn read(kind: Option<&str>, body: impl Into<Body>) -> Result<Post, u16> {
        let mut request = http::Request::post("/api?q=query&status=query");
        if let Some(kind) = kind {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        let read = Params::<Post>::from_request(request.body(body.into()).unwrap(), &()).await;
        read.map(|Params(post)| post).map_err(|error| error.status().as_u16())
    }

    #[tokio::test]
    async fn a_form_json_and_multipart_say_the_same() {
        let form = "status=a+%26+b&sensitive=true&id[]=1&id[]=2";
        let json = r#"{"status": "a & b", "sensitive": true, "id": [1, "2"]}"#;
        let parts =
            [("status", "a & b"), ("sensitive", "1"), ("id[]", "1"), ("id[]", "2")].map(|(name, value)| {
                format!("--X\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
            });
        let multipart = format!("{}--X--\r\n", parts.concat());
        let expected = Post {
            status: "a & b".into(),
            sensitive: true,
            id: vec!["1".into(), "2".into()],
            q: Some("query".into()),
        };
        for (kind, body) in [
            (None, form),
            (Some("application/x-www-form-urlencoded; charset=utf-8"), form),
            (Some("Application/JSON; charset=utf-8"), json),
            (Some("multipart/form-data; boundary=X"), &multipart),
        ] {
            assert_eq!(read(kind, body.to_owned()).await.as_ref(), Ok(&expected), "{kind:?}");
        }
    }

    #[tokio::test]
    async fn without_a_body_the_query_is_all() {
        let post = read(Some("text/plain"), "").await.unwrap();
        assert_eq!((post.status.as_str(), post.q.as_deref()), ("query", Some("query")));
    }

    #[tokio::test]
    async fn what_cannot_be_read_is_refused() {
        let json = Some("application/json");
        assert_eq!(read(json, "null").await.map(|post| post.status), Ok("query".to_owned()));
        for body in ["{", "[]", "\u{FEFF}{}", r#"{"status": "\ud800"}"#, &"[".repeat(200)] {
            assert_eq!(read(json, body.to_owned()).await, Err(400), "{body:.10}");
        }
        assert_eq!(read(json, r#"{"status": {}}"#).await, Err(422));
        assert_eq!(read(Some("text/plain"), "status=a").await, Err(415));
        assert_eq!(read(Some("multipart/form-data"), "--X").await, Err(400));
    }

    #[tokio::test]
    async fn a_body_over_the_limit_is_cut_off_whatever_it_claims() {
        assert_eq!(read(None, "a".repeat(limits::BODY_BYTES + 1)).await, Err(413));
        let chunks =
            futures_util::stream::iter((0..65).map(|_| Ok::<_, std::io::Error>(vec![b'a'; 16 * 1024])));
        assert_eq!(read(None, Body::from_stream(chunks)).await, Err(413));
        assert!(read(None, format!("status={}", "a".repeat(1_000))).await.is_ok());
    }
}
