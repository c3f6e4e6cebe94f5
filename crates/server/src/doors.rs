//! The doors of a server that has its own TLS: where it answers, with which certificate, and what stands on port 80.

use std::net::{Ipv4Addr, SocketAddr};

use anyhow::Context as _;
use social::Site;
use tokio::{net::TcpListener, sync::watch, task::JoinSet};

use crate::{
    config::{Config, TlsMode},
    http::{self, Door},
    tls::{self, Acme, Certificates, Challenges, Files},
};

/// The folder of certificates within the data folder.
const FOLDER: &str = "tls";

/// The open doors, and what keeps their certificate fresh.
#[derive(Debug)]
pub struct Doors {
    tasks: JoinSet<()>,
    stop: watch::Sender<bool>,
}

/// Opens the door that the configuration names, and the one beside it.
pub async fn open(config: &Config, site: &Site) -> anyhow::Result<(Door, Doors)> {
    let listener = listen(config.listen).await?;
    let mut doors = Doors { tasks: JoinSet::new(), stop: watch::channel(false).0 };
    if !config.tls.is_on() {
        return Ok((listener.into(), doors));
    }
    let (certificates, challenges) = (Certificates::default(), Challenges::default());
    let plain = listen(config.tls.plain_listen).await?;
    match &config.tls.mode {
        TlsMode::Off => {}
        TlsMode::Files { certificate, key } => {
            let files = Files { certificate: certificate.clone(), key: key.clone() };
            files.load(&certificates)?;
            doors.tasks.spawn(files.watch(certificates.clone(), doors.stop.subscribe()));
        }
        TlsMode::Acme(authority) => {
            let acme = Acme::open(
                authority.clone(),
                names(config),
                config.data.join(FOLDER),
                challenges.clone(),
                certificates.clone(),
                site.clock.clone(),
            )?;
            doors.tasks.spawn(tls::keep(acme, doors.stop.subscribe()));
        }
    }
    let router = tls::router(challenges, &site.instance.url("/"));
    let mut stopped = doors.stop.subscribe();
    doors.tasks.spawn(async move {
        let told = async move { drop(stopped.wait_for(|stopped| *stopped).await) };
        if let Err(error) = http::serve(plain, router, Vec::new(), told).await {
            tracing::error!(%error, "plain HTTP is not answered any more; certificates cannot be renewed");
        }
    });
    Ok((Door { listener, tls: Some(certificates.acceptor()?) }, doors))
}

impl Doors {
    /// Closes what stands beside the main door.
    pub async fn close(mut self) {
        self.stop.send_replace(true);
        while self.tasks.join_next().await.is_some() {}
    }
}

/// The names that the certificate is for.
fn names(config: &Config) -> Vec<String> {
    let host = |domain: &str| domain.split(':').next().unwrap_or_default().to_owned();
    let media = config.media_host.as_deref().map(host);
    [Some(host(&config.domain)), media].into_iter().flatten().collect()
}

async fn listen(address: SocketAddr) -> anyhow::Result<TcpListener> {
    let bound = match TcpListener::bind(address).await {
        // A machine without IPv6 has no `[::]`.
        Err(_) if address.is_ipv6() && address.ip().is_unspecified() => {
            TcpListener::bind((Ipv4Addr::UNSPECIFIED, address.port())).await
        }
        bound => bound,
    };
    bound.with_context(|| match address.port() {
        port @ ..1024 => format!(
            "listen on {address}; is another server running there? Port {port} is also not for everybody: with \
             systemd it takes AmbientCapabilities=CAP_NET_BIND_SERVICE, elsewhere `setcap cap_net_bind_service=+ep` \
             on the program"
        ),
        _ => format!("listen on {address}; is another server running there?"),
    })
}
