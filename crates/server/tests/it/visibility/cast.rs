//! Who stands before the doors: one viewer of each kind, with their lists, phones and live streams.

use std::collections::HashMap;

use http::Method;
use serde_json::{Value, json};
use testkit::{Home, Person, PushService, people::id};

use super::table::VIEWERS;
use crate::channels::{Socket, connect, has_done, hears, says, subscribes};

pub(super) struct Cast {
    pub(super) people: Vec<(&'static str, Person)>,
    pub(super) lists: HashMap<&'static str, String>,
    pub(super) phones: HashMap<&'static str, PushService>,
}

impl Cast {
    pub(super) async fn gather(home: &Home) -> Self {
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
    pub(super) async fn listen(&self, home: &Home) -> HashMap<&'static str, Socket> {
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

    pub(super) fn person(&self, name: &str) -> &Person {
        &self.people.iter().find(|(known, _)| *known == name).unwrap().1
    }

    pub(super) async fn get(&self, home: &Home, viewer: &str, path: &str) -> Value {
        serde_json::from_str(&self.ask(home, viewer, path).await).unwrap_or(Value::Null)
    }

    pub(super) async fn ask(&self, home: &Home, viewer: &str, path: &str) -> String {
        let answer = match viewer {
            "visitor" => home.requests.get(path).await,
            name => self.person(name).get(path).await,
        };
        answer.text
    }
}

/// All that somebody's socket was told until now: what comes after a change of filters was not told before.
pub(crate) async fn everything(socket: &mut Socket, who: &Person) -> String {
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
