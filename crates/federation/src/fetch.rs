//! The guarded client: the one door through which requests leave for other servers. It resolves names itself,
//! connects only where `policy` allows, checks every redirect anew, and caps size, time and concurrency.

use std::{error::Error as _, sync::Arc, time::Duration};

use activitypub::{http_date, signature::Form};
use moka::sync::Cache;
use reqwest::{
    StatusCode,
    header::{ACCEPT, CONTENT_TYPE, DATE, HeaderMap, LOCATION, RETRY_AFTER, USER_AGENT},
};
use rustls::{
    RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};
use tokio::{io::AsyncWriteExt, sync::Semaphore};
use url::Url;

use crate::{
    BuildError, Options,
    authority::authority_of,
    keys::SigningKey,
    limits,
    names::{Lookups, Resolver},
    policy::{Forbidden, Policy, Reach},
};

/// What a fetch brought.
pub(crate) struct Fetched {
    /// Where it was found in the end.
    pub(crate) url: Url,
    /// Its type, as the server says.
    pub(crate) content_type: String,
    /// Its bytes, unpacked.
    pub(crate) body: Vec<u8>,
    /// How the request was signed that brought it, if another way was refused.
    pub(crate) taken: Option<Form>,
}

/// What is asked for by nobody in particular: without a signature, as a page of the web is.
#[derive(Clone, Copy)]
pub(crate) struct Wanted<'a> {
    /// The media types that are asked for.
    pub(crate) accept: &'a str,
    /// The media types that are taken.
    pub(crate) kinds: &'a [&'a str],
    /// Bytes that are read; what comes after them is left.
    pub(crate) most: usize,
}

/// How an address is asked.
#[derive(Clone, Copy)]
enum Asking<'a> {
    /// For a document, which is read whole or not at all.
    Signed(&'a str, Signer<'a>),
    /// For a page, of which the beginning is enough.
    Plain(Wanted<'a>),
}

/// Who fetches, and how the request is signed at first.
#[derive(Clone, Copy)]
pub(crate) struct Signer<'a> {
    pub(crate) key: &'a SigningKey,
    pub(crate) form: Form,
    pub(crate) now_ms: i64,
}

impl Signer<'_> {
    /// The ways to sign a fetch, in the order in which they are tried: the usual one, the other form, and the draft
    /// without the query, since a few servers forget that when they check.
    fn ways(self, url: &Url) -> impl Iterator<Item = (Form, bool)> {
        let other = if self.form == Form::Draft { Form::Standard } else { Form::Draft };
        let bare = url.query().map(|_| (Form::Draft, false));
        [(self.form, true), (other, true)].into_iter().chain(bare)
    }
}

/// What a server answered to a delivery.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    /// Seconds that it asks us to wait.
    pub(crate) retry_after: Option<i64>,
    /// Whether it says that it reads signatures after RFC 9421.
    pub(crate) wants_standard: bool,
}

/// Why a document could not be had.
#[derive(Debug, thiserror::Error)]
pub(crate) enum FetchError {
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    #[error("the address is on this server")]
    Ourselves,
    #[error("this server has dealings only with some others, and {0} is not among them")]
    Unwelcome(String),
    #[error("{0} is not an address")]
    Malformed(String),
    #[error("the document is gone")]
    Gone,
    #[error("the server answered {0}")]
    Status(StatusCode),
    #[error("the server redirects too often")]
    Redirects,
    #[error("the document is larger than {} bytes", model::limits::DOCUMENT_BYTES)]
    Large,
    #[error("the answer is no ActivityPub document but {0}")]
    NotAnObject(String),
    #[error("the answer is not of the kind that was asked for, but {0}")]
    OtherKind(String),
    #[error(transparent)]
    Mismatch(#[from] crate::authority::Mismatch),
    #[error("too many documents would have to be fetched")]
    Budget,
    #[error("the request could not be signed: {0}")]
    Signing(String),
    #[error("no answer: {0}")]
    Unreachable(String),
}

impl FetchError {
    /// Whether it may work later.
    pub(crate) fn is_temporary(&self) -> bool {
        match self {
            Self::Unreachable(_) | Self::Signing(_) => true,
            Self::Status(status) => {
                status.is_server_error()
                    || [StatusCode::TOO_MANY_REQUESTS, StatusCode::REQUEST_TIMEOUT].contains(status)
            }
            _ => false,
        }
    }
}

/// The guarded client.
pub(crate) struct Client {
    /// For the ports of the web.
    anywhere: Doors,
    /// For other ports: its resolver answers only with what the operator listed.
    listed: Doors,
    policy: Policy,
    /// Our own host and port.
    home: String,
    /// How we call ourselves where we read pages. Many websites look for the last word.
    reader: String,
    hosts: Cache<String, Arc<Semaphore>>,
    /// Hosts to which a connection is kept open for the next request.
    kept: Cache<String, ()>,
}

/// Two ways to the same hosts.
struct Doors {
    /// Leaves the connection open for the next request.
    open: reqwest::Client,
    /// Closes it.
    closing: reqwest::Client,
}

impl Client {
    pub(crate) fn new(options: &Options, home: &str, home_url: &str) -> Result<Self, BuildError> {
        let policy =
            Policy { allow_http: options.allow_http, allowed: options.allow_private_addresses.clone() };
        let tls = tls(options.extra_ca_pem.as_deref())?;
        let user_agent = format!("Fanfare/{} (+{home_url})", options.user_agent_version);
        let lookups = Lookups::new(options.names.clone());
        let client = |reach, idle| {
            let resolver = Resolver { policy: policy.clone(), reach, lookups: lookups.clone() };
            http(resolver, tls.clone(), &user_agent, idle)
        };
        let doors = |reach| {
            Ok::<_, BuildError>(Doors { open: client(reach, usize::MAX)?, closing: client(reach, 0)? })
        };
        Ok(Self {
            anywhere: doors(Reach::Anywhere)?,
            listed: doors(Reach::Listed)?,
            policy: policy.clone(),
            home: home.to_ascii_lowercase(),
            reader: format!("{user_agent} Bot"),
            hosts: Cache::new(limits::HOSTS),
            kept: Cache::builder().time_to_idle(limits::IDLE_TIMEOUT).build(),
        })
    }

