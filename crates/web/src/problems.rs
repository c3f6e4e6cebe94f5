//! What is wrong with a form, beside the fields that it is about, in the words of whoever filled it in.

use social::{Error, Problem, Refusal};

use crate::{failure::Failure, words::Words};

/// What is wrong with a form: all of it at once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Problems(Vec<(&'static str, String)>);

impl Problems {
    /// What a verb found wrong, in words. What is no matter of the form stays a failure.
    pub(crate) fn from_error(words: Words, error: Error) -> Result<Self, Failure> {
        match error {
            Error::Refusal(Refusal::Invalid(problems)) => {
                Ok(Self(problems.iter().map(|problem| (problem.field, say(words, problem))).collect()))
            }
            other => Err(other.into()),
        }
    }

    /// One problem, in words that are ready.
    pub(crate) fn one(field: &'static str, text: String) -> Self {
        Self(vec![(field, text)])
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What is wrong with a field.
    pub(crate) fn on(&self, field: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| *name == field).map(|(_, text)| text.as_str())
    }

    /// What describes a field to those who do not see it: the element with its problem, and another.
    pub(crate) fn described_by(&self, field: &str, hint: &str) -> String {
        match self.on(field) {
            Some(_) => format!("{field}-problem {hint}").trim().to_owned(),
            None => hint.to_owned(),
        }
    }
}

/// A problem in words for pages. The verbs say it in English, for apps; what they say is told apart here.
fn say(words: Words, problem: &Problem) -> String {
    let message = problem.message.as_str();
    let number = message.split_whitespace().rev().find(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let filled = |key: &str| words.fill(key, &[("most", number.unwrap_or_default())]);
    match (problem.field, message) {
        ("username", "is already taken") => words.say("problem-username-taken"),
        ("username", "is reserved") => words.say("problem-username-reserved"),
        ("username", _) => {
            let most = model::limits::USERNAME_CHARACTERS.to_string();
            words.fill("problem-username", &[("most", &most)])
        }
        ("email", "is already taken") => words.say("problem-email-taken"),
        ("email", "is not allowed here") => words.say("problem-email-blocked"),
        ("email", _) => words.say("problem-email"),
        ("date_of_birth", "is below the age limit") => words.say("problem-too-young"),
        ("date_of_birth", _) => words.say("problem-born"),
        ("agreement", _) => words.say("problem-agreement"),
        ("mail.server", _) => words.say("problem-mail-server"),
        ("mail.from" | "from", _) => words.say("problem-mail-from"),
        ("mail", _) => words.fill("problem-mail", &[("problem", message)]),
        ("invite", _) => words.say("problem-invite"),
        ("password", "is too long") => words.say("problem-password-long"),
        ("password", _) => filled("problem-password-short"),
        ("reason", "can't be blank") => words.say("problem-reason"),
        ("rules", message) if message.ends_with("at most") => filled("problem-rules-many"),
        (_, message) if message.starts_with("must be a number") => filled("problem-number"),
        (_, message) if message.contains("too long") || message.contains("at most") => filled("problem-long"),
        _ => problem.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn a_problem_is_told_in_the_language_of_the_page_with_its_number() {
        let german = Words::of(Language::German);
        let told = |field, message: &str| say(german, &Problem::new(field, message));
        assert!(told("password", "must have at least 8 characters").contains('8'));
        assert!(told("username", "must have 1 to 30 letters, digits and underscores").contains("30"));
        assert!(told("title", "must have at most 500 characters").contains("500"));
        assert!(told("reason", "is too long (maximum is 420 characters)").contains("420"));
        assert!(told("uses", "must be a number from 1 to 10000").contains("10000"));
    }

    #[test]
    fn a_field_is_described_by_its_problem_and_its_hint() {
        let problems = Problems::one("email", "no".into());
        assert_eq!(problems.described_by("email", "email-hint"), "email-problem email-hint");
        assert_eq!(problems.described_by("email", ""), "email-problem");
        assert_eq!(problems.described_by("username", "hint"), "hint");
    }
}
