//! WebSockets: one connection for several channels, which the app subscribes to and leaves as it likes.

use axum::{
    extract::ws::{CloseFrame, Message, Utf8Bytes, WebSocket, WebSocketUpgrade, close_code},
    response::Response,
};
use http::StatusCode;
use serde::Deserialize;
use serde_json::json;
use social::stream::Update;
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::{
    Opening,
    channel::Channel,
    watch::{End, Watch},
};
use crate::{ClientApi, limits};

/// Switches to the WebSocket protocol. Watching begins before the app hears of it, so that nothing is missed.
pub(super) fn open(api: ClientApi, opening: Opening, upgrade: WebSocketUpgrade) -> Response {
    let Opening { watcher, stream, protocol } = opening;
    let mut conversation =
        Conversation { watch: Watch::open(api, watcher), channels: Vec::new(), ping: ping() };
    upgrade
        .protocols(protocol)
        .max_message_size(limits::STREAM_MESSAGE_BYTES)
        .max_frame_size(limits::STREAM_MESSAGE_BYTES)
        .max_write_buffer_size(limits::STREAM_WAITING_BYTES)
        .on_upgrade(async move |mut socket| {
            let refused = stream.and_then(|name| conversation.subscribe(&name).err());
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
    stream: String,
}

struct Conversation {
    watch: Watch,
    channels: Vec<Channel>,
    ping: Interval,
}

impl Conversation {
    /// Talks until one side ends it; answers the last words.
    async fn hold(&mut self, socket: &mut WebSocket) -> Option<CloseFrame> {
        loop {
            tokio::select! {
                update = self.watch.next() => match update {
                    Ok(update) => self.forward(socket, update).await?,
                    Err(End::Revoked) => return farewell(close_code::POLICY, "the token was revoked"),
                    Err(End::Behind) => return farewell(close_code::AGAIN, "connect again"),
                },
                message = socket.recv() => match message?.ok()? {
                    Message::Text(text) => {
                        if let Err(problem) = self.hear(&text) {
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

    /// Tells an update once for each channel that carries it. `None` when the app has left.
    async fn forward(&self, socket: &mut WebSocket, update: Update) -> Option<()> {
        let scopes = &self.watch.watcher.scopes;
        let channels: Vec<Channel> =
            self.channels.iter().copied().filter(|channel| channel.carries(update, scopes)).collect();
        if channels.is_empty() {
            return Some(());
        }
        let Some(told) = self.watch.tell(update).await else { return Some(()) };
        for channel in channels {
            let frame = json!({ "stream": [channel.name()], "event": told.event, "payload": told.payload });
            socket.send(Message::text(frame.to_string())).await.ok()?;
        }
        Some(())
    }

    /// Does what the app says, or answers why not.
    fn hear(&mut self, text: &Utf8Bytes) -> Result<(), Message> {
        let wish: Wish = serde_json::from_str(text)
            .map_err(|_| problem("The message is not understood", StatusCode::BAD_REQUEST))?;
        match wish.kind.as_str() {
            "subscribe" => self.subscribe(&wish.stream),
            "unsubscribe" => {
                self.channels.retain(|channel| channel.name() != wish.stream);
                Ok(())
            }
            _ => Err(problem("Unknown message type", StatusCode::BAD_REQUEST)),
        }
    }

    fn subscribe(&mut self, name: &str) -> Result<(), Message> {
        let channel =
            Channel::parse(name).ok_or_else(|| problem("Unknown stream type", StatusCode::BAD_REQUEST))?;
        if !self.watch.watcher.scopes.allows(channel.scope()) {
            let message = "Access token does not have the required scopes";
            return Err(problem(message, StatusCode::UNAUTHORIZED));
        }
        if !self.channels.contains(&channel) {
            self.channels.push(channel);
        }
        Ok(())
    }
}

fn problem(error: &str, status: StatusCode) -> Message {
    Message::text(json!({ "error": error, "status": status.as_u16() }).to_string())
}

fn farewell(code: u16, reason: &'static str) -> Option<CloseFrame> {
    Some(CloseFrame { code, reason: Utf8Bytes::from_static(reason) })
}
