//! The configuration: one tree, every key documented here. Where a key may be given is told in `sources`; what an
//! admin may change while the server runs is a setting in the database and not here.

mod domain;
mod error;
mod files;
mod sources;
mod translation;

use std::{net::SocketAddr, path::PathBuf};

use anyhow::Context as _;
pub use error::ConfigError;
pub use files::{Bucket, Files, Secret};
use ipnet::IpNet;
use model::Instance;
use sources::{Given, Sources};
pub use translation::Translation;

/// Where the server answers if nothing else is said.
const LISTEN: &str = "127.0.0.1:3000";
/// The data folder if nothing else is said.
const DATA: &str = "data";
/// Connections to PostgreSQL if nothing else is said.
const CONNECTIONS: usize = 16;
/// Connections to PostgreSQL at most; more than this only makes it slower.
const CONNECTIONS_MAX: i64 = 1_000;

/// Every key: its name in the file. Its variable is `FANFARE_` and the name in capitals, dots as underscores.
const KEYS: [&str; 29] = [
    "domain",
    "media_host",
    "listen",
    "data",
    "database_url",
    "database.durability",
    "database.connections",
    "files",
    "s3.endpoint",
    "s3.region",
    "s3.access_key",
    "s3.secret_key",
    "s3.path_style",
    "s3.allow_http",
    "s3.allow_private_addresses",
    "translation.provider",
    "translation.endpoint",
    "translation.api_key",
    "translation.allow_http",
    "translation.allow_private_addresses",
    "federation.allow_http",
    "federation.allow_private_addresses",
    "federation.extra_ca_file",
    "federation.players",
    "trusted_proxies",
    "rate_limits",
    "storage.budget",
    "log.format",
    "log.level",
];

/// What was given on the command line.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Options {
    /// The folder for everything that is kept on disk [default: ./data]
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// The configuration file [default: fanfare.toml in the data folder or here, if there is one]
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The host, with port if unusual, in people's handles [default: localhost and the port of --listen]
    #[arg(long, global = true, value_name = "HOST[:PORT]")]
    pub domain: Option<String>,
    /// postgres://user:password@host/name for PostgreSQL [default: SQLite in the data folder]
    #[arg(long, global = true, value_name = "URL")]
    pub database_url: Option<String>,
    /// The address and port to answer on; an option of `serve` and `demo`
    #[arg(skip)]
    pub listen: Option<String>,
}

/// The configuration of a server.
#[derive(Clone, Debug)]
pub struct Config {
    /// Host, with port when it is not the usual one, in people's handles and in the address of every status. It
    /// cannot be changed once other servers know it. Default: `localhost` and the port of `listen`.
    pub domain: String,
    /// Whether the domain was given; if not, the one that the database remembers goes before the default.
    pub is_domain_given: bool,
    /// Host, with port when it is not the usual one, under which pictures, videos and sounds are found, and nothing else.
    /// Default: none, which means `domain`.
    pub media_host: Option<String>,
    /// Address and port to answer on. Default: `127.0.0.1:3000`.
    pub listen: SocketAddr,
    /// The folder for everything that is kept on disk. Default: `./data`.
    pub data: PathBuf,
    /// `postgres://user:password@host:port/name`. Default: none, which means SQLite in the data folder.
    pub database_url: Option<String>,
    /// How the database is used.
    pub database: Database,
    /// How other servers are dealt with.
    pub federation: Federation,
    /// Ranges of proxies whose `X-Forwarded-For` is believed. Default: this machine.
    pub trusted_proxies: Vec<IpNet>,
    /// Whether requests are counted and refused when there are too many. Default: `true`; `false` is for trials
    /// that measure speed.
    pub rate_limits: bool,
    /// What is logged.
    pub log: Log,
    /// Where files are kept.
    pub files: Files,
    /// Bytes of the disk that all files and the database may take; beyond that, files of other servers go, those first
    /// that nobody has looked at for longest. Default: what the setting of the same name says, at first 20 GB.
    pub budget: Option<u64>,
    /// Who translates posts. Default: nobody.
    pub translation: Option<Translation>,
}

