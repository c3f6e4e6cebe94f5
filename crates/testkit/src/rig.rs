//! Sites to tell stories on: each story runs on SQLite and, where `FANFARE_TEST_POSTGRES` names a server, on
//! PostgreSQL.

use std::{
    future::Future,
    io,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    path::PathBuf,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU32, Ordering},
    },
};

use axum::Router;
use federation::{Federation, Names, Options};
use model::{Instance, Role, RoleId};
use social::{
    Clock, Site, sign_up,
    workshop::{Toolbox, Workshop},
};
use store::{Durability, Store};
use tokio::net::TcpListener;

use crate::{Person, requests::Requests};

/// The environment variable that names a PostgreSQL server for tests.
const POSTGRES: &str = "FANFARE_TEST_POSTGRES";

/// Rounds after which work that never ends is a failure.
const ROUNDS: usize = 200;

/// Does everything that is due once; answers how much there was.
pub type Settle = Arc<dyn Fn() -> Pin<Box<dyn Future<Output = usize> + Send>> + Send + Sync>;

/// What the server makes of a site: its doors and its background work. Given by the server's tests, since this
/// room stands below the server.
pub struct Doors {
    /// All routes.
    pub router: Router,
    /// All background work, on demand.
    pub settle: Settle,
}

/// How the server's tests turn a site into doors.
pub type Assemble = fn(Arc<Site>, Federation) -> Doors;

/// A whole site on a loopback address.
pub struct Home {
    /// The site.
    pub site: Arc<Site>,
    /// Its way to other servers.
    pub federation: Federation,
    /// Requests to it.
    pub requests: Requests,
    settle: Settle,
    millis: Arc<AtomicI64>,
    data: Data,
    /// Where uploads are kept; removed when it is dropped.
    files: tempfile::TempDir,
    server: tokio::task::JoinHandle<()>,
}

/// Where the data of a site lies.
enum Data {
    /// Removed when it is dropped.
    Folder(tempfile::TempDir),
    /// On the server that the environment names.
    Database { name: String, url: String },
}

impl Drop for Home {
    fn drop(&mut self) {
        self.server.abort();
    }
}

/// Tells the story on a fresh site, once on each engine.
pub fn with_site<S: AsyncFn(&Home)>(assemble: Assemble, story: &S) {
    on_each_engine(async |engine| {
        let home = Home::open(engine, assemble).await;
        story(&home).await;
        home.remove().await;
    });
}

/// Tells the story on a fresh site that deals with others by these options, once on each engine.
pub fn with_site_that_may<S: AsyncFn(&Home)>(assemble: Assemble, options: &Options, story: &S) {
    on_each_engine(async |engine| {
        let home = Home::open_with(engine, assemble, options.clone()).await;
        story(&home).await;
        home.remove().await;
    });
}

/// Tells the story on a fresh site whose media are found under `media.localhost`, once on each engine.
pub fn with_media_host<S: AsyncFn(&Home)>(assemble: Assemble, story: &S) {
    on_each_engine(async |engine| {
        let home = Home::open_at(engine, assemble, loopback(), Some("media.localhost")).await;
        story(&home).await;
        home.remove().await;
    });
}

/// Tells the story on two fresh sites that know nothing of each other, once on each engine.
pub fn with_two_sites<S: AsyncFn(&Home, &Home)>(assemble: Assemble, story: &S) {
    on_each_engine(async |engine| {
        let (here, there) = (Home::open(engine, assemble).await, Home::open(engine, assemble).await);
        story(&here, &there).await;
        here.remove().await;
        there.remove().await;
    });
}

#[derive(Clone, Copy, Debug)]
enum Engine {
    Sqlite,
    Postgres,
}

fn on_each_engine(run: impl AsyncFn(Engine)) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime starts");
    runtime.block_on(run(Engine::Sqlite));
    if std::env::var_os(POSTGRES).is_some() {
        runtime.block_on(run(Engine::Postgres));
    }
}

