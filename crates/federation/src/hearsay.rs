//! Hearsay: activities of somebody that another server passes on, unproved. Nothing in them is believed but where to
//! ask; what stands there is the truth. Servers pass on answers in a thread so, and the ends of them.

use activitypub::{
    lenient,
    vocabulary::{Activity, ActivityKind, ObjectRef},
};
use model::Account;
use serde_json::Value;

use crate::{
    Federation, authority::is_same_host, fetch::FetchError, objects::Budget, statuses, trouble::Trouble,
};

/// Stands after the address of what was heard of.
pub(crate) const MARK: &str = "#heard";

/// Whether it can be asked about at all: something published, changed or ended.
pub(crate) fn is_worth_asking(document: &Value) -> bool {
    Activity::parse(document).is_ok_and(|said| address(&said).is_some())
}

/// The address to ask at, which must be on the host of whoever is said to speak.
fn address(said: &Activity) -> Option<&str> {
    let is_about_a_status =
        matches!(said.kind, ActivityKind::Create | ActivityKind::Update | ActivityKind::Delete);
    let address = said.object.as_ref().and_then(ObjectRef::id).filter(|_| is_about_a_status)?;
    (is_same_host(address, &said.actor) && address != said.actor).then_some(address)
}

/// Somebody passes on what another is said to have done.
pub(crate) async fn receive(
    federation: &Federation,
    by: &Account,
    document: &Value,
    budget: &Budget,
) -> Result<(), Trouble> {
    let said = Activity::parse(document).map_err(|error| Trouble::refused(error.to_string()))?;
    let address =
        address(&said).ok_or_else(|| Trouble::refused("it is passed on, and nobody can be asked"))?;
    if federation.site().instance.owns(address) {
        return Err(Trouble::refused("it is about what is ours"));
    }
    let known = federation.known_status(address).await?;
    if known.is_none()
        && !answers_something_known(federation, &said).await?
        && !federation.is_followed(by).await?
        && !federation.is_relay(by).await?
    {
        return Err(Trouble::refused("it is passed on and concerns nobody here"));
    }
    match federation.fetch_object(address, budget).await {
        Ok(document) => federation.bring_up_to_date(&document, budget).await,
        // It is gone where it was; who said so does not matter.
        Err(FetchError::Gone) => match known {
            Some(known) => {
                let author = social::accounts::find(federation.site(), known.account_id).await?;
                social::statuses::delete_remote(federation.site(), &author, address).await?;
                Ok(())
            }
            None => Ok(()),
        },
        Err(error) => Err(error.into()),
    }
}

/// Whether what it is about answers a status that is known here.
async fn answers_something_known(federation: &Federation, said: &Activity) -> Result<bool, Trouble> {
    let embedded = said.object.as_ref().and_then(ObjectRef::embedded);
    match embedded.and_then(|object| lenient::id(object, "inReplyTo")) {
        Some(uri) => Ok(federation.known_status(uri).await?.is_some()),
        None => Ok(false),
    }
}

impl Federation {
    /// Takes in a status as its own server shows it now: a new one, or what has changed in one that is known.
    pub(crate) async fn bring_up_to_date(
        &self,
        document: &crate::authority::Authentic<Value>,
        budget: &Budget,
    ) -> Result<(), Trouble> {
        let object = statuses::read(document)?;
        let Some(known) = social::statuses::find_by_uri(self.site(), &object.get().id).await? else {
            self.take_in_fetched(document, budget).await?;
            return Ok(());
        };
        let author = social::accounts::find(self.site(), known.account_id).await?;
        if !object.get().attributed_to.contains(&author.uri) {
            return Err(Trouble::refused("its author has changed"));
        }
        let arrival = self.arrival(&object, &author, budget).await?;
        social::statuses::edit_remote(self.site(), &author, arrival, None).await?;
        Ok(())
    }
}
