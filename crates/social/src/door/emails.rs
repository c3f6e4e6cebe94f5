//! Addresses of e-mail that are not good for joining: those of a provider, and single ones.

use aws_lc_rs::digest::{SHA256, digest};
use model::{
    AuditTarget, CanonicalEmailBlock, ClientAddress, EmailDomainBlock, EmailDomainTries, Id, Page,
    Permissions, door::plain_email, limits,
};
use serde_json::json;

use super::Screening;
use crate::{
    Problem, Refusal, Result, Site, audit, domain_blocks, domains, secrets, sign_up::Applicant, staff::Staff,
};

const DAY_SECONDS: i64 = 86_400;

/// A provider with how often somebody tried all the same, today and on the six days before.
pub type Watched = (EmailDomainBlock, Vec<EmailDomainTries>);

/// A page of providers, the latest first.
pub async fn domains(site: &Site, by: &Staff, page: &Page) -> Result<Vec<Watched>> {
    by.needs(Permissions::MANAGE_BLOCKS)?;
    watched(site, store::door::email_domains(&site.store, page).await?).await
}

/// The provider with this id.
pub async fn find_domain(site: &Site, by: &Staff, id: Id<EmailDomainBlock>) -> Result<Watched> {
    by.needs(Permissions::MANAGE_BLOCKS)?;
    let found = store::door::find_email_domain(&site.store, id).await?.ok_or(Refusal::NotFound)?;
    watched(site, vec![found]).await?.pop().ok_or(Refusal::NotFound.into())
}

/// Nobody joins with addresses of a provider any more, or not without a yes.
pub async fn block_domain(site: &Site, by: &Staff, domain: &str, with_approval: bool) -> Result<Watched> {
    by.needs(Permissions::MANAGE_BLOCKS)?;
    if domain.trim().is_empty() {
        return Err(invalid("domain", "can't be blank"));
    }
    let domain = domain_blocks::normalize(site, domain)?;
    let block = EmailDomainBlock {
        id: site.id(),
        domain,
        allow_with_approval: with_approval,
        created_at: site.now(),
    };
    let mut tx = site.store.begin().await?;
    if !store::door::insert_email_domain(&mut tx, &block).await? {
        return Err(invalid("domain", "has already been taken"));
    }
    let details = json!({ "allow_with_approval": with_approval });
    audit::record(site, &mut tx, by, "create", domain_target(&block), details).await?;
    tx.commit().await?;
    watched(site, vec![block]).await?.pop().ok_or(Refusal::NotFound.into())
}

/// Addresses of a provider are as good as others.
pub async fn unblock_domain(site: &Site, by: &Staff, id: Id<EmailDomainBlock>) -> Result<()> {
    let (old, _) = find_domain(site, by, id).await?;
    let mut tx = site.store.begin().await?;
    store::door::delete_email_domain(&mut tx, id).await?;
    let details = json!({ "allow_with_approval": old.allow_with_approval });
    audit::record(site, &mut tx, by, "destroy", domain_target(&old), details).await?;
    Ok(tx.commit().await?)
}

/// A page of single addresses, the latest first.
pub async fn list(site: &Site, by: &Staff, page: &Page) -> Result<Vec<CanonicalEmailBlock>> {
    by.needs(Permissions::MANAGE_BLOCKS)?;
    Ok(store::door::emails(&site.store, page).await?)
}

/// The address with this id.
pub async fn find(site: &Site, by: &Staff, id: Id<CanonicalEmailBlock>) -> Result<CanonicalEmailBlock> {
    by.needs(Permissions::MANAGE_BLOCKS)?;
    Ok(store::door::find_email(&site.store, id).await?.ok_or(Refusal::NotFound)?)
}

/// What holds for an address, if something does.
pub async fn test(site: &Site, by: &Staff, email: &str) -> Result<Option<CanonicalEmailBlock>> {
    by.needs(Permissions::MANAGE_BLOCKS)?;
    match hash(email) {
        Some(hash) => Ok(store::door::find_email_of(&site.store, &hash).await?),
        None => Ok(None),
    }
}