impl Home {
    async fn open(engine: Engine, assemble: Assemble) -> Self {
        Self::open_with(engine, assemble, loopback()).await
    }

    async fn open_with(engine: Engine, assemble: Assemble, options: Options) -> Self {
        Self::open_at(engine, assemble, options, None).await
    }

    async fn open_at(engine: Engine, assemble: Assemble, options: Options, media: Option<&str>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("a bound listener has an address").port();
        let media_host = media.map(|host| format!("{host}:{port}"));
        let instance = Instance { domain: format!("localhost:{port}"), scheme: "http", media_host };
        let (store, data) = open_store(engine).await;
        // The real time of day, since signatures of strangers carry it, but moved by the story alone.
        let millis = Arc::new(AtomicI64::new(Clock::System.now().as_millis()));
        let clock = Clock::Manual(Arc::clone(&millis));
        let site = Site::new(store, clock, instance);
        // The clock stands still in a story, so a window would never end.
        site.throttles.set_on(false);
        let files = tempfile::tempdir().expect("a folder for files");
        let federation = Federation::new(Arc::clone(&site), options).expect("the client is built");
        let Doors { router, settle } = assemble(Arc::clone(&site), federation.clone());
        #[expect(clippy::disallowed_methods, reason = "a server for the length of one story")]
        let server = tokio::spawn(async move {
            axum::serve(listener, router).await.expect("the server runs");
        });
        let requests = Requests::to(&site.instance.url(""));
        Self { site, federation, requests, settle, millis, data, files, server }
    }

    /// Sets up where files are kept and worked on: by this program, which knows `media-job`.
    pub fn opens_workshop(&self, program: &str) {
        self.opens_workshop_as(program, |workshop| workshop);
    }

    /// The same, with something else about it.
    pub fn opens_workshop_as(&self, program: &str, shape: impl FnOnce(Workshop) -> Workshop) {
        let tools = Toolbox::in_folders(std::env::var_os("PATH").unwrap_or_default());
        self.opens_workshop_with(program, tools, shape);
    }

    /// The same, on a machine that has the tools of these folders, written as in the variable `PATH`.
    pub fn opens_workshop_with_tools(&self, program: &str, folders: &std::ffi::OsStr) {
        self.opens_workshop_with(program, Toolbox::in_folders(folders.to_owned()), |workshop| workshop);
    }

    fn opens_workshop_with(&self, program: &str, tools: Toolbox, shape: impl FnOnce(Workshop) -> Workshop) {
        let program = media::child::Program { file: program.into(), arguments: vec!["media-job".into()] };
        let workshop = Workshop::new(self.files.path(), program, tools);
        self.site.set_workshop(shape(workshop.expect("a workshop")));
    }

    /// The folder in which files are kept and worked on.
    pub fn data(&self) -> &std::path::Path {
        self.files.path()
    }

    /// What a command is told that is to work on this site, and the data folder that is among it.
    pub fn options(&self) -> (Vec<String>, PathBuf) {
        let told = |folder: &std::path::Path| vec!["--data".to_owned(), folder.display().to_string()];
        match &self.data {
            Data::Folder(folder) => {
                // Files are kept apart from the database here, lest they count as files.
                let link = std::os::unix::fs::symlink(self.data().join("files"), folder.path().join("files"));
                assert!(link.is_ok() || folder.path().join("files").is_symlink(), "{link:?}");
                (told(folder.path()), folder.path().to_owned())
            }
            Data::Database { url, .. } => (
                [told(self.data()), vec!["--database-url".to_owned(), url.clone()]].concat(),
                self.data().to_owned(),
            ),
        }
    }

    /// Leaves nothing behind. What a failed story leaves may be looked at.
    async fn remove(self) {
        if let Data::Database { name, .. } = &self.data {
            let url = std::env::var(POSTGRES).expect("checked before");
            store::fresh::drop_postgres(&url, name).await.expect("the database is removed");
        }
    }

