//! The translator that the operator named: LibreTranslate or DeepL, asked through a guarded client of its own. It is given
//! what everybody may read, and nothing else. The same words are given to it once a day.

mod deepl;
mod libre_translate;

use std::{collections::BTreeMap, sync::Arc};

use moka::sync::Cache;
use reqwest::{RequestBuilder, StatusCode, header::CONTENT_TYPE};
use serde::de::DeserializeOwned;
use serde_json::Value;
use social::{
    Refusal, StatusView,
    translation::{Translation, Words, translated, words},
};
use tokio::sync::{OnceCell, Semaphore};

use crate::{
    BuildError, Federation, Options,
    fetch::{FetchError, read_answer},
    limits, operators,
};

/// The code for a language that is not known.
const UNKNOWN: &str = "und";

/// A translator, and how it is reached.
#[derive(Clone)]
pub struct TranslatorOptions {
    /// Whose it is.
    pub service: Service,
    /// Where it is, such as `https://translate.example`.
    pub endpoint: String,
    /// By what it knows this server; some ask for nothing.
    pub key: Option<String>,
    /// It may be asked over plain HTTP.
    pub allow_http: bool,
    /// Ranges in which it may be although they are not public.
    pub allow_private_addresses: Vec<ipnet::IpNet>,
}

impl std::fmt::Debug for TranslatorOptions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TranslatorOptions")
            .field("service", &self.service)
            .field("endpoint", &self.endpoint)
            .finish()
    }
}

/// The services that are understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    /// <https://docs.libretranslate.com/>, which anybody may run.
    LibreTranslate,
    /// <https://developers.deepl.com/docs>
    DeepL,
}

impl Service {
    /// What people are told.
    pub const fn name(self) -> &'static str {
        match self {
            Self::LibreTranslate => "LibreTranslate",
            Self::DeepL => "DeepL.com",
        }
    }
}

/// Into which languages each language can be translated.
pub type Pairs = BTreeMap<String, Vec<String>>;

/// A status in another language, and who says so.
#[derive(Clone, Debug)]
pub struct Translated {
    /// What it says.
    pub translation: Translation,
    /// The language that it is in now.
    pub language: String,
    /// The language that it was in, as the translator found.
    pub detected: String,
    /// Who translated it.
    pub provider: &'static str,
}

/// What a translator made of some pieces.
#[derive(Debug)]
struct Answer {
    pieces: Vec<String>,
    detected: Option<String>,
}

pub(crate) struct Translator {
    options: TranslatorOptions,
    client: reqwest::Client,
    at_once: Semaphore,
    pairs: Kept<(), Pairs>,
    known: Kept<(Words, String), Answer>,
}

/// What was asked lately. Those who want the same at once wait for one answer.
type Kept<K, V> = Cache<K, Arc<OnceCell<Arc<V>>>>;

impl Translator {
    pub(crate) fn new(options: &TranslatorOptions, general: &Options) -> Result<Self, BuildError> {
        let general = Options {
            allow_http: options.allow_http,
            allow_private_addresses: options.allow_private_addresses.clone(),
            ..general.clone()
        };
        let endpoint = Some(options.endpoint.as_str());
        let client = operators::client(endpoint, "translation", &general, limits::TRANSLATION_PATIENCE)?;
        Ok(Self {
            options: options.clone(),
            client,
            at_once: Semaphore::new(limits::TRANSLATIONS_AT_ONCE),
            pairs: Cache::builder().max_capacity(1).time_to_live(limits::TRANSLATION_LANGUAGES_FOR).build(),
            known: Cache::builder()
                .max_capacity(limits::TRANSLATIONS)
                .time_to_live(limits::TRANSLATION_FOR)
                .build(),
        })
    }

    fn address(&self, path: &str) -> String {
        format!("{}{path}", self.options.endpoint)
    }

    async fn pairs(&self) -> Result<Arc<Pairs>, FetchError> {
        let asked = async || {
            Ok(Arc::new(match self.options.service {
                Service::LibreTranslate => libre_translate::pairs(self).await?,
                Service::DeepL => deepl::pairs(self).await?,
            }))
        };
        self.pairs.get_with((), Arc::default).get_or_try_init(asked).await.cloned()
    }

