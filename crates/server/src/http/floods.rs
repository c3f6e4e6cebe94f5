//! The accept loop, under clients that mean ill: those who dawdle, those who never end, and those who bend HTTP/2.

use std::time::{Duration, Instant};

use axum::routing::{get, post};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};

use super::{
    tests::{Server, connect, start},
    *,
};

/// The words with which HTTP/2 begins.
const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
/// Kinds of frames.
const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const CONTINUATION: u8 = 9;
/// The end of the headers, and of the stream.
const END_HEADERS: u8 = 4;
const END_STREAM: u8 = 1;

fn routes() -> Router {
    Router::new()
        .route("/", get(async || "well"))
        .route("/slow", get(async || std::future::pending::<&'static str>().await))
        .route("/length", post(async |body: String| body.len().to_string()))
}

fn frame(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let stream = stream.to_be_bytes();
    [&length[1..], &[kind, flags], &stream, payload].concat()
}

/// `GET` or `POST` of a path, as a block of headers without compression.
fn head(method: &str, path: &str) -> Vec<u8> {
    let mut block = Vec::new();
    for (name, value) in [(":method", method), (":scheme", "http"), (":authority", "x"), (":path", path)] {
        block.push(0);
        for text in [name, value] {
            block.push(u8::try_from(text.len()).unwrap());
            block.extend(text.as_bytes());
        }
    }
    block
}

/// A connection that speaks HTTP/2; what the server says is read and thrown away, so that it never waits for us.
async fn begin(server: &Server) -> (tokio::net::tcp::OwnedWriteHalf, JoinSet<usize>) {
    let (mut said, mut say) = connect(server).await.into_split();
    say.write_all(PREFACE).await.unwrap();
    say.write_all(&frame(SETTINGS, 0, 0, &[])).await.unwrap();
    let mut ears = JoinSet::new();
    ears.spawn(async move {
        let (mut heard, mut part) = (0, vec![0; 64 * 1024]);
        while let Ok(length @ 1..) = said.read(&mut part).await {
            heard += length;
        }
        heard
    });
    (say, ears)
}

/// Sends this again and again; answers after how many bytes the server had enough, if it had.
async fn flood(
    server: &Server,
    first: Vec<u8>,
    mut next: impl FnMut(u32) -> Vec<u8>,
    most: usize,
) -> Option<usize> {
    let (mut say, mut ears) = begin(server).await;
    say.write_all(&first).await.unwrap();
    let mut sent = 0;
    for number in 0.. {
        let bytes = next(number);
        if sent > most {
            return None;
        }
        if say.write_all(&bytes).await.is_err() {
            return Some(sent);
        }
        sent += bytes.len();
        if number % 64 == 0 {
            tokio::task::yield_now().await;
            if ears.try_join_next().is_some() {
                return Some(sent);
            }
        }
    }
    None
}

fn resident_mb() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap();
    pages.split(' ').nth(1).unwrap().parse::<u64>().unwrap() * 4 / 1024
}

async fn is_well(server: &Server, before_mb: u64, case: &str) {
    let begun = Instant::now();
    let mut stream = connect(server).await;
    stream.write_all(b"GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").await.unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).await.unwrap();
    assert!(answer.ends_with("well"), "{case}: {answer}");
    assert!(begun.elapsed() < Duration::from_secs(2), "{case}: others waited {:?}", begun.elapsed());
    let grown = resident_mb().saturating_sub(before_mb);
    assert!(grown < 150, "{case}: memory grew by {grown} MB");
}

#[tokio::test(start_paused = true)]
async fn hundreds_who_dawdle_are_dropped() {
    let server = start(routes()).await;
    let begun = time::Instant::now();
    let mut callers = JoinSet::new();
    for number in 0..600_u32 {
        let mut stream = connect(&server).await;
        callers.spawn(async move {
            let half: &[u8] = match number % 6 {
                0 => b"",
                1 => b"GET / HTTP/1.1\r\nhost: x\r\nx: ",
                2 => b"POST /length HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\n12",
                3 => b"POST /length HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n5\r\n12",
                4 => &PREFACE[..20],
                _ => PREFACE,
            };
            stream.write_all(half).await.unwrap();
            let mut rest = Vec::new();
            // Ends only because the server hangs up.
            drop(stream.read_to_end(&mut rest).await);
            assert!(!rest.starts_with(b"HTTP/1.1 200"), "S-170: an answer to half a request");
        });
    }
    while let Some(caller) = callers.join_next().await {
        caller.unwrap();
    }
    let lasted = begun.elapsed();
    assert!(lasted <= Duration::from_secs(35), "S-170: half-open connections lasted {lasted:?}");
}

