//! What an account keeps about others for itself or shows on its profile.

use crate::Id;

/// Identifies a domain block of one account.
pub type DomainBlockId = Id<DomainBlock>;

/// An account wants nothing from a neighbour's server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainBlock {
    /// Identifier.
    pub id: DomainBlockId,
    /// The neighbour's domain.
    pub domain: String,
}

/// Identifies an endorsement.
pub type EndorsementId = Id<Endorsement>;

/// An account shows another on its profile as worth following.
#[derive(Clone, Copy, Debug)]
pub struct Endorsement;
