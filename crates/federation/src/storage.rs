//! The client for the object storage that the operator named. It is guarded like the one for other servers: it connects only
//! to the public network, and to what the configuration lists. Files may take their time, and any port is the operator's
//! choice.

use std::sync::Arc;

use url::Url;

use crate::{
    BuildError, Options,
    fetch::tls,
    limits,
    names::{Lookups, Resolver},
    policy::{Forbidden, Policy, Reach},
};

/// A client for an object storage at this address, or for Amazon's own. Plain HTTP and private addresses are for those
/// whose options say so.
pub fn storage_client(endpoint: Option<&str>, options: &Options) -> Result<reqwest::Client, BuildError> {
    let policy = Policy { allow_http: options.allow_http, allowed: options.allow_private_addresses.clone() };
    if let Some(endpoint) = endpoint {
        check(&policy, endpoint).map_err(|why| BuildError::Storage(format!("{endpoint}: {why}")))?;
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
        .read_timeout(limits::STORAGE_PATIENCE)
        .pool_idle_timeout(limits::IDLE_TIMEOUT)
        .pool_max_idle_per_host(limits::STORAGE_CONNECTIONS_KEPT)
        .user_agent(format!("Fanfare/{}", options.user_agent_version))
        .build()
        .map_err(|error| BuildError::Client(error.to_string()))
}

/// An address that is written in numbers is not resolved, so it is looked at here.
fn check(policy: &Policy, endpoint: &str) -> Result<(), String> {
    let url = Url::parse(endpoint).map_err(|_| "that is no address such as https://s3.example".to_owned())?;
    if !matches!(url.path(), "" | "/") || url.query().is_some() || url.fragment().is_some() {
        return Err("only the host belongs there; the bucket is named by `files`".to_owned());
    }
    match policy.check(&url) {
        Ok(_) | Err(Forbidden::Port) => Ok(()),
        Err(Forbidden::Scheme) => Err("it is not https; if that is well, set s3.allow_http".to_owned()),
        Err(Forbidden::Private) => {
            Err("it is not on the public network; if that is well, list it in s3.allow_private_addresses"
                .to_owned())
        }
        Err(Forbidden::Shape) => Err(Forbidden::Shape.to_string()),
    }
}

#[cfg(test)]
mod tests {
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