    /// Makes a member and signs them in with every ordinary scope.
    pub async fn person(&self, username: &str) -> Person {
        self.member(username, Role::EVERYBODY).await
    }

    /// Makes a member with a role; staff get the scopes of staff as well.
    pub async fn member(&self, username: &str, role_id: RoleId) -> Person {
        let new = sign_up::NewUser {
            username: username.to_owned(),
            email: format!("{username}@mail.example"),
            password: format!("{username}-password"),
            role_id,
        };
        let account = sign_up::create(&self.site, new).await.expect("the name is free");
        let scopes = match role_id == Role::EVERYBODY {
            true => "read write follow push",
            false => "read write follow push admin:read admin:write",
        };
        let scopes = scopes.parse().expect("known scopes");
        let issued = social::oauth::issue_for(&self.site, &account, scopes).await.expect("a token");
        Person::new(&self.requests, account, issued.secret)
    }

    /// The way to other servers as it is after a start, with nothing in memory.
    pub fn awakes(&self) -> Federation {
        Federation::new(Arc::clone(&self.site), loopback()).expect("the client is built")
    }

    /// The same, where people's apps may also play videos of these hosts.
    pub fn awakes_with_players(&self, players: &[&str]) -> Federation {
        let players = players.iter().map(|host| (*host).to_owned()).collect();
        let options = Options { players, ..loopback() };
        Federation::new(Arc::clone(&self.site), options).expect("the client is built")
    }

    /// Does everything that is due until nothing is.
    pub async fn settle(&self) {
        settle(&[self]).await;
    }

    /// Moves the site's clock.
    pub fn pass(&self, millis: i64) {
        self.millis.fetch_add(millis, Ordering::Relaxed);
    }

    /// The domain of handles here.
    pub fn domain(&self) -> &str {
        &self.site.instance.domain
    }
}

/// Does everything that is due on these sites until nothing is.
pub async fn settle(homes: &[&Home]) {
    for _ in 0..ROUNDS {
        let mut done = 0;
        for home in homes {
            // What was recorded in this millisecond is due in it.
            done += (home.settle)().await;
        }
        if done == 0 {
            return;
        }
    }
    panic!("there is always more to do");
}

pub(crate) fn loopback() -> Options {
    Options {
        allow_http: true,
        allow_private_addresses: ["127.0.0.0/8", "::1/128"]
            .map(|range| range.parse().expect("a range"))
            .to_vec(),
        user_agent_version: "test".to_owned(),
        names: Some(Names(Arc::new(only_here))),
        ..Options::default()
    }
}

/// What people write in stories leads to servers that do not exist, or to some that are not of the story.
fn only_here(name: &str) -> io::Result<Vec<IpAddr>> {
    match name {
        "localhost" => Ok(vec![Ipv4Addr::LOCALHOST.into(), Ipv6Addr::LOCALHOST.into()]),
        _ => Err(io::ErrorKind::NotFound.into()),
    }
}

async fn open_store(engine: Engine) -> (Store, Data) {
    match engine {
        Engine::Sqlite => {
            let folder = tempfile::tempdir().expect("a temporary folder");
            let path = folder.path().join("fanfare.sqlite");
            store::fresh::sqlite(&std::env::temp_dir(), &path).await.expect("a database");
            (Store::sqlite(&path, Durability::Normal).expect("a database"), Data::Folder(folder))
        }
        Engine::Postgres => {
            static NEXT: AtomicU32 = AtomicU32::new(0);
            let url = std::env::var(POSTGRES).expect("checked before");
            // Numbers of processes come again on a server that is used for long.
            let (process, now) = (std::process::id(), Clock::System.now().as_millis());
            let name = format!("story_{process}_{now}_{}", NEXT.fetch_add(1, Ordering::Relaxed));
            let url = store::fresh::postgres(&url, &name).await.expect("a database");
            (Store::postgres(&url, 4).await.expect("a database"), Data::Database { name, url })
        }
    }
}
