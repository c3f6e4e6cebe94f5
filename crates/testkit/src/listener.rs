//! A program that is told of what happens by a web hook: it keeps what it is told, and says what it is told to say.

use std::sync::{Arc, Mutex};

use axum::{Router, body::Bytes, extract::State, routing::post};
use http::{HeaderMap, StatusCode};
use serde_json::Value;
use tokio::net::TcpListener;

/// A running program.
pub struct Listener {
    base: String,
    desk: Arc<Mutex<Desk>>,
    server: tokio::task::JoinHandle<()>,
}

/// Something that it was told.
#[derive(Clone, Debug)]
pub struct Told {
    /// What stood beside it.
    pub signature: String,
    /// As it came.
    pub body: Vec<u8>,
}

impl Told {
    /// What it says.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("what is told is JSON")
    }
}

struct Desk {
    told: Vec<Told>,
    answer: StatusCode,
}

impl Drop for Listener {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl Listener {
    /// Starts a program that takes whatever it is told.
    pub async fn start() -> Self {
        let desk = Arc::new(Mutex::new(Desk { told: Vec::new(), answer: StatusCode::OK }));
        let take = |State(desk): State<Arc<Mutex<Desk>>>, headers: HeaderMap, body: Bytes| async move {
            let signature = headers.get("x-hub-signature").and_then(|value| value.to_str().ok());
            let signature = signature.unwrap_or_default().to_owned();
            let mut desk = desk.lock().expect("nobody panicked here");
            desk.told.push(Told { signature, body: body.to_vec() });
            desk.answer
        };
        let router = Router::new().route("/hook", post(take)).with_state(Arc::clone(&desk));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let base = format!("http://localhost:{}", listener.local_addr().expect("an address").port());
        #[expect(clippy::disallowed_methods, reason = "a server for the length of one story")]
        let server = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("the server runs");
        });
        Self { base, desk, server }
    }

    /// Where it is told.
    pub fn url(&self) -> String {
        format!("{}/hook", self.base)
    }

    /// From now on, it answers so.
    pub fn answers(&self, status: StatusCode) {
        self.desk.lock().expect("nobody panicked here").answer = status;
    }

    /// What it was told since this was last asked, in order.
    pub fn told(&self) -> Vec<Told> {
        std::mem::take(&mut self.desk.lock().expect("nobody panicked here").told)
    }
}
