//! DeepL: <https://developers.deepl.com/docs/api-reference/translate>

use reqwest::{RequestBuilder, header::AUTHORIZATION};
use serde::Deserialize;
use serde_json::json;
use social::translation::Words;

use super::{Answer, Pairs, Translator, UNKNOWN, primary};
use crate::fetch::FetchError;

#[derive(Deserialize)]
struct Language {
    language: String,
}

#[derive(Deserialize)]
struct Translations {
    translations: Vec<Piece>,
}

#[derive(Deserialize)]
struct Piece {
    #[serde(default)]
    detected_source_language: Option<String>,
    text: String,
}

pub(super) async fn pairs(translator: &Translator) -> Result<Pairs, FetchError> {
    let list = async |which: &str| {
        let request = translator.client.get(translator.address(&format!("/v2/languages?type={which}")));
        let languages: Vec<Language> = translator.ask(signed(translator, request)).await?;
        Ok::<_, FetchError>(languages.into_iter().map(|it| spelt(&it.language)).collect::<Vec<_>>())
    };
    let (sources, mut targets) = (list("source").await?, list("target").await?);
    // It wants to be told the region of some languages; people who name none mean any.
    targets.extend(targets.clone().iter().map(|code| primary(code).to_owned()));
    targets.sort();
    targets.dedup();
    let without = |source: &str| {
        let is_other = |target: &&String| primary(target) != source;
        targets.iter().filter(is_other).cloned().collect::<Vec<_>>()
    };
    let mut pairs: Pairs = sources.iter().map(|source| (source.clone(), without(source))).collect();
    pairs.insert(UNKNOWN.to_owned(), targets);
    Ok(pairs)
}

pub(super) async fn translate(
    translator: &Translator,
    words: &Words,
    into: &str,
) -> Result<Answer, FetchError> {
    let mut body =
        json!({ "text": words.pieces, "target_lang": into.to_ascii_uppercase(), "tag_handling": "html" });
    if let Some(source) = &words.language {
        body["source_lang"] = json!(primary(source).to_ascii_uppercase());
    }
    let request = signed(translator, translator.post("/v2/translate", &body));
    let answer: Translations = translator.ask(request).await?;
    let detected = answer.translations.first().and_then(|piece| piece.detected_source_language.as_deref());
    Ok(Answer {
        detected: detected.map(str::to_ascii_lowercase),
        pieces: answer.translations.into_iter().map(|piece| piece.text).collect(),
    })
}

fn signed(translator: &Translator, request: RequestBuilder) -> RequestBuilder {
    let key = translator.options.key.as_deref().unwrap_or_default();
    request.header(AUTHORIZATION, format!("DeepL-Auth-Key {key}"))
}

/// `PT-BR` as it is usually spelt: `pt-BR`.
fn spelt(code: &str) -> String {
    match code.split_once('-') {
        Some((primary, region)) => format!("{}-{region}", primary.to_ascii_lowercase()),
        None => code.to_ascii_lowercase(),
    }
}
