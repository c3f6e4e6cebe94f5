//! How it travels between servers: our nouns become ActivityPub documents and back; in through the inbox, out
//! through the outbox. What people may do is decided in `social`, which knows nothing of this room.

mod activities;
mod archives;
mod authority;
mod blocklists;
mod clocks;
mod collections;
mod deliver;
mod documents;
mod elsewhere;
mod errands;
mod fetch;
mod followers;
mod forward;
mod gate;
mod hearsay;
mod imports;
mod inbox;
mod inquiries;
mod keys;
mod known;
pub mod limits;
mod manners;
mod names;
mod objects;
mod operators;
mod outbox;
mod page;
mod pages;
mod people;
mod policy;
mod polls;
mod process;
mod profiles;
mod push;
mod relays;
mod remote_files;
mod resolve;
mod room;
mod routes;
mod statuses;
mod storage;
pub mod supported;
mod tags;
mod threads;
mod translate;
mod translator;
mod trouble;
mod updates;
mod verify;
mod web_hooks;
mod webfinger;
mod wishes;

use std::{
    io,
    net::IpAddr,
    sync::{Arc, atomic::AtomicU32},
};

pub use documents::{account_response, status_response, wants_activity};
pub use inquiries::Refresh;
use model::{AccountId, PollId, Timestamp};
use moka::sync::Cache;
pub use operators::{Guide, NoAddress};
pub use relays::RelayView;
pub use routes::router;
use social::Site;
pub use storage::storage_client;
use translator::Translator;
pub use translator::{Pairs, Service, Translated, TranslatorOptions};

/// How this server deals with others.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Plain HTTP and any port are fine, for trials on one machine.
    pub allow_http: bool,
    /// Ranges that may be talked to besides the public network: exactly these and no more.
    pub allow_private_addresses: Vec<ipnet::IpNet>,
    /// One more certificate authority to trust, as PEM.
    pub extra_ca_pem: Option<Vec<u8>>,
    /// The version that requests name in their User-Agent.
    pub user_agent_version: String,
    /// Hosts whose players of videos may be shown, besides those that are known everywhere.
    pub players: Vec<String>,
    /// Who translates, if anybody does.
    pub translator: Option<TranslatorOptions>,
    /// What names mean, where the system is not to be asked: in tests.
    pub names: Option<Names>,
}

/// What names mean: asked for each connection anew, as the system is.
#[derive(Clone)]
pub struct Names(pub Arc<Lookup>);

/// Says what a name means now. May take its time: it has a thread of its own.
pub type Lookup = dyn Fn(&str) -> io::Result<Vec<IpAddr>> + Send + Sync;

impl std::fmt::Debug for Names {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Names(..)")
    }
}

/// Why the room cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum BuildError {
    /// The HTTP client cannot be made.
    #[error("could not make the HTTP client: {0}")]
    Client(String),
    /// The address of a service that the operator named is not one to talk to.
    #[error("could not use {0}")]
    Endpoint(String),
    /// The certificate authority cannot be read.
    #[error("could not read the extra certificate authority: {0}")]
    Authority(String),
}

/// A site's dealings with other servers. Cheap to clone.
#[derive(Clone)]
pub struct Federation(Arc<Inner>);

struct Inner {
    site: Arc<Site>,
    /// The version of this program.
    version: String,
    /// Hosts whose players of videos may be shown besides.
    players: Vec<String>,
    translator: Option<Translator>,
    client: fetch::Client,
    keys: keys::Keys,
    deliveries: deliver::Deliveries,
    clocks: clocks::Clocks,
    /// When a host last spoke to us and had its deliveries hastened.
    heard: Cache<String, Timestamp>,
    /// Whose activities wait until when, by their turn.
    put_off: Cache<String, Timestamp>,
    /// How much waits in the inbox.
    room: room::Room,
    /// How much of a host was passed on in this hour.
    passed_on: Cache<String, Arc<AtomicU32>>,
    /// What was taken back before it came, and when.
    ended_early: Cache<String, Timestamp>,
    /// Files of other servers that are being fetched.
    files_fetched: Cache<String, Arc<tokio::sync::Mutex<()>>>,
    files_at_once: tokio::sync::Semaphore,
    /// When it was last asked how polls elsewhere stand.
    polls_asked: Cache<PollId, Timestamp>,
    /// When people opened tags.
    opened: Cache<(AccountId, String), Timestamp>,
    /// How hosts like requests to be signed.
    manners: manners::Known,
    /// Whose followers here were put right, and when.
    synchronized: Cache<AccountId, Timestamp>,
    errands: errands::Errands,
    /// One fetch at a time for each address: others wait and find what it brought.
    flights: Cache<String, Arc<tokio::sync::Mutex<()>>>,
}

impl Federation {
    /// Opens the room for a site.
    pub fn new(site: Arc<Site>, options: Options) -> Result<Self, BuildError> {
        let instance = &site.instance;
        let client = fetch::Client::new(&options, &instance.domain, &instance.url("/"))?;
        let translator =
            options.translator.as_ref().map(|named| Translator::new(named, &options)).transpose()?;
        Ok(Self(Arc::new(Inner {
            version: options.user_agent_version,
            players: options.players,
            translator,
            client,
            keys: keys::Keys::default(),
            deliveries: deliver::Deliveries::default(),
            clocks: clocks::Clocks::default(),
            heard: Cache::new(limits::HOSTS),
            put_off: Cache::new(limits::HOSTS),
            room: room::Room::default(),
            passed_on: Cache::builder()
                .max_capacity(limits::HOSTS)
                .time_to_live(limits::PASSED_ON_FOR)
                .build(),
            files_fetched: Cache::new(limits::FILES_UNDER_WAY),
            files_at_once: tokio::sync::Semaphore::new(limits::FILES_AT_ONCE),
            polls_asked: Cache::new(limits::POLLS_ASKED),
            ended_early: Cache::new(limits::EARLY_ENDS),
            opened: Cache::new(limits::TAGS_OPENED),
            manners: manners::Known::default(),
            synchronized: Cache::new(limits::HOSTS),
            errands: errands::Errands::default(),
            flights: Cache::new(limits::HOSTS),
            site,
        })))
    }

    /// The site whose dealings these are.
    pub fn site(&self) -> &Arc<Site> {
        &self.0.site
    }

    /// Waits for its turn to fetch what has this address. Statuses lead to people and keys lead to people, but
    /// people lead no further; so with one queue for each kind, nobody waits for themselves.
    async fn turn(&self, kind: &str, address: &str) -> tokio::sync::OwnedMutexGuard<()> {
        self.0.flights.get_with(format!("{kind} {address}"), Arc::default).lock_owned().await
    }
}
