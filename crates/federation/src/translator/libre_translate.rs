//! LibreTranslate: <https://docs.libretranslate.com/api/operations/translate/>

use serde::Deserialize;
use serde_json::json;
use social::translation::Words;

use super::{Answer, Pairs, Translator, UNKNOWN, primary};
use crate::fetch::FetchError;

#[derive(Deserialize)]
struct Language {
    code: String,
    #[serde(default)]
    targets: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Translations {
    translated_text: Vec<String>,
    #[serde(default)]
    detected_language: Vec<Detected>,
}

#[derive(Deserialize)]
struct Detected {
    language: String,
}

pub(super) async fn pairs(translator: &Translator) -> Result<Pairs, FetchError> {
    let request = translator.client.get(translator.address("/languages"));
    let languages: Vec<Language> = translator.ask(request).await?;
    let mut all: Vec<String> = languages.iter().map(|language| language.code.clone()).collect();
    all.sort();
    let mut pairs: Pairs = languages
        .into_iter()
        .map(|Language { code, mut targets }| {
            targets.retain(|target| *target != code);
            (code, targets)
        })
        .collect();
    pairs.insert(UNKNOWN.to_owned(), all);
    Ok(pairs)
}

pub(super) async fn translate(
    translator: &Translator,
    words: &Words,
    into: &str,
) -> Result<Answer, FetchError> {
    let mut body = json!({
        "q": words.pieces, "source": words.language.as_deref().map_or("auto", primary), "target": into,
        "format": "html",
    });
    if let Some(key) = &translator.options.key {
        body["api_key"] = json!(key);
    }
    let answer: Translations = translator.ask(translator.post("/translate", &body)).await?;
    let detected = answer.detected_language.into_iter().next().map(|found| found.language);
    Ok(Answer { pieces: answer.translated_text, detected })
}
