//! What was decided about neighbours, as staff and as everybody see it.

use model::NeighbourBlock;
use serde::Serialize;
use social::neighbour_blocks::print;

/// <https://docs.joinmastodon.org/entities/Admin_DomainBlock/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct DomainBlock {
    pub id: String,
    pub domain: String,
    pub digest: String,
    pub created_at: String,
    pub severity: &'static str,
    pub reject_media: bool,
    pub reject_reports: bool,
    pub private_comment: Option<String>,
    pub public_comment: Option<String>,
    pub obfuscate: bool,
}

impl From<&NeighbourBlock> for DomainBlock {
    fn from(block: &NeighbourBlock) -> Self {
        Self {
            id: block.id.to_string(),
            domain: block.domain.clone(),
            digest: print(&block.domain),
            created_at: block.created_at.to_rfc3339_millis(),
            severity: block.severity.as_str(),
            reject_media: block.reject_media,
            reject_reports: block.reject_reports,
            private_comment: block.private_comment.clone(),
            public_comment: block.public_comment.clone(),
            obfuscate: block.obfuscate,
        }
    }
}

/// What is said where something as strict was decided already.
#[derive(Clone, Debug, Serialize)]
pub struct ExistingDomainBlockError {
    error: String,
    existing_domain_block: DomainBlock,
}

impl From<&NeighbourBlock> for ExistingDomainBlockError {
    fn from(block: &NeighbourBlock) -> Self {
        Self {
            error: format!("You have already imposed stricter limits on {}.", block.domain),
            existing_domain_block: block.into(),
        }
    }
}

/// <https://docs.joinmastodon.org/entities/Admin_DomainAllow/>
#[derive(Clone, Debug, Serialize)]
#[expect(missing_docs, reason = "the fields are those of the page named above")]
pub struct DomainAllow {
    pub id: String,
    pub domain: String,
    pub created_at: String,
}

impl From<&social::neighbours::Allowed> for DomainAllow {
    fn from(allowed: &social::neighbours::Allowed) -> Self {
        let social::neighbours::Allowed { id, domain, created_at } = allowed;
        Self { id: id.to_string(), domain: domain.clone(), created_at: created_at.to_rfc3339_millis() }
    }
}
