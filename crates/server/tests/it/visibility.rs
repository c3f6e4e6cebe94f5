//! Visibility, as one table: every kind of status, every kind of viewer, every door through which a status could
//! come.

use std::collections::HashMap;

use http::Method;
use serde_json::{Value, json};
use testkit::{Home, Person, PushService, people::id};

use crate::{
    channels::{Socket, connect, has_done, hears, says, subscribes},
    with_site,
};

const KINDS: [&str; 4] = ["public", "unlisted", "private", "direct"];
const VIEWERS: [&str; 8] =
    ["author", "follower", "mentioned", "stranger", "blocked", "blocking", "muting", "visitor"];
const DOORS: [&str; 21] = [
    "show",
    "context",
    "home",
    "public",
    "tag",
    "account",
    "search",
    "notifications",
    "favourited_by",
    "list",
    "words",
    "link",
    "stream",
    "push",
    "rss",
    "atom",
    "tag rss",
    "tag atom",
    "page",
    "oembed",
    "embed",
];
/// Doors behind which nobody looks who comes: they show what everybody may see, whoever asks.
const BLIND_DOORS: [&str; 7] = ["rss", "atom", "tag rss", "tag atom", "page", "oembed", "embed"];

/// The table: whether the viewer meets a status of this kind at this door.
fn meets(kind: &str, viewer: &str, door: &str) -> bool {
    if BLIND_DOORS.contains(&door) {
        return kind == "public" || (kind == "unlisted" && !door.starts_with("tag"));
    }
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
            // Private words from somebody whom one does not follow wait to be let in.
            "push" => viewer == "mentioned" && kind != "direct",
            "list" => viewer == "author" || (viewer == "follower" && kind != "direct"),
            "words" => {
                let is_library = matches!(viewer, "author" | "mentioned");
                viewer != "visitor" && wants_to_see && (kind == "public" || is_library)
            }
            "link" => wants_to_see && kind == "public",
            "stream" => {
                let anywhere = ["public", "home", "notifications", "list"];
                viewer != "visitor" && anywhere.iter().any(|door| meets(kind, viewer, door))
            }
            other => panic!("no door is called {other}"),
        }
}

struct Cast {
    people: Vec<(&'static str, Person)>,
    lists: HashMap<&'static str, String>,
    phones: HashMap<&'static str, PushService>,
}

impl Cast {
    async fn gather(home: &Home) -> Self {
        let mut people = Vec::new();
        for name in VIEWERS.into_iter().filter(|name| *name != "visitor") {
            people.push((name, home.person(name).await));
        }
        let mut cast = Self { people, lists: HashMap::new(), phones: HashMap::new() };
        let author = &cast.person("author").account.id;
        cast.person("follower").follows("author").await;
        // Who mutes follows, too: it is the mute that hides.
        cast.person("muting").follows("author").await;
        cast.person("muting").act(&format!("/api/v1/accounts/{author}/mute")).await.ok();
        cast.person("blocking").act(&format!("/api/v1/accounts/{author}/block")).await.ok();
        let author = author.to_string();
        let blocked = cast.person("blocked").account.id;
        cast.person("author").act(&format!("/api/v1/accounts/{blocked}/block")).await.ok();
        let open = json!({ "indexable": true, "discoverable": true });
        let path = "/api/v1/accounts/update_credentials";
        cast.person("author").send(Method::PATCH, path, Some(open)).await.ok();
        for name in VIEWERS.into_iter().filter(|name| *name != "visitor") {
            let person = cast.person(name);
            let list = id(&person.post("/api/v1/lists", json!({ "title": "x" })).await.ok()).to_owned();
            // Only whom one follows can be on a list.
            let place = format!("/api/v1/lists/{list}/accounts");
            person.post(&place, json!({ "account_ids": [author] })).await;
            let phone = PushService::start().await;
            let alerts = ["mention", "status", "reblog", "favourite", "quote", "follow"];
            person.post("/api/v1/push/subscription", phone.subscription(true, &alerts)).await.ok();
            cast.lists.insert(name, list);
            cast.phones.insert(name, phone);
        }
        cast
    }

    /// The live streams of everybody.
    async fn listen(&self, home: &Home) -> HashMap<&'static str, Socket> {
        let mut sockets = HashMap::new();
        for (name, person) in &self.people {
            let mut socket = connect(home, person).await;
            subscribes(&mut socket, &["user", "public", "direct"]).await;
            says(&mut socket, json!({ "type": "subscribe", "stream": "hashtag", "tag": "table" })).await;
            says(&mut socket, json!({ "type": "subscribe", "stream": "list", "list": self.lists[name] }))
                .await;
            has_done(&mut socket).await;
            sockets.insert(*name, socket);
        }
        sockets
    }

