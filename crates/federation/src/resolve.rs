//! Finding people and statuses by what a person typed: a handle or an address.

use activitypub::{vocabulary::Actor, webfinger::Handle};
use futures_util::{StreamExt, stream};
use model::{Account, Status, limits::STATUS_MENTIONS};
use serde_json::Value;
use store::inquiries::InquiryKind;

use crate::{Federation, authority::Authentic, limits, objects::Budget, trouble::Trouble};

/// What stands at an address.
enum Found {
    Account(Box<Account>),
    Status(Box<Status>),
}

impl Federation {
    /// The account with this handle or address, asking its server if need be. `None` if there is none, or its
    /// server does not tell.
    pub async fn resolve_account(&self, acct_or_url: &str) -> social::Result<Option<Account>> {
        let found = self.find_account(acct_or_url).await?;
        // Whoever looks somebody up wants to read something.
        if let Some(account) = &found
            && !account.is_local()
            && account.statuses_count == 0
        {
            self.inquire(InquiryKind::Profile, &account.uri, limits::PROFILE_AGAIN_MS).await?;
        }
        Ok(found)
    }

    async fn find_account(&self, acct_or_url: &str) -> social::Result<Option<Account>> {
        let text = acct_or_url.trim();
        if is_unspeakable(text) {
            return Ok(None);
        }
        let budget = Budget::new(limits::FETCHES_PER_QUESTION);
        if is_address(text) {
            return match self.known_account(text).await? {
                Some(known) => self.refreshed(known, &budget).await,
                None => Ok(match absent(self.find_at(text, &budget).await)? {
                    Some(Found::Account(account)) => Some(*account),
                    _ => None,
                }),
            };
        }
        match Handle::parse(text) {
            Some(handle) => self.resolve_handle(&handle, &budget).await,
            // A name without a host means somebody here.
            None => social::accounts::find_by_handle(self.site(), text.trim_start_matches('@'), None).await,
        }
    }

    /// The status at this address or page, asking its server if need be.
    pub async fn resolve_status(&self, url: &str) -> social::Result<Option<Status>> {
        let url = url.trim();
        if !is_address(url) || is_unspeakable(url) {
            return Ok(None);
        }
        let budget = Budget::new(limits::FETCHES_PER_QUESTION);
        if let Some(known) = absent(self.known_status(url).await)?.flatten() {
            return Ok(Some(known));
        }
        Ok(match absent(self.find_at(url, &budget).await)? {
            Some(Found::Status(status)) => Some(*status),
            _ => None,
        })
    }

    /// Looks up the people that a draft names and who are not known yet, so that posting finds them.
    pub async fn resolve_mentions(&self, text: &str) {
        let handles: Vec<Handle> = markup::extract::handles(text)
            .into_iter()
            .take(STATUS_MENTIONS)
            .filter_map(|handle| Some(Handle { username: handle.username, host: handle.host? }))
            .filter(|handle| !self.site().instance.is_home(&handle.host))
            .collect();
        let budget = Budget::new(handles.len() * limits::FETCHES_PER_QUESTION);
        let lookups = stream::iter(handles).for_each_concurrent(limits::MENTIONS_AT_ONCE, |handle| {
            let budget = &budget;
            async move {
                if let Err(fault) = self.resolve_handle(&handle, budget).await {
                    tracing::error!(error = %fault, "could not look up a mention");
                }
            }
        });
        if tokio::time::timeout(limits::MENTIONS_TIMEOUT, lookups).await.is_err() {
            tracing::info!("some of a draft's mentions were not found in time and stay text");
        }
    }

    pub(crate) async fn resolve_handle(
        &self,
        handle: &Handle,
        budget: &Budget,
    ) -> social::Result<Option<Account>> {
        let site = self.site();
        let known = social::accounts::find_by_handle(site, &handle.username, Some(&handle.host)).await?;
        if let Some(known) = known {
            return self.refreshed(known, budget).await;
        }
        if site.instance.is_home(&handle.host) {
            return Ok(None);
        }
        absent(self.ask_for(handle, budget).await)
    }

    pub(crate) async fn ask_for(&self, handle: &Handle, budget: &Budget) -> Result<Account, Trouble> {
        let finger = self.finger(handle, budget).await?;
        self.person(&finger.actor, budget).await
    }

    /// A known account, fetched again if that was long ago. If its server does not answer, what is known stays.
    async fn refreshed(&self, known: Account, budget: &Budget) -> social::Result<Option<Account>> {
        if self.is_fresh(&known) {
            return Ok(Some(known));
        }
        Ok(absent(self.fetch_person(&known.uri, budget).await)?.or(Some(known)))
    }

    async fn known_account(&self, address: &str) -> social::Result<Option<Account>> {
        match social::accounts::find_by_uri(self.site(), address).await? {
            Some(known) => Ok(Some(known)),
            None => social::accounts::find_by_url(self.site(), address).await,
        }
    }

    /// What stands at an address of another server.
    async fn find_at(&self, address: &str, budget: &Budget) -> Result<Found, Trouble> {
        if self.site().instance.owns(address) {
            return Err(Trouble::refused("there is nothing at this address here"));
        }
        let document: Authentic<Value> = self.fetch_pasted(address, budget).await?;
        if Actor::parse(document.get()).is_ok() {
            let account = self.take_in_person(&document, budget).await?;
            return Ok(Found::Account(Box::new(account)));
        }
        Ok(Found::Status(Box::new(self.take_in_fetched(&document, budget).await?)))
    }
}

fn is_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

/// Whether a text has what no handle and no address has, and PostgreSQL does not take.
fn is_unspeakable(text: &str) -> bool {
    text.chars().any(char::is_control)
}

/// Another server's troubles are an absence to whoever asked; only ours are faults.
pub(crate) fn absent<T>(result: Result<T, Trouble>) -> social::Result<Option<T>> {
    match result {
        Ok(found) => Ok(Some(found)),
        Err(Trouble::Fault(fault)) => Err(fault.into()),
        Err(trouble) => {
            tracing::debug!(reason = %trouble, "nothing was found");
            Ok(None)
        }
    }
}