    async fn translate(&self, words: &Words, into: &str) -> Result<Arc<Answer>, FetchError> {
        let asked = async || {
            let _turn = self.at_once.acquire().await;
            let answer = match self.options.service {
                Service::LibreTranslate => libre_translate::translate(self, words, into).await?,
                Service::DeepL => deepl::translate(self, words, into).await?,
            };
            match answer.pieces.len() == words.pieces.len() {
                true => Ok(Arc::new(answer)),
                false => Err(FetchError::OtherKind("another number of texts".to_owned())),
            }
        };
        let key = (words.clone(), into.to_owned());
        self.known.get_with(key, Arc::default).get_or_try_init(asked).await.cloned()
    }

    /// Sends a request and reads the JSON that comes back.
    async fn ask<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, FetchError> {
        // In all, lest one that answers byte by byte keep its place for ever.
        let request = request.timeout(limits::TRANSLATION_PATIENCE);
        let body = read_answer(request, limits::TRANSLATION_BYTES).await?;
        serde_json::from_slice(&body).map_err(|error| FetchError::OtherKind(error.to_string()))
    }

    fn post(&self, path: &str, body: &Value) -> RequestBuilder {
        self.client.post(self.address(path)).header(CONTENT_TYPE, "application/json").body(body.to_string())
    }
}

impl Federation {
    /// Whether somebody translates.
    pub fn translates(&self) -> bool {
        self.0.translator.is_some()
    }

    /// Into which languages each language can be translated; none without a translator.
    pub async fn translation_languages(&self) -> social::Result<Arc<Pairs>> {
        match &self.0.translator {
            Some(translator) => translator.pairs().await.map_err(|error| away(&error)),
            None => Ok(Arc::default()),
        }
    }

    /// What a status says in another language.
    pub async fn translate_status(&self, view: &StatusView, into: &str) -> social::Result<Translated> {
        let Some(translator) = &self.0.translator else { return Err(Refusal::NotFound.into()) };
        let words = words(view)?;
        let pairs = translator.pairs().await.map_err(|error| away(&error))?;
        let from = words.language.as_deref().unwrap_or(UNKNOWN);
        let into = best(&pairs, from, into).ok_or(Refusal::Forbidden("have this translated so"))?;
        let answer = translator.translate(&words, &into).await.map_err(|error| away(&error))?;
        Ok(Translated {
            translation: translated(view, &answer.pieces),
            detected: answer.detected.clone().or(words.language).unwrap_or_else(|| UNKNOWN.to_owned()),
            language: into,
            provider: translator.options.service.name(),
        })
    }
}

/// The language that is meant, as the translator calls it: with its region, or without.
fn best(pairs: &Pairs, from: &str, into: &str) -> Option<String> {
    let primary = |code: &str| primary(code).to_ascii_lowercase();
    let targets = pairs.get(from).or_else(|| pairs.get(&primary(from)))?;
    let exactly = targets.iter().find(|code| code.eq_ignore_ascii_case(into));
    exactly.or_else(|| targets.iter().find(|code| **code == primary(into))).cloned()
}

/// A language without its region, of which translators know none where a text comes from.
fn primary(code: &str) -> &str {
    code.split(['-', '_']).next().unwrap_or(code)
}

fn away(error: &FetchError) -> social::Error {
    tracing::warn!(%error, "the translator did not translate");
    let told = match error {
        FetchError::Status(StatusCode::TOO_MANY_REQUESTS) => {
            "There have been too many requests to the translation service recently"
        }
        // DeepL says so.
        FetchError::Status(status) if status.as_u16() == 456 => {
            "The server-wide usage quota for the translation service has been exceeded"
        }
        _ => "The translation service does not answer right now. Try again later",
    };
    Refusal::NotNow(told).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_count_where_the_translator_knows_them() {
        let pairs = Pairs::from([
            ("en".to_owned(), vec!["de".to_owned(), "pt".to_owned(), "pt-BR".to_owned()]),
            (UNKNOWN.to_owned(), vec!["en".to_owned()]),
        ]);
        for (from, into, expected) in [
            ("en", "de", Some("de")),
            ("en-GB", "de-AT", Some("de")),
            ("en", "pt-br", Some("pt-BR")),
            ("en", "pt-PT", Some("pt")),
            ("en", "en", None),
            ("und", "en", Some("en")),
            ("de", "en", None),
        ] {
            assert_eq!(best(&pairs, from, into).as_deref(), expected, "{from} into {into}");
        }
    }
}
