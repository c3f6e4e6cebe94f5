//! What apps see: the Mastodon client API. Handlers translate and nothing more: extract, one verb of `social`, wrap
//! in an entity. No rule about people or statuses lives here, and nothing about other servers but whom to ask.

mod admission;
pub mod auth;
mod caching;
pub mod entities;
mod error;
mod headers;
mod json;
pub mod limits;
mod methods;
mod pagination;
mod params;
mod routes;
mod staff;
mod streaming;

use std::sync::Arc;

use axum::Json;
pub use error::ApiError;
use federation::Federation;
use model::Instance;
pub use routes::router;
use social::Site;
use tokio::sync::Semaphore;

/// What handlers work with. Cheap to clone.
#[derive(Clone)]
pub struct ClientApi {
    /// The community.
    pub site: Arc<Site>,
    /// Whom to ask about people and statuses of other servers.
    pub federation: Federation,
    pub(crate) shared: streaming::SharedCache,
    /// Places for bodies in which files stand as text.
    pub(crate) written_files: Arc<Semaphore>,
}

impl ClientApi {
    /// The API of a site.
    pub fn new(site: Arc<Site>, federation: Federation) -> Self {
        let written_files = Arc::new(Semaphore::new(limits::WRITTEN_FILES_AT_ONCE));
        Self { site, federation, shared: streaming::SharedCache::default(), written_files }
    }

    /// Where the site is on the network.
    fn instance(&self) -> &Instance {
        &self.site.instance
    }
}

/// What a handler answers: an entity as JSON, or why not.
type Answer<T> = Result<Json<T>, ApiError>;
