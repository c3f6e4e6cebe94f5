//! Trying a rule out on what was published lately, in small steps, by a worker: what it would have found, and of whom. Only
//! what everybody may see is read, so that nobody learns by it what was said to a few.

use std::collections::HashMap;

use model::{
    Account, AccountId, Attachment, AuditTarget, ContentRule, ContentRuleId, Id, Permissions, Poll,
    Rehearsal, RehearsalMatch, Status, StatusId, limits,
};
use serde_json::json;

use super::{
    existing, hits, judge, load, needs_to_read,
    ready::{Case, Ready},
};
use crate::{Refusal, Result, Site, StatusView, Viewer, audit, staff::Staff, statuses};

const DAY_MS: i64 = 24 * 3_600_000;

/// How a rule was tried out.
#[derive(Clone, Debug)]
pub struct RehearsalView {
    /// How far that has come; nothing if the rule was not tried out as it is.
    pub rehearsal: Option<Rehearsal>,
    /// The newest of what was found, each with why, and what staff think of it.
    pub samples: Vec<(StatusView, RehearsalMatch)>,
}

/// Begins to try a rule out, from the beginning.
pub async fn begin(site: &Site, by: &Staff, id: ContentRuleId) -> Result<RehearsalView> {
    by.needs(Permissions::MANAGE_SETTINGS)?;
    let rule = existing(site, id).await?;
    let now = site.now();
    let after: StatusId = Id::floor(now.plus_millis(-limits::REHEARSAL_DAYS * DAY_MS));
    let before = Id::floor(now.plus_millis(1));
    let total = store::content_rules::count_open(
        &site.store,
        after,
        before,
        rule.looks_at,
        limits::REHEARSAL_COUNTED,
    );
    let total = total.await?;
    let mut tx = site.store.begin().await?;
    store::content_rules::begin_rehearsal(&mut tx, id, total, now, after).await?;
    let target = AuditTarget::new("content_rule", id.get(), rule.name.clone());
    audit::record(site, &mut tx, by, "rehearse", target, json!({})).await?;
    tx.commit().await?;
    show(site, by, id).await
}

/// How a rule was tried out.
pub async fn show(site: &Site, by: &Staff, id: ContentRuleId) -> Result<RehearsalView> {
    needs_to_read(by)?;
    existing(site, id).await?;
    let rehearsal = store::content_rules::rehearsal(&site.store, id).await?;
    let found = store::content_rules::matches(&site.store, id, limits::REHEARSAL_SAMPLES).await?;
    let ids: Vec<StatusId> = found.iter().map(|one| one.status_id).collect();
    let mut found: HashMap<StatusId, RehearsalMatch> =
        found.into_iter().map(|one| (one.status_id, one)).collect();
    // What became closed meanwhile is left out.
    let shown = statuses::show_ids(site, Viewer::Nobody, &ids).await?;
    let samples = shown
        .into_iter()
        .filter(|view| view.status.visibility.is_open())
        .filter_map(|view| Some((found.remove(&view.status.id)?, view)))
        .map(|(found, view)| (hits::plain(view), found));
    Ok(RehearsalView { samples: samples.collect(), rehearsal })
}

/// Says whether something was found rightly.
pub async fn judge_match(
    site: &Site,
    by: &Staff,
    id: ContentRuleId,
    status: StatusId,
    is_right: Option<bool>,
) -> Result<RehearsalView> {
    by.needs(Permissions::MANAGE_SETTINGS)?;
    let mut tx = site.store.begin().await?;
    if !store::content_rules::set_verdict(&mut tx, id, status, is_right).await? {
        return Err(Refusal::NotFound.into());
    }
    tx.commit().await?;
    show(site, by, id).await
}

