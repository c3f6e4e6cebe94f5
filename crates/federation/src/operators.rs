//! Clients for what the operator named: the object storage, the translator. They are guarded like the one for other
//! servers: they connect only to the public network, and to what the configuration lists. Any port is the operator's choice.

use std::{net::IpAddr, sync::Arc, time::Duration};

use ipnet::IpNet;
use url::Url;

use crate::{
    BuildError, Options,
    fetch::tls,
    limits,
    names::{Lookups, Resolver},
    policy::{Forbidden, Policy, Reach},
};

/// A client that waits so long for the next byte. `group` is where the configuration speaks of it.
pub(crate) fn client(
    endpoint: Option<&str>,
    group: &str,
    options: &Options,
    patience: Duration,
) -> Result<reqwest::Client, BuildError> {
    let policy = Policy { allow_http: options.allow_http, allowed: options.allow_private_addresses.clone() };
    if let Some(endpoint) = endpoint {
        check(&policy, endpoint, group)
            .map_err(|why| BuildError::Endpoint(format!("{group}.endpoint = {endpoint}: {why}")))?;
    }
    let mut tls = tls(options.extra_ca_pem.as_deref())?;
    // Many requests at once go faster on connections of their own.
    tls.alpn_protocols = vec![b"http/1.1".to_vec()];
    let lookups = Lookups::new(options.names.clone());
    #[expect(clippy::disallowed_methods, reason = "this is a guarded client")]
    let builder = reqwest::Client::builder();
    builder
        .tls_backend_preconfigured(tls)
        .dns_resolver(Arc::new(Resolver { policy, reach: Reach::Anywhere, lookups }))
        .redirect(reqwest::redirect::Policy::none())
        .no_proxy()
        .http1_only()
        // A range of what is packed is not what was asked for.
        .no_gzip()
        .no_brotli()
        .connect_timeout(limits::CONNECT_TIMEOUT)
        .read_timeout(patience)
        .pool_idle_timeout(limits::IDLE_TIMEOUT)
        .pool_max_idle_per_host(limits::OPERATORS_CONNECTIONS_KEPT)
        .user_agent(format!("Fanfare/{}", options.user_agent_version))
        .build()
        .map_err(|error| BuildError::Client(error.to_string()))
}

/// Finds services that are not of the web, such as a mail server, by the same rules: on the public network, and in the
/// ranges that the configuration lists. Cheap to clone.
#[derive(Clone)]
pub struct Guide {
    policy: Policy,
    lookups: Lookups,
}

/// Why there is no address to connect to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoAddress {
    /// The name means nothing.
    #[error("this name was not found")]
    Unknown,
    /// What it means may not be connected to.
    #[error("its address is not on the public network, and not listed in mail.allow_private_addresses")]
    Private,
}

impl Guide {
    /// A guide to the public network and these ranges besides.
    pub fn new(options: &Options, allowed: Vec<IpNet>) -> Self {
        let policy = Policy { allow_http: false, allowed };
        Self { policy, lookups: Lookups::new(options.names.clone()) }
    }

    /// The addresses of a host that may be connected to. To be used as they are: a second answer may be another.
    pub async fn addresses(&self, host: &str) -> Result<Vec<IpAddr>, NoAddress> {
        let found = match host.parse() {
            Ok(ip) => vec![ip],
            Err(_) => self.lookups.find(host.to_owned()).await.map_err(|_| NoAddress::Unknown)?,
        };
        let allowed: Vec<IpAddr> =
            found.into_iter().filter(|ip| self.policy.allows(*ip, Reach::Anywhere)).collect();
        if allowed.is_empty() { Err(NoAddress::Private) } else { Ok(allowed) }
    }
}

/// An address that is written in numbers is not resolved, so it is looked at here.
fn check(policy: &Policy, endpoint: &str, group: &str) -> Result<(), String> {
    let url =
        Url::parse(endpoint).map_err(|_| "that is no address such as https://service.example".to_owned())?;
    if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
        return Err("only the scheme, the host and perhaps a port belong there".to_owned());
    }
    match policy.check(&url) {
        Ok(_) | Err(Forbidden::Port) => Ok(()),
        Err(Forbidden::Scheme) => Err(format!("it is not https; if that is well, set {group}.allow_http")),
        Err(Forbidden::Private) => Err(format!(
            "it is not on the public network; if that is well, list it in {group}.allow_private_addresses"
        )),
        Err(Forbidden::Shape) => Err(Forbidden::Shape.to_string()),
    }
}
