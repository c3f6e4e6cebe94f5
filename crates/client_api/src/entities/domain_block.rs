//! What was decided about neighbours, as everybody may read it.

use model::NeighbourBlock;
use serde::Serialize;
use social::neighbour_blocks::print;

/// <https://docs.joinmastodon.org/entities/DomainBlock/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct DomainBlock {
    pub domain: String,
    pub digest: String,
    pub severity: &'static str,
    /// Only there where reasons are shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comment: Option<String>,
}

impl DomainBlock {
    /// A decision as everybody sees it, with the reason if that is shown.
    pub fn new(block: &NeighbourBlock, with_reason: bool) -> Self {
        Self {
            domain: block.public_domain(),
            digest: print(&block.domain),
            severity: block.severity.as_str(),
            comment: with_reason.then(|| block.public_comment.clone().unwrap_or_default()),
        }
    }
}
