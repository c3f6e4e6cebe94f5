//! What is wrong with a form, beside the fields that it is about, in the words of whoever filled it in.

use social::{Error, Problem, Refusal};

use crate::{failure::Failure, text, words::Words};

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

    /// All of it, in one paragraph.
    pub(crate) fn all(&self) -> String {
        self.0.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join(" ")
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

/// A problem in words for pages, by its reason. What has none is told apart by what the verb says in English.
pub(crate) fn say(words: Words, problem: &Problem) -> String {
    if !problem.reason.is_empty() {
        let most = problem.number.map(|number| text::number(words, number)).unwrap_or_default();
        return words.fill(&format!("problem-{}", problem.reason), &[("most", &most)]);
    }
    let message = problem.message.as_str();
    let number = message.split_whitespace().rev().find(|word| word.bytes().all(|byte| byte.is_ascii_digit()));
    let filled = |key: &str| words.fill(key, &[("most", number.unwrap_or_default())]);
    match (problem.field, message) {
        ("email", "is not allowed here") => words.say("problem-email-blocked"),
        ("date_of_birth", "is below the age limit") => words.say("problem-too-young"),
        ("date_of_birth", _) => words.say("problem-born"),
        ("mail.server", _) => words.say("problem-mail-server"),
        ("mail.from" | "from", _) => words.say("problem-mail-from"),
        ("mail", _) => words.fill("problem-mail", &[("problem", message)]),
        (_, message) if message.contains("too long") || message.contains("at most") => filled("problem-long"),
        _ => words.say("problem-else"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    #[test]
    fn a_problem_is_told_in_the_language_of_the_page_with_its_number() {
        let german = Words::of(Language::German);
        let told = |problem: Problem| say(german, &problem);
        let short = Problem::new("password", "must have at least 8 characters");
        assert_eq!(told(short.because("password-short").with(8)), "Ein Passwort hat mindestens 8 Zeichen.");
        assert!(told(Problem::new("title", "must have at most 500 characters")).contains("500"));
        assert!(told(Problem::new("uses", "").because("number").with(10_000)).contains("10.000"));
        assert!(!told(Problem::new("odd", "is odd")).contains("odd"));
    }

    /// What the verbs say, with the reasons in it.
    fn verbs(folder: &std::path::Path, found: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            match path.is_dir() {
                true => verbs(&path, found),
                false => found.push_str(&std::fs::read_to_string(&path).unwrap()),
            }
        }
    }

    #[test]
    fn every_reason_has_words() {
        let mut written = String::new();
        verbs(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../social/src"), &mut written);
        let written: &'static str = written.leak();
        let reasons: Vec<&str> =
            written.split(".because(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        assert!(reasons.len() > 15, "{reasons:?}");
        for reason in reasons {
            for language in Language::ALL {
                let told = say(Words::of(language), &Problem::new("x", "y").because(reason).with(3));
                assert!(told.contains(' ') && !told.contains("problem-"), "{reason}: {told}");
            }
        }
    }

    #[test]
    fn a_field_is_described_by_its_problem_and_its_hint() {
        let problems = Problems::one("email", "no".into());
        assert_eq!(problems.described_by("email", "email-hint"), "email-problem email-hint");
        assert_eq!(problems.described_by("email", ""), "email-problem");
        assert_eq!(problems.described_by("username", "hint"), "hint");
    }
}
