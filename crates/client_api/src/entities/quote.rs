//! Quote: what a status shows of another, and whether it may.
//! <https://docs.joinmastodon.org/entities/Quote/> and <https://docs.joinmastodon.org/entities/ShallowQuote/>

use model::Instance;
use social::{QuoteView, QuotedAs, Viewer};

use super::Status;
use crate::json::Text;

/// What is quoted: whole, or by its id alone where a quote stands in a quote.
pub(super) struct Quote;

impl Quote {
    /// Writes a quote as the viewer sees it.
    pub(super) fn write(text: &mut Text, instance: &Instance, viewer: Viewer, view: &QuoteView) {
        text.object(|object| {
            object.field("state").value(word(view.stands));
            let place = object.field("quoted_status");
            match &view.quoted {
                None => place.value(&()),
                Some(quoted) => Status::write_quoted(place, instance, viewer, quoted),
            }
        });
    }

    /// Writes a quote in a quote.
    pub(super) fn write_shallow(text: &mut Text, view: &QuoteView) {
        text.object(|object| {
            object.field("state").value(word(view.stands));
            object.field("quoted_status_id").value(&view.quoted_id.map(|id| id.to_string()));
        });
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
