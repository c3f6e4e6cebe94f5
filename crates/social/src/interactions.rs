//! Interaction policies: what authors elsewhere let others do with their statuses, quotes aside. People here who may not
//! are told so at once; what needs consent waits for it, and is taken back when it is refused.

use model::{
    Account, AccountId, Approval, Circle, Consent, Event, FavouriteId, Interaction, InteractionAnswer,
    Status, StatusId,
};
use store::Tx;

use crate::{Refusal, Result, Site, favourites, quotes::Ties, statuses};

/// How somebody may do something with a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leave {
    /// Without asking.
    Free,
    /// The author's server is asked first; it alone knows who may, or can tell others so.
    Asked,
}

/// Refuses what the author of a status does not let this account do. People elsewhere are their author's business.
pub async fn check(site: &Site, by: &Account, status: &Status, what: Interaction) -> Result<Leave> {
    let approval = status.interaction_policy.of(what);
    if approval == Approval::EVERYBODY || !by.is_local() || status.account_id == by.id {
        return Ok(Leave::Free);
    }
    let is_mentioned = !store::mentions::mentioning(&site.store, by.id, &[status.id]).await?.is_empty();
    let is_spoken_to = is_mentioned || status.in_reply_to_account_id == Some(by.id);
    if what == Interaction::Reply && is_spoken_to {
        // As GoToSocial has it: nobody is spoken of without being able to answer.
        return Ok(Leave::Free);
    }
    let ties = Ties::between(site, by.id, status.account_id).await?;
    match leave(approval, ties, is_mentioned) {
        None => Err(Refusal::Reserved(reserved(approval, what)).into()),
        // Older servers look at what is done, and take requests for nothing.
        Some(Leave::Asked) if !status.interaction_policy.takes_requests => Ok(Leave::Free),
        Some(leave) => Ok(leave),
    }
}

/// Whoever is named goes before whoever is among many.
fn leave(approval: Approval, ties: Ties, is_mentioned: bool) -> Option<Leave> {
    let Approval { automatic, manual } = approval;
    let is_named = |people: Circle| is_mentioned && people.has(Circle::MENTIONED);
    if is_named(automatic) {
        Some(Leave::Free)
    } else if is_named(manual) {
        Some(Leave::Asked)
    } else if automatic.has(Circle::PUBLIC) {
        Some(Leave::Free)
    } else if ties.are_among(automatic) || ties.are_among(manual) {
        // Others cannot see who follows whom: the author's server has to vouch for it.
        Some(Leave::Asked)
    } else {
        // What has no name here may still be somebody here.
        automatic.and(manual).has(Circle::UNSUPPORTED).then_some(Leave::Asked)
    }
}

fn reserved(approval: Approval, what: Interaction) -> String {
    let people = approval.automatic.and(approval.manual);
    let who = match (people.has(Circle::FOLLOWERS), people.has(Circle::FOLLOWING)) {
        (true, true) => "only their followers and people they follow",
        (true, false) => "only their followers",
        (false, true) => "only people they follow",
        (false, false) if people.has(Circle::MENTIONED) => "only people mentioned in it",
        (false, false) => "nobody",
    };
    let what = match what {
        Interaction::Favourite => "like",
        Interaction::Reply => "answer",
        Interaction::Reblog => "boost",
    };
    format!("The author lets {who} {what} this post")
}

/// Notes in the transaction of an answer or reblog that it waits for the author's consent.
pub(crate) async fn wait(tx: &mut Tx, status: StatusId, author: AccountId) -> Result<()> {
    let consent = Consent { status_id: status, account_id: author, authorization_uri: None };
    store::consents::insert(tx, &consent).await?;
    Ok(())
}

/// What an answer or a reblog by somebody here is made to, if that is this author's.
async fn made_to(site: &Site, author: &Account, status: &Status) -> Result<(Status, Interaction)> {
    let (to, what) = match status.reblog_of_id {
        Some(original) => (Some(original), Interaction::Reblog),
        None => (status.in_reply_to_id, Interaction::Reply),
    };
    let Some(to) = to else { return Err(Refusal::NotFound.into()) };
    let to = store::statuses::find(&site.store, to).await?;
    let to = to.filter(|to| to.account_id == author.id && !author.is_local());
    Ok((to.ok_or(Refusal::NotFound)?, what))
}

async fn of_ours(site: &Site, id: StatusId) -> Result<Status> {
    let status = store::statuses::find(&site.store, id).await?.ok_or(Refusal::NotFound)?;
    let by = store::accounts::get(&site.store, status.account_id).await?;
    if by.is_local() { Ok(status) } else { Err(Refusal::NotFound.into()) }
}

/// An author elsewhere consents to an answer or a reblog by somebody here. What was told to others already is told to
/// them again, with the address where the consent can be read.
pub async fn accepted(site: &Site, by: &Account, id: StatusId, authorization_uri: &str) -> Result<()> {
    let status = of_ours(site, id).await?;
    let (_, what) = made_to(site, by, &status).await?;
    let mut tx = site.store.begin().await?;
    let given =
        Consent { status_id: id, account_id: by.id, authorization_uri: Some(authorization_uri.to_owned()) };
    let event = if store::consents::give(&mut tx, id, authorization_uri).await? {
        Some(Event::Consented { status_id: id })
    } else if what == Interaction::Reply && store::consents::insert(&mut tx, &given).await? {
        Some(Event::StatusRefreshed { status_id: id })
    } else {
        None
    };
    if let Some(event) = event {
        store::events::record(&mut tx, site.id(), &event).await?;
    }
    Ok(tx.commit().await?)
}

