//! Every channel of live streams: what each tells, and to whom not.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use testkit::{
    Home, Neighbour, Person,
    people::{id, text},
};
use tokio_tungstenite::{connect_async, tungstenite::Message};

use crate::with_site;

pub(crate) type Socket =
    tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>;

pub(crate) async fn connect(home: &Home, who: &Person) -> Socket {
    let url = format!("ws://{}/api/v1/streaming?access_token={}", home.domain(), who.token);
    connect_async(url).await.expect("the stream opens").0
}

pub(crate) async fn says(socket: &mut Socket, what: Value) {
    socket.send(Message::text(what.to_string())).await.unwrap();
}

/// The next frame.
pub(crate) async fn hears(socket: &mut Socket) -> Value {
    loop {
        let message = tokio::time::timeout(Duration::from_secs(10), socket.next()).await;
        if let Message::Text(text) = message.expect("an event comes").expect("the stream goes on").unwrap() {
            return serde_json::from_str(text.as_str()).unwrap();
        }
    }
}

/// Waits until the socket has done what it was told: it answers an unknown channel, and in order.
pub(crate) async fn has_done(socket: &mut Socket) {
    says(socket, json!({ "type": "subscribe", "stream": "nonsense" })).await;
    assert!(hears(socket).await.get("error").is_some());
}

/// Everything that the socket, which watches `user`, too, has been told elsewhere: what comes after a change of filters
/// was not told before.
async fn heard(socket: &mut Socket, who: &Person) -> Vec<Value> {
    who.post("/api/v2/filters", json!({ "title": "mark", "context": ["home"] })).await.ok();
    let mut frames = Vec::new();
    loop {
        let frame = hears(socket).await;
        if frame["event"] == "filters_changed" {
            return frames;
        }
        if frame["stream"][0] != "user" {
            frames.push(frame);
        }
    }
}

/// Channel and words of each frame.
fn told(frames: &[Value]) -> Vec<(String, String)> {
    let words = |frame: &Value| {
        let stream: Vec<&str> =
            frame["stream"].as_array().unwrap().iter().map(|w| w.as_str().unwrap()).collect();
        let payload: Value = serde_json::from_str(frame["payload"].as_str().unwrap()).unwrap_or_default();
        (stream.join(" "), text(&payload))
    };
    frames.iter().map(words).collect()
}

fn pair(channel: &str, words: &str) -> (String, String) {
    (channel.to_owned(), words.to_owned())
}

pub(crate) async fn subscribes(socket: &mut Socket, channels: &[&str]) {
    for channel in channels.iter().chain(&["user"]) {
        says(socket, json!({ "type": "subscribe", "stream": channel })).await;
    }
    has_done(socket).await;
}

#[test]
fn public_channels_tell_of_public_words_from_here_and_afar() {
    with_site(async |home| {
        let (alice, bob, far) =
            (home.person("alice").await, home.person("bob").await, Neighbour::start().await);
        let carol = far.person("carol");
        bob.follows(&carol.handle()).await;
        home.settle().await;
        let mut accept = carol.activity("Accept", 1, &Value::Null);
        accept["object"] = far.received()[0].activity.clone();
        carol.delivers(home, &accept).await;
        home.settle().await;
        let mut socket = connect(home, &alice).await;
        subscribes(&mut socket, &["public", "public:local", "public:remote", "public:media"]).await;
        let here = bob.posts("from here").await;
        bob.posts_with(json!({ "status": "quiet", "visibility": "unlisted" })).await;
        alice.replies(&here, "an answer to bob").await;
        alice.reblogs(&here).await;
        carol.delivers(home, &carol.activity("Create", 2, &carol.note(1, "<p>from afar</p>"))).await;
        home.settle().await;
        home.settle().await;
        let frames = heard(&mut socket, &alice).await;
        let expected = [
            pair("public", "from here"),
            pair("public:local", "from here"),
            pair("public", "from afar"),
            pair("public:remote", "from afar"),
        ];
        assert_eq!(told(&frames), expected);
        let payload: Value = serde_json::from_str(frames[0]["payload"].as_str().unwrap()).unwrap();
        assert_eq!(payload.get("favourited"), None, "the same for everybody");
    });
}

