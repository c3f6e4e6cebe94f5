//! TLS of its own: the certificate that visitors are shown, from files that somebody else keeps, or obtained and renewed
//! by the program itself. Without either, a proxy in front has it.

mod acme;
mod challenges;
mod folder;
mod schedule;

use std::{
    io,
    path::{Path, PathBuf},
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, SystemTime},
};

use anyhow::{Context as _, bail};
use model::Timestamp;
use rustls::{
    ServerConfig,
    crypto::CryptoProvider,
    pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _},
    server::{ClientHello, ResolvesServerCert},
    sign::CertifiedKey,
};
use tokio::{sync::watch, time};
use tokio_rustls::TlsAcceptor;
use x509_parser::parse_x509_certificate;

pub use acme::{Acme, Authority};
pub use challenges::{Challenges, router};
pub use schedule::due_at;

use crate::limits;

/// The certificate that visitors are shown, which may be another one at any time. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Certificates(Arc<RwLock<Option<Arc<CertifiedKey>>>>);

/// From when until when a certificate counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Validity {
    /// From when.
    pub begins_at: Timestamp,
    /// Until when.
    pub ends_at: Timestamp,
}

impl Certificates {
    /// Shows visitors this certificate from now on; refuses one that cannot be shown, or whose key is another's.
    pub fn show(&self, chain_pem: &[u8], key_pem: &[u8]) -> anyhow::Result<Validity> {
        let (certified, validity) = read(chain_pem, key_pem)?;
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(certified));
        Ok(validity)
    }

    /// What connections are accepted with.
    pub fn acceptor(&self) -> anyhow::Result<TlsAcceptor> {
        let mut config = ServerConfig::builder_with_provider(provider())
            .with_safe_default_protocol_versions()?
            .with_no_client_auth()
            .with_cert_resolver(Arc::new(self.clone()));
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        Ok(TlsAcceptor::from(Arc::new(config)))
    }
}

impl ResolvesServerCert for Certificates {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

fn provider() -> Arc<CryptoProvider> {
    Arc::new(rustls::crypto::aws_lc_rs::default_provider())
}

/// A certificate with its chain and key, and how long it counts.
fn read(chain_pem: &[u8], key_pem: &[u8]) -> anyhow::Result<(CertifiedKey, Validity)> {
    let chain: Vec<CertificateDer<'static>> = CertificateDer::pem_slice_iter(chain_pem)
        .collect::<Result<_, _>>()
        .context("read the certificate")?;
    let Some(first) = chain.first() else { bail!("there is no certificate in it") };
    let (_, parsed) = parse_x509_certificate(first).context("read the certificate")?;
    let validity = Validity {
        begins_at: Timestamp::from_millis(parsed.validity().not_before.timestamp() * 1_000),
        ends_at: Timestamp::from_millis(parsed.validity().not_after.timestamp() * 1_000),
    };
    let key = PrivateKeyDer::from_pem_slice(key_pem).context("read the key")?;
    let certified =
        CertifiedKey::from_der(chain, key, &provider()).context("use the certificate with its key")?;
    Ok((certified, validity))
}

/// A certificate in files that somebody else keeps, read anew when they change.
#[derive(Debug)]
pub struct Files {
    /// The certificate and those that lead from it to an authority, as PEM.
    pub certificate: PathBuf,
    /// Its key, as PEM.
    pub key: PathBuf,
}

impl Files {
    /// Shows what is in the files now.
    pub fn load(&self, certificates: &Certificates) -> anyhow::Result<Validity> {
        let read = |path: &Path| std::fs::read(path).with_context(|| format!("read {}", path.display()));
        let (chain, key) = (read(&self.certificate)?, read(&self.key)?);
        certificates
            .show(&chain, &key)
            .with_context(|| format!("use {} with {}", self.certificate.display(), self.key.display()))
    }

    /// When the files last changed.
    pub fn changed_at(&self) -> io::Result<(SystemTime, SystemTime)> {
        let changed = |path: &Path| std::fs::metadata(path)?.modified();
        Ok((changed(&self.certificate)?, changed(&self.key)?))
    }

    /// Shows what comes into the files until the server stops. What makes no sense changes nothing.
    pub async fn watch(self, certificates: Certificates, mut stopped: watch::Receiver<bool>) {
        let mut known = self.changed_at().ok();
        while !*stopped.borrow() {
            tokio::select! {
                () = time::sleep(limits::CERTIFICATE_LOOKED_AT) => {}
                _ = stopped.changed() => return,
            }
            let changed = self.changed_at().ok();
            if changed.is_none() || changed == known {
                continue;
            }
            known = changed;
            match self.load(&certificates) {
                Ok(_) => tracing::info!("the certificate is another one now"),
                Err(error) => {
                    let error = format!("{error:#}");
                    tracing::error!(
                        error,
                        "the new certificate cannot be used; visitors are shown the old one"
                    );
                }
            }
        }
    }
}

/// Obtains and renews until the server stops.
pub async fn keep(acme: Acme, mut stopped: watch::Receiver<bool>) {
    while !*stopped.borrow() {
        tokio::select! {
            wait = acme.run_due() => {
                tokio::select! {
                    () = time::sleep(wait.clamp(Duration::from_secs(1), limits::RENEWAL_LOOKED_AT)) => {}
                    _ = stopped.changed() => {}
                }
            }
            _ = stopped.changed() => {}
        }
    }
}
