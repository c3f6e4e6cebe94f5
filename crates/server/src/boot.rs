//! The order of boot: database, site, federation, workers, doors.

use std::{io::Write as _, sync::Arc};

use anyhow::{Context, bail};
use axum::Router;
use federation::Federation;
use model::Instance;
use social::{
    Clock, Site,
    workshop::{Toolbox, Workshop},
};
use store::{Store, migrate, settings, storage::Storage};
use tracing::info;

use crate::{
    config::{self, Config, Durability},
    doors, files, http, limits, mail, open_files, shutdown, workers,
};

/// The database file within the data folder.
const DATABASE_FILE: &str = "fanfare.sqlite";

/// Everything that runs: the site and its connection to other servers.
#[derive(Clone)]
pub struct App {
    /// The community.
    pub site: Arc<Site>,
    /// How it travels between servers.
    pub federation: Federation,
}

impl App {
    /// All doors: the client API, the inbox and documents for other servers, and pages for browsers.
    pub fn router(&self) -> Router {
        let api = client_api::ClientApi::new(Arc::clone(&self.site), self.federation.clone());
        let web = web::Web { site: Arc::clone(&self.site), federation: self.federation.clone() };
        let all = client_api::router(api)
            .merge(federation::router(self.federation.clone()))
            .merge(web::router(web))
            .layer(axum::middleware::from_fn(http::cross_origin::allow))
            .layer(axum::middleware::from_fn_with_state(Arc::clone(&self.site), http::shut::watch));
        http::media_host::guard(all, self.site.instance.media_host.as_deref())
    }
}

/// Opens the database that the configuration names, up to date, and the site over it.
pub async fn open(config: &Config) -> anyhow::Result<Arc<Site>> {
    let store = open_store(config).await?;
    migrate::run(&store, Clock::System.now()).await?;
    open_over(config, store).await
}

/// The same for the server itself, which may be given another domain as long as nobody lives here and no neighbour is
/// known: then nobody has seen an address of it.
pub async fn open_to_serve(config: &Config) -> anyhow::Result<Arc<Site>> {
    let store = open_store(config).await?;
    migrate::run(&store, Clock::System.now()).await?;
    let people = store::users::count(&store).await? + store::accounts::count_domains(&store).await?;
    if config.is_domain_given && people == 0 {
        settings::set(&store, settings::ORIGIN, &config.instance().url(""), Clock::System.now()).await?;
    }
    open_over(config, store).await
}

async fn open_over(config: &Config, store: Store) -> anyhow::Result<Arc<Site>> {
    let mut instance = config.instance();
    // Commands that only touch the database need not be told what it knows.
    if !config.is_domain_given
        && let Some(remembered) = remembered(&store).await?
    {
        instance = Instance { media_host: instance.media_host, ..remembered };
    }
    let site = site_over(store, Clock::System, instance).await?;
    social::mail::set_given(&site, config.mail.given());
    Ok(site)
}

/// The same, if there is one: what asks about people and servers has nothing to ask of a new one.
pub async fn open_existing(config: &Config) -> anyhow::Result<Arc<Site>> {
    if config.database_url.is_none() && !config.data.join(DATABASE_FILE).exists() {
        bail!(
            "find the database of a server in {}: there is none. Name its folder with --data; `fanfare serve` makes a \
             new one",
            config.data.display()
        );
    }
    open(config).await
}

async fn open_store(config: &Config) -> anyhow::Result<Store> {
    if let Some(url) = &config.database_url {
        return Ok(Store::postgres(url, config.database.connections).await?);
    }
    std::fs::create_dir_all(&config.data)
        .with_context(|| format!("create the data folder {}", config.data.display()))?;
    let durability = match config.database.durability {
        Durability::Full => store::Durability::Full,
        Durability::Normal => store::Durability::Normal,
    };
    Ok(Store::sqlite(&config.data.join(DATABASE_FILE), durability)?)
}

/// A site over an open store. Scheme and domain are part of every address that other servers know, so the first
/// ones are remembered and no others are accepted.
pub async fn site_over(store: Store, clock: Clock, instance: Instance) -> anyhow::Result<Arc<Site>> {
    migrate::run(&store, clock.now()).await?;
    settings::insert(&store, settings::ORIGIN, &instance.url("")).await?;
    if let Some(remembered) = remembered(&store).await?
        && remembered.url("") != instance.url("")
    {
        let (was, now) = (remembered.url(""), instance.url(""));
        bail!(
            "open this database as {now}: it belongs to {was}. Every address that other servers know contains it, \
             so it cannot be changed. Use --domain {} (plain http only goes with federation.allow_http or a domain \
             on this machine), or another --data folder",
            remembered.domain
        );
    }
    let site = Site::new(store, clock, instance);
    social::settings::load(&site).await?;
    social::tags::catch_up(&site).await?;
    social::search::catch_up(&site).await?;
    Ok(site)
}

/// Where the site was on the network when its database was made.
async fn remembered(store: &Store) -> anyhow::Result<Option<Instance>> {
    let origin = settings::find(store, settings::ORIGIN).await?;
    Ok(origin.and_then(|origin| {
        let (scheme, domain) = origin.split_once("://")?;
        let scheme = if scheme == "http" { "http" } else { "https" };
        Some(Instance { domain: domain.to_owned(), scheme, media_host: None })
    }))
}

