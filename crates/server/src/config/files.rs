//! Where files are kept, and how a bucket is reached.

use std::fmt;

use ipnet::IpNet;
use store::storage::{Access, Place};

use super::{ConfigError, Given, Sources, parse_ranges};

/// The region if nothing else is said: what storages that know of no regions go by.
const REGION: &str = "us-east-1";

/// Where files are kept.
#[derive(Clone, Debug)]
pub struct Files {
    /// `disk`, or `s3://bucket/prefix`. Default: `disk`, which means the data folder.
    pub place: Place,
    /// How buckets are reached.
    pub bucket: Bucket,
}

/// How buckets are reached.
#[derive(Clone, Debug)]
pub struct Bucket {
    /// `https://s3.example:9000`. Default: Amazon's own.
    pub endpoint: Option<String>,
    /// The region, in Amazon's sense. Default: `us-east-1`.
    pub region: String,
    /// The name of the key. Default: none; a bucket needs one.
    pub access_key: Option<String>,
    /// The key itself. Default: none; a bucket needs one.
    pub secret_key: Option<Secret>,
    /// Whether the bucket's name stands in the path of addresses, as MinIO, Garage and most others want it, and not before
    /// the host, as Amazon does. Default: `true` with an endpoint, `false` without.
    pub path_style: bool,
    /// The endpoint may be asked over plain HTTP. Default: `false`.
    pub allow_http: bool,
    /// Ranges in which the endpoint may be although they are not public: exactly these and no more. Default: none.
    pub allow_private_addresses: Vec<IpNet>,
}

/// What must not be shown, in no log and no message.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub(super) String);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl Files {
    pub(super) fn build(given: &Sources) -> Result<Self, ConfigError> {
        let text = |key| given.read(key, |given: &Given| given.text().map(str::to_owned));
        let endpoint = given.read("s3.endpoint", parse_endpoint)?;
        let path_style = given.read("s3.path_style", Given::flag)?.unwrap_or(endpoint.is_some());
        Ok(Self {
            place: given.read("files", parse_place)?.unwrap_or_default(),
            bucket: Bucket {
                endpoint,
                region: text("s3.region")?.unwrap_or_else(|| REGION.to_owned()),
                access_key: text("s3.access_key")?,
                secret_key: text("s3.secret_key")?.map(Secret),
                path_style,
                allow_http: given.read("s3.allow_http", Given::flag)?.unwrap_or(false),
                allow_private_addresses: given
                    .read("s3.allow_private_addresses", parse_ranges)?
                    .unwrap_or_default(),
            },
        })
    }

    pub(super) fn warnings(&self) -> Option<String> {
        let is_used = self.place != Place::Disk;
        (is_used && self.bucket.allow_http).then(|| {
            "s3.allow_http is on: whoever is on the way to the object storage can read and change files. Use it \
             only if that is this machine or a network of your own"
                .to_owned()
        })
    }
}

impl Bucket {
    /// What is needed to ask for anything.
    pub fn access(&self) -> Result<Access, &'static str> {
        let missing = "s3.access_key and s3.secret_key are not set";
        Ok(Access {
            endpoint: self.endpoint.clone(),
            region: self.region.clone(),
            access_key: self.access_key.clone().ok_or(missing)?,
            secret_key: self.secret_key.clone().ok_or(missing)?.0,
            path_style: self.path_style,
        })
    }
}

fn parse_place(given: &Given) -> Result<Place, String> {
    given.text()?.parse().map_err(|reason: &str| reason.to_owned())
}

pub(super) fn parse_endpoint(given: &Given) -> Result<String, String> {
    let text = given.text()?.trim_end_matches('/');
    match text.starts_with("https://") || text.starts_with("http://") {
        true => Ok(text.to_owned()),
        false => Err("must be an address such as https://s3.example".to_owned()),
    }
}
