//! Why something from another server was not done: it never will be, it may be later, or the fault is ours.

use crate::{authority::Mismatch, fetch::FetchError};

/// Why something from another server was not done.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Trouble {
    /// It cannot be done, now or later.
    #[error("{0}")]
    Refused(String),
    /// Another server does not answer now.
    #[error("{0}")]
    Later(String),
    /// This server does not take it now, whatever it is: it and what comes after it waits.
    #[error("{0}")]
    NotNow(String),
    /// Something of ours failed.
    #[error(transparent)]
    Fault(social::Fault),
}

impl Trouble {
    pub(crate) fn refused(reason: impl Into<String>) -> Self {
        Self::Refused(reason.into())
    }
}

impl From<FetchError> for Trouble {
    fn from(error: FetchError) -> Self {
        if error.is_temporary() { Self::Later(error.to_string()) } else { Self::Refused(error.to_string()) }
    }
}

impl From<Mismatch> for Trouble {
    fn from(error: Mismatch) -> Self {
        Self::Refused(error.to_string())
    }
}

impl From<social::Error> for Trouble {
    fn from(error: social::Error) -> Self {
        match error {
            social::Error::Refusal(refusal @ social::Refusal::NotNow(_)) => Self::NotNow(refusal.to_string()),
            social::Error::Refusal(refusal) => Self::Refused(refusal.to_string()),
            social::Error::Fault(fault) => Self::Fault(fault),
        }
    }
}

impl From<store::Error> for Trouble {
    fn from(error: store::Error) -> Self {
        social::Error::from(error).into()
    }
}
