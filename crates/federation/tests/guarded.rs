//! The guarded client: a canary listens on loopback, and whatever a neighbour or a person names, nobody ever
//! connects to it.

#![expect(clippy::unwrap_used, reason = "a story stops where it stumbles")]

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use axum::{Router, extract::State, http::StatusCode, response::IntoResponse, routing::any};
use federation::{Federation, Options};
use model::Instance;
use social::{Clock, Site};
use store::{Durability, Store};
use tokio::{net::TcpListener, task::JoinSet};

/// What is asked of a test server, and how often.
type Hits = Arc<AtomicUsize>;

async fn canary(servers: &mut JoinSet<()>) -> (SocketAddr, Hits) {
    let listener = TcpListener::bind("127.0.0.9:0").await.unwrap();
    let (address, hits) = (listener.local_addr().unwrap(), Hits::default());
    let counter = hits.clone();
    servers.spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            counter.fetch_add(1, Ordering::SeqCst);
            drop(connection);
        }
    });
    (address, hits)
}

/// A server on 127.0.0.1 that redirects everything to `target`.
async fn redirector(servers: &mut JoinSet<()>, status: StatusCode, target: String) -> (SocketAddr, Hits) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (address, hits) = (listener.local_addr().unwrap(), Hits::default());
    let answer = move |State(hits): State<Hits>| async move {
        hits.fetch_add(1, Ordering::SeqCst);
        (status, [("location", target)]).into_response()
    };
    let router = Router::new().fallback(any(answer)).with_state(hits.clone());
    servers.spawn(async move { axum::serve(listener, router).await.unwrap() });
    (address, hits)
}

async fn open(folder: &tempfile::TempDir, allow_http: bool, allowed: &[&str]) -> Federation {
    let store = Store::sqlite(&folder.path().join("site.sqlite"), Durability::Normal).unwrap();
    store::migrate::run(&store, Clock::System.now()).await.unwrap();
    let instance = Instance { domain: "home.example".into(), scheme: "https", media_host: None };
    let options = Options {
        allow_http,
        allow_private_addresses: allowed.iter().map(|range| range.parse().unwrap()).collect(),
        user_agent_version: "test".into(),
        ..Options::default()
    };
    Federation::new(Site::new(store, Clock::System, instance), options).unwrap()
}

fn runs(story: impl Future<Output = ()>) {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime.enable_all().build().unwrap().block_on(story);
}

#[test]
fn nothing_private_is_asked_however_it_is_named() {
    runs(async {
        let mut servers = JoinSet::new();
        let (address, hits) = canary(&mut servers).await;
        let port = address.port();
        let folder = tempfile::tempdir().unwrap();
        // Plain HTTP and any port, but no private range: the address alone must decide.
        let federation = open(&folder, true, &[]).await;
        for host in ["127.0.0.9", "2130706441", "0x7f000009", "0177.0.0.011", "[::ffff:127.0.0.9]", "127.9"] {
            let url = format!("http://{host}:{port}/notes/1");
            assert!(federation.resolve_status(&url).await.unwrap().is_none(), "{url}");
            assert!(federation.resolve_account(&url).await.unwrap().is_none(), "{url}");
            assert!(federation.resolve_account(&format!("@bob@{host}:{port}")).await.unwrap().is_none());
        }
        assert!(federation.resolve_account(&format!("@bob@localhost:{port}")).await.unwrap().is_none());
        federation.resolve_mentions(&format!("hello @bob@127.0.0.9:{port} and @c@localhost:{port}")).await;
        assert_eq!(hits.load(Ordering::SeqCst), 0);
    });
}

#[test]
fn a_redirect_opens_no_door() {
    runs(async {
        let mut servers = JoinSet::new();
        let (canary, hits) = canary(&mut servers).await;
        let folder = tempfile::tempdir().unwrap();
        let federation = open(&folder, true, &["127.0.0.1/32"]).await;
        for status in [301, 302, 303, 307, 308] {
            let status = StatusCode::from_u16(status).unwrap();
            let target = format!("http://{canary}/secret");
            let (front, asked) = redirector(&mut servers, status, target).await;
            assert!(federation.resolve_status(&format!("http://{front}/n")).await.unwrap().is_none());
            assert_eq!(asked.load(Ordering::SeqCst), 1, "the front door is allowed, and was asked once");
        }
        for target in ["file:///etc/passwd", "gopher://x/", "ftp://x/", "data:text/html,x"] {
            let (front, _) = redirector(&mut servers, StatusCode::FOUND, target.to_owned()).await;
            assert!(federation.resolve_status(&format!("http://{front}/n")).await.unwrap().is_none());
        }
        assert_eq!(hits.load(Ordering::SeqCst), 0);
    });
}

#[test]
fn a_circle_of_redirects_ends() {
    runs(async {
        let mut servers = JoinSet::new();
        let folder = tempfile::tempdir().unwrap();
        let federation = open(&folder, true, &["127.0.0.1/32"]).await;
        let (front, asked) = redirector(&mut servers, StatusCode::FOUND, "/again".into()).await;
        assert!(federation.resolve_status(&format!("http://{front}/n")).await.unwrap().is_none());
        assert_eq!(asked.load(Ordering::SeqCst), federation::limits::REDIRECTS + 1);
    });
}

#[test]
fn without_leave_there_is_neither_plain_http_nor_an_odd_port() {
    runs(async {
        let mut servers = JoinSet::new();
        let folder = tempfile::tempdir().unwrap();
        let (front, asked) = redirector(&mut servers, StatusCode::FOUND, "/x".into()).await;
        let federation = open(&folder, false, &["127.0.0.0/8"]).await;
        assert!(federation.resolve_status(&format!("http://{front}/n")).await.unwrap().is_none());
        assert_eq!(asked.load(Ordering::SeqCst), 0);
    });
}
