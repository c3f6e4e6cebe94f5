//! `fanfare floor`: answers with the bytes of files and does nothing else. `bin/bench` measures against it what the
//! real answers cost beyond being sent.

use std::{net::SocketAddr, path::PathBuf};

use anyhow::Context as _;
use axum::{Router, body::Bytes, routing::get};
use clap::Args;
use http::header;
use tokio::net::TcpListener;

use super::block_on;
use crate::{http as doors, shutdown};

/// What is answered, and where.
#[derive(Debug, Args)]
pub(super) struct Floor {
    /// The address and port to answer on
    #[arg(long, value_name = "ADDR:PORT")]
    listen: SocketAddr,
    /// Files with JSON: the first is answered at /0, the second at /1, and so on
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
}

impl Floor {
    pub(super) fn run(self) -> anyhow::Result<()> {
        let mut router = Router::new();
        for (number, path) in self.files.iter().enumerate() {
            let body = std::fs::read(path).with_context(|| format!("read {}", path.display()))?;
            let body = Bytes::from(body);
            let answer =
                move || async move { ([(header::CONTENT_TYPE, "application/json; charset=utf-8")], body) };
            router = router.route(&format!("/{number}"), get(answer));
        }
        block_on(async {
            let listener = TcpListener::bind(self.listen).await.context("listen")?;
            doors::serve(listener, router, Vec::new(), shutdown::signal()).await.context("answer")
        })
    }
}