    /// Whether plain HTTP is allowed.
    pub(crate) fn allows_http(&self) -> bool {
        self.policy.allow_http
    }

    /// Fetches a document, signed anew for each redirect.
    pub(crate) async fn get(
        &self,
        url: &Url,
        accept: &str,
        signer: Signer<'_>,
    ) -> Result<Fetched, FetchError> {
        self.get_in_time(url, Asking::Signed(accept, signer)).await
    }

    /// Fetches what anybody may read, without a signature. It is of one of the kinds that are wanted; of what is long
    /// only the beginning is read.
    pub(crate) async fn get_plain(&self, url: &Url, wanted: Wanted<'_>) -> Result<Fetched, FetchError> {
        self.get_in_time(url, Asking::Plain(wanted)).await
    }

    async fn get_in_time(&self, url: &Url, asking: Asking<'_>) -> Result<Fetched, FetchError> {
        // What waits for a connection takes kilobytes, which whoever asks would carry along all the time.
        let work = Box::pin(self.follow(url.clone(), asking));
        match tokio::time::timeout(limits::REQUEST_TIMEOUT, work).await {
            Ok(fetched) => fetched,
            Err(_) => Err(FetchError::Unreachable("it took too long".into())),
        }
    }

    async fn follow(&self, mut url: Url, asking: Asking<'_>) -> Result<Fetched, FetchError> {
        url.set_fragment(None);
        for _ in 0..=limits::REDIRECTS {
            let (client, host) = self.admit(&url)?;
            let semaphore =
                self.hosts.get_with(host, || Arc::new(Semaphore::new(limits::FETCHES_AT_ONCE_PER_HOST)));
            let permit = semaphore.acquire().await;
            let (response, taken) = match asking {
                Asking::Signed(accept, signer) => ask(client, &url, accept, signer).await?,
                Asking::Plain(wanted) => (self.ask_plainly(client, &url, wanted).await?, None),
            };
            let status = response.status();
            if status.is_redirection() && response.headers().contains_key(LOCATION) {
                url = next(&url, response.headers())?;
                continue;
            }
            let content_type = header(response.headers(), &CONTENT_TYPE).unwrap_or_default();
            let fetched = match status {
                StatusCode::GONE => Err(FetchError::Gone),
                status if !status.is_success() => Err(FetchError::Status(status)),
                _ => match asking {
                    Asking::Signed(..) => read(response, model::limits::DOCUMENT_BYTES).await,
                    Asking::Plain(wanted) => read_beginning(response, wanted, &content_type).await,
                }
                .map(|body| Fetched { url, content_type, body, taken }),
            };
            drop(permit);
            return fetched;
        }
        Err(FetchError::Redirects)
    }