/// An author elsewhere does not consent to an answer or a reblog by somebody here: it is taken back. Where nothing
/// was asked, there is nothing to refuse.
pub async fn rejected(site: &Site, by: &Account, id: StatusId) -> Result<()> {
    let status = of_ours(site, id).await?;
    let (to, what) = made_to(site, by, &status).await?;
    let consent = store::consents::find(&site.store, id).await?;
    let policy = to.interaction_policy;
    // Who takes requests was asked if there was anything to ask; others look at what is done.
    if consent.is_none() && (policy.takes_requests || policy.of(what) == Approval::EVERYBODY) {
        return Err(Refusal::NotFound.into());
    }
    statuses::delete::remove(site, &status).await
}

/// An author elsewhere does not want to be favourited by somebody here.
pub async fn favourite_rejected(site: &Site, by: &Account, id: FavouriteId) -> Result<()> {
    let favourite = store::favourites::find_by_id(&site.store, id).await?.ok_or(Refusal::NotFound)?;
    let status = store::statuses::find(&site.store, favourite.status_id).await?.ok_or(Refusal::NotFound)?;
    let who = store::accounts::get(&site.store, favourite.account_id).await?;
    let is_open = status.interaction_policy.favourite == Approval::EVERYBODY;
    if status.account_id != by.id || !who.is_local() || is_open {
        return Err(Refusal::NotFound.into());
    }
    favourites::unfavourite(site, &who, status.id).await.map(drop)
}

/// Tells somebody elsewhere whether they may do something with a status of somebody here; what they may is done already.
pub async fn answer(site: &Site, answer: InteractionAnswer) -> Result<()> {
    let mut tx = site.store.begin().await?;
    store::events::record(&mut tx, site.id(), &Event::InteractionAnswered(answer)).await?;
    Ok(tx.commit().await?)
}

/// What was done with a status of somebody here.
#[derive(Clone, Debug)]
pub struct Done {
    /// Its address.
    pub uri: String,
    /// The status.
    pub status: Status,
}

/// What somebody elsewhere did with a status of this account here, under the number that it has here.
pub async fn done(site: &Site, author: &Account, what: Interaction, id: i64) -> Result<Option<Done>> {
    let found = match what {
        Interaction::Favourite => {
            let favourite = store::favourites::find_by_id(&site.store, FavouriteId::new(id)).await?;
            favourite.and_then(|favourite| Some((favourite.uri?, favourite.status_id)))
        }
        Interaction::Reply | Interaction::Reblog => {
            let status = store::statuses::find(&site.store, StatusId::new(id)).await?;
            status.and_then(|status| {
                let to = if what == Interaction::Reply { status.in_reply_to_id } else { status.reblog_of_id };
                Some((status.uri, to?))
            })
        }
    };
    let Some((uri, status)) = found.filter(|(uri, _)| !site.instance.owns(uri)) else { return Ok(None) };
    let status = store::statuses::find(&site.store, status).await?;
    Ok(status.filter(|status| status.account_id == author.id).map(|status| Done { uri, status }))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FOLLOWER: Ties = Ties { is_author: false, follows: true, is_followed: false };

    #[test]
    fn whoever_is_named_goes_before_whoever_is_among_many() {
        let asked = Approval { automatic: Circle::PUBLIC, manual: Circle::MENTIONED };
        assert_eq!(leave(asked, Ties::default(), true), Some(Leave::Asked));
        assert_eq!(leave(asked, Ties::default(), false), Some(Leave::Free));
        let named = Approval { automatic: Circle::MENTIONED, manual: Circle::PUBLIC };
        assert_eq!(leave(named, Ties::default(), true), Some(Leave::Free));
        assert_eq!(leave(named, Ties::default(), false), Some(Leave::Asked));
    }

    #[test]
    fn followers_are_vouched_for_and_strangers_kept_out() {
        let friends = Approval { automatic: Circle::FOLLOWERS, manual: Circle::NOBODY };
        assert_eq!(leave(friends, FOLLOWER, false), Some(Leave::Asked));
        assert_eq!(leave(friends, Ties::default(), false), None);
        assert_eq!(leave(Approval::default(), FOLLOWER, true), None);
        let unknown = Approval { automatic: Circle::UNSUPPORTED, manual: Circle::NOBODY };
        assert_eq!(leave(unknown, Ties::default(), false), Some(Leave::Asked));
    }

    #[test]
    fn a_refusal_says_who_may() {
        let friends = Approval { automatic: Circle::FOLLOWERS, manual: Circle::NOBODY };
        assert_eq!(
            reserved(friends, Interaction::Reply),
            "The author lets only their followers answer this post"
        );
        assert_eq!(
            reserved(Approval::default(), Interaction::Reblog),
            "The author lets nobody boost this post"
        );
    }
}
