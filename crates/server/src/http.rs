//! The accept loop: HTTP/1.1 and HTTP/2, with TLS or without, with limits on how many connect and how long they dawdle, and
//! an orderly end. What every answer has in common is in `answers`.

mod answers;
pub mod cross_origin;
mod in_time;
pub mod media_host;
mod proxies;
pub mod shut;

use std::{
    io,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use axum::{Router, body::Body};
use http::Request;
use hyper::body::Incoming;
use hyper_util::{
    rt::{TokioExecutor, TokioIo, TokioTimer},
    server::{
        conn::auto::Builder,
        graceful::{GracefulShutdown, Watcher},
    },
    service::TowerToHyperService,
};
use ipnet::IpNet;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    task::JoinSet,
    time,
};
use tokio_rustls::TlsAcceptor;
use tower::ServiceExt as _;
use tracing::{debug, warn};

use crate::limits;

/// Where connections come in.
pub struct Door {
    /// The address and port.
    pub listener: TcpListener,
    /// With what connections are encrypted, if they are.
    pub tls: Option<TlsAcceptor>,
}

impl From<TcpListener> for Door {
    fn from(listener: TcpListener) -> Self {
        Self { listener, tls: None }
    }
}

/// Answers requests until `shutdown` completes, then lets those under way finish.
pub async fn serve(
    door: impl Into<Door>,
    router: Router,
    trusted_proxies: Vec<IpNet>,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let Door { listener, tls } = door.into();
    let (stopping, stopped) = watch::channel(false);
    let doors = Doors {
        router: answers::dress(router, stopped),
        builder: Arc::new(builder()),
        tls,
        trusted_proxies: trusted_proxies.into(),
    };
    let (places, graceful) = (Arc::new(Semaphore::new(limits::CONNECTIONS)), GracefulShutdown::new());
    let mut connections = JoinSet::new();
    tokio::pin!(shutdown);
    loop {
        let next = tokio::select! {
            () = &mut shutdown => break,
            next = accept(&listener, &places) => next,
        };
        if let Some((stream, peer, place)) = next? {
            connections.spawn(doors.clone().attend(stream, peer, place, graceful.watcher()));
        }
        while connections.try_join_next().is_some() {}
    }
    drop(listener);
    // Live streams have no end of their own.
    stopping.send_replace(true);
    if time::timeout(limits::DRAIN_TIMEOUT, graceful.shutdown()).await.is_err() {
        warn!(
            "some requests were still under way after {} s and are cut off",
            limits::DRAIN_TIMEOUT.as_secs()
        );
    }
    Ok(())
}

fn builder() -> Builder<TokioExecutor> {
    let mut builder = Builder::new(TokioExecutor::new());
    builder.http1().timer(TokioTimer::new()).header_read_timeout(limits::HEAD_TIMEOUT);
    builder
        .http2()
        .timer(TokioTimer::new())
        .keep_alive_interval(limits::PING_EVERY)
        .keep_alive_timeout(limits::PING_TIMEOUT)
        .max_concurrent_streams(limits::STREAMS_PER_CONNECTION)
        .max_header_list_size(limits::HEAD_BYTES);
    builder
}

type Accepted = (TcpStream, SocketAddr, OwnedSemaphorePermit);

/// The next connection, or `None` if that one failed and others may not. Safe to drop half-way.
async fn accept(listener: &TcpListener, places: &Arc<Semaphore>) -> io::Result<Option<Accepted>> {
    let place = Arc::clone(places).acquire_owned().await.map_err(io::Error::other)?;
    match listener.accept().await {
        Ok((stream, peer)) => {
            // Small answers must not wait for more to send.
            if let Err(error) = stream.set_nodelay(true) {
                debug!(%error, "a connection ended before it began");
                return Ok(None);
            }
            Ok(Some((stream, peer, place)))
        }
        Err(error) if is_of_one_connection(&error) => Ok(None),
        Err(error) => {
            warn!(%error, "could not accept a connection; trying again soon");
            time::sleep(limits::ACCEPT_PAUSE).await;
            Ok(None)
        }
    }
}

fn is_of_one_connection(error: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};
    matches!(error.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

#[derive(Clone)]
struct Doors {
    router: Router,
    builder: Arc<Builder<TokioExecutor>>,
    tls: Option<TlsAcceptor>,
    trusted_proxies: Arc<[IpNet]>,
}

impl Doors {
    /// Answers the requests of one connection.
    async fn attend(
        self,
        stream: TcpStream,
        peer: SocketAddr,
        _place: OwnedSemaphorePermit,
        watcher: Watcher,
    ) {
        let Some(tls) = &self.tls else { return self.converse(stream, peer, watcher).await };
        match time::timeout(limits::HEAD_TIMEOUT, tls.accept(stream)).await {
            Ok(Ok(stream)) => self.converse(stream, peer, watcher).await,
            Ok(Err(error)) => debug!(%error, "a connection could not be encrypted"),
            Err(_) => debug!("a connection was not encrypted in time"),
        }
    }

    /// Answers the requests that come over a stream.
    async fn converse<S>(self, stream: S, peer: SocketAddr, watcher: Watcher)
    where
        S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
    {
        let has_asked = Arc::new(AtomicBool::new(false));
        let asked = Arc::clone(&has_asked);
        let service = self.router.map_request(move |request: Request<Incoming>| {
            asked.store(true, Ordering::Relaxed);
            let mut request = request.map(Body::new);
            let client = proxies::client(peer.ip(), request.headers(), &self.trusted_proxies);
            let forwarded = proxies::forwarded(peer.ip(), request.headers(), &self.trusted_proxies);
            request.extensions_mut().insert(client);
            if let Some(forwarded) = forwarded {
                request.extensions_mut().insert(forwarded);
            }
            request
        });
        let connection = self
            .builder
            .serve_connection_with_upgrades(TokioIo::new(stream), TowerToHyperService::new(service))
            .into_owned();
        let connection = watcher.watch(connection);
        tokio::pin!(connection);
        let ended = tokio::select! {
            ended = &mut connection => ended,
            // The library's own timeouts begin when it knows which HTTP is spoken; a client that says nothing, or
            // half of the first word, is dropped here.
            () = time::sleep(limits::HEAD_TIMEOUT) => {
                if !has_asked.load(Ordering::Relaxed) {
                    return;
                }
                connection.await
            }
        };
        if let Err(error) = ended {
            debug!(%error, "a connection ended early");
        }
    }
}

#[cfg(test)]
mod floods;
#[cfg(test)]
mod tests;
