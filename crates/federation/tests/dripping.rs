//! A server that answers one letter a second: the guarded client has had enough long before it is done.

#![expect(clippy::unwrap_used, reason = "a story stops where it stumbles")]

use std::time::Duration;

use federation::{Federation, Options};
use model::Instance;
use social::{Clock, Site};
use store::{Durability, Store};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpListener,
    task::JoinSet,
    time,
};

/// Answers every request with this, and then one letter a second.
async fn drip(servers: &mut JoinSet<()>, begins: &'static [u8]) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    servers.spawn(async move {
        let mut callers = JoinSet::new();
        while let Ok((mut stream, _)) = listener.accept().await {
            callers.spawn(async move {
                let mut request = [0; 4_096];
                drop(stream.read(&mut request).await);
                drop(stream.write_all(begins).await);
                while stream.write_all(b" ").await.is_ok() {
                    time::sleep(Duration::from_secs(1)).await;
                }
            });
        }
    });
    format!("http://{address}/n")
}

async fn open(folder: &tempfile::TempDir) -> Federation {
    let store = Store::sqlite(&folder.path().join("site.sqlite"), Durability::Normal).unwrap();
    store::migrate::run(&store, Clock::System.now()).await.unwrap();
    let instance = Instance { domain: "home.example".into(), scheme: "https", media_host: None };
    let options = Options {
        allow_http: true,
        allow_private_addresses: vec!["127.0.0.1/32".parse().unwrap()],
        user_agent_version: "test".into(),
        ..Options::default()
    };
    Federation::new(Site::new(store, Clock::System, instance), options).unwrap()
}

#[test]
fn a_body_that_drips_is_not_waited_for() {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().unwrap().block_on(async {
        let (mut servers, folder) = (JoinSet::new(), tempfile::tempdir().unwrap());
        let federation = open(&folder).await;
        // The key that signs is made first, since the clock that jumps ahead would not wait for that.
        let front = drip(&mut servers, b"HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n").await;
        assert!(federation.resolve_status(&front).await.unwrap().is_none());
        time::pause();
        for begins in [
            &b"HTTP/1.1 200 OK\r\ncontent-type: application/activity+json\r\n\r\n{"[..],
            b"HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 999999\r\n\r\n",
            b"HTTP/1.1 200 OK\r\nx-endless-header:",
            b"HTTP",
            b"",
        ] {
            let (address, begun) = (drip(&mut servers, begins).await, time::Instant::now());
            assert!(federation.resolve_status(&address).await.unwrap().is_none());
            let waited = begun.elapsed();
            assert!(waited <= Duration::from_secs(60), "S-153: {waited:?} for what drips in");
            assert!(waited <= 2 * federation::limits::REQUEST_TIMEOUT, "S-153: {waited:?}");
        }
    });
}
