//! Who translates posts, if anybody does.

use federation::{Service, TranslatorOptions};

use super::{ConfigError, Given, Secret, Sources, files::parse_endpoint, parse_ranges};

/// Where DeepL's offer without charge is.
const DEEPL: &str = "https://api-free.deepl.com";

/// Who translates posts.
#[derive(Clone, Debug)]
pub struct Translation {
    /// `translation.provider`: `libretranslate` or `deepl`.
    service: Service,
    /// `translation.endpoint`: such as `https://translate.example`. Default: that of DeepL; LibreTranslate needs one.
    endpoint: String,
    /// `translation.api_key`. Default: none; DeepL needs one.
    key: Option<Secret>,
    /// `translation.allow_http`: the endpoint may be asked over plain HTTP. Default: `false`.
    allow_http: bool,
    /// `translation.allow_private_addresses`: ranges in which the endpoint may be although they are not public. Default: none.
    allow_private_addresses: Vec<ipnet::IpNet>,
}

impl Translation {
    pub(super) fn build(given: &Sources) -> Result<Option<Self>, ConfigError> {
        let services = [("libretranslate", Service::LibreTranslate), ("deepl", Service::DeepL)];
        let chosen = given.read("translation.provider", |given| given.choice(&services))?;
        let endpoint = given.read("translation.endpoint", parse_endpoint)?;
        let key = given.read("translation.api_key", |given| given.text().map(str::to_owned))?;
        let Some(service) = chosen.or(endpoint.as_ref().map(|_| Service::LibreTranslate)) else {
            return Ok(None);
        };
        let missing =
            |what: &str| given.read("translation.provider", |_| Err::<Self, _>(format!("needs {what}, too")));
        let endpoint = match (endpoint, service) {
            (Some(endpoint), _) => endpoint,
            (None, Service::DeepL) => DEEPL.to_owned(),
            (None, Service::LibreTranslate) => return missing("translation.endpoint"),
        };
        if service == Service::DeepL && key.is_none() {
            return missing("translation.api_key");
        }
        Ok(Some(Self {
            service,
            endpoint,
            key: key.map(Secret),
            allow_http: given.read("translation.allow_http", Given::flag)?.unwrap_or(false),
            allow_private_addresses: given
                .read("translation.allow_private_addresses", parse_ranges)?
                .unwrap_or_default(),
        }))
    }

    /// For the room that asks.
    pub fn options(&self) -> TranslatorOptions {
        TranslatorOptions {
            service: self.service,
            endpoint: self.endpoint.clone(),
            key: self.key.as_ref().map(|key| key.0.clone()),
            allow_http: self.allow_http,
            allow_private_addresses: self.allow_private_addresses.clone(),
        }
    }
}
