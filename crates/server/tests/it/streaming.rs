//! Live streams.

use std::time::Duration;

use futures_util::StreamExt;
use serde_json::{Value, json};
use testkit::Home;
use tokio_tungstenite::{connect_async, tungstenite::Message};

use crate::with_site;

type Socket = tokio_tungstenite::WebSocketStream<tokio_tungstenite::MaybeTlsStream<tokio::net::TcpStream>>;

async fn connect(home: &Home, query: &str) -> Socket {
    let url = format!("ws://{}/api/v1/streaming{query}", home.domain());
    connect_async(url).await.expect("the stream opens").0
}

/// The next event: its name and its payload.
async fn next(socket: &mut Socket) -> (String, String) {
    loop {
        let message = tokio::time::timeout(Duration::from_secs(10), socket.next()).await;
        if let Message::Text(text) = message.expect("an event comes").expect("the stream goes on").unwrap() {
            let frame: Value = serde_json::from_str(text.as_str()).unwrap();
            assert_eq!(frame["stream"], json!(["user"]));
            let word = |name: &str| frame[name].as_str().unwrap().to_owned();
            return (word("event"), word("payload"));
        }
    }
}

#[test]
fn the_user_stream_tells_of_posts_notifications_and_deletions() {
    with_site(async |home| {
        let (alice, bob) = (home.person("alice").await, home.person("bob").await);
        alice.follows("bob").await;
        home.settle().await;
        let mut socket = connect(home, &format!("?stream=user&access_token={}", alice.token)).await;
        let status = bob.posts("@alice live!").await;
        home.settle().await;
        let (event, payload) = next(&mut socket).await;
        assert_eq!(event, "update");
        let payload: Value = serde_json::from_str(&payload).unwrap();
        assert_eq!(payload["id"], status["id"]);
        assert_eq!(payload["favourited"], false, "as alice sees it");
        let (event, payload) = next(&mut socket).await;
        assert_eq!(event, "notification");
        let payload: Value = serde_json::from_str(&payload).unwrap();
        assert_eq!(payload["type"], "mention");
        let path = format!("/api/v1/statuses/{}", testkit::people::id(&status));
        bob.send(http::Method::DELETE, &path, None).await.ok();
        home.settle().await;
        assert_eq!(next(&mut socket).await, ("delete".to_owned(), status["id"].as_str().unwrap().to_owned()));
    });
}

#[test]
fn one_socket_subscribes_later_and_again() {
    with_site(async |home| {
        use futures_util::SinkExt;
        let alice = home.person("alice").await;
        let mut socket = connect(home, &format!("?access_token={}", alice.token)).await;
        let subscribe = json!({ "type": "subscribe", "stream": "user" }).to_string();
        socket.send(Message::text(subscribe)).await.unwrap();
        // The socket answers nothing to a subscription; a post that arrives shows that it took hold.
        let mut posted = 0;
        loop {
            alice.posts(&format!("{posted}")).await;
            posted += 1;
            home.settle().await;
            let heard = tokio::time::timeout(Duration::from_millis(500), socket.next()).await;
            if matches!(&heard, Ok(Some(Ok(Message::Text(_))))) {
                break;
            }
            assert!(posted < 20, "nothing was heard");
        }
    });
}

#[test]
fn no_stream_without_a_living_token() {
    with_site(async |home| {
        home.person("alice").await;
        for query in ["?stream=user", "?stream=user&access_token=guess"] {
            let url = format!("ws://{}/api/v1/streaming{query}", home.domain());
            let refused = connect_async(url).await.unwrap_err().to_string();
            assert!(refused.contains("401"), "{refused}");
        }
        let answer = home.requests.get("/api/v1/streaming/user").await;
        assert_eq!(answer.status, 401);
        let alice = home.person("bob").await.account;
        let narrow = social::oauth::issue_for(&home.site, &alice, "write".parse().unwrap()).await.unwrap();
        for path in ["user", "public", "direct", "user/notification", "hashtag?tag=cats"] {
            let request = home.requests.request(http::Method::GET, &format!("/api/v1/streaming/{path}"));
            let answer = home.requests.send(request.bearer_auth(&narrow.secret)).await;
            assert_eq!(answer.status, 401, "S-119: {path} with a token that may not listen");
        }
    });
}

/// Whether a stream ends by itself, as it does when its token does; a living one says nothing for a while.
async fn ends(socket: &mut Socket) -> bool {
    let end = async {
        while let Some(Ok(message)) = socket.next().await {
            if matches!(message, Message::Close(_)) {
                break;
            }
        }
    };
    tokio::time::timeout(Duration::from_secs(10), end).await.is_ok()
}

#[test]
fn a_stream_ends_with_its_token() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let bob = home.person("bob").await;
        let open = async |token: &str| connect(home, &format!("?stream=user&access_token={token}")).await;
        let (mut hers, mut his) = (open(&alice.token).await, open(&bob.token).await);
        let tab = crate::settings::Tab::of(home, "alice").await;
        let fields =
            [("password", "alice-password"), ("new_password", "a better one"), ("repeated", "a better one")];
        tab.goes("/settings/credentials/password", &fields).await;
        assert!(ends(&mut hers).await, "S-120, S-225: another password");
        bob.posts("still here").await;
        home.settle().await;
        assert_eq!(next(&mut his).await.0, "update", "the streams of others go on");
    });
}

#[test]
fn server_sent_events_carry_the_same() {
    with_site(async |home| {
        let alice = home.person("alice").await;
        let request = home.requests.request(http::Method::GET, "/api/v1/streaming/user");
        let response = request.bearer_auth(&alice.token).send().await.unwrap();
        assert!(response.headers()["content-type"].to_str().unwrap().starts_with("text/event-stream"));
        let mut chunks = response.bytes_stream();
        alice.posts("over SSE").await;
        home.settle().await;
        let mut heard = String::new();
        while !heard.contains("over SSE") {
            let chunk = tokio::time::timeout(Duration::from_secs(10), chunks.next()).await;
            let chunk = chunk.expect("an event comes").expect("the stream goes on").unwrap();
            heard.push_str(&String::from_utf8_lossy(&chunk));
        }
        assert!(heard.contains("event: update\ndata: {"), "{heard}");
    });
}
