//! Relays: servers to which small communities send what is public, and from which they get what is public elsewhere. There
//! are two kinds: Mastodon's, known by its inbox, which is asked to pass on what is for everybody; and LitePub's, known by
//! its actor, which is followed like anybody.

use activitypub::{
    audience::PUBLIC,
    vocabulary::{Actor, written::Activity},
};
use model::{Account, AuditTarget, Id, Permissions};
use serde_json::json;
use social::{Refusal, Staff};
use store::relays::{Relay, RelayState};

use crate::{
    Federation, activities, authority::is_same_host, limits, objects::Budget, outbox::Parcel, translate,
    trouble::Trouble,
};

/// A relay, for those who run the server.
#[derive(Clone, Debug)]
pub struct RelayView {
    /// Identifier.
    pub id: Id<RelayView>,
    /// The address under which it was added.
    pub address: String,
    /// Whether it has agreed: `pending`, `accepted` or `rejected`.
    pub state: &'static str,
}

impl From<Relay> for RelayView {
    fn from(relay: Relay) -> Self {
        Self { id: Id::new(relay.id.get()), address: relay.address, state: relay.state.as_str() }
    }
}

impl Federation {
    /// All relays, for staff.
    pub async fn show_relays(&self, by: &Staff) -> social::Result<Vec<RelayView>> {
        by.needs(Permissions::MANAGE_FEDERATION)?;
        self.relays().await
    }

    /// One of the staff has a relay asked.
    pub async fn add_relay(&self, by: &Staff, address: &str) -> social::Result<RelayView> {
        by.needs(Permissions::MANAGE_FEDERATION)?;
        let added = self.join_relay(address).await?;
        self.note_relay(by, "create", &added).await?;
        Ok(added)
    }

    /// One of the staff leaves a relay.
    pub async fn remove_relay(&self, by: &Staff, id: Id<RelayView>) -> social::Result<()> {
        by.needs(Permissions::MANAGE_FEDERATION)?;
        let known = self.relays().await?;
        let relay = known.into_iter().find(|relay| relay.id == id).ok_or(Refusal::NotFound)?;
        self.leave_relay(&relay.address).await?;
        self.note_relay(by, "destroy", &relay).await
    }

    async fn note_relay(&self, by: &Staff, action: &str, relay: &RelayView) -> social::Result<()> {
        let mut tx = self.site().store.begin().await?;
        let target = AuditTarget::new("relay", relay.id.get(), relay.address.clone());
        social::audit::record(self.site(), &mut tx, by, action, target, json!({})).await?;
        Ok(tx.commit().await?)
    }

    /// Asks a relay to pass on what is public, both ways.
    pub async fn join_relay(&self, address: &str) -> social::Result<RelayView> {
        let address = translate::web_address(address.trim()).ok_or_else(|| wrong("is not an address"))?;
        if self.site().instance.owns(&address) {
            return Err(wrong("is on this server").into());
        }
        let (inbox_url, actor_uri) = match address.ends_with("/inbox") {
            true => (address.clone(), None),
            false => {
                let actor = self.relay_actor(&address).await?;
                (actor.inbox, Some(actor.id))
            }
        };
        let site = self.site();
        let id = site.id();
        let relay = Relay {
            id,
            address,
            inbox_url,
            actor_uri,
            follow_uri: format!("{}/follows/{id}", self.instance_actor()),
            state: RelayState::Pending,
            created_at: site.now(),
        };
        if !store::relays::insert(&site.store, &relay).await? {
            return Err(wrong("is a relay already; remove it to ask again").into());
        }
        self.send_as_instance(self.wish(&relay), &relay.inbox_url).await?;
        Ok(relay.into())
    }

    /// The actor at a relay's address.
    async fn relay_actor(&self, address: &str) -> social::Result<Actor> {
        let budget = Budget::new(limits::FETCHES_PER_QUESTION);
        let found = self.fetch_object(address, &budget).await.map_err(|error| wrong(&error.to_string()))?;
        let actor = Actor::parse(found.get()).map_err(|error| wrong(&error.to_string()))?;
        match translate::web_address(&actor.inbox).is_some_and(|inbox| is_same_host(&inbox, &actor.id)) {
            true => Ok(actor),
            false => Err(wrong("has its inbox elsewhere").into()),
        }
    }

