//! Rules: what everybody on this server agrees to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::Id;

/// Identifies a rule.
pub type RuleId = Id<Rule>;

/// What everybody on this server agrees to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Identifier.
    pub id: RuleId,
    /// The rule in a sentence.
    pub text: String,
    /// More about it; may be empty.
    pub hint: String,
    /// Where it stands; those with the same number stand in the order in which they were made.
    pub position: i64,
    /// The same in other languages, by ISO 639 code.
    pub translations: BTreeMap<String, RuleWords>,
}

/// A rule in another language.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RuleWords {
    /// The rule in a sentence.
    pub text: String,
    /// More about it; may be empty.
    pub hint: String,
}
