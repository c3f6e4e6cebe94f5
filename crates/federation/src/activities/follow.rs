//! Follow: the wish to read somebody.

use activitypub::vocabulary::written::Activity;
use model::{Account, AccountId, Follow};
use social::follows::Choice;

use super::Request;
use crate::trouble::Trouble;

/// Somebody wants to follow an account of this server.
pub(crate) async fn receive(request: &Request<'_>) -> Result<(), Trouble> {
    let object = request.object_id()?;
    if object == request.federation.instance_actor() {
        let wish = request.activity.id.as_deref().unwrap_or_default();
        return request.federation.let_relay_follow(request.by, wish).await;
    }
    let target = request.local_account(object).await?;
    if target.is_suspended() {
        return Err(Trouble::refused("its object is suspended"));
    }
    let uri = request.activity.id.clone();
    let site = request.federation.site();
    Ok(social::follows::follow(site, request.by, target.id, Choice::default(), uri).await?)
}

/// A wish to follow, under the address that its server gave it.
pub(crate) fn build(follower: &Account, target: &Account, follow: &Follow) -> Activity<String> {
    let own = || format!("{}/follows/{}", follower.uri, follow.id);
    Activity::new("Follow", follow.uri.clone().unwrap_or_else(own), &follower.uri, target.uri.clone())
}

/// The account of this server whose wish to follow the actor is the activity's object. The wish is told in full
/// or named by the address that this server gave it.
pub(crate) async fn named_follower(request: &Request<'_>) -> Result<Account, Trouble> {
    let embedded = request.activity.object.as_ref().and_then(|object| object.embedded());
    let Some(wish) = embedded else {
        return by_wish(request, request.object_id()?).await;
    };
    let id_of = |key: &str| wish.get(key).and_then(activitypub::lenient::id_of);
    if id_of("object").is_some_and(|target| target != request.by.uri) {
        return Err(Trouble::refused("it answers a wish to follow somebody else"));
    }
    match (id_of("actor"), activitypub::lenient::id_of(wish)) {
        (Some(follower), _) => request.local_account(follower).await,
        (None, Some(id)) => by_wish(request, id).await,
        (None, None) => Err(Trouble::refused("it does not say which wish to follow it answers")),
    }
}

async fn by_wish(request: &Request<'_>, uri: &str) -> Result<Account, Trouble> {
    let site = request.federation.site();
    let id = follower_in(uri, &site.instance.url("/ap/users/"));
    let id = id.ok_or_else(|| Trouble::refused("it answers no wish to follow of ours"))?;
    let follower = social::accounts::find(site, id).await?;
    if follower.is_local() { Ok(follower) } else { Err(Trouble::refused("its object is nobody here")) }
}

/// The follower in an address like `https://home.example/ap/users/1/follows/2`.
fn follower_in(uri: &str, users: &str) -> Option<AccountId> {
    let (id, wish) = uri.strip_prefix(users)?.split_once("/follows/")?;
    wish.parse::<i64>().ok()?;
    id.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_own_wishes_name_the_follower() {
        let users = "https://home.example/ap/users/";
        assert_eq!(
            follower_in("https://home.example/ap/users/12/follows/7", users),
            Some(AccountId::new(12))
        );
        for uri in [
            "https://evil.example/ap/users/12/follows/7",
            "https://home.example/ap/users/12/likes/7",
            "https://home.example/ap/users/12/follows/",
            "https://home.example/ap/users/x/follows/7",
            "https://home.example/ap/users/12/follows/7/undo",
        ] {
            assert_eq!(follower_in(uri, users), None, "{uri}");
        }
    }
}
