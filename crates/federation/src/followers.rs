//! Followers synchronisation (FEP-8fcf): servers that disagree about who follows whom find out, and put it right. What
//! is compared is a digest of the addresses of the followers on one server, which nobody else learns.

use std::collections::{HashMap, HashSet};

use activitypub::{lenient, vocabulary::written::Collection};
use aws_lc_rs::digest::{SHA256, digest};
use axum::{
    extract::{Path, State},
    http::{HeaderValue, header::CACHE_CONTROL, request::Parts},
    response::{IntoResponse, Response},
};
use model::{Account, AccountId, Timestamp};
use serde_json::Value;

use crate::{
    Federation,
    authority::{authority, is_same_host},
    documents, limits,
    objects::Budget,
    translate,
    trouble::Trouble,
    verify::{Denied, Signed},
};

/// What stands for a set of followers: the digests of their addresses, each bit of them counted as odd or even.
pub(crate) type Digest = [u8; 32];

/// The digest of these addresses, in whatever order.
pub(crate) fn digest_of<'a>(addresses: impl Iterator<Item = &'a str>) -> Digest {
    let mut sum = Digest::default();
    for address in addresses {
        add(&mut sum, address);
    }
    sum
}

fn add(sum: &mut Digest, address: &str) {
    for (byte, more) in sum.iter_mut().zip(digest(&SHA256, address.as_bytes()).as_ref()) {
        *byte ^= more;
    }
}

fn hex(digest: &Digest) -> String {
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// An account's followers on each other host.
pub(crate) async fn digests(
    federation: &Federation,
    account: AccountId,
) -> social::Result<HashMap<String, Digest>> {
    let mut digests: HashMap<String, Digest> = HashMap::new();
    for uri in store::follows::remote_follower_uris(&federation.site().store, account).await? {
        if let Some(host) = authority(&uri) {
            add(digests.entry(host).or_default(), &uri);
        }
    }
    Ok(digests)
}

/// The header that tells a host of an account's followers there.
pub(crate) fn header(account: &str, digest: &Digest) -> (&'static str, String) {
    let digest = hex(digest);
    let told = format!(
        "collectionId=\"{account}/followers\", url=\"{account}/followers_synchronization\", digest=\"{digest}\""
    );
    (HEADER, told)
}

/// The name of the header.
pub(crate) const HEADER: &str = "Collection-Synchronization";

/// `GET /ap/users/:id/followers_synchronization`: the followers on the server of whoever asks, and no others.
pub(crate) async fn partial(
    State(federation): State<Federation>,
    Path(id): Path<String>,
    parts: Parts,
) -> Result<Response, Response> {
    let account = documents::local_account(&federation, &id).await?;
    let signed =
        Signed::read(&federation, &parts, None).map_err(|refusal| Denied::from(refusal).into_response())?;
    let asker = signed.check(&federation).await.map_err(IntoResponse::into_response)?;
    if asker.is_suspended() {
        return Err(documents::missing());
    }
    let host = authority(&asker.uri);
    let followers = store::follows::remote_follower_uris(&federation.site().store, account.id).await;
    let followers = followers.map_err(|error| documents::failed(error.into()))?;
    let items: Vec<Value> =
        followers.into_iter().filter(|uri| authority(uri) == host).map(Value::from).collect();
    let total = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let collection =
        translate::collection(format!("{}/followers_synchronization", account.uri), total, false);
    let mut answer = documents::document(&Collection { ordered_items: Some(items), ..collection });
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    Ok(answer)
}

/// What a server says of somebody's followers here.
#[derive(Debug, PartialEq, Eq)]
struct Claim<'a> {
    collection: &'a str,
    url: &'a str,
    digest: &'a str,
}

impl<'a> Claim<'a> {
    fn parse(header: &'a str) -> Option<Self> {
        let value = |name: &str| {
            header.split(',').find_map(|part| {
                let (key, value) = part.trim().split_once('=')?;
                key.trim().eq_ignore_ascii_case(name).then(|| value.trim().trim_matches('"'))
            })
        };
        Some(Self { collection: value("collectionId")?, url: value("url")?, digest: value("digest")? })
    }
}

