//! Rule: what everybody on this server agrees to.

use std::collections::BTreeMap;

use model::rule::RuleWords;
use serde::Serialize;

/// <https://docs.joinmastodon.org/entities/Rule/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct Rule {
    pub id: String,
    pub text: String,
    pub hint: String,
    /// By language.
    pub translations: BTreeMap<String, RuleWords>,
}

impl From<&model::Rule> for Rule {
    fn from(rule: &model::Rule) -> Self {
        let (text, hint) = (rule.text.clone(), rule.hint.clone());
        Self { id: rule.id.to_string(), text, hint, translations: rule.translations.clone() }
    }
}
