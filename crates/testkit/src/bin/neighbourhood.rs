//! A neighbourhood for measurements: hundreds of hosts in one program, whose people follow, post and take deliveries.
//! `bin/bench federation` runs it beside the server that is measured. All its people sign with one key, under an
//! address of their own each. With two more arguments all live at the first, such as `https://far.example`, and the
//! server that is measured is asked at the second, such as `127.0.0.1:8080`: both may be behind a proxy.

use std::{
    borrow::Cow,
    collections::BTreeMap,
    net::SocketAddr,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use activitypub::signature::{Claim, Form, PrivateKey, PublicKey, Received, Unsigned, sign};
use axum::{
    Json, Router,
    body::{Body, Bytes},
    extract::{DefaultBodyLimit, Path, Query, State},
    http::{HeaderMap, StatusCode, Uri, header::HOST},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    task::JoinSet,
};

const ACTIVITY_JSON: &str = "application/activity+json";
const PUBLIC: &str = "https://www.w3.org/ns/activitystreams#Public";

/// Everybody who lives here, and what reached them.
struct Town {
    port: u16,
    /// Where everybody lives, if there are no hosts of one's own.
    place: Option<String>,
    /// Where the server that is measured is asked, if not at its own name.
    door: Option<String>,
    key: PrivateKey,
    arrivals: Mutex<Vec<Arrival>>,
    /// How many profiles were asked for.
    asked: AtomicUsize,
    errands: Mutex<JoinSet<()>>,
}

/// A delivery that arrived.
#[derive(Serialize)]
struct Arrival {
    /// When, in milliseconds since the epoch.
    at: i64,
    host: String,
    /// The path of the inbox.
    inbox: String,
    id: String,
}

/// As much of an activity as is looked at: taking deliveries must cost little beside making them.
#[derive(Deserialize)]
struct Delivered<'a> {
    #[serde(borrow)]
    id: Cow<'a, str>,
    #[serde(borrow, rename = "type")]
    kind: Cow<'a, str>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The time as the system has it, in milliseconds since the epoch.
fn now_ms() -> i64 {
    #[expect(clippy::disallowed_methods, reason = "a program beside the server, measured by the real clock")]
    let now = SystemTime::now();
    let since = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

#[tokio::main]
async fn main() {
    let port =
        std::env::args().nth(1).and_then(|text| text.parse().ok()).expect("the first argument is a port");
    let town = Arc::new(Town {
        port,
        place: std::env::args().nth(2),
        door: std::env::args().nth(3),
        key: PrivateKey::generate().expect("a key can be made"),
        arrivals: Mutex::default(),
        asked: AtomicUsize::new(0),
        errands: Mutex::default(),
    });
    let router = Router::new()
        .route("/.well-known/webfinger", get(webfinger))
        .route("/users/{name}", get(person))
        .route("/users/{name}/inbox", post(arrive))
        .route("/inbox", post(arrive))
        .route("/drip/inbox", post(drip))
        .route("/slow/users/{name}/inbox", post(arrive_slowly))
        .route("/bench/asked", get(asked))
        .route("/bench/send", post(send))
        .route("/bench/signatures", get(signatures))
        .route("/bench/received", get(received).delete(forget))
        .layer(DefaultBodyLimit::disable())
        .with_state(town);
    let listener = TcpListener::bind(SocketAddr::from(([0, 0, 0, 0], port))).await.expect("the port is free");
    axum::serve(listener, router).await.expect("the neighbourhood answers");
}

/// The host with this number.
fn host(number: usize, port: u16) -> String {
    format!("127.1.{}.{}:{port}", number / 250, 1 + number % 250)
}

/// Somebody's address. What they are like is in their name: `live` have a shared inbox, `own` only one of their own,
/// behind the inbox of `dead` nobody listens, into that of `hole` everything vanishes, that of `drip` answers a byte a
/// second, and `slow`, who have only one of their own, take a second for each delivery.
fn address(town: &Town, kind: &str, number: usize, hosts: usize) -> String {
    // Those that drip live apart, since what waits for one host waits together.
    let street = if kind == "drip" { 20_000 } else { 0 };
    let own = || format!("http://{}", host(street + number % hosts, town.port));
    format!("{}/users/{kind}{number}", town.place.clone().unwrap_or_else(own))
}

/// Whose handle it is; everybody has one.
async fn webfinger(
    State(town): State<Arc<Town>>,
    Query(asked): Query<Asked>,
    headers: HeaderMap,
) -> Response {
    let name = asked.resource.trim_start_matches("acct:").split('@').next().unwrap_or_default();
    let id = format!("{}/users/{name}", place(&town, &headers));
    let links = json!([{ "rel": "self", "type": ACTIVITY_JSON, "href": id }]);
    let found = json!({ "subject": asked.resource, "aliases": [id], "links": links });
    ([("content-type", "application/jrd+json")], found.to_string()).into_response()
}

#[derive(Deserialize)]
struct Asked {
    resource: String,
}

/// Where whoever is asked for lives.
fn place(town: &Town, headers: &HeaderMap) -> String {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    town.place.clone().unwrap_or_else(|| format!("http://{host}"))
}

async fn person(State(town): State<Arc<Town>>, Path(name): Path<String>, headers: HeaderMap) -> Response {
    let place = place(&town, &headers);
    let host = place.split_once("://").map(|(_, host)| host).unwrap_or_default();
    let id = format!("{place}/users/{name}");
    town.asked.fetch_add(1, Ordering::Relaxed);
    let beside = |step: u16| place.replace(&format!(":{}", town.port), &format!(":{}", town.port + step));
    let door = match () {
        () if name.starts_with("dead") => beside(1),
        () if name.starts_with("hole") => beside(2),
        () if name.starts_with("drip") => format!("{place}/drip"),
        () if name.starts_with("slow") => format!("{place}/slow"),
        () => place.clone(),
    };
    let mut actor = json!({
        "@context": "https://www.w3.org/ns/activitystreams", "id": id, "type": "Person", "preferredUsername": name,
        "inbox": format!("{door}/users/{name}/inbox"), "outbox": format!("{id}/outbox"),
        "followers": format!("{id}/followers"), "webfinger": format!("{name}@{host}"),
        "publicKey": { "id": format!("{id}#main-key"), "owner": id, "publicKeyPem": town.key.public_pem() },
    });
    if !name.starts_with("own") && !name.starts_with("slow") {
        actor["endpoints"] = json!({ "sharedInbox": format!("{door}/inbox") });
    }
    ([("content-type", ACTIVITY_JSON)], actor.to_string()).into_response()
}

/// How many profiles were asked for.
async fn asked(State(town): State<Arc<Town>>) -> Json<usize> {
    Json(town.asked.load(Ordering::Relaxed))
}

/// Answers a byte a second, and comes to no end.
async fn drip() -> Response {
    let bytes = futures_util::stream::unfold((), |()| async {
        tokio::time::sleep(Duration::from_secs(1)).await;
        Some((Ok::<_, std::convert::Infallible>(Bytes::from_static(b".")), ()))
    });
    (StatusCode::ACCEPTED, Body::from_stream(bytes)).into_response()
}

/// Notes what arrives; whoever wants to follow may.
async fn arrive(State(town): State<Arc<Town>>, uri: Uri, headers: HeaderMap, body: Bytes) -> StatusCode {
    let Ok(delivered) = serde_json::from_slice::<Delivered<'_>>(&body) else {
        return StatusCode::BAD_REQUEST;
    };
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default().to_owned();
    if delivered.kind == "Follow" {
        let Ok(follow) = serde_json::from_slice(&body) else { return StatusCode::BAD_REQUEST };
        let town_ = Arc::clone(&town);
        lock(&town.errands).spawn(async move { accept(&town_, &follow).await });
    }
    let id = delivered.id.into_owned();
    lock(&town.arrivals).push(Arrival { at: now_ms(), host, inbox: uri.path().to_owned(), id });
    StatusCode::ACCEPTED
}

/// Takes a second, and notes what arrived before it answers: whoever sends cannot know whether it did.
async fn arrive_slowly(town: State<Arc<Town>>, uri: Uri, headers: HeaderMap, body: Bytes) -> StatusCode {
    let answer = arrive(town, uri, headers, body).await;
    tokio::time::sleep(Duration::from_secs(1)).await;
    answer
}

async fn accept(town: &Town, follow: &Value) {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let (by, asker) = (text(&follow["object"]), text(&follow["actor"]));
    let home = asker.split('/').nth(2).unwrap_or_default();
    let inbox = format!("{}/inbox", asker.split_once(home).map(|(_, path)| path).unwrap_or_default());
    let activity = json!({
        "@context": "https://www.w3.org/ns/activitystreams", "type": "Accept", "actor": by,
        "id": format!("{by}/accepts/{}", now_ms()), "object": follow,
    });
    // The follow is answered before the server that asks has noted that it was delivered.
    tokio::time::sleep(Duration::from_millis(50)).await;
    let requests = vec![request(town, home, &inbox, &by, &activity)];
    drop(deliver(requests, town.door.as_deref().unwrap_or(home), 1).await);
}

async fn received(State(town): State<Arc<Town>>, Query(wanted): Query<Wanted>) -> Json<Value> {
    let arrivals = lock(&town.arrivals);
    match wanted.only.as_deref() {
        Some("count") => Json(json!(arrivals.len())),
        _ => Json(json!(*arrivals)),
    }
}

#[derive(Deserialize)]
struct Wanted {
    only: Option<String>,
}

async fn forget(State(town): State<Arc<Town>>) {
    lock(&town.arrivals).clear();
}

/// What is to be sent: one activity by each of so many people in turn.
#[derive(Deserialize)]
struct Order {
    /// Host and port of the server that is measured.
    home: String,
    /// The path of the inbox.
    inbox: String,
    /// `Create`, `Follow`, `Like` or `Delete`.
    what: String,
    /// Whom follows are about, or what likes.
    #[serde(default)]
    target: String,
    /// What the people are like, and how many there are, on how many hosts.
    kind: String,
    people: usize,
    hosts: usize,
    /// How many activities, over how many connections.
    count: usize,
    connections: usize,
}

/// Signs everything, then sends it as fast as it is taken.
async fn send(State(town): State<Arc<Town>>, Json(order): Json<Order>) -> Json<Value> {
    let order = Arc::new(order);
    let mut signing = JoinSet::new();
    for part in 0..2 {
        let (town, order) = (Arc::clone(&town), Arc::clone(&order));
        signing.spawn_blocking(move || {
            let mine = (0..order.count).filter(|number| number % 2 == part);
            mine.map(|number| prepared(&town, &order, number)).collect::<Vec<_>>()
        });
    }
    let requests = signing.join_all().await.concat();
    let began_ms = now_ms();
    let began = Instant::now();
    let answers = deliver(requests, town.door.as_deref().unwrap_or(&order.home), order.connections).await;
    let seconds = began.elapsed().as_secs_f64();
    let accepted = answers.iter().filter(|status| **status == 202).count();
    let mut others: BTreeMap<u16, usize> = BTreeMap::new();
    for status in answers.iter().filter(|status| **status != 202) {
        *others.entry(*status).or_default() += 1;
    }
    Json(json!({
        "seconds": seconds, "accepted": accepted, "others": others, "sent": answers.len(), "began_ms": began_ms,
    }))
}

fn prepared(town: &Town, order: &Order, number: usize) -> Vec<u8> {
    let by = address(town, &order.kind, number % order.people, order.hosts);
    let id = format!("{by}/{}/{number}-{}", order.what.to_lowercase(), now_ms());
    let published = model::Timestamp::from_millis(now_ms()).to_rfc3339_seconds();
    let mut activity = match order.what.as_str() {
        "Follow" | "Like" => json!({ "type": order.what, "id": id, "actor": by, "object": order.target }),
        "Delete" => json!({ "type": "Delete", "id": id, "actor": by, "object": by, "to": [PUBLIC] }),
        _ => json!({
            "type": "Create", "id": format!("{id}/activity"), "actor": by, "to": [PUBLIC], "cc": [format!("{by}/followers")], "published": published,
            "object": {
                "id": id, "type": "Note", "attributedTo": by, "to": [PUBLIC], "cc": [format!("{by}/followers")],
                "published": published, "sensitive": false, "tag": [], "attachment": [],
                "content": format!("<p>Post number {number} of a busy evening: something to read, neither long nor short.</p>"),
            },
        }),
    };
    activity["@context"] = json!("https://www.w3.org/ns/activitystreams");
    request(town, &order.home, &order.inbox, &by, &activity)
}

/// A signed delivery, as the bytes of a request.
fn request(town: &Town, home: &str, inbox: &str, by: &str, activity: &Value) -> Vec<u8> {
    let body = activity.to_string().into_bytes();
    let unsigned = Unsigned {
        method: "POST",
        scheme: "http",
        host: home,
        path_and_query: inbox,
        date_ms: now_ms(),
        body: Some(&body),
        content_type: Some(ACTIVITY_JSON),
    };
    let headers =
        sign(&unsigned, Form::Draft, &town.key, &format!("{by}#main-key")).expect("it can be signed");
    let mut bytes = format!("POST {inbox} HTTP/1.1\r\n").into_bytes();
    for (name, value) in headers {
        bytes.extend(format!("{name}: {value}\r\n").into_bytes());
    }
    // Some servers turn away whoever does not say what they are.
    bytes.extend(b"User-Agent: neighbourhood\r\n");
    bytes.extend(format!("Content-Length: {}\r\n\r\n", body.len()).into_bytes());
    bytes.extend(body);
    bytes
}

/// Sends requests over so many connections at once; answers the status of each.
async fn deliver(requests: Vec<Vec<u8>>, home: &str, connections: usize) -> Vec<u16> {
    let (requests, next) = (Arc::new(requests), Arc::new(Mutex::new(0_usize)));
    let mut senders = JoinSet::new();
    for _ in 0..connections {
        let (requests, next, home) = (Arc::clone(&requests), Arc::clone(&next), home.to_owned());
        senders.spawn(async move {
            #[expect(clippy::disallowed_methods, reason = "the other side of what is measured")]
            let mut stream = TcpStream::connect(home).await.expect("the server listens");
            stream.set_nodelay(true).expect("a socket option");
            let mut statuses = Vec::new();
            loop {
                let number = {
                    let mut next = lock(&next);
                    *next += 1;
                    *next - 1
                };
                let Some(request) = requests.get(number) else { return statuses };
                stream.write_all(request).await.expect("the server reads");
                statuses.push(answer(&mut stream).await);
            }
        });
    }
    senders.join_all().await.concat()
}

/// Reads one answer; its status.
async fn answer(stream: &mut TcpStream) -> u16 {
    let (mut read, mut buffer) = (Vec::new(), [0; 2048]);
    loop {
        let count = stream.read(&mut buffer).await.expect("the server answers");
        assert!(count > 0, "the server hung up");
        read.extend_from_slice(&buffer[..count]);
        let text = String::from_utf8_lossy(&read);
        let Some((head, body)) = text.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse::<usize>().ok()).flatten()
        });
        if body.len() >= length.unwrap_or(0) {
            return head.get(9..12).and_then(|code| code.parse().ok()).unwrap_or(0);
        }
    }
}