#[tokio::test(start_paused = true)]
async fn whoever_sends_one_letter_at_a_time_is_dropped() {
    let server = start(routes()).await;
    for begins in
        [&b"GET / HTTP/1.1\r\nx: "[..], b"POST /length HTTP/1.1\r\nhost: x\r\ncontent-length: 9999\r\n\r\n"]
    {
        let begun = time::Instant::now();
        let mut stream = connect(&server).await;
        stream.write_all(begins).await.unwrap();
        while stream.write_all(b"x").await.is_ok() {
            time::sleep(Duration::from_secs(1)).await;
            let mut answer = [0; 512];
            match time::timeout(Duration::from_millis(1), stream.read(&mut answer)).await {
                // It hung up, or it said that it will not wait.
                Ok(_) => break,
                Err(_) => {
                    assert!(begun.elapsed() < Duration::from_secs(70), "S-153: a request that drips in");
                }
            }
        }
    }
}

#[tokio::test]
async fn large_bodies_are_cut_off_before_they_are_read() {
    let server = start(routes()).await;
    let before = resident_mb();
    for head in ["content-length: 20971520", "content-length: 62914560", "transfer-encoding: chunked"] {
        let (mut said, mut say) = connect(&server).await.into_split();
        let request = format!("POST /length HTTP/1.1\r\nhost: x\r\n{head}\r\n\r\n");
        say.write_all(request.as_bytes()).await.unwrap();
        let mut chunk = format!("{:x}\r\n", 64 * 1024).into_bytes();
        chunk.extend([b'x'; 64 * 1024]);
        chunk.extend(b"\r\n");
        let mut sent = 0;
        // Nothing is read meanwhile: whoever floods does not listen.
        while sent < 60 * 1024 * 1024 {
            match time::timeout(Duration::from_secs(3), say.write_all(&chunk)).await {
                Ok(Ok(())) => sent += chunk.len(),
                _ => break,
            }
        }
        assert!(sent < 8 * 1024 * 1024, "S-149: {sent} bytes were taken: {head}");
        let mut start = [0; 12];
        if said.read_exact(&mut start).await.is_ok() {
            assert_eq!(&start, b"HTTP/1.1 413", "S-148: {head}");
        }
        is_well(&server, before, "S-149").await;
    }
}

#[tokio::test]
async fn streams_that_are_begun_and_dropped_end_the_connection() {
    let server = start(routes()).await;
    let before = resident_mb();
    let rapid = |number: u32| {
        let stream = 2 * number + 1;
        let begin = frame(HEADERS, END_HEADERS | END_STREAM, stream, &head("GET", "/slow"));
        [begin, frame(RST_STREAM, 0, stream, &8_u32.to_be_bytes())].concat()
    };
    let stopped = flood(&server, Vec::new(), rapid, 32 * 1024 * 1024).await;
    assert!(stopped.is_some(), "S-170: a rapid reset goes on and on");
    is_well(&server, before, "S-170: a rapid reset").await;
}

#[tokio::test]
async fn headers_that_never_end_end_the_connection() {
    let server = start(routes()).await;
    let before = resident_mb();
    let first = frame(HEADERS, END_STREAM, 1, &head("GET", "/"));
    let piece = |number: u32| {
        let name = format!("x-{number:06}");
        let mut block = vec![0, u8::try_from(name.len()).unwrap()];
        block.extend(name.as_bytes());
        block.push(100);
        block.extend([b'x'; 100]);
        frame(CONTINUATION, 0, 1, &block)
    };
    let stopped = flood(&server, first.clone(), piece, 32 * 1024 * 1024).await;
    assert!(stopped.is_some(), "S-170: a flood of headers goes on and on");
    let empty = flood(&server, first, |_| frame(CONTINUATION, 0, 1, &[]), 32 * 1024 * 1024).await;
    is_well(&server, before, "S-170: a flood of headers").await;
    assert!(empty.is_some(), "S-170: a flood of empty headers goes on and on");
}

#[tokio::test]
async fn floods_of_small_frames_cost_nothing() {
    let server = start(routes()).await;
    let before = resident_mb();
    let first = frame(HEADERS, END_HEADERS, 1, &head("GET", "/slow"));
    let floods: [(&str, Vec<u8>, Vec<u8>); 4] = [
        ("empty data", first, frame(DATA, 0, 1, &[])),
        (
            "empty data, read",
            frame(HEADERS, END_HEADERS, 1, &head("POST", "/length")),
            frame(DATA, 0, 1, &[]),
        ),
        ("pings", Vec::new(), frame(PING, 0, 0, &[0; 8])),
        ("settings", Vec::new(), frame(SETTINGS, 0, 0, &[0, 1, 0, 0, 16, 0])),
    ];
    for (case, first, again) in floods {
        // What may go on must at least not pile up.
        let _stopped = flood(&server, first, |_| again.repeat(100), 32 * 1024 * 1024).await;
        is_well(&server, before, &format!("S-170: a flood of {case}")).await;
    }
}
