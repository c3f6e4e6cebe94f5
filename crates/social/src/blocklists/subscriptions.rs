//! Lists of others that are read once a day. What is new in one is applied or only suggested; what is gone from it is taken
//! back, or suggested to be.

use model::{
    AuditTarget, BlocklistEntry, BlocklistSubscription, BlocklistSubscriptionId, Permissions, Severity,
    limits,
};
use serde_json::json;

use super::{Choice, Difference, Proposal, file, proposals, take, take_back};
use crate::{Problem, Refusal, Result, Site, audit, neighbour_blocks, staff::Staff};

const HOUR_MS: i64 = 3_600_000;

/// What is said of a list of others.
#[derive(Clone, Debug)]
pub struct Draft {
    /// Where it is.
    pub url: String,
    /// What it is called.
    pub name: String,
    /// Whether what is new is applied, or only suggested.
    pub applies: bool,
    /// The mildest severity that is taken over.
    pub least: Severity,
}

/// What a list of others suggests.
#[derive(Clone, Debug)]
pub struct Suggested {
    /// What to decide.
    pub proposals: Vec<Proposal>,
    /// What it said once, was taken over, and it does not say any more.
    pub retracted: Vec<BlocklistEntry>,
}

/// All lists of others.
pub async fn list(site: &Site, by: &Staff) -> Result<Vec<BlocklistSubscription>> {
    by.needs(Permissions::MANAGE_FEDERATION)?;
    Ok(store::blocklists::subscriptions(&site.store, limits::BLOCKLIST_SUBSCRIPTIONS).await?)
}

/// The list of others with this id.
pub async fn find(site: &Site, by: &Staff, id: BlocklistSubscriptionId) -> Result<BlocklistSubscription> {
    by.needs(Permissions::MANAGE_FEDERATION)?;
    Ok(store::blocklists::find_subscription(&site.store, id).await?.ok_or(Refusal::NotFound)?)
}

/// Reads a list of others from now on.
pub async fn subscribe(site: &Site, by: &Staff, draft: Draft) -> Result<BlocklistSubscription> {
    let known = list(site, by).await?;
    if i64::try_from(known.len()).unwrap_or(i64::MAX) >= limits::BLOCKLIST_SUBSCRIPTIONS {
        return Err(Refusal::Conflict("as many lists are read as can be").into());
    }
    let url = address(&draft.url)?;
    if store::blocklists::find_subscription_at(&site.store, &url).await?.is_some() {
        return Err(invalid("has already been taken"));
    }
    let list = BlocklistSubscription {
        id: site.id(),
        url,
        name: draft.name,
        applies: draft.applies,
        least: draft.least,
        text: String::new(),
        read_at: None,
        due_at: site.now(),
        failures: 0,
        last_error: None,
        created_at: site.now(),
    };
    put(site, by, "create", list).await
}

/// Changes how a list of others is read; its address stays. It is read anew at once.
pub async fn change(
    site: &Site,
    by: &Staff,
    id: BlocklistSubscriptionId,
    draft: Draft,
) -> Result<BlocklistSubscription> {
    let old = find(site, by, id).await?;
    let Draft { name, applies, least, .. } = draft;
    put(site, by, "update", BlocklistSubscription { name, applies, least, due_at: site.now(), ..old }).await
}

/// Reads a list of others no longer. What was taken over from it stays, until it is undone.
pub async fn unsubscribe(site: &Site, by: &Staff, id: BlocklistSubscriptionId) -> Result<()> {
    let old = find(site, by, id).await?;
    let mut tx = site.store.begin().await?;
    store::blocklists::delete_subscription(&mut tx, id).await?;
    audit::record(site, &mut tx, by, "destroy", target(&old), json!({ "url": old.url })).await?;
    Ok(tx.commit().await?)
}

/// What a list of others suggests, as it was when it was last read.
pub async fn suggested(site: &Site, by: &Staff, id: BlocklistSubscriptionId) -> Result<Suggested> {
    let list = find(site, by, id).await?;
    let (entries, _) = file::read(site, &list.text)?;
    suggest(site, &list, entries).await
}

/// Takes over what a list of others suggests; answers how many neighbours it changed something about.
pub async fn accept(site: &Site, by: &Staff, id: BlocklistSubscriptionId) -> Result<usize> {
    let list = find(site, by, id).await?;
    let (entries, _) = file::read(site, &list.text)?;
    adopt(site, by, &list, entries).await
}

/// The lists of others that are to be read now.
pub async fn due(site: &Site) -> Result<Vec<BlocklistSubscription>> {
    Ok(store::blocklists::due(&site.store, site.now(), limits::BLOCKLISTS_AT_ONCE).await?)
}

