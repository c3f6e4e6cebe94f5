//! Translation: a status in another language.

use federation::Translated;
use serde::Serialize;

/// <https://docs.joinmastodon.org/entities/Translation/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Translation {
    pub content: String,
    pub spoiler_text: String,
    pub language: String,
    /// Only there when the status has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub poll: Option<Poll>,
    pub media_attachments: Vec<Attachment>,
    pub detected_source_language: String,
    pub provider: String,
}

/// <https://docs.joinmastodon.org/entities/Translation/#poll>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Poll {
    pub id: String,
    pub options: Vec<PollOption>,
}

/// <https://docs.joinmastodon.org/entities/Translation/#poll-options>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct PollOption {
    pub title: String,
}

/// <https://docs.joinmastodon.org/entities/Translation/#media_attachments>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Attachment {
    pub id: String,
    pub description: String,
}

impl Translation {
    /// What a status says in another language.
    pub fn new(translated: Translated) -> Self {
        let Translated { translation, language, detected, provider } = translated;
        let options = |titles: Vec<String>| titles.into_iter().map(|title| PollOption { title }).collect();
        let described = translation.descriptions.into_iter();
        Self {
            content: translation.content,
            spoiler_text: translation.spoiler_text,
            language,
            poll: translation.poll.map(|(id, titles)| Poll { id: id.to_string(), options: options(titles) }),
            media_attachments: described
                .map(|(id, description)| Attachment { id: id.to_string(), description })
                .collect(),
            detected_source_language: detected,
            provider: provider.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_translation_has_every_key() {
        let translated = Translated {
            translation: social::translation::Translation {
                content: "<p>hallo</p>".into(),
                poll: Some((model::Id::new(7), vec!["ja".into()])),
                ..Default::default()
            },
            language: "de".into(),
            detected: "en".into(),
            provider: "LibreTranslate",
        };
        let shown = serde_json::to_value(Translation::new(translated)).unwrap();
        for key in [
            "content",
            "spoiler_text",
            "language",
            "media_attachments",
            "detected_source_language",
            "provider",
        ] {
            assert!(shown.get(key).is_some(), "{key}");
        }
        assert_eq!(shown["poll"]["options"][0]["title"], "ja");
    }
}
