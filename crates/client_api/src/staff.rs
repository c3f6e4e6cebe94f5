//! Staff at the door: somebody whose token and whose role both allow what a handler does. The scope stands in the handler's
//! signature; the permission is asked for by the verb that it calls, so that no edge can forget it.

use std::{marker::PhantomData, sync::Arc};

use axum::extract::FromRequestParts;
use http::request::Parts;
use model::Account;
use social::Staff;

use crate::{
    ApiError, ClientApi,
    auth::{Holder, Needs, check_scope, person},
};

/// Scopes as types, one for each that a method needs.
pub(crate) mod scope {
    use super::Needs;

    /// Declares scopes, each of which is enough for what it names.
    macro_rules! scopes {
        ($($(#[$meaning:meta])* $name:ident = $scope:literal;)*) => {$(
            $(#[$meaning])*
            pub(crate) struct $name;
            impl Needs for $name {
                const ANY_OF: &'static [&'static str] = &[$scope];
            }
        )*};
    }

    scopes! {
        /// To see figures and what is talked of.
        Read = "admin:read";
        /// To decide about what is talked of, and about the house.
        Write = "admin:write";
        /// To see accounts with what only staff see.
        ReadAccounts = "admin:read:accounts";
        /// To act on accounts.
        WriteAccounts = "admin:write:accounts";
        /// To see reports.
        ReadReports = "admin:read:reports";
        /// To deal with reports.
        WriteReports = "admin:write:reports";
        /// To see which neighbours are allowed.
        ReadDomainAllows = "admin:read:domain_allows";
        /// To allow neighbours.
        WriteDomainAllows = "admin:write:domain_allows";
        /// To see what was decided about neighbours.
        ReadDomainBlocks = "admin:read:domain_blocks";
        /// To decide about neighbours.
        WriteDomainBlocks = "admin:write:domain_blocks";
        /// To see which addresses are kept out.
        ReadIpBlocks = "admin:read:ip_blocks";
        /// To keep addresses out.
        WriteIpBlocks = "admin:write:ip_blocks";
        /// To see which e-mail providers are kept out.
        ReadEmailDomainBlocks = "admin:read:email_domain_blocks";
        /// To keep e-mail providers out.
        WriteEmailDomainBlocks = "admin:write:email_domain_blocks";
        /// To see which e-mail addresses are kept out.
        ReadCanonicalEmailBlocks = "admin:read:canonical_email_blocks";
        /// To keep e-mail addresses out.
        WriteCanonicalEmailBlocks = "admin:write:canonical_email_blocks";
    }
}

/// One of the staff, with a token that may do what the handler needs.
pub(crate) struct Keeper<N> {
    pub(crate) account: Arc<Account>,
    pub(crate) staff: Staff,
    needs: PhantomData<N>,
}

impl<N: Needs> FromRequestParts<ClientApi> for Keeper<N> {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, api: &ClientApi) -> Result<Self, ApiError> {
        let Holder(bearer) = Holder::from_request_parts(parts, api).await?;
        check_scope(&bearer.token.scopes, N::ANY_OF)?;
        let (user, account) = person(bearer.user.as_ref(), bearer.account.as_ref())?;
        let staff = Staff::of(&api.site, user, account).await?;
        Ok(Self { account: Arc::clone(account), staff, needs: PhantomData })
    }
}