    fn person(&self, name: &str) -> &Person {
        &self.people.iter().find(|(known, _)| *known == name).unwrap().1
    }

    async fn get(&self, home: &Home, viewer: &str, path: &str) -> Value {
        serde_json::from_str(&self.ask(home, viewer, path).await).unwrap_or(Value::Null)
    }

    async fn ask(&self, home: &Home, viewer: &str, path: &str) -> String {
        let answer = match viewer {
            "visitor" => home.requests.get(path).await,
            name => self.person(name).get(path).await,
        };
        answer.text
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

/// Where one asks at a door behind which nobody looks who comes.
fn blind_path(door: &str, status: &Value) -> String {
    match door {
        "rss" => "/@author/with_replies.rss".to_owned(),
        "atom" => "/@author/with_replies.atom".to_owned(),
        "tag rss" => "/tags/table.rss".to_owned(),
        "tag atom" => "/tags/table.atom".to_owned(),
        "embed" => format!("/@author/{}/embed", id(status)),
        "oembed" => {
            let page = status["url"].as_str().unwrap().replace(':', "%3A").replace('/', "%2F");
            format!("/api/oembed?url={page}")
        }
        _ => format!("/@author/{}", id(status)),
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
        "words" => "/api/v2/search?type=statuses&limit=40&q=table".to_owned(),
        "link" => "/api/v1/timelines/link?url=https%3A%2F%2Ftable.example%2F".to_owned(),
        "list" => match cast.lists.get(viewer) {
            None => return false,
            Some(list) => format!("/api/v1/timelines/list/{list}?limit=40"),
        },
        _ => "/api/v1/notifications?limit=40&include_filtered=true".to_owned(),
    };
    if BLIND_DOORS.contains(&door) {
        let words = match door {
            // It tells of the frame alone.
            "oembed" => format!("/{}/embed", id(status)),
            _ => format!("{} for ", status["visibility"].as_str().unwrap()),
        };
        return cast.ask(home, viewer, &blind_path(door, status)).await.contains(&words);
    }
    let answer = cast.get(home, viewer, &path).await;
    if door == "favourited_by" { answer.is_array() } else { holds(&answer, status) }
}

/// All that somebody's socket was told until now: what comes after a change of filters was not told before.
async fn everything(socket: &mut Socket, who: &Person) -> String {
    who.post("/api/v2/filters", json!({ "title": "mark", "context": ["home"] })).await.ok();
    let mut all = String::new();
    loop {
        let frame = hears(socket).await;
        if frame["event"] == "filters_changed" {
            return all;
        }
        all.push_str(&frame.to_string());
    }
}

#[test]
fn everybody_meets_what_the_table_says_and_nothing_else() {
    with_site(async |home| {
        let cast = Cast::gather(home).await;
        let author = cast.person("author");
        let root = author.posts("the root").await;
        home.settle().await;
        let mut sockets = cast.listen(home).await;
        let mut statuses = Vec::new();
        for kind in KINDS {
            let body = json!({
                "status": format!("{kind} for @mentioned #table https://table.example/"),
                "visibility": kind, "in_reply_to_id": root["id"],
            });
            statuses.push((kind, author.posts_with(body).await));
        }
        home.settle().await;
        let mut streamed = HashMap::new();
        for (name, person) in &cast.people {
            streamed.insert(*name, everything(sockets.get_mut(name).unwrap(), person).await);
        }
        let key = home.requests.get("/api/v2/instance").await.ok();
        let key = key["configuration"]["vapid"]["public_key"].as_str().unwrap().to_owned();
        let mut wrong = Vec::new();
        for (kind, status) in &statuses {
            for viewer in VIEWERS {
                for door in DOORS {
                    let met = match door {
                        "stream" => streamed.get(viewer).is_some_and(|all| all.contains(id(status))),
                        "push" => cast.phones.get(viewer).is_some_and(|phone| {
                            let told = phone.read(&key);
                            told.iter().any(|it| it["body"].as_str().unwrap().starts_with(kind))
                        }),
                        door => is_met(home, &cast, viewer, door, &root, status).await,
                    };
                    if met != meets(kind, viewer, door) {
                        wrong.push(format!("{kind} status, {viewer}, {door}: {met}"));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}
