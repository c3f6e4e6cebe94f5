//! The two ways in which a verb does not succeed: a refusal, which is the caller's business, and a fault, which
//! is ours.

use std::fmt;

/// The result of a verb.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a verb did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The caller asked for what cannot be; the message is for them.
    #[error(transparent)]
    Refusal(#[from] Refusal),
    /// Something of ours failed; the message is for the operator.
    #[error(transparent)]
    Fault(#[from] Fault),
}

/// What the caller asked for cannot be.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It does not exist, or the viewer may not see it: the two are never told apart.
    #[error("not found")]
    NotFound,
    /// The viewer sees it but may not do this with it.
    #[error("you may not {0}")]
    Forbidden(&'static str),
    /// The author of a status keeps this to others; the message says to whom.
    #[error("{0}")]
    Reserved(String),
    /// The input breaks rules; all that is wrong with it at once.
    #[error("{}", list(.0))]
    Invalid(Vec<Problem>),
    /// A content rule does not let this be published, or not before its author was asked.
    #[error("{}", ruled(.notice, .rule, *.is_question))]
    Ruled {
        /// What the rule is called.
        rule: String,
        /// What it tells; empty for a sentence of ours.
        notice: String,
        /// Whether saying the same again publishes it.
        is_question: bool,
    },
    /// Members may do this, and nobody has signed in.
    #[error("sign in to see this")]
    NeedsUser,
    /// Another request is doing the same thing right now.
    #[error("{0}")]
    Conflict(&'static str),
    /// Something that is not ours alone does not answer; later it will.
    #[error("{0}")]
    NotNow(&'static str),
}

/// What people are told while the disk is full.
pub(crate) const NO_ROOM: &str = "This server has no room for files right now. Try again later";
/// What people are told while the storage of files does not answer.
const FILES_AWAY: &str = "Files can be neither stored nor shown right now. Try again in a few minutes";

/// One thing that is wrong with the input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The name of the field, in lower case.
    pub field: &'static str,
    /// What is wrong, fit to stand after the field's name. In English, for apps.
    pub message: String,
    /// The word for it by which pages find it in their own language; empty where no page shows it.
    pub reason: &'static str,
    /// The number that it is about, such as the most that there may be.
    pub number: Option<i64>,
}

impl Problem {
    /// A problem with a field.
    pub fn new(field: &'static str, message: impl Into<String>) -> Self {
        Self { field, message: message.into(), reason: "", number: None }
    }

    /// The same, with the word by which pages find it in their own language.
    pub fn because(self, reason: &'static str) -> Self {
        Self { reason, ..self }
    }

    /// The same, with the number that it is about.
    pub fn with(self, number: impl TryInto<i64>) -> Self {
        Self { number: number.try_into().ok(), ..self }
    }
}

impl fmt::Display for Problem {
    /// `Text can't be blank`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut letters = self.field.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        let rest = letters.as_str().replace('_', " ");
        write!(f, "{}{rest} {}", first.map(String::from).unwrap_or_default(), self.message)
    }
}

fn ruled(notice: &str, rule: &str, is_question: bool) -> String {
    let ours = match is_question {
        true => "You may not want to publish this.",
        false => "This cannot be published here.",
    };
    let told = if notice.is_empty() { ours } else { notice };
    let again = if is_question { " Post it again to publish it anyway." } else { "" };
    format!("{told} (Rule of this server: {rule}){again}")
}

fn list(problems: &[Problem]) -> String {
    problems.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

/// Something of ours failed.
#[derive(Debug, thiserror::Error)]
#[error("{message}")]
pub struct Fault {
    message: String,
    #[source]
    source: Option<Box<dyn std::error::Error + Send + Sync>>,
}

impl Fault {
    /// A fault without a deeper cause.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), source: None }
    }

    /// A fault with its cause.
    pub fn caused_by(
        message: impl Into<String>,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self { message: message.into(), source: Some(source.into()) }
    }
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        if let store::Error::Storage(_) = error {
            return Refusal::NotNow(FILES_AWAY).into();
        }
        Self::Fault(Fault::caused_by(format!("storage: {error}"), error))
    }
}
