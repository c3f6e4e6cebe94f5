//! An object storage as others run them: it checks signatures, takes files in parts, and answers with ranges (`s3s` and
//! `s3s-fs`, which share no code with the client that is tested). It can be stopped for a while, as those are.

use std::sync::{Arc, Mutex, PoisonError};

use axum::{Router, body::Body, extract::Request, response::IntoResponse as _};
use http::{Method, StatusCode};
use s3s::{auth::SimpleAuth, service::S3ServiceBuilder};
use store::storage::{Access, Storage};
use tokio::{net::TcpListener, sync::Notify};

/// The bucket that is there.
pub const BUCKET: &str = "media";
/// The key that opens it.
pub const ACCESS_KEY: &str = "fanfare";
/// The secret of the key.
pub const SECRET_KEY: &str = "a secret of nobody";

/// A running object storage with one bucket.
pub struct ObjectStorage {
    port: u16,
    folder: tempfile::TempDir,
    desk: Arc<Mutex<Desk>>,
    news: Arc<Notify>,
    server: tokio::task::JoinHandle<()>,
}

#[derive(Default)]
struct Desk {
    asked: Vec<(Method, String)>,
    is_stopped: bool,
}

impl Drop for ObjectStorage {
    fn drop(&mut self) {
        self.server.abort();
    }
}

impl ObjectStorage {
    /// Starts a storage.
    pub async fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder for a bucket");
        std::fs::create_dir(folder.path().join(BUCKET)).expect("a bucket");
        let mut service = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder.path()).expect("a storage"));
        service.set_auth(SimpleAuth::from_single(ACCESS_KEY, SECRET_KEY));
        let service = service.build();
        let desk = Arc::<Mutex<Desk>>::default();
        let news = Arc::new(Notify::new());
        let (noted, told) = (Arc::clone(&desk), Arc::clone(&news));
        let router = Router::new().fallback(move |request: Request| {
            let (service, is_stopped) = (service.clone(), note(&noted, &request));
            told.notify_waiters();
            async move {
                if is_stopped {
                    return StatusCode::SERVICE_UNAVAILABLE.into_response();
                }
                match service.call(request.map(s3s::Body::http_body_unsync)).await {
                    Ok(response) => response.map(Body::new),
                    Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
                }
            }
        });
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        #[expect(clippy::disallowed_methods, reason = "a server for the length of one story")]
        let server = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("the server runs");
        });
        Self { port, folder, desk, news, server }
    }

    /// Where it is.
    pub fn endpoint(&self) -> String {
        format!("http://localhost:{}", self.port)
    }

    /// What a server keeps in it.
    pub fn storage(&self, prefix: &str) -> Storage {
        self.storage_with(prefix, SECRET_KEY)
    }

    /// The same, for whoever has this key.
    pub fn storage_with(&self, prefix: &str, secret_key: &str) -> Storage {
        let access = Access {
            endpoint: Some(self.endpoint()),
            region: "us-east-1".to_owned(),
            access_key: ACCESS_KEY.to_owned(),
            secret_key: secret_key.to_owned(),
            path_style: true,
        };
        let client = federation::storage_client(access.endpoint.as_deref(), &crate::rig::loopback());
        Storage::bucket(BUCKET, prefix, &access, client.expect("a client")).expect("a storage")
    }

    /// From now on it answers nobody, or everybody again.
    pub fn stops(&self, is_stopped: bool) {
        self.desk().is_stopped = is_stopped;
    }

    /// Waits until so many requests by this method were begun.
    pub async fn is_asked(&self, method: &Method, times: usize) {
        loop {
            let next = self.news.notified();
            if self.asked().iter().filter(|(asked, _)| asked == method).count() >= times {
                return;
            }
            next.await;
        }
    }

    /// What was asked of it, and with which query or path.
    pub fn asked(&self) -> Vec<(Method, String)> {
        self.desk().asked.clone()
    }

    /// What lies in the bucket, by its path there; what is not whole does not.
    pub fn files(&self) -> Vec<String> {
        let (root, mut found) = (self.folder.path().join(BUCKET), Vec::new());
        let mut folders = vec![root.clone()];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
                let path = entry.path();
                let name =
                    path.strip_prefix(&root).expect("it is in the bucket").to_string_lossy().into_owned();
                match path.is_dir() {
                    true => folders.push(path),
                    false if entry.file_name().to_string_lossy().starts_with('.') => {}
                    false => found.push(name),
                }
            }
        }
        found.sort();
        found
    }

    /// Spoils what lies there.
    pub fn spoils(&self, name: &str) {
        std::fs::write(self.folder.path().join(BUCKET).join(name), "spoilt").expect("it is there");
    }

    fn desk(&self) -> std::sync::MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Notes what is asked; answers whether nobody is answered.
fn note(desk: &Mutex<Desk>, request: &Request) -> bool {
    let mut desk = desk.lock().unwrap_or_else(PoisonError::into_inner);
    desk.asked.push((request.method().clone(), request.uri().to_string()));
    desk.is_stopped
}
