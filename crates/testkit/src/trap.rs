//! Servers that misbehave on the wire: a canary that nobody should ever meet, answers that never end, answers that
//! come one byte at a time.

use std::{
    net::{IpAddr, SocketAddr},
    sync::{
        Arc,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    task::{JoinHandle, JoinSet},
    time,
};

/// Bytes of a request's head that a trap reads before it answers.
const HEAD_BYTES: usize = 16 * 1024;
/// How those begin who want to speak TLS.
const TLS_HANDSHAKE: u8 = 0x16;

/// What a trap does with whoever connects.
#[derive(Clone, Debug)]
pub struct Manners {
    /// What is sent first, as it goes over the wire.
    pub head: Vec<u8>,
    /// What is sent then, again and again.
    pub piece: Vec<u8>,
    /// How often; for ever if it is `u64::MAX`.
    pub times: u64,
    /// The pause before each piece.
    pub pause: Duration,
}

/// A server on loopback that counts who connects and what it could send.
pub struct Trap {
    /// Where it listens.
    pub address: SocketAddr,
    connections: Arc<AtomicUsize>,
    sent: Arc<AtomicU64>,
    server: JoinHandle<()>,
}

impl Drop for Trap {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Trap {
    /// Counts connections and hangs up.
    pub async fn canary(address: SocketAddr) -> Self {
        let silent = Manners { head: Vec::new(), piece: Vec::new(), times: 0, pause: Duration::ZERO };
        Self::start(address, silent).await
    }

    /// Canaries on one port of all these addresses.
    pub async fn canaries<const N: usize>(addresses: [IpAddr; N]) -> Vec<Self> {
        let mut all: Vec<Self> = Vec::with_capacity(N);
        for address in addresses {
            let port = all.first().map_or(0, |first| first.address.port());
            all.push(Self::canary(SocketAddr::new(address, port)).await);
        }
        all
    }

    /// Answers every request with this head (status line and headers, without the empty line) and body.
    pub async fn answers(head: &str, body: &[u8]) -> Self {
        let head = [head.as_bytes(), b"\r\nconnection: close\r\n\r\n", body].concat();
        Self::on_loopback(Manners { head, piece: Vec::new(), times: 0, pause: Duration::ZERO }).await
    }

    /// A trap on a free port of 127.0.0.1.
    pub async fn on_loopback(manners: Manners) -> Self {
        Self::start(SocketAddr::from(([127, 0, 0, 1], 0)), manners).await
    }

    async fn start(address: SocketAddr, manners: Manners) -> Self {
        let listener = TcpListener::bind(address).await.expect("a free port");
        let address = listener.local_addr().expect("a bound listener has an address");
        let (connections, sent) = (Arc::<AtomicUsize>::default(), Arc::<AtomicU64>::default());
        let (count, bytes) = (Arc::clone(&connections), Arc::clone(&sent));
        #[expect(clippy::disallowed_methods, reason = "a server for the length of one story")]
        let server = tokio::spawn(async move {
            let mut callers = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
                callers.spawn(attend(stream, manners.clone(), Arc::clone(&bytes)));
            }
        });
        Self { address, connections, sent, server }
    }

    /// An address there.
    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// How many have connected.
    pub fn connections(&self) -> usize {
        self.connections.load(Ordering::SeqCst)
    }

    /// How many bytes it could send.
    pub fn sent(&self) -> u64 {
        self.sent.load(Ordering::SeqCst)
    }
}

async fn attend(mut stream: TcpStream, manners: Manners, sent: Arc<AtomicU64>) {
    if manners.head.is_empty() {
        return;
    }
    let mut request = Vec::with_capacity(HEAD_BYTES);
    while request.len() < HEAD_BYTES && !request.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read_buf(&mut request).await {
            // As a server does that speaks no TLS. With silence, each would wait for seconds.
            Ok(1..) if request.first() != Some(&TLS_HANDSHAKE) => {}
            _ => return,
        }
    }
    if stream.write_all(&manners.head).await.is_err() {
        return;
    }
    let mut left = manners.times;
    while left > 0 {
        time::sleep(manners.pause).await;
        if stream.write_all(&manners.piece).await.is_err() {
            return;
        }
        sent.fetch_add(manners.piece.len() as u64, Ordering::SeqCst);
        left = if left == u64::MAX { left } else { left - 1 };
    }
    drop(stream.shutdown().await);
}
