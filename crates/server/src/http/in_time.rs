//! A body that must be there in time as a whole. A pause is limited elsewhere; here, those who send one letter now and
//! then, and would keep a connection for days.

use std::{
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    BoxError,
    body::{Body, Bytes, HttpBody},
};
use hyper::body::{Frame, SizeHint};
use tokio::time::{Sleep, sleep};

/// A body that fails if it is not whole in time.
struct InTime {
    body: Body,
    deadline: Pin<Box<Sleep>>,
}

/// The same body, which fails if it is not whole in time.
pub(super) fn in_time(body: Body, time: Duration) -> Body {
    if body.is_end_stream() {
        return body;
    }
    Body::new(InTime { body, deadline: Box::pin(sleep(time)) })
}

impl HttpBody for InTime {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if let Poll::Ready(piece) = Pin::new(&mut self.body).poll_frame(context) {
            // Taken out of its wrapping, so that whoever reads knows a body that is too large.
            return Poll::Ready(piece.map(|piece| piece.map_err(axum::Error::into_inner)));
        }
        let late = || io::Error::from(io::ErrorKind::TimedOut).into();
        self.deadline.as_mut().poll(context).map(|()| Some(Err(late())))
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
