//! Visibility, as one table: every kind of status, every kind of viewer, every door through which a status could
//! come.

use serde_json::{Value, json};
use testkit::{Home, Person, people::id};

use crate::with_site;

const KINDS: [&str; 4] = ["public", "unlisted", "private", "direct"];
const VIEWERS: [&str; 8] =
    ["author", "follower", "mentioned", "stranger", "blocked", "blocking", "muting", "visitor"];
const DOORS: [&str; 9] =
    ["show", "context", "home", "public", "tag", "account", "search", "notifications", "favourited_by"];

/// The table: whether the viewer meets a status of this kind at this door.
fn meets(kind: &str, viewer: &str, door: &str) -> bool {
    let may_see = match (kind, viewer) {
        (_, "author") | ("private", "follower" | "muting" | "mentioned") | ("direct", "mentioned") => true,
        ("private" | "direct", _) => false,
        (_, viewer) => viewer != "blocked",
    };
    let wants_to_see = !matches!(viewer, "blocking" | "muting");
    may_see
        && match door {
            "show" | "favourited_by" | "account" => true,
            "search" => viewer != "visitor",
            "context" => wants_to_see,
            "public" | "tag" => wants_to_see && kind == "public",
            "home" => viewer == "author" || (viewer == "follower" && kind != "direct"),
            "notifications" => viewer == "mentioned",
            other => panic!("no door is called {other}"),
        }
}

struct Cast {
    people: Vec<(&'static str, Person)>,
}

impl Cast {
    async fn gather(home: &Home) -> Self {
        let mut people = Vec::new();
        for name in VIEWERS.into_iter().filter(|name| *name != "visitor") {
            people.push((name, home.person(name).await));
        }
        let cast = Self { people };
        let author = &cast.person("author").account.id;
        cast.person("follower").follows("author").await;
        // Who mutes follows, too: it is the mute that hides.
        cast.person("muting").follows("author").await;
        cast.person("muting").act(&format!("/api/v1/accounts/{author}/mute")).await.ok();
        cast.person("blocking").act(&format!("/api/v1/accounts/{author}/block")).await.ok();
        let blocked = cast.person("blocked").account.id;
        cast.person("author").act(&format!("/api/v1/accounts/{blocked}/block")).await.ok();
        cast
    }

    fn person(&self, name: &str) -> &Person {
        &self.people.iter().find(|(known, _)| *known == name).unwrap().1
    }

    async fn get(&self, home: &Home, viewer: &str, path: &str) -> Value {
        let answer = match viewer {
            "visitor" => home.requests.get(path).await,
            name => self.person(name).get(path).await,
        };
        serde_json::from_str(&answer.text).unwrap_or(Value::Null)
    }
}

/// Whether the status is anywhere in the answer.
fn holds(answer: &Value, status: &Value) -> bool {
    match answer {
        Value::Array(items) => items.iter().any(|item| holds(item, status)),
        Value::Object(fields) => {
            (fields.get("uri") == Some(&status["uri"]) && fields.get("content").is_some())
                || fields.values().any(|inner| holds(inner, status))
        }
        _ => false,
    }
}

async fn is_met(home: &Home, cast: &Cast, viewer: &str, door: &str, root: &Value, status: &Value) -> bool {
    let author = cast.person("author").account.id;
    let path = match door {
        "show" => format!("/api/v1/statuses/{}", id(status)),
        "favourited_by" => format!("/api/v1/statuses/{}/favourited_by", id(status)),
        "context" => format!("/api/v1/statuses/{}/context", id(root)),
        "home" => "/api/v1/timelines/home?limit=40".to_owned(),
        "public" => "/api/v1/timelines/public?limit=40".to_owned(),
        "tag" => "/api/v1/timelines/tag/table?limit=40".to_owned(),
        "account" => format!("/api/v1/accounts/{author}/statuses?limit=40"),
        "search" => format!("/api/v2/search?resolve=true&q={}", status["uri"].as_str().unwrap()),
        _ => "/api/v1/notifications?limit=40&include_filtered=true".to_owned(),
    };
    let answer = cast.get(home, viewer, &path).await;
    if door == "favourited_by" { answer.is_array() } else { holds(&answer, status) }
}

#[test]
fn everybody_meets_what_the_table_says_and_nothing_else() {
    with_site(async |home| {
        let cast = Cast::gather(home).await;
        let author = cast.person("author");
        let root = author.posts("the root").await;
        let mut statuses = Vec::new();
        for kind in KINDS {
            let body = json!({
                "status": format!("{kind} for @mentioned #table"),
                "visibility": kind, "in_reply_to_id": root["id"],
            });
            statuses.push((kind, author.posts_with(body).await));
        }
        home.settle().await;
        let mut wrong = Vec::new();
        for (kind, status) in &statuses {
            for viewer in VIEWERS {
                for door in DOORS {
                    let met = is_met(home, &cast, viewer, door, &root, status).await;
                    if met != meets(kind, viewer, door) {
                        wrong.push(format!("{kind} status, {viewer}, {door}: {met}"));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}
