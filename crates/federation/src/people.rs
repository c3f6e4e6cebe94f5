//! People on other servers: taking in their profiles and keys when they are first seen, or have changed.

use activitypub::vocabulary::Actor;
use model::Account;
use serde_json::Value;
use store::keys::Key;

use crate::{
    Federation,
    authority::{Authentic, is_same_host},
    limits,
    objects::Budget,
    translate,
    trouble::Trouble,
};

impl Federation {
    /// The account with this address: as it is known here, or else fetched.
    pub(crate) async fn person(&self, uri: &str, budget: &Budget) -> Result<Account, Trouble> {
        let site = self.site();
        if let Some(known) = social::accounts::find_by_uri(site, uri).await? {
            return Ok(known);
        }
        if site.instance.owns(uri) {
            return Err(Trouble::refused("there is no such account here"));
        }
        let turn = self.turn("person", uri).await;
        if let Some(known) = social::accounts::find_by_uri(site, uri).await? {
            return Ok(known);
        }
        let fetched = self.fetch_person(uri, budget).await;
        drop(turn);
        fetched
    }

    /// The account with this address as its server describes it now.
    pub(crate) async fn fetch_person(&self, uri: &str, budget: &Budget) -> Result<Account, Trouble> {
        let document = self.fetch_object(uri, budget).await?;
        self.take_in_person(&document, budget).await
    }

    /// Whether the profile was fetched lately.
    pub(crate) fn is_fresh(&self, account: &Account) -> bool {
        let age = |at: model::Timestamp| self.site().now().as_millis() - at.as_millis();
        account.is_local() || account.fetched_at.is_some_and(|at| age(at) < limits::ACCOUNT_FRESH_MS)
    }

    /// Takes in a profile and its keys.
    pub(crate) async fn take_in_person(
        &self,
        document: &Authentic<Value>,
        budget: &Budget,
    ) -> Result<Account, Trouble> {
        let actor = document.read(Actor::parse).map_err(|error| Trouble::refused(error.to_string()))?;
        let said = actor.get();
        let site = self.site();
        let domain = match social::accounts::find_by_uri(site, &said.id).await? {
            Some(known) => {
                known.domain.ok_or_else(|| Trouble::refused("it describes an account of this server"))?
            }
            None => {
                let username = said.preferred_username.clone().unwrap_or_default();
                let claim = said.webfinger.as_deref().and_then(activitypub::webfinger::Handle::parse);
                self.domain_of(&said.id, &username, claim, budget).await?
            }
        };
        let profile = translate::account::profile(&actor, domain)?;
        let account = social::accounts::receive(site, profile).await?;
        self.keep_keys(&account, said).await?;
        Ok(account)
    }

    /// Keeps the keys that an actor lists, and only these.
    async fn keep_keys(&self, account: &Account, actor: &Actor) -> Result<(), Trouble> {
        let keys: Vec<Key> = actor
            .public_keys
            .iter()
            .filter(|key| is_same_host(&key.id, &actor.id))
            .filter(|key| key.owner.as_deref().is_none_or(|owner| owner == actor.id))
            .take(limits::KEYS_PER_ACTOR)
            .map(|key| Key {
                owner_id: account.id,
                key_id: key.id.clone(),
                public_key_pem: key.pem.clone(),
                private_key_pem: None,
            })
            .collect();
        let Some(first) = keys.first() else { return Ok(()) };
        let mut tx = self.site().store.begin().await?;
        store::keys::delete_others(&mut tx, account.id, &first.key_id).await?;
        for key in &keys {
            store::keys::upsert(&mut tx, key, self.site().now()).await?;
        }
        tx.commit().await?;
        for key in &keys {
            self.0.keys.public.invalidate(&key.key_id);
        }
        Ok(())
    }
}