    /// Leaves a relay; answers whether it was one.
    pub async fn leave_relay(&self, address: &str) -> social::Result<bool> {
        let store = &self.site().store;
        let relays = store::relays::list(store).await?;
        let Some(relay) = relays.into_iter().find(|relay| relay.address == address.trim()) else {
            return Ok(false);
        };
        self.send_as_instance(
            activities::undo::build_for(&self.instance_actor(), self.wish(&relay)),
            &relay.inbox_url,
        )
        .await?;
        store::relays::delete(store, relay.id).await?;
        Ok(true)
    }

    /// All relays, oldest first.
    pub async fn relays(&self) -> social::Result<Vec<RelayView>> {
        let relays = store::relays::list(&self.site().store).await?;
        Ok(relays.into_iter().map(RelayView::from).collect())
    }

    /// The wish by which a relay is asked.
    fn wish(&self, relay: &Relay) -> Activity<String> {
        let whom = relay.actor_uri.clone().filter(|_| !relay.address.ends_with("/inbox"));
        let whom = whom.unwrap_or_else(|| PUBLIC.to_owned());
        Activity::new("Follow", relay.follow_uri.clone(), &self.instance_actor(), whom)
    }

    /// Sends something as this server itself to one inbox.
    async fn send_as_instance<O: serde::Serialize>(
        &self,
        activity: Activity<O>,
        inbox: &str,
    ) -> social::Result<()> {
        self.record_as_instance(Parcel::new(activity, std::iter::once(inbox.to_owned()).collect())?).await
    }

    /// Where what is public goes besides to followers.
    pub(crate) async fn relay_inboxes(&self) -> social::Result<Vec<String>> {
        let relays = store::relays::list(&self.site().store).await?;
        let agreed = relays.into_iter().filter(|relay| relay.state == RelayState::Accepted);
        Ok(agreed.map(|relay| relay.inbox_url).collect())
    }

    /// Whether an account is a relay that this server has joined.
    pub(crate) async fn is_relay(&self, account: &Account) -> Result<bool, Trouble> {
        let relays = store::relays::list(&self.site().store).await?;
        let is_it = |relay: &Relay| relay.actor_uri.as_deref() == Some(&account.uri);
        Ok(relays.iter().any(|relay| relay.state == RelayState::Accepted && is_it(relay)))
    }

    /// A relay answers the wish with this address; answers whether it was a wish to a relay.
    pub(crate) async fn relay_answered(
        &self,
        by: &Account,
        follow_uri: &str,
        is_consent: bool,
    ) -> Result<bool, Trouble> {
        let store = &self.site().store;
        let relays = store::relays::list(store).await?;
        let Some(relay) = relays.into_iter().find(|relay| relay.follow_uri == follow_uri) else {
            return Ok(false);
        };
        let is_it = match &relay.actor_uri {
            Some(actor) => *actor == by.uri,
            None => is_same_host(&relay.inbox_url, &by.uri),
        };
        if !is_it {
            return Err(Trouble::refused("it answers for a relay that it is not"));
        }
        let state = if is_consent { RelayState::Accepted } else { RelayState::Rejected };
        store::relays::decide(store, relay.id, state, &by.uri).await?;
        tracing::info!(relay = relay.address, state = state.as_str(), "a relay has answered");
        Ok(true)
    }

    /// A relay of LitePub's kind wants to follow this server in turn, so that it gets what it passes on.
    pub(crate) async fn let_relay_follow(&self, by: &Account, wish: &str) -> Result<(), Trouble> {
        let relays = store::relays::list(&self.site().store).await?;
        if !relays.iter().any(|relay| relay.actor_uri.as_deref() == Some(&by.uri)) {
            return Err(Trouble::refused("only relays that were asked may follow the server itself"));
        }
        let actor = self.instance_actor();
        let wish = Activity::new("Follow", wish.to_owned(), &by.uri, actor.clone());
        let id = format!("{actor}/accepts/{}", self.site().id::<Relay>());
        let inbox = by.inbox_url.as_deref().unwrap_or_default();
        self.send_as_instance(Activity::new("Accept", id, &actor, wish), inbox).await.map_err(Into::into)
    }
}

fn wrong(problem: &str) -> social::Refusal {
    social::Refusal::Invalid(vec![social::Problem::new("the address", problem)])
}
