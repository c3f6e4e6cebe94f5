//! Reblogs, as a table of their own: who meets what somebody passes on, and where.

use serde_json::json;
use testkit::people::id;

use super::{
    cast::{Cast, everything},
    doors::holds,
    table::VIEWERS,
};
use crate::with_site;

/// Of whom the passed on status is, and whom it is for.
const KINDS: [(&str, &str); 3] = [("stranger", "public"), ("stranger", "unlisted"), ("author", "private")];
const DOORS: [&str; 8] = ["show", "home", "list", "account", "account words", "public", "tag", "stream"];

fn meets((by, audience): (&str, &str), viewer: &str, door: &str) -> bool {
    let may_see = match (audience, viewer) {
        (_, "author") | ("private", "follower" | "muting") => true,
        ("private", _) => false,
        // A visitor and whoever the author blocked see the original, not who passes it on.
        (_, viewer) => viewer != "blocked",
    };
    // Where the original stands already, a reblog is not shown again; who passes it on is told that it is done.
    let is_reader = matches!(viewer, "author" | "follower") && by != "author";
    may_see
        && match door {
            "show" | "account" => true,
            "home" | "list" => is_reader,
            "stream" => is_reader || viewer == "author",
            _ => false,
        }
}

#[test]
fn everybody_meets_reblogs_as_the_table_says() {
    with_site(async |home| {
        let cast = Cast::gather(home).await;
        let author = cast.person("author");
        let mut originals = Vec::new();
        for (by, audience) in KINDS {
            let words = json!({ "status": format!("{audience} by {by} #table"), "visibility": audience });
            originals.push(cast.person(by).posts_with(words).await);
        }
        home.settle().await;
        let mut wrong = Vec::new();
        for (kind, original) in KINDS.into_iter().zip(&originals) {
            let mut sockets = cast.listen(home).await;
            let reblog = author.reblogs(original).await;
            home.settle().await;
            for viewer in VIEWERS {
                let streamed = match sockets.get_mut(viewer) {
                    Some(socket) => everything(socket, cast.person(viewer)).await,
                    None => String::new(),
                };
                for door in DOORS {
                    let account = author.account.id;
                    let path = match door {
                        "stream" => {
                            let met = streamed.contains(id(&reblog));
                            if met != meets(kind, viewer, door) {
                                wrong.push(format!("reblog of {kind:?}, {viewer}, {door}: {met}"));
                            }
                            continue;
                        }
                        "show" => format!("/api/v1/statuses/{}", id(&reblog)),
                        "home" => "/api/v1/timelines/home?limit=40".to_owned(),
                        "list" => match cast.lists.get(viewer) {
                            Some(list) => format!("/api/v1/timelines/list/{list}?limit=40"),
                            None => continue,
                        },
                        "account" => format!("/api/v1/accounts/{account}/statuses?limit=40"),
                        "account words" => {
                            format!("/api/v1/accounts/{account}/statuses?limit=40&exclude_reblogs=true")
                        }
                        "public" => "/api/v1/timelines/public?limit=40".to_owned(),
                        _ => "/api/v1/timelines/tag/table?limit=40".to_owned(),
                    };
                    let met = holds(&cast.get(home, viewer, &path).await, &reblog);
                    if met != meets(kind, viewer, door) {
                        wrong.push(format!("reblog of {kind:?}, {viewer}, {door}: {met}"));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}