/// How the database is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Database {
    /// What a power cut may cost (SQLite only; PostgreSQL has its own setting). Default: `full`.
    pub durability: Durability,
    /// Connections to PostgreSQL at most. Default: 16.
    pub connections: usize,
}

/// What a power cut may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// `full`: nothing that was answered.
    Full,
    /// `normal`: the last moments; writes are faster on slow disks.
    Normal,
}

/// How other servers are dealt with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Federation {
    /// Other servers may be asked over plain HTTP; for trials on one machine. Default: `false`.
    pub allow_http: bool,
    /// Ranges that may be connected to although they are not public: exactly these and no more; for trials.
    /// Default: none.
    pub allow_private_addresses: Vec<IpNet>,
    /// PEM file with certificates of authorities to trust besides the public ones. Default: none.
    pub extra_ca_file: Option<PathBuf>,
    /// Hosts, such as that of a PeerTube server, whose videos may play in a frame in people's apps, besides YouTube,
    /// Vimeo and Dailymotion. Default: none.
    pub players: Vec<String>,
}

/// What is logged, to standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Log {
    /// Default: `text`.
    pub format: LogFormat,
    /// `error`, `warn`, `info`, `debug` or `trace`. Default: `info`.
    pub level: tracing::Level,
}

/// How a line of the log looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// `text`: for people.
    Text,
    /// `json`: one object a line, for programs.
    Json,
}

impl Config {
    /// Reads the configuration: options, then variables, then the file, then defaults.
    pub fn load(options: &Options) -> Result<Self, ConfigError> {
        let mut sources = Sources::default();
        sources.add_options(options);
        sources.add_variables(std::env::vars_os())?;
        if let Some((path, text)) = sources::read_file(&sources, options)? {
            sources.add_file(&path, &text)?;
        }
        Self::build(&sources)
    }

    fn build(given: &Sources) -> Result<Self, ConfigError> {
        let listen = given.read("listen", parse_listen)?;
        let listen = listen.unwrap_or_else(|| LISTEN.parse().expect("the default is an address"));
        let domain = given.read("domain", |given| given.text().and_then(domain::check))?;
        let is_domain_given = domain.is_some();
        let domain = domain.unwrap_or_else(|| format!("localhost:{}", listen.port()));
        Ok(Self {
            is_domain_given,
            media_host: given.read("media_host", |given| parse_media_host(given, &domain))?,
            domain,
            listen,
            data: given.read("data", Given::path)?.unwrap_or_else(|| PathBuf::from(DATA)),
            database_url: given.read("database_url", parse_database_url)?,
            database: Database {
                durability: given.read("database.durability", parse_durability)?.unwrap_or(Durability::Full),
                connections: given.read("database.connections", parse_connections)?.unwrap_or(CONNECTIONS),
            },
            federation: Federation {
                allow_http: given.read("federation.allow_http", Given::flag)?.unwrap_or(false),
                allow_private_addresses: given
                    .read("federation.allow_private_addresses", parse_ranges)?
                    .unwrap_or_default(),
                extra_ca_file: given.read("federation.extra_ca_file", Given::path)?,
                players: given.read("federation.players", parse_hosts)?.unwrap_or_default(),
            },
            trusted_proxies: given.read("trusted_proxies", parse_ranges)?.unwrap_or_else(this_machine),
            rate_limits: given.read("rate_limits", Given::flag)?.unwrap_or(true),
            log: Log {
                format: given.read("log.format", parse_format)?.unwrap_or(LogFormat::Text),
                level: given.read("log.level", parse_level)?.unwrap_or(tracing::Level::INFO),
            },
            files: Files::build(given)?,
            budget: given.read("storage.budget", |given| given.text().and_then(social::bytes::read))?,
            translation: Translation::build(given)?,
        })
    }

    /// Where this server is on the network. Only trials on one machine go without TLS.
    pub fn instance(&self) -> Instance {
        let is_plain = self.federation.allow_http || domain::is_this_machine(&self.domain);
        Instance {
            domain: self.domain.clone(),
            scheme: if is_plain { "http" } else { "https" },
            media_host: self.media_host.clone(),
        }
    }