    /// Fetches a file to the disk, of so many bytes at most, whatever length is claimed.
    pub(crate) async fn download(
        &self,
        mut url: Url,
        path: &std::path::Path,
        most: u64,
    ) -> Result<(), FetchError> {
        url.set_fragment(None);
        for _ in 0..=limits::REDIRECTS {
            let (client, host) = self.admit(&url)?;
            let semaphore =
                self.hosts.get_with(host, || Arc::new(Semaphore::new(limits::FETCHES_AT_ONCE_PER_HOST)));
            let permit = semaphore.acquire().await;
            let request = client.get(url.clone()).timeout(limits::FILE_TIMEOUT);
            let response = request.send().await.map_err(|error| read_error(&error))?;
            if response.status().is_redirection() && response.headers().contains_key(LOCATION) {
                url = next(&url, response.headers())?;
                continue;
            }
            match response.status() {
                StatusCode::GONE => return Err(FetchError::Gone),
                status if !status.is_success() => return Err(FetchError::Status(status)),
                _ => {}
            }
            let written = write(response, path, most).await;
            drop(permit);
            return written;
        }
        Err(FetchError::Redirects)
    }

    async fn ask_plainly(
        &self,
        client: &reqwest::Client,
        url: &Url,
        wanted: Wanted<'_>,
    ) -> Result<reqwest::Response, FetchError> {
        let request = client.get(url.clone()).header(ACCEPT, wanted.accept).header(USER_AGENT, &self.reader);
        request.send().await.map_err(|error| read_error(&error))
    }

    /// Delivers a body. Redirects are not followed: the answer is the answer.
    pub(crate) async fn post(
        &self,
        url: &Url,
        headers: HeaderMap,
        body: impl Into<reqwest::Body>,
        timeout: Duration,
    ) -> Result<Answer, FetchError> {
        let (client, _) = self.admit(url)?;
        let sent = client.post(url.clone()).headers(headers).body(body).timeout(timeout).send().await;
        let response = sent.map_err(|error| read_error(&error))?;
        let answer = Answer {
            status: response.status(),
            retry_after: header(response.headers(), &RETRY_AFTER).and_then(|text| seconds(&text, &response)),
            wants_standard: response.headers().contains_key("accept-signature"),
        };
        // The rest of a short answer is read so that the connection can serve the next delivery; a long one
        // costs it the connection.
        drop(read(response, limits::ANSWER_BYTES).await);
        Ok(answer)
    }

    /// Chooses the client that may make the request; answers also the host's name.
    fn admit(&self, url: &Url) -> Result<(&reqwest::Client, String), FetchError> {
        let reach = self.policy.check(url)?;
        let host = authority_of(url).ok_or(Forbidden::Shape)?;
        if host == self.home {
            return Err(FetchError::Ourselves);
        }
        let doors = if reach == Reach::Anywhere { &self.anywhere } else { &self.listed };
        Ok((if self.keeps(&host) { &doors.open } else { &doors.closing }, host))
    }

    /// Whether the connection to a host is left open: whoever talks to tens of thousands of hosts in a row would run out
    /// of connections, and gains nothing from those.
    fn keeps(&self, host: &str) -> bool {
        if self.kept.get(host).is_some() {
            return true;
        }
        let has_room = self.kept.entry_count() < limits::HOSTS_KEPT;
        if has_room {
            self.kept.insert(host.to_owned(), ());
        }
        has_room
    }
}

/// Asks for a document. Whoever does not take the signature is asked again with another.
async fn ask(
    client: &reqwest::Client,
    url: &Url,
    accept: &str,
    signer: Signer<'_>,
) -> Result<(reqwest::Response, Option<Form>), FetchError> {
    let mut refused = None;
    for (form, with_query) in signer.ways(url) {
        let headers = signer.key.sign_fetch(url, form, with_query, signer.now_ms);
        let headers = headers.map_err(FetchError::Signing)?;
        let response = client.get(url.clone()).headers(headers).header(ACCEPT, accept).send().await;
        let response = response.map_err(|error| read_error(&error))?;
        if response.status() != StatusCode::UNAUTHORIZED {
            return Ok((response, refused.is_some().then_some(form).filter(|_| with_query)));
        }
        refused = Some(response);
    }
    refused.map(|response| (response, None)).ok_or(FetchError::Status(StatusCode::UNAUTHORIZED))
}

/// How long to wait, told in seconds or as a moment, which is counted by the clock of whoever answers.
fn seconds(text: &str, response: &reqwest::Response) -> Option<i64> {
    text.trim().parse().ok().or_else(|| {
        let dated = header(response.headers(), &DATE).and_then(|date| http_date::read(&date))?;
        Some((http_date::read(text)? - dated) / 1000)
    })
}

fn next(url: &Url, headers: &HeaderMap) -> Result<Url, FetchError> {
    let target = header(headers, &LOCATION).unwrap_or_default();
    let mut next = url.join(&target).map_err(|_| FetchError::Malformed(target))?;
    next.set_fragment(None);
    Ok(next)
}

fn header(headers: &HeaderMap, name: &reqwest::header::HeaderName) -> Option<String> {
    headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned)
}

