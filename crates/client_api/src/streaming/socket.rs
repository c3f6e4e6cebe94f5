//! WebSockets: one connection for several channels, which the app subscribes to and leaves as it likes.

use axum::{
    extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade, close_code},
    response::Response,
};
use http::StatusCode;
use serde::Deserialize;
use serde_json::json;
use social::stream::News;
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::{
    Opening,
    channel::{Channel, Name},
    watch::{End, Watch},
};
use crate::{ClientApi, limits};

/// Switches to the WebSocket protocol. Watching begins before the app hears of it, so that nothing is missed.
pub(super) async fn open(api: ClientApi, opening: Opening, upgrade: WebSocketUpgrade) -> Response {
    let Opening { watcher, query, protocol } = opening;
    let first = query.stream.map(|stream| Name { stream, tag: query.tag, list: query.list });
    let mut conversation = Conversation { watch: Watch::begin(api, watcher), ping: ping() };
    // Watching begins before the app hears that it is connected.
    let refused = match first {
        None => None,
        Some(name) => conversation.subscribe(&name).await.err(),
    };
    upgrade
        .protocols(protocol)
        .max_message_size(limits::STREAM_MESSAGE_BYTES)
        .max_frame_size(limits::STREAM_MESSAGE_BYTES)
        // The library would set aside a hundred times as much for each socket from the start.
        .read_buffer_size(limits::SOCKET_BUFFER_BYTES)
        .write_buffer_size(0)
        .max_write_buffer_size(limits::STREAM_WAITING_BYTES)
        .on_upgrade(async move |mut socket| {
            if let Some(problem) = refused
                && socket.send(problem).await.is_err()
            {
                return;
            }
            let farewell = conversation.hold(&mut socket).await;
            // Fails when the app has left already.
            drop(socket.send(Message::Close(farewell)).await);
        })
}

fn ping() -> Interval {
    let mut ping = interval(limits::SOCKET_PING);
    ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
    ping.reset();
    ping
}

/// What an app says over the socket.
#[derive(Deserialize)]
struct Wish {
    #[serde(rename = "type")]
    kind: String,
    #[serde(flatten)]
    name: Name,
}

struct Conversation {
    watch: Watch,
    ping: Interval,
}

impl Conversation {
    /// Talks until one side ends it; answers the last words.
    async fn hold(&mut self, socket: &mut WebSocket) -> Option<CloseFrame> {
        loop {
            tokio::select! {
                news = self.watch.next() => match news {
                    Ok(news) => self.forward(socket, &news).await?,
                    Err(End::Revoked) => return farewell(close_code::POLICY, "the token was revoked"),
                    Err(End::Behind) => return farewell(close_code::AGAIN, "connect again"),
                },
                message = socket.recv() => match message?.ok()? {
                    Message::Text(text) => {
                        if let Err(problem) = self.hear(&text).await {
                            socket.send(problem).await.ok()?;
                        }
                    }
                    Message::Binary(_) => return farewell(close_code::UNSUPPORTED, "only text is understood"),
                    Message::Close(_) => return None,
                    // Pings are answered by the protocol itself.
                    Message::Ping(_) | Message::Pong(_) => {}
                },
                _ = self.ping.tick() => socket.send(Message::Ping(Default::default())).await.ok()?,
            }
        }
    }

    /// Tells news once for each channel that it belongs to. `None` when the app has left.
    async fn forward(&self, socket: &mut WebSocket, news: &News) -> Option<()> {
        let channels = self.watch.channels_of(news);
        if channels.is_empty() {
            return Some(());
        }
        let Some(told) = Box::pin(self.watch.tell(news)).await else { return Some(()) };
        for channel in channels {
            let mut frame = json!({ "stream": channel.words, "event": told.event });
            // Apps read what is there as JSON, so nothing must not be there.
            if let Some(payload) = &told.payload {
                frame["payload"] = json!(payload.as_str());
            }
            socket.send(Message::text(frame.to_string())).await.ok()?;
        }
        Some(())
    }

    /// Does what the app says, or answers why not.
    async fn hear(&mut self, text: &Utf8Bytes) -> Result<(), Message> {
        let wish: Wish = serde_json::from_str(text)
            .map_err(|_| problem("The message is not understood", StatusCode::BAD_REQUEST))?;
        match wish.kind.as_str() {
            "subscribe" => self.subscribe(&wish.name).await,
            "unsubscribe" => {
                let Name { stream, tag, list } = wish.name;
                let which = tag.map(|tag| tag.to_lowercase()).or(list);
                self.watch.unsubscribe(&[Some(stream), which].into_iter().flatten().collect::<Vec<_>>());
                Ok(())
            }
            _ => Err(problem("Unknown message type", StatusCode::BAD_REQUEST)),
        }
    }

    async fn subscribe(&mut self, name: &Name) -> Result<(), Message> {
        if self.watch.channels.len() >= limits::CHANNELS {
            return Err(problem("Too many channels on one connection", StatusCode::BAD_REQUEST));
        }
        let channel = Channel::open(&self.watch, name).await;
        let channel = channel.map_err(|error| match error.status() {
            StatusCode::FORBIDDEN => {
                problem("Access token does not have the required scopes", StatusCode::UNAUTHORIZED)
            }
            status => problem(error.message(), status),
        })?;
        self.watch.subscribe(channel);
        Ok(())
    }
}

fn problem(error: &str, status: StatusCode) -> Message {
    Message::text(json!({ "error": error, "status": status.as_u16() }).to_string())
}

fn farewell(code: u16, reason: &'static str) -> Option<CloseFrame> {
    Some(CloseFrame { code, reason: Utf8Bytes::from_static(reason) })
}
