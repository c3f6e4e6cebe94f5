//! A translator that knows a dozen words: it answers as LibreTranslate and as DeepL do, and remembers what it was given.

use std::{
    net::TcpListener,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::{
    Json, Router,
    extract::{Query, State},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use http::{HeaderMap, StatusCode, header::AUTHORIZATION};
use serde_json::{Value, json};

/// What it knows.
const WORDS: [(&str, &str); 6] = [
    ("hello", "hallo"),
    ("world", "Welt"),
    ("spoiler", "Verderber"),
    ("yes", "ja"),
    ("never", "nie"),
    ("a cat", "eine Katze"),
];
/// The key that it wants to see.
pub const KEY: &str = "a key";

/// A translator on a port of its own.
pub struct Translator {
    listener: TcpListener,
    desk: Arc<Mutex<Desk>>,
}

#[derive(Default)]
struct Desk {
    given: Vec<Vec<String>>,
    refusal: Option<StatusCode>,
}

type Shared = State<Arc<Mutex<Desk>>>;

impl Translator {
    /// Takes a port; nobody answers there before it opens.
    pub fn hired() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        Self { listener, desk: Arc::default() }
    }

    /// Where it is.
    pub fn endpoint(&self) -> String {
        format!("http://127.0.0.1:{}", self.listener.local_addr().expect("an address").port())
    }

    /// Begins to answer, and forgets what it was given before.
    pub fn opens(&self) {
        *self.desk() = Desk::default();
        let router = Router::new()
            .route(
                "/languages",
                get(async || {
                    Json(json!([
                        { "code": "en", "name": "English", "targets": ["de", "en"] },
                        { "code": "de", "name": "German", "targets": ["de", "en"] },
                    ]))
                }),
            )
            .route("/translate", post(libre_translate))
            .route("/v2/languages", get(deepl_languages))
            .route("/v2/translate", post(deepl))
            .with_state(Arc::clone(&self.desk));
        let listener = self.listener.try_clone().expect("the port");
        listener.set_nonblocking(true).expect("a port that waits for nobody");
        let listener = tokio::net::TcpListener::from_std(listener).expect("the port");
        #[expect(clippy::disallowed_methods, reason = "a server for the length of one story")]
        tokio::spawn(async move {
            axum::serve(listener, router).await.expect("the server runs");
        });
    }

    /// From now on it translates nothing, and says so.
    pub fn refuses(&self, status: StatusCode) {
        self.desk().refusal = Some(status);
    }

    /// What it was given, request by request.
    pub fn given(&self) -> Vec<Vec<String>> {
        self.desk().given.clone()
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What it makes of some pieces, or its refusal.
fn work(desk: &Mutex<Desk>, pieces: &Value) -> Result<Vec<String>, StatusCode> {
    let mut desk = desk.lock().unwrap_or_else(PoisonError::into_inner);
    let texts = |list: &Vec<Value>| list.iter().filter_map(|it| it.as_str().map(str::to_owned)).collect();
    let pieces: Vec<String> = pieces.as_array().map(texts).unwrap_or_default();
    desk.given.push(pieces.clone());
    match desk.refusal {
        Some(status) => Err(status),
        None => Ok(pieces
            .iter()
            .map(|piece| WORDS.iter().fold(piece.clone(), |text, (from, into)| text.replace(from, into)))
            .collect()),
    }
}

async fn libre_translate(State(desk): Shared, Json(asked): Json<Value>) -> Response {
    let is_well = asked["format"] == "html" && asked["api_key"] == KEY && asked["target"] == "de";
    match work(&desk, &asked["q"]) {
        Ok(_) if !is_well => StatusCode::BAD_REQUEST.into_response(),
        Err(status) => status.into_response(),
        Ok(pieces) if asked["source"] == "auto" => {
            let found: Vec<Value> = pieces.iter().map(|_| json!({ "language": "en" })).collect();
            Json(json!({ "translatedText": pieces, "detectedLanguage": found })).into_response()
        }
        Ok(pieces) => Json(json!({ "translatedText": pieces })).into_response(),
    }
}

async fn deepl_languages(Query(wanted): Query<Vec<(String, String)>>) -> Json<Value> {
    let is_source = wanted.contains(&("type".to_owned(), "source".to_owned()));
    let codes: &[&str] = if is_source { &["DE", "EN", "PT"] } else { &["DE", "EN-GB", "PT-BR"] };
    Json(codes.iter().map(|code| json!({ "language": code, "name": code })).collect())
}

async fn deepl(State(desk): Shared, headers: HeaderMap, Json(asked): Json<Value>) -> Response {
    let is_known = headers.get(AUTHORIZATION).is_some_and(|it| *it == format!("DeepL-Auth-Key {KEY}"));
    let is_well = is_known && asked["tag_handling"] == "html" && asked["target_lang"] == "DE";
    match work(&desk, &asked["text"]) {
        Ok(_) if !is_well => StatusCode::FORBIDDEN.into_response(),
        Err(status) => status.into_response(),
        Ok(pieces) => {
            let piece = |text| json!({ "detected_source_language": "EN", "text": text });
            Json(json!({ "translations": pieces.into_iter().map(piece).collect::<Vec<Value>>() }))
                .into_response()
        }
    }
}
