//! People on other servers: taking in their profiles and keys when they are first seen, or have changed.

use activitypub::{
    vocabulary::{Actor, written},
    webfinger::Handle,
};
use model::Account;
use serde_json::Value;
use store::keys::Key;

use crate::{
    Federation,
    authority::{Authentic, is_same_host},
    limits,
    objects::Budget,
    resolve::absent,
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

    /// An account of this server as its document describes it.
    pub(crate) async fn portrait(&self, account: &Account) -> social::Result<written::Actor> {
        let keys = self.key_pair(account).await?;
        if account.is_suspended() {
            // Nothing that its person chose, but all by which others know it again.
            let bare = social::leaving::bare(account.clone());
            return Ok(translate::account::document(self, &bare, None, &keys));
        }
        let moved_to = match account.moved_to_id {
            None => None,
            Some(id) => store::accounts::find(&self.site().store, id).await?.map(|target| target.uri),
        };
        Ok(translate::account::document(self, account, moved_to, &keys))
    }

    /// Whether the profile was fetched lately.
    pub(crate) fn is_fresh(&self, account: &Account) -> bool {
        let age = |at: model::Timestamp| self.site().now().as_millis() - at.as_millis();
        account.is_local() || account.fetched_at.is_some_and(|at| age(at) < limits::ACCOUNT_FRESH_MS)
    }

    /// The account with this handle or address, as its own server describes it at this moment. `None` if there is
    /// none, or its server does not tell.
    pub async fn ask_anew(&self, acct_or_url: &str) -> social::Result<Option<Account>> {
        let budget = Budget::new(limits::FETCHES_PER_QUESTION);
        let Some(known) = self.resolve_account(acct_or_url).await? else { return Ok(None) };
        absent(self.as_it_is_now(&known.uri, &budget).await)
    }

    /// The account with this address, as its own server describes it at this moment. Where it says it moved to is not
    /// looked at, so this leads no further.
    async fn as_it_is_now(&self, uri: &str, budget: &Budget) -> Result<Account, Trouble> {
        if self.site().instance.owns(uri) {
            let known = social::accounts::find_by_uri(self.site(), uri).await?;
            return known.ok_or_else(|| Trouble::refused("there is no such account here"));
        }
        let document = self.fetch_object(uri, budget).await?;
        let (account, _) = self.keep_person(&document, budget).await?;
        Ok(account)
    }

    /// Somebody says that they use another account from now on. It is so if that account agrees.
    pub(crate) async fn moved(&self, origin: &Account, target: &str, budget: &Budget) -> Result<(), Trouble> {
        let target = self.as_it_is_now(target, budget).await?;
        Ok(social::moving::moved(self.site(), origin, &target).await?)
    }

    /// Takes in a profile and its keys, and whether its person moved: a profile says so also where the Move itself
    /// never arrived.
    pub(crate) async fn take_in_person(
        &self,
        document: &Authentic<Value>,
        budget: &Budget,
    ) -> Result<Account, Trouble> {
        let (account, moved_to) = self.keep_person(document, budget).await?;
        let site = self.site();
        let known = match account.moved_to_id {
            None => None,
            Some(id) => store::accounts::find(&site.store, id).await?.map(|target| target.uri),
        };
        if known == moved_to {
            return Ok(account);
        }
        match moved_to {
            None => social::moving::came_back(site, &account).await?,
            // Its own words stand, whatever becomes of the move.
            Some(target) => drop(absent(self.moved(&account, &target, budget).await)?),
        }
        Ok(social::accounts::find(site, account.id).await?)
    }

    /// Takes in a profile and its keys; answers also where its person says that they moved to.
    async fn keep_person(
        &self,
        document: &Authentic<Value>,
        budget: &Budget,
    ) -> Result<(Account, Option<String>), Trouble> {
        let actor = document.read(Actor::parse).map_err(|error| Trouble::refused(error.to_string()))?;
        let said = actor.get();
        let site = self.site();
        let domain = match social::accounts::find_by_uri(site, &said.id).await? {
            Some(known) => {
                known.domain.ok_or_else(|| Trouble::refused("it describes an account of this server"))?
            }
            None => {
                let username = said.preferred_username.clone().unwrap_or_default();
                let claim = said.webfinger.as_deref().and_then(Handle::parse);
                let domain = self.domain_of(&said.id, &username, claim, budget).await?;
                self.check_handle(&said.id, Handle { username, host: domain }, budget).await?.host
            }
        };
        let profile = translate::account::profile(&actor, domain)?;
        let account = social::accounts::receive(site, profile).await?;
        self.keep_keys(&account, said).await?;
        self.learn_from_actor(document.get()).await?;
        Ok((account, said.moved_to.clone().filter(|target| *target != said.id)))
    }

    /// A handle as somebody new has it. If another had it until now, that account ends; so the handle's server must
    /// say itself that it belongs to the new one, lest anybody with a document on that host could end the others.
    async fn check_handle(&self, actor: &str, handle: Handle, budget: &Budget) -> Result<Handle, Trouble> {
        let holder =
            social::accounts::find_by_handle(self.site(), &handle.username, Some(&handle.host)).await?;
        if holder.is_some() && self.finger(&handle, budget).await?.actor != actor {
            return Err(Trouble::refused("its handle is another's"));
        }
        Ok(handle)
    }

    /// Keeps the keys that an actor lists, and only these.
    async fn keep_keys(&self, account: &Account, actor: &Actor) -> Result<(), Trouble> {
        let keys: Vec<Key> = actor
            .public_keys
            .iter()
            .filter(|key| is_same_host(&key.id, &actor.id))
            .filter(|key| key.id.len() <= limits::URL_BYTES && key.pem.len() <= limits::KEY_BYTES)
            .filter(|key| key.expires.is_none_or(|at| at > self.site().now().as_millis()))
            .filter(|key| key.owner.as_deref().is_none_or(|owner| owner == actor.id))
            .take(limits::KEYS_PER_ACTOR)
            .map(|key| Key {
                owner_id: account.id,
                key_id: key.id.clone(),
                public_key_pem: key.pem.clone(),
                private_key_pem: None,
                expires_at: key.expires.map(model::Timestamp::from_millis),
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