/// Goes one step on with a rule that is being tried out; answers how many statuses were read.
pub async fn due(site: &Site) -> Result<usize> {
    let Some(now) = store::content_rules::under_way(&site.store).await? else { return Ok(0) };
    let Some(rule) = store::content_rules::find(&site.store, now.rule_id).await? else { return Ok(0) };
    let before = Id::floor(now.started_at.plus_millis(1));
    let step = limits::REHEARSAL_STEP;
    let ids = store::content_rules::open_between(&site.store, now.at, before, rule.looks_at, step).await?;
    let found = find(site, &rule, &ids).await?;
    let is_over = (ids.len() as i64) < step;
    let next = Rehearsal {
        read: now.read + ids.len() as i64,
        matched: now.matched + found.len() as i64,
        at: ids.last().copied().unwrap_or(now.at),
        ended_at: is_over.then(|| site.now()),
        ..now
    };
    keep(site, &next, &found).await?;
    Ok(ids.len().max(1))
}

/// Keeps what a step found, unless the rule was changed meanwhile.
async fn keep(site: &Site, next: &Rehearsal, found: &[RehearsalMatch]) -> Result<()> {
    let mut tx = site.store.begin().await?;
    let room = (limits::REHEARSAL_MATCHES - next.matched + found.len() as i64).max(0);
    for one in found.iter().take(usize::try_from(room).unwrap_or(0)) {
        store::content_rules::insert_match(&mut tx, next.rule_id, one).await?;
    }
    let authors = store::content_rules::count_authors(&mut tx, next.rule_id).await?;
    if !store::content_rules::advance(&mut tx, &Rehearsal { authors, ..next.clone() }).await? {
        // Dropped, the transaction leaves no trace.
        return Ok(());
    }
    if let Some(ended_at) = next.ended_at
        && let Some(rule) = store::content_rules::find(&mut tx, next.rule_id).await?
    {
        let rehearsed = ContentRule { rehearsed_at: Some(ended_at), ..rule };
        store::content_rules::put(&mut tx, &rehearsed).await?;
    }
    tx.commit().await?;
    load(site).await
}

/// Which of these statuses a rule finds, and why.
async fn find(site: &Site, rule: &ContentRule, ids: &[StatusId]) -> Result<Vec<RehearsalMatch>> {
    let store = &site.store;
    let ready = Ready::new(vec![ContentRule { is_live: true, expires_at: None, ..rule.clone() }]);
    let statuses = store::statuses::list(store, ids).await?;
    let mut authors: Vec<AccountId> = statuses.iter().map(|status| status.account_id).collect();
    authors.sort_unstable();
    authors.dedup();
    let authors: HashMap<AccountId, Account> =
        store::accounts::list(store, &authors).await?.into_iter().map(|one| (one.id, one)).collect();
    let mut mentions: HashMap<StatusId, usize> = HashMap::new();
    for mention in store::mentions::list(store, ids).await? {
        *mentions.entry(mention.status_id).or_default() += 1;
    }
    let mut attached: HashMap<StatusId, Vec<Attachment>> = HashMap::new();
    for one in store::attachments::of_statuses(store, ids).await? {
        if let Some(status) = one.status_id {
            attached.entry(status).or_default().push(one);
        }
    }
    let polls: HashMap<StatusId, Poll> =
        store::polls::list(store, ids).await?.into_iter().map(|poll| (poll.status_id, poll)).collect();
    let mut found = Vec::new();
    for status in &statuses {
        let Some(author) = authors.get(&status.account_id) else { continue };
        let attachments = attached.get(&status.id).map(Vec::as_slice).unwrap_or_default();
        let hashes = match ready.looks_at_files() && !attachments.is_empty() {
            true => judge::hashes(site, attachments).await?,
            false => Vec::new(),
        };
        let case = Case {
            author,
            status,
            mentions: mentions.get(&status.id).copied().unwrap_or_default(),
            attachments,
            poll: polls.get(&status.id),
            at: status.created_at,
        };
        found.extend(ready.find(case, &hashes, site.now()).pop().map(|one| of(status, one.because)));
    }
    Ok(found)
}

fn of(status: &Status, because: Vec<String>) -> RehearsalMatch {
    RehearsalMatch { status_id: status.id, account_id: status.account_id, because, is_right: None }
}
