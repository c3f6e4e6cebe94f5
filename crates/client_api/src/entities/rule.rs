//! Rule: what everybody on this server agrees to.

use std::collections::BTreeMap;

use serde::Serialize;

/// <https://docs.joinmastodon.org/entities/Rule/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Rule {
    pub id: String,
    pub text: String,
    pub hint: String,
    /// By language; nobody can write them yet.
    pub translations: BTreeMap<String, String>,
}

impl From<&model::Rule> for Rule {
    fn from(rule: &model::Rule) -> Self {
        let (text, hint) = (rule.text.clone(), rule.hint.clone());
        Self { id: rule.id.to_string(), text, hint, translations: BTreeMap::new() }
    }
}