/// How many signatures are made and checked in a second on two threads, with nothing around them.
async fn signatures(State(town): State<Arc<Town>>) -> Json<Value> {
    let unsigned = Unsigned {
        method: "POST",
        scheme: "https",
        host: "far.example",
        path_and_query: "/inbox",
        date_ms: 0,
        body: Some(&[7; 300]),
        content_type: Some(ACTIVITY_JSON),
    };
    let key_id = "https://home.example/ap/users/1#main-key";
    let headers = sign(&unsigned, Form::Draft, &town.key, key_id).expect("it can be signed");
    let public = PublicKey::from_pem(&town.key.public_pem()).expect("the key is a key");
    let maker = Arc::clone(&town);
    let made = per_second(move || drop(sign(&unsigned, Form::Draft, &maker.key, key_id))).await;
    let checked = per_second(move || {
        let find = |name: &str| {
            let header = headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
            header.map(|(_, value)| value.clone())
        };
        let received = Received {
            method: "POST",
            scheme: "https",
            host: "far.example",
            path_and_query: "/inbox",
            header: &find,
            body: Some(&[7; 300]),
            now_ms: 0,
        };
        let claim = Claim::read(&received).expect("it is well signed");
        claim.verify(&received, &public).expect("it fits");
    })
    .await;
    Json(json!({ "made": made, "checked": checked }))
}

async fn per_second(work: impl Fn() + Clone + Send + 'static) -> u64 {
    const LENGTH: Duration = Duration::from_secs(2);
    let mut threads = JoinSet::new();
    for _ in 0..2 {
        let work = work.clone();
        threads.spawn_blocking(move || {
            let (began, mut count) = (Instant::now(), 0_u64);
            while began.elapsed() < LENGTH {
                work();
                count += 1;
            }
            count
        });
    }
    threads.join_all().await.into_iter().sum::<u64>() / LENGTH.as_secs()
}
