//! Tokens: what an application shows to act, and the codes it trades for them. Only hashes are kept.

use crate::{ApplicationId, Id, Scopes, Timestamp, UserId};

/// Identifies a token.
pub type TokenId = Id<Token>;

/// A bearer token. Without a user it speaks for the application alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Identifier.
    pub id: TokenId,
    /// The application it was issued to.
    pub application_id: ApplicationId,
    /// The user it acts for.
    pub user_id: Option<UserId>,
    /// What it may do.
    pub scopes: Scopes,
    /// When it was issued.
    pub created_at: Timestamp,
}

/// A code that a user's consent produced, to be traded once for a token (RFC 6749 section 4.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuthorizationCode {
    /// The application that asked.
    pub application_id: ApplicationId,
    /// The user who consented.
    pub user_id: UserId,
    /// Where the code was sent; the trade must name the same address.
    pub redirect_uri: String,
    /// What was granted.
    pub scopes: Scopes,
    /// PKCE challenge, method S256 (RFC 7636).
    pub code_challenge: Option<String>,
    /// When it stops working.
    pub expires_at: Timestamp,
}
