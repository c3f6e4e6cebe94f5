//! Who may use which door: told of every route there is, so that a new one cannot be forgotten.

mod apps;
mod canary;
mod doors;
mod ends;
mod forms;
mod kept;
mod private;

use std::{collections::BTreeSet, fs, path::PathBuf};

use http::Method;
use serde_json::{Value, json};
use testkit::{Home, Person, people::id};

/// What may be done at a path.
const METHODS: [Method; 5] = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];

/// A folder of this workspace.
fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The paths of the client API, as its sitemap has them.
fn paths() -> BTreeSet<String> {
    let sitemap = |file: &str| {
        fs::read_to_string(root().join("crates/client_api/src/routes").join(file)).expect("the sitemap")
    };
    let source = sitemap("mod.rs") + &sitemap("admin.rs");
    let is_path = |text: &&str| text.starts_with('/') && !text.ends_with('/') && !text.contains("{*");
    let quoted = source.split('"').filter(is_path);
    quoted.filter(|text| !text.contains(char::is_whitespace)).map(str::to_owned).collect()
}

/// A path with something in place of what differs, which does not exist.
fn filled(path: &str) -> String {
    let parts = path.split('/').map(|part| match part {
        "{name}" => "cats",
        "{part}" => "avatar",
        "{date}" => "2026-01-01",
        "{emoji}" => "%E2%9D%A4",
        "{key}" => "favourite-999-1",
        part if part.starts_with('{') => "999",
        part => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

/// What came of asking.
struct Heard {
    status: u16,
    text: String,
}

impl Heard {
    /// There is no such method.
    fn is_missing(&self) -> bool {
        self.status == 405 || (self.status == 404 && self.text == r#"{"error":"Not Found"}"#)
    }

    /// The token is not for this.
    fn is_outside(&self) -> bool {
        // Streams say it otherwise, as on Mastodon.
        self.status == 401 || (self.status == 403 && self.text.contains("outside the authorized scopes"))
    }
}

/// Asks, and reads no more than what is wrong: a stream has no end.
async fn asks(home: &Home, token: Option<&str>, method: &Method, path: &str, body: &Value) -> Heard {
    let mut request = home.requests.request(method.clone(), path);
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    if *method != Method::GET {
        request = request.json(body);
    }
    let response = request.send().await.expect("the site answers");
    let status = response.status();
    let text = if status.is_success() { String::new() } else { response.text().await.unwrap_or_default() };
    Heard { status: status.as_u16(), text }
}

/// Another token of somebody.
async fn token(home: &Home, person: &Person, scopes: &str) -> String {
    let scopes = scopes.parse().expect("known scopes");
    social::oauth::issue_for(&home.site, &person.account, scopes).await.expect("a token").secret
}

/// The token of an app by which nobody is signed in.
pub(crate) async fn app_token(home: &Home, scopes: &str) -> String {
    let app = json!({ "client_name": "App", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob", "scopes": scopes });
    let app = home.requests.post("/api/v1/apps", app).await.ok();
    let form = json!({ "grant_type": "client_credentials", "client_id": app["client_id"],
                       "client_secret": app["client_secret"], "scope": scopes });
    let token = home.requests.post("/oauth/token", form).await.ok();
    token["access_token"].as_str().expect("a token").to_owned()
}

/// Where a status is.
fn status_path(status: &Value) -> String {
    format!("/api/v1/statuses/{}", id(status))
}
