//! Web hooks of this server: other programs that are told something, through the guarded client.

use std::error::Error;

use reqwest::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use url::Url;

use crate::{Federation, limits};

impl Federation {
    /// Tells another program something, with what shows that it is from here; answers why it did not take it.
    pub async fn tell_hook(&self, url: &str, signature: &str, body: Vec<u8>) -> Result<(), String> {
        let url = Url::parse(url).map_err(|_| "this is no address".to_owned())?;
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
        let signature = HeaderValue::from_str(signature).map_err(|error| error.to_string())?;
        headers.insert(HeaderName::from_static("x-hub-signature"), signature);
        match self.0.client.post(&url, headers, body, limits::REQUEST_TIMEOUT).await {
            Ok(answer) if answer.status.is_success() => Ok(()),
            Ok(answer) => Err(format!("it answered {}", answer.status)),
            Err(error) => Err(whole(&error)),
        }
    }
}

/// An error with what caused it.
fn whole(error: &dyn Error) -> String {
    let mut said = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        said = format!("{said}: {next}");
        cause = next.source();
    }
    said
}
