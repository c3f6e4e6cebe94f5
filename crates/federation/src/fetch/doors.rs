//! The doors: connections to other servers, kept open or closed after each request.

use std::sync::Arc;

use rustls::{
    RootCertStore,
    pki_types::{CertificateDer, pem::PemObject},
};

use crate::{BuildError, limits, names::Resolver};

/// Two ways to the same hosts.
pub(super) struct Doors {
    /// Leaves the connection open for the next request.
    pub(super) open: reqwest::Client,
    /// Closes it.
    pub(super) closing: reqwest::Client,
}

pub(super) fn http(
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