#[test]
fn channels_of_media_tell_of_what_shows_something() {
    with_site(async |home| {
        let (alice, far) = (home.person("alice").await, Neighbour::start().await);
        let carol = far.person("carol");
        alice.follows(&carol.handle()).await;
        home.settle().await;
        let mut accept = carol.activity("Accept", 1, &Value::Null);
        accept["object"] = far.received()[0].activity.clone();
        carol.delivers(home, &accept).await;
        home.settle().await;
        let mut socket = connect(home, &alice).await;
        subscribes(&mut socket, &["public:media", "public:remote:media", "public:local:media"]).await;
        carol.delivers(home, &carol.activity("Create", 2, &carol.note(1, "<p>words alone</p>"))).await;
        let mut shows = carol.note(2, "<p>a picture</p>");
        shows["attachment"] =
            json!([{ "type": "Image", "mediaType": "image/png", "url": far.url("/picture.png") }]);
        carol.delivers(home, &carol.activity("Create", 3, &shows)).await;
        home.settle().await;
        home.settle().await;
        let frames = heard(&mut socket, &alice).await;
        assert_eq!(
            told(&frames),
            [pair("public:media", "a picture"), pair("public:remote:media", "a picture")]
        );
    });
}

#[test]
fn a_reblog_of_what_stands_there_is_no_news_also_for_those_who_have_not_looked() {
    with_site(async |home| {
        let (alice, bob, carol) =
            (home.person("alice").await, home.person("bob").await, home.person("carol").await);
        alice.follows("bob").await;
        alice.follows("carol").await;
        let said = bob.posts("once").await;
        home.settle().await;
        let mut socket = connect(home, &alice).await;
        subscribes(&mut socket, &[]).await;
        carol.reblogs(&said).await;
        home.settle().await;
        carol.posts("then").await;
        home.settle().await;
        let frame = hears(&mut socket).await;
        assert_eq!(told(&[frame]), [pair("user", "then")]);
    });
}

#[test]
fn whoever_is_hidden_is_not_heard_and_filters_mark() {
    with_site(async |home| {
        let (alice, bob, carol) =
            (home.person("alice").await, home.person("bob").await, home.person("carol").await);
        alice.act(&format!("/api/v1/accounts/{}/mute", carol.account.id)).await.ok();
        let filter =
            json!({ "title": "x", "context": ["public"], "keywords_attributes": [{ "keyword": "spoiler" }] });
        let mut socket = connect(home, &alice).await;
        subscribes(&mut socket, &["public"]).await;
        alice.post("/api/v2/filters", filter).await.ok();
        // Apps read a payload that is there as JSON, and end when it is none.
        assert_eq!(hears(&mut socket).await, json!({ "event": "filters_changed", "stream": ["user"] }));
        carol.posts("by carol").await;
        bob.posts("with @carol").await;
        bob.posts("a spoiler").await;
        home.settle().await;
        let frames = heard(&mut socket, &alice).await;
        assert_eq!(told(&frames), [pair("public", "a spoiler")]);
        let payload: Value = serde_json::from_str(frames[0]["payload"].as_str().unwrap()).unwrap();
        assert_eq!(payload["filtered"][0]["keyword_matches"], json!(["spoiler"]));
    });
}