/// Nobody joins with an address any more, given as it is or as the hash of what it is without its frills.
pub async fn block(
    site: &Site,
    by: &Staff,
    email: Option<&str>,
    given: Option<&str>,
) -> Result<CanonicalEmailBlock> {
    by.needs(Permissions::MANAGE_BLOCKS)?;
    let is_hash = |hash: &&str| hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
    let hash = match (email, given) {
        (Some(email), _) => hash(email).ok_or_else(|| invalid("email", "is not an e-mail address"))?,
        (None, Some(given)) => {
            let given = given.trim();
            let fits = Some(given).filter(is_hash).map(str::to_lowercase);
            fits.ok_or_else(|| invalid("canonical_email_hash", "is invalid"))?
        }
        (None, None) => return Err(invalid("canonical_email_hash", "can't be blank")),
    };
    let block = CanonicalEmailBlock { id: site.id(), hash };
    let mut tx = site.store.begin().await?;
    if !store::door::insert_email(&mut tx, &block, site.now()).await? {
        return Err(invalid("canonical_email_hash", "has already been taken"));
    }
    audit::record(site, &mut tx, by, "create", target(&block), json!({})).await?;
    tx.commit().await?;
    Ok(block)
}

/// An address is as good as others.
pub async fn unblock(site: &Site, by: &Staff, id: Id<CanonicalEmailBlock>) -> Result<()> {
    let old = find(site, by, id).await?;
    let mut tx = site.store.begin().await?;
    store::door::delete_email(&mut tx, id).await?;
    audit::record(site, &mut tx, by, "destroy", target(&old), json!({})).await?;
    Ok(tx.commit().await?)
}

/// Looks at the address of somebody who wishes to join.
pub(super) async fn screen(site: &Site, applicant: &Applicant, screening: &mut Screening) -> Result<()> {
    let email = &applicant.user.email;
    let Some((_, host)) = email.rsplit_once('@') else { return Ok(()) };
    let host = host.trim().to_lowercase();
    let above: Vec<&str> = domains::and_above(&host).collect();
    let found = store::door::email_domains_among(&site.store, &above).await?;
    for block in &found {
        note_try(site, block, applicant.address).await?;
    }
    let is_single = match hash(email) {
        Some(hash) => store::door::find_email_of(&site.store, &hash).await?.is_some(),
        None => false,
    };
    if is_single || found.iter().any(|block| !block.allow_with_approval) {
        screening.problems.push(Problem::new("email", "is not allowed here"));
    }
    screening.needs_yes |= !found.is_empty();
    Ok(())
}

async fn note_try(site: &Site, block: &EmailDomainBlock, address: Option<ClientAddress>) -> Result<()> {
    let day = today(site);
    let network = address.map(|address| address.network().to_string()).unwrap_or_default();
    let print = secrets::hash(&format!("{day} {network}"));
    Ok(store::door::note_try(&site.store, block.id, day, &print).await?)
}

async fn watched(site: &Site, blocks: Vec<EmailDomainBlock>) -> Result<Vec<Watched>> {
    let today = today(site);
    let days = (0..limits::TRIES_DAYS).map(|ago| today - ago * DAY_SECONDS);
    let ids: Vec<Id<EmailDomainBlock>> = blocks.iter().map(|block| block.id).collect();
    let since = today - (limits::TRIES_DAYS - 1) * DAY_SECONDS;
    let tries = store::door::tries(&site.store, &ids, since).await?;
    let of = |id: Id<EmailDomainBlock>, day: i64| {
        let found = tries.iter().find(|(block, tries)| *block == id && tries.day == day);
        found.map_or(EmailDomainTries { day, ..EmailDomainTries::default() }, |(_, tries)| *tries)
    };
    Ok(blocks
        .into_iter()
        .map(|block| (block.clone(), days.clone().map(|day| of(block.id, day)).collect()))
        .collect())
}

/// Forgets tries that nobody is shown any more.
pub(crate) async fn forget(site: &Site) -> Result<()> {
    Ok(store::door::forget_tries(&site.store, today(site) - limits::TRIES_DAYS * DAY_SECONDS).await?)
}

fn today(site: &Site) -> i64 {
    site.now().as_seconds().div_euclid(DAY_SECONDS) * DAY_SECONDS
}

/// SHA-256 of an address without its frills, as Mastodon's lists have it.
fn hash(email: &str) -> Option<String> {
    let sum = digest(&SHA256, plain_email(email)?.as_bytes());
    Some(sum.as_ref().iter().map(|byte| format!("{byte:02x}")).collect())
}

fn invalid(field: &'static str, message: &str) -> crate::Error {
    Refusal::Invalid(vec![Problem::new(field, message)]).into()
}

fn domain_target(block: &EmailDomainBlock) -> AuditTarget {
    AuditTarget::new("email_domain_block", block.id.get(), block.domain.clone())
}

fn target(block: &CanonicalEmailBlock) -> AuditTarget {
    AuditTarget::new("canonical_email_block", block.id.get(), block.hash.clone())
}
