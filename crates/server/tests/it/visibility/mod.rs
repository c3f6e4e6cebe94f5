//! Visibility, as one table: every kind of status, every kind of viewer, every door through which a status could
//! come.

mod cast;
mod doors;
mod reblogs;
mod table;

use std::collections::HashMap;

use http::Method;
use serde_json::{Value, json};
use testkit::{Home, Person, people::id};

use crate::{
    PROGRAM,
    media::{jpeg, sends},
    with_site,
};
use cast::Cast;
pub(crate) use cast::everything;
use table::{DOORS, KINDS, Kind, VIEWERS, With};

/// Publishes a status of this kind, as an answer to the root.
async fn publish(home: &Home, author: &Person, root: &Value, kind: Kind) -> Value {
    let words = format!("{} for @mentioned #table https://table.example/", kind.name);
    let mut body = json!({ "status": words, "visibility": kind.audience, "in_reply_to_id": root["id"] });
    match kind.with {
        With::Words | With::Edit => {}
        With::Picture => {
            let picture = sends(home, author, &jpeg(40, 30, [9, 90, 200]), &[]).await.ok();
            body["media_ids"] = json!([picture["id"]]);
        }
        With::Poll => body["poll"] = json!({ "options": ["yes", "no"], "expires_in": 3_600 }),
        With::Quote => {
            let quoted = author.posts_with(json!({ "status": "x", "visibility": kind.audience })).await;
            body["quoted_status_id"] = quoted["id"].clone();
        }
        With::StaysHere => body["local_only"] = json!(true),
    }
    let status = author.posts_with(body).await;
    if kind.with == With::Edit {
        home.settle().await;
        let edit = json!({ "status": format!("{words} (again)") });
        author.send(Method::PUT, &format!("/api/v1/statuses/{}", id(&status)), Some(edit)).await.ok();
    }
    home.settle().await;
    status
}

#[test]
fn everybody_meets_what_the_table_says_and_nothing_else() {
    with_site(async |home| {
        home.opens_workshop(PROGRAM);
        let cast = Cast::gather(home).await;
        let author = cast.person("author");
        let root = author.posts("the root").await;
        home.settle().await;
        let mut sockets = cast.listen(home).await;
        let mut statuses = Vec::new();
        for kind in KINDS {
            statuses.push((kind, publish(home, author, &root, kind).await));
        }
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
                            let words = format!("{} for ", kind.name);
                            let told = phone.read(&key);
                            told.iter().any(|it| it["body"].as_str().unwrap().starts_with(&words))
                        }),
                        door => doors::is_met(home, &cast, viewer, door, &root, (*kind, status)).await,
                    };
                    if met != table::meets(*kind, viewer, door) {
                        wrong.push(format!("{} status, {viewer}, {door}: {met}", kind.name));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

#[test]
fn nobody_does_anything_with_what_they_may_not_see_or_hears_of_its_end() {
    with_site(async |home| {
        home.opens_workshop(PROGRAM);
        let cast = Cast::gather(home).await;
        let author = cast.person("author");
        let root = author.posts("the root").await;
        let mut statuses = Vec::new();
        for kind in KINDS {
            statuses.push((kind, publish(home, author, &root, kind).await));
        }
        let mut wrong = Vec::new();
        for (kind, status) in &statuses {
            for (viewer, _) in &cast.people {
                for act in ["bookmark", "favourite", "mute", "reply", "reblog"] {
                    let told = doors::does(&cast, viewer, act, status).await;
                    let may = table::may_see(*kind, viewer);
                    // Whoever blocks somebody has nothing more to do with them; nobody passes on what is not open.
                    let is_free = *viewer != "blocking" && (act != "reblog" || kind.is_open());
                    if (told == 404) == may && (!may || is_free) {
                        wrong.push(format!("{} status, {viewer}, {act}: {told}", kind.name));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        home.settle().await;
        let mut sockets = cast.listen(home).await;
        for (_, status) in &statuses {
            author.send(Method::DELETE, &format!("/api/v1/statuses/{}", id(status)), None).await.ok();
        }
        home.settle().await;
        for (viewer, person) in &cast.people {
            let all = everything(sockets.get_mut(viewer).unwrap(), person).await;
            for (kind, status) in &statuses {
                let heard = all.contains(id(status));
                // That something open is gone is no secret; whoever blocks may have it on the screen.
                if heard != (kind.is_open() || table::may_see(*kind, viewer)) {
                    wrong.push(format!("{} status, {viewer}, its end: {heard}", kind.name));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}