    /// The certificate authorities to trust besides the public ones.
    pub fn extra_ca_pem(&self) -> anyhow::Result<Option<Vec<u8>>> {
        let Some(path) = &self.federation.extra_ca_file else { return Ok(None) };
        let read = std::fs::read(path).with_context(|| format!("read extra_ca_file {}", path.display()));
        read.map(Some)
    }

    /// What an operator should be reminded of at each start.
    pub fn warnings(&self) -> Vec<String> {
        let mut warnings = Vec::new();
        if self.federation.allow_http {
            warnings.push(
                "federation.allow_http is on: other servers are asked over plain HTTP, which anybody on the way \
                 can read and change. Use it for trials on one machine only"
                    .to_owned(),
            );
        }
        if !self.federation.allow_private_addresses.is_empty() {
            let ranges = &self.federation.allow_private_addresses;
            let ranges: Vec<String> = ranges.iter().map(ToString::to_string).collect();
            warnings.push(format!(
                "federation.allow_private_addresses is set: strangers can make this server ask machines in {}. \
                 Use it for trials only",
                ranges.join(", ")
            ));
        }
        warnings.extend(self.files.warnings());
        if !self.rate_limits {
            warnings.push(
                "rate_limits is off: anybody may ask, post and guess passwords as fast as they can. Use it for \
                 trials only"
                    .to_owned(),
            );
        }
        warnings
    }
}

fn parse_media_host(given: &Given, domain: &str) -> Result<String, String> {
    let host = given.text().and_then(domain::check)?;
    if host == domain {
        return Err("must be another host than domain; leave it out if there is none".to_owned());
    }
    Ok(host)
}

fn parse_listen(given: &Given) -> Result<SocketAddr, String> {
    given.text()?.parse().map_err(|_| "must be an address and port such as 127.0.0.1:3000".to_owned())
}

fn parse_database_url(given: &Given) -> Result<String, String> {
    let url = given.text()?;
    if url.starts_with("postgres://") || url.starts_with("postgresql://") {
        Ok(url.to_owned())
    } else {
        Err("must begin with postgres://; leave it out for SQLite".to_owned())
    }
}

fn parse_durability(given: &Given) -> Result<Durability, String> {
    given.choice(&[("full", Durability::Full), ("normal", Durability::Normal)])
}

fn parse_connections(given: &Given) -> Result<usize, String> {
    match given.number()? {
        number @ 1..=CONNECTIONS_MAX => Ok(number as usize),
        _ => Err(format!("must be from 1 to {CONNECTIONS_MAX}")),
    }
}

/// The addresses of this machine itself.
fn this_machine() -> Vec<IpNet> {
    ["127.0.0.0/8", "::1/128"].map(|range| range.parse().expect("a range")).to_vec()
}

fn parse_ranges(given: &Given) -> Result<Vec<IpNet>, String> {
    let parse = |range: &String| {
        range.parse().map_err(|_| format!("has {range:?}, which is not a range such as 127.0.0.0/8"))
    };
    given.list()?.iter().map(parse).collect()
}

fn parse_hosts(given: &Given) -> Result<Vec<String>, String> {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b':');
    let parse = |host: &String| match !host.is_empty() && host.bytes().all(is_letter) {
        true => Ok(host.to_ascii_lowercase()),
        false => Err(format!("has {host:?}, which is not a host such as tube.example")),
    };
    given.list()?.iter().map(parse).collect()
}

fn parse_format(given: &Given) -> Result<LogFormat, String> {
    given.choice(&[("text", LogFormat::Text), ("json", LogFormat::Json)])
}

fn parse_level(given: &Given) -> Result<tracing::Level, String> {
    use tracing::Level;
    given.choice(&[
        ("error", Level::ERROR),
        ("warn", Level::WARN),
        ("info", Level::INFO),
        ("debug", Level::DEBUG),
        ("trace", Level::TRACE),
    ])
}

#[cfg(test)]
mod tests;
