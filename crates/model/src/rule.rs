//! Rules: what everybody on this server agrees to.

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
}
