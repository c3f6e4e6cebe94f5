//! The client for the object storage that the operator named. Files may take their time.

use crate::{BuildError, Options, limits, operators};

/// A client for an object storage at this address, or for Amazon's own. Plain HTTP and private addresses are for those
/// whose options say so.
pub fn storage_client(endpoint: Option<&str>, options: &Options) -> Result<reqwest::Client, BuildError> {
    operators::client(endpoint, "s3", options, limits::STORAGE_PATIENCE)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;

    #[test]
    fn s_144_an_object_storage_is_public_and_encrypted_unless_the_configuration_says_otherwise() {
        let refused = [
            "http://s3.example",
            "https://127.0.0.1",
            "https://127.0.0.1:9000",
            "https://10.0.0.7",
            "https://[::1]:9000",
            "https://169.254.169.254",
            "https://s3.example/bucket",
            "https://me:secret@s3.example",
            "ftp://s3.example",
            "s3.example",
        ];
        for endpoint in refused {
            assert!(storage_client(Some(endpoint), &Options::default()).is_err(), "S-144: {endpoint}");
        }
        for endpoint in ["https://s3.example", "https://s3.example:9000", "https://8.8.8.8:9000"] {
            assert!(storage_client(Some(endpoint), &Options::default()).is_ok(), "{endpoint}");
        }
        let said = Options {
            allow_http: true,
            allow_private_addresses: vec!["10.0.0.0/8".parse().unwrap()],
            ..Options::default()
        };
        assert!(storage_client(Some("http://10.0.0.7:9000"), &said).is_ok());
        assert!(storage_client(Some("http://127.0.0.1:9000"), &said).is_err(), "exactly what is listed");
    }

    #[tokio::test]
    async fn s_144_a_name_leads_to_no_private_address_either() {
        let names = crate::Names(Arc::new(|_: &str| Ok(vec![std::net::Ipv4Addr::LOCALHOST.into()])));
        let options = Options { allow_http: true, names: Some(names), ..Options::default() };
        let client = storage_client(Some("http://s3.example:9"), &options).unwrap();
        let error = client.get("http://s3.example:9/").send().await.unwrap_err();
        let causes = std::iter::successors(Some(&error as &dyn std::error::Error), |error| error.source());
        let told = causes.map(ToString::to_string).collect::<Vec<_>>().join(": ");
        assert!(told.contains("not on the public network"), "S-144: {told}");
    }
}
