//! Parameters of every kind of badness at every method that takes them: whatever comes, the server is not at fault.
//! The table of parameters lies beside the project; where it does not, there is nothing to try.

use std::{collections::BTreeMap, fs, path::Path};

use http::Method;
use serde_json::{Map, Value, json};
use testkit::{Home, Person, people::id};
use url::form_urlencoded;

use crate::with_site;

const TABLE: &str = "../../../shared/reference/mastodon/params.tsv";
/// What ends what the others need.
const SPARED: [&str; 2] = ["/api/v1/streaming", "/oauth/revoke"];

/// A method with the names of its parameters.
type Methods = BTreeMap<(String, String), Vec<String>>;

fn methods() -> Option<Methods> {
    let table = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(TABLE)).ok()?;
    let mut methods = Methods::new();
    for row in table.lines().skip(1) {
        let cells: Vec<&str> = row.split('\t').collect();
        let [method, path, place, name, ..] = cells[..] else { continue };
        let is_ours = path.starts_with("/api/") && !path.contains("/admin/");
        if is_ours && !SPARED.iter().any(|spared| path.starts_with(spared)) {
            let names = methods.entry((method.to_owned(), path.to_owned())).or_default();
            if place != "path" {
                names.push(name.replace(":index", "0").trim_start_matches(':').to_owned());
            }
        }
    }
    Some(methods)
}

/// What stands for each parameter of a path.
struct Things {
    status: String,
    account: String,
    list: String,
    filter: String,
    poll: String,
}

impl Things {
    async fn make(alice: &Person, bob: &Person) -> Self {
        let poll = json!({ "options": ["a", "b"], "expires_in": 600 });
        let status = bob.posts_with(json!({ "status": "which? #tag", "poll": poll })).await;
        alice.follows("bob").await;
        let filter = json!({ "title": "x", "context": ["home"] });
        Self {
            poll: id(&status["poll"]).to_owned(),
            status: id(&status).to_owned(),
            account: bob.account.id.to_string(),
            list: id(&alice.post("/api/v1/lists", json!({ "title": "L" })).await.ok()).to_owned(),
            filter: id(&alice.post("/api/v2/filters", filter).await.ok()).to_owned(),
        }
    }

    fn fill(&self, path: &str) -> String {
        let mut before = "";
        let part = |part| {
            let filled = match part {
                ":hashtag" | ":name" => "tag",
                part if part.starts_with(':') => match before {
                    "statuses" => &self.status,
                    "accounts" | "follow_requests" => &self.account,
                    "lists" | "list" => &self.list,
                    "filters" => &self.filter,
                    "polls" => &self.poll,
                    _ => "1",
                },
                part => part,
            };
            before = part;
            filled.to_owned()
        };
        path.split('/').map(part).collect::<Vec<String>>().join("/")
    }
}

/// Values that fit nowhere, or somewhere else.
fn texts() -> Vec<String> {
    let mut texts: Vec<String> =
        ["", " ", "nonsense", "-1", "0", "1.5", "true", "null", "[]", "{}", "\u{1F9A3}", "a\0b"]
            .map(str::to_owned)
            .to_vec();
    texts.extend(
        ["99999999999999999999999", "-9223372036854775808", "9223372036854775807", "2030-13-45T99:99"]
            .map(str::to_owned),
    );
    texts.extend(
        ["%00%FF", "'; DROP TABLE statuses; --", "\" OR 1=1 *", "\u{202E}\u{200B}"].map(str::to_owned),
    );
    texts.push("x".repeat(20_000));
    texts
}

fn trees() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(1e308),
        json!(18_446_744_073_709_551_615_u64),
        json!([]),
        json!({}),
        json!([[["x"]]]),
        json!([null, 1, "a", { "b": [] }]),
        json!({ "0": "a", "1": "b" }),
        json!({ "a": { "b": { "c": { "d": "e" } } } }),
        json!("x".repeat(20_000)),
    ]
}

/// A value under a name with brackets, as JSON has it.
fn tree(name: &str, value: &Value) -> Value {
    let mut parts: Vec<&str> = name.split(['[', ']']).filter(|part| !part.is_empty()).collect();
    let is_list = name.ends_with("[]");
    let mut value = if is_list { json!([value]) } else { value.clone() };
    while let Some(part) = parts.pop() {
        value = Value::Object(Map::from_iter([(part.to_owned(), value)]));
    }
    value
}

fn form(pairs: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

fn multipart(name: &str, value: &str) -> String {
    format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n--b--\r\n")
}

/// The bodies and queries to try for one parameter: how it is sent, and what.
fn attempts(method: &Method, name: &str) -> Vec<(&'static str, String)> {
    let mut attempts = Vec::new();
    let has_body = !matches!(*method, Method::GET);
    for text in texts() {
        attempts.push(("query", form(&[(name, &text)])));
        if has_body {
            attempts.push(("application/x-www-form-urlencoded", form(&[(name, &text)])));
            attempts.push(("multipart/form-data; boundary=b", multipart(name, &text)));
        }
    }
    attempts.push(("query", form(&[(name, "1"), (name, "2"), (&format!("{name}[]"), "3")])));
    attempts.push(("query", format!("{name}=%FF%FE&{name}")));
    if has_body {
        attempts.extend(trees().iter().map(|value| ("application/json", tree(name, value).to_string())));
        let bare = name.split('[').next().unwrap_or(name);
        attempts.extend(
            trees().into_iter().map(|value| ("application/json", json!({ bare: value }).to_string())),
        );
    }
    attempts
}

async fn send(
    home: &Home,
    who: &Person,
    method: &Method,
    path: &str,
    kind: &str,
    what: String,
) -> (u16, String) {
    let path = if kind == "query" { format!("{path}?{what}") } else { path.to_owned() };
    let mut request = home.requests.request(method.clone(), &path).bearer_auth(&who.token);
    if kind != "query" {
        request = request.header("content-type", kind).body(what);
    }
    let answer = home.requests.send(request).await;
    (answer.status.as_u16(), answer.text)
}

#[test]
fn no_parameter_however_bad_is_the_fault_of_the_server() {
    let Some(methods) = methods() else { return };
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let things = Things::make(&alice, &bob).await;
        let (mut wrong, mut tried) = (Vec::new(), 0);
        for ((method, path), names) in &methods {
            let method: Method = method.parse().unwrap();
            // What would end what the others need is tried where there is nothing.
            let filled = match method {
                Method::DELETE => path
                    .split('/')
                    .map(|p| if p.starts_with(':') { "1" } else { p })
                    .collect::<Vec<_>>()
                    .join("/"),
                _ => things.fill(path),
            };
            for name in names {
                for (kind, what) in attempts(&method, name) {
                    let shown: String = what.chars().take(80).collect();
                    let (status, text) = send(home, &alice, &method, &filled, kind, what).await;
                    tried += 1;
                    let is_json = text.is_empty() || serde_json::from_str::<Value>(&text).is_ok();
                    if status >= 500 || !is_json {
                        wrong.push(format!("{method} {path} {name} ({kind}) {shown}: {status} {text}"));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{} of {tried}:\n{}", wrong.len(), wrong[..wrong.len().min(40)].join("\n"));
        assert!(tried > 5_000, "only {tried} attempts were made");
    });
}
