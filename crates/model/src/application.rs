//! Applications: programs registered to act for people.

use crate::{Id, Scopes, Timestamp};

/// Identifies an application.
pub type ApplicationId = Id<Application>;

/// A client program known to this server (an OAuth client).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// Identifier.
    pub id: ApplicationId,
    /// Name shown to people.
    pub name: String,
    /// Home page.
    pub website: Option<String>,
    /// Where people may be sent back to, exactly as registered.
    pub redirect_uris: Vec<String>,
    /// The most that a token of this application may be granted.
    pub scopes: Scopes,
    /// OAuth client identifier.
    pub client_id: String,
    /// SHA-256 of the OAuth client secret.
    pub client_secret_hash: Vec<u8>,
    /// When it registered.
    pub created_at: Timestamp,
}
