//! The accept loop, spoken to over loopback sockets.

use std::time::Duration;

use axum::{
    Extension,
    routing::{get, post},
};
use model::ClientAddress;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    sync::oneshot,
};

use super::*;

pub(super) struct Server {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    running: JoinSet<io::Result<()>>,
}

pub(super) async fn start(router: Router) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let mut running = JoinSet::new();
    let trusted = vec!["127.0.0.0/8".parse().unwrap()];
    running.spawn(serve(listener, router, trusted, async move {
        stopped.await.unwrap();
    }));
    Server { address, stop, running }
}

pub(super) async fn connect(server: &Server) -> TcpStream {
    let socket = tokio::net::TcpSocket::new_v4().unwrap();
    socket.connect(server.address).await.unwrap()
}

async fn ask(server: &Server, request: &str) -> String {
    let mut stream = connect(server).await;
    stream.write_all(request.as_bytes()).await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    answer
}

fn routes() -> Router {
    Router::new()
        .route("/peer", get(async |Extension(client): Extension<ClientAddress>| client.0.to_string()))
        .route("/stumble", get(async || -> &'static str { panic!("on purpose") }))
        .route("/length", post(async |body: String| body.len().to_string()))
        .route("/deaf", post(async || "done"))
}

#[tokio::test]
async fn answers_know_their_peer_and_have_an_id() {
    let server = start(routes()).await;
    let request = "GET /peer HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let (first, second) = (ask(&server, request).await, ask(&server, request).await);
    assert!(first.starts_with("HTTP/1.1 200") && first.ends_with("127.0.0.1"), "{first}");
    let id = |answer: &str| answer.split("x-request-id: ").nth(1).unwrap()[..16].to_owned();
    assert_ne!(id(&first), id(&second));
}

#[tokio::test]
async fn a_trusted_proxy_says_for_whom_it_asks() {
    let server = start(routes()).await;
    let answer = ask(
        &server,
        "GET /peer HTTP/1.1\r\nhost: x\r\nx-forwarded-for: 1.2.3.4, 198.51.100.7\r\nconnection: close\r\n\r\n",
    )
    .await;
    assert!(answer.ends_with("198.51.100.7"), "{answer}");
}

#[tokio::test]
async fn a_panic_costs_one_answer() {
    let server = start(routes()).await;
    let answer = ask(&server, "GET /stumble HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 500"), "{answer}");
    assert!(answer.contains("Something went wrong") && !answer.contains("on purpose"), "{answer}");
    assert!(ask(&server, "GET /peer HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.contains("200"));
}

#[tokio::test]
async fn a_body_that_nobody_wants_does_not_cost_the_connection() {
    let server = start(routes()).await;
    let mut stream = connect(&server).await;
    stream.write_all(b"POST /deaf HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n").await.unwrap();
    // Many clients send head and body apart.
    time::sleep(Duration::from_millis(50)).await;
    let rest = b"{}GET /peer HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    stream.write_all(rest).await.unwrap();
    let mut answers = String::new();
    stream.read_to_string(&mut answers).await.unwrap();
    assert_eq!(answers.matches("HTTP/1.1 200").count(), 2, "{answers}");
}

#[tokio::test]
async fn large_bodies_are_refused_whether_announced_or_not() {
    let server = start(routes()).await;
    let length = limits_over();
    let announced =
        format!("POST /length HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n");
    let answer = ask(&server, &announced).await;
    assert!(answer.starts_with("HTTP/1.1 413") && answer.contains("{\"error\""), "{answer}");
    let chunk = "x".repeat(length);
    let chunked = format!(
        "POST /length HTTP/1.1\r\nhost: x\r\nconnection: close\r\ntransfer-encoding: chunked\r\n\r\n{length:x}\r\n{chunk}\r\n0\r\n\r\n"
    );
    let mut stream = connect(&server).await;
    // The server may hang up before all of it is sent.
    drop(stream.write_all(chunked.as_bytes()).await);
    let mut start = [0; 12];
    stream.read_exact(&mut start).await.unwrap();
    assert_eq!(&start, b"HTTP/1.1 413");
}

fn limits_over() -> usize {
    model::limits::BODY_BYTES + 1
}

#[tokio::test(start_paused = true)]
async fn whoever_says_nothing_is_dropped() {
    let server = start(routes()).await;
    for half in ["", "P", "PRI * HTTP/2.0\r\n", "GET /peer HTTP/1.1\r\nhost"] {
        let mut stream = connect(&server).await;
        stream.write_all(half.as_bytes()).await.unwrap();
        let mut rest = Vec::new();
        // Ends only because the server hangs up; the clock jumps ahead while everybody waits.
        stream.read_to_end(&mut rest).await.unwrap();
        assert!(!rest.starts_with(b"HTTP/1.1 200"), "{half}");
    }
}

#[tokio::test]
async fn the_end_waits_for_requests_under_way() {
    let (reached, go_on) = (Arc::new(tokio::sync::Notify::new()), Arc::new(tokio::sync::Notify::new()));
    let (r, g) = (Arc::clone(&reached), Arc::clone(&go_on));
    let slow = get(move || {
        let (reached, go_on) = (Arc::clone(&r), Arc::clone(&g));
        async move {
            reached.notify_one();
            go_on.notified().await;
            "done"
        }
    });
    let mut server = start(Router::new().route("/slow", slow)).await;
    let mut stream = connect(&server).await;
    stream.write_all(b"GET /slow HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    reached.notified().await;
    server.stop.send(()).unwrap();
    go_on.notify_one();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200") && answer.ends_with("done"), "{answer}");
    server.running.join_next().await.unwrap().unwrap().unwrap();
}

#[tokio::test]
async fn live_streams_end_with_the_server() {
    let endless = get(async || {
        let body = Body::from_stream(futures_util::stream::pending::<io::Result<&'static str>>());
        ([("content-type", "text/event-stream")], body)
    });
    let mut server = start(Router::new().route("/stream", endless)).await;
    let mut stream = connect(&server).await;
    stream.write_all(b"GET /stream HTTP/1.1\r\nhost: x\r\n\r\n").await.unwrap();
    let mut begun = [0; 15];
    stream.read_exact(&mut begun).await.unwrap();
    server.stop.send(()).unwrap();
    let mut rest = String::new();
    stream.read_to_string(&mut rest).await.unwrap();
    // Ended in order, not cut off.
    assert!(rest.ends_with("0\r\n\r\n"), "{rest}");
    server.running.join_next().await.unwrap().unwrap().unwrap();
}
