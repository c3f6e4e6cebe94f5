//! A fake remote server: people with real keys, documents at real addresses, and whatever behaviour a story needs,
//! honest or not.

use std::{
    collections::HashMap,
    hash::{DefaultHasher, Hash, Hasher},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use activitypub::{
    proof,
    signature::{Form, PrivateKey, Unsigned, sign},
};
use axum::{
    Router,
    extract::State,
    http::{Method, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::{Answer, Home, requests::Requests};

const ACTIVITY_JSON: &str = "application/activity+json";

/// A remote server under a story's control.
pub struct Neighbour {
    /// Its domain, with a port.
    pub domain: String,
    shared: Arc<Mutex<Shared>>,
    server: tokio::task::JoinHandle<()>,
}

#[derive(Default)]
struct Shared {
    /// By their paths, plainly written.
    pages: HashMap<String, Page>,
    received: Vec<Received>,
    asked: Vec<String>,
    spared: Vec<String>,
    inbox_status: Option<StatusCode>,
    /// What it cannot bear in a delivery.
    stumbling_block: Option<String>,
    /// Further headers of the answer to a delivery.
    inbox_headers: Vec<(&'static str, String)>,
    /// Answers of single inboxes.
    inboxes: Vec<(String, StatusCode)>,
    /// Which requests are taken at all; others are answered with 401.
    guard: Option<Guard>,
    /// Deliveries that were tried, taken or not.
    tries: usize,
}

type Guard = Arc<dyn Fn(&Asked<'_>) -> bool + Send + Sync>;

/// A request, as far as a neighbour looks at it before it decides whether to take it.
pub struct Asked<'a> {
    /// `GET` or `POST`.
    pub method: &'a Method,
    /// The path with its query.
    pub path: &'a str,
    /// The headers.
    pub headers: &'a http::HeaderMap,
}

impl Asked<'_> {
    /// In which form it is signed, if it is.
    pub fn form(&self) -> Option<Form> {
        let has = |name: &str| self.headers.contains_key(name);
        match (has("signature"), has("signature-input")) {
            (true, true) => Some(Form::Standard),
            (true, false) => Some(Form::Draft),
            (false, _) => None,
        }
    }
}

/// Something that the neighbour serves.
#[derive(Clone, Debug)]
struct Page {
    status: StatusCode,
    content_type: String,
    body: Vec<u8>,
    location: Option<String>,
}

/// A delivery that reached the neighbour.
#[derive(Clone, Debug)]
pub struct Received {
    /// The path of the inbox.
    pub path: String,
    /// The headers.
    pub headers: http::HeaderMap,
    /// The activity.
    pub activity: Value,
}

impl Drop for Neighbour {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Neighbour {
    /// Starts a neighbour on a free port of loopback.
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let domain =
            format!("localhost:{}", listener.local_addr().expect("a bound listener has an address").port());
        let shared: Arc<Mutex<Shared>> = Arc::default();
        let router = Router::new().fallback(answer).with_state(Arc::clone(&shared));
        #[expect(clippy::disallowed_methods, reason = "a server for the length of one story")]
        let server = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("the server runs");
        });
        Self { domain, shared, server }
    }

    fn shared(&self) -> MutexGuard<'_, Shared> {
        lock(&self.shared)
    }

    /// An address there.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.domain)
    }

    /// Serves a document at a path.
    pub fn serves(&self, path: &str, document: &Value) {
        self.serves_as(path, ACTIVITY_JSON, &document.to_string());
    }

    /// Serves anything at a path, under any content type.
    pub fn serves_as(&self, path: &str, content_type: &str, body: &str) {
        self.serves_bytes(path, content_type, body.as_bytes());
    }

    /// Serves a file at a path, under any content type.
    pub fn serves_bytes(&self, path: &str, content_type: &str, body: &[u8]) {
        self.put(path, StatusCode::OK, content_type, body, None);
    }

    /// Answers a path with a status code.
    pub fn answers(&self, path: &str, status: StatusCode) {
        self.put(path, status, "text/plain", b"", None);
    }

    /// Sends whoever asks for a path elsewhere.
    pub fn redirects(&self, path: &str, to: &str) {
        self.redirects_by(StatusCode::FOUND, path, to);
    }

    /// Sends whoever asks for a path elsewhere, with this status code.
    pub fn redirects_by(&self, status: StatusCode, path: &str, to: &str) {
        self.put(path, status, "text/plain", b"", Some(to.to_owned()));
    }

    fn put(&self, path: &str, status: StatusCode, content_type: &str, body: &[u8], location: Option<String>) {
        let page = Page { status, content_type: content_type.to_owned(), body: body.to_owned(), location };
        self.shared().pages.insert(plain(path), page);
    }

    /// Answers deliveries with this status code from now on.
    pub fn answers_deliveries(&self, status: StatusCode) {
        self.shared().inbox_status = Some(status);
    }

    /// Answers every delivery with a status code and headers.
    pub fn answers_deliveries_with(&self, status: StatusCode, headers: &[(&'static str, &str)]) {
        let mut shared = self.shared();
        shared.inbox_status = Some(status);
        shared.inbox_headers = headers.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    }

    /// Answers deliveries to one inbox with a status code.
    pub fn answers_inbox(&self, path: &str, status: StatusCode) {
        let mut shared = self.shared();
        shared.inboxes.retain(|(known, _)| known != path);
        shared.inboxes.push((path.to_owned(), status));
    }

    /// Answers deliveries that contain a text with 500, whatever it answers to others.
    pub fn stumbles_over(&self, text: &str) {
        self.shared().stumbling_block = Some(text.to_owned());
    }

    /// Takes only some requests, and answers others with 401.
    pub fn takes_only(&self, guard: impl Fn(&Asked<'_>) -> bool + Send + Sync + 'static) {
        self.shared().guard = Some(Arc::new(guard));
    }

    /// How many deliveries were tried so far, taken or not.
    pub fn tries(&self) -> usize {
        self.shared().tries
    }

    /// What was delivered so far, in order.
    pub fn received(&self) -> Vec<Received> {
        self.shared().received.clone()
    }

    /// The types of the activities delivered so far, in order.
    pub fn received_types(&self) -> Vec<String> {
        let word = |received: Received| received.activity["type"].as_str().unwrap_or_default().to_owned();
        self.received().into_iter().map(word).collect()
    }

    /// The paths that were asked for so far, in order.
    pub fn asked(&self) -> Vec<String> {
        self.shared().asked.clone()
    }

    /// The paths of which whoever asked for them had already what is there, in order.
    pub fn spared(&self) -> Vec<String> {
        self.shared().spared.clone()
    }

    /// Somebody who lives there, with a key and a profile.
    pub fn person(&self, name: &str) -> Stranger {
        let stranger = Stranger {
            name: name.to_owned(),
            domain: self.domain.clone(),
            uri: self.url(&format!("/users/{name}")),
            key: PrivateKey::generate().expect("a key"),
            proving_key: PrivateKey::generate_ed25519().expect("a key"),
        };
        self.serves(&format!("/users/{name}"), &stranger.document());
        let resource = format!("acct:{name}@{}", self.domain);
        let links = json!([{ "rel": "self", "type": ACTIVITY_JSON, "href": stranger.uri }]);
        let path =
            format!("/.well-known/webfinger?resource={}", resource.replace(':', "%3A").replace('@', "%40"));
        self.serves_as(
            &path,
            "application/jrd+json",
            &json!({ "subject": resource, "links": links }).to_string(),
        );
        stranger
    }
}

fn lock(shared: &Mutex<Shared>) -> MutexGuard<'_, Shared> {
    shared.lock().unwrap_or_else(PoisonError::into_inner)
}

/// However a query is written, the same characters are the same path.
fn plain(path: &str) -> String {
    path.replace("%3A", ":").replace("%3a", ":").replace("%40", "@")
}

async fn answer(
    State(shared): State<Arc<Mutex<Shared>>>,
    method: Method,
    uri: Uri,
    headers: http::HeaderMap,
    body: String,
) -> Response {
    let path = uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
    let mut shared = lock(&shared);
    shared.tries += usize::from(method == Method::POST);
    let asked = Asked { method: &method, path: &path, headers: &headers };
    if shared.guard.as_ref().is_some_and(|takes| !takes(&asked)) {
        let mut response = StatusCode::UNAUTHORIZED.into_response();
        for (name, value) in &shared.inbox_headers {
            response.headers_mut().insert(*name, value.parse().expect("a header"));
        }
        return response;
    }
    if method == Method::POST {
        let activity = serde_json::from_str(&body).unwrap_or(Value::Null);
        if shared.stumbling_block.as_ref().is_some_and(|text| body.contains(text)) {
            return StatusCode::INTERNAL_SERVER_ERROR.into_response();
        }
        let own = shared.inboxes.iter().find(|(known, _)| *known == path).map(|(_, status)| *status);
        shared.received.push(Received { path, headers, activity });
        let mut response = own.or(shared.inbox_status).unwrap_or(StatusCode::ACCEPTED).into_response();
        for (name, value) in &shared.inbox_headers {
            response.headers_mut().insert(*name, value.parse().expect("a header"));
        }
        return response;
    }
    shared.asked.push(path.clone());
    let known = headers.get("if-none-match").cloned();
    let Some(page) = shared.pages.get(&plain(&path)).cloned() else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let tag = tag(&page.body);
    if known.is_some_and(|known| known == tag.as_str()) {
        shared.spared.push(path);
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let headers = [("content-type", page.content_type), ("etag", tag)];
    let mut response = (page.status, headers, page.body).into_response();
    if let Some(location) = page.location {
        response.headers_mut().insert("location", location.parse().expect("an address"));
    }
    response
}

/// By what the neighbour knows a page again.
fn tag(body: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    format!("\"{:x}\"", hasher.finish())
}

/// Somebody on a neighbour.
pub struct Stranger {
    /// The name before the `@`.
    pub name: String,
    /// Their server's domain.
    pub domain: String,
    /// Their address.
    pub uri: String,
    /// The key with which they sign requests.
    pub key: PrivateKey,
    /// The key with which they prove documents.
    pub proving_key: PrivateKey,
}

impl Stranger {
    /// `bob@localhost:1234`
    pub fn handle(&self) -> String {
        format!("{}@{}", self.name, self.domain)
    }

    /// The address of their key.
    pub fn key_id(&self) -> String {
        format!("{}#main-key", self.uri)
    }

    /// The address of the key with which they prove documents.
    pub fn proving_key_id(&self) -> String {
        format!("{}#ed25519-key", self.uri)
    }

    /// Their profile as their server gives it.
    pub fn document(&self) -> Value {
        json!({
            "@context": ["https://www.w3.org/ns/activitystreams", "https://w3id.org/security/v1"],
            "id": self.uri, "type": "Person", "preferredUsername": self.name, "name": self.name,
            "inbox": format!("{}/inbox", self.uri), "outbox": format!("{}/outbox", self.uri),
            "followers": format!("{}/followers", self.uri), "following": format!("{}/following", self.uri),
            "url": format!("http://{}/@{}", self.domain, self.name),
            "endpoints": { "sharedInbox": format!("http://{}/inbox", self.domain) },
            "publicKey": {
                "id": self.key_id(), "owner": self.uri,
                "publicKeyPem": self.key.public_pem(),
            },
            "assertionMethod": [{
                "id": self.proving_key_id(), "type": "Multikey", "controller": self.uri,
                "publicKeyMultibase": self.proving_key.public().to_multibase(),
            }],
        })
    }

    /// A public note of theirs.
    pub fn note(&self, number: u32, content: &str) -> Value {
        json!({
            "id": format!("{}/notes/{number}", self.uri), "type": "Note", "attributedTo": self.uri,
            "to": ["https://www.w3.org/ns/activitystreams#Public"], "cc": [format!("{}/followers", self.uri)],
            "content": content, "tag": [], "attachment": [],
        })
    }

    /// An activity of theirs about an object, not sent yet.
    pub fn activity(&self, kind: &str, number: u32, object: &Value) -> Value {
        json!({
            "@context": "https://www.w3.org/ns/activitystreams", "type": kind, "actor": self.uri,
            "id": format!("{}/activities/{}/{number}", self.uri, kind.to_lowercase()),
            "to": object.get("to").cloned().unwrap_or_else(|| json!([])), "object": object,
        })
    }

    /// Delivers an activity to a site's shared inbox, properly signed.
    pub async fn delivers(&self, home: &Home, activity: &Value) -> Answer {
        self.delivers_body(home, activity.to_string().into_bytes()).await
    }

    /// The same activity with a proof of theirs inside (FEP-8b32).
    pub fn proves(&self, home: &Home, mut activity: Value) -> Value {
        let created = home.site.now().to_rfc3339_seconds();
        proof::prove(&mut activity, &self.proving_key, &self.proving_key_id(), &created)
            .expect("the activity can be proved");
        activity
    }

    /// Delivers any bytes, properly signed.
    pub async fn delivers_body(&self, home: &Home, body: Vec<u8>) -> Answer {
        let headers = self.signs(home, &body);
        deliver(&home.requests, &headers, body).await
    }

    /// Asks a site for a document, properly signed; `address` is a whole one.
    pub async fn asks(&self, home: &Home, address: &str) -> Answer {
        let path = address.strip_prefix(home.requests.base()).unwrap_or(address);
        let unsigned = Unsigned {
            method: "GET",
            scheme: home.site.instance.scheme,
            host: home.domain(),
            path_and_query: path,
            date_ms: home.site.now().as_millis(),
            body: None,
            content_type: None,
        };
        let signed =
            sign(&unsigned, Form::Draft, &self.key, &self.key_id()).expect("the request can be signed");
        let mut request = home.requests.request(Method::GET, path).header("accept", ACTIVITY_JSON);
        for (name, value) in signed {
            request = request.header(name, value);
        }
        home.requests.send(request).await
    }

    /// The headers of a proper delivery of this body.
    pub fn signs(&self, home: &Home, body: &[u8]) -> Vec<(String, String)> {
        self.signs_as(Form::Draft, (&self.key, &self.key_id()), home, body)
    }

    /// The headers of a delivery of this body, signed in this form with this key of theirs.
    pub fn signs_as(
        &self,
        form: Form,
        (key, key_id): (&PrivateKey, &str),
        home: &Home,
        body: &[u8],
    ) -> Vec<(String, String)> {
        let unsigned = Unsigned {
            method: "POST",
            scheme: home.site.instance.scheme,
            host: home.domain(),
            path_and_query: "/inbox",
            date_ms: home.site.now().as_millis(),
            body: Some(body),
            content_type: Some(ACTIVITY_JSON),
        };
        let mut headers: Vec<(String, String)> = sign(&unsigned, form, key, key_id)
            .expect("the request can be signed")
            .into_iter()
            .map(|(name, value)| (name.to_string(), value))
            .collect();
        if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("content-type")) {
            headers.push(("Content-Type".to_owned(), ACTIVITY_JSON.to_owned()));
        }
        headers
    }
}

/// Posts a body with these headers to the shared inbox.
pub async fn deliver(requests: &Requests, headers: &[(String, String)], body: Vec<u8>) -> Answer {
    let mut request = requests.request(Method::POST, "/inbox").body(body);
    for (name, value) in headers {
        request = request.header(name, value);
    }
    requests.send(request).await
}