/// Reads a body up to a limit, counted after unpacking so that a small packet cannot become a large one.
async fn read(mut response: reqwest::Response, limit: usize) -> Result<Vec<u8>, FetchError> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.map_err(|error| read_error(&error))? {
        if body.len() + chunk.len() > limit {
            return Err(FetchError::Large);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// Writes a body to the disk, up to a limit.
async fn write(mut response: reqwest::Response, path: &std::path::Path, most: u64) -> Result<(), FetchError> {
    let disk = |error: std::io::Error| FetchError::Unreachable(format!("it could not be written: {error}"));
    let mut file = tokio::fs::File::create(path).await.map_err(disk)?;
    let mut bytes = 0;
    while let Some(chunk) = response.chunk().await.map_err(|error| read_error(&error))? {
        bytes += chunk.len() as u64;
        if bytes > most {
            return Err(FetchError::Large);
        }
        file.write_all(&chunk).await.map_err(disk)?;
    }
    file.flush().await.map_err(disk)
}

/// Reads a body of a kind that is wanted up to a limit, and leaves the rest.
async fn read_beginning(
    mut response: reqwest::Response,
    wanted: Wanted<'_>,
    content_type: &str,
) -> Result<Vec<u8>, FetchError> {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    if !wanted.kinds.iter().any(|known| kind.eq_ignore_ascii_case(known)) {
        return Err(FetchError::OtherKind(kind.to_owned()));
    }
    let mut body = Vec::new();
    while body.len() < wanted.most {
        let Some(chunk) = response.chunk().await.map_err(|error| read_error(&error))? else { break };
        let room = wanted.most - body.len();
        body.extend_from_slice(&chunk[..chunk.len().min(room)]);
    }
    Ok(body)
}

/// The resolver's refusal comes back wrapped in several layers.
fn read_error(error: &reqwest::Error) -> FetchError {
    let mut cause = error.source();
    let mut last = error.to_string();
    while let Some(inner) = cause {
        if let Some(forbidden) = inner.downcast_ref::<Forbidden>() {
            return FetchError::Forbidden(*forbidden);
        }
        last = inner.to_string();
        cause = inner.source();
    }
    FetchError::Unreachable(last)
}

fn http(
    resolver: Resolver,
    tls: rustls::ClientConfig,
    user_agent: &str,
    idle: usize,
) -> Result<reqwest::Client, BuildError> {
    #[expect(clippy::disallowed_methods, reason = "this is the guarded client that everything else must use")]
    let builder = reqwest::Client::builder();
    builder
        .tls_backend_preconfigured(tls)
        .dns_resolver(Arc::new(resolver))
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .referer(false)
        .connect_timeout(limits::CONNECT_TIMEOUT)
        .timeout(limits::REQUEST_TIMEOUT)
        .pool_idle_timeout(limits::IDLE_TIMEOUT)
        .pool_max_idle_per_host(idle)
        .user_agent(user_agent)
        .build()
        .map_err(|error| BuildError::Client(error.to_string()))
}

/// TLS with the certificate authorities of the machine and, if given, one more.
pub(crate) fn tls(extra_ca_pem: Option<&[u8]>) -> Result<rustls::ClientConfig, BuildError> {
    let mut roots = RootCertStore::empty();
    let native = rustls_native_certs::load_native_certs();
    roots.add_parsable_certificates(native.certs);
    if let Some(pem) = extra_ca_pem {
        let certificates = CertificateDer::pem_slice_iter(pem).collect::<Result<Vec<_>, _>>();
        let certificates = certificates.map_err(|error| BuildError::Authority(error.to_string()))?;
        if roots.add_parsable_certificates(certificates).0 == 0 {
            return Err(BuildError::Authority("there is no certificate in it".into()));
        }
    }
    if roots.is_empty() {
        tracing::warn!("this machine has no certificate authorities: servers on https cannot be reached");
    }
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let mut config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|error| BuildError::Client(error.to_string()))?
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn f_034_only_so_many_connections_are_left_open() {
        let client = Client::new(&Options::default(), "home.example", "https://home.example/").unwrap();
        for number in 0..limits::HOSTS_KEPT {
            assert!(client.keeps(&format!("{number}.example")));
        }
        client.kept.run_pending_tasks();
        assert!(!client.keeps("one-more.example"), "F-034: a crowd leaves no connections behind");
        assert!(client.keeps("7.example"), "those who are talked to again and again are kept");
    }
}
