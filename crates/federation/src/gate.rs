//! The gate: who may read documents, where an admin has decided that not everybody may. Whoever asks must then sign, so
//! that it is known who they are, and blocks hold for reading, too.

use axum::{
    extract::{Request, State},
    http::{StatusCode, request::Parts},
    middleware::Next,
    response::{IntoResponse, Response},
};
use model::{Account, AccountId};

use crate::{
    Federation, documents,
    verify::{Denied, Signed},
};

/// Who asks for a document, where that had to be found out.
#[derive(Clone)]
pub(crate) struct Asker(pub(crate) Account);

/// Lets those through who may read what belongs to an account, such as its outbox.
pub(crate) async fn watch(State(federation): State<Federation>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    match federation.admit(&parts).await {
        Ok(None) => {}
        Ok(Some(asker)) => {
            let owner = owner_in(parts.uri.path());
            match federation.is_blocked_by(&asker, owner).await {
                Ok(false) => drop(parts.extensions.insert(Asker(asker))),
                Ok(true) => return documents::missing(),
                Err(fault) => return documents::failed(fault),
            }
        }
        Err(denied) => return denied.into_response(),
    }
    next.run(Request::from_parts(parts, body)).await
}

/// The account in a path such as `/ap/users/1/outbox`.
fn owner_in(path: &str) -> Option<AccountId> {
    path.strip_prefix("/ap/users/")?.split('/').next()?.parse().ok()
}

impl Federation {
    /// Whether whoever asks may read documents here; answers who it is, if that had to be found out.
    pub(crate) async fn admit(&self, parts: &Parts) -> Result<Option<Account>, Denied> {
        let settings = self.site().settings();
        if !settings.authorized_fetch && !settings.limited_federation {
            return Ok(None);
        }
        let signed = Signed::read(self, parts, None)?;
        self.check_welcome(signed.host().as_deref())?;
        let asker = signed.check(self).await?;
        if asker.is_suspended() {
            return Err(Denied::new(StatusCode::FORBIDDEN, "the account is suspended here"));
        }
        Ok(Some(asker))
    }

    /// Refuses those with whom this server has no dealings, before anything is asked of them.
    pub(crate) fn check_welcome(&self, host: Option<&str>) -> Result<(), Denied> {
        match host.is_some_and(|host| !social::neighbours::is_welcome(self.site(), host)) {
            true => Err(Denied::new(StatusCode::FORBIDDEN, "this server has dealings only with some others")),
            false => Ok(()),
        }
    }

    /// Whether the owner of a document wants the asker not to see it.
    pub(crate) async fn is_blocked_by(
        &self,
        asker: &Account,
        owner: Option<AccountId>,
    ) -> social::Result<bool> {
        let Some(owner) = owner else { return Ok(false) };
        Ok(social::hiding::of(self.site(), asker.id).await?.is_blocking(owner))
    }
}
