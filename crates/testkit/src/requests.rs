//! Requests to a site under test, through its public doors.

use http::StatusCode;
use serde_json::Value;

/// Sends requests to one site.
#[derive(Clone)]
pub struct Requests {
    base: String,
    client: reqwest::Client,
}

/// What came back.
#[derive(Debug)]
pub struct Answer {
    /// The status code.
    pub status: StatusCode,
    /// The headers.
    pub headers: http::HeaderMap,
    /// The body as text.
    pub text: String,
}

impl Answer {
    /// The body as JSON; the story fails if it is not.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text)
            .unwrap_or_else(|error| panic!("{} is not JSON ({error}): {}", self.status, self.text))
    }

    /// The body as JSON of a request that must have succeeded.
    pub fn ok(&self) -> Value {
        assert!(self.status.is_success(), "{}: {}", self.status, self.text);
        self.json()
    }

    /// The message of an error, with its code.
    pub fn error(&self) -> (u16, String) {
        (self.status.as_u16(), self.json()["error"].as_str().unwrap_or_default().to_owned())
    }

    /// A header's value; empty if there is none.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl Requests {
    /// Requests to the site at `base`.
    pub fn to(base: &str) -> Self {
        // The client wants a provider for TLS even where none is used; a second installation changes nothing.
        drop(rustls::crypto::aws_lc_rs::default_provider().install_default());
        #[expect(clippy::disallowed_methods, reason = "the tests' own client, to loopback only")]
        let builder = reqwest::Client::builder();
        let client = builder
            .no_proxy()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("a plain client builds");
        Self { base: base.to_owned(), client }
    }

    /// The site's address.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// A request to be filled in; `path` begins with `/` or is a whole address.
    pub fn request(&self, method: http::Method, path: &str) -> reqwest::RequestBuilder {
        let url = if path.starts_with("http") { path.to_owned() } else { format!("{}{path}", self.base) };
        self.client.request(method, url)
    }

    /// Sends a request.
    pub async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.expect("the site answers");
        let (status, headers) = (response.status(), response.headers().clone());
        Answer { status, headers, text: response.text().await.expect("the answer is text") }
    }

    /// `GET` by nobody.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(http::Method::GET, path)).await
    }

    /// `POST` of JSON by nobody.
    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(self.request(http::Method::POST, path).json(&body)).await
    }
}