/// Compares what somebody's server says of their followers here with what is known, and if it is something else, asks
/// for them and puts right what is wrong here, or there.
pub(crate) async fn synchronize(
    federation: &Federation,
    by: &Account,
    header: &str,
    budget: &Budget,
) -> Result<(), Trouble> {
    let claim = Claim::parse(header).ok_or_else(|| Trouble::refused("it cannot be read"))?;
    let is_theirs = by.followers_url.as_deref() == Some(claim.collection) && is_same_host(claim.url, &by.uri);
    if !is_theirs {
        return Err(Trouble::refused("it is about somebody else's followers"));
    }
    let site = federation.site();
    let known = store::follows::list_local(&site.store, by.id).await?;
    let ids: Vec<AccountId> = known.iter().map(|follow| follow.account_id).collect();
    let known = store::accounts::list(&site.store, &ids).await?;
    let is_same = |addresses: &mut dyn Iterator<Item = &str>| {
        hex(&digest_of(addresses)).eq_ignore_ascii_case(claim.digest)
    };
    if is_same(&mut known.iter().map(|follower| follower.uri.as_str())) {
        return Ok(());
    }
    if !federation.may_synchronize(by, site.now()) {
        return Ok(());
    }
    let told = addresses(federation, claim.url, budget).await?;
    // Whoever is not in the list follows no more, but only if the list is the one that was meant.
    if is_same(&mut told.iter().map(String::as_str)) {
        for follower in known.iter().filter(|follower| !told.contains(&follower.uri)) {
            social::follows::unfollow(site, follower, by.id).await?;
        }
    }
    let known: HashSet<&str> = known.iter().map(|follower| follower.uri.as_str()).collect();
    for uri in told.iter().filter(|uri| !known.contains(uri.as_str()) && site.instance.owns(uri)) {
        if let Some(account) = social::accounts::find_by_uri(site, uri).await?.filter(Account::is_local) {
            social::follows::recall(site, &account, by).await?;
        }
    }
    Ok(())
}

/// The addresses in a collection, with its pages; all on the host of the collection.
async fn addresses(federation: &Federation, url: &str, budget: &Budget) -> Result<HashSet<String>, Trouble> {
    let mut found = HashSet::new();
    let mut document = federation.fetch_object(url, budget).await?;
    loop {
        let said = document.get();
        let first = said.get("first").filter(|first| first.is_object());
        for part in std::iter::once(said).chain(first) {
            found.extend(
                ["items", "orderedItems"]
                    .into_iter()
                    .flat_map(|key| lenient::ids(part, key))
                    .map(str::to_owned),
            );
        }
        if found.len() > limits::SYNCHRONIZED_FOLLOWERS {
            return Err(Trouble::refused("it lists very many"));
        }
        let next = next(said, first).filter(|next| is_same_host(next, url)).map(str::to_owned);
        let Some(next) = next else { return Ok(found) };
        document = federation.fetch_object(&next, budget).await?;
    }
}

/// Where a collection goes on.
fn next<'a>(said: &'a Value, first: Option<&'a Value>) -> Option<&'a str> {
    let named = |from: &'a Value, key: &str| from.get(key).and_then(Value::as_str);
    named(said, "next").or_else(|| named(said, "first")).or_else(|| named(first?, "next"))
}

impl Federation {
    /// Whether somebody's followers may be asked for now; if so, not again for a while.
    fn may_synchronize(&self, account: &Account, now: Timestamp) -> bool {
        let lately = now.plus_millis(-limits::SYNCHRONIZE_MS);
        if self.0.synchronized.get(&account.id).is_some_and(|at| at > lately) {
            return false;
        }
        self.0.synchronized.insert(account.id, now);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_the_proposal() {
        // The example of the FEP's own text: the order does not matter, and whoever is in it twice is not in it.
        let one = digest_of(["https://a.example/1", "https://a.example/2"].into_iter());
        assert_eq!(one, digest_of(["https://a.example/2", "https://a.example/1"].into_iter()));
        assert_eq!(digest_of(["https://a.example/1", "https://a.example/1"].into_iter()), Digest::default());
        assert_eq!(
            hex(&digest_of(std::iter::once("abc"))),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn the_header_is_read_as_it_is_written() {
        let (_, told) = header("https://a.example/u/1", &Digest::default());
        let claim = Claim::parse(&told).unwrap();
        assert_eq!(claim.collection, "https://a.example/u/1/followers");
        assert_eq!(claim.url, "https://a.example/u/1/followers_synchronization");
        assert_eq!(claim.digest.len(), 64);
        assert_eq!(Claim::parse("collectionId=\"x\""), None);
    }
}
