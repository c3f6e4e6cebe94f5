//! The doors: where one asks, and whether the status is in what comes back.

use http::Method;
use serde_json::{Value, json};
use testkit::{Home, people::id};

use super::{
    cast::Cast,
    table::{BLIND_DOORS, Kind},
};

/// Whether the status is anywhere in the answer.
pub(super) fn holds(answer: &Value, status: &Value) -> bool {
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
fn blind_path(door: &str, cast: &Cast, root: &Value, status: &Value) -> String {
    let author = &cast.person("author").account.uri;
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
        "object" => status["uri"].as_str().unwrap().to_owned(),
        "outbox" => format!("{author}/outbox?page=true"),
        "answers" => format!("{}/replies?page=true", root["uri"].as_str().unwrap()),
        _ => format!("/@author/{}", id(status)),
    }
}

async fn shows_everybody(
    home: &Home,
    cast: &Cast,
    viewer: &str,
    door: &str,
    root: &Value,
    kind: Kind,
    status: &Value,
) -> bool {
    let path = blind_path(door, cast, root, status);
    let words = match door {
        // These tell of the address alone.
        "oembed" => format!("/{}/embed", id(status)),
        "answers" => format!("\"{}\"", status["uri"].as_str().unwrap()),
        _ => format!("{} for ", kind.name),
    };
    let text = match door {
        "object" | "outbox" | "answers" => {
            let request = home.requests.request(Method::GET, &path);
            home.requests.send(request.header("accept", "application/activity+json")).await.text
        }
        _ => cast.ask(home, viewer, &path).await,
    };
    text.contains(&words)
}

/// Whether the viewer meets the status at this door.
pub(super) async fn is_met(
    home: &Home,
    cast: &Cast,
    viewer: &str,
    door: &str,
    root: &Value,
    (kind, status): (Kind, &Value),
) -> bool {
    if BLIND_DOORS.contains(&door) {
        return shows_everybody(home, cast, viewer, door, root, kind, status).await;
    }
    let author = cast.person("author").account.id;
    let own = |rest: &str| format!("/api/v1/statuses/{}{rest}", id(status));
    let path = match door {
        "show" => own(""),
        "source" | "history" | "favourited_by" | "reblogged_by" | "quotes" => own(&format!("/{door}")),
        "together" => format!("/api/v1/statuses?id[]={}", id(status)),
        "context" => format!("/api/v1/statuses/{}/context", id(root)),
        "home" => "/api/v1/timelines/home?limit=40".to_owned(),
        "public" => "/api/v1/timelines/public?limit=40".to_owned(),
        "public pictures" => "/api/v1/timelines/public?limit=40&only_media=true".to_owned(),
        "tag" => "/api/v1/timelines/tag/table?limit=40".to_owned(),
        "account" => format!("/api/v1/accounts/{author}/statuses?limit=40"),
        "account pictures" => format!("/api/v1/accounts/{author}/statuses?limit=40&only_media=true"),
        "account words" => format!("/api/v1/accounts/{author}/statuses?limit=40&exclude_replies=true"),
        "search" => format!("/api/v2/search?resolve=true&q={}", status["uri"].as_str().unwrap()),
        "words" => "/api/v2/search?type=statuses&limit=40&q=table".to_owned(),
        "link" => "/api/v1/timelines/link?url=https%3A%2F%2Ftable.example%2F".to_owned(),
        "list" => match cast.lists.get(viewer) {
            None => return false,
            Some(list) => format!("/api/v1/timelines/list/{list}?limit=40"),
        },
        "groups" => "/api/v2/notifications?limit=40&include_filtered=true".to_owned(),
        "conversations" => "/api/v1/conversations".to_owned(),
        _ => "/api/v1/notifications?limit=40&include_filtered=true".to_owned(),
    };
    let answer = cast.get(home, viewer, &path).await;
    match door {
        // What these tell is not the status itself; whoever may not see it is told that there is none.
        "favourited_by" | "reblogged_by" | "quotes" | "history" => answer.is_array(),
        "source" => answer["id"] == status["id"],
        _ => holds(&answer, status),
    }
}

/// What the viewer is told who does something with a status.
pub(super) async fn does(cast: &Cast, viewer: &str, act: &str, status: &Value) -> u16 {
    let person = cast.person(viewer);
    let answer = match act {
        "reply" => {
            let body = json!({ "status": "hm", "visibility": "direct", "in_reply_to_id": status["id"] });
            person.post("/api/v1/statuses", body).await
        }
        act => person.act(&format!("/api/v1/statuses/{}/{act}", id(status))).await,
    };
    answer.status.as_u16()
}