#[test]
fn tags_and_lists_are_channels() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        alice.follows("bob").await;
        let list = alice.post("/api/v1/lists", json!({ "title": "L" })).await.ok();
        let members = json!({ "account_ids": [bob.account.id.to_string()] });
        alice.post(&format!("/api/v1/lists/{}/accounts", id(&list)), members).await.ok();
        let mut socket = connect(home, &alice).await;
        for wish in [
            json!({ "type": "subscribe", "stream": "hashtag", "tag": "Berg" }),
            json!({ "type": "subscribe", "stream": "hashtag:local", "tag": "see" }),
            json!({ "type": "subscribe", "stream": "list", "list": list["id"] }),
        ] {
            says(&mut socket, wish).await;
        }
        subscribes(&mut socket, &[]).await;
        bob.posts("ein #berg am #See").await;
        home.settle().await;
        let mut frames = told(&heard(&mut socket, &alice).await);
        frames.sort();
        let words = "ein #berg am #See";
        let channel = format!("list {}", id(&list));
        assert_eq!(
            frames,
            [pair("hashtag berg", words), pair("hashtag:local see", words), pair(&channel, words)]
        );
        says(&mut socket, json!({ "type": "unsubscribe", "stream": "hashtag", "tag": "berg" })).await;
        has_done(&mut socket).await;
        bob.posts("noch ein #Berg").await;
        home.settle().await;
        assert_eq!(told(&heard(&mut socket, &alice).await).len(), 1, "the list alone");
        let theirs = connect(home, &bob).await;
        let mut theirs = theirs;
        for (wish, status) in [
            (json!({ "type": "subscribe", "stream": "list", "list": list["id"] }), 404),
            (json!({ "type": "subscribe", "stream": "list" }), 400),
            (json!({ "type": "subscribe", "stream": "hashtag" }), 400),
        ] {
            says(&mut theirs, wish.clone()).await;
            assert_eq!(hears(&mut theirs).await["status"], status, "{wish}");
        }
    });
}

#[test]
fn edits_ends_and_conversations_are_told() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        let mut socket = connect(home, &alice).await;
        subscribes(&mut socket, &["public", "direct"]).await;
        let status = bob.posts("frist").await;
        home.settle().await;
        // What is gone is not told any more, so each frame is waited for.
        let mut frames = vec![hears(&mut socket).await];
        let path = format!("/api/v1/statuses/{}", id(&status));
        for words in ["first", "first!"] {
            bob.send(http::Method::PUT, &path, Some(json!({ "status": words }))).await.ok();
            home.settle().await;
            frames.push(hears(&mut socket).await);
        }
        bob.posts_with(json!({ "status": "@alice psst", "visibility": "direct" })).await;
        home.settle().await;
        frames.push(hears(&mut socket).await);
        bob.send(http::Method::DELETE, &path, None).await.ok();
        home.settle().await;
        frames.extend(heard(&mut socket, &alice).await);
        let events: Vec<(&str, &str)> = frames
            .iter()
            .map(|frame| (frame["stream"][0].as_str().unwrap(), frame["event"].as_str().unwrap()))
            .collect();
        assert_eq!(
            events,
            [
                ("public", "update"),
                ("public", "status.update"),
                ("public", "status.update"),
                ("direct", "conversation"),
                ("public", "delete"),
                ("direct", "delete"),
            ]
        );
        assert_eq!(told(&frames[1..3]), [pair("public", "first"), pair("public", "first!")]);
        let conversation: Value = serde_json::from_str(frames[3]["payload"].as_str().unwrap()).unwrap();
        assert_eq!(
            (&conversation["unread"], &conversation["accounts"][0]["acct"]),
            (&json!(true), &json!("bob"))
        );
    });
}

#[test]
fn every_channel_speaks_server_sent_events() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        for path in ["public", "public/local", "hashtag?tag=berg", "hashtag/local/?tag=berg"] {
            let request = home.requests.request(http::Method::GET, &format!("/api/v1/streaming/{path}"));
            let mut answer = request.bearer_auth(&alice.token).send().await.unwrap();
            assert_eq!(answer.status(), 200, "{path}");
            bob.posts("#berg").await;
            home.settle().await;
            let mut heard = String::new();
            while !heard.contains("\n\n") {
                let chunk = tokio::time::timeout(Duration::from_secs(10), answer.chunk()).await;
                heard.push_str(std::str::from_utf8(&chunk.expect("news comes").unwrap().unwrap()).unwrap());
            }
            assert!(heard.contains("event: update\ndata: {"), "{path}: {heard}");
        }
        for (path, status) in [("hashtag", 400), ("list?list=7", 404), ("public?only_media=true", 200)] {
            let request = home.requests.request(http::Method::GET, &format!("/api/v1/streaming/{path}"));
            let answer = request.bearer_auth(&alice.token).send().await.unwrap();
            assert_eq!(answer.status(), status, "{path}");
        }
    });
}
