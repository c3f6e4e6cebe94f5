//! The guarded client: the one door through which requests leave for other servers. It resolves names itself,
//! connects only where `policy` allows, checks every redirect anew, and caps size, time and concurrency.

mod doors;
mod error;
mod reading;

use std::{collections::VecDeque, path::Path, sync::Arc, time::Duration};

use activitypub::signature::{Asked, Form};
pub(crate) use doors::tls;
use doors::{Doors, http};
pub(crate) use error::FetchError;
use moka::sync::Cache;
use reading::{dated_ms, header, imprint, next, read, read_beginning, read_error, seconds, wanted, write};
use reqwest::{
    StatusCode,
    header::{
        ACCEPT, CONTENT_TYPE, HeaderMap, IF_MODIFIED_SINCE, IF_NONE_MATCH, LOCATION, RETRY_AFTER, USER_AGENT,
    },
};
use social::remote_files::Imprint;
use tokio::sync::Semaphore;
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
    /// What its server says that the time is, in milliseconds since the epoch.
    pub(crate) dated_ms: Option<i64>,
    /// By what its server knows it again.
    pub(crate) imprint: Imprint,
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

/// Sends a request to a service that the operator named, and reads the answer up to a limit.
pub(crate) async fn read_answer(
    request: reqwest::RequestBuilder,
    most: usize,
) -> Result<Vec<u8>, FetchError> {
    let response = request.send().await.map_err(|error| read_error(&error))?;
    match response.status() {
        status if status.is_success() => read(response, most).await,
        status => Err(FetchError::Status(status)),
    }
}

/// How an address is asked.
#[derive(Clone, Copy)]
enum Asking<'a> {
    /// For a document, which is read whole or not at all.
    Signed(&'a str, Signer<'a>),
    /// For a page, of which the beginning is enough.
    Plain(Wanted<'a>),
    /// For a file, of so many bytes at most, that is written to the disk unless its server knows it again.
    File(&'a Path, u64, &'a Imprint),
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
    /// What it wants to be signed, after RFC 9421.
    pub(crate) wanted: Option<Asked>,
    /// What it says that the time is, in milliseconds since the epoch.
    pub(crate) dated_ms: Option<i64>,
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

    /// Fetches a file to the disk, of so many bytes at most, whatever length is claimed; answers by what its server knows
    /// it again. Nothing if it is the one that is known.
    pub(crate) async fn download(
        &self,
        url: Url,
        path: &Path,
        most: u64,
        known: &Imprint,
    ) -> Result<Option<Imprint>, FetchError> {
        match self.follow(url, Asking::File(path, most, known)).await {
            Ok(fetched) => Ok(Some(fetched.imprint)),
            Err(FetchError::Status(StatusCode::NOT_MODIFIED)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Asks at an address, and at those to which it leads.
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
                Asking::File(_, _, known) => (ask_for_file(client, &url, known).await?, None),
            };
            let (status, headers) = (response.status(), response.headers());
            if status.is_redirection() && headers.contains_key(LOCATION) {
                url = next(&url, headers)?;
                continue;
            }
            let content_type = header(headers, &CONTENT_TYPE).unwrap_or_default();
            let (dated_ms, imprint) = (dated_ms(headers), imprint(headers));
            let body = match (status, asking) {
                (StatusCode::GONE, _) => Err(FetchError::Gone),
                (status, _) if !status.is_success() => Err(FetchError::Status(status)),
                (_, Asking::Signed(..)) => read(response, model::limits::DOCUMENT_BYTES).await,
                (_, Asking::Plain(wanted)) => read_beginning(response, wanted, &content_type).await,
                (_, Asking::File(path, most, _)) => write(response, path, most).await.map(|()| Vec::new()),
            };
            drop(permit);
            return body.map(|body| Fetched { url, content_type, body, taken, dated_ms, imprint });
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
            wanted: wanted(response.headers()),
            dated_ms: dated_ms(response.headers()),
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

/// Asks for a file, which may take its time.
async fn ask_for_file(
    client: &reqwest::Client,
    url: &Url,
    known: &Imprint,
) -> Result<reqwest::Response, FetchError> {
    let mut request = client.get(url.clone()).timeout(limits::FILE_TIMEOUT);
    for (name, value) in [(IF_NONE_MATCH, &known.tag), (IF_MODIFIED_SINCE, &known.dated)] {
        if let Some(value) = value {
            request = request.header(name, value);
        }
    }
    request.send().await.map_err(|error| read_error(&error))
}

/// Asks for a document. Whoever does not take the signature is asked again with another.
async fn ask(
    client: &reqwest::Client,
    url: &Url,
    accept: &str,
    signer: Signer<'_>,
) -> Result<(reqwest::Response, Option<Form>), FetchError> {
    let (mut refused, mut asked_for) = (None, None);
    let mut ways: VecDeque<(Form, bool)> = signer.ways(url).collect();
    while let Some((form, with_query)) = ways.pop_front() {
        let headers = signer.key.sign_fetch(url, form, with_query, asked_for.as_ref(), signer.now_ms);
        let headers = headers.map_err(FetchError::Signing)?;
        let response = client.get(url.clone()).headers(headers).header(ACCEPT, accept).send().await;
        let response = response.map_err(|error| read_error(&error))?;
        if response.status() != StatusCode::UNAUTHORIZED {
            return Ok((response, refused.is_some().then_some(form).filter(|_| with_query)));
        }
        if asked_for.is_none() {
            // With a word that whoever asks knows again, also what was refused may do.
            asked_for = wanted(response.headers()).filter(|wanted| !wanted.is_ed25519());
            if asked_for.is_some() {
                ways.retain(|way| *way != (Form::Standard, true));
                ways.push_front((Form::Standard, true));
            }
        }
        refused = Some(response);
    }
    refused.map(|response| (response, None)).ok_or(FetchError::Status(StatusCode::UNAUTHORIZED))
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
