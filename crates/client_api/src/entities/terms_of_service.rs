//! Terms of service, as everybody reads them.

use serde::Serialize;
use social::house_texts::{self, Terms};

/// <https://docs.joinmastodon.org/entities/TermsOfService/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct TermsOfService {
    pub effective_date: String,
    pub effective: bool,
    pub content: String,
    pub succeeded_by: Option<String>,
}

impl TermsOfService {
    /// Terms as shown.
    pub fn new(terms: &Terms) -> Self {
        let date = |day| house_texts::moment(day).to_date();
        Self {
            effective_date: date(terms.day),
            effective: terms.is_effective,
            content: social::settings::html(&terms.text.text),
            succeeded_by: terms.succeeded_by.map(date),
        }
    }
}