/// The app of an open site.
pub fn app(config: &Config, site: &Arc<Site>) -> anyhow::Result<App> {
    let options = federation::Options {
        allow_http: config.federation.allow_http,
        allow_private_addresses: config.federation.allow_private_addresses.clone(),
        extra_ca_pem: config.extra_ca_pem()?,
        players: config.federation.players.clone(),
        translator: config.translation.as_ref().map(config::Translation::options),
        names: None,
        user_agent_version: env!("CARGO_PKG_VERSION").to_owned(),
    };
    mail::set_up(site, &options, &config.mail.allow_private_addresses);
    let federation = Federation::new(Arc::clone(site), options).context("prepare the outbound client")?;
    Ok(App { site: Arc::clone(site), federation })
}

/// Runs the server until it is told to stop.
pub async fn serve(config: Config) -> anyhow::Result<()> {
    open_files::allow_many();
    let site = open_to_serve(&config).await?;
    serve_site(&config, &site).await
}

/// Runs the server for an open site until it is told to stop.
pub async fn serve_site(config: &Config, site: &Arc<Site>) -> anyhow::Result<()> {
    remind(config);
    let _running = files::running(&config.data)?;
    open_workshop(config, site).await?;
    // Aside: nobody needs to wait for ffmpeg before they can read.
    let tools = site.workshop()?.tools().clone();
    tokio::task::spawn_blocking(move || tell_of_tools(tools.open()));
    site.throttles.set_on(config.rate_limits);
    let app = app(config, site)?;
    let (door, doors) = doors::open(config, site).await?;
    let workers = workers::start(&app);
    welcome(config, site).await?;
    let served = http::serve(door, app.router(), config.trusted_proxies.clone(), shutdown::signal()).await;
    doors.close().await;
    stop(workers).await;
    served.context("serve requests")
}

/// Sets up where files are kept and worked on.
async fn open_workshop(config: &Config, site: &Site) -> anyhow::Result<()> {
    let storage = open_storage(config, site).await?;
    let workshop = match config.budget {
        Some(bytes) => workshop(config)?.within(Some(bytes)),
        None => workshop(config)?.within_settings(),
    };
    site.set_workshop(workshop.with_storage(storage));
    social::uploads::clear_left(site).await?;
    Ok(())
}

/// Sets up where pictures are worked on, for a command that keeps them in the database. A server may run beside it.
pub fn open_workbench(config: &Config, site: &Site) -> anyhow::Result<()> {
    site.set_workshop(workshop(config)?);
    Ok(())
}

fn workshop(config: &Config) -> anyhow::Result<Workshop> {
    let file = std::env::current_exe().context("find out where this program is")?;
    let program = media::child::Program { file, arguments: vec!["media-job".into()] };
    let tools = Toolbox::in_folders(std::env::var_os("PATH").unwrap_or_default());
    let workshop = Workshop::new(&config.data, program, tools);
    workshop.with_context(|| format!("use the data folder {}", config.data.display()))
}

fn tell_of_tools(tools: &media::tools::Tools) {
    match (tools.advice(), &tools.version) {
        (Some(advice), _) => tracing::warn!("{advice}"),
        (None, version) => info!(ffmpeg = version.as_deref(), "pictures, videos and sounds can be worked on"),
    }
}

/// Opens the storage of files. One that does not answer now may do so later.
async fn open_storage(config: &Config, site: &Site) -> anyhow::Result<Storage> {
    let storage = files::open(config, site).await?;
    if let Err(error) = storage.check().await {
        tracing::error!(%error, "files cannot be reached in {}; people can do everything else", storage.place());
    }
    Ok(storage)
}

/// Reminds the operator of what must not stay so.
fn remind(config: &Config) {
    for warning in config.warnings() {
        tracing::warn!("{warning}");
    }
}

async fn stop(workers: workers::Workers) {
    info!("stopping: finishing what is under way");
    if tokio::time::timeout(limits::STOP_PATIENCE, workers.stop()).await.is_err() {
        tracing::warn!("some background work did not finish in time; it goes on at the next start");
    }
}

/// Says where the server is and what to do next.
async fn welcome(config: &Config, site: &Site) -> anyhow::Result<()> {
    let here = site.instance.url("/");
    info!(engine = site.store.engine_name(), listen = %config.listen, "Fanfare is running at {here}");
    match social::first_run::begin(site).await? {
        Some(code) => show_link(&site.instance.url(&format!("/setup?code={code}"))),
        None => info!("sign in from any Mastodon app with the server name {}", site.instance.domain),
    }
    Ok(())
}

/// Shows whoever started the program where to set the server up. It goes past the log, which others may read later and
/// which may be told to be silent.
fn show_link(link: &str) {
    let words = format!(
        "\nNobody lives here yet. Open this link to set your server up. It works once, and until the next start:\n\n    \
         {link}\n\n"
    );
    // If nobody reads it, the next start shows another.
    drop(std::io::stdout().write_all(words.as_bytes()));
}
