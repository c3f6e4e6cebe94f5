//! Server-sent events: a long answer that says more whenever something happens.

use std::convert::Infallible;

use axum::{
    body::{Body, Bytes},
    response::{IntoResponse, Response},
};
use futures_util::{StreamExt, stream};
use http::{HeaderName, HeaderValue, header};
use tokio::time::{Interval, MissedTickBehavior, interval};

use super::watch::{Told, Watch};
use crate::limits;

/// What is sent at once, so that the app knows it is connected.
const HELLO: &str = ":)\n";
/// A sign of life.
const BEAT: &str = ":thump\n";

/// The stream as an answer.
pub(super) fn stream(watch: Watch) -> Response {
    let mut beat = interval(limits::EVENTS_BEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    // The first beat of an interval is at once; the hello stands for it.
    beat.reset();
    let hello = stream::once(async { Ok(Bytes::from_static(HELLO.as_bytes())) });
    let rest = stream::unfold((watch, beat), move |(mut watch, mut beat)| async move {
        let text = next(&mut watch, &mut beat).await?;
        Some((Ok::<_, Infallible>(Bytes::from(text)), (watch, beat)))
    });
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream")),
        (header::CACHE_CONTROL, HeaderValue::from_static("private, no-store")),
        // nginx would otherwise wait for more before it passes anything on.
        (HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no")),
    ];
    (headers, Body::from_stream(hello.chain(rest))).into_response()
}

/// The next piece of the answer; `None` ends it.
async fn next(watch: &mut Watch, beat: &mut Interval) -> Option<String> {
    loop {
        let news = tokio::select! {
            news = watch.next() => news.ok()?,
            _ = beat.tick() => return Some(BEAT.to_owned()),
        };
        if !watch.channels_of(&news).is_empty()
            // Boxed, since telling takes much room and waiting should take little.
            && let Some(told) = Box::pin(watch.tell(&news)).await
        {
            return Some(written(&told));
        }
    }
}

/// JSON and ids have no line breaks, so one line of data is enough. Without any, browsers would not tell of the event.
fn written(told: &Told) -> String {
    let data = told.payload.as_ref().map_or("undefined", |payload| payload.as_str());
    format!("event: {}\ndata: {data}\n\n", told.event)
}
