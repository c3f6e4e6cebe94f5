//! Files in a bucket of an object storage that speaks S3.

use std::{fmt, ops::Range, sync::Arc, time::Duration};

use futures_util::{StreamExt as _, TryFutureExt as _, TryStreamExt as _};
use object_store::{
    BackoffConfig, ClientOptions, GetOptions, GetRange, ObjectStore as _, ObjectStoreExt as _, RetryConfig,
    aws::{AmazonS3, AmazonS3Builder},
    buffered::BufWriter,
    client::{HttpClient, HttpConnector},
    path::Path,
};
use tokio::io::AsyncWriteExt as _;

use super::{Pieces, in_time};
use crate::{Error, Result, limits};

/// How a bucket is reached.
#[derive(Clone, PartialEq, Eq)]
pub struct Access {
    /// `https://s3.example`; nothing for Amazon's own.
    pub endpoint: Option<String>,
    /// The region, in Amazon's sense.
    pub region: String,
    /// The name of the key.
    pub access_key: String,
    /// The key itself.
    pub secret_key: String,
    /// Whether the bucket's name stands in the path of addresses and not before the host.
    pub path_style: bool,
}

impl fmt::Debug for Access {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Access").field("endpoint", &self.endpoint).finish_non_exhaustive()
    }
}

/// A bucket, or a part of one.
#[derive(Clone, Debug)]
pub(super) struct Bucket {
    store: Arc<AmazonS3>,
    prefix: String,
}

/// Our client, which knows to whom it may talk, whatever it is asked to be.
#[derive(Debug)]
struct Given(reqwest::Client);

impl HttpConnector for Given {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.0.clone()))
    }
}

impl Bucket {
    pub(super) fn new(bucket: &str, prefix: &str, access: &Access, client: reqwest::Client) -> Result<Self> {
        let mut builder = AmazonS3Builder::new()
            .with_bucket_name(bucket)
            .with_region(&access.region)
            .with_access_key_id(&access.access_key)
            .with_secret_access_key(&access.secret_key)
            .with_virtual_hosted_style_request(!access.path_style)
            // Not everybody who speaks S3 removes several files at a time.
            .with_disable_bulk_delete(true)
            // Whether that is well is decided by the client.
            .with_allow_http(true)
            .with_retry(RetryConfig {
                backoff: BackoffConfig {
                    init_backoff: Duration::from_millis(100),
                    max_backoff: Duration::from_secs(1),
                    base: 2.,
                },
                max_retries: limits::BUCKET_TRIES,
                retry_timeout: limits::BUCKET_PATIENCE,
            })
            .with_http_connector(Given(client));
        if let Some(endpoint) = &access.endpoint {
            builder = builder.with_endpoint(match access.path_style {
                true => endpoint.clone(),
                // The library takes it for granted that the bucket's name is there.
                false => endpoint.replacen("://", &format!("://{bucket}."), 1),
            });
        }
        let store = builder.build().map_err(|error| Error::Open(error.to_string()))?;
        Ok(Self { store: Arc::new(store), prefix: prefix.to_owned() })
    }

    fn path(&self, key: &str) -> Path {
        Path::from(format!("{}/{key}", self.prefix))
    }

    pub(super) async fn put(&self, key: &str, mut pieces: Pieces) -> Result<()> {
        let store: Arc<AmazonS3> = Arc::clone(&self.store);
        let mut writer = BufWriter::with_capacity(store, self.path(key), limits::BUCKET_PART_BYTES)
            .with_max_concurrency(limits::BUCKET_PARTS_AT_ONCE);
        let sent = async {
            while let Some(piece) = pieces.try_next().await? {
                writer.put(piece).await.map_err(fault)?;
            }
            Ok::<_, Error>(())
        };
        if let Err(error) = sent.await {
            // Parts that were sent would lie there unseen, and be paid for.
            drop(writer.abort().await);
            return Err(error);
        }
        writer.shutdown().await.map_err(|error| Error::Storage(error.to_string()))
    }

    pub(super) async fn read(&self, key: &str, range: Range<u64>) -> Result<Pieces> {
        if range.is_empty() {
            return Ok(futures_util::stream::empty().boxed());
        }
        let options = GetOptions { range: Some(GetRange::Bounded(range)), ..GetOptions::default() };
        let path = self.path(key);
        let asked = self.store.get_opts(&path, options).map_err(fault);
        let found = in_time(limits::BUCKET_ANSWER, asked).await?;
        Ok(found.into_stream().map_err(fault).boxed())
    }

    pub(super) async fn size(&self, key: &str) -> Result<Option<u64>> {
        let path = self.path(key);
        match in_time(limits::BUCKET_ANSWER, self.store.head(&path).map_err(fault)).await {
            Ok(found) => Ok(Some(found.size)),
            Err(Error::NotFound) => Ok(None),
            Err(error) => Err(error),
        }
    }

    pub(super) async fn remove(&self, key: &str) -> Result<()> {
        let path = self.path(key);
        match in_time(limits::BUCKET_ANSWER, self.store.delete(&path).map_err(fault)).await {
            Err(Error::NotFound) => Ok(()),
            removed => removed,
        }
    }
}

fn fault(error: object_store::Error) -> Error {
    match error {
        object_store::Error::NotFound { .. } => Error::NotFound,
        error => Error::Storage(error.to_string()),
    }
}
