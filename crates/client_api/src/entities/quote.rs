//! Quote: what a status shows of another, and whether it may.

use model::Instance;
use serde::Serialize;
use social::{QuoteView, QuotedAs, Viewer};

use super::Status;

/// <https://docs.joinmastodon.org/entities/Quote/> and <https://docs.joinmastodon.org/entities/ShallowQuote/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the pages named above")]
pub struct Quote {
    pub state: &'static str,
    #[serde(flatten)]
    pub quoted: Quoted,
}

/// What is quoted: whole, or by its id alone where a quote stands in a quote.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
#[expect(missing_docs, reason = "the fields are those of the pages of Quote")]
pub enum Quoted {
    QuotedStatus(Option<Box<Status>>),
    QuotedStatusId(Option<String>),
}

impl Quote {
    /// A quote as the viewer sees it.
    pub fn new(instance: &Instance, viewer: Viewer, view: &QuoteView) -> Self {
        let whole = view.quoted.as_ref().map(|quoted| {
            let mut status = Status::new(instance, viewer, quoted);
            status.quote = quoted.quote.as_ref().map(Self::shallow);
            Box::new(status)
        });
        Self { state: word(view.stands), quoted: Quoted::QuotedStatus(whole) }
    }

    fn shallow(view: &QuoteView) -> Self {
        let id = view.quoted_id.map(|id| id.to_string());
        Self { state: word(view.stands), quoted: Quoted::QuotedStatusId(id) }
    }
}

fn word(stands: QuotedAs) -> &'static str {
    match stands {
        QuotedAs::Decided(state) => state.as_str(),
        QuotedAs::Deleted => "deleted",
        QuotedAs::Unauthorized => "unauthorized",
        QuotedAs::BlockedAccount => "blocked_account",
        QuotedAs::BlockedDomain => "blocked_domain",
        QuotedAs::MutedAccount => "muted_account",
    }
}