/// A list of others was read. One that is empty says nothing, least of all that everything is taken back.
pub async fn arrived(site: &Site, list: &BlocklistSubscription, text: &str) -> Result<()> {
    let (entries, _) = match file::read(site, text) {
        Err(crate::Error::Refusal(refusal)) => return failed(site, list, &refusal.to_string()).await,
        read => read?,
    };
    if entries.is_empty() {
        return failed(site, list, "there is no domain in it").await;
    }
    let now = site.now();
    let due_at = now.plus_millis(limits::BLOCKLIST_HOURS * HOUR_MS);
    store::blocklists::read(&site.store, list.id, text, (now, due_at)).await?;
    if list.applies {
        let changed = adopt(site, &Staff::operator(site), list, entries).await?;
        if changed > 0 {
            tracing::info!(
                blocklist = list.name,
                changed,
                "a list of others changed what is decided about servers"
            );
        }
    }
    Ok(())
}

/// A list of others could not be read: it is tried again later, and what it said holds.
pub async fn failed(site: &Site, list: &BlocklistSubscription, why: &str) -> Result<()> {
    let wait_ms = HOUR_MS << list.failures.clamp(0, 4);
    Ok(store::blocklists::fail(&site.store, list.id, why, site.now().plus_millis(wait_ms)).await?)
}

async fn suggest(
    site: &Site,
    list: &BlocklistSubscription,
    entries: Vec<BlocklistEntry>,
) -> Result<Suggested> {
    let retracted = retracted(site, list, &entries).await?.into_iter().map(|change| change.after).collect();
    let choice = Choice { least: list.least, overwrites: false };
    let mut proposals = proposals(site, entries).await?;
    proposals.retain(|proposal| choice.takes(proposal) && proposal.verdict != Difference::Same);
    Ok(Suggested { proposals, retracted })
}

async fn adopt(
    site: &Site,
    by: &Staff,
    list: &BlocklistSubscription,
    entries: Vec<BlocklistEntry>,
) -> Result<usize> {
    let gone = retracted(site, list, &entries).await?;
    let mut changed = take_back(site, gone).await?;
    neighbour_blocks::take_over(site).await?;
    let Suggested { proposals, .. } = suggest(site, list, entries).await?;
    if !proposals.is_empty() {
        changed += take(site, by, (&list.name, Some(list.id)), proposals).await?.1;
    }
    Ok(changed)
}

/// What was taken over from a list, holds still, and is not in it any more.
async fn retracted(
    site: &Site,
    list: &BlocklistSubscription,
    entries: &[BlocklistEntry],
) -> Result<Vec<model::BlocklistChange>> {
    let listed: std::collections::HashSet<&str> = entries.iter().map(|entry| entry.domain.as_str()).collect();
    let most = i64::try_from(limits::BLOCKLIST_LINES).unwrap_or(i64::MAX);
    let mut gone = Vec::new();
    for change in store::blocklists::changes_of_subscription(&site.store, list.id, most).await? {
        if listed.contains(change.domain.as_str()) {
            continue;
        }
        let now = store::neighbour_blocks::find_of(&site.store, &change.domain).await?;
        if now.is_some_and(|now| BlocklistEntry::from(&now) == change.after) {
            gone.push(change);
        }
    }
    Ok(gone)
}

async fn put(
    site: &Site,
    by: &Staff,
    action: &str,
    list: BlocklistSubscription,
) -> Result<BlocklistSubscription> {
    let letters = list.name.trim().chars().count();
    if !(1..=limits::ROLE_NAME_CHARACTERS * 3).contains(&letters) {
        let message = format!("must have 1 to {} characters", limits::ROLE_NAME_CHARACTERS * 3);
        return Err(Refusal::Invalid(vec![Problem::new("name", message)]).into());
    }
    let mut tx = site.store.begin().await?;
    store::blocklists::put_subscription(&mut tx, &list).await?;
    let details = json!({ "url": list.url, "applies": list.applies, "least": list.least.as_str() });
    audit::record(site, &mut tx, by, action, target(&list), details).await?;
    tx.commit().await?;
    Ok(list)
}

/// The address of a list, which may have no password in it: whoever reads the audit log would read it.
fn address(text: &str) -> Result<String> {
    let url = url::Url::parse(text.trim()).map_err(|_| invalid("is not an address"))?;
    let is_plain = url.username().is_empty() && url.password().is_none();
    match matches!(url.scheme(), "https" | "http") && url.host_str().is_some() && is_plain {
        true => Ok(url.into()),
        false => Err(invalid("is not an address")),
    }
}

fn invalid(message: &str) -> crate::Error {
    Refusal::Invalid(vec![Problem::new("url", message)]).into()
}

fn target(list: &BlocklistSubscription) -> AuditTarget {
    AuditTarget::new("blocklist_subscription", list.id.get(), list.name.clone())
}
